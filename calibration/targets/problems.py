"""What can be wrong with a target file: a row, a column, a value, what would do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

WHAT = {
    "target-file": "the file cannot be read",
    "target-format": "another format than this program reads",
    "target-column": "no column of a target file",
    "target-column-missing": "this column is missing",
    "target-column-twice": "this column stands twice",
    "target-cells": "more cells than columns",
    "target-empty": "must be filled",
    "target-value": "not allowed",
    "target-number": "no number",
    "target-range": "outside what its unit allows",
    "target-margin": "low, value and high do not rise",
    "target-unit": "not the unit of this observable",
    "target-id": "used twice",
    "target-fact": "this fact is used for fitting and for testing",
    "target-contradiction": "another row says something else about the same",
    "target-observable": "no observable has this name",
    "target-filter": "this observable does not take it",
    "target-filter-missing": "this observable needs it",
    "target-too-early": "before the first month that the model knows",
    "target-too-late": "after the last month that can be asked",
    "target-law": "this act is not in force for these people",
    "target-group": "nobody in the model is this",
    "target-step": "this step is not in this act",
    "target-region": "no region or municipality of the model",
    "target-none": "no rows",
}
REFUSED = frozenset(
    {"target-too-early", "target-too-late", "target-law", "target-group", "target-step"}
)
"""Codes of rows that are well written, but that the model cannot produce."""


@dataclass(frozen=True)
class TargetProblem:
    """One thing that is wrong: code of WHAT, line (1 for the first) and column of the file.

    row: id of the row; allowed: what would do; nearest: the allowed word that looks like it.
    """

    code: str
    line: int = 1
    column: str = ""
    value: str = ""
    row: str = ""
    allowed: str = ""
    nearest: str | None = None

    def __str__(self) -> str:
        where = f"line {self.line}" + (f", column {self.column}" if self.column else "")
        row = f" ({self.row})" if self.row else ""
        value = f" {self.value!r}" if self.value else ""
        allowed = f"; allowed: {self.allowed}" if self.allowed else ""
        near = f"; did you mean {self.nearest}?" if self.nearest else ""
        return f"{where}{row}:{value} {WHAT[self.code]}{allowed}{near}"


class TargetError(ValueError):
    """A target file that cannot be used; carries every problem found, in the order of the file."""

    def __init__(self, problems: Iterable[TargetProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.line, p.column, p.code)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
