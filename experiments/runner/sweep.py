"""Answer a batch: read what is stored of it, simulate what is missing, and keep it in shards."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from experiments.design.design import Design
from experiments.errors import StoreProblem
from experiments.runner.batch import Batch, Watcher, missing_runs, run_missing
from experiments.runner.executors import Executor, executor_for
from experiments.runner.manifest import (
    Times,
    about_scenario,
    answered_by,
    request_of,
    told_by_runs,
)
from experiments.runner.probe import Size, probe
from experiments.runner.request import RunKey, key_of_sweep, sweep_outputs
from experiments.runner.run import Answer, compile_engine, stored_answer
from experiments.store.results import result_folder, write_sharded_result
from experiments.store.shards import ShardFolder

LUCK = "luck"
"""The column of cells with the number of the world of each, where a design chooses it."""
FREE_SPACE = 1.2
"""Space that must be free, times what a batch is expected to take."""


@dataclass(frozen=True)
class SweepOptions:
    """How a batch is run.

    fresh: simulate everything again. retry_failed: simulate failed runs again.
    detail: also months by gemeente, doelgroep and route. traced: keep all events of so many
    worlds a cell.
    """

    workers: int
    fresh: bool = False
    retry_failed: bool = False
    detail: bool = False
    traced: int = 0
    command: Sequence[str] = ()


class Sweep:
    """One design asked of one store."""

    def __init__(
        self,
        design: Design,
        store: Path,
        options: SweepOptions,
        watcher: Watcher | None = None,
        executor: Executor | None = None,
    ) -> None:
        self.design = design
        self.store = store
        self.options = options
        self.watcher = watcher or Watcher()
        self.executor = executor or executor_for(options.workers)
        self.outputs = sweep_outputs(design, options.detail, options.traced)
        self.key: RunKey = key_of_sweep(design, self.outputs)
        self.path = result_folder(store, self.key.run_id)
        folder = ShardFolder(self.path, self.key.digest, self.key.facts)
        self.batch = Batch(design, self.outputs, folder)
        self._warmed = 0.0

    def go_to(self, executor: Executor, at_once: int) -> None:
        """Simulate elsewhere, so many runs at the same time."""
        self.executor = executor
        self.options = replace(self.options, workers=at_once)

    def stored(self) -> Answer | None:
        """Return the finished result, if it is there, whole, and not to be run again."""
        begun = time.perf_counter()
        if self.options.fresh:
            return None
        found = stored_answer(self.store, self.key, self.watcher)
        if found is None or (self.options.retry_failed and found.manifest["failed_worlds"]):
            return None
        return Answer(found, True, time.perf_counter() - begun)

    def size(self) -> Size:
        """Return how large the batch is, by a short try. Raises StoreProblem: no space for it."""
        self._warmed = compile_engine(self.design, self.watcher, kept=True)
        missing = self.design.runs
        if not self.options.fresh:
            missing = missing_runs(self.batch, self.options.retry_failed)
        size = probe(self.batch, missing, self.options.workers)
        self._check_space(size)
        return size

    def _check_space(self, size: Size) -> None:
        existing = self.path
        while not existing.exists():
            existing = existing.parent
        needed = size.megabytes * size.missing / max(size.runs, 1) * FREE_SPACE
        free = shutil.disk_usage(existing).free / 1e6
        if needed > free:
            reason = f"{needed:.0f} MB needed, {free:.0f} MB free"
            raise StoreProblem(str(self.store), reason)

    def run(self) -> Answer:
        """Simulate what is missing and write the manifest. Raises RunStopped, StoreProblem."""
        begun = time.perf_counter()
        started = datetime.now(UTC)
        if self.options.fresh:
            self.batch.folder.clear()
        shards = run_missing(self.batch, self.executor, self.watcher, self.options.retry_failed)
        seconds = time.perf_counter() - begun
        times = Times(started, seconds, self._warmed, self.options.workers)
        manifest = self._manifest(times)
        manifest |= told_by_runs(shard.table("runs") for shard in shards)
        tables = {"cells": cells_table(self.design)}
        result = write_sharded_result(self.store, self.key.run_id, manifest, shards, tables)
        return Answer(result, False, time.perf_counter() - begun)

    def _manifest(self, times: Times) -> dict[str, Any]:
        design, scenario = self.design, self.design.scenarios[0]
        content = self.key.content["design"]
        request = request_of(content, scenario, design.name, int(content["draws"]))
        return {
            **answered_by(self.key, self.options.command, times),
            **about_scenario(scenario),
            "kind": "sweep",
            "request": request | {"cells": design.cells, "runs": design.runs},
            "scenario": {"name": design.name, "title": {"nl": design.name, "en": design.name}},
            "design": content,
            "outputs": {"detail": self.options.detail, "traced": self.outputs.traced},
        }


def cells_table(design: Design) -> pa.Table:
    """Return a row a cell: its number, the scenario's name, and a column a lever."""
    cells = [design.cell(number) for number in range(design.cells)]
    columns = {
        "cell": pa.array([cell.number for cell in cells], pa.int32()),
        "scenario": pa.array([cell.scenario for cell in cells], pa.string()),
    }
    if design.lucks:
        lucks = [design.lucks[number % design.number_of_points] for number in range(design.cells)]
        columns[LUCK] = pa.array(lucks, pa.int64())
    for place, lever in enumerate(design.levers):
        columns[lever.name] = pa.array([cell.values[place] for cell in cells], pa.float64())
    return pa.table(columns)
