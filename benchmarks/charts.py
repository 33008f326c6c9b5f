"""How long the pictures, slides and reports of one result take.

    python benchmarks/charts.py             a run of 200 worlds; a minute
    python benchmarks/charts.py --short     12 worlds, once
    python benchmarks/charts.py --json      for machines

Seconds of wall time and of processor time, which holds on a busy machine too; and each beside the
simulating of the same worlds. Nothing is asserted: numbers differ by machine.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

if __package__ in (None, ""):
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.batch import clocked
from benchmarks.machine import describe_machine
from benchmarks.timing import Timing

MEANINGS = {
    "worlds": "worlds of the base scenario, of which the result is",
    "simulate_seconds": "simulating and storing them, in one thread",
    "charts_seconds": "all charts in PNG, SVG and PDF (asked: under 15)",
    "charts_processor": "  of processor time",
    "deck_seconds": "slides (asked: under 5)",
    "deck_processor": "  of processor time",
    "report_seconds": "report as HTML, PDF and workbook (asked: under 5)",
    "report_processor": "  of processor time",
    "charts_ratio": "all charts against simulating, both of processor time",
}


def works_on(result: Any) -> dict[str, Callable[[], object]]:
    """What is timed, by name; nothing is written."""
    from experiments.charts.catalogue import make_charts
    from experiments.charts.folder import PICTURES, draw
    from experiments.deck.slides import make_deck
    from experiments.deck.story import story_of
    from experiments.report.content import report_of
    from experiments.report.forms import FORMS
    from experiments.texts import texts_in

    texts = texts_in("nl")

    def report() -> None:
        made = report_of(result, texts)
        for form in FORMS.values():
            form(made, texts)

    return {
        "charts": lambda: list(draw(make_charts(result, texts).charts, result, "nl", PICTURES)),
        "deck": lambda: make_deck(story_of(result, texts), texts),
        "report": report,
    }


def measure(short: bool) -> dict[str, Any]:
    """Measure; returns what is printed as JSON."""
    from experiments.runner.request import RunRequest
    from experiments.runner.run import answer
    from experiments.scenario.files import load_scenario

    machine = describe_machine()
    worlds, repeats = (12, 1) if short else (200, 3)
    scenario = load_scenario("base").scenario
    found: dict[str, Timing] = {}
    with tempfile.TemporaryDirectory() as store:
        answer(RunRequest(scenario, 2, 1, "prior", 1), Path(store), 1)
        request = RunRequest(scenario, 1, worlds, "prior", worlds)
        simulating = clocked(lambda: answer(request, Path(store), 1))
        result = answer(request, Path(store), 1).result
        found["simulate_seconds"] = Timing((simulating[0],))
        for name, work in works_on(result).items():
            rounds = [clocked(work) for _ in range(repeats)]
            found[f"{name}_seconds"] = Timing(tuple(wall for wall, _ in rounds))
            found[f"{name}_processor"] = Timing(tuple(used for _, used in rounds))
    ratios = tuple(used / simulating[1] for used in found["charts_processor"].values)
    found["charts_ratio"] = Timing(ratios)
    return {
        "schema": 1,
        **machine,
        "worlds": worlds,
        **{name: timing.median for name, timing in found.items()},
        "repeats": {name: timing.as_json() for name, timing in found.items()},
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("json", "short"):
        parser.add_argument(f"--{name}", action="store_true")
    options = parser.parse_args(arguments)
    measured = measure(options.short)
    if options.json:
        print(json.dumps(measured, indent=2))
        return 0
    print(f"{measured['cpu']}, {measured['cores']} cores, load {measured['load']} before\n")
    for name, meaning in MEANINGS.items():
        print(f"{name:20}{measured[name]:>10,.4g}  {meaning}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
