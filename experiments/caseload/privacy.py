"""What may be told of a caseload: numbers of ten or more, rounded, and nothing of a person.

Hiding small cells is not enough where totals are told: a hidden cell then follows by subtraction.
So counts are rounded too, and money is told of the whole region only.
"""

from __future__ import annotations

from math import isnan
from typing import Any

LEAST = 10
STEP = 5
SHARE_STEP = 0.05
EUR_STEP = 1000
FEW = f"<{LEAST}"
OF_PARTS = {"item", "municipality"}
"""Filters of money by which a few people could be seen."""


def count(value: float) -> int | None:
    """A number of people, rounded to fives; None below ten."""
    if isnan(value) or value < LEAST:
        return None
    return int(STEP * round(value / STEP))


def told_count(value: int) -> int | str:
    """A number of people for a manifest: 0, `<10`, or rounded."""
    shown = count(value)
    return 0 if value == 0 else FEW if shown is None else shown


def may_be_told(unit: str, n: float, filters: Any) -> bool:
    """Whether an observable with n people behind it may be told at all."""
    return n >= LEAST and not (unit == "eur" and OF_PARTS & set(filters))


def quantity(value: float, unit: str) -> float | None:
    """A value as it may be told: shares in steps of 5 %, persons in fives, euros in thousands."""
    if isnan(value):
        return None
    if unit == "share":
        return round(round(value / SHARE_STEP) * SHARE_STEP, 2)
    if unit == "persons":
        return count(value)
    if unit == "eur":
        return float(EUR_STEP * round(value / EUR_STEP))
    return round(value, 1)
