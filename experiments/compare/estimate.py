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
    both arms have luck of their own, nan with one world a draw; above, below: probabilities that
    the expected difference is above and below 0, nan with one draw (a draw in which nothing
    differs is neither); apart: whether chance and parameters could be told apart (more than one
    world a draw); worlds: pairs in which both are defined.
    """

    difference: float
    low: float
    high: float
    monte_carlo_se: float
    predictive_low: float
    predictive_high: float
    above: float
    below: float
    apart: bool
    worlds: int

    @property
    def moved(self) -> bool:
        """Whether there is a difference in any world."""
        return self.difference != 0.0 or self.monte_carlo_se > 0.0

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out no difference at all."""
        return self.low > 0.0 or self.high < 0.0

    @property
    def one_sided(self) -> bool:
        """Whether the interval ends at exactly nought, and most draws differ from it.

        Where a policy does nothing in some draws (a queue that never binds), nothing may change;
        that is not the same as an effect that may turn against one.
        """
        touches = (self.low == 0.0 < self.high) or (self.low < 0.0 == self.high)
        return touches and max(self.above, self.below) > _MOST


_MOST = 0.5
NOTHING = Effect(nan, nan, nan, nan, nan, nan, nan, nan, False, 0)


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
    still = np.bincount(place, difference != 0) == 0
    expected, error = _expected(means, still, chance_variance(difference, draws), size)
    mean = float(means.mean())
    edges = np.percentile(expected, TAILS, method="weibull")  # holds 90 % of further draws
    low, high = (
        _outward(mean, float(edge), error, side) for edge, side in zip(edges, (-1, 1), strict=True)
    )
    above, below = nan, nan
    if len(found) > 1:
        above, below = _signs(expected, still, error)
    predictive = list(_with_other_luck(reference, other, place)) if apart else []
    seen = np.percentile(predictive, TAILS) if predictive else (nan, nan)
    return Effect(
        difference=mean,
        low=low,
        high=high,
        monte_carlo_se=error,
        predictive_low=float(seen[0]),
        predictive_high=float(seen[1]),
        above=above,
        below=below,
        apart=apart,
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


def _expected(
    means: Values, still: npt.NDArray[np.bool_], chance: float, size: npt.NDArray[np.int64]
) -> tuple[Values, float]:
    """Return the expected difference by draw, without the spread of chance, and the error of
    their mean.

    means: (draws,) of worlds of the same draw; still: draws in which no world differs, so the
    effect is nought; chance: variance between worlds of a draw, nan if not known; size: (draws,)
    worlds a draw. The spread between means is that of the parameters plus what chance leaves in
    so few worlds; they are drawn together until only the former is left (a normal model).
    """
    if len(means) == 1:
        return means, sqrt(chance / float(size[0])) if not isnan(chance) else nan
    error = sqrt(float(means.var(ddof=1)) / len(means))
    moving = means[~still]
    if len(moving) < 2 or isnan(chance):
        return means, error
    spread = float(moving.var(ddof=1))
    left = chance * len(means) / len(moving) * float(np.mean(1 / size[~still]))
    kept = sqrt(max(spread - left, 0.0) / spread) if spread > 0.0 else 0.0
    expected = means.copy()
    expected[~still] = moving.mean() + kept * (moving - moving.mean())
    return expected, error


def _outward(mean: float, edge: float, error: float, side: int) -> float:
    """Return an edge of the interval, moved outward by the Monte-Carlo error of the middle.

    An edge at exactly nought stays: that draws have no effect is no matter of how many there are.
    """
    if isnan(error) or (edge == 0.0 and mean != 0.0):
        return edge
    return mean + side * sqrt((edge - mean) ** 2 + (Z * error) ** 2)


def _signs(expected: Values, still: npt.NDArray[np.bool_], error: float) -> tuple[float, float]:
    """Return the probabilities that the expected difference is above and below 0.

    A draw that is closer to nought than the Monte-Carlo error counts for a part on either side.
    """
    moving = expected[~still]
    if len(moving) == 0:
        return 0.0, 0.0
    if error == 0.0:
        return float(np.sum(moving > 0) / len(expected)), float(np.sum(moving < 0) / len(expected))
    above = sum(NormalDist().cdf(value / error) for value in moving) / len(expected)
    return above, len(moving) / len(expected) - above


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
