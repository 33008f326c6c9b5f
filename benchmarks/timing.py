"""Repeated timings: the median is reported; least and most say how quiet the machine was."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Timing:
    """One quantity, measured several times."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle value."""
        return median(self.values)

    def as_json(self) -> dict[str, float | int]:
        """Median, least, most and number of repeats."""
        least, most = min(self.values), max(self.values)
        return {"median": self.median, "min": least, "max": most, "repeats": len(self.values)}


def seconds(work: Callable[[], object]) -> float:
    """Seconds of wall time that the work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def interleaved(works: Sequence[Callable[[], object]], repeats: int) -> list[Timing]:
    """Time several works in turn, so that a slow spell of the machine falls on all of them."""
    rounds = [[seconds(work) for work in works] for _ in range(repeats)]
    return [Timing(tuple(column)) for column in zip(*rounds, strict=True)]


def ratio(slow: Timing, fast: Timing) -> Timing:
    """How many times longer the first takes, round by round."""
    return Timing(tuple(a / b for a, b in zip(slow.values, fast.values, strict=True)))
