"""A user's own series of arrivals: a CSV file beside the scenario, checked line by line."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from pathlib import Path

from experiments.errors import InputProblems, Problem, nearest_of
from experiments.scenario.model import FIRST_MONTH, LAST_MONTH, InflowRows, is_month
from simulation.agents.codes import DOELGROEP_NAMES
from simulation.region import Region

HEADER = ("month", "gemeente", "doelgroep", "persons")
MAX_BYTES = 1_000_000


def read_inflow_file(path: Path, region: Region) -> list[InflowRows]:
    """Read the rows: month (YYYY-MM), gemeente, doelgroep, persons with the duty a month.

    Raises InputProblems with everything that is wrong, each with its line.
    """
    name = str(path)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputProblems([Problem("file-missing", "inflow.file", file=name)]) from None
    except OSError as error:
        details = {"reason": error.strerror or str(error)}
        problem = Problem("file-unreadable", "inflow.file", file=name, details=details)
        raise InputProblems([problem]) from None
    if len(raw) > MAX_BYTES:
        too_big = {"limit": MAX_BYTES}
        raise InputProblems([Problem("file-too-big", "inflow.file", file=name, details=too_big)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputProblems(
            [Problem("file-not-utf8", "inflow.file", file=name, line=line)]
        ) from None
    rows: list[InflowRows] = []
    problems = list(_read(text, name, region, rows))
    if problems:
        raise InputProblems(problems)
    return rows


def _read(text: str, name: str, region: Region, rows: list[InflowRows]) -> Iterator[Problem]:
    lines = list(csv.reader(text.splitlines()))
    header = tuple(cell.strip() for cell in lines[0]) if lines else ()
    if header != HEADER:
        details = {"fields": ",".join(HEADER)}
        yield Problem("inflow-header", "", ",".join(header), name, 1, None, details)
        return
    seen: dict[tuple[str, str, str], int] = {}
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(HEADER):
            details = {"fields": ",".join(HEADER)}
            yield Problem("inflow-cells", "", ",".join(cells), name, number, None, details)
            continue
        month, gemeente, doelgroep, persons = (cell.strip() for cell in cells)
        found = list(_problems_of_row(name, number, region, (month, gemeente, doelgroep, persons)))
        key = (month, gemeente, doelgroep)
        if key in seen:
            first = {"first": seen[key]}
            found.append(Problem("inflow-twice", "", month, name, number, None, first))
        seen.setdefault(key, number)
        yield from found
        if not found:
            rows.append(
                InflowRows(
                    month=month, gemeente=gemeente, doelgroep=doelgroep, persons=float(persons)
                )
            )
    if not seen:
        yield Problem("inflow-empty", file=name, line=1)


def _problems_of_row(
    name: str, number: int, region: Region, row: tuple[str, str, str, str]
) -> Iterator[Problem]:
    month, gemeente, doelgroep, persons = row
    if not is_month(month):
        details = {"first": FIRST_MONTH, "last": LAST_MONTH}
        yield Problem("bad-month", "month", month, name, number, None, details)
    for field, value, known in (
        ("gemeente", gemeente, [town.name for town in region.gemeenten]),
        ("doelgroep", doelgroep, list(DOELGROEP_NAMES)),
    ):
        if value not in known:
            details = {"options": ", ".join(known)}
            nearest = nearest_of(value, known)
            yield Problem("not-among", field, value, name, number, nearest, details)
    try:
        count = float(persons)
    except ValueError:
        count = math.nan
    if not math.isfinite(count):
        yield Problem("not-number", "persons", persons, name, number)
    elif count < 0:
        yield Problem("too-small", "persons", persons, name, number, None, {"bound": 0})
