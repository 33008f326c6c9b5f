"""Reading a target file: cells to targets, and everything that is wrong with them at once."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from calibration.targets.blocks import law_of, layer_of
from calibration.targets.checks import check_rows
from calibration.targets.places import DEFAULT_REGION, place_of, places
from calibration.targets.problems import TargetError, TargetProblem
from calibration.targets.produced import what_cannot_be
from calibration.targets.target import (
    COLUMNS,
    FILTER_COLUMNS,
    LAYERS,
    NEEDED_COLUMNS,
    UNITS,
    USES,
    VALIDATE,
    Target,
    TargetSet,
)
from simulation.observable_checks import (
    IN_TERM,
    Value,
    find_problems,
    known_filters,
    nearest_of,
    tidy,
)
from simulation.observables import DEFINITIONS, Observable
from simulation.region import load_region

SHIPPED = "doorstroom"
FORMAT = 1
MOST_BYTES, MOST_ROWS = 2_000_000, 5_000
_FORMAT_LINE = re.compile(r"#\s*format:\s*(\S+)")
_CODES = {
    "observable-name": "target-observable",
    "observable-filter": "target-filter",
    "observable-missing": "target-filter-missing",
    "observable-value": "target-value",
}
Row = tuple[int, dict[str, str]]


def load_targets(path: Path | None = None) -> TargetSet:
    """Read a target file, or the project's own where none is named.

    Raises:
        TargetError: with every problem: line, column, value, what is allowed, the nearest word.
    """
    if path is None:
        found = files("calibration") / "targets" / f"{SHIPPED}.csv"
        return read_targets(SHIPPED, found.read_bytes())
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TargetError([TargetProblem("target-file", allowed=f"at most {MOST_BYTES} bytes")])
        content = path.read_bytes()
    except OSError as error:
        problem = TargetProblem("target-file", value=str(path), allowed=str(error.strerror))
        raise TargetError([problem]) from None
    return read_targets(path.stem, content)


def read_targets(name: str, content: bytes) -> TargetSet:
    """Read the bytes of a target file (CSV, UTF-8).

    A row that the model cannot produce is refused by name, and the others are read; where none is
    left, that is an error too. Raises TargetError, as load_targets.
    """
    problems: list[TargetProblem] = []
    refused: list[TargetProblem] = []
    rows = list(_rows(content, problems))
    targets = []
    for line, cells in rows:
        target = _target(line, cells, problems)
        cannot = what_cannot_be(line, target.id, target.observable) if target else []
        refused += cannot
        if target is not None and not cannot:
            targets.append(target)
    if not rows and not problems:
        problems.append(TargetProblem("target-none", allowed="at least one row"))
    problems += check_rows(targets)
    if problems or not targets:
        raise TargetError([*problems, *refused])
    once = {problem.row: problem for problem in reversed(refused)}
    return TargetSet(name, tuple(targets), tuple(reversed(once.values())))


def _rows(content: bytes, problems: list[TargetProblem]) -> Iterator[Row]:
    """Yield each row with its line and its cells by column; note what is wrong with the form."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        problems.append(TargetProblem("target-file", line, allowed="text in UTF-8"))
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    rows = 0
    try:
        for cells in reader:
            if header is None and cells and cells[0].startswith("#"):
                _check_format(reader.line_num, cells[0], problems)
            elif header is None:
                header = [cell.strip() for cell in cells]
                _check_header(reader.line_num, header, problems)
            elif any(cell.strip() for cell in cells):
                rows += 1
                if len(cells) > len(header):
                    allowed = f"at most {len(header)} cells"
                    cell = cells[len(header)]
                    problems.append(
                        TargetProblem("target-cells", reader.line_num, "", cell, "", allowed)
                    )
                stripped = [cell.strip() for cell in cells]
                yield reader.line_num, dict(zip(header, stripped, strict=False))
            if rows > MOST_ROWS:
                allowed = f"at most {MOST_ROWS} rows"
                problems.append(TargetProblem("target-file", reader.line_num, allowed=allowed))
                return
    except csv.Error as error:
        problems.append(TargetProblem("target-file", reader.line_num, allowed=f"CSV ({error})"))


def _check_format(line: int, cell: str, problems: list[TargetProblem]) -> None:
    found = _FORMAT_LINE.match(cell)
    if found and found.group(1) != str(FORMAT):
        value, allowed = found.group(1), f"# format: {FORMAT}"
        problems.append(TargetProblem("target-format", line, "", value, "", allowed))


def _check_header(line: int, header: list[str], problems: list[TargetProblem]) -> None:
    for place, column in enumerate(header):
        if column not in COLUMNS:
            near = nearest_of(column, COLUMNS)
            allowed = ", ".join(COLUMNS)
            problems.append(TargetProblem("target-column", line, column, "", "", allowed, near))
        elif column in header[:place]:
            problems.append(TargetProblem("target-column-twice", line, column))
    for column in NEEDED_COLUMNS:
        if column not in header:
            problems.append(TargetProblem("target-column-missing", line, column))


class _Reader:
    """The cells of one row, and the problems found in them."""

    def __init__(self, line: int, cells: Mapping[str, str], problems: list[TargetProblem]) -> None:
        self.line, self.cells, self.problems = line, cells, problems
        self.id = cells.get("id", "")

    def cell(self, column: str) -> str:
        return self.cells.get(column, "")

    def wrong(
        self, code: str, column: str, allowed: str = "", nearest: str | None = None, value: str = ""
    ) -> None:
        value = value or self.cell(column)
        self.problems.append(
            TargetProblem(code, self.line, column, value, self.id, allowed, nearest)
        )

    def number(self, column: str) -> float | None:
        text = self.cell(column)
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value) or "_" in text:
            self.wrong("target-number", column, "a number with a point, as in 0.35")
            return None
        return value

    def word(self, column: str, allowed: tuple[str, ...], default: str) -> str:
        text = self.cell(column)
        if text and text not in allowed:
            self.wrong("target-value", column, ", ".join(allowed), nearest_of(text, allowed))
        return text or default


def _target(line: int, cells: Mapping[str, str], problems: list[TargetProblem]) -> Target | None:
    """The target of a row, or None where there is something wrong with it."""
    reader = _Reader(line, cells, problems)
    before = len(problems)
    for column in NEEDED_COLUMNS:
        if column in cells and not cells[column]:
            reader.wrong("target-empty", column)
    observable, region = _observable(reader)
    value, low, high = (reader.number(column) for column in ("value", "low", "high"))
    use = reader.word("use", USES, VALIDATE)
    layer = reader.word("layer", LAYERS, "")
    weight = reader.number("weight")
    if weight is not None and weight < 0:
        reader.wrong("target-range", "weight", "0 or more")
    unit = ""
    if observable is not None:
        unit = reader.word("unit", (*UNITS, "ratio"), observable.unit)
        if unit in UNITS and unit != observable.unit:
            reader.wrong("target-unit", "unit", observable.unit)
        elif unit == "ratio":
            reader.wrong("target-unit", "unit", f"{observable.unit}; no observable is a ratio")
        _check_numbers(reader, unit, value, low, high)
    if len(problems) > before or observable is None or value is None:
        return None
    return Target(
        id=reader.id,
        observable=observable,
        region=region,
        value=value,
        low=low,
        high=high,
        unit=unit,
        use=use,
        source_key=reader.cell("source_key"),
        note=reader.cell("note"),
        fact_id=reader.cell("fact_id") or reader.id,
        weight=1.0 if weight is None else weight,
        evidence=reader.cell("evidence"),
        layer=layer or layer_of(observable),
        margin_reason=reader.cell("margin_reason"),
        line=line,
        cells=cells,
    )


def _observable(reader: _Reader) -> tuple[Observable | None, str]:
    """What a row asks, and the region of which it asks it."""
    name = reader.cell("observable")
    place = reader.cell("region") or DEFAULT_REGION
    if place not in places():
        reader.wrong("target-region", "region", ", ".join(places()), nearest_of(place, places()))
        return None, ""
    region, municipality = place_of(place)
    if name and name not in DEFINITIONS:
        near = nearest_of(name, DEFINITIONS)
        reader.wrong("target-observable", "observable", ", ".join(DEFINITIONS), near)
        return None, region
    if not name:
        return None, region
    filters = {column: reader.cell(column) for column in FILTER_COLUMNS if reader.cell(column)}
    if municipality:
        filters["municipality"] = municipality
    tidied = tidy(filters)
    if name in DEFINITIONS and "law" not in tidied and "law" in known_filters(name, tidied):
        tidied = tidy({**tidied, "law": _law_that_applied(name, tidied)})
    shipped = None if region == "nederland" else load_region(region)
    found = find_problems(name, tidied, shipped)
    for problem in found:
        allowed = ", ".join(problem.allowed)
        code = _CODES.get(problem.code, "target-value")
        reader.wrong(code, problem.field, allowed, problem.nearest, problem.value)
    return (None if found else Observable(name, tidied)), region


def _law_that_applied(name: str, filters: Mapping[str, Value]) -> str:
    """What an empty cell asks: any act, but of what is counted within a term that of its dates."""
    return law_of(Observable(name, filters)) if name.endswith(IN_TERM) else "any"


def _check_numbers(
    reader: _Reader, unit: str, value: float | None, low: float | None, high: float | None
) -> None:
    for column, number in (("value", value), ("low", low), ("high", high)):
        if number is None:
            continue
        if number < 0 or (unit == "share" and number > 1):
            allowed = "0 to 1 (a share, not a percentage)" if unit == "share" else "0 or more"
            reader.wrong("target-range", column, allowed)
    if bool(reader.cell("low")) != bool(reader.cell("high")):
        reader.wrong("target-margin", "low", "low and high, or neither")
    elif low is None or high is None or value is None:
        return
    elif not low <= value <= high or low == high:
        allowed = f"low <= value <= high and low < high ({low:g}, {value:g}, {high:g})"
        reader.wrong("target-margin", "low", allowed)
