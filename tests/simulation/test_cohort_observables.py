"""What a run gives to show how groups fare: it adds up, and it asks no more than can be known."""

from __future__ import annotations

import numpy as np
import pytest

from simulation import engine
from simulation.agents.codes import HOW_NAMES
from simulation.cohort_observables import FOLLOWED, ROUTES, default_observables
from simulation.default_observables import DEFAULT_OBSERVABLES
from simulation.observables import Observable, find_problems
from simulation.record import MONTHLY_COLUMNS
from tests.engine.worlds import prepared

MONTHS = 120
MOST = 120
"""Observables beside the plain list, at the most, in ten years: each is measured in every world."""


@pytest.fixture(scope="module")
def world() -> tuple[dict[str, tuple[float, int]], np.ndarray]:
    scenario = prepared(MONTHS, 120_000)
    outcome = engine.simulate(scenario, 1, 0)
    keys = [observable.key for observable in scenario.observables]
    both = zip(outcome.observables, outcome.counts, strict=True)
    return dict(zip(keys, both, strict=True)), outcome.monthly


def people(found: dict[str, tuple[float, int]], name: str, **filters: str | int) -> int:
    value, n = found[Observable(name, filters).key]
    return round(value * n)


def test_every_one_can_be_asked_once_and_they_are_not_too_many() -> None:
    asked = default_observables(264, MONTHS)
    keys = [observable.key for observable in asked]
    assert asked[: len(DEFAULT_OBSERVABLES)] == DEFAULT_OBSERVABLES
    assert len(set(keys)) == len(keys)
    assert len(asked) - len(DEFAULT_OBSERVABLES) <= MOST
    assert [p for o in asked for p in find_problems(o.name, o.filter)] == []
    assert not [observable for observable in asked if "origin" in observable.filter]


@pytest.mark.parametrize(
    ("start", "months", "arrivals", "levels"),
    [
        (264, 120, range(2022, 2032), range(2022, 2029)),
        (270, 120, range(2023, 2032), range(2023, 2029)),  # July 2022 to June 2032
        (264, 48, range(2022, 2026), range(2022, 2023)),
        (264, 47, range(2022, 2025), range(0)),
        (264, 11, range(0), range(0)),
    ],
)
def test_a_cohort_is_asked_for_only_where_all_of_it_can_be_followed(
    start: int, months: int, arrivals: range, levels: range
) -> None:
    asked = default_observables(start, months)[len(DEFAULT_OBSERVABLES) :]

    def years(name: str) -> list[int]:
        found = {str(o.filter["cohort_from"])[:4] for o in asked if o.name == name}
        return sorted(int(year) for year in found)

    assert years("count") == list(arrivals)
    assert years("level_b1") == years("level_a2") == list(levels)


def test_the_way_through_the_leerroutes_loses_nobody(
    world: tuple[dict[str, tuple[float, int]], np.ndarray],
) -> None:
    found, _ = world
    at = {"clock": "pip", "at": FOLLOWED}
    _, everybody = found[Observable("initial_route_b1", at).key]
    assert everybody > 100
    planned = {r: people(found, f"initial_route_{r}", **at) for r in ROUTES}
    assert sum(planned.values()) == everybody
    followed = dict.fromkeys(ROUTES, 0)
    for first in ROUTES:
        moved = {r: people(found, f"route_{r}", **at, initial_route=first) for r in ROUTES}
        assert sum(moved.values()) == planned[first]
        for last, number in moved.items():
            followed[last] += number
    for last in ROUTES:
        hows = [people(found, "fulfilled_by", how=how, **at, route=last) for how in HOW_NAMES[1:]]
        _, behind = found[Observable("exempt", {**at, "route": last}).key]
        assert behind == followed[last]
        assert sum(hows) + people(found, "exempt", **at, route=last) <= followed[last]


def test_those_still_busy_become_fewer_of_those_in_scope(
    world: tuple[dict[str, tuple[float, int]], np.ndarray],
) -> None:
    found, _ = world
    for route in ROUTES:
        at_end = {"clock": "pip", "at": FOLLOWED, "initial_route": route}
        running, in_scope = found[Observable("running", at_end).key]
        early, more = found[Observable("running", {**at_end, "at": 6}).key]
        assert 0 < running < in_scope <= more
        assert running / in_scope < early / more


def test_arrivals_of_a_year_are_the_inflow_of_its_months(
    world: tuple[dict[str, tuple[float, int]], np.ndarray],
) -> None:
    found, monthly = world
    inflow = monthly[:, MONTHLY_COLUMNS.index("instroom")].reshape(-1, 12).sum(axis=1)
    for place, year in enumerate(range(2022, 2022 + MONTHS // 12)):
        window = {"cohort_from": f"{year}-01", "cohort_until": f"{year}-12"}
        who = {"clock": "arrival", "at": 0, "cohort_clock": "arrival", "law": "any", **window}
        came = [
            found[Observable("count", {**who, "doelgroep": g}).key][0]
            for g in ("asiel", "gezin_overig")
        ]
        # The first month also counts those who already waited in reception.
        assert sum(came) == inflow[place] if place else 0 < sum(came) < inflow[place], year
