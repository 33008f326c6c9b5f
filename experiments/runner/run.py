"""Answer a request: read the stored result, or simulate what is missing of it and keep it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from experiments.design.design import Design
from experiments.errors import RunStopped
from experiments.runner.batch import Batch, Watcher, run_missing
from experiments.runner.executors import executor_for
from experiments.runner.manifest import (
    NORMS,
    Times,
    about_scenario,
    answered_by,
    request_of,
    told_by_runs,
)
from experiments.runner.request import RunKey, RunRequest, key_of, run_outputs
from experiments.store.results import (
    DamagedResult,
    StoredResult,
    find_result,
    result_folder,
    write_result,
)
from experiments.store.shards import ShardFolder, StoredShard

__all__ = ["NORMS", "Answer", "Watcher", "answer", "compile_engine"]


@dataclass(frozen=True)
class Answer:
    """A result and how it came: read back (`reused`) or simulated now, in `seconds`."""

    result: StoredResult
    reused: bool
    seconds: float

    @property
    def failed_worlds(self) -> int:
        """How many worlds ended in an error."""
        return int(self.result.manifest["failed_worlds"])


def answer(
    request: RunRequest,
    store: Path,
    workers: int,
    command: Sequence[str] = (),
    fresh: bool = False,
    watcher: Watcher | None = None,
) -> Answer:
    """Return the result of a request, from the store if it is there and whole.

    fresh: simulate even so. command: what the user typed, for the manifest. A damaged result, or
    one with failed worlds, is simulated again; one that was stopped half-way goes on. Raises
    RunStopped, StoreProblem.
    """
    watcher = watcher or Watcher()
    begun = time.perf_counter()
    key = key_of(request)
    if not fresh:
        stored = stored_answer(store, key, watcher)
        if stored is not None and stored.manifest["failed_worlds"] == 0:
            return Answer(stored, True, time.perf_counter() - begun)
    compile_seconds = compile_engine(request.design, watcher, kept=True)
    started = datetime.now(UTC)
    clock = time.perf_counter()
    folder = ShardFolder(result_folder(store, key.run_id), key.digest, key.facts)
    if fresh:
        folder.clear()
    batch = Batch(request.design, run_outputs(request), folder)
    shards = run_missing(batch, executor_for(workers), watcher)
    times = Times(started, time.perf_counter() - clock, compile_seconds, workers)
    manifest = _manifest(request, key, command, times)
    manifest |= told_by_runs(shard.table("runs") for shard in shards)
    tables = {name: _pieces(shards, name) for name in batch.outputs.tables}
    result = write_result(store, key.run_id, manifest, tables)
    return Answer(result, False, time.perf_counter() - begun)


def _pieces(shards: Sequence[StoredShard], name: str) -> Iterator[pa.Table]:
    return (shard.table(name) for shard in shards)


def stored_answer(store: Path, key: RunKey, watcher: Watcher) -> StoredResult | None:
    """Return the finished result of this key, if it is there and whole."""
    try:
        return find_result(store, key.run_id)
    except DamagedResult as damage:
        watcher.damaged(damage)
        return None


def compile_engine(design: Design, watcher: Watcher, kept: bool = False) -> float:
    """Compile or load the engine in a thread of its own, so that Ctrl-C is heard meanwhile.

    kept: whether there may be finished runs that are kept. Returns the seconds it took. Raises
    RunStopped, and what went wrong in the engine.
    """
    from simulation import compiled

    if not compiled.is_cached():
        watcher.compiling()
    begun = time.perf_counter()
    failures: list[BaseException] = []

    def work() -> None:
        try:
            from experiments.runner.worlds import warm_up

            warm_up(design)
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=work, name="warm-up", daemon=True)
    try:
        thread.start()
        while thread.is_alive():
            thread.join(timeout=0.1)
    except KeyboardInterrupt:
        raise RunStopped(0, design.runs, kept) from None
    if failures:
        raise failures[0]
    return time.perf_counter() - begun


def _manifest(
    request: RunRequest, key: RunKey, command: Sequence[str], times: Times
) -> dict[str, Any]:
    scenario = request.scenario
    content = request.design.content()
    asked = request_of(content, scenario, scenario.name, len(key.content["draws"]))
    return {
        **answered_by(key, command, times),
        **about_scenario(scenario),
        "kind": "run",
        "request": asked,
        "scenario": key.content["scenario"],
    }
