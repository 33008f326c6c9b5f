"""The same charts in a page: Vega-Lite by altair, and for flows what an ECharts Sankey reads."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.charts import style
from experiments.charts.chart import Chart, CloudChart, FlowChart, IntervalChart, LineChart
from experiments.charts.units import MILLIONS, POINTS, write_value
from experiments.texts import Texts

if TYPE_CHECKING:
    import altair as alt

HEIGHT = 380
_LABEL_WIDTH, _TITLE_WIDTH = 22, 30
"""Letters on a line of a row's name, and of an axis's title."""
_ROW = 46
"""Dots of height for one row of intervals."""
_FORMATS = {"share": ".0%", MILLIONS: ".1f", POINTS: ".0f", "eur": "$,.0f"}
_SCALES = {MILLIONS: 1e-6, POINTS: 100.0}
"""What numbers are multiplied by, so that the axis can write them."""
_NUMBERS = {
    "nl": {
        "decimal": ",",
        "thousands": ".",
        "grouping": [3],
        "currency": ["€ ", ""],
        "percent": " %",
    },
    "en": {
        "decimal": ".",
        "thousands": ",",
        "grouping": [3],
        "currency": ["€", ""],
        "percent": "%",
    },
}
_STROKE = 2.6
_DASHES: dict[str, list[float]] = {"-": [1, 0], "--": [8, 4], ":": [2, 3], "-.": [9, 3, 2, 3]}
_SHAPES = {
    "o": "circle",
    "s": "square",
    "^": "triangle-up",
    "D": "diamond",
    "v": "triangle-down",
    "P": "cross",
}


@cache
def _own_data() -> type[Any]:
    """Return altair's inline data that is never copied: else each step in making a chart does."""
    import altair as alt

    class OwnData(alt.InlineData):
        def __deepcopy__(self, _memo: object = None) -> OwnData:
            return self

    return OwnData


def _data(rows: list[dict[str, Any]]) -> Any:
    return _own_data()(values=rows)


def altair_of(chart: Chart, texts: Texts) -> alt.LayerChart:
    """Return a chart for a page, without its title: the page writes that as a heading.

    Numbers are written in the language of `texts`. Raises TypeError for a flow chart, which
    Vega-Lite cannot draw: see sankey_of.
    """

    make = _MAKERS.get(type(chart))
    if make is None:
        raise TypeError(f"{chart.name} is a flow chart; ask sankey_of for it")
    made = make(chart, texts)
    locale = {"number": _NUMBERS[texts.lang]}
    finished: alt.LayerChart = made.configure(locale=locale, font="sans-serif").configure_axis(
        labelFontSize=13, titleFontSize=13, titleFontWeight="normal", gridColor=style.PALE
    )
    return finished


def sankey_of(chart: FlowChart, texts: Texts) -> dict[str, Any]:
    """Return the options of an ECharts Sankey: JSON, with words and colours, widths in people."""
    nodes = [
        {
            "name": node.key,
            "depth": node.stage,
            "itemStyle": {"color": node.colour},
            "label": {
                "formatter": f"{node.label}: {write_value(node.band[1], chart.unit, texts.lang)}"
            },
        }
        for node in chart.nodes
    ]
    links = [
        {
            "source": flow.source,
            "target": flow.target,
            "value": flow.band[1],
            "lineStyle": {"color": chart.node(flow.source).colour, "opacity": 0.32},
        }
        for flow in chart.flows
    ]
    series = {
        "type": "sankey",
        "data": nodes,
        "links": links,
        "layoutIterations": 0,
        "nodeGap": 22,
        "left": "2%",
        "right": "24%",
        "label": {"fontSize": 13, "color": style.INK},
        "emphasis": {"focus": "adjacency"},
    }
    return {"animation": False, "series": [series]}


def _lines(chart: LineChart, texts: Texts) -> Any:
    import altair as alt

    rows = _line_rows(chart, texts)
    shown = {str(row["line"]) for row in rows}
    chart = replace(chart, series=[one for one in chart.series if one.label in shown])
    keys = [series.label for series in chart.series]
    colours = alt.Scale(domain=keys, range=[series.colour for series in chart.series])
    dashes = alt.Scale(domain=keys, range=[_dash(series.dashes) for series in chart.series])
    ticks = [x for x, _ in chart.x_ticks]
    axis = alt.Axis(values=ticks, labelExpr=_tick_words(chart), title=chart.x_label)
    top = 1.0 if chart.unit == "share" else None
    scale = alt.Scale(domainMin=0.0) if top is None else alt.Scale(domain=[0.0, top])
    x = alt.X("x:Q", axis=axis, scale=alt.Scale(nice=False, zero=False))
    y = alt.Y("middle:Q", title=None, scale=scale, axis=_axis(chart.unit))
    shape: Any = "step-after" if chart.steps else "linear"
    tip = [
        alt.Tooltip(f"{name}:N", title=texts(f"web.{name}")) for name in ("line", "where", "said")
    ]
    base = alt.Chart(_data(rows)).encode(x=x)
    band = base.mark_area(opacity=style.BAND, interpolate=shape).encode(
        y=alt.Y("low:Q", title=None, scale=scale),
        y2="high:Q",
        fill=alt.Fill("colour:N", scale=None),
        detail="line:N",
    )
    line = base.mark_line(strokeWidth=_STROKE, interpolate=shape).encode(
        y=y,
        color=_colour("line", colours, "stroke"),
        strokeDash=alt.StrokeDash("line:N", scale=dashes, legend=_legend(keys, "stroke")),
    )
    spots = base.mark_point(size=90, opacity=0.0, filled=True).encode(y=y, tooltip=tip)
    layers: list[Any] = [band, line, *_marks(chart), *_published(chart, texts, scale), spots]
    return alt.layer(*layers).properties(height=HEIGHT, width="container")


def _line_rows(chart: LineChart, texts: Texts) -> list[dict[str, Any]]:
    """Return a row a line and position, with what a hand over it says; nan is left out."""
    factor = _SCALES.get(chart.unit, 1.0)
    rows = []
    for series in chart.series:
        for x, band in zip(series.x, series.band.T, strict=True):
            if np.isnan(band).any():
                continue
            low, middle, high = (float(value) * factor for value in band)
            rows.append(
                {
                    "x": float(x),
                    "line": series.label,
                    "colour": series.colour,
                    "where": chart.x_word(float(x)),
                    "low": low,
                    "middle": middle,
                    "high": high,
                    "said": _said(tuple(band), chart.unit, texts),
                }
            )
    return rows


def _published(chart: LineChart, texts: Texts, scale: Any) -> list[Any]:
    import altair as alt

    layers: list[Any] = []
    for figures in chart.published:
        points = zip(figures.x, figures.low, figures.middle, figures.high, strict=True)
        rows = [
            {
                "x": float(x),
                "low": float(low),
                "middle": float(middle),
                "high": float(high),
                "line": f"{figures.label} ({figures.source})",
                "said": _said((low, middle, high), chart.unit, texts),
            }
            for x, low, middle, high in points
        ]
        base = alt.Chart(_data(rows)).encode(x="x:Q")
        layers.append(
            base.mark_rule(color=figures.colour, strokeWidth=2).encode(y="low:Q", y2="high:Q")
        )
        tip = [alt.Tooltip(f"{name}:N", title=texts(f"web.{name}")) for name in ("line", "said")]
        look: Any = {"shape": _SHAPES[figures.marker], "color": figures.colour}
        layers.append(
            base.mark_point(filled=True, size=90, opacity=1.0, **look).encode(
                y=alt.Y("middle:Q", scale=scale), tooltip=tip
            )
        )
    return layers


def _marks(chart: LineChart) -> list[Any]:
    import altair as alt

    layers: list[Any] = []
    for mark in chart.marks:
        base = alt.Chart(_data([{"x": mark.x, "word": mark.label}])).encode(x="x:Q")
        layers.append(base.mark_rule(color=style.INK, strokeDash=[3, 3]))
        # A page may make the chart lower than HEIGHT: the bottom is asked of the chart itself.
        y = alt.value(alt.ExprRef("height - 8") if mark.low else 10)
        layers.append(
            base.mark_text(align="right", dx=-6, color=style.INK).encode(y=y, text="word:N")
        )
    return layers


def _intervals(chart: IntervalChart, texts: Texts) -> Any:
    import altair as alt

    factor = _SCALES.get(chart.unit, 1.0)
    rows = []
    for row in chart.rows:
        edges = {"low": row.low, "middle": row.middle, "high": row.high, "norm": row.norm}
        wide = {"wide_low": row.wide[0], "wide_high": row.wide[1]} if row.wide else {}
        numbers = {k: None if v is None else v * factor for k, v in {**edges, **wide}.items()}
        said = _said((row.low, row.middle, row.high), chart.unit, texts)
        words = {"line": row.label, "said": said, "norm_word": row.norm_label}
        rows.append({**numbers, **words, "colour": row.colour})
    order = [row.label for row in chart.rows]
    # Written over several lines, so that the picture keeps room on a telephone.
    broken = {row.label: textwrap.wrap(row.label, _LABEL_WIDTH) for row in chart.rows}
    names = alt.Axis(labelLimit=340, ticks=False, labelExpr=f"({json.dumps(broken)})[datum.value]")
    y = alt.Y("line:N", sort=order, title=None, axis=names)
    axis = _axis(chart.unit, title=chart.x_label)
    base = alt.Chart(_data(rows)).encode(y=y)
    colour = alt.Color("colour:N", scale=None)
    tip = [alt.Tooltip(f"{name}:N", title=texts(f"web.{name}")) for name in ("line", "said")]
    layers: list[Any] = []
    if any(row.wide for row in chart.rows):
        wide_rule = base.mark_rule(color=style.GREY, strokeWidth=1.6)
        layers.append(wide_rule.encode(x="wide_low:Q", x2="wide_high:Q"))
    band = base.mark_bar(opacity=0.35, height=14)
    layers.append(
        band.encode(
            x=alt.X("low:Q", axis=axis, scale=alt.Scale(zero=True)),
            x2="high:Q",
            color=colour,
            tooltip=tip,
        )
    )
    spot = base.mark_point(filled=True, size=110, opacity=1.0)
    layers.append(spot.encode(x="middle:Q", color=colour, tooltip=tip))
    if any(row.norm is not None for row in chart.rows):
        norm = alt.Tooltip("norm_word:N", title=texts("web.norm"))
        tick = base.mark_tick(color=style.INK, thickness=2.5, height=26)
        layers.append(tick.encode(x="norm:Q", tooltip=[norm]))
    if chart.differences:
        zero = alt.Chart(_data([{"x": 0.0}]))
        layers.append(zero.mark_rule(color=style.INK).encode(x="x:Q"))
    height = max(_ROW * len(chart.rows), 2 * _ROW)
    return alt.layer(*layers).properties(height=height, width="container")


def _clouds(chart: CloudChart, texts: Texts) -> Any:
    import altair as alt

    x_factor, y_factor = _SCALES.get(chart.x_unit, 1.0), _SCALES.get(chart.unit, 1.0)
    rows = [
        {"line": cloud.label, "x": float(x) * x_factor, "y": float(y) * y_factor}
        for cloud in chart.clouds
        for x, y in zip(cloud.x, cloud.y, strict=True)
    ]
    keys = [cloud.label for cloud in chart.clouds]
    colours = alt.Scale(domain=keys, range=[cloud.colour for cloud in chart.clouds])
    shapes = alt.Scale(domain=keys, range=[_SHAPES[cloud.marker] for cloud in chart.clouds])
    points = (
        alt.Chart(_data(rows))
        .mark_point(filled=True, opacity=0.4, size=40)
        .encode(
            x=alt.X("x:Q", axis=_axis(chart.x_unit, title=chart.x_label)),
            y=alt.Y("y:Q", axis=_axis(chart.unit, title=chart.y_label)),
            color=_colour("line", colours),
            shape=alt.Shape("line:N", scale=shapes, legend=_legend(keys)),
        )
    )
    zero = alt.Chart(_data([{"zero": 0.0}]))
    across = zero.mark_rule(color=style.INK).encode(y="zero:Q")
    up = zero.mark_rule(color=style.INK).encode(x="zero:Q")
    return alt.layer(across, up, points).properties(height=HEIGHT, width="container")


def _said(band: tuple[float, ...], unit: str, texts: Texts) -> str:
    low, middle, high = (write_value(float(value), unit, texts.lang) for value in band)
    return texts("web.band", low=low, middle=middle, high=high)


def _axis(unit: str, title: str | None = None) -> Any:
    import altair as alt

    form = _FORMATS.get(unit)
    lines: Any = None if title is None else textwrap.wrap(title, _TITLE_WIDTH)
    if form is None:
        return alt.Axis(title=lines, tickCount=6)
    return alt.Axis(title=lines, format=form, tickCount=6)


def _tick_words(chart: LineChart) -> str:
    """Return the Vega expression that writes the words of the ticks."""
    words = {f"{x:g}": word for x, word in chart.x_ticks}
    return f"({words})[datum.value]"


def _legend(keys: list[str], symbol: str = "circle") -> Any:
    """Return a legend below the chart. symbol: `stroke` shows the dashes of lines."""
    import altair as alt

    looks: Any = {"symbolStrokeWidth": 3, "symbolSize": 700} if symbol == "stroke" else {}
    return alt.Legend(
        title=None,
        orient="bottom",
        columns=min(len(keys), 3),
        labelLimit=320,
        labelFontSize=13,
        symbolType=symbol,
        **looks,
    )


def _colour(field: str, scale: Any, symbol: str = "circle") -> Any:
    import altair as alt

    return alt.Color(f"{field}:N", scale=scale, legend=_legend(list(scale.domain), symbol))


def _dash(dashes: Any) -> list[float]:
    """Return dashes in dots; matplotlib counts them in widths of the line."""
    if isinstance(dashes, tuple):
        return [float(length) * _STROKE for length in dashes[1]]
    return _DASHES[dashes]


_MAKERS: dict[type, Callable[[Any, Texts], Any]] = {
    LineChart: _lines,
    IntervalChart: _intervals,
    CloudChart: _clouds,
}
