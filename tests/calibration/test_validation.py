"""Scores, rules of thumb, coverage, trust, and the discrepancy: on rows worked by hand."""

import math

import numpy as np
import pytest

from calibration.targets import load_targets, read_targets
from calibration.targets.blocks import BLOCKS, block_of, law_of, layer_of
from calibration.validation.assess import (
    ASSUMED,
    FAILED,
    FITTED,
    INSIDE,
    MARGIN,
    NOBODY,
    TESTED,
    TOO_HIGH,
    TOO_LOW,
    UNSEEN,
    assess,
    by_source,
    coverage,
    measured_discrepancy,
)
from calibration.validation.naive import constant_hazard, last_observation
from calibration.validation.scores import crps, score
from simulation.observables import DEFINITIONS, parse_observable

HEADER = "id,observable,region,doelgroep,law,clock,at,value,low,high,use,source_key"
FIT = "f{n},employed,nederland,asiel,,calendar,{at},{value},,,calibrate,one"


def rows_of(*rows: str):
    return read_targets("own", "\n".join([HEADER, *rows]).encode())


def test_the_score_of_one_value_is_the_absolute_error() -> None:
    assert crps(0.3, np.array([0.5])) == pytest.approx(0.2)


def test_the_score_of_a_spread_by_hand() -> None:
    assert crps(0.0, np.array([-1.0, 1.0])) == pytest.approx(1.0 - 0.5)


def test_the_score_is_proper() -> None:
    """Over outcomes of the same chance nobody does better than the true spread."""
    truth = np.sort(np.linspace(-2, 2, 41))
    rivals = (truth, np.sort(truth * 0.3), np.sort(truth * 3), truth + 1)
    means = [np.mean([crps(y, rival) for y in truth]) for rival in rivals]
    assert means[0] == min(means)


def test_intervals_and_distance() -> None:
    values = np.arange(101) / 100
    found = score(0.96, values)
    assert (found.median, found.low_90, found.high_90) == pytest.approx((0.5, 0.05, 0.95))
    assert not found.inside_90 and found.z == pytest.approx(0.46 / values.std())
    assert score(0.75, values).inside_50


def test_nobody_is_not_scored_and_not_left_out() -> None:
    found = score(0.5, np.full(10, np.nan))
    assert not found.scored and not found.inside_90 and math.isnan(found.z)


def assessed(value: str, margin: str, simulated: float, spread: float = 0.01):
    targets = rows_of(f"a,employed,nederland,asiel,,calendar,2020-01,{value},{margin},validate,s")
    values = simulated + spread * np.linspace(-1, 1, 50)[:, None]
    return assess(targets, (), values, [10], {}, 1).rows[0]


@pytest.mark.parametrize(
    ("value", "margin", "simulated", "why"),
    [
        ("0.30", "0.28,0.32", 0.30, INSIDE),
        ("0.30", "0.20,0.40", 0.35, MARGIN),
        ("0.30", "0.29,0.31", 0.10, TOO_LOW),
        ("0.30", "0.29,0.31", 0.60, TOO_HIGH),
        ("0.30", "0.29,0.31", math.nan, NOBODY),
    ],
)
def test_why_a_row_is_where_it_is(value: str, margin: str, simulated: float, why: str) -> None:
    assert assessed(value, margin, simulated).why == why


def test_the_discrepancy_of_its_block_widens_an_interval() -> None:
    targets = rows_of("a,employed,nederland,asiel,,calendar,2020-01,0.3,,,validate,s")
    values = 0.3 + 0.001 * np.linspace(-1, 1, 400)[:, None]
    narrow = assess(targets, (), values, [9], {}, 1).rows[0].score
    wide = assess(targets, (), values, [9], {"werk": 0.1}, 1).rows[0].score
    other = assess(targets, (), values, [9], {"wachten": 0.1}, 1).rows[0].score
    assert wide.high_90 - wide.low_90 > 0.1
    assert narrow.high_90 - narrow.low_90 < 0.01
    assert (other.low_90, other.high_90) == pytest.approx((narrow.low_90, narrow.high_90))


def test_the_discrepancy_is_measured_on_rows_for_fitting() -> None:
    targets = rows_of(
        FIT.format(n=1, at="2020-01", value=0.3),
        FIT.format(n=2, at="2021-01", value=0.3),
        "t,employed,nederland,asiel,,calendar,2022-01,0.9,,,validate,one",
    )
    exact = np.full((20, 3), 0.3)
    assert measured_discrepancy(targets.rows, exact)["werk"] == pytest.approx(0.0, abs=1e-9)
    missed = np.full((20, 3), 0.4)
    angle = math.asin(math.sqrt(0.4)) - math.asin(math.sqrt(0.3))
    assert measured_discrepancy(targets.rows, missed)["werk"] == pytest.approx(angle)


def test_coverage_counts_what_could_be_scored_and_by_source() -> None:
    targets = rows_of(
        "a,employed,nederland,asiel,,calendar,2020-01,0.3,,,validate,one",
        "b,employed,nederland,asiel,,calendar,2021-01,0.9,,,validate,one",
        "c,employed,nederland,asiel,,calendar,2022-01,0.3,,,validate,two",
    )
    values = 0.3 + 0.01 * np.linspace(-1, 1, 50)[:, None] * np.ones(3)
    values[:, 2] = np.nan
    found = assess(targets, (), values, [1, 1, 0], {}, 1)
    assert len(found.rows) == 3
    whole = coverage(found.rows)
    assert (whole.n, whole.inside_90, whole.share_90) == (2, 1, 0.5)
    assert {key: (c.n, c.inside_90) for key, c in by_source(found.rows).items()} == {
        "one": (2, 1),
        "two": (0, 0),
    }


KNOWN = rows_of(
    FIT.format(n=1, at="2018-01", value=0.1),
    FIT.format(n=2, at="2019-01", value=0.2),
    FIT.format(n=3, at="2023-01", value=0.4),
).rows


def test_the_last_observation_is_no_later_one() -> None:
    asked = rows_of("a,employed,nederland,asiel,,calendar,2020-01,0.3,,,validate,s").rows[0]
    assert last_observation(asked, KNOWN) == 0.2
    other = rows_of("a,passed,nederland,asiel,,calendar,2020-01,0.3,,,validate,s").rows[0]
    assert last_observation(other, KNOWN) is None


def test_a_constant_hazard_by_hand() -> None:
    header = "id,observable,region,cohort_clock,cohort_from,cohort_until,clock,at,value,use"
    cohort = "nederland,permit,2014-01,2014-12,permit"
    fit = f"f,employed,{cohort},12,0.2,calibrate"
    ask = f"a,employed,{cohort},24,0.9,validate"
    rows = read_targets("own", "\n".join([header, fit, ask]).encode()).rows
    assert constant_hazard(rows[1], rows) == pytest.approx(1 - 0.8**2)


def test_trust_says_what_was_done() -> None:
    targets = rows_of(
        FIT.format(n=1, at="2020-01", value=0.3),
        "a,passed,nederland,asiel,wi2013,calendar,2020-01,0.3,,,validate,s",
        "b,exempt,nederland,asiel,wi2013,calendar,2020-01,0.3,,,validate,s",
        "c,intake_started,nederland,asiel,wi2021,calendar,2023-01,0.9,,,validate,s",
    )
    values = 0.3 + 0.01 * np.linspace(-1, 1, 50)[:, None] * np.ones(4)
    found = assess(targets, (), values, [1] * 4, {}, 1)
    trust = found.trust(fitted=True)
    assert trust["werk", "wi2013"] == FITTED
    assert trust["voltooien", "wi2013"] == TESTED
    assert trust["wachten", "wi2021"] == FAILED
    assert trust["voltooien", "wi2021"] == UNSEEN
    assert trust["geld", "wi2021"] == ASSUMED
    assert found.trust(fitted=False)["werk", "wi2013"] == ASSUMED


def test_every_observable_has_a_block_and_a_layer() -> None:
    for target in load_targets().rows:
        assert block_of(target.observable) in BLOCKS
        assert layer_of(target.observable)
    assert set(DEFINITIONS) >= {"count", "settled"}


def test_the_act_of_a_row_without_one_follows_its_dates() -> None:
    old = "employed[clock=permit,at=12,cohort_clock=permit,cohort_until=2014-12,law=any]"
    new = "employed[clock=calendar,at=2023-12,law=any]"
    assert law_of(parse_observable(old)) == "wi2013"
    assert law_of(parse_observable(new)) == "wi2021"
