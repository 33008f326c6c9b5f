"""A chart in words, for whoever cannot see it: what it is, its message, its main numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from experiments.charts.chart import Chart, CloudChart, FlowChart, IntervalChart, LineChart
from experiments.charts.units import write_value
from experiments.texts import Texts

_MOST = 8
"""Numbers that a listener can keep apart; the table has all of them."""


def alt_of(chart: Chart, texts: Texts) -> str:
    """Return the alternative text of a chart."""
    say: Callable[[Any, Texts], list[str]] = _WORDS[type(chart)]
    parts = say(chart, texts)
    more = texts("alt.more") if len(parts) > _MOST else ""
    kind = texts(f"alt.{_KINDS[type(chart)]}")
    sentences = [f"{kind}: {chart.message}.", f"{chart.subtitle}."]
    if parts:
        sentences.append("; ".join(parts[:_MOST]) + ".")
    return " ".join([*sentences, more]).strip()


def _of_lines(chart: LineChart, texts: Texts) -> list[str]:
    """Return where each line ends."""
    found = []
    for series in chart.series:
        defined = np.flatnonzero(~np.isnan(series.band[1]))
        if len(defined) == 0:
            continue
        last = defined[-1]
        x = chart.x_word(float(series.x[last]))
        low, middle, high = (write_value(v, chart.unit, texts.lang) for v in series.band[:, last])
        words = {"label": series.label, "x": x, "middle": middle, "low": low, "high": high}
        found.append(texts("alt.line", **words))
    return found


def _of_intervals(chart: IntervalChart, texts: Texts) -> list[str]:
    found = []
    for row in chart.rows:
        values = (write_value(v, chart.unit, texts.lang) for v in (row.low, row.middle, row.high))
        low, middle, high = values
        found.append(texts("alt.row", label=row.label, middle=middle, low=low, high=high))
    return found


def _of_flows(chart: FlowChart, texts: Texts) -> list[str]:
    """Return the ends first: they are what the way leads to."""
    last = len(chart.stages) - 1
    return [
        texts(
            "alt.row",
            label=f"{chart.stages[node.stage]}, {node.label}",
            **dict(
                zip(
                    ("low", "middle", "high"),
                    (write_value(v, chart.unit, texts.lang) for v in node.band),
                    strict=True,
                )
            ),
        )
        for node in sorted(chart.nodes, key=lambda node: (last - node.stage) % (last + 1))
    ]


def _of_clouds(chart: CloudChart, texts: Texts) -> list[str]:
    return [
        texts(
            "alt.cloud",
            label=cloud.label,
            x=write_value(cloud.x_band[1], chart.x_unit, texts.lang),
            y=write_value(cloud.y_band[1], chart.unit, texts.lang),
            x_label=chart.x_label,
            y_label=chart.y_label,
        )
        for cloud in chart.clouds
    ]


_WORDS: dict[type, Callable[[Any, Texts], list[str]]] = {
    LineChart: _of_lines,
    IntervalChart: _of_intervals,
    FlowChart: _of_flows,
    CloudChart: _of_clouds,
}
_KINDS = {LineChart: "lines", IntervalChart: "intervals", FlowChart: "flows", CloudChart: "clouds"}
