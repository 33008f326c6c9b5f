"""Two rules of thumb that the model has to beat: the last observation, and a constant hazard.

Both see only rows for fitting. The last observation of the same outcome, as near as can be to the
people of the row and not later, stays as it is. The constant hazard is the one that these rows have
together, lived for the months of the row. Where there is no such row there is no rule of thumb.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from calibration.targets.produced import calendar_month
from calibration.targets.target import CALIBRATE, Target
from simulation.months import parse_month

ALIKE = ("doelgroep", "law", "sex", "origin", "education", "age_min", "age_max")
_GROWING = (
    *("employed", "ever_employed", "passed", "fulfilled", "exempt", "moved", "in_education"),
    *("intake_started", "pip_set", "lessons_started", "settled", "fined", "main_income_work"),
)
"""Shares that begin at nothing, of which a hazard makes sense."""


def seen_when(target: Target) -> float | None:
    """The month (since 2000-01) at which a row looks: of a cohort, at its middle."""
    moment = calendar_month(target.observable)
    if moment is not None:
        return float(moment)
    began = _began(target)
    return None if began is None else began + float(target.observable.filter.get("at", 0))


def months_lived(target: Target) -> float | None:
    """Months from the clock, or from the middle of the cohort, to the moment of a row."""
    filters = target.observable.filter
    moment = calendar_month(target.observable)
    if moment is None:
        return float(filters["at"]) if "at" in filters else None
    began = _began(target)
    return None if began is None else max(moment - began, 0.0)


def last_observation(target: Target, rows: Sequence[Target]) -> float | None:
    """The value of the last earlier row of this outcome, of the people most alike."""
    when = seen_when(target)
    if when is None:
        return None
    known = []
    for row in _of_outcome(target, rows):
        seen = seen_when(row)
        if seen is not None and seen <= when:
            known.append((_likeness(target, row), seen, row.id, row.value))
    return max(known)[3] if known else None


def constant_hazard(target: Target, rows: Sequence[Target]) -> float | None:
    """The share by a monthly hazard that never changes, from the rows of this outcome."""
    months = months_lived(target)
    if target.observable.name not in _GROWING or months is None:
        return None
    hazards, weights = 0.0, 0.0
    for row in _of_outcome(target, rows):
        lived = months_lived(row)
        if lived and row.value < 1.0:
            weight = row.weight * (1 + _likeness(target, row))
            hazards += weight * -math.log(1.0 - row.value) / lived
            weights += weight
    return 1.0 - math.exp(-hazards / weights * months) if weights else None


def _of_outcome(target: Target, rows: Sequence[Target]) -> list[Target]:
    return [
        row
        for row in rows
        if row.use == CALIBRATE
        and row.observable.name == target.observable.name
        and row.region == target.region
        and row.fact_id != target.fact_id
    ]


def _likeness(one: Target, other: Target) -> int:
    return sum(one.observable.filter.get(f) == other.observable.filter.get(f) for f in ALIKE)


def _began(target: Target) -> float | None:
    """The middle of the cohort of a row."""
    filters = target.observable.filter
    if "cohort_from" not in filters or "cohort_until" not in filters:
        return None
    first = parse_month(str(filters["cohort_from"]))
    last = parse_month(str(filters["cohort_until"]))
    return (first + last) / 2
