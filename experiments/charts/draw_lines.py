"""Draw lines with their bands, labels at their ends, and published figures as points."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.charts import style
from experiments.charts.chart import LineChart, Published, Series
from experiments.charts.sheet import MARGIN, Sheet, height_of, spread_apart
from experiments.charts.units import format_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDEST_LABEL = 0.22
"""Part of the page that labels beside the lines may take."""
_GAP = 0.12
_LEFT = 0.95
_KEY = 0.22
"""Room for a marker before its name, in inches."""


def draw_lines(sheet: Sheet, chart: LineChart, lang: str) -> None:
    """Draw the chart on its sheet; a line without any value is left out."""
    chart = replace(chart, series=[one for one in chart.series if not np.isnan(one.band[1]).all()])
    widest = _WIDEST_LABEL * sheet.size.width
    labels = [sheet.wrap(series.label, widest, style.BODY) for series in chart.series]
    beside = max((sheet.width_of(label, style.BODY) for label in labels), default=0.0)
    right = sheet.size.width - MARGIN - beside - _GAP
    places = _lay_out_legend(sheet, chart)
    top = min((y for _, y in places), default=sheet.top + height_of("", style.BODY))
    top -= height_of("", style.BODY) + (0.1 if places else 0.0)
    axes = sheet.axes(_LEFT, right, sheet.bottom + 0.78, top)
    for series in chart.series:
        low, middle, high = series.band
        draw = "steps-post" if chart.steps else "default"
        axes.fill_between(
            series.x,
            low,
            high,
            color=series.colour,
            alpha=style.BAND,
            linewidth=0,
            step="post" if chart.steps else None,
        )
        axes.plot(
            series.x,
            middle,
            color=series.colour,
            linestyle=series.dashes,
            drawstyle=draw,
            label=series.key,
        )
    _set_limits(axes, chart)
    ticks = _ticks_that_fit(sheet, chart, right - _LEFT)
    axes.set_xticks([x for x, _ in ticks], [label for _, label in ticks])
    axes.set_xlabel(chart.x_label, labelpad=8)
    format_axis(axes.yaxis, chart.unit, lang)
    if chart.unit == "share":
        axes.set_yticks([0.0, 0.2, 0.4, 0.6, 0.8, 1.0])
    _draw_marks(axes, chart)
    _draw_published(sheet, axes, chart, places)
    _write_labels(sheet, axes, chart, labels)


def _ticks_that_fit(sheet: Sheet, chart: LineChart, room: float) -> Sequence[tuple[float, str]]:
    """Return every tick, or every second or third, so that their words do not touch."""
    widths = [sheet.width_of(label, style.BODY + 1) + 0.15 for _, label in chart.x_ticks]
    every = max(1, math.ceil(sum(widths) / room))
    return list(chart.x_ticks)[::every]


def _set_limits(axes: Axes, chart: LineChart) -> None:
    points: list[Series | Published] = [*chart.series, *chart.published]
    if not points:
        return
    first = min(float(series.x[0]) for series in points)
    last = max(float(series.x[-1]) for series in points)
    room = 0.03 * (last - first) if chart.published else 0.0
    axes.set_xlim(first - room, last + room)
    tops = [np.nanmax(series.band) for series in chart.series]
    tops += [np.nanmax(published.high) for published in chart.published]
    axes.set_ylim(0.0, 1.0 if chart.unit == "share" else max(1.06 * float(max(tops)), 1.0))


def _draw_marks(axes: Axes, chart: LineChart) -> None:
    for mark in chart.marks:
        axes.axvline(mark.x, color=style.INK, linewidth=1.4, linestyle=(0, (2, 2)))
        left = mark.x > sum(axes.get_xlim()) / 2
        axes.annotate(
            mark.label,
            (mark.x, 0.0 if mark.low else 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(-6 if left else 6, 6 if mark.low else -4),
            textcoords="offset points",
            ha="right" if left else "left",
            va="bottom" if mark.low else "top",
            fontsize=style.SMALL,
            color=style.INK,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0, "alpha": 0.85},
        )


def _lay_out_legend(sheet: Sheet, chart: LineChart) -> list[tuple[float, float]]:
    """Return where the name of each series of others begins: in rows that fit the page."""
    x, row = _LEFT, 0
    places: list[tuple[float, float]] = []
    for published in chart.published:
        wide = _KEY + sheet.width_of(published.label, style.BODY)
        if places and x + wide > sheet.size.width - MARGIN:
            x, row = _LEFT, row + 1
        places.append((x, sheet.top - row * height_of("", style.BODY)))
        x += wide + 0.3
    return places


def _draw_published(
    sheet: Sheet, axes: Axes, chart: LineChart, places: list[tuple[float, float]]
) -> None:
    """Draw figures of others, and say above the axes what each marker is."""
    from matplotlib.lines import Line2D

    width, height = sheet.size.width, sheet.size.height
    for published, (x, y) in zip(chart.published, places, strict=True):
        margins = [published.middle - published.low, published.high - published.middle]
        looks: Any = {"color": published.colour, "markersize": 8}
        axes.errorbar(
            published.x,
            published.middle,
            yerr=margins,
            fmt=published.marker,
            capsize=5,
            elinewidth=2.0,
            zorder=5,
            label=published.key,
            **looks,
        )
        middle = y - height_of("", style.BODY) / 2
        spot = ([(x + 0.08) / width], [middle / height])
        sheet.figure.add_artist(Line2D(*spot, marker=published.marker, **looks))
        looks = {"color": published.colour, "va": "center"}
        sheet.write(x + _KEY, middle, published.label, style.BODY, **looks)


def _write_labels(sheet: Sheet, axes: Axes, chart: LineChart, labels: list[str]) -> None:
    """Write labels right of the lines they belong to, moved apart where they would touch."""
    low, high = axes.get_ylim()
    inches = axes.get_position().height * sheet.size.height
    unit = (high - low) / inches
    ends = [float(series.band[1][~np.isnan(series.band[1])][-1]) for series in chart.series]
    order = sorted(range(len(ends)), key=lambda index: ends[index])
    sizes = [unit * (height_of(labels[index], style.BODY) + 0.05) for index in order]
    centres = spread_apart([ends[index] for index in order], sizes, low, high)
    for index, centre in zip(order, centres, strict=True):
        axes.annotate(
            labels[index],
            (1.0, centre),
            xycoords=("axes fraction", "data"),
            xytext=(_GAP * 72, 0),
            textcoords="offset points",
            va="center",
            color=chart.series[index].colour,
            fontsize=style.BODY,
            linespacing=1.2,
            annotation_clip=False,
        )
