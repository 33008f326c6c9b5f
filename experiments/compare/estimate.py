"""From the worlds of two arms to an expected difference, and how sure it is.

World r of both arms has the same parameters and the same luck, so the difference within a world is
what the policy does. Three things are kept apart: what the parameters leave open (the expected
difference by draw), what a finite number of worlds leaves open (the Monte-Carlo error), and what
chance does to one municipality (the predictive interval, of arms with luck of their own).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from math import isnan, nan, sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
LEVEL = 0.90
"""What every interval holds."""
TAILS = (50 * (1 - LEVEL), 50 * (1 + LEVEL))
Z = NormalDist().inv_cdf((1 + LEVEL) / 2)
"""Half an interval of a normal distribution, in standard deviations."""


@dataclass(frozen=True)
class Effect:
    """The expected difference of one outcome.

    low, high: interval of the expected difference: its posterior over parameter draws, with what
    a finite number of worlds leaves open; monte_carlo_se: the latter alone, the standard error of
    `difference`; predictive_low, predictive_high: where the difference that is seen lies when
    both arms have luck of their own, nan with one world a draw; above: probability that the
    expected difference is above 0, nan with one draw; apart: whether chance and parameters could
    be told apart (more than one world a draw); moved: whether there was a difference in any world;
    worlds: pairs in which both are defined.
    """

    difference: float
    low: float
    high: float
    monte_carlo_se: float
    predictive_low: float
    predictive_high: float
    above: float
    apart: bool
    moved: bool
    worlds: int


NOTHING = Effect(nan, nan, nan, nan, nan, nan, nan, False, False, 0)
_FINE = np.array([NormalDist().inv_cdf((k + 0.5) / 200) for k in range(200)])
"""A normal distribution as points of equal weight."""


def estimate(reference: Values, other: Values, draws: npt.NDArray[np.int64]) -> Effect:
    """Estimate the expected difference `other` - `reference`.

    reference, other: (worlds,) one outcome, nan where undefined; draws: (worlds,) the parameter
    draw of each world.
    """
    both = ~(np.isnan(reference) | np.isnan(other))
    if not both.any():
        return NOTHING
    reference, other, draws = reference[both], other[both], draws[both]
    found, place, size = np.unique(draws, return_inverse=True, return_counts=True)
    apart = len(draws) > len(found)
    difference = other - reference
    means = np.bincount(place, difference) / size
    mean = float(means.mean())
    posterior, error = _posterior(means, chance_variance(difference, draws), size)
    low, high = np.percentile(posterior, TAILS)
    several = len(found) > 1
    above = float(np.mean(posterior > 0) + np.mean(posterior == 0) / 2) if several else nan
    predictive = list(_with_other_luck(reference, other, place)) if apart else []
    seen = np.percentile(predictive, TAILS) if predictive else (nan, nan)
    return Effect(
        difference=mean,
        low=float(low),
        high=float(high),
        monte_carlo_se=error,
        predictive_low=float(seen[0]),
        predictive_high=float(seen[1]),
        above=above,
        apart=apart,
        moved=bool(difference.any()),
        worlds=len(difference),
    )


def chance_variance(values: Values, draws: npt.NDArray[np.int64]) -> float:
    """Return the variance between worlds of the same draw, pooled; nan with one world a draw.

    values: (worlds,), without nan.
    """
    found, place, size = np.unique(draws, return_inverse=True, return_counts=True)
    free = len(values) - len(found)
    if free <= 0:
        return nan
    rest = values - (np.bincount(place, values) / size)[place]
    return float(rest @ rest / free)


def _posterior(means: Values, chance: float, size: npt.NDArray[np.int64]) -> tuple[Values, float]:
    """Return points of equal weight of the expected difference, and its Monte-Carlo error.

    means: (draws,) of worlds of the same draw; chance: variance between such worlds, nan if not
    known; size: (draws,) worlds a draw. The spread between means is that of the parameters plus
    what chance leaves in so few worlds, so each mean is drawn to the middle by the share of the
    latter and keeps it as its own uncertainty (a normal model with known variances).
    """
    mean, noise = means.mean(), 0.0
    if not isnan(chance):
        noise = chance * float(np.mean(1 / size))
    if len(means) == 1:
        error = sqrt(noise) if noise or not isnan(chance) else nan
        return mean + (0.0 if isnan(error) else error) * _FINE, error
    spread = float(means.var(ddof=1))
    error = sqrt(spread / len(means))
    kept = max(spread - noise, 0.0) / spread if spread > 0 else 0.0
    own = sqrt(kept * noise + error**2)
    points = mean + kept * (means - mean)
    return np.add.outer(points, own * _FINE).ravel(), error


def _with_other_luck(
    reference: Values, other: Values, place: npt.NDArray[np.int64]
) -> Iterator[float]:
    """Differences between worlds of the same draw with different luck, at most so many a draw."""
    for draw in range(int(place.max()) + 1):
        mine = np.flatnonzero(place == draw)
        if len(mine) <= _FEW:
            for one, two in permutations(mine, 2):
                yield float(other[two] - reference[one])
        else:
            for shift in range(1, _FEW):
                yield from (other[np.roll(mine, shift)] - reference[mine]).tolist()


_FEW = 6
"""Up to so many worlds a draw every pair is taken; of more, this many less one shifts of all."""


def pairing_ratio(reference: Values, other: Values, draws: npt.NDArray[np.int64]) -> float:
    """Return how wide the interval of chance is with shared luck, against luck of one's own.

    nan with one world a draw, or where chance does nothing.
    """
    both = ~(np.isnan(reference) | np.isnan(other))
    reference, other, draws = reference[both], other[both], draws[both]
    if len(reference) == 0:
        return nan
    paired = chance_variance(other - reference, draws)
    apart = chance_variance(reference, draws) + chance_variance(other, draws)
    return sqrt(paired / apart) if apart > 0 else nan
