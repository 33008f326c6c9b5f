"""Draw a chart with matplotlib; the same data give the same bytes."""

from __future__ import annotations

import textwrap
from functools import partial
from typing import TYPE_CHECKING

from experiments.charts import style
from experiments.charts.chart import Chart, IntervalChart, LineChart
from experiments.numbers import write_number, write_percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LABEL_WIDTH = 24
MANY_ROWS = 7
"""More rows than this have names on one line, in smaller letters."""


def draw_chart(chart: Chart, footer: list[str], lang: str) -> Figure:
    """Return the figure of a chart. footer: the lines at the bottom."""
    import matplotlib as mpl

    with mpl.rc_context(style.SETTINGS):
        figure, axes = style.new_figure()
        if isinstance(chart, LineChart):
            _draw_lines(axes, chart, lang)
        else:
            _draw_intervals(axes, chart, lang)
        style.write_title(figure, chart.message, chart.subtitle)
        style.write_footer(figure, footer)
    return figure


def _draw_lines(axes: Axes, chart: LineChart, lang: str) -> None:
    for series in chart.series:
        low, middle, high = series.band
        axes.fill_between(series.x, low, high, color=series.colour, alpha=style.BAND, linewidth=0)
        axes.plot(
            series.x,
            middle,
            color=series.colour,
            linestyle=series.dashes,
            label=series.key,
        )
    first = min(float(series.x[0]) for series in chart.series)
    last = max(float(series.x[-1]) for series in chart.series)
    axes.set_xlim(first, last)
    top = 1.0 if chart.shares else axes.get_ylim()[1]
    axes.set_ylim(0, top)
    axes.set_xticks([x for x, _ in chart.x_ticks], [label for _, label in chart.x_ticks])
    axes.set_xlabel(chart.x_label, labelpad=8)
    _format_axis(axes, "y", chart.shares, lang)
    for mark in chart.marks:
        axes.axvline(mark.x, color=style.INK, linewidth=1.4, linestyle=(0, (2, 2)))
        axes.annotate(
            mark.label,
            (mark.x, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(5, -4),
            textcoords="offset points",
            va="top",
            fontsize=11,
            color=style.INK,
        )
    labels: list[style.Label] = []
    for series in chart.series:
        text = "\n".join(textwrap.wrap(series.label, _LABEL_WIDTH))
        labels.append(style.Label(float(series.band[1][-1]), text, series.colour))
    style.write_labels(axes, labels)


def _draw_intervals(axes: Axes, chart: IntervalChart, lang: str) -> None:
    box = axes.get_position()
    axes.set_position((0.30, box.y0, 0.53, box.height))
    rows = list(reversed(chart.rows))
    for height, row in enumerate(rows):
        axes.plot(
            [row.low, row.high],
            [height, height],
            color=style.BLUE,
            alpha=0.35,
            linewidth=13,
            solid_capstyle="butt",
            label=row.key,
        )
        axes.plot([row.middle], [height], "o", color=style.BLUE, markersize=10)
        _write_beside(axes, height, row.value_label)
        if row.norm is not None:
            axes.plot([row.norm, row.norm], [height - 0.3, height + 0.3], color=style.INK)
            axes.annotate(
                row.norm_label,
                (row.norm, height + 0.3),
                xytext=(4, -1),
                textcoords="offset points",
                va="center",
                fontsize=10.5,
                color=style.INK,
            )
    highest = max(max(row.high, row.norm or 0.0) for row in rows)
    lowest = min(0.0, *(row.low for row in rows))
    axes.set_xlim(lowest * 1.05, highest * 1.05)
    axes.set_ylim(-0.6, len(rows) - 0.4)
    width, size = (30, 12) if len(rows) <= MANY_ROWS else (44, 11)
    names = ["\n".join(textwrap.wrap(row.label, width)) for row in rows]
    axes.set_yticks(range(len(rows)), names, fontsize=size)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(chart.x_label, labelpad=8)
    _format_axis(axes, "x", False, lang)
    if chart.millions:
        _format_millions(axes, lang)


def _write_beside(axes: Axes, height: float, text: str) -> None:
    axes.annotate(
        text,
        (1.0, height),
        xycoords=("axes fraction", "data"),
        xytext=(10, 0),
        textcoords="offset points",
        va="center",
        fontsize=12,
        fontweight="bold",
        color=style.BLUE,
        annotation_clip=False,
    )


def _format_axis(axes: Axes, which: str, shares: bool, lang: str) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    write = write_percent if shares else write_number
    axis = axes.yaxis if which == "y" else axes.xaxis
    if not shares:
        axis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axis.set_major_formatter(FuncFormatter(partial(_tick, write=write, lang=lang)))


def _format_millions(axes: Axes, lang: str) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(nbins=6))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: write_number(x / 1e6, lang, 1)))


def _tick(value: float, _position: int, write: object, lang: str) -> str:
    assert callable(write)
    return str(write(value, lang))
