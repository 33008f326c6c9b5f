"""Run a stored result again from its manifest, and hold every digest against the stored one."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.design.design import Design, design_of_one
from experiments.design.levers import Lever
from experiments.design.points import Rows
from experiments.errors import RunStopped
from experiments.provenance import constraints_digest, data_digest
from experiments.runner.batch import Watcher, shard_size
from experiments.runner.executors import Executor
from experiments.runner.request import run_outputs_of, sweep_outputs
from experiments.runner.run import compile_engine
from experiments.runner.sweep import LUCK
from experiments.scenario.model import Scenario
from experiments.store.disk import digest_of
from experiments.store.outputs import Outputs
from experiments.store.results import StoredResult
from experiments.store.shards import shards_of


@dataclass(frozen=True)
class Reproduction:
    """What came of running a result again.

    stored, found: the digest over the digests of all runs. different: numbers of the runs whose
    digest is another one. changed: what is another one now of parameters, data, engine and
    constraints.
    """

    runs: int
    stored: str
    found: str
    different: tuple[int, ...]
    changed: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether every digest is the same."""
        return not self.different and self.stored == self.found


def reproduce(result: StoredResult, executor: Executor, watcher: Watcher) -> Reproduction:
    """Simulate every run of a result again; nothing is read but the question, nothing is written.

    Raises RunStopped, DamagedResult; ValueError where this version cannot read the question.
    """
    design = design_of(result)
    outputs = _outputs(result, design)
    stored = [digest for part in result.parts("runs") for digest in part["digest"].to_pylist()]
    compile_engine(design, watcher)
    watcher.started(design.runs, 0)
    done = 0

    def finished(runs: int) -> None:
        nonlocal done
        done += runs
        watcher.progress(done)

    found: dict[int, str | None] = {}
    shards = shards_of(design.runs, shard_size(design.runs, outputs))
    try:
        with closing(executor.execute(design, shards, outputs, finished)) as work:
            for shard, made in work:
                digests = made.tables["runs"]["digest"].to_pylist()
                found |= zip(range(shard.first, shard.last), digests, strict=True)
    except KeyboardInterrupt:
        raise RunStopped(done, design.runs) from None
    watcher.saving()
    in_order = [found[number] for number in range(design.runs)]
    different = [n for n, digest in enumerate(in_order) if n >= len(stored) or digest != stored[n]]
    told = str(result.manifest["outcome_digest"])
    changed = changed_since(result.manifest)
    return Reproduction(design.runs, told, digest_of(in_order), tuple(different), changed)


def design_of(result: StoredResult) -> Design:
    """Return the design that a manifest tells. ValueError where this version cannot read it."""
    manifest = result.manifest
    request = manifest["request"]
    if result.kind == "run":
        scenario = Scenario.model_validate(manifest["scenario"])
        return design_of_one(
            scenario,
            request["seed"],
            request["replications"],
            request["parameters"],
            request["draws"],
        )
    asked = manifest["design"]
    levers = tuple(Lever(lever["name"], lever["from"]) for lever in asked["levers"])
    cells = result.table("cells").slice(0, asked["points"]["number"])
    columns = [cells[lever.name].to_numpy() for lever in levers]
    table = np.column_stack(columns) if columns else np.zeros((len(cells), 0))
    return Design(
        name=str(request["scenario"]),
        scenarios=tuple(Scenario.model_validate(fields) for fields in asked["scenarios"]),
        levers=levers,
        points=Rows(table),
        seed=asked["seed"],
        replications=asked["replications"],
        parameters=asked["parameters"],
        draws=asked["draws"],
        lucks=tuple(cells[LUCK].to_pylist()) if LUCK in cells.column_names else (),
    )


def _outputs(result: StoredResult, design: Design) -> Outputs:
    return sweep_outputs(design) if result.kind == "sweep" else run_outputs_of(design)


def changed_since(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what is another one now: parameters, data, engine, constraints."""
    from simulation.compiled import engine_digest
    from simulation.parameters import load_registry

    now = {
        "parameters": load_registry().digest,
        "data": data_digest(),
        "engine": engine_digest(),
        "constraints": constraints_digest(),
    }
    told = manifest["digests"]
    return tuple(name for name, digest in now.items() if name in told and told[name] != digest)
