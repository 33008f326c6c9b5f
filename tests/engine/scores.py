"""The few tests of statistics that the screen of the generator needs, with stated errors.

Every test returns a score that is standard normal if the generator is perfect, so one threshold
serves all of them. The addresses are fixed, so a test of the real generator always ends the same
way; the false-alarm probability is that of the day on which addresses or generator were chosen.
"""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

FALSE_ALARM = 1e-6
"""The chance that a perfect generator fails a whole family of tests."""


def threshold(tests: int, false_alarm: float = FALSE_ALARM) -> float:
    """The score that the largest of so many tests, of either sign, passes with this chance.

    By Bonferroni: each test gets an equal share of the chance, whatever hangs together.
    """
    return NormalDist().inv_cdf(1.0 - false_alarm / tests / 2.0)


def score_chi_square(statistic: float, freedom: int) -> float:
    """A chi-square as a normal score (Wilson and Hilferty 1931, error below 0.01 from 30 on).

    Both signs matter: too even is as wrong as too uneven.
    """
    part = 2.0 / (9.0 * freedom)
    return ((statistic / freedom) ** (1.0 / 3.0) - (1.0 - part)) / math.sqrt(part)


def score_uniform(values: Floats, bins: int = 256) -> float:
    """Whether values between 0 and 1 fill equal bins evenly."""
    counts = np.bincount((values * bins).astype(np.int64), minlength=bins)
    expected = values.size / bins
    return score_chi_square(float(((counts - expected) ** 2).sum() / expected), bins - 1)


def score_pairs(first: Floats, second: Floats, bins: int = 16) -> float:
    """Whether two series fill a square of bins evenly: any kind of dependence shows."""
    cells = (first * bins).astype(np.int64) * bins + (second * bins).astype(np.int64)
    counts = np.bincount(cells, minlength=bins * bins)
    expected = first.size / bins**2
    return score_chi_square(float(((counts - expected) ** 2).sum() / expected), bins**2 - 1)


def score_correlation(first: Floats, second: Floats) -> float:
    """Correlation of two series of uniforms: 12 times the mean product has variance 1/n."""
    product = (first - 0.5) * (second - 0.5) * 12.0
    return float(product.sum() / math.sqrt(product.size))


def score_lag(values: Floats, lag: int) -> float:
    """Correlation of a series with itself, some places on."""
    return score_correlation(values[:-lag], values[lag:])


def score_count(successes: int, trials: int, chance: float = 0.5) -> float:
    """A number of successes against the binomial."""
    return (successes - trials * chance) / math.sqrt(trials * chance * (1.0 - chance))


def score_mean(values: Floats, mean: float, variance: float) -> float:
    """The mean of a sample against its theory."""
    return float((values.mean() - mean) * math.sqrt(values.size / variance))
