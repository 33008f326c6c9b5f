"""Small worlds for the tests of the engine, and a process of their own to run them in.

`python -m tests.engine.worlds save FILE` runs the small traced worlds and writes every field of
every record; `python -m tests.engine.worlds digests 0 1 2` prints the digests of replications.
Run with NUMBA_DISABLE_JIT=1 the same commands interpret the engine instead of compiling it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from simulation.engine import Prepared, advance, build_world, measure, prepare, simulate
from simulation.parameters import load_registry
from simulation.policies import kinds
from simulation.policy import Policy
from simulation.region import Gemeente, Region
from simulation.setup import Setup

ROOT = Path(__file__).resolve().parents[2]
START = 264
"""January 2022."""
OLD_LAW = "stelsel"
"""The kind that chooses the law: its example is the Wi2013 for everybody."""
NOT_COMPILED = {"NUMBA_DISABLE_JIT": "1"}


def region(*inhabitants: int) -> Region:
    """Made-up municipalities of these sizes, with the CBS codes 1, 2, 3."""
    return Region(
        "made-up",
        "Made up",
        tuple(
            Gemeente(f"stad-{code}", f"Stad {code}", code, number, None, "made up")
            for code, number in enumerate(inhabitants, start=1)
        ),
    )


@cache
def prepared(
    months: int,
    *inhabitants: int,
    draw: int = -1,
    inflow: str = "landelijk",
    policies: tuple[str, ...] = (),
    start: int = START,
) -> Prepared:
    """A scenario of made-up municipalities.

    draw: a draw from the priors, -1 for point values; policies: kinds, each as its own example
    from the tenth month on.
    """
    kind = "point" if draw < 0 else "prior"
    values = load_registry().draw(kind, seed=5, index=max(draw, 0))
    chosen = tuple(Policy(name, start + 10, values=kinds()[name].example) for name in policies)
    setup = Setup(region(*inhabitants), start, months, inflow=inflow, policies=chosen)
    return prepare(setup, values)


def small_worlds() -> dict[str, Prepared]:
    """What the same-bits test compares: point values long enough for terms to end, and priors."""
    return {
        "point": prepared(66, 14_000, 8_000),
        "prior": prepared(30, 15_000, draw=3),
        "seed-2020": prepared(30, 30_000, draw=4, inflow="seed-2020"),
        "policies": prepared(40, 9_000, 5_000, policies=tuple(sorted(set(kinds()) - {OLD_LAW}))),
        "wi2013": prepared(60, 14_000, policies=(OLD_LAW,), start=START - 48),
    }


def everything(world: Any, outcome: Any) -> dict[str, np.ndarray[Any, Any]]:
    """Every number that a world leaves, by name; records field by field, without padding."""
    found = {}
    for table in ("people", "households", "gemeenten", "aanbod"):
        records = getattr(world, table)
        for field in records.dtype.names:
            found[f"{table}.{field}"] = np.ascontiguousarray(records[field])
    for table in ("monthly", "activities", "active", "in_scope", "outside", "releases", "ledger"):
        found[table] = np.ascontiguousarray(getattr(world, table))
    for name, queue in zip(world.queues._fields, world.queues, strict=True):
        found[f"queues.{name}"] = np.ascontiguousarray(queue)
    for name in ("joined", "busy", "starts", "present"):
        found[f"policies.{name}"] = np.ascontiguousarray(getattr(world.policies, name))
    for name in ("observables", "counts", "events", "entries"):
        found[name] = np.ascontiguousarray(getattr(outcome, name))
    rules = world.rules
    for field in rules.dtype.names:
        found[f"rules.{field}"] = np.ascontiguousarray(rules[field])
    return found


def run_small_worlds() -> dict[str, np.ndarray[Any, Any]]:
    """Everything that the small worlds leave, by the world's name and the number's."""
    found = {}
    for name, scenario in small_worlds().items():
        world = build_world(scenario, 11, 4, trace=True)
        assert advance(world, 0, scenario.setup.months)
        for key, numbers in everything(world, measure(scenario, world)).items():
            found[f"{name} {key}"] = numbers
    return found


def determinism_scenario() -> Prepared:
    """A scenario of which a world takes a few milliseconds."""
    return prepared(48, 30_000, 20_000)


def digest_of(replication: int) -> str:
    """The digest of one replication of that scenario."""
    return simulate(determinism_scenario(), 21, replication).digest


def run_apart(
    *arguments: str | Path, environment: dict[str, str] | None = None, strict: bool = False
) -> str:
    """Run Python with these arguments in a process of its own; return what it printed.

    strict: every warning is an error there.
    """
    options = ["-W", "error"] if strict else []
    done = subprocess.run(
        [sys.executable, *options, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _main(command: str, *arguments: str) -> None:
    if command == "save":
        np.savez(arguments[0], **run_small_worlds())
    else:
        print("\n".join(digest_of(int(argument)) for argument in arguments))


if __name__ == "__main__":
    _main(*sys.argv[1:])
