"""The estimate against worlds whose expected differences are known."""

from __future__ import annotations

from math import isnan, sqrt

import numpy as np
import pytest

from experiments.compare.estimate import Z, estimate, pairing_ratio

RNG = np.random.default_rng


def made_up(
    seed: int, draws: int, worlds: int, effect: float, tau: float, own: float, shared: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Worlds with a known expected difference by draw: (reference, other, draws, expected)."""
    rng = RNG(seed)
    expected = effect + tau * rng.standard_normal(draws)
    number = np.arange(draws * worlds) % draws
    luck = shared * rng.standard_normal(draws * worlds)
    level = rng.standard_normal(draws)[number]
    reference = level + luck
    other = level + luck + expected[number] + own * rng.standard_normal(draws * worlds)
    return reference, other, number, expected


def test_the_interval_holds_the_expected_difference_of_nine_draws_in_ten() -> None:
    inside, widths = [], []
    for seed in range(60):
        reference, other, number, _ = made_up(seed, 100, 2, 0.5, 0.3, 0.4, 2.0)
        found = estimate(reference, other, number)
        fresh = 0.5 + 0.3 * RNG(seed + 1000).standard_normal(400)
        inside.append(np.mean((found.low <= fresh) & (fresh <= found.high)))
        widths.append(found.high - found.low)
    # The spread itself is known to about 14 % from 100 draws, which costs a percent or two.
    assert np.mean(inside) == pytest.approx(0.89, abs=0.02)
    assert np.mean(widths) == pytest.approx(2 * Z * 0.3, rel=0.10)


def test_chance_within_a_draw_does_not_widen_the_interval() -> None:
    """Raw means of two worlds spread as 0.3 and 0.8/sqrt(2) together: twice too wide."""
    found = [
        estimate(reference, other, number)
        for reference, other, number, _ in (
            made_up(seed, 200, 2, 0.0, 0.3, 0.8, 1.0) for seed in range(40)
        )
    ]
    widths = [one.high - one.low for one in found]
    assert np.mean(widths) == pytest.approx(2 * Z * 0.3, rel=0.12)
    assert np.mean(widths) < 0.6 * 2 * Z * sqrt(0.3**2 + 0.8**2 / 2)


def test_without_an_effect_of_parameters_the_interval_is_the_monte_carlo_error() -> None:
    covered = []
    for seed in range(200):
        reference, other, number, _ = made_up(seed, 50, 2, 0.2, 0.0, 0.5, 1.0)
        found = estimate(reference, other, number)
        covered.append(found.low <= 0.2 <= found.high)
    assert np.mean(covered) > 0.85
    reference, other, number, _ = made_up(3, 1, 400, 0.2, 0.0, 0.5, 1.0)
    found = estimate(reference, other, number)
    assert found.monte_carlo_se == pytest.approx(0.5 / sqrt(400), rel=0.1)
    assert found.high - found.low == pytest.approx(2 * Z * found.monte_carlo_se, rel=0.02)
    assert isnan(found.above)


def test_the_probability_is_that_of_the_expected_difference() -> None:
    """With mean 0.3 and spread 0.3 it lies above 0 with probability Phi(1) = 0.841."""
    found = [estimate(*made_up(seed, 200, 2, 0.3, 0.3, 0.3, 2.0)[:3]).above for seed in range(40)]
    assert np.mean(found) == pytest.approx(0.841, abs=0.02)


def test_a_sign_that_worlds_cannot_show_is_not_certain() -> None:
    """Without an effect the probability wanders around a half; it is not 0 or 1."""
    found = [estimate(*made_up(seed, 50, 2, 0.0, 0.0, 0.5, 1.0)[:3]).above for seed in range(200)]
    assert 0.4 < np.mean(found) < 0.6
    assert np.mean([0.02 < one < 0.98 for one in found]) > 0.9


def test_shared_luck_is_no_uncertainty_and_own_luck_is() -> None:
    reference, other, number, _ = made_up(5, 100, 4, 0.2, 0.1, 0.05, 2.0)
    found = estimate(reference, other, number)
    assert found.high - found.low < 0.6
    expected = 2 * Z * sqrt(2 * 2.0**2 + 0.1**2 + 0.05**2)
    assert found.predictive_high - found.predictive_low == pytest.approx(expected, rel=0.1)
    ratio = pairing_ratio(reference, other, number)
    assert ratio == pytest.approx(0.05 / sqrt(2 * 2.0**2), rel=0.2)


def test_one_world_a_draw_cannot_tell_chance_from_parameters() -> None:
    reference, other, number, _ = made_up(7, 100, 1, 0.2, 0.1, 0.4, 1.0)
    found = estimate(reference, other, number)
    assert not found.apart
    assert isnan(found.predictive_low)
    assert isnan(pairing_ratio(reference, other, number))
    assert found.high - found.low > 2 * Z * 0.35  # chance is in it, and it says so


def test_worlds_where_an_arm_is_undefined_are_left_out() -> None:
    reference, other, number, _ = made_up(8, 20, 2, 0.2, 0.1, 0.1, 1.0)
    reference[3], other[5] = np.nan, np.nan
    found = estimate(reference, other, number)
    assert found.worlds == 38
    assert not isnan(found.difference)
    nothing = estimate(np.full(4, np.nan), np.zeros(4), np.arange(4))
    assert nothing.worlds == 0
    assert isnan(nothing.difference)


def test_the_same_worlds_have_no_difference() -> None:
    reference, _, number, _ = made_up(9, 20, 2, 0.0, 0.0, 0.0, 1.0)
    found = estimate(reference, reference.copy(), number)
    assert (found.difference, found.low, found.high, found.monte_carlo_se) == (0, 0, 0, 0)
    assert not found.moved
    assert not found.clear
    assert (found.above, found.below) == (0.0, 0.0)


def test_a_queue_that_binds_in_some_draws_only_shortens() -> None:
    """Two draws in ten have no effect at all: the interval ends at nought, not beyond it."""
    rng = RNG(10)
    number = np.arange(200) % 100
    reference = rng.standard_normal(200)
    binds = number >= 20
    effect = -rng.exponential(5.0, 100)[number] * binds
    other = reference + effect + 0.5 * rng.standard_normal(200) * binds
    found = estimate(reference, other, number)
    assert found.high == 0.0
    assert found.low < -8.0
    assert found.one_sided
    assert not found.clear
    assert found.above < 0.06
    assert 0.74 < found.below <= 0.80
    seldom = estimate(reference, reference + effect * (number < 30), number)
    assert seldom.high == 0.0
    assert not seldom.one_sided
    assert not seldom.clear
