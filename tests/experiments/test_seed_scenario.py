from __future__ import annotations

from pathlib import Path

import pytest

from calibration.seed import LEERROUTES, TOTAL, load_seed
from experiments.scenario.files import check_document, load_scenario
from experiments.scenario.setups import GIVEN_SHARES, overrides_of
from experiments.scenario.yaml_reader import read_yaml
from simulation.parameters import BEGIN
from tests.experiments.test_scenario import GOOD, only, problems_of

SEED = GOOD.replace("source: landelijk", "source: seed-2020")
COUNTS = "counts: {b1: {low: 31, high: 34}, onderwijs: {low: 19, high: 22}, z: {low: 27, high: 30}}"


def given_shares(text: str) -> list[float]:
    scenario = check_document(read_yaml(text, "p"), Path("p")).scenario
    overrides = overrides_of(scenario)
    return [overrides[f"{GIVEN_SHARES}.{place}"][BEGIN] for place in range(3)]


def test_the_shipped_scenario_holds_the_figures_of_the_presentation() -> None:
    block = load_scenario("seed-2020").scenario.seed_2020
    assert block is not None
    assert block.counts is not None
    assert block.heading is not None
    seed = load_seed()
    for route in LEERROUTES:
        count, printed = getattr(block.counts, route), seed.forecasts[TOTAL].routes[route]
        assert (count.low, count.high) == (printed.low, printed.high)
        assert getattr(block.heading, route) == seed.heading_shares[route]


def test_the_shares_follow_from_the_counts_at_the_level_of_the_inflow() -> None:
    block = f"seed_2020: {{routes: counts, {COUNTS}}}\n"
    assert given_shares(SEED + block) == pytest.approx([32.5 / 81.5, 20.5 / 81.5, 28.5 / 81.5])
    low = given_shares(SEED + "  level: low\n" + block)
    assert low == pytest.approx([31 / 77, 19 / 77, 27 / 77])
    high = given_shares(SEED + "  level: high\n" + block)
    assert high == pytest.approx([34 / 86, 22 / 86, 30 / 86])


def test_or_the_shares_are_those_of_the_heading() -> None:
    heading = "heading: {b1: 0.4, onderwijs: 0.35, z: 0.25}"
    block = f"seed_2020: {{routes: heading, {COUNTS}, {heading}}}\n"
    assert given_shares(SEED + block) == [0.4, 0.35, 0.25]


def test_without_the_block_routes_arise_in_the_model() -> None:
    scenario = check_document(read_yaml(SEED, "p"), Path("p")).scenario
    assert overrides_of(scenario) == {}


@pytest.mark.parametrize(
    ("block", "code", "field"),
    [
        ("{}", "missing-field", "seed_2020.routes"),
        ("{routes: tellingen}", "not-among", "seed_2020.routes"),
        (f"{{routes: heading, {COUNTS}}}", "chosen-missing", "seed_2020"),
        ("{routes: counts}", "chosen-missing", "seed_2020"),
        (
            "{routes: heading, heading: {b1: 0.5, onderwijs: 0.3, z: 0.3}}",
            "shares-sum",
            "seed_2020.heading",
        ),
        (
            "{routes: heading, heading: {b1: 1.5, onderwijs: 0, z: 0}}",
            "too-big",
            "seed_2020.heading.b1",
        ),
        (
            "{routes: heading, heading: {b1: 1, z: 0}}",
            "missing-field",
            "seed_2020.heading.onderwijs",
        ),
        (
            "{routes: counts, counts: {b1: {low: 3, high: 2}}}",
            "low-above-high",
            "seed_2020.counts.b1",
        ),
        (
            "{routes: counts, counts: {b1: {low: -3, high: 2}}}",
            "not-above",
            "seed_2020.counts.b1.low",
        ),
    ],
)
def test_routes_that_cannot_be(block: str, code: str, field: str) -> None:
    found = {(p.code, p.field) for p in problems_of(SEED + f"seed_2020: {block}\n")}
    assert (code, field) in found


def test_routes_are_not_given_twice() -> None:
    block = f"seed_2020: {{routes: counts, {COUNTS}}}\n"
    text = SEED + block + "parameters: {leerroute.given_shares.0: 1}\n"
    assert only(text).code == "given-twice"
