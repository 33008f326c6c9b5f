"""Which settings are tried: a grid, a Latin hypercube, a Sobol sequence, or rows of one's own.

Points are numbered; a point is made when it is asked for, so that the size of a design can be
told without making it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

Method = Literal["grid", "latin", "sobol"]
SPREAD: tuple[Method, ...] = ("latin", "sobol")
"""Methods that spread so many points over ranges."""


@dataclass(frozen=True)
class Range:
    """The values of one lever: a list, or everything from low to high (whole numbers only).

    values: the list of a grid; empty for a range.
    """

    values: tuple[float, ...] = ()
    low: float = 0.0
    high: float = 0.0
    whole: bool = False

    def at(self, share: float) -> float:
        """The value at a share of the range, 0 <= share < 1; each whole number is as likely."""
        if self.values:
            return self.values[int(share * len(self.values))]
        if self.whole:
            return self.low + math.floor(share * (self.high - self.low + 1))
        return self.low + share * (self.high - self.low)


class Points(Protocol):
    """Numbered points; each is a value for each lever, in the order of the levers."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int) -> tuple[float, ...]: ...


@dataclass(frozen=True)
class Grid:
    """Every combination of the levers' values; the last lever turns fastest.

    No levers: one point, without values. Nothing is made beforehand.
    """

    ranges: tuple[Range, ...]

    @cached_property
    def size(self) -> int:
        """The number of combinations; may be more than memory holds, or than len() can say."""
        return math.prod(len(one.values) for one in self.ranges)

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, number: int) -> tuple[float, ...]:
        found: list[float] = []
        for one in reversed(self.ranges):
            number, place = divmod(number, len(one.values))
            found.append(one.values[place])
        return tuple(reversed(found))


@dataclass(frozen=True)
class Rows:
    """Points that were made or read: (points, levers) float64."""

    table: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.table)

    def __getitem__(self, number: int) -> tuple[float, ...]:
        return tuple(self.table[number].tolist())


def spread(method: Method, ranges: Sequence[Range], points: int, seed: int) -> Rows:
    """Spread points over the ranges, by `scipy.stats.qmc`.

    latin: each lever's range is cut in as many parts as there are points, each used once (McKay,
    Beckman and Conover 1979). sobol: scrambled Sobol sequence (Owen 1998); balanced for a power
    of 2 only, so another number is refused.

    Raises:
        ValueError: for another method, or a number of points that does not fit it.
    """
    from scipy.stats import qmc

    if method == "latin":
        shares = qmc.LatinHypercube(d=len(ranges), rng=seed).random(points)
    elif method == "sobol" and is_power_of_two(points):
        shares = qmc.Sobol(d=len(ranges), scramble=True, rng=seed).random(points)
    else:
        raise ValueError(f"{method} with {points} points")
    table = [[one.at(u) for one, u in zip(ranges, row, strict=True)] for row in shares.tolist()]
    return Rows(np.array(table, dtype=np.float64).reshape(points, len(ranges)))


def is_power_of_two(number: int) -> bool:
    """Tell whether a number is 1, 2, 4, 8, ..."""
    return number > 0 and number & (number - 1) == 0
