"""The waiting lists of a real world: Little's law over a window, and who stands on them.

Months of waiting are counted twice, from sources that know nothing of each other: the engine's
count of people in a phase at the end of each month, and each person's months of coming and going
(milestones; for lessons, which one can wait for again, the events). Over any window the sums are
the same, edges included: L T = sum of waits inside it. Where the window is steady the edges weigh
little, and L = lambda W is near: both are printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from simulation.agents import events as ev
from simulation.agents.codes import (
    NEVER,
    OPVANG,
    QUEUE_HUISVESTING,
    QUEUE_INTAKE,
    QUEUE_LES,
    QUEUE_PIP,
    UIT,
    WACHT_INTAKE,
    WACHT_LES,
    WACHT_PIP,
    WI2021,
)
from simulation.engine import advance, build_world, measure
from simulation.record import MONTHLY_COLUMNS
from simulation.world import course_list, gemeente_list
from tests.engine.worlds import prepared
from tests.theory.replay import Replay

MONTHS = 132
FIRST, LAST = 72, 132
"""The window: the years in which inflow, offer and staff stay as they are."""
NO_END = 10_000
Months = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Waits:
    """Stretches of waiting: (n,) the month of joining and the month of leaving (NO_END: never)."""

    begin: Months
    end: Months

    def inside(self, first: int, last: int) -> int:
        """Months of waiting at whose end the window looks."""
        length = np.minimum(self.end, last) - np.maximum(self.begin, first)
        return int(np.maximum(length, 0).sum())

    def little(self, first: int, last: int) -> tuple[float, float, int]:
        """Arrivals a month, their mean wait, and the months of waiting at the two edges."""
        came = (self.begin >= first) & (self.begin < last)
        waits = np.minimum(self.end, NO_END)[came] - self.begin[came]
        known = self.end[came] < NO_END
        cut = came & (self.end > last)
        edge = Waits(self.begin[~came], self.end[~came]).inside(first, last)
        edge += int((np.minimum(self.end, NO_END)[cut] - last)[self.end[cut] < NO_END].sum())
        return float(came.sum() / (last - first)), float(waits[known].mean()), edge


@pytest.fixture(scope="module")
def real() -> tuple[Any, Any]:
    """A region of 300,000 for eleven years, traced, and its counts by name of the column."""
    scenario = prepared(MONTHS, 200_000, 100_000)
    world = build_world(scenario, 8, 0, trace=True)
    assert advance(world, 0, MONTHS)
    return world, measure(scenario, world)


def column(outcome: Any, *names: str) -> Months:
    """(months,) people in these columns."""
    places = [MONTHLY_COLUMNS.index(name) for name in names]
    total: Months = outcome.monthly[:, places].sum(axis=1)
    return total


def of_milestones(world: Any, begin: list[int], end: list[int]) -> Waits:
    """From the last of some milestones to the first of others, of whoever reached the first; intake
    and PIP, which come after settling, are steps of the Wi2021 alone.
    """
    months = world.people["milestones"].astype(np.int64)
    came = (months[:, begin] != NEVER).all(axis=1)
    if ev.M_SETTLED in begin:
        came &= world.people["wet"] == WI2021
    ends = np.where(months[:, end] == NEVER, NO_END, months[:, end])
    return Waits(months[came][:, begin].max(axis=1), ends[came].min(axis=1))


def of_events(outcome: Any, world: Any) -> Waits:
    """Every stretch of waiting for lessons, by the events of each life."""
    stretches = []
    replay = Replay(outcome.events, MONTHS, world.people["household"])
    for life in replay.lives.values():
        months = [month for month, phase in life.phases.items() if phase == "wacht_les"]
        breaks = [0, *(i for i in range(1, len(months)) if months[i] != months[i - 1] + 1)]
        for i, j in zip(breaks, [*breaks[1:], len(months)], strict=True):
            if months:
                end = months[j - 1] + 1
                stretches.append((months[i], end if end < MONTHS else NO_END))
    begin, ends = np.array(stretches).T
    return Waits(begin, ends)


GONE = [ev.M_EXEMPT, ev.M_OUT]
LISTS = {
    "a home": (("opvang", "opvang_wi2013"), [ev.M_PERMIT], [ev.M_SETTLED, ev.M_OUT]),
    "the intake": (("wacht_intake",), [ev.M_SETTLED], [ev.M_INTAKE, *GONE]),
    "the PIP": (("wacht_pip",), [ev.M_SETTLED, ev.M_INTAKE], [ev.M_PIP, *GONE]),
    "lessons": (("wacht_les",), [], []),
}


def waits_of(real: Any, name: str) -> Waits:
    world, outcome = real
    _, begin, end = LISTS[name]
    return of_milestones(world, begin, end) if begin else of_events(outcome, world)


@pytest.mark.parametrize("name", LISTS)
def test_littles_law(real: Any, name: str) -> None:
    standing = column(real[1], *LISTS[name][0])
    waits = waits_of(real, name)
    for first, last in ((0, MONTHS), (FIRST, LAST), (13, 14)):
        assert waits.inside(first, last) == standing[first:last].sum()
    rate, wait, edge = waits.little(FIRST, LAST - 12)
    length = LAST - 12 - FIRST
    mean = standing[FIRST : LAST - 12].mean()
    print(
        f"\nwaiting for {name}: L {mean:.2f}, lambda {rate:.2f} a month, W {wait:.2f} months: "
        f"lambda W {rate * wait:.2f}; at the edges {edge / length:.2f}"
    )
    assert mean > 1
    assert abs(mean - rate * wait) < 0.1 * mean


def test_a_wait_that_is_a_month_off_is_seen(real: Any) -> None:
    standing = column(real[1], "wacht_pip")[FIRST:LAST].sum()
    waits = waits_of(real, "the PIP")
    one = waits.begin.copy()
    one[np.nonzero((waits.begin > FIRST) & (waits.end < LAST))[0][0]] -= 1
    assert Waits(one, waits.end).inside(FIRST, LAST) != standing
    assert Waits(waits.begin, waits.end + 1).inside(FIRST, LAST) != standing


def entries(world: Any, q: int, what: str = "items") -> npt.NDArray[np.int32]:
    """List q from first to last: who stands on it (stale entries too), or the month of joining."""
    queues = world.queues
    counters = np.arange(queues.head[q], queues.tail[q])
    found: npt.NDArray[np.int32] = getattr(queues, what)[
        queues.begin[q] + counters % queues.room[q]
    ]
    return found


STAND = {
    QUEUE_INTAKE: (OPVANG, WACHT_INTAKE),
    QUEUE_PIP: (WACHT_PIP,),
    QUEUE_LES: (WACHT_LES,),
}
"""In which phases somebody can stand on a list of people."""


def test_whoever_waits_stands_on_one_list_once() -> None:
    """By the end of every month: in the list of the own gemeente, or of the leerroute."""
    scenario = prepared(60, 40_000, 20_000)
    world = build_world(scenario, 8, 0)
    stood = dict.fromkeys((QUEUE_HUISVESTING, *STAND), 0)
    for t in range(60):
        assert advance(world, t, t + 1)
        people = world.people[(world.people["phase"] != UIT) & (world.people["arrival"] <= t)]
        for queue, phases in STAND.items():
            standing = (people["queue"] == queue) & (people["own_course"] == 0)
            for person in people[standing & np.isin(people["phase"], phases)]:
                q = gemeente_list(person["gemeente"], queue)
                if queue == QUEUE_LES:
                    q = course_list(2, person["route"])
                assert (entries(world, q) == person["index"]).sum() == 1
                stood[queue] += 1
        assert (people["queue"][people["phase"] == WACHT_PIP] == QUEUE_PIP).all()
        assert (people["queue"][people["phase"] == WACHT_LES] == QUEUE_LES).all()
        for household in np.unique(people["household"][people["phase"] == OPVANG]):
            home = world.households[household]
            q = gemeente_list(home["gemeente"], QUEUE_HUISVESTING)
            assert (entries(world, q) == household).sum() == 1
            stood[QUEUE_HUISVESTING] += 1
        for q in range(len(world.queues.head)):
            assert (np.diff(entries(world, q, "joined")) >= 0).all(), "in the order of joining"
    print(f"\nlooked at {stood}")
    assert all(number > 50 for number in stood.values())
