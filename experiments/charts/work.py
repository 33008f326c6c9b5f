"""The chart of work and bijstand by months since settling."""

from __future__ import annotations

import numpy as np

from experiments.charts import style
from experiments.charts.chart import LineChart, Series
from experiments.charts.data import ResultData, band_of
from experiments.charts.words import FEW, about_share
from experiments.texts import Texts

NAME = "werk"
LINES: dict[str, tuple[str, str]] = {
    "employed": (style.TEAL, "-"),
    "on_bijstand": (style.INK, "--"),
}
FILTER = {"clock": "settled", "doelgroep": "asiel"}


def work_chart(data: ResultData, texts: Texts) -> LineChart:
    """Return the chart: the share in paid work, and the share in a household on bijstand."""
    moments = data.moments("employed", **FILTER)
    x = np.array(moments, dtype=np.float64)
    bands = {name: band_of(data.over_time(name, moments, **FILTER)) for name in LINES}
    series = [
        Series(name, texts(f"chart.werk.{name}"), x, bands[name], *look)
        for name, look in LINES.items()
    ]
    return LineChart(
        name=NAME,
        message=_message(data, texts, moments, bands),
        subtitle=texts("chart.werk.subtitle"),
        x_label=texts("chart.werk.x"),
        series=series,
        x_ticks=[(float(at), str(at)) for at in moments if at % 12 == 0],
        unit="share",
    )


def _message(
    data: ResultData, texts: Texts, moments: list[int], bands: dict[str, np.ndarray]
) -> str:
    """Speak about the last whole year that enough people reached."""
    years = [at for at in moments if at % 12 == 0]
    reached = [at for at in years if data.behind("employed", at=at, **FILTER) >= FEW]
    if not reached:
        return texts("chart.werk.few")
    at = moments.index(reached[-1])
    return texts(
        "chart.werk.message",
        years=reached[-1] // 12,
        work=about_share(bands["employed"][:, at], texts),
        bijstand=about_share(bands["on_bijstand"][:, at], texts),
    )
