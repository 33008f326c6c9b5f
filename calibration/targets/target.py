"""One published outcome, and a set of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from calibration.targets.problems import TargetProblem
from simulation.observables import Observable

NEEDED_COLUMNS = ("id", "observable", "value")
FILTER_COLUMNS = (
    *("law", "doelgroep", "origin", "sex", "age_min", "age_max", "part", "level", "weeks"),
    *("cohort_clock", "cohort_from", "cohort_until", "clock", "at", "among", "how", "queue"),
    *("stat", "route", "initial_route", "education", "event_from", "event_until"),
    "municipality_at",
)
"""Columns that are filters of the observable, under the same name."""
OTHER_COLUMNS = (
    *("region", "low", "high", "unit", "use", "source_key", "note", "fact_id", "weight"),
    *("evidence", "layer", "margin_reason"),
)
COLUMNS = (*NEEDED_COLUMNS, *FILTER_COLUMNS, *OTHER_COLUMNS)
CALIBRATE, VALIDATE = "calibrate", "validate"
USES = (CALIBRATE, VALIDATE)
LAYERS = ("instroom", "doorlooptijd", "taal", "werk")
"""Parts of the model that are fitted one after the other; all together they are `samen`."""
UNITS = ("share", "weeks", "persons", "hours")
EDGE = 1.6448536269514722
"""A margin from low to high is read as 90 %: this many standard deviations to each side."""


@dataclass(frozen=True)
class Target:
    """A published outcome.

    observable: what is asked, with its filters; region: `nederland`, or a region that comes with
    the program (a municipality is a filter); value, low, high: in `unit`, low and high None where
    no margin is known; use: of USES; fact_id: rows of one fact share it; evidence: the row of the
    evidence it was made of; layer: of LAYERS; line: in its file.
    """

    id: str
    observable: Observable
    region: str
    value: float
    low: float | None
    high: float | None
    unit: str
    use: str
    source_key: str
    note: str
    fact_id: str
    weight: float
    evidence: str
    layer: str
    margin_reason: str
    line: int
    cells: Mapping[str, str] = field(repr=False, hash=False, compare=False)

    @property
    def sd(self) -> float:
        """Standard deviation of the margin; 0 where none is known."""
        if self.low is None or self.high is None:
            return 0.0
        return (self.high - self.low) / (2 * EDGE)


@dataclass(frozen=True)
class TargetSet:
    """The rows of one target file, in their order.

    refused: the well-written rows that the model cannot produce, each with why; no row of theirs is
    in `rows`, and none is lost without a word.
    """

    name: str
    rows: tuple[Target, ...]
    refused: tuple[TargetProblem, ...] = ()

    @property
    def digest(self) -> str:
        """Sha256 over all filled cells of all rows."""
        lines = (repr(sorted((k, v) for k, v in row.cells.items() if v)) for row in self.rows)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def of_use(self, use: str) -> tuple[Target, ...]:
        """The rows for fitting, or those for testing."""
        return tuple(row for row in self.rows if row.use == use)

    def to_fit(self, layers: tuple[str, ...] = LAYERS) -> tuple[Target, ...]:
        """The rows on which these layers are fitted: never one for testing."""
        return tuple(row for row in self.of_use(CALIBRATE) if row.layer in layers)
