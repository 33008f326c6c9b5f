"""The one place where the law's weeks become the model's months."""

from __future__ import annotations

from simulation.compiled import step


@step
def deadline_months(weeks: float) -> int:
    """Whole months in which a legal deadline of so many weeks ends (13/3 weeks a month).

    A deadline is met when the event falls in or before the month in which it ends: 10 weeks
    are 2.3 months, so month 2 after the start is in time and month 3 is not; 8 weeks are 1.8
    months and end in month 2.
    """
    return int(weeks * 3 / 13 + 0.5)
