"""The chart of the first page: people in lessons by leerroute, from the shipped figures."""

from __future__ import annotations

import numpy as np

from dashboard.base import ROUTES, Base
from dashboard.texts import words_in
from experiments.charts import style
from experiments.charts.chart import LineChart, Mark, Series
from experiments.charts.words import about_people
from experiments.texts import texts_in
from simulation.months import format_month, parse_month

LOOK = {
    "les_b1": (style.BLUE, "-"),
    "les_onderwijs": (style.OCHRE, "--"),
    "les_z": (style.RED, ":"),
}
YEAR = 12


def routes_chart(base: Base, now: int, lang: str) -> LineChart:
    """Return the chart. now: the month of today; what lies before it was simulated too."""
    text, known = words_in(lang), texts_in(lang)
    months = np.arange(base.months, dtype=np.float64)
    start = parse_month(base.start)
    series = [
        Series(
            f"{name}:{when}",
            text(f"start.{when}", route=known(f"chart.fasen.{name.removeprefix('les_')}")),
            months[part],
            base.bands[name][:, part],
            LOOK[name][0] if when == "ahead" else style.GREY,
            LOOK[name][1],
        )
        for when, part in (("ahead", slice(now, None)), ("behind", slice(now + 1)))
        for name in ROUTES
    ]
    first = -start % YEAR
    ticks = [(float(m), format_month(start + m)[:4]) for m in range(first, base.months, YEAR)]
    numbers = {name: about_people(base.bands[name][:, now], known) for name in ROUTES}
    return LineChart(
        name="start",
        message=text("start.message", **numbers),
        subtitle=text("start.subtitle"),
        x_label=known("chart.fasen.x"),
        series=series,
        x_ticks=ticks,
        marks=(Mark(float(now), text("start.today")),),
        start=start,
    )
