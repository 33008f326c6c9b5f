"""The chart of how people end, by months since the PIP; never `voldaan` alone."""

from __future__ import annotations

import numpy as np

from experiments.charts import style
from experiments.charts.chart import Dashes, LineChart, Mark, Series
from experiments.charts.data import ResultData, band_of
from experiments.charts.words import FEW, about_share
from experiments.texts import Texts

NAME = "uitkomst"
CLOCK = "pip"
TERM = 36
"""Months: the first term of the law."""
HOWS: dict[str, tuple[str, str]] = {
    "diploma_b1": (style.BLUE, "-"),
    "diploma_a2": (style.LIGHT_BLUE, "--"),
    "onderwijs": (style.OCHRE, "-."),
    "z": (style.RED, "--"),
}
"""Per way to fulfil: its colour and its dashes."""


def outcomes_chart(data: ResultData, texts: Texts) -> LineChart:
    """Return the chart: shares by how people fulfilled, exempt, and those who are still busy."""
    moments = data.moments("exempt", clock=CLOCK)
    shares = {how: data.over_time("fulfilled_by", moments, clock=CLOCK, how=how) for how in HOWS}
    exempt = data.over_time("exempt", moments, clock=CLOCK)
    busy = 1.0 - sum(shares.values()) - exempt
    x = np.array(moments, dtype=np.float64)
    series = [_series(texts, how, x, shares[how], *look) for how, look in HOWS.items()]
    series.append(_series(texts, "exempt", x, exempt, style.GREY, ":"))
    series.append(_series(texts, "busy", x, busy, style.INK, (0, (1, 1))))
    return LineChart(
        name=NAME,
        message=_message(data, texts, moments, shares["diploma_b1"], busy),
        subtitle=texts("chart.uitkomst.subtitle"),
        x_label=texts("chart.uitkomst.x"),
        series=series,
        x_ticks=[(float(at), str(at)) for at in moments if at % 12 == 0],
        marks=[Mark(float(TERM), texts("chart.uitkomst.term", months=TERM))],
        unit="share",
    )


def _series(
    texts: Texts, how: str, x: np.ndarray, worlds: np.ndarray, colour: str, dashes: Dashes
) -> Series:
    return Series(how, texts(f"chart.uitkomst.{how}"), x, band_of(worlds), colour, dashes)


def _message(
    data: ResultData, texts: Texts, moments: list[int], b1: np.ndarray, busy: np.ndarray
) -> str:
    """Say at the end of the term who is busy and who has B1; nothing if too few got so far."""
    if TERM not in moments or data.behind("exempt", clock=CLOCK, at=TERM) < FEW:
        return texts("chart.uitkomst.few", months=TERM)
    at = moments.index(TERM)
    return texts(
        "chart.uitkomst.message",
        months=TERM,
        busy=about_share(band_of(busy)[:, at], texts),
        b1=about_share(band_of(b1)[:, at], texts),
    )
