"""Check the scenarios that a design makes, as a user's own file would be checked."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from experiments.design.design import Design
from experiments.design.levers import turned
from experiments.errors import InputProblems, Problem
from experiments.scenario.files import LoadedScenario, check_document
from experiments.scenario.yaml_reader import Document, read_yaml_file

MOST_CHECKED = 500
"""Cells that are checked beforehand: all of a design that has no more, else an even spread."""


def problems_of_cells(
    design: Design, scenarios: Sequence[LoadedScenario], document: Document
) -> list[Problem]:
    """Return what is wrong with the scenarios of the cells: of the first that is wrong.

    What cannot be seen beforehand is told by the run itself, as a failed row.
    """
    sources = [read_yaml_file(loaded.path) for loaded in scenarios]
    line = document.place_of(("levers",)).line
    for number in checked_cells(design.cells):
        scenario, point = divmod(number, design.number_of_points)
        values = dict(zip(design.levers, design.points[point], strict=True))
        data = deepcopy(sources[scenario].data)
        shown = ", ".join(f"{lever.name}={value:g}" for lever, value in values.items())
        try:
            data |= turned(data, values)
        except LookupError as error:
            details = {"scenario": scenarios[scenario].scenario.name}
            lever = f"levers.{error.args[0]}"
            return [Problem("lever-ambiguous", lever, None, document.name, line, None, details)]
        needs = [
            lever
            for lever in design.levers
            if lever.kind
            and lever.start is None
            and any(b["kind"] == lever.kind and b.get("from") is None for b in data["policies"])
        ]
        if needs:
            details = {"scenario": scenarios[scenario].scenario.name}
            fields = [f"levers.{lever.name}" for lever in needs]
            code = "lever-needs-from"
            return [Problem(code, f, None, document.name, line, None, details) for f in fields]
        made = Document(f"{document.name} ({shown})", data, sources[scenario].places)
        try:
            check_document(made, scenarios[scenario].path)
        except InputProblems as wrong:
            return list(wrong.problems)
    return []


def checked_cells(cells: int) -> list[int]:
    """Return the numbers of the cells that are checked: the first, the last, evenly between."""
    if cells <= MOST_CHECKED:
        return list(range(cells))
    return sorted({place * (cells - 1) // (MOST_CHECKED - 1) for place in range(MOST_CHECKED)})
