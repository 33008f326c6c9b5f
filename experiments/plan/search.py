"""Find the smallest value of a lever that meets a norm often enough, from a few values tried.

All values are tried in the same worlds, with the same luck, so whether a world meets the norm
hardly jumps about from one value to the next, and a few hundred worlds tell values apart. What
chance still leaves open is told: the values that could also be the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, sqrt
from statistics import NormalDist

LEVEL = 0.90
Z = NormalDist().inv_cdf((1 + LEVEL) / 2)
FIRST_VALUES = 5
"""Values tried first, evenly over the range."""
BETWEEN = 3
"""Values tried at once between the last that fails and the first that meets."""


@dataclass(frozen=True)
class Point:
    """A value that was tried: how many of its worlds meet the norm."""

    value: float
    met: int
    worlds: int

    @property
    def share(self) -> float:
        """The share of worlds that meet the norm."""
        return self.met / self.worlds

    @property
    def interval(self) -> tuple[float, float]:
        """A 90 % interval of that share (Wilson 1927)."""
        n, p, z = self.worlds, self.share, Z
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(middle - half, 0.0), min(middle + half, 1.0)


@dataclass(frozen=True)
class Span:
    """The values that a lever may have: from low to high, in steps."""

    low: float
    high: float
    step: float

    def values(self, first: float, last: float, number: int) -> list[float]:
        """Return at most so many different values between two, these included."""
        found = [
            self.near(first + (last - first) * place / (number - 1)) for place in range(number)
        ]
        return sorted({min(max(value, self.low), self.high) for value in found})

    def near(self, value: float) -> float:
        """Return the value on the grid next to this one."""
        return self.low + floor((value - self.low) / self.step + 0.5) * self.step


@dataclass(frozen=True)
class Found:
    """What a search found.

    value: the one nearest to the end of the range that meets the norm least; None where no value
    meets it often enough. low, high: values that could also be the answer, chance considered; high
    is None where the range does not settle it. points: everything tried, by value. rising: whether
    more of the lever helps. at_once: whether the norm is met at that end already. steady: whether
    every value beyond meets it too.
    """

    value: float | None
    low: float | None
    high: float | None
    points: tuple[Point, ...]
    rising: bool
    at_once: bool
    steady: bool

    @property
    def best(self) -> Point:
        """The value that meets the norm most often."""
        return max(self.points, key=lambda point: point.share)


Ask = Callable[[Sequence[float]], Sequence[Point]]
"""Tries values; returns a point each, in their order."""


def search(span: Span, probability: float, ask: Ask) -> Found:
    """Try values until the first that meets the norm often enough is known to a step."""
    tried: dict[float, Point] = {}

    def try_all(values: Sequence[float]) -> None:
        new = [value for value in values if value not in tried]
        tried.update({point.value: point for point in ask(new)} if new else {})

    try_all(span.values(span.low, span.high, FIRST_VALUES))
    rising = tried[span.high].share >= tried[span.low].share
    while True:
        ordered = sorted(tried.values(), key=lambda p: p.value, reverse=not rising)
        place = _first(ordered, lambda point: point.share >= probability)
        if place is None or place == 0:
            break
        gap = sorted((ordered[place - 1].value, ordered[place].value))
        between = span.values(gap[0], gap[1], BETWEEN + 2)[1:-1]
        if not [value for value in between if value not in tried]:
            break
        try_all(between)
    low = _first(ordered, lambda point: point.interval[1] >= probability)
    high = _first(ordered, lambda point: point.interval[0] >= probability)
    return Found(
        value=None if place is None else ordered[place].value,
        low=None if low is None else ordered[low].value,
        high=None if high is None else ordered[high].value,
        points=tuple(sorted(tried.values(), key=lambda point: point.value)),
        rising=rising,
        at_once=place == 0,
        steady=place is None or all(p.share >= probability for p in ordered[place:]),
    )


def _first(points: Sequence[Point], holds: Callable[[Point], bool]) -> int | None:
    return next((place for place, point in enumerate(points) if holds(point)), None)
