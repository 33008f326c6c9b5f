"""What a difference is for a municipality: persons a year, the swing of chance, years to see it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isnan, sqrt

import numpy as np
import numpy.typing as npt

from experiments.compare.cohort import Cohort
from experiments.compare.estimate import Effect, Values, Z, chance_variance

FEW = 30
"""Below so many persons nothing is told apart: only pooled years, or the region as a whole."""
LONGEST = 100
"""Years after which nobody waits any more."""


@dataclass(frozen=True)
class SmallNumbers:
    """A share as persons a year.

    people: persons in the cohort a year; persons: the expected difference in persons a year;
    swing: how far chance alone moves a year's count (90 %), up or down; years: after how many
    years before and as many after the difference stands out from chance, None where it never does
    or where it is not clear that there is one.
    """

    people: float
    persons: float
    swing: float
    years: int | None


def small_numbers(
    effect: Effect,
    values: Values,
    behind: npt.NDArray[np.int64],
    draws: npt.NDArray[np.int64],
    cohort: Cohort,
) -> SmallNumbers | None:
    """Return what an effect on a share of a cohort is in persons; None where that is not known.

    values, behind: (worlds,) of the reference: the share, and the persons that it is of.
    """
    defined = ~np.isnan(values)
    chance = chance_variance(values[defined], draws[defined])
    if isnan(effect.difference) or isnan(chance):
        return None
    people = float(np.median(behind)) / cohort.years
    persons = effect.difference * people
    swing = Z * sqrt(chance * cohort.years) * people
    return SmallNumbers(people, persons, swing, years_to_see(effect, persons, swing))


def years_to_see(effect: Effect, persons: float, swing: float) -> int | None:
    """Return after how many years before and after, the difference stands out from chance.

    Chance in the mean of y years falls with the root of y; the difference of two such means has
    twice the variance of one.
    """
    if not effect.clear or persons == 0.0:
        return None
    years = ceil(2 * (swing / persons) ** 2)
    return max(years, 1) if years <= LONGEST else None
