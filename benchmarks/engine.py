"""How fast, how large and how quick to start the engine is.

    python benchmarks/engine.py            a few minutes: everything, a cold start included
    python benchmarks/engine.py --short    under a minute
    python benchmarks/engine.py --json     for machines: the same numbers, with versions

Nothing is asserted: numbers differ by machine. Ratios are measured side by side in one run, so
that the engine against the Mesa oracle holds on a busy machine too. Two cores against one does
not: when other work keeps a core busy (`load`), there is no second one to win.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if __package__ in (None, ""):
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.machine import describe_machine
from benchmarks.timing import Timing

SCHEMA = 1


@dataclass(frozen=True)
class Effort:
    """How much is measured."""

    worlds: int
    repeats: int
    pairs: int
    oracle_worlds: int
    starts: int


FULL = Effort(worlds=40, repeats=11, pairs=9, oracle_worlds=15, starts=5)
SHORT = Effort(worlds=15, repeats=5, pairs=5, oracle_worlds=5, starts=1)

MEANINGS = {
    "person_months_per_second": "person-months in scope a second: steps and observables, one core",
    "seconds_per_replication": "a regional world of ten years: build, advance, measure",
    "build_seconds": "  of which building the world and its people",
    "advance_seconds": "  of which the months",
    "measure_seconds": "  of which the observables",
    "bytes_per_person": "all arrays of a regional world, by its people",
    "oracle_ratio": "times faster than the same reduced model as Mesa objects",
    "oracle_seconds_per_person_month": "  the Mesa oracle",
    "reduced_seconds_per_person_month": "  the engine in the same configuration",
    "mesa_step_ratio": "times slower: a world stepped through Mesa against one in one go",
    "mesa_collect_ratio": "  the same with 7 agents and Mesa's DataCollector each month",
    "columns_ratio": "times faster: five fields of everybody each month, columns against views",
    "views_seconds": "  through Mesa agents and DataCollector, one month of a full world",
    "columns_seconds": "  through a ColumnCollector",
    "two_core_ratio": "times faster on two threads than on one, one draw of the parameters",
    "run_two_core_ratio": "  as doorstroom run does it: a draw for each world",
    "help_seconds": "doorstroom --help",
    "cold_start_seconds": "first run of one world, compilation included",
    "warm_start_seconds": "the same with compiled code in the cache",
    "run_10_seconds": "doorstroom run --replications 10 --fresh, with charts",
    "thousand_seconds": "1,000 worlds on 2 workers, tables written",
}


def run(short: bool) -> dict[str, Any]:
    """Measure; returns what is printed as JSON."""
    from benchmarks import program
    from simulation.compiled import is_cached

    effort = SHORT if short else FULL
    machine = describe_machine()
    found: dict[str, Timing] = {}
    if not short:
        found["cold_start_seconds"] = program.time_cold_start()
    elif not is_cached():
        # The first run has to compile anyway: that is a cold start.
        found["cold_start_seconds"] = program.time_warm_start(1)
    found["warm_start_seconds"] = program.time_warm_start(effort.starts)
    found["help_seconds"] = program.time_help(effort.starts)
    found["run_10_seconds"] = program.time_run(10, repeats=effort.starts)
    if not short:
        found["thousand_seconds"] = program.time_thousand()

    from benchmarks import mesa_face, worlds

    found |= worlds.engine_speed(effort.worlds, effort.repeats)
    found["bytes_per_person"] = Timing((worlds.bytes_per_person(),))
    found |= mesa_face.stepping(effort.repeats) | mesa_face.collecting(effort.repeats)
    found |= worlds.two_core_ratios(effort.worlds, effort.pairs)
    found |= worlds.oracle_ratio(effort.oracle_worlds, effort.worlds)
    return {
        "schema": SCHEMA,
        **machine,
        "short": short,
        **{name: found[name].median if name in found else None for name in MEANINGS},
        "digest": worlds.digest(),
        "repeats": {name: found[name].as_json() for name in MEANINGS if name in found},
    }


def print_table(measured: dict[str, Any]) -> None:
    """The numbers for people: median, least and most of the repeats."""
    versions = ", ".join(f"{name} {number}" for name, number in measured["versions"].items())
    print(versions)
    print(f"{measured['cpu']}, {measured['cores']} cores, load {measured['load']} before\n")
    print(f"{'':34}{'median':>12}{'least':>12}{'most':>12}  repeats")
    for name, meaning in MEANINGS.items():
        told = measured["repeats"].get(name)
        numbers = f"{'not measured':>12}{'':24}{'':>9}"
        if told is not None:
            shown = [f"{_show(told[key]):>12}" for key in ("median", "min", "max")]
            numbers = "".join(shown) + f"{told['repeats']:>9}"
        print(f"{name:34}{numbers}  {meaning}")
    print(f"\ndigest {measured['digest']}")


def _show(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.4g}"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument(
        "--short",
        action="store_true",
        help="fewer repeats; no thousand worlds; a cold start only if nothing is compiled yet",
    )
    options = parser.parse_args(arguments)
    measured = run(options.short)
    if options.json:
        print(json.dumps(measured, indent=2))
    else:
        print_table(measured)
    return 0


if __name__ == "__main__":
    sys.exit(main())
