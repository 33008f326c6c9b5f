"""What a chart is: data, one message and how to read it; nothing drawn yet.

Four kinds: lines with bands, intervals under each other, flows between stages, and clouds of
points. Each can be drawn for print (draw.py), in a page (web.py), as a native chart of a slide,
and written as a table (table.py) and in words (alt.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.charts import style
from simulation.months import format_month

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
class Published:
    """Figures that were counted or forecast by others, drawn as points with their margin.

    x, low, middle, high: (points,); low and high equal middle where there is no margin. source: who
    says so.
    """

    key: str
    label: str
    source: str
    x: np.ndarray
    low: np.ndarray
    middle: np.ndarray
    high: np.ndarray
    colour: str
    marker: str = "D"


@dataclass(frozen=True)
class Mark:
    """A vertical line with a word: a legal term, a date. low: the word stands at the bottom."""

    x: float
    label: str
    low: bool = False


@dataclass(frozen=True, kw_only=True)
class AnyChart:
    """What all charts have. name: of its files; message: the title, one sentence; subtitle: what
    is shown, of whom; unit: of its numbers, as experiments.numbers writes them.
    """

    name: str
    message: str
    subtitle: str
    unit: str = "persons"


@dataclass(frozen=True, kw_only=True)
class LineChart(AnyChart):
    """Lines over time. x_ticks: positions with their labels. steps: the value holds until the next
    point, as of people who drop out of a count. start: the month (since 2000-01) at position 0 of
    an axis of months, or None. unit `share`: the y axis is 0 to 100 %.
    """

    x_label: str
    series: Sequence[Series]
    x_ticks: Sequence[tuple[float, str]]
    marks: Sequence[Mark] = ()
    published: Sequence[Published] = ()
    steps: bool = False
    start: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no line has any value."""
        return all(np.isnan(one.band[1]).all() for one in self.series)

    def x_word(self, x: float) -> str:
        """Return what a position is called: a month YYYY-MM, the word of its tick, a number."""
        if self.start is not None:
            return format_month(self.start + round(x))
        return dict(self.x_ticks).get(x, f"{x:g}")


@dataclass(frozen=True)
class Row:
    """One interval: 5th, 50th and 95th percentile over the worlds, and the norm if there is one.

    wide: a second, wider interval around it (what may be seen), or None.
    """

    key: str
    label: str
    low: float
    middle: float
    high: float
    norm: float | None = None
    value_label: str = ""
    norm_label: str = ""
    colour: str = style.BLUE
    wide: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class IntervalChart(AnyChart):
    """Points with a 90 % interval under each other, against a norm, or against zero.

    unit `millions`: numbers are euros, and the axis is written in millions. differences: rows say
    more or less than something else, and zero is the line that matters. norm_name: what the norms
    of its rows are.
    """

    x_label: str
    rows: Sequence[Row]
    differences: bool = False
    norm_name: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is no row."""
        return not self.rows


@dataclass(frozen=True)
class Node:
    """A group of people at a stage (0 for the first). band: how many of them."""

    key: str
    label: str
    stage: int
    band: tuple[float, float, float]
    colour: str


@dataclass(frozen=True)
class Flow:
    """People who go from one node to another, of the next stage. band: how many of them."""

    source: str
    target: str
    band: tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class FlowChart(AnyChart):
    """Groups of people that divide and join from stage to stage; widths are the middle world."""

    stages: Sequence[str]
    nodes: Sequence[Node]
    flows: Sequence[Flow]

    @property
    def is_empty(self) -> bool:
        """Whether nobody goes anywhere."""
        return not self.flows

    def node(self, key: str) -> Node:
        """Return the node of this key. Raises KeyError."""
        return {node.key: node for node in self.nodes}[key]


@dataclass(frozen=True)
class Cloud:
    """Points of one scenario, one a parameter draw.

    x, y: (points,); marker: as matplotlib's; x_band, y_band: low, middle and high of the 90 %
    interval on each axis.
    """

    key: str
    label: str
    x: np.ndarray
    y: np.ndarray
    colour: str
    marker: str
    x_band: tuple[float, float, float]
    y_band: tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class CloudChart(AnyChart):
    """Clouds against two axes, each with its unit (`unit` is of y); 0,0 is the base scenario."""

    x_label: str
    y_label: str
    x_unit: str
    clouds: Sequence[Cloud]

    @property
    def is_empty(self) -> bool:
        """Whether there is no point."""
        return not any(len(cloud.x) for cloud in self.clouds)


Chart = LineChart | IntervalChart | FlowChart | CloudChart
