"""More homes, hours or places never make anybody wait longer, on the engine's own steps.

For a fixed list of arrivals at one queue. Invented people arrive in given months; all that could
follow from a wait except the wait itself is switched off (tests/simulation/worlds.py), and the
world runs twice, with little and with more. What breaks the promise is part of the model, and
stands at the end: a smallest group, seats that come free between two starts, and arrears that set
the pace of the next half-year.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.agents.codes import NEVER
from simulation.agents.events import M_INTAKE, M_LESSONS, M_NOTICE, M_PERMIT, M_PIP, M_SETTLED
from tests.simulation.worlds import Newcomer, tell

EXAMPLES = settings(max_examples=150)
COUNTRY = 6e6
"""Inhabitants of the country that this region, of 60,000, has a hundredth part of."""
NO_OUTSIDERS = {f"aanbod.outside_starts_{route}": 0 for route in ("b1", "onderwijs", "z")}
NOTHING_ELSE = {
    **NO_OUTSIDERS,
    "instroom.landelijke_inwoners": COUNTRY,
    "klantmanager.talk_hours_year": 0,
    "klantmanager.hours_month": 1,
    "klantmanager.direct_share": 1,
    "pip.hours": 0,
    "examens.book_hazard": 0,
    "leerroute.to_z_below": -10,
    "termijn.months": 120,
}


def months(first: int, last: int, most: int = 40) -> st.SearchStrategy[list[int]]:
    """Months of arrival of some people, in order."""
    return st.lists(st.integers(first, last), min_size=1, max_size=most).map(sorted)


def two(low: float, high: float) -> st.SearchStrategy[tuple[float, float]]:
    """Little and more of something."""
    sizes = st.floats(low, high)
    return st.tuples(sizes, sizes).map(lambda pair: (min(pair), max(pair)))


def waits(
    people: list[Newcomer], values: dict[str, Any], begin: int, end: int, length: int
) -> npt.NDArray[np.float64]:
    """(people,) months between two milestones; who did not reach the second waits for ever."""
    story = tell(people, length, {**NOTHING_ELSE, **values})
    reached = story.world.people["milestones"].astype(float)
    assert (reached[:, begin] != NEVER).any()
    reached[reached == NEVER] = np.inf
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(reached[:, end] - reached[:, begin], nan=np.inf, posinf=np.inf)


def alone(arrivals: list[int], **traits: Any) -> list[Newcomer]:
    return [Newcomer(str(n), arrival=month, **traits) for n, month in enumerate(arrivals)]


def housing(
    people: list[Newcomer], task: float, length: int, realised: float = 1
) -> npt.NDArray[np.float64]:
    """Waits for a home in the larger town, with a task of so many persons in a half-year."""
    national = task * COUNTRY / 40_000
    values = {"huisvesting.taakstelling": national, "huisvesting.realisation": realised}
    return waits(people, values, M_PERMIT, M_SETTLED, length)


@EXAMPLES
@given(months(-12, 5), st.lists(st.booleans(), min_size=40, max_size=40), two(0.5, 60))
def test_more_homes_in_a_half_year(
    arrivals: list[int], couples: list[bool], homes: tuple[float, float]
) -> None:
    """Of singles and couples, some of whom wait already; a couple takes the room of two."""
    people = alone(arrivals)
    for head, couple in zip(list(people), couples, strict=False):
        if couple:
            people.append(Newcomer(f"{head.name}+", arrival=head.arrival, partner=head.name))
    few, many = (housing(people, number, 6) for number in homes)
    assert (many <= few).all()


@EXAMPLES
@given(months(0, 20), two(0.2, 12))
def test_more_hours_of_klantmanagers(arrivals: list[int], intakes: tuple[float, float]) -> None:
    """Part of an intake is kept for the next month, so it need not be a whole number a month."""

    def intake(a_month: float) -> npt.NDArray[np.float64]:
        values = {"klantmanager.fte_per_1000": a_month / 40, "intake.hours": 1}
        return waits(alone(arrivals), values, M_NOTICE, M_INTAKE, 60)

    few, many = (intake(number) for number in intakes)
    assert (many <= few).all()


def lessons(
    people: list[Newcomer], places: int, changes: dict[str, Any] | None = None
) -> npt.NDArray[np.float64]:
    values = {"aanbod.extra_places_b1": places, "lessen.b1_hours_total": 200, **(changes or {})}
    return waits(people, values, M_PIP, M_LESSONS, 60)


PLACES = st.tuples(st.integers(1, 12), st.integers(0, 12))
"""A number of places, and how many more."""
ALFA = st.lists(st.sampled_from([0, 120, 400]), min_size=40, max_size=40)
"""Hours of alfabetisering, which make a course longer."""


@EXAMPLES
@given(months(0, 20), ALFA, PLACES, st.sampled_from([1, 2, 5]))
def test_more_places(
    arrivals: list[int], alfa: list[int], places: tuple[int, int], interval: int
) -> None:
    """With courses of several lengths, holidays, and groups that start every so many months."""
    continuous = 1 if interval == 1 else 0
    people = [
        Newcomer(str(n), arrival=month, alfa_hours=hours)
        for n, (month, hours) in enumerate(zip(arrivals, alfa, strict=False))
    ]
    few, more = places
    changes = {"aanbod.b1_start_interval": interval, "aanbod.continuous": continuous}
    assert (lessons(people, few + more, changes) <= lessons(people, few, changes)).all()


def test_the_waits_are_really_different() -> None:
    """The promise would be empty if nobody ever waited, or capacity changed nothing."""
    people = alone([0] * 12)
    assert lessons(people, 2).max() > lessons(people, 4).max() > lessons(people, 12).max() == 0
    assert housing(people, 6, 6).max() == np.inf
    assert housing(people, 24, 6).max() == 2


def test_a_smallest_group_can_turn_it_around() -> None:
    """Part of the model, not of the queue: where groups start with three at the least.

    Three places: the fourth person waits for a seat, and when that comes free again somebody of
    month 9 gets it. Four places: all four start at once, their seats are closed by the time that
    two more come, and two are no group.
    """
    people = alone([0] * 4 + [9] * 2)
    groups = {"aanbod.group_minimum": 3, "aanbod.group_size": 4}
    few, many = (lessons(people, places, groups) for places in (3, 4))
    print(f"\nwaits with 3 places {few}, with 4 {many}")
    assert (many > few).any()


def test_seats_between_two_starts_can_turn_it_around() -> None:
    """Part of the model: with groups every second month, and seats filled in between.

    Two places: the second two start late, and somebody of month 20 finds a seat that one of them
    gives back that month. Four places: all four have long finished, their seats were closed at a
    start of groups, and the fifth waits a month for the next start.
    """
    people = [
        Newcomer(str(n), arrival=month, alfa_hours=hours)
        for n, (month, hours) in enumerate([(0, 0), (0, 0), (0, 0), (0, 120), (20, 0)])
    ]
    few, many = (lessons(people, places, {"aanbod.b1_start_interval": 2}) for places in (2, 4))
    print(f"\nwaits with 2 places {few}, with 4 {many}")
    assert (many > few).any()


def test_arrears_can_turn_it_around() -> None:
    """Part of the model: what was not done is added to the next half-year's task, for everybody.

    So at a slower pace the pace is higher later on, also for whoever comes then.
    """
    slow, quick = (housing(alone([2, 6, 12]), 1, 36, realised) for realised in (0.55, 0.75))
    print(f"\nwaits at 55 % of the task {slow}, at 75 % {quick}")
    assert (quick > slow).any()
    assert quick.mean() < slow.mean()
