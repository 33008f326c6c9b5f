"""Points of one's own: a CSV file beside the design with a column a lever and a row a point."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from experiments.design.model import MOST_POINTS
from experiments.design.points import Rows
from experiments.errors import InputProblems, Problem, nearest_of

MOST_BYTES = 200_000_000


def read_points(path: Path, levers: Sequence[str]) -> Rows:
    """Read the points; columns may stand in any order.

    Raises InputProblems with everything that is wrong, each with its line.
    """
    name = str(path)
    field = "sampling.file"
    try:
        if path.stat().st_size > MOST_BYTES:
            too_big = {"limit": MOST_BYTES}
            raise InputProblems([Problem("file-too-big", field, file=name, details=too_big)])
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputProblems([Problem("file-missing", field, file=name)]) from None
    except UnicodeDecodeError:
        raise InputProblems([Problem("file-not-utf8", field, file=name)]) from None
    except OSError as error:
        details = {"reason": error.strerror or str(error)}
        raise InputProblems(
            [Problem("file-unreadable", field, file=name, details=details)]
        ) from None
    lines = [row for row in csv.reader(text.splitlines())]
    header = [cell.strip() for cell in lines[0]] if lines else []
    problems = []
    for missing in sorted(set(levers) - set(header)):
        nearest = nearest_of(missing, header)
        problems.append(Problem("points-column", missing, None, name, 1, nearest))
    for other in sorted(set(header) - set(levers)):
        nearest = nearest_of(other, levers)
        problems.append(Problem("points-unknown", other, None, name, 1, nearest))
    if len(set(header)) != len(header):
        problems.append(Problem("points-header", "", ",".join(header), name, 1))
    if problems:
        raise InputProblems(problems)
    order = [header.index(lever) for lever in levers]
    rows: list[list[float]] = []
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        values = [_number(cell) for cell in cells]
        wrong = [cell for cell, value in zip(cells, values, strict=True) if math.isnan(value)]
        if len(cells) != len(header) or wrong:
            shown = wrong[0] if wrong else ",".join(cells)
            columns = {"columns": len(header)}
            problems.append(Problem("points-row", "", shown, name, number, None, columns))
        else:
            rows.append([values[place] for place in order])
    if not rows and not problems:
        problems.append(Problem("points-none", file=name))
    if len(rows) > MOST_POINTS:
        problems.append(Problem("points-many", file=name, details={"most": MOST_POINTS}))
    if problems:
        raise InputProblems(problems[:50])
    return Rows(np.array(rows, dtype=np.float64))


def _number(cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan
