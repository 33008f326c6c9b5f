"""The shape of each table of the evidence, and how its columns become a fact."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import NamedTuple

from calibration.facts import Fact, read_number


class EvidenceProblem(NamedTuple):
    """One thing that is wrong in a data file. line: 1 is the header; 0 means the whole file."""

    file: str
    line: int
    field: str
    value: str
    allowed: str

    def __str__(self) -> str:
        """Return one line that says where, what and what is allowed."""
        return f"{self.file}:{self.line} {self.field}: {self.value!r}; allowed: {self.allowed}"


class Row(NamedTuple):
    """One row of a file: its line and its cells by column, verbatim."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class TableShape:
    """Which columns a table of facts has, and which of them fill the common fields of a fact.

    columns: the header, in order. roles: common field -> column. topic: for a table without a
    column for it.
    """

    columns: tuple[str, ...]
    roles: Mapping[str, str] = field(default_factory=dict)
    topic: str = ""


FACT_TABLES: Mapping[str, TableShape] = {
    "seed": TableShape(
        tuple(
            "id topic statistic value low high unit period geography source_key status note".split()
        ),
        {"topic": "topic", "statistic": "statistic", "period": "period", "geography": "geography"},
    ),
    "rules": TableShape(
        (
            *("id", "system", "step", "rule", "parameter", "value", "low", "high", "unit"),
            *("article_or_locator", "source_key", "status", "note"),
        ),
        {"topic": "step", "statistic": "rule", "locator": "article_or_locator"},
    ),
    "finance": TableShape(
        tuple("id item payer payee value low high unit year source_key status note".split()),
        {"statistic": "item", "period": "year"},
        topic="finance",
    ),
    "behaviour": TableShape(
        (
            *("id", "mechanism", "parameter", "value", "low", "high", "unit"),
            *("distribution_hint", "population", "source_key", "locator", "status", "note"),
        ),
        {"topic": "mechanism", "statistic": "parameter", "population": "population"},
    ),
    "targets": TableShape(
        (
            *("id", "use", "outcome", "group", "months_since", "value", "unit", "cohort"),
            *("source_key", "locator", "status", "note"),
        ),
        {"topic": "outcome", "statistic": "outcome", "population": "group", "period": "cohort"},
    ),
    "observations": TableShape(
        (
            *("id", "topic", "statistic", "value", "low", "high", "unit", "population"),
            *("cohort_or_period", "observed_at", "geography", "source_key", "locator"),
            *("status", "note"),
        ),
        {
            "topic": "topic",
            "statistic": "statistic",
            "population": "population",
            "period": "cohort_or_period",
            "geography": "geography",
        },
    ),
}

OTHER_TABLES: Mapping[str, tuple[str, ...]] = {
    "sources": ("source_key", "title", "publisher", "year", "url"),
    "known_conflicts": ("id", "kind", "refs", "field", "reason", "counts_as"),
    "contradictions": ("id", "subject_nl", "subject_en", "explanation_nl", "explanation_en"),
}


def columns_of(table: str) -> tuple[str, ...]:
    """Return the header that a table's file must have. Raises KeyError for an unknown table."""
    return FACT_TABLES[table].columns if table in FACT_TABLES else OTHER_TABLES[table]


def read_table(folder: Traversable, table: str, problems: list[EvidenceProblem]) -> list[Row]:
    """Return the sound rows of `<table>.csv`; what is wrong is added to `problems`."""
    file = f"{table}.csv"
    columns = columns_of(table)
    try:
        text = folder.joinpath(file).read_bytes().decode("utf-8")
    except (FileNotFoundError, UnicodeDecodeError) as error:
        problems.append(EvidenceProblem(file, 0, "file", str(error), "a CSV file in UTF-8"))
        return []
    reader = csv.reader(io.StringIO(text, newline=""))
    header = tuple(next(reader, ()))
    if header != columns:
        problems.append(EvidenceProblem(file, 1, "header", ",".join(header), ",".join(columns)))
        return []
    rows = []
    line = reader.line_num + 1
    for cells in reader:
        if len(cells) == len(columns):
            rows.append(Row(line, dict(zip(columns, cells, strict=True))))
        else:
            allowed = f"{len(columns)} cells, as in the header"
            problems.append(EvidenceProblem(file, line, "row", f"{len(cells)} cells", allowed))
        line = reader.line_num + 1
    return rows


def digest_rows(table: str, rows: list[Row]) -> str:
    """Return the sha256 of a table's content: header and cells, whatever quotes or line ends."""
    # The two separators cannot occur in text, so different cells never give the same bytes.
    lines = ["\x1f".join(columns_of(table)), *("\x1f".join(row.cells.values()) for row in rows)]
    return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()


def make_fact(table: str, row: Row) -> Fact:
    """Return the fact that a row of a fact table states; nothing is checked here."""
    shape = FACT_TABLES[table]
    cells = row.cells

    def role(name: str) -> str:
        return cells.get(shape.roles.get(name, name), "")

    return Fact(
        table=table,
        id=cells["id"],
        topic=role("topic") or shape.topic,
        statistic=role("statistic"),
        value=cells["value"],
        low=read_number(cells.get("low", "")),
        high=read_number(cells.get("high", "")),
        unit=cells["unit"],
        population=role("population"),
        period=role("period"),
        geography=role("geography"),
        source_key=cells["source_key"],
        locator=role("locator"),
        status=cells["status"],
        use=cells.get("use", ""),
        note=cells["note"],
        cells=cells,
        line=row.line,
    )
