"""Run what is missing of a design, shard by shard, into a folder; the heart of run and sweep."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from experiments.design.design import Design
from experiments.errors import RunStopped
from experiments.runner.executors import Executor
from experiments.runner.retry import failed_of, put_together
from experiments.runner.simulated import Simulated
from experiments.store.outputs import Outputs
from experiments.store.results import DamagedResult
from experiments.store.shards import (
    DamagedShard,
    Shard,
    ShardFolder,
    StoredShard,
    shards_of,
)

SHARDS_OF_A_BATCH = 32
"""A batch is cut in at least so many shards, if those are not too small."""
FEWEST_RUNS, MOST_RUNS, MOST_DETAILED_RUNS = 16, 256, 32
"""Runs in a shard: few enough to lose little when killed, and for memory; enough to write fast."""


@dataclass
class Watcher:
    """What a front end wants to hear while runs go on; each does nothing by default.

    started: the number of runs, and how many of them were there already. progress: how many are
    done, those included.
    """

    compiling: Callable[[], None] = field(default=lambda: None)
    started: Callable[[int, int], None] = field(default=lambda _runs, _there: None)
    progress: Callable[[int], None] = field(default=lambda _done: None)
    saving: Callable[[], None] = field(default=lambda: None)
    damaged: Callable[[DamagedResult | DamagedShard], None] = field(default=lambda _damage: None)


@dataclass(frozen=True)
class Batch:
    """A design, what is kept of its runs, and the folder of its shards."""

    design: Design
    outputs: Outputs
    folder: ShardFolder

    @property
    def shards(self) -> list[Shard]:
        """Every shard, in order; the cut follows from the design alone."""
        return list(shards_of(self.design.runs, shard_size(self.design.runs, self.outputs)))


def shard_size(runs: int, outputs: Outputs) -> int:
    """Return how many runs go into a shard."""
    most = MOST_DETAILED_RUNS if outputs.detail or outputs.traced else MOST_RUNS
    return min(max(runs // SHARDS_OF_A_BATCH, FEWEST_RUNS), most)


def run_missing(
    batch: Batch, executor: Executor, watcher: Watcher, retry_failed: bool = False
) -> list[StoredShard]:
    """Simulate every shard that is not there and whole; return all shards, in order.

    retry_failed: simulate failed runs again. A shard that another batch finishes in the meantime
    is taken over; two batches at work on one design begin at its two ends. Raises RunStopped
    (Ctrl-C) and StoreProblem; what was finished stays.
    """
    work = _Work(batch, retry_failed, watcher)
    watcher.started(batch.design.runs, batch.design.runs - work.missing)
    try:
        with batch.folder.at_work() as alone:
            shards = work.pieces(work.shards if alone else work.shards[::-1])
            simulating = executor.execute(batch.design, shards, batch.outputs, work.finished)
            with closing(simulating):
                for piece, made in simulating:
                    work.keep(piece, made)
    except KeyboardInterrupt:
        kept = sum(shard.runs for shard in batch.shards if shard.first in work.stored)
        raise RunStopped(kept, batch.design.runs, kept=True) from None
    watcher.saving()
    return [work.stored[shard.first] for shard in batch.shards]


def missing_runs(batch: Batch, retry_failed: bool = False) -> int:
    """Return how many runs are still to be simulated."""
    return _Work(batch, retry_failed, Watcher()).missing


class _Work:
    """What is still to be done of a batch.

    stored: shards that are there, by their first run. shards: those on which there is work, in
    order. missing: how many runs.
    """

    def __init__(self, batch: Batch, retry_failed: bool, watcher: Watcher) -> None:
        self.batch = batch
        self.watcher = watcher
        self.stored: dict[int, StoredShard] = {}
        self.shards: list[Shard] = []
        self.missing = 0
        self._again: dict[int, list[Shard]] = {}
        self._pieces: dict[int, list[tuple[Shard, Simulated]]] = {}
        for shard in batch.shards:
            found = self._find(shard)
            if found is None:
                self.missing += shard.runs
            else:
                self.stored[shard.first] = found
                if not (retry_failed and found.failed):
                    continue
                self._again[shard.first] = failed_of(shard, found)
                self.missing += found.failed
            self.shards.append(shard)
        self._done = batch.design.runs - self.missing
        self._counting = threading.Lock()

    def finished(self, runs: int) -> None:
        """Count runs that are done; called from several threads."""
        with self._counting:
            self._done += runs
        self.watcher.progress(self._done)

    def pieces(self, shards: Sequence[Shard]) -> Iterator[Shard]:
        """Yield what is to be simulated: whole shards, and failed runs of others."""
        for shard in shards:
            if shard.first in self._again:
                yield from self._again[shard.first]
                continue
            found = self._find(shard)
            if found is None:
                yield shard
            else:
                self.stored[shard.first] = found
                self.finished(shard.runs)

    def keep(self, piece: Shard, made: Simulated) -> None:
        """Write a shard; one with failed runs once all of them are there again."""
        shard = self._shard_of(piece)
        if shard.first in self._again:
            pieces = self._pieces.setdefault(shard.first, [])
            pieces.append((piece, made))
            if len(pieces) < len(self._again[shard.first]):
                return
            made = put_together(self.stored[shard.first], self._pieces.pop(shard.first))
        self.stored[shard.first] = self.batch.folder.write(shard, made.tables, made.failed)

    def _shard_of(self, piece: Shard) -> Shard:
        size = shard_size(self.batch.design.runs, self.batch.outputs)
        first = piece.first // size * size
        return Shard(first, min(first + size, self.batch.design.runs))

    def _find(self, shard: Shard) -> StoredShard | None:
        try:
            return self.batch.folder.find(shard)
        except DamagedShard as damage:
            self.watcher.damaged(damage)
            return None
