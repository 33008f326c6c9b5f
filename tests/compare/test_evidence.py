from __future__ import annotations

from dataclasses import replace
from math import exp, log, nan

import pytest

from experiments.compare.estimate import NOTHING
from experiments.compare.evidence import (
    NEUTRAL,
    NO_DIFFERENCE,
    NO_POLICY,
    ONE_DRAW,
    UNMEASURED,
    WORLD,
    break_even,
    chance_of_better,
    why_no_probability,
)
from experiments.compare.outcomes import Asked
from experiments.compare.variants import MAIN, first_size, variants_of
from experiments.scenario.setups import setup_of
from simulation.observable import Observable
from simulation.parameters import load_registry
from simulation.policies import kinds
from tests.compare.asking import shipped

SURE = replace(NOTHING, difference=0.1, above=0.97, below=0.02)
GOAL: Asked = Observable("employed", {"clock": "settled", "at": 36})


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("duale-trajecten", UNMEASURED),
        ("combinatie", UNMEASURED),
        ("z-route-ruim", ""),
        ("hoge-instroom", WORLD),
        ("base", NO_POLICY),
    ],
)
def test_a_probability_is_told_only_where_the_evidence_allows_it(name: str, why: str) -> None:
    base, other = (setup_of(scenario) for scenario in shipped("base", name))
    assert why_no_probability(base, other, SURE, 1) == why


def test_no_probability_without_draws_direction_or_difference() -> None:
    base, other = (setup_of(scenario) for scenario in shipped("base", "z-route-ruim"))
    assert why_no_probability(base, other, replace(SURE, above=nan), 1) == ONE_DRAW
    assert why_no_probability(base, other, SURE, 0) == NEUTRAL
    assert (
        why_no_probability(base, other, replace(SURE, difference=0.0, monte_carlo_se=0.0), 1)
        == NO_DIFFERENCE
    )


def test_better_is_less_where_more_is_worse() -> None:
    assert chance_of_better(SURE, 1) == 0.97
    assert chance_of_better(SURE, -1) == 0.02


def test_break_even_lies_on_the_line_between_sizes() -> None:
    kind = kinds()["duale_trajecten"]  # its first size is a ratio
    points = [(1.0, -0.01), (2.0, 0.03), (0.9, -0.015)]
    found = break_even(kind, GOAL, 0.01, points)
    assert found is not None
    assert found.value == pytest.approx(exp(log(2.0) / 2))
    assert (found.low, found.high, found.at_low, found.at_high) == (0.9, 2.0, -0.015, 0.03)
    never = break_even(kind, GOAL, 0.05, points)
    assert never is not None
    assert never.value is None
    assert break_even(kind, GOAL, 0.05, points[:1]) is None


@pytest.mark.parametrize("name", [name for name, kind in kinds().items() if not kind.measured])
def test_every_unmeasured_kind_has_a_size_to_break_even_on(name: str) -> None:
    size, neutral = first_size(kinds()[name])
    parameter = load_registry()[size]
    ends = {parameter.low, parameter.high, neutral} - {None}
    assert len(ends) >= 2


def test_variants_of_an_unmeasured_effect_are_never_left_out() -> None:
    base, other = (setup_of(scenario) for scenario in shipped("base", "duale-trajecten"))
    few = [variant.name for variant in variants_of(base, other, all_of_them=False)]
    assert few == ["zero", "size-neutral", "size-low", "size-high"]
    more = [variant.name for variant in variants_of(base, other)]
    assert more == [*few, "displacement", "structure"]
    wide = [v.name for v in variants_of(base, setup_of(shipped("z-route-ruim")[0]))]
    assert wide == ["structure", "slack-low", "slack-high"]
    four = [v.name for v in variants_of(base, setup_of(shipped("combinatie")[0]))]
    assert four[-1] == "uncapped"


def test_a_policy_gives_way_to_the_number_of_a_variant() -> None:
    base, other = (setup_of(scenario) for scenario in shipped("base", "duale-trajecten"))
    policy = replace(other.policies[0], values={**other.policies[0].values, "hazard_ratio": 1.5})
    setup = replace(other, policies=(policy,))
    zero = variants_of(base, setup)[0]
    changed = zero.of(setup)
    assert "hazard_ratio" not in changed.policies[0].values
    assert changed.policies[0].values["plaatsen"] == 60
    assert changed.overrides["duale_trajecten.hazard_ratio"] == {-1: 1.0}
    assert zero.touches(setup)
    assert not zero.touches(base)
    assert not MAIN.touches(setup)
