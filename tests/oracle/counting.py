"""How the oracle's outcomes are added up: shares at a moment, and waits between two."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

from tests.oracle.institutions import B1_ROUTE
from tests.oracle.people import Inburgeraar
from tests.oracle.reduced import MONTHS

WEEKS = 13 / 3
Test = Callable[[Inburgeraar, int], Any]


def mean(values: Iterable[float]) -> float:
    """The mean, or nan of nothing."""
    found = list(values)
    return sum(found) / len(found) if found else math.nan


def share(people: list[Inburgeraar], clock: str, at: int, test: Test) -> float:
    """Share for whom test holds `at` months after a clock, of those in view at that moment.

    A test that gives None leaves the person out.
    """
    answers = []
    for p in people:
        moment = p.when.get(clock, MONTHS) + at
        if moment < MONTHS and p.when.get("out", MONTHS) > moment:
            answers.append(test(p, moment))
    return mean(float(answer) for answer in answers if answer is not None)


def by(milestone: str) -> Test:
    """Whether a milestone was reached by then."""
    return lambda p, month: p.when.get(milestone, MONTHS) <= month


def fulfilled_by(how: str) -> Test:
    """Whether the duty was fulfilled in this way by then."""
    return lambda p, month: p.how == how and p.when["fulfilled"] <= month


def in_term(p: Inburgeraar, month: int) -> bool | None:
    """Fulfilled before the first term was over; of those whose first term is over."""
    first_end = p.when.get("overdue", p.term_end)
    if first_end > month or ("overdue" not in p.when and "fulfilled" not in p.when):
        return None
    return p.when.get("fulfilled", MONTHS) <= first_end


def route_in(p: Inburgeraar, month: int) -> str | None:
    """The leerroute at the end of a month; None before the plan."""
    followed = [route for since, route in p.routes if since <= month]
    return followed[-1] if followed else None


def lowered(p: Inburgeraar, month: int) -> bool | None:
    """Lowered, among those in the B1-route at that moment."""
    return by("afgeschaald")(p, month) if route_in(p, month) == B1_ROUTE else None


def overdue(p: Inburgeraar, month: int) -> bool:
    """The first term is over, and the duty not fulfilled."""
    return p.when.get("overdue", MONTHS) <= month < p.when.get("fulfilled", MONTHS)


def waits(people: list[Inburgeraar], begin: str, end: str) -> list[float]:
    """Weeks between two milestones, of those who reached the second."""
    return [
        (p.when[end] - p.when[begin]) * WEEKS for p in people if end in p.when and begin in p.when
    ]
