"""The chart of who has not fulfilled yet, by months since the PIP, with the legal term."""

from __future__ import annotations

import numpy as np

from experiments.charts import style
from experiments.charts.chart import LineChart, Mark, Series
from experiments.charts.data import ResultData, band_of
from experiments.charts.outcomes import TERM
from experiments.charts.words import FEW, about_share
from experiments.texts import Texts

NAME = "overleving"
ROUTES = ("b1", "onderwijs", "z")


def survival_chart(data: ResultData, texts: Texts) -> LineChart:
    """Return the chart: per leerroute of the PIP the share that has not fulfilled yet."""
    moments = data.moments("running", clock="pip", initial_route="b1")
    bands = {route: band_of(still_busy(data, route, moments)) for route in ROUTES}
    x = np.array([0, *moments], dtype=np.float64)
    start = np.ones((3, 1))
    return LineChart(
        name=NAME,
        message=_message(data, texts, moments, bands),
        subtitle=texts("chart.overleving.subtitle"),
        x_label=texts("chart.uitkomst.x"),
        series=[
            Series(
                route,
                texts(f"chart.doorstroom.{route}"),
                x,
                np.hstack([start, bands[route]]),
                style.ROUTE_COLOURS[route],
                style.ROUTE_DASHES[route],
            )
            for route in ROUTES
        ],
        x_ticks=[(float(at), str(at)) for at in (0, *moments) if at % 12 == 0],
        marks=[Mark(float(TERM), texts("chart.uitkomst.term", months=TERM), low=True)],
        unit="share",
        steps=True,
    )


def still_busy(data: ResultData, route: str, moments: list[int]) -> np.ndarray:
    """Return per world the share of a route that has not fulfilled: (worlds, moments) float64."""
    filters = {"clock": "pip", "initial_route": route}
    running = data.over_time("running", moments, **filters)
    everybody = np.column_stack([data.counts("running", at=at, **filters) for at in moments])
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(everybody > 0, running / everybody, np.nan)


def _message(
    data: ResultData, texts: Texts, moments: list[int], bands: dict[str, np.ndarray]
) -> str:
    """Speak of the B1-route and the Z-route at the end of the term, if enough people got there."""
    reached = {
        route: data.behind("running", clock="pip", at=TERM, initial_route=route)
        for route in ("b1", "z")
        if TERM in moments
    }
    if not reached or min(reached.values()) < FEW:
        return texts("chart.uitkomst.few", months=TERM)
    at = moments.index(TERM)
    return texts(
        "chart.overleving.message",
        months=TERM,
        b1=about_share(bands["b1"][:, at], texts),
        z=about_share(bands["z"][:, at], texts),
    )
