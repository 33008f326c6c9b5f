"""What the tables of a result hold: which columns, and how far they are divided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from simulation.accounts import ACCOUNT_NAMES
from simulation.record import MONTHLY_COLUMNS

_OLD_LAW = ("opvang_wi2013", "les_wi2013")
BATCH_COLUMNS = tuple(name for name in MONTHLY_COLUMNS if name not in _OLD_LAW)
"""Columns of `monthly` in a batch, at most 20: all but those of the Wi2013 alone."""


@dataclass(frozen=True)
class Outputs:
    """What is kept of each world.

    start: first month, from 2000-01 = 0. monthly: names of columns, of MONTHLY_COLUMNS.
    observables: keys, in the order of an outcome's values. municipalities: names, in the order of
    the ledger. cells: whether tables say to which cell of a design a world belongs.
    by_municipality: whether the ledger is divided by municipality. detail: a table of months by
    gemeente, doelgroep and route. traced: of how many worlds a cell all events are kept.
    """

    start: int
    months: int
    monthly: tuple[str, ...]
    observables: tuple[str, ...]
    municipalities: tuple[str, ...]
    cells: bool = False
    by_municipality: bool = True
    detail: bool = False
    traced: int = 0

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables that these outputs make."""
        more = ("detail",) if self.detail else ()
        return (*TABLES, *more, *(("events",) if self.traced else ()))

    def content(self) -> dict[str, Any]:
        """Return what is asked as plain values, for the key of a result."""
        asked: dict[str, Any] = {
            "monthly": list(self.monthly),
            "observables": list(self.observables),
            "accounts": list(ACCOUNT_NAMES),
        }
        if self.cells:
            asked |= {"cells": True, "by_municipality": self.by_municipality}
        if self.detail:
            asked["detail"] = True
        if self.traced:
            asked["traced"] = self.traced
        return asked


TABLES = ("runs", "monthly", "observables", "ledger")
"""Tables that every result has."""


def outputs_of_run(
    start: int, months: int, observables: Sequence[str], municipalities: Sequence[str]
) -> Outputs:
    """Return what `run` keeps: every column."""
    return Outputs(start, months, MONTHLY_COLUMNS, tuple(observables), tuple(municipalities))
