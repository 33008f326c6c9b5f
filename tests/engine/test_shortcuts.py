"""Shortcuts that save time change nothing: without them every number is the same.

A month in which somebody surely finds no job is left before the exponential of the true chance;
what makes it sure is a bound, worked out once for each scenario. A bound that is too low would
quietly keep people out of work, in some scenario that nobody looked at.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulation.engine import advance, build_world, measure, prepare
from simulation.parameters import load_registry
from simulation.setup import Setup
from tests.engine.worlds import START, everything, region

BOUND = "derived_largest_entry"
LATER = START + 30
SCENARIOS = {
    "point": {},
    "always tight": {"werk.tightness": {-1: 3.0}},
    "tight later": {"werk.tightness": {LATER: 3.0}},
    "diploma pays": {"werk.passed": {-1: 1.3}},
    "ability": {"werk.structure": {-1: 1.0}, "werk.language_able": {-1: 0.9}},
    "language hinders": {"werk.language": {-1: -0.3}},
    "waiting hurts more": {"werk.wait": {-1: -0.06}},
    "waiting helps": {"werk.wait": {-1: 0.05}},
    "women in reception": {"werk.reception_women": {-1: 0.2}},
}
DATED = {
    "language later": {"werk.language": {LATER: 2.0}},
    "slope later": {"werk.slope": {LATER: 1.5}, "werk.base_hazard": {-1: 0.018}},
    "waiting hurts later": {"werk.wait": {LATER: -0.08}},
    "waiting helps later": {"werk.wait": {LATER: 0.08}},
    "older people later": {"werk.age_45": {LATER: 9.0}},
}
"""Other parameters of the chance, raised halfway."""


def same_without(overrides: dict[str, dict[int, float]], draw: int = -1) -> list[str]:
    """The numbers that differ when the bound is out of the way."""
    kind = "point" if draw < 0 else "prior"
    values = load_registry().draw(kind, seed=8, index=max(draw, 0))
    scenario = prepare(Setup(region(60_000), START, 72, overrides=overrides), values)
    rules = scenario.rules.copy()
    rules[BOUND] = 1e9
    found = []
    for case in (scenario, replace(scenario, rules=rules)):
        world = build_world(case, 1, 0, trace=True)
        assert advance(world, 0, case.setup.months)
        found.append(everything(world, measure(case, world)))
    ours, plain = found
    return [
        name
        for name in ours
        if name != f"rules.{BOUND}" and not np.array_equal(ours[name], plain[name], equal_nan=True)
    ]


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_bound_on_the_chance_of_a_job_changes_nothing(name: str) -> None:
    assert same_without(SCENARIOS[name]) == []


@pytest.mark.parametrize("draw", range(4))
def test_nor_under_draws_from_the_priors(draw: int) -> None:
    assert same_without({}, draw) == []


@pytest.mark.parametrize(
    "name",
    list(DATED),
)
def test_nor_where_a_scenario_changes_the_chance_halfway(name: str) -> None:
    assert same_without(DATED[name]) == []
