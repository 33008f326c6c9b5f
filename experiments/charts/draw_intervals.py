"""Draw points with intervals under each other, with names left and numbers right of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.charts import style
from experiments.charts.chart import IntervalChart, Row
from experiments.charts.sheet import MARGIN, Sheet, height_of
from experiments.charts.units import format_axis, ticks_on

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDEST_NAME = 0.36
"""Part of the page that names may take."""
_GAP = 0.14
_SIZES = (style.BODY + 1, style.BODY, style.BODY - 1, style.BODY - 2)


def draw_intervals(sheet: Sheet, chart: IntervalChart, lang: str) -> None:
    """Draw the chart on its sheet."""
    bottom, top = sheet.bottom + 0.78, sheet.top - 0.05
    names, points = _fit_names(sheet, chart, (top - bottom) / max(len(chart.rows), 1))
    left = MARGIN + max((sheet.width_of(name, points) for name in names), default=0.0) + _GAP
    values = [sheet.width_of(row.value_label, style.BODY, bold=True) for row in chart.rows]
    right = sheet.size.width - MARGIN - max(values, default=0.0) - _GAP
    axes = sheet.axes(left, right, bottom, top)
    heights = range(len(chart.rows) - 1, -1, -1)
    _set_limits(axes, chart)
    for height, row in zip(heights, chart.rows, strict=True):
        _draw_row(axes, row, height, thin=len(chart.rows) > 8)
    axes.set_ylim(-0.6, len(chart.rows) - 0.4)
    axes.set_yticks(list(heights), names, fontsize=points, linespacing=1.1)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(chart.x_label, labelpad=8)
    format_axis(axes.xaxis, chart.unit, lang, ticks_on(right - left, chart.unit))


def _fit_names(sheet: Sheet, chart: IntervalChart, room: float) -> tuple[list[str], float]:
    """Wrap the names in the largest letters in which each fits its row."""
    widest = _WIDEST_NAME * sheet.size.width
    for points in _SIZES:
        names = [sheet.wrap(row.label, widest, points) for row in chart.rows]
        if all(height_of(name, points) <= room for name in names):
            break
    return names, points


def _draw_row(axes: Axes, row: Row, height: float, thin: bool) -> None:
    if row.wide is not None:
        axes.plot(
            list(row.wide),
            [height, height],
            color=style.GREY,
            linewidth=1.6,
            solid_capstyle="butt",
            label=f"{row.key} wide",
        )
    axes.plot(
        [row.low, row.high],
        [height, height],
        color=row.colour,
        alpha=0.35,
        linewidth=9 if thin else 13,
        solid_capstyle="butt",
        label=row.key,
    )
    axes.plot([row.middle], [height], "o", color=row.colour, markersize=7 if thin else 10)
    axes.annotate(
        row.value_label,
        (1.0, height),
        xycoords=("axes fraction", "data"),
        xytext=(_GAP * 72, 0),
        textcoords="offset points",
        va="center",
        fontsize=style.BODY,
        fontweight="bold",
        color=row.colour,
        annotation_clip=False,
    )
    if row.norm is not None:
        axes.plot([row.norm, row.norm], [height - 0.3, height + 0.3], color=style.INK)
        left = row.norm > 0.8 * axes.get_xlim()[1]
        axes.annotate(
            row.norm_label,
            (row.norm, height + 0.3),
            xytext=(-4 if left else 4, -1),
            textcoords="offset points",
            ha="right" if left else "left",
            va="center",
            fontsize=style.SMALL,
            color=style.INK,
        )


def _set_limits(axes: Axes, chart: IntervalChart) -> None:
    edges = [0.0]
    for row in chart.rows:
        edges += [row.low, row.high, *(row.wide or ())]
        if row.norm is not None:
            edges.append(row.norm)
    low, high = min(edges), max(edges)
    if low == high:
        high = low + 1.0
    room = 0.05 * (high - low)
    axes.set_xlim(low - room if low < 0.0 else 0.0, high + room)
    if chart.unit == "share":
        axes.set_xlim(0.0, 1.0)
    if chart.differences:
        axes.set_xlim(low - room, high + room)
        axes.axvline(0.0, color=style.INK, linewidth=1.4)
