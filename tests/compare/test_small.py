"""Persons a year and the swing of chance, against the binomial distribution."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from experiments.compare.cohort import Cohort
from experiments.compare.estimate import Z, estimate
from experiments.compare.small import small_numbers


def test_the_swing_is_that_of_a_binomial_count_of_one_year() -> None:
    rng, people, share = np.random.default_rng(1), 240, 0.3
    draws = np.arange(4000) % 2000
    values = rng.binomial(people, share, 4000) / people
    other = values + 0.05
    cohort = Cohort(300, 323, 60)  # two years, 120 people each
    effect = estimate(values, other, draws)
    found = small_numbers(effect, values, np.full(4000, people), draws, cohort)
    assert found is not None
    assert found.people == 120
    assert found.persons == pytest.approx(6.0)
    swing = Z * sqrt(120 * share * (1 - share))
    assert found.swing == pytest.approx(swing, rel=0.03)
    assert found.years == pytest.approx(2 * (swing / 6) ** 2, abs=1.0)


def test_a_difference_that_is_not_clear_is_never_seen() -> None:
    rng = np.random.default_rng(2)
    draws = np.arange(200) % 100
    values = rng.normal(0.3, 0.03, 200)
    other = values + rng.normal(0.0, 0.02, 200)
    effect = estimate(values, other, draws)
    found = small_numbers(effect, values, np.full(200, 100), draws, Cohort(300, 311, 60))
    assert found is not None
    assert found.years is None


def test_one_world_a_draw_tells_nothing_of_chance() -> None:
    draws = np.arange(50)
    values = np.linspace(0.2, 0.4, 50)
    effect = estimate(values, values + 0.1, draws)
    assert small_numbers(effect, values, np.full(50, 90), draws, Cohort(300, 311, 60)) is None
