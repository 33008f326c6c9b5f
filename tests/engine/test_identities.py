"""No two people, households or series share an identity, and every identity fits its words.

The identity is the address of a life's luck: two people with one identity would live one life, and
a word beyond 32 bits would leave the published generator.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from simulation import population
from simulation.agents import codes
from simulation.engine import build_world, prepare
from simulation.months import LAST_MONTH
from simulation.parameters import load_registry
from simulation.population import HOUSEHOLD_MEMBER, MEMBERS, identity_high
from simulation.region import load_region
from simulation.setup import Setup
from tests.engine.worlds import START, prepared, region

WORD = 2**32
NETHERLANDS = 17_940_000
LARGEST_CODE = 2**14 - 1
"""The largest code that a region's file may give a municipality."""
SERIES = {name: value for name, value in vars(codes).items() if name.startswith("SERIES_")}


def identities(records: Any) -> list[tuple[int, int]]:
    """The two words of everybody in a table of records."""
    return list(zip(records["id_low"].tolist(), records["id_high"].tolist(), strict=True))


@pytest.fixture(scope="module", params=["midden-twente", "nederland", "two gemeenten, a big draw"])
def world(request: pytest.FixtureRequest) -> Any:
    """A drawn world: the base region, one of national size, and one from the priors."""
    if request.param == "midden-twente":
        setup = Setup(load_region("midden-twente"), START, 120)
        return build_world(prepare(setup, load_registry().draw("point")), 1, 0)
    if request.param == "nederland":
        return build_world(prepared(48, NETHERLANDS), 1, 0)
    return build_world(prepared(60, 900_000, 400_000, draw=9), 3, 5)


def test_nobody_shares_an_identity(world: Any) -> None:
    people, households = identities(world.people), identities(world.households)
    assert len(people) > 1000
    assert len(set(people)) == len(people)
    assert len(set(households)) == len(households)
    assert set(people).isdisjoint(households)


def test_identities_fit_their_words(world: Any) -> None:
    for records in (world.people, world.households):
        assert int(records["id_low"].max()) < WORD
        assert int(records["id_high"].max()) < WORD


def test_nobody_has_the_identity_of_a_series_or_an_outsider(world: Any) -> None:
    """Counts of arrivals and outsiders are drawn at identities of their own series."""
    series = (world.people["id_high"] >> np.uint64(population.SERIES_SHIFT)) & np.uint64(15)
    assert int(series.max()) < codes.SERIES_ARRIVALS - 1


def test_series_are_apart() -> None:
    """Family migrants count one below SERIES_ARRIVALS (population.py), so that is taken too."""
    numbers = [*SERIES.values(), codes.SERIES_ARRIVALS - codes.GEZIN]
    assert len(set(numbers)) == len(numbers)
    assert max(numbers) < 2 ** (population.CODE_SHIFT - population.SERIES_SHIFT)


def test_place_series_and_month_never_run_into_each_other() -> None:
    corners = list(product((0, 1, LARGEST_CODE), (0, 1, 15), (0, 1, START, LAST_MONTH)))
    words = [int(identity_high(*corner)) for corner in corners]
    assert len(set(words)) == len(corners)
    assert max(words) < WORD


def test_members_of_a_household_are_apart() -> None:
    """Adults, the partner who follows, children and the household itself each have a number."""
    adults = {0, 1}
    nareis = {population.FIRST_NAREIS}
    children = {population.FIRST_CHILD + c for c in range(population.MOST_CHILDREN)}
    groups = [adults, nareis, children, {HOUSEHOLD_MEMBER}]
    together = set().union(*groups)
    assert len(together) == sum(map(len, groups))
    assert max(together) < MEMBERS


def test_one_more_year_changes_nobody() -> None:
    """Identity is no runtime index: a longer world holds the same people with the same luck."""
    short = build_world(prepared(24, 60_000), 1, 0).people
    long = build_world(prepared(36, 60_000), 1, 0).people
    known = {identity: row for row, identity in enumerate(identities(long))}
    for row, identity in enumerate(identities(short)):
        for field in ("aptitude", "sex", "birth", "score", "arrival", "work_factor", "origin"):
            assert short[field][row] == long[field][known[identity]]


def test_an_early_start_keeps_identities_in_their_words() -> None:
    setup = Setup(region(50_000), 0, 3, overrides={"wet.in_force": {0: 0.0}})
    if setup.validate():
        return  # refused: fine too
    people = build_world(prepare(setup, load_registry().draw("point")), 1, 0).people
    assert int(people["id_high"].max()) < WORD
