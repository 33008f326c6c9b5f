"""Observables as one compiled pass over life records.

The pass goes once over everybody: whom a group of requests is about, then the moments that are
asked of them, then what is asked of that moment. It adds up numerator and denominator of every
request; a quantile keeps a row of whole months instead.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from simulation.agents import events as ev
from simulation.agents.codes import NEVER, TURKEY
from simulation.compiled import kernel, often, step
from simulation.measure_events import (
    LONGEST_WAIT,
    WEEKS_A_MONTH,
    count_wait,
    measure_event,
    quantile_weeks,
)
from simulation.measure_moments import (
    belongs,
    in_scope,
    share_at,
    stands,
    wait_begins,
)
from simulation.requests import (
    ANY,
    BOTH_LAWS,
    CALENDAR,
    EVENTS,
    Q_STANDING,
    S_MEAN_WAIT,
    S_QUANTILE,
    S_SUM,
    Requests,
)


@often
def selects(who: Any, p: Any, start: int) -> bool:
    """Whether a person is one of those asked about; `start` is the world's calendar month."""
    if who.law == BOTH_LAWS:
        # Turks have no duty under the Wi2013 (association law).
        if p.origin == TURKEY:
            return False
    elif who.law != ANY and who.law != p.wet:
        return False
    if who.doelgroep != ANY and who.doelgroep != p.doelgroep:
        return False
    if who.sex != ANY and who.sex != p.sex:
        return False
    if who.initial_route != ANY and who.initial_route != p.first_route:
        return False
    if who.origin != ANY and who.origin != p.origin:
        return False
    if who.education != ANY and who.education != p.education:
        return False
    if who.literacy != ANY and who.literacy != p.literacy:
        return False
    if who.municipality != ANY:
        where = p.gemeente if who.municipality_now == 1 else p.first_gemeente
        if who.municipality != where:
            return False
    return in_cohort(who, p) and of_age(who, p, start)


@often
def in_cohort(who: Any, p: Any) -> bool:
    """Whether the cohort's clock of a person started in the window asked."""
    if who.cohort_clock == ANY:
        return True
    began = p.milestones[who.cohort_clock]
    return began != NEVER and who.cohort_from <= began <= who.cohort_until


@often
def of_age(who: Any, p: Any, start: int) -> bool:
    """Whether a person had the age asked, in whole years, at the clock of ages."""
    if who.age_clock == ANY:
        return True
    month = who.age_month
    if who.age_clock != CALENDAR:
        month = p.milestones[who.age_clock]
        if month == NEVER:
            return False
    age = (start + month - p.birth) // 12
    return (who.age_min == ANY or age >= who.age_min) and (who.age_max == ANY or age <= who.age_max)


@often
def measure_moment(
    moment: Any,
    requests: Any,
    p: Any,
    activities: Any,
    total: Any,
    number: Any,
    histogram: Any,
) -> None:
    """Add one person to the requests of one moment, if the person reached it in scope.

    A moment after the world's last month is unknown: who cannot be followed so long is left out.
    """
    begin = 0
    if moment.clock != CALENDAR:
        begin = p.milestones[moment.clock]
        if begin == NEVER:
            return
    month = begin + moment.at
    if month < 0 or month >= activities.shape[0] or p.arrival > month:
        return
    if not in_scope(p, month, moment.movers) or not belongs(moment, p, activities, month):
        return
    for i in range(moment.first, moment.last):
        r = requests[i]
        if r.quantity == Q_STANDING:
            if stands(p, r.begin, r.begin_too, r.end, month):
                since = wait_begins(p, r.begin, r.begin_too, r.end)
                count_wait(r, month - since, i, total, number, histogram)
        else:
            answer = share_at(r, p, activities, begin, month)
            if answer != ANY:
                number[i] += 1
                total[i] += answer


@kernel
def measure_all(
    people: Any,
    activities: Any,
    asked: Requests,
    start: int,
    total: Any,
    number: Any,
    histogram: Any,
    value: Any,
    count: Any,
) -> None:
    """Answer every request over everybody who has come into view.

    Args:
        people: (n,) INBURGERAAR; activities: (months, n) uint8, a byte a month.
        asked: what is asked; start: the world's calendar month.
        total: (r,) float64, number: (r,) int64, histogram: (quantiles, LONGEST_WAIT + 1) int64:
        zeros, to work with.
        value: (r,) float64, nan; count: (r,) int64, 0: filled in the order of the observables.
    """
    for index in range(people.shape[0]):
        p = people[index]
        if p.milestones[ev.M_PERMIT] != NEVER:
            for w in range(asked.whos.shape[0]):
                who = asked.whos[w]
                if selects(who, p, start):
                    for m in range(who.first, who.last):
                        moment = asked.moments[m]
                        if moment.clock == EVENTS:
                            for i in range(moment.first, moment.last):
                                r = asked.requests[i]
                                measure_event(moment, r, p, activities, i, total, number, histogram)
                        else:
                            measure_moment(
                                moment, asked.requests, p, activities, total, number, histogram
                            )
    for i in range(asked.requests.shape[0]):
        r = asked.requests[i]
        count[r.place] = number[i]
        if r.statistic == S_SUM:
            value[r.place] = total[i]
        elif number[i] > 0:
            value[r.place] = summarise(r, total[i], number[i], histogram)


@step
def summarise(r: Any, total: float, number: int, histogram: Any) -> float:
    """What a request's sums over at least one person come to."""
    if r.statistic == S_QUANTILE:
        return quantile_weeks(r, number, histogram)
    if r.statistic == S_MEAN_WAIT:
        return total / number * WEEKS_A_MONTH
    return total / number


def measure_requests(
    people: Any, activities: Any, asked: Requests, start: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Value and n of every observable asked, in their order; nan and 0 where undefined."""
    size = len(asked.requests)
    value = np.full(size, np.nan)
    count = np.zeros(size, dtype=np.int64)
    measure_all(
        people,
        activities,
        asked,
        start,
        np.zeros(size),
        np.zeros(size, dtype=np.int64),
        np.zeros((max(asked.quantiles, 1), LONGEST_WAIT + 1), dtype=np.int64),
        value,
        count,
    )
    return value, count
