"""Where an observation lies in simulated values: intervals, distance, and a proper score."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Score:
    """One row against its simulated values. z: standardised distance; crps: in the row's unit.

    All nan, and not inside, where nobody in any world is what the row asks.
    """

    observed: float
    median: float
    low_50: float
    high_50: float
    low_90: float
    high_90: float
    z: float
    crps: float

    @property
    def scored(self) -> bool:
        """Whether there was something to compare with."""
        return not math.isnan(self.median)

    @property
    def inside_50(self) -> bool:
        """Whether the observation lies in the middle half."""
        return self.low_50 <= self.observed <= self.high_50

    @property
    def inside_90(self) -> bool:
        """Whether the observation lies in the middle 90 %."""
        return self.low_90 <= self.observed <= self.high_90


def score(observed: float, simulated: Array) -> Score:
    """Score one observation; simulated: (members,), undefined ones (nan) left out."""
    values = np.sort(simulated[np.isfinite(simulated)])
    if not len(values):
        nothing = math.nan
        return Score(observed, nothing, nothing, nothing, nothing, nothing, nothing, nothing)
    low_90, low_50, median, high_50, high_90 = np.quantile(values, [0.05, 0.25, 0.5, 0.75, 0.95])
    spread = float(values.std())
    z = (observed - float(values.mean())) / spread if spread else math.nan
    return Score(
        observed=observed,
        median=float(median),
        low_50=float(low_50),
        high_50=float(high_50),
        low_90=float(low_90),
        high_90=float(high_90),
        z=z,
        crps=crps(observed, values),
    )


def crps(observed: float, values: Array) -> float:
    """Continuous ranked probability score of sorted values: 0 is perfect, and of a single value it
    is the absolute error (Gneiting and Raftery 2007, JASA 102).
    """
    n = len(values)
    ranks = np.arange(1, n + 1)
    between = 2.0 * float(((2 * ranks - n - 1) * values).sum()) / (n * n)
    return float(np.abs(values - observed).mean()) - between / 2.0
