"""Regional buying: a shift of the pool makes no place and loses none, and nobody's turn is lost."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from simulation.accounts import AANBESTEDING
from simulation.agents.codes import POOL_ALONE, POOL_JOINT, POOL_REGION, ROUTES, WACHT_LES
from simulation.agents.events import M_LESSONS, M_PIP
from simulation.engine import advance, build_world
from simulation.policy import Policy
from simulation.queues import GONE, OUTSIDER
from simulation.world import pool_list
from tests.policies.kinds_world import FROM, MONTHS, START, base, base_world, lived, prepared_with

BEGUN = FROM - START
BACK = FROM + 12


def pool(kind: int, **more: Any) -> Policy:
    return Policy("regionale_inkoop", more.pop("start", FROM), values={"pool": kind}, **more)


def by_pool(world: Any, field: str) -> Any:
    """(pools, routes) numbers of the offer."""
    return world.aanbod[field].reshape(-1, ROUTES)[:, 1:]


def listed(world: Any, route: int, of_pool: int) -> list[int]:
    """Who stands in a list, in its order."""
    q = pool_list(len(world.gemeenten), route, of_pool)
    queues = world.queues
    counters = np.arange(queues.head[q], queues.tail[q])
    items = queues.items[queues.begin[q] + counters % queues.room[q]]
    return [int(who) for who in items if who != GONE]


def joined(world: Any, route: int, of_pool: int) -> list[tuple[int, float]]:
    """Month and keyed draw of every entry of a list, in its order."""
    q = pool_list(len(world.gemeenten), route, of_pool)
    queues = world.queues
    counters = np.arange(queues.head[q], queues.tail[q])
    places = queues.begin[q] + counters % queues.room[q]
    return list(zip(queues.joined[places].tolist(), queues.order[places].tolist(), strict=True))


def at(months: int, *policies: Policy) -> Any:
    """A world after so many months."""
    world = build_world(prepared_with(*policies), 3, 0, trace=True)
    assert advance(world, 0, months)
    return world


@pytest.mark.parametrize("kind", [POOL_ALONE, POOL_REGION])
def test_a_shift_is_zero_sum(kind: int) -> None:
    """In whole places, the month before and after: as many, and as many for those around."""
    before, after = at(BEGUN), at(BEGUN + 1, pool(kind))
    whole = by_pool(before, "places").astype(int)
    assert np.array_equal(by_pool(after, "places").sum(axis=0), whole.sum(axis=0))
    assert (by_pool(after, "places") == by_pool(after, "places").astype(int)).all()
    # Those around have 60,000 of 130,000 inhabitants, and keep their part.
    others = (by_pool(before, "places").sum(axis=0) * 60 / 130).astype(int)
    assert np.array_equal(by_pool(after, "places")[0], others)
    assert (by_pool(after, "places")[1:].sum(axis=0) > 0).all()


@pytest.mark.parametrize("kind", [POOL_ALONE, POOL_REGION])
def test_learners_and_outsiders_keep_their_seats(kind: int) -> None:
    """Places in use are somebody's in every month, also over a shift and back."""
    world = build_world(prepared_with(pool(kind, until=BACK - 1)), 3, 0, trace=True)
    for t in range(MONTHS):
        assert advance(world, t, t + 1)
        people = world.people
        for route in range(1, ROUTES):
            outsiders = int(world.releases[t + 1 :, route].sum())
            for number, occupied in enumerate(by_pool(world, "occupied")[:, route - 1]):
                seated = (people["seat"] == 1) & (people["route"] == route)
                own = int((seated & (people["pool"] == number)).sum())
                assert occupied == own + (outsiders if number == 0 else 0), (t, route, number)
        assert (by_pool(world, "open_seats") >= 0).all()
    assert (world.gemeenten["pool"] == 0).all()


def test_everybody_keeps_their_turn_when_lists_are_divided_and_put_together() -> None:
    """The same people wait after the shift, each in the list of the own gemeente, in order."""
    # Nothing starts in a route that has no places: only the shift changes a list.
    shut = [Policy(f"{r}_capaciteit", START, values={"plaatsen": -2000}) for r in
            ("b1_route", "z_route", "onderwijsroute")]  # fmt: skip
    plain = at(BEGUN + 14, *shut)
    apart = at(BEGUN + 1, *shut, pool(POOL_ALONE, until=BACK - 1))
    together = at(BEGUN + 14, *shut, pool(POOL_ALONE, until=BACK - 1))
    waited = 0
    for route in range(1, ROUTES):
        for number in range(3):
            standing = listed(apart, route, number)
            for who in standing:
                town = 0 if who == OUTSIDER else 1 + int(apart.people["gemeente"][who])
                assert town == number
            order = joined(apart, route, number)
            assert all(one <= other for one, other in pairwise(order))
            waited += len(standing)
        assert listed(together, route, 0) == listed(plain, route, 0)
        assert not listed(together, route, 1) + listed(together, route, 2)
    assert waited > 60
    assert (plain.people["phase"] == WACHT_LES).sum() > 20


def test_small_pools_wait_longer_for_a_group() -> None:
    """The same places and people in four towns: enough for a group comes together less often."""
    towns = (20_000, 20_000, 20_000, 20_000)
    found = {}
    for kind in (POOL_ALONE, POOL_REGION):
        mean = []
        for replication in range(6):
            world = lived(prepared_with(pool(kind), towns=towns), replication)
            months = world.people["milestones"].astype(int)
            chosen = (months[:, M_LESSONS] >= BEGUN) & (world.people["own_course"] == 0)
            mean += (months[chosen, M_LESSONS] - months[chosen, M_PIP]).tolist()
        found[kind] = float(np.mean(mean))
    print(f"\nmonths from PIP to lessons, alone and as a region: {found}")
    assert found[POOL_ALONE] > found[POOL_REGION]


def test_tendering_costs_more_an_inhabitant_in_a_small_pool() -> None:
    """Alone 35,000 each, together 70,000, with the others 130,000: half as many, a step dearer."""
    rules = [prepared_with(pool(kind)).rules["tarief_aanbesteding"][-1, 0, 0] for kind in range(3)]
    plain = base().rules["tarief_aanbesteding"][-1, 0, 0]
    assert rules[POOL_JOINT] == plain
    assert rules[POOL_ALONE] / rules[POOL_REGION] == pytest.approx(1.15)
    assert rules[POOL_REGION] / plain == pytest.approx(1.15 ** np.log2(130 / 70))
    world = lived(prepared_with(pool(POOL_ALONE)))
    paid = [int(w.ledger[BEGUN:, :, AANBESTEDING].sum()) for w in (base_world(), world)]
    assert paid[1] > paid[0]


def test_extra_places_belong_to_the_own_pool() -> None:
    """Together about the region's part of them; apart all of them."""
    more = Policy("b1_route_capaciteit", FROM, values={"plaatsen": 30})
    plain, extra = (at(BEGUN + 1, *ps, pool(POOL_REGION)) for ps in ((), (more,)))
    gained = by_pool(extra, "places")[:, 0] - by_pool(plain, "places")[:, 0]
    assert gained.tolist() == [0, 30, 0]


def test_empty_places_are_paid_by_their_own_pool() -> None:
    """A guarantee is paid by inhabitants of the pool; the numbers of inhabitants add up."""
    world = at(BEGUN + 1, pool(POOL_ALONE))
    assert by_pool(world, "inhabitants")[:, 0].tolist() == [60_000, 45_000, 25_000]
    world = at(BEGUN + 1, pool(POOL_REGION))
    assert by_pool(world, "inhabitants")[:, 0].tolist() == [60_000, 70_000, 0]
