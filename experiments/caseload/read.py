"""Read the files of a caseload; every problem at once, each with file, line and column."""

from __future__ import annotations

import calendar
import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from experiments.caseload.columns import (
    BY_NAME,
    KEY,
    TABLES,
    Column,
    Table,
    find_table,
    is_forbidden,
    plain,
)
from experiments.errors import InputProblems, Problem, nearest_of
from simulation.months import parse_month

MAX_BYTES = 5_000_000
_KEY = re.compile(r"[0-9]{1,6}")
_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
DELIMITERS = ",;"


@dataclass(frozen=True)
class Row:
    """One row that reads: values by column name; months as months since 2000-01."""

    file: str
    line: int
    key: int
    values: Mapping[str, float]


@dataclass
class Files:
    """What was read: rows by table; tables that were there, also without rows; problems."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    columns: dict[str, set[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_files(folder: Path, gemeenten: Sequence[str]) -> Files:
    """Read every CSV file of a folder. gemeenten: names of the region's municipalities.

    Raises InputProblems only where there is no folder to read; the rest is in `problems`.
    """
    if not folder.is_dir():
        raise InputProblems([Problem("caseload-folder", "--caseload", str(folder))])
    files = Files()
    for path in sorted(folder.iterdir()):
        if path.suffix.casefold() != ".csv":
            continue
        table = find_table(path.stem)
        if table is None:
            near = nearest_of(path.stem, BY_NAME)
            options = ", ".join(t.file for t in TABLES)
            details = {"options": options}
            files.problems.append(
                Problem("caseload-file", "", path.stem, path.name, None, near, details)
            )
            continue
        _read_table(path, table, gemeenten, files)
    for table in TABLES:
        if table.required and table.name not in files.rows:
            files.problems.append(Problem("caseload-missing-file", "", None, table.file))
        files.rows.setdefault(table.name, [])
    return files


def _read_table(path: Path, table: Table, gemeenten: Sequence[str], files: Files) -> None:
    name = path.name
    files.rows[table.name] = []
    try:
        raw = path.read_bytes()
    except OSError as error:
        details = {"reason": error.strerror or str(error)}
        files.problems.append(Problem("file-unreadable", "", None, name, details=details))
        return
    if len(raw) > MAX_BYTES:
        details_of = {"limit": MAX_BYTES}
        files.problems.append(Problem("file-too-big", "", None, name, details=details_of))
        return
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        files.problems.append(Problem("file-not-utf8", "", None, name, line))
        return
    lines = text.splitlines()
    delimiter = max(DELIMITERS, key=(lines[0] if lines else "").count)
    cells = list(csv.reader(lines, delimiter=delimiter))
    header = [cell.strip() for cell in cells[0]] if cells else []
    columns, problems = _read_header(table, name, header)
    files.problems += problems
    if problems:
        return
    files.columns[table.name] = {column.name for column in columns}
    for number, row in enumerate(cells[1:], start=2):
        if any(cell.strip() for cell in row):
            found, wrong = _read_row(columns, (name, number), row, gemeenten)
            files.problems += wrong
            if found is not None:
                files.rows[table.name].append(found)


def _read_header(
    table: Table, name: str, header: Sequence[str]
) -> tuple[list[Column], list[Problem]]:
    """The columns in their order. A forbidden one is named; its cells are never read."""
    columns: list[Column] = []
    problems = []
    options = ", ".join(column.name for column in table.columns)
    for written in header:
        column = table.column(written)
        if column is None and is_forbidden(written):
            problems.append(Problem("caseload-forbidden", written, None, name, 1))
        elif column is None:
            near = nearest_of(written, [c.name for c in table.columns])
            details = {"options": options}
            problems.append(Problem("caseload-column", written, None, name, 1, near, details))
        elif column in columns:
            problems.append(Problem("caseload-column-twice", column.name, None, name, 1))
        else:
            columns.append(column)
    for column in table.columns:
        if column.required and column not in columns and not problems:
            details = {"options": options}
            problems.append(
                Problem("caseload-column-missing", column.name, None, name, 1, None, details)
            )
    return columns, problems


def _read_row(
    columns: Sequence[Column], place: tuple[str, int], cells: Sequence[str], towns: Sequence[str]
) -> tuple[Row | None, list[Problem]]:
    name, line = place
    if len(cells) != len(columns):
        details = {"fields": ",".join(column.name for column in columns)}
        return None, [Problem("inflow-cells", "", None, name, line, None, details)]
    values: dict[str, float] = {}
    problems: list[Problem] = []
    for column, cell in zip(columns, (cell.strip() for cell in cells), strict=True):
        if not cell:
            if column.required:
                problems.append(Problem("caseload-empty", column.name, None, name, line))
            continue
        value, wrong = _value(column, cell, towns)
        if wrong is not None:
            code, near, more = wrong
            # what may be a person's number is not repeated on the screen
            shown = None if code == "caseload-key" else cell
            problems.append(Problem(code, column.name, shown, name, line, near, more))
        else:
            values[column.name] = value
    key = int(values.get(KEY, 0))
    return (None, problems) if problems else (Row(name, line, key, values), [])


Wrong = tuple[str, str | None, dict[str, object]]


def _value(column: Column, cell: str, towns: Sequence[str]) -> tuple[float, Wrong | None]:
    """The number behind a cell, or what is wrong with it."""
    if column.kind == "key":
        if _KEY.fullmatch(cell):
            return float(cell), None
        return 0.0, ("caseload-key", None, {})
    if column.kind == "date":
        month = read_date(cell)
        return (0.0, ("caseload-date", None, {})) if month is None else (float(month), None)
    if column.kind == "number":
        text = cell.replace(",", ".")
        known = re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,4})?", text)
        if known and float(text) <= column.most:
            return float(text), None
        return 0.0, ("caseload-number", None, {"most": f"{column.most:g}"})
    choices: Mapping[str, int] = column.choices or {
        plain(town): place for place, town in enumerate(towns)
    }
    if plain(cell) in choices:
        return float(choices[plain(cell)]), None
    options = ", ".join(choices if column.choices else towns)
    return 0.0, ("not-among", nearest_of(plain(cell), choices), {"options": options})


def read_date(text: str) -> int | None:
    """The month of a real date, JJJJ-MM-DD or JJJJ-MM, from 1900 on; else None."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
    if not (1900 <= year <= 2099 and 1 <= month <= 12):
        return None
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    since = parse_month("2000-01")
    return since + (year - 2000) * 12 + month - 1


def single(files: Files, name: str) -> Iterator[tuple[int, Row]]:
    """The rows of a table by person; of a second row for one person a problem is noted."""
    seen: dict[int, Row] = {}
    many = BY_NAME[name].many
    for row in files.rows[name]:
        if row.key in seen and not many:
            details = {"first": seen[row.key].line}
            files.problems.append(
                Problem("caseload-twice", KEY, str(row.key), row.file, row.line, None, details)
            )
        seen.setdefault(row.key, row)
        yield row.key, row
