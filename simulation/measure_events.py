"""Waits, sittings and hours: what is counted in the month in which it happens to somebody."""

from __future__ import annotations

from typing import Any

from simulation.agents import events as ev
from simulation.agents.codes import NEVER
from simulation.compiled import often, step
from simulation.measure_moments import route_in, wait_begins
from simulation.requests import (
    ANY,
    Q_PART_RATE,
    Q_WAIT,
    S_MEAN_WAIT,
    S_QUANTILE,
)

QUARTER_WEEKS = 13
QUARTER_MONTHS = 3
"""A quarter of a year: the one conversion of weeks and months."""
WEEKS_A_MONTH = QUARTER_WEEKS / QUARTER_MONTHS
LONGEST_WAIT = 480
"""Months: the last column of a histogram holds all waits from here on; no world is so long."""


@often
def count_wait(r: Any, months: int, i: int, total: Any, number: Any, histogram: Any) -> None:
    """Add one wait to a request: its months, whether it is too long, or its place in the row."""
    number[i] += 1
    if r.statistic == S_MEAN_WAIT:
        total[i] += months
    elif r.statistic == S_QUANTILE:
        histogram[r.row, min(months, LONGEST_WAIT)] += 1
    elif months * QUARTER_WEEKS > r.weeks * QUARTER_MONTHS:
        total[i] += 1.0


@step
def quantile_weeks(r: Any, number: int, histogram: Any) -> float:
    """The shortest wait, of whole months, that at least `percent` of the people do not exceed."""
    months = 0
    passed = histogram[r.row, 0]
    while passed * PERCENT < r.percent * number:
        months += 1
        passed += histogram[r.row, months]
    return months * WEEKS_A_MONTH


PERCENT = 100


@often
def counts(moment: Any, r: Any, p: Any, activities: Any, month: int) -> bool:
    """Whether an event of this month falls in the window, in the route that is asked.

    A switch closes the month (step 9), so the route of an event is that of the month before.
    """
    if month < r.event_from or month > r.event_until:
        return False
    if moment.route == ANY:
        return True
    return route_before(p, activities, month) == moment.route


@step
def route_before(p: Any, activities: Any, month: int) -> int:
    """The leerroute with which somebody began a month; in the month of the PIP that of the PIP."""
    if p.milestones[ev.M_PIP] == month:
        return p.first_route
    return route_in(p, activities, month - 1)


@often
def measure_event(
    moment: Any,
    r: Any,
    p: Any,
    activities: Any,
    i: int,
    total: Any,
    number: Any,
    histogram: Any,
) -> None:
    """Add one person's event to a request, if it has happened."""
    if r.quantity == Q_WAIT:
        begin = wait_begins(p, r.begin, r.begin_too, r.end)
        end = p.milestones[r.end]
        if begin != NEVER and end != NEVER and counts(moment, r, p, activities, end):
            count_wait(r, max(end - begin, 0), i, total, number, histogram)
    elif r.quantity == Q_PART_RATE:
        result = p.first_result[r.which]
        right_level = r.level == ANY or r.level == p.first_level[r.which]
        sat = p.first_sitting[r.which]
        if result > 0 and right_level and counts(moment, r, p, activities, sat):
            number[i] += 1
            total[i] += result - 1
    else:
        end = p.milestones[ev.M_LESSONS_ENDED]
        if end != NEVER and counts(moment, r, p, activities, end):
            number[i] += 1
            total[i] += p.course_hours
