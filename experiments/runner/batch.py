"""Run what is missing of a design, shard by shard, into a folder; the heart of run and sweep."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from experiments.design.design import Design
from experiments.errors import RunStopped
from experiments.runner.executors import Executor, numbers_of
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

    retry_failed: simulate shards with failed runs again. A shard that another batch finishes in
    the meantime is taken over; two batches at work on one design begin at its two ends. Raises
    RunStopped (Ctrl-C) and StoreProblem; what was finished stays.
    """
    stored: dict[int, StoredShard] = {}
    for shard in batch.shards:
        found = _find(batch, shard, watcher)
        if found is not None and not (retry_failed and found.failed):
            stored[shard.first] = found
    missing = [shard for shard in batch.shards if shard.first not in stored]
    done = batch.design.runs - numbers_of(missing)
    watcher.started(batch.design.runs, done)
    counting = threading.Lock()

    def finished(runs: int) -> None:
        nonlocal done
        with counting:
            done += runs
        watcher.progress(done)

    def still_missing(in_order: list[Shard]) -> Iterator[Shard]:
        for shard in in_order:
            found = None if retry_failed else _find(batch, shard, watcher)
            if found is None:
                yield shard
            else:
                stored[shard.first] = found
                finished(shard.runs)

    try:
        with batch.folder.at_work() as alone:
            ordered = missing if alone else missing[::-1]
            shards = still_missing(ordered)
            work = executor.execute(batch.design, shards, batch.outputs, finished)
            with closing(work):
                _write_all(batch, work, stored)
    except KeyboardInterrupt:
        kept = sum(shard.runs for shard in batch.shards if shard.first in stored)
        raise RunStopped(kept, batch.design.runs, kept=True) from None
    watcher.saving()
    return [stored[shard.first] for shard in batch.shards]


def missing_runs(batch: Batch, retry_failed: bool = False) -> int:
    """Return how many runs are still to be simulated."""
    missing = []
    for shard in batch.shards:
        found = _find(batch, shard, Watcher())
        if found is None or (retry_failed and found.failed):
            missing.append(shard)
    return numbers_of(missing)


def _write_all(
    batch: Batch,
    work: Iterator[tuple[Shard, Simulated]],
    stored: dict[int, StoredShard],
) -> None:
    for shard, found in work:
        stored[shard.first] = batch.folder.write(shard, found.tables, found.failed)


def _find(batch: Batch, shard: Shard, watcher: Watcher) -> StoredShard | None:
    try:
        return batch.folder.find(shard)
    except DamagedShard as damage:
        watcher.damaged(damage)
        return None
