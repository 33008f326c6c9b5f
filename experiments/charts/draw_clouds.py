"""Draw clouds of points against two axes, with zero as the scenario they are held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.charts import style
from experiments.charts.chart import CloudChart
from experiments.charts.sheet import MARGIN, Sheet, height_of
from experiments.charts.units import format_axis, ticks_on

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDEST_LABEL = 0.2


def draw_clouds(sheet: Sheet, chart: CloudChart, lang: str) -> None:
    """Draw the chart on its sheet; names stand right of the axes, each with its marker."""
    widest = _WIDEST_LABEL * sheet.size.width
    labels = [sheet.wrap(cloud.label, widest, style.BODY) for cloud in chart.clouds]
    beside = max(sheet.width_of(label, style.BODY) for label in labels) + 0.3
    right = sheet.size.width - MARGIN - beside - 0.14
    axes = sheet.axes(1.15, right, sheet.bottom + 0.78, sheet.top - 0.05)
    axes.axhline(0.0, color=style.INK, linewidth=1.4)
    axes.axvline(0.0, color=style.INK, linewidth=1.4)
    for cloud in chart.clouds:
        axes.plot(
            cloud.x,
            cloud.y,
            linestyle="none",
            marker=cloud.marker,
            markersize=5,
            alpha=0.35,
            markeredgewidth=0,
            color=cloud.colour,
            label=cloud.key,
        )
        (left, x, end), (low, y, high) = cloud.x_band, cloud.y_band
        looks = {"color": cloud.colour, "linewidth": 2.2, "solid_capstyle": "butt"}
        axes.plot([left, end], [y, y], **looks)  # type: ignore[arg-type]
        axes.plot([x, x], [low, high], **looks)  # type: ignore[arg-type]
        axes.plot(
            [x],
            [y],
            linestyle="none",
            marker=cloud.marker,
            markersize=12,
            markeredgecolor="white",
            color=cloud.colour,
        )
    axes.set_xlabel(chart.x_label, labelpad=8)
    axes.set_ylabel(chart.y_label, labelpad=8)
    format_axis(axes.xaxis, chart.x_unit, lang, ticks_on(right - 1.15, chart.x_unit))
    format_axis(axes.yaxis, chart.unit, lang)
    _write_names(sheet, axes, chart, labels, right + 0.2)


def _write_names(
    sheet: Sheet, axes: Axes, chart: CloudChart, labels: list[str], left: float
) -> None:
    from matplotlib.lines import Line2D

    width, height = sheet.size.width, sheet.size.height
    y = axes.get_position().y1 * height
    for cloud, label in zip(chart.clouds, labels, strict=True):
        first = y - height_of("", style.BODY) / 2
        spot = Line2D(
            [(left + 0.07) / width],
            [first / height],
            marker=cloud.marker,
            color=cloud.colour,
            markersize=9,
        )
        sheet.figure.add_artist(spot)
        sheet.write(left + 0.24, y, label, style.BODY, color=cloud.colour)
        y -= height_of(label, style.BODY) + 0.16
