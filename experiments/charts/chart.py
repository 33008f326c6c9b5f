"""What a chart is: data, one message and how to read it; nothing drawn yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Band = np.ndarray
"""(3, points) float64: 5th, 50th and 95th percentile over the worlds."""


Dashes = str | tuple[int, tuple[int, ...]]
"""A line style as matplotlib names it: `-`, `--`, or (offset, on and off lengths)."""


@dataclass(frozen=True)
class Series:
    """One line with its 90 % band. x: (points,) positions; band: (3, points); label: beside it."""

    key: str
    label: str
    x: np.ndarray
    band: Band
    colour: str
    dashes: Dashes = "-"


@dataclass(frozen=True)
class Mark:
    """A vertical line with a word: a legal term, a date."""

    x: float
    label: str


@dataclass(frozen=True)
class LineChart:
    """Lines over time. x_ticks: positions with their labels. shares: the y axis is a share."""

    name: str
    message: str
    subtitle: str
    x_label: str
    series: Sequence[Series]
    x_ticks: Sequence[tuple[float, str]]
    marks: Sequence[Mark] = ()
    shares: bool = False


@dataclass(frozen=True)
class Row:
    """One interval: 5th, 50th and 95th percentile over the worlds, and the norm if there is one."""

    key: str
    label: str
    low: float
    middle: float
    high: float
    norm: float | None
    value_label: str
    norm_label: str = ""


@dataclass(frozen=True)
class IntervalChart:
    """Points with a 90 % interval under each other, against a norm. millions: the axis is euros,
    written in millions.
    """

    name: str
    message: str
    subtitle: str
    x_label: str
    rows: Sequence[Row]
    millions: bool = False


Chart = LineChart | IntervalChart
