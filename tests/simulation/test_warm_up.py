"""A world that was warmed up is the later part of the longer one, with its months counted anew."""

import numpy as np
import pytest

from simulation import engine
from simulation.agents.codes import NEVER, WI2013, WI2021
from simulation.agents.events import M_PERMIT
from simulation.months import parse_month
from simulation.parameters import load_registry
from simulation.setup import Setup
from tests.simulation.worlds import TWO_TOWNS

START, MONTHS, BEFORE = parse_month("2022-01"), 30, 48


def lived(start, months, warm_up=0):
    """A world that has run, and its outcome."""
    setup = Setup(TWO_TOWNS, start, months, warm_up=warm_up)
    prepared = engine.prepare(setup, load_registry().draw("point"))
    world = engine.build_world(prepared, 3, 0, trace=True)
    assert engine.advance(world, 0, months)
    return world, engine.measure(prepared, world)


@pytest.fixture(scope="module")
def worlds():
    return lived(START, MONTHS, BEFORE), lived(START - BEFORE, MONTHS + BEFORE)


def test_its_months_are_those_of_the_longer_world(worlds):
    (warm, outcome), (longer, whole) = worlds
    np.testing.assert_array_equal(warm.monthly, longer.monthly[BEFORE:])
    np.testing.assert_array_equal(warm.activities, longer.activities[BEFORE:])
    assert len(outcome.monthly) == MONTHS
    assert outcome.person_months < whole.person_months


def test_months_of_before_are_negative(worlds):
    (warm, outcome), (longer, whole) = worlds
    for number in (M_PERMIT, M_PERMIT + 1):
        one, other = warm.people["milestones"][:, number], longer.people["milestones"][:, number]
        assert ((one == NEVER) == (other == NEVER)).all()
        assert (one[one != NEVER] == other[other != NEVER] - BEFORE).all()
    assert warm.people["arrival"].min() < 0
    np.testing.assert_array_equal(outcome.events[:, 0], whole.events[:, 0] - BEFORE)
    np.testing.assert_array_equal(outcome.events[:, 1:], whole.events[:, 1:])


def test_both_laws_live_side_by_side(worlds):
    (warm, _), _ = worlds
    laws = warm.people["wet"][warm.people["milestones"][:, M_PERMIT] != NEVER]
    assert (laws == WI2013).sum() > 50
    assert (laws == WI2021).sum() > 50


@pytest.mark.parametrize(
    ("warm_up", "field"), [(-1, "warm_up"), (400, "warm_up"), (120, "warm_up")]
)
def test_a_warm_up_that_cannot_be(warm_up, field):
    """Less than nothing, more than a world can hold, or before the Wi2013 came into force."""
    problems = Setup(TWO_TOWNS, START, MONTHS, warm_up=warm_up).validate()
    assert field in {problem.field for problem in problems}
