"""A norm: an outcome, and the most or the least that it may be."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from simulation.months import format_month
from simulation.observable import Observable
from simulation.observable_checks import known_filters

_FORM = re.compile(r"(?P<what>.+?)\s*(?P<sign><=|>=)\s*(?P<limit>[-+]?\d+(\.\d+)?([eE]-?\d+)?)")
_OWN_TIME = ("event_from", "event_until", "cohort_from", "cohort_until", "at")


@dataclass(frozen=True)
class Norm:
    """`observable <= limit`, or `>=`."""

    observable: Observable
    sign: Literal["<=", ">="]
    limit: float

    @property
    def key(self) -> str:
        """The norm as it is written."""
        return f"{self.observable.key} {self.sign} {self.limit:g}"

    def met(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Tell of values, none of them nan, which meet it."""
        return values <= self.limit if self.sign == "<=" else values >= self.limit

    def since(self, month: int) -> Norm:
        """Return the norm about what happens from a month on, unless it has a time of its own.

        month: since 2000-01.
        """
        filters = dict(self.observable.filter)
        taken = "event_from" in known_filters(self.observable.name, filters)
        if not taken or any(name in filters for name in _OWN_TIME):
            return self
        filters["event_from"] = format_month(month)
        return replace(self, observable=Observable(self.observable.name, filters))


def split_norm(text: str) -> tuple[str, Literal["<=", ">="], float] | None:
    """Return the observable, the sign and the limit of a norm as written; None for another form."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None
    return found["what"].strip(), "<=" if found["sign"] == "<=" else ">=", float(found["limit"])
