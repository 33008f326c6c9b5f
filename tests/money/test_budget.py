"""Budgets bind: when this year's money for places is spent, people of that gemeente wait."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from simulation import engine
from simulation import randomness as keys
from simulation.agents.codes import NEVER
from simulation.agents.events import M_LESSONS
from simulation.months import parse_month
from simulation.parameters import BEGIN, load_registry
from simulation.record import MONTHLY_COLUMNS
from simulation.setup import Setup
from tests.engine.worlds import everything, region
from tests.simulation.worlds import CERTAIN, TWO_TOWNS, Newcomer, invent, overrides_from

START = parse_month("2022-01")
MONTHS = 48
GEEN_BUDGET = MONTHLY_COLUMNS.index("geen_budget")


def lived(budgets: Mapping[str, float], **overrides: float) -> dict[str, Any]:
    """Two made-up towns with people from the population; everything that they leave."""
    own = {name.replace("__", "."): {BEGIN: value} for name, value in overrides.items()}
    own["huisvesting.move_within"] = {BEGIN: 0.0}  # nobody takes a bought course along
    setup = Setup(region(60_000, 40_000), START, MONTHS, overrides=own, budgets=budgets)
    scenario = engine.prepare(setup, load_registry().draw("point"))
    world = engine.build_world(scenario, 5, 0, trace=True)
    assert engine.advance(world, 0, MONTHS)
    return everything(world, engine.measure(scenario, world)) | {"ledger": world.ledger}


@pytest.fixture(scope="module")
def free() -> dict[str, Any]:
    return lived({})


@pytest.fixture(scope="module")
def poor() -> dict[str, Any]:
    return lived({"stad-1": 0.0})


def bought(found: dict[str, Any], gemeente: int) -> int:
    """How many of a gemeente began lessons that it bought."""
    here = (found["people.gemeente"] == gemeente) & (found["people.own_course"] == 0)
    return int((found["people.milestones"][here, M_LESSONS] != NEVER).sum())


def test_without_money_nobody_of_the_gemeente_starts_lessons(
    free: dict[str, Any], poor: dict[str, Any]
) -> None:
    assert bought(free, 0) > 100
    assert bought(poor, 0) == 0
    assert (poor["monthly"][-12:, GEEN_BUDGET] > 50).all()
    assert not free["monthly"][:, GEEN_BUDGET].any()


def test_others_are_not_held_up(free: dict[str, Any], poor: dict[str, Any]) -> None:
    assert bought(poor, 1) >= bought(free, 1) > 50


def test_a_family_migrants_own_course_is_not_held_up(
    free: dict[str, Any], poor: dict[str, Any]
) -> None:
    own = [
        (found["people.milestones"][found["people.own_course"] == 1, M_LESSONS] != NEVER).sum()
        for found in (free, poor)
    ]
    assert own[0] == own[1] > 20


def test_a_huge_budget_changes_nothing(free: dict[str, Any]) -> None:
    rich = lived({"stad-1": 1e11, "stad-2": 1e11})
    for name, numbers in free.items():
        if name not in ("gemeenten.places_budget", "gemeenten.places_money"):
            assert np.array_equal(numbers, rich[name], equal_nan=numbers.dtype.kind == "f"), name


def waits(
    budget: float,
    names: str = "ABCDEFGH",
    places: float = 1e6,
    months: int = 60,
    at_once: bool = False,
    **more: float,
) -> tuple[dict[str, int], list[int]]:
    """When each of a fixed list starts, in month of the world, and who was counted as waiting."""
    values = {**CERTAIN, "geld.price_rise": 0, "tarief.b1_hour": 10}
    values |= {"aanbod.extra_places_b1": places, "leerroute.review_months": 1000}
    values |= {name.replace("__", "."): value for name, value in more.items()}
    arrivals = [0 if at_once else at for at in range(len(names))]
    people = [Newcomer(n, arrival=at, score=45) for n, at in zip(names, arrivals, strict=True)]
    if not at_once:
        people.append(Newcomer("Z", gemeente=1, score=45))
    setup = Setup(
        TWO_TOWNS,
        START,
        months,
        overrides=overrides_from(values, START),
        budgets={"aadorp": budget},
    )
    scenario = engine.prepare(setup, load_registry().draw("point"))
    invented, households = invent(people, START)
    world = engine.assemble_world(scenario, invented, households, keys.luck(1, 0))
    assert engine.advance(world, 0, months)
    begun = world.people["milestones"][:, M_LESSONS].tolist()
    found = {p.name: at if at != NEVER else months for p, at in zip(people, begun, strict=True)}
    return found, world.monthly[:, GEEN_BUDGET].tolist()


def test_a_budget_lasts_for_as_many_places_as_it_pays_each_year() -> None:
    # a place is 1,000 hours at 10 euros: 25,000 a year pays two of them
    begun, counted = waits(25_000)
    free, _ = waits(1e11)
    assert [begun[name] // 12 for name in "ABCDEFGH"] == [0, 0, 1, 1, 2, 2, 3, 3]
    assert begun["A"] == free["A"]
    assert begun["B"] == free["B"]
    # at the turn of the year the next two start at once
    assert [begun[name] for name in "CDEFGH"] == [12, 12, 24, 24, 36, 36]
    # D and later ask in December: C, D, E, F, G and H wait, and are counted each month
    assert counted[11] == 6
    assert counted[13] == 4
    assert counted[25] == 2
    assert not any(counted[36:])
    # who lives elsewhere notices nothing
    assert begun["Z"] == free["Z"]


def test_a_budget_just_too_small_pays_nothing() -> None:
    begun, _ = waits(9_999.99)
    assert {begun[name] for name in "ABCDEFGH"} == {60}
    begun, _ = waits(10_000)
    assert begun["A"] < 12


def test_nobody_fills_a_group_whose_place_cannot_be_paid() -> None:
    # three ask at once; a group needs three, and the money of a year pays for two
    begun, counted = waits(25_000, "ABC", at_once=True, aanbod__group_minimum=3)
    assert {begun[name] for name in "ABC"} == {60}
    assert max(counted) == 1
    begun, counted = waits(30_000, "ABC", at_once=True, aanbod__group_minimum=3)
    assert {begun[name] // 12 for name in "ABC"} == {0}
    assert not any(counted)


def test_a_full_place_is_no_want_of_money() -> None:
    begun, counted = waits(1e11, places=-1e6)
    assert set(begun.values()) == {60}
    assert not any(counted)


def test_more_money_never_lengthens_anybodys_wait() -> None:
    before: dict[str, int] | None = None
    for budget in (0, 10_000, 15_000, 20_000, 30_000, 45_000, 70_000, 100_000):
        begun, _ = waits(budget)
        if before is not None:
            assert all(begun[name] <= before[name] for name in begun), budget
        before = begun
    free, _ = waits(1e11)
    assert before == free
