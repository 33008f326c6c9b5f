"""What is true of a person at a moment: the arithmetic of every share.

Each function looks at the life record only: the first month of each milestone, and one byte of
activities for each month in scope.
"""

from __future__ import annotations

from typing import Any

from simulation.agents import events as ev
from simulation.agents.codes import (
    B1_ROUTE,
    DIPLOMA_A2,
    DIPLOMA_B1,
    DIPLOMA_ONDERWIJS,
    MOVED_AWAY,
    NEVER,
    NO_ROUTE,
    STILL_IN,
)
from simulation.compiled import often, step
from simulation.requests import (
    AMONG_ALL,
    AMONG_PASSED,
    AMONG_WORKING,
    ANY,
    Q_ACTIVITY,
    Q_EVER_ACTIVE,
    Q_EXTENDED,
    Q_FULFILLED_BY,
    Q_IN_TERM,
    Q_MOVED,
    Q_OVERDUE,
    Q_PRESENT,
    Q_REACHED,
    Q_ROUTE,
    Q_ROUTE_FIRST,
    Q_RUNNING,
    Q_STUDIED_ON,
    Q_WITHIN_TERM,
)

EMPLOYED = 1 << ev.A_EMPLOYED
IN_EDUCATION = 1 << ev.A_EDUCATION
DIPLOMAS = (1 << DIPLOMA_B1) | (1 << DIPLOMA_A2) | (1 << DIPLOMA_ONDERWIJS)
"""The ways to fulfil that give a diploma (Wi 10; BI 3.15)."""


@often
def by(p: Any, milestone: int, month: int) -> bool:
    """Whether a milestone was reached in or before a month."""
    return p.milestones[milestone] != NEVER and p.milestones[milestone] <= month


@often
def active(p: Any, activities: Any, month: int, mask: int) -> bool:
    """Whether the life record has any of these activities in a month."""
    return (int(activities[month, p.index]) & mask) != 0


@step
def active_between(p: Any, activities: Any, first: int, last: int, mask: int) -> bool:
    """Whether the life record has any of these activities in any month from first to last."""
    for month in range(max(first, 0), last + 1):
        if active(p, activities, month, mask):
            return True
    return False


@often
def in_scope(p: Any, month: int, movers: int) -> bool:
    """Here at the end of a month; with `movers` also whoever had moved to another gemeente."""
    if p.out_reason == STILL_IN or p.milestones[ev.M_OUT] > month:
        return True
    return movers == 1 and p.out_reason == MOVED_AWAY


@step
def route_in(p: Any, activities: Any, month: int) -> int:
    """The leerroute at the end of a month: NO_ROUTE before the PIP; the last one kept after."""
    if not by(p, ev.M_PIP, month):
        return NO_ROUTE
    if not by(p, ev.M_SWITCHED, month):
        return p.first_route
    if p.milestones[ev.M_OUT] != NEVER:
        month = min(month, p.milestones[ev.M_OUT] - 1)
    return int(activities[month, p.index]) >> ev.A_ROUTE


@often
def has_passed(p: Any, month: int) -> bool:
    """Whether somebody had a diploma by the end of a month."""
    return by(p, ev.M_FULFILLED, month) and ((DIPLOMAS >> p.how) & 1) == 1


@often
def is_done(p: Any, month: int) -> bool:
    """Whether the duty was over by the end of a month: fulfilled or exempt."""
    return by(p, ev.M_FULFILLED, month) or by(p, ev.M_EXEMPT, month)


@often
def wait_begins(p: Any, begin: int, begin_too: int, end: int) -> int:
    """The month in which somebody began to wait for `end`, or NEVER.

    Where two moments must both have come it is the later one; but whoever has the intake while
    still in reception waits for it from the notice on.
    """
    month = p.milestones[begin]
    if month == NEVER or begin_too == ANY or (end == ev.M_INTAKE and p.wants_early == 1):
        return month
    too = p.milestones[begin_too]
    return NEVER if too == NEVER else max(month, too)


@step
def stands(p: Any, begin: int, begin_too: int, end: int, month: int) -> bool:
    """Whether somebody waits for `end` at the end of a month."""
    since = wait_begins(p, begin, begin_too, end)
    if since == NEVER or since > month or by(p, end, month):
        return False
    # Who has no duty any more waits for a home, and for nothing else.
    return end == ev.M_SETTLED or not is_done(p, month)


@often
def belongs(moment: Any, p: Any, activities: Any, month: int) -> bool:
    """Whether a person passes what a moment asks of that very month: route, among."""
    if moment.route != ANY and route_in(p, activities, month) != moment.route:
        return False
    if moment.among == AMONG_ALL:
        return True
    if moment.among == AMONG_PASSED:
        return has_passed(p, month)
    if moment.among == AMONG_WORKING:
        return active(p, activities, month, EMPLOYED)
    return stands(p, moment.begin, moment.begin_too, moment.end, month)


@often
def share_at(r: Any, p: Any, activities: Any, begin: int, month: int) -> int:
    """1 or 0 where the quantity is defined for this person in this month, else ANY."""
    if r.quantity == Q_ACTIVITY:
        now = int(activities[month, p.index])
        if r.among != ANY and (now & r.among) == 0:
            return ANY
        return 1 if (now & r.which) != 0 and (now & r.unless) == 0 else 0
    if r.quantity == Q_REACHED:
        if r.among != ANY and not by(p, r.among, month):
            return ANY
        return 1 if by(p, r.which, month) else 0
    if r.quantity == Q_FULFILLED_BY:
        fulfilled = ((r.which >> p.how) & 1) == 1 and by(p, ev.M_FULFILLED, month)
        return 1 if fulfilled else 0
    return rarely_at(r, p, activities, begin, month)


@step
def rarely_at(r: Any, p: Any, activities: Any, begin: int, month: int) -> int:
    """As share_at, for what is asked less often."""
    q = r.quantity
    if q in (Q_RUNNING, Q_WITHIN_TERM, Q_EXTENDED, Q_OVERDUE):
        return status_at(q, p, month)
    if q == Q_IN_TERM:
        return in_term_at(p, month)
    if q == Q_PRESENT:
        return 1
    if q == Q_MOVED:
        if not by(p, ev.M_SETTLED, month):
            return ANY
        return 1 if p.out_reason == MOVED_AWAY and by(p, ev.M_OUT, month) else 0
    if q == Q_EVER_ACTIVE:
        return ever_at(p, activities, begin, month, ev.M_FIRST_JOB, r.which)
    if q == Q_STUDIED_ON:
        if not by(p, ev.M_FULFILLED, month):
            return 0
        since = p.milestones[ev.M_FULFILLED]
        return ever_at(p, activities, since, month, ev.M_EDUCATION, IN_EDUCATION)
    return route_at(r, p, activities, month)


@step
def ever_at(p: Any, activities: Any, since: int, month: int, first: int, mask: int) -> int:
    """Whether somebody had an activity between two months; `first` is its first month ever."""
    if not by(p, first, month):
        return 0
    if p.milestones[first] >= since:
        return 1
    return 1 if active_between(p, activities, since, month, mask) else 0


@step
def route_at(r: Any, p: Any, activities: Any, month: int) -> int:
    """As share_at, among those with a PIP: the first route, the current one, or afgeschaald
    among those who are in the B1-route.
    """
    if not by(p, ev.M_PIP, month):
        return ANY
    if r.quantity == Q_ROUTE_FIRST:
        return 1 if p.first_route == r.which else 0
    route = route_in(p, activities, month)
    if r.quantity == Q_ROUTE:
        return 1 if route == r.which else 0
    if route != B1_ROUTE:
        return ANY
    return 1 if by(p, ev.M_AFGESCHAALD, month) else 0


@step
def status_at(q: int, p: Any, month: int) -> int:
    """As share_at, for where somebody stands towards the term."""
    done = is_done(p, month)
    late = by(p, ev.M_OVERDUE, month)
    extended = by(p, ev.M_EXTENDED, month)
    answer = not done and not late and not extended
    if q == Q_RUNNING:
        answer = by(p, ev.M_PIP, month) and not done
    elif q == Q_OVERDUE:
        answer = late and not done
    elif q == Q_EXTENDED:
        answer = extended and not done and not late
    return 1 if answer else 0


@step
def in_term_at(p: Any, month: int) -> int:
    """Fulfilled before the first term ended, of those whose first term has ended by this month.

    The first term of somebody who never lapsed ends, extensions included, in `term_end`; whoever
    fulfils early counts from then on too, so that the early ones do not come first.
    """
    if by(p, ev.M_OVERDUE, month):
        return 0
    if by(p, ev.M_FULFILLED, month) and p.lapses == 0 and p.term_end <= month:
        return 1
    return ANY
