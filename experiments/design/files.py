"""Find, read and check a design file as a whole, with its scenarios and its points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from experiments.design.check import problems_of_cells
from experiments.design.design import Design
from experiments.design.levers import Lever, lever_names
from experiments.design.model import FORMAT, DesignFile, LeverBlock
from experiments.design.points import SPREAD, Grid, Points, Range, is_power_of_two, spread
from experiments.design.table import read_points
from experiments.errors import InputProblems, Problem, nearest_of
from experiments.scenario.files import LoadedScenario, list_shipped, load_scenario
from experiments.scenario.problems import problems_in
from experiments.scenario.yaml_reader import Document, read_yaml_file

MOST_RUNS = 10_000_000
"""A design with more runs is refused: on two cores it would take more than a day."""


@dataclass(frozen=True)
class LoadedDesign:
    """A checked design, the file it came from, and warnings about it."""

    design: Design
    path: Path
    warnings: tuple[Problem, ...] = ()


def load_design(source: str) -> LoadedDesign:
    """Read and check a design as a whole.

    source: a path. Raises InputProblems with everything that is wrong.
    """
    path = Path(source)
    return check_design(read_yaml_file(path), path)


def check_design(document: Document, path: Path) -> LoadedDesign:
    """Check a design that was read; files that it names stand beside `path`.

    Raises InputProblems with everything that is wrong.
    """
    if document.data is None:
        raise InputProblems([*document.problems, Problem("design-empty", file=document.name)])
    refuse_other_format(document, FORMAT)
    found = list(document.problems)
    try:
        asked = DesignFile.model_validate(document.data)
    except ValidationError as error:
        found += problems_in(error, document, DesignFile)
        found += _problems_of_the_rest(error, document, path)
        raise InputProblems(found) from None
    scenarios = _scenarios(asked, document, path, found)
    found += _problems_of_levers(asked, document)
    found += _problems_of_size(asked, document)
    if any(not problem.warning for problem in found):
        raise InputProblems(found)
    points = _points(asked, path)
    design = Design(
        name=asked.name,
        scenarios=tuple(loaded.scenario for loaded in scenarios),
        levers=tuple(Lever(name, block.from_) for name, block in asked.levers.items()),
        points=points,
        seed=asked.seed,
        replications=asked.replications,
        parameters=asked.parameters,
        draws=asked.draws or (asked.replications if asked.parameters != "point" else 1),
    )
    if design.runs > MOST_RUNS:
        raise InputProblems([_too_big(design, document)])
    wrong = problems_of_cells(design, scenarios, document)
    if wrong:
        raise InputProblems(wrong)
    return LoadedDesign(design, path, tuple(w for one in scenarios for w in one.warnings))


def refuse_other_format(document: Document, known: int) -> None:
    """Refuse a document of another format before its fields are judged. Raises InputProblems."""
    written = document.data.get("format") if isinstance(document.data, dict) else None
    if isinstance(written, int) and written != known:
        line = document.place_of(("format",)).line
        details = {"format": known}
        raise InputProblems(
            [Problem("other-format", "format", str(written), document.name, line, None, details)]
        )


def _problems_of_the_rest(error: ValidationError, document: Document, path: Path) -> list[Problem]:
    """What is wrong with scenarios and levers, where other fields have not even the right form."""
    wrong = {one["loc"][0] for one in error.errors() if one["loc"]}
    rest = {name: value for name, value in document.data.items() if name not in wrong}
    needed = {"format": FORMAT, "name": "x", "scenarios": ["base"], "replications": 1}
    try:
        asked = DesignFile.model_validate(needed | rest)
    except ValidationError:
        return []
    found: list[Problem] = []
    _scenarios(asked, document, path, found)
    return [*found, *_problems_of_levers(asked, document)]


def _scenarios(
    asked: DesignFile, document: Document, path: Path, found: list[Problem]
) -> list[LoadedScenario]:
    """Load the scenarios; what is wrong with them goes to `found`."""
    loaded = []
    for place, source in enumerate(asked.scenarios):
        beside = source if source in list_shipped() else str(path.parent / source)
        try:
            loaded.append(load_scenario(beside if Path(beside).exists() else source))
        except InputProblems as wrong:
            found += wrong.problems
            continue
        first, here = loaded[0].scenario, loaded[-1].scenario
        line = document.place_of(("scenarios", str(place))).line
        for name in ("region", "start", "until"):
            if getattr(here, name) != getattr(first, name):
                details = {"field": name, "own": getattr(here, name), "first": getattr(first, name)}
                field = f"scenarios.{place}"
                found.append(
                    Problem("design-differs", field, source, document.name, line, None, details)
                )
        if any(here.name == other.scenario.name for other in loaded[:-1]):
            field = f"scenarios.{place}"
            found.append(Problem("design-twice", field, here.name, document.name, line))
    return loaded


def _problems_of_levers(asked: DesignFile, document: Document) -> Iterator[Problem]:
    method = asked.sampling.method
    for name, block in asked.levers.items():
        line = document.place_of(("levers", name)).line
        field = f"levers.{name}"
        try:
            low, high = Lever(name).bounds()
        except KeyError:
            nearest = nearest_of(name, lever_names())
            yield Problem("lever-unknown", field, None, document.name, line, nearest)
            continue
        for value in block.values or [v for v in (block.low, block.high) if v is not None]:
            if not low <= value <= high:
                details = {"low": f"{low:g}", "high": f"{high:g}"}
                shown = f"{value:g}"
                yield Problem("lever-bounds", field, shown, document.name, line, None, details)
        if method == "grid" and block.values is None:
            yield Problem("lever-needs-values", field, None, document.name, line)
        if block.whole and not all(
            v is None or float(v).is_integer() for v in (block.low, block.high)
        ):
            yield Problem("lever-whole", field, None, document.name, line)


def _problems_of_size(asked: DesignFile, document: Document) -> Iterator[Problem]:
    sampling = asked.sampling
    line = document.place_of(("sampling",)).line

    def wrong(code: str, field: str, value: object, **details: Any) -> Problem:
        shown = None if value is None else str(value)
        return Problem(code, field, shown, document.name, line, None, details)

    spreads = sampling.method in SPREAD
    for name, needed in (("points", spreads), ("file", sampling.method == "table")):
        given = getattr(sampling, name)
        if needed and given is None:
            yield wrong("missing-field", f"sampling.{name}", None, fields="")
        if not needed and given is not None:
            yield wrong("sampling-unused", f"sampling.{name}", given, method=sampling.method)
    if not asked.levers and sampling.method != "grid":
        yield wrong("sampling-no-levers", "levers", None)
    points = sampling.points or 1
    if sampling.method == "sobol" and not is_power_of_two(points):
        below, above = 2 ** (points.bit_length() - 1), 2 ** points.bit_length()
        yield wrong("sampling-sobol", "sampling.points", points, below=below, above=above)
    most = asked.replications if asked.parameters != "point" else 1
    if asked.draws is not None and asked.draws > most:
        line = document.place_of(("draws",)).line
        yield wrong("design-draws", "draws", asked.draws, most=most)


def _points(asked: DesignFile, path: Path) -> Points:
    """Return the points. Raises InputProblems for what is wrong with a file of them."""
    ranges = [_range(block) for block in asked.levers.values()]
    sampling = asked.sampling
    if sampling.method == "grid":
        return Grid(tuple(ranges))
    if sampling.method == "table":
        return read_points(path.parent / str(sampling.file), list(asked.levers))
    return spread(sampling.method, ranges, sampling.points or 1, sampling.seed)


def _range(block: LeverBlock) -> Range:
    if block.values is not None:
        return Range(tuple(block.values))
    return Range((), block.low or 0.0, block.high or 0.0, block.whole)


def _too_big(design: Design, document: Document) -> Problem:
    details: dict[str, Any] = {
        "runs": design.runs,
        "cells": design.cells,
        "replications": design.replications,
        "most": MOST_RUNS,
    }
    return Problem("design-too-big", file=document.name, details=details)
