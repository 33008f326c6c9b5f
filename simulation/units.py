"""Which numbers a unit allows at all, apart from what is likely."""

from __future__ import annotations

from math import inf

_BOUNDS = {
    "share": (0.0, 1.0),
    "per month": (0.0, 1.0),
    "switch": (0.0, 1.0),
    "relative": (-1.0, inf),
    "correlation": (-1.0, 1.0),
    "items of 40": (0.0, 40.0),
    "calendar month": (0.0, 11.0),
    "sd": (-inf, inf),
    "sd per decade": (-inf, inf),
    "logit": (-inf, inf),
}
_EFFECTS_ON_A_LOG_SCALE = ("log per ", "logit per ")

MONTH_UNIT = "month"
"""Numbers of this unit are dates: they are written YYYY-MM."""


def physical_bounds(unit: str) -> tuple[float, float]:
    """Return the lowest and highest number that a quantity in `unit` can have.

    unit: as registered, for example `share`, `hours`, `per month`. A share or a monthly chance
    lies from 0 to 1, a shift on a scale of deviations or log odds may be negative, and all
    other units (persons, hours, weeks, places) start at 0.
    """
    if unit in _BOUNDS:
        return _BOUNDS[unit]
    if unit.startswith(_EFFECTS_ON_A_LOG_SCALE):
        return -inf, inf
    return 0.0, inf
