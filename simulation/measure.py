"""Observables as one compiled pass over life records.

A request says whose share or mean is asked, at which moment of which clock. The pass goes once
over everybody and adds up numerator and denominator of every request. What each quantity means
is said once, in observables.py; its arithmetic stands once, here.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation.agents import events as ev
from simulation.agents.codes import B1_ROUTE, NEVER, NO_ROUTE, STILL_IN, WI2021
from simulation.compiled import kernel, often, step

ANY = -1
CALENDAR = -2
"""A clock that is the calendar: `at` is a month of the world."""

Q_ACTIVITY = 0
Q_EVER = 1
Q_FULFILLED_BY = 2
Q_ROUTE_FIRST = 3
Q_AFGESCHAALD = 5
Q_RUNNING = 6
Q_OVERDUE = 7
Q_IN_TERM = 8
Q_WAIT = 9
Q_WAIT_OVER = 10
Q_PART_RATE = 11
Q_COUNT = 12
Q_HOURS = 13
Q_WITHIN_TERM = 14
Q_EXTENDED = 15

REQUEST = np.dtype(
    [
        ("quantity", "i8"),
        ("clock", "i8"),  # a milestone, or CALENDAR
        ("at", "i8"),  # months after the clock, or a month of the world
        ("which", "i8"),  # activity, milestone, how, route, part
        ("until", "i8"),  # second milestone of a wait
        ("weeks", "f8"),  # limit of a wait
        ("doelgroep", "i8"),
        ("sex", "i8"),
        ("route", "i8"),  # first route
        ("age_from", "i8"),  # years at the clock
        ("age_until", "i8"),
        ("from_month", "i8"),  # window of the clock, or of the end of a wait
        ("until_month", "i8"),
    ],
    align=True,
)
WEEKS_A_MONTH = 13.0 / 3.0


@often
def was(activities: Any, index: int, activity: int, month: int) -> bool:
    """Whether the life record has this activity in this month."""
    return (activities[month, index] >> activity) & 1 == 1


@often
def by(p: Any, milestone: int, month: int) -> bool:
    """Whether a milestone was reached in or before a month."""
    return p.milestones[milestone] != NEVER and p.milestones[milestone] <= month


@often
def selects(r: Any, p: Any) -> bool:
    """Whether a person passes a request's filter."""
    return (
        (r.doelgroep == ANY or r.doelgroep == p.doelgroep)
        and (r.sex == ANY or r.sex == p.sex)
        and (r.route == ANY or r.route == p.first_route)
    )


@often
def of_age(r: Any, p: Any, calendar: int) -> bool:
    """Whether a person has the age asked at the clock."""
    if r.age_from == ANY and r.age_until == ANY:
        return True
    age = (calendar - p.birth) // 12
    return (r.age_from == ANY or age >= r.age_from) and (r.age_until == ANY or age < r.age_until)


@often
def share_at(r: Any, p: Any, activities: Any, month: int) -> int:
    """1 or 0 where the quantity is defined for this person in this month, else ANY."""
    q = r.quantity
    if q == Q_ACTIVITY:
        return 1 if was(activities, p.index, r.which, month) else 0
    if q == Q_EVER:
        return 1 if by(p, r.which, month) else 0
    if q == Q_FULFILLED_BY:
        return 1 if by(p, ev.M_FULFILLED, month) and p.how == r.which else 0
    if q in (Q_ROUTE_FIRST, Q_AFGESCHAALD):
        return route_at(r, p, month)
    return status_at(r, p, month)


@step
def route_at(r: Any, p: Any, month: int) -> int:
    """As share_at, among those with a PIP: the first route, or lowered within the B1-route."""
    if p.first_route == NO_ROUTE or not by(p, ev.M_PIP, month):
        return ANY
    if r.quantity == Q_ROUTE_FIRST:
        return 1 if p.first_route == r.which else 0
    if p.first_route != B1_ROUTE:
        return ANY
    return 1 if by(p, ev.M_AFGESCHAALD, month) else 0


@step
def status_at(r: Any, p: Any, month: int) -> int:
    """As share_at, for where somebody stands towards the term."""
    q = r.quantity
    fulfilled = by(p, ev.M_FULFILLED, month)
    done = fulfilled or by(p, ev.M_EXEMPT, month)
    late = by(p, ev.M_OVERDUE, month)
    extended = by(p, ev.M_EXTENDED, month)
    answer = True
    if q == Q_RUNNING:
        answer = by(p, ev.M_PIP, month) and not done
    elif q == Q_OVERDUE:
        answer = late and not done
    elif q == Q_EXTENDED:
        answer = extended and not done and not late
    elif q == Q_WITHIN_TERM:
        answer = not done and not late and not extended
    elif q == Q_IN_TERM:
        if not fulfilled and not late:
            return ANY
        on_time = p.milestones[ev.M_OVERDUE] >= p.milestones[ev.M_FULFILLED]
        answer = fulfilled and (not late or on_time)
    return 1 if answer else 0


@often
def measure_wait(r: Any, p: Any, total: Any, number: Any, i: int) -> None:
    """A wait between two milestones, of those who reached the second in the window."""
    begin = p.milestones[r.which]
    end = p.milestones[r.until]
    if begin == NEVER or end == NEVER or end < r.from_month or end > r.until_month:
        return
    if r.which == ev.M_NOTICE and p.milestones[ev.M_SETTLED] != NEVER and r.clock == ev.M_SETTLED:
        begin = max(begin, p.milestones[ev.M_SETTLED])
    months = max(end - begin, 0)
    number[i] += 1
    if r.quantity == Q_WAIT:
        total[i] += months * WEEKS_A_MONTH
    elif months * WEEKS_A_MONTH > r.weeks:
        total[i] += 1.0


@often
def measure_person(
    r: Any, p: Any, activities: Any, months: int, start: int, total: Any, number: Any, i: int
) -> None:
    """Add one person to one request."""
    if r.quantity == Q_WAIT or r.quantity == Q_WAIT_OVER:
        measure_wait(r, p, total, number, i)
        return
    if r.quantity == Q_PART_RATE:
        if p.first_result[r.which] > 0:
            number[i] += 1
            total[i] += p.first_result[r.which] - 1
        return
    if r.quantity == Q_HOURS:
        if p.milestones[ev.M_LESSONS_ENDED] != NEVER:
            number[i] += 1
            total[i] += p.course_hours
        return
    begin = 0
    if r.clock != CALENDAR:
        begin = p.milestones[r.clock]
        if begin == NEVER or begin < r.from_month or begin > r.until_month:
            return
    month = begin + r.at
    if month < 0 or month >= months or p.arrival > month:
        return
    if p.out_reason != STILL_IN and p.milestones[ev.M_OUT] <= month:
        return
    if not of_age(r, p, start + begin):
        return
    value = share_at(r, p, activities, month)
    if value != ANY:
        number[i] += 1
        total[i] += value


@kernel
def measure_all(
    people: Any, activities: Any, requests: Any, months: int, start: int, total: Any, number: Any
) -> None:
    """Add up numerator and denominator of every request over everybody under Wi2021.

    Args:
        people: (n,) INBURGERAAR; activities: (months, n) uint8, a bit an activity.
        requests: (r,) REQUEST; months: length of the world; start: its calendar month.
        total: (r,) float64 and number: (r,) int64, filled.
    """
    for index in range(people.shape[0]):
        p = people[index]
        if p.wet == WI2021 and p.milestones[ev.M_PERMIT] != NEVER:
            for i in range(requests.shape[0]):
                r = requests[i]
                if selects(r, p):
                    measure_person(r, p, activities, months, start, total, number, i)
