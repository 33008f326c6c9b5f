"""What the compiled pass is asked: records of whom, when and what.

Requests that look at the same people stand together (WHO), and of these the ones that look at the
same moment of a life (MOMENT). So a filter is tested once a person, a moment is looked up once,
and only then comes what is asked of it (REQUEST). observable_requests.py makes the records,
measure.py answers them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

ANY = -1
BOTH_LAWS = -2
"""Of a law: whoever would be obliged under both."""
CALENDAR = -2
"""A clock that is the calendar: `at` is a month of the world."""
EVENTS = -3
"""The clock of a MOMENT that is none: its requests count events, each in its own month."""
FOREVER = 10_000
"""Later than any month of a world; -FOREVER is earlier."""

# quantities of a moment
Q_ACTIVITY = 0
Q_EVER_ACTIVE = 1
Q_REACHED = 2
Q_FULFILLED_BY = 3
Q_RUNNING = 4
Q_WITHIN_TERM = 5
Q_EXTENDED = 6
Q_OVERDUE = 7
Q_IN_TERM = 8
Q_ROUTE = 9
Q_ROUTE_FIRST = 10
Q_AFGESCHAALD = 11
Q_STUDIED_ON = 12
Q_MOVED = 13
Q_PRESENT = 14
Q_STANDING = 15
# quantities of an event
Q_WAIT = 16
Q_PART_RATE = 17
Q_HOURS = 18
EVENT_QUANTITIES = (Q_WAIT, Q_PART_RATE, Q_HOURS)

S_MEAN = 0
"""The mean over those for whom the quantity is defined: of a yes or no it is the share."""
S_SUM = 1
"""The number of people."""
S_MEAN_WAIT = 2
"""The mean wait in weeks; months are added up, whole numbers, so no order of people rounds it."""
S_SHARE_OVER = 3
"""The share of waits that are longer than `weeks`."""
S_QUANTILE = 4
"""The wait in whole months that `percent` of the people do not exceed."""

AMONG_ALL = 0
AMONG_PASSED = 1
AMONG_WORKING = 2
AMONG_WAITING = 3

WHO = np.dtype(
    [
        ("law", "i8"),  # each a code, or ANY; BOTH_LAWS
        ("doelgroep", "i8"),
        ("sex", "i8"),
        ("origin", "i8"),
        ("education", "i8"),
        ("literacy", "i8"),
        ("municipality", "i8"),  # number in the region
        ("municipality_now", "i8"),  # 1: where somebody lived last, else where they settled
        ("initial_route", "i8"),
        ("age_min", "i8"),  # whole years, both ends included
        ("age_max", "i8"),
        ("age_clock", "i8"),  # the milestone at which age counts, or CALENDAR, or ANY: no ages
        ("age_month", "i8"),  # month of the world, for CALENDAR
        ("cohort_clock", "i8"),  # a milestone, or ANY
        ("cohort_from", "i8"),  # months of the world, both ends included
        ("cohort_until", "i8"),
        ("first", "i8"),  # its moments
        ("last", "i8"),
    ],
    align=True,
)
"""Whom: the people of a request."""

MOMENT = np.dtype(
    [
        ("clock", "i8"),  # a milestone, CALENDAR, or EVENTS
        ("at", "i8"),  # months after the clock, or a month of the world
        ("movers", "i8"),  # 1: who moved away counts as if in scope
        ("route", "i8"),  # current leerroute, or ANY
        ("among", "i8"),  # AMONG_...
        ("begin", "i8"),  # the queue of AMONG_WAITING, as in REQUEST
        ("begin_too", "i8"),
        ("end", "i8"),
        ("first", "i8"),  # its requests
        ("last", "i8"),
    ],
    align=True,
)
"""When: a moment in the life of those people."""

REQUEST = np.dtype(
    [
        ("quantity", "i8"),
        ("which", "i8"),  # mask of activities or of hows, milestone, route, part
        ("unless", "i8"),  # mask of activities that must be absent
        ("among", "i8"),  # mask of activities, or milestone, of the people counted; ANY: all
        ("level", "i8"),  # of an exam
        ("begin", "i8"),  # milestone with which a wait begins,
        ("begin_too", "i8"),  # and another one, if later; or ANY
        ("end", "i8"),  # milestone with which it ends
        ("event_from", "i8"),  # months of the world, both ends included
        ("event_until", "i8"),
        ("statistic", "i8"),  # S_...
        ("weeks", "f8"),  # of S_SHARE_OVER
        ("percent", "i8"),  # of S_QUANTILE
        ("row", "i8"),  # of S_QUANTILE: its row of the histogram
        ("place", "i8"),  # of the observable in the list that was asked
    ],
    align=True,
)
"""What: one observable."""


class Requests(NamedTuple):
    """A list of observables, compiled.

    whos: (w,) WHO; moments: (m,) MOMENT; requests: (r,) REQUEST, all in the order in which they
    are visited; quantiles: how many of them need a histogram.
    """

    whos: Any
    moments: Any
    requests: Any
    quantiles: int
