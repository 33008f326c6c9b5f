"""The chart of the level that each year's cohort reached three years after the PIP."""

from __future__ import annotations

import numpy as np

from experiments.charts import style
from experiments.charts.chart import LineChart, Series
from experiments.charts.data import ResultData, agreed, band_of, of_year
from experiments.charts.words import FEW, about_share
from experiments.texts import Texts

NAME = "niveau"
LEVELS = {"level_a2": (style.RED, "--"), "level_b1": (style.BLUE, "-")}
"""Per level: the colour and dashes of its line."""
AT = 36
COHORT = {"clock": "pip", "at": AT, "cohort_clock": "pip"}


def levels_chart(data: ResultData, texts: Texts) -> LineChart:
    """Return the chart: the share of each cohort at A2 or higher, and at B1 or higher."""
    years = data.years("level_b1", **COHORT)
    shares = {name: data.over_years(name, years, **COHORT) for name in LEVELS}
    x = np.array(years, dtype=np.float64)
    return LineChart(
        name=NAME,
        message=_message(data, texts, years, shares["level_b1"]),
        subtitle=texts("chart.niveau.subtitle", months=AT),
        x_label=texts("chart.niveau.x"),
        series=[
            Series(name, texts(f"chart.niveau.{name}"), x, band_of(shares[name]), *look)
            for name, look in LEVELS.items()
        ],
        x_ticks=[(float(year), str(year)) for year in years],
        unit="share",
    )


def _message(data: ResultData, texts: Texts, years: list[int], b1: np.ndarray) -> str:
    """Speak about the last cohort that is large enough; of a rise only where worlds agree."""
    large = [
        place
        for place, year in enumerate(years)
        if data.behind("level_b1", **COHORT, **of_year(year)) >= FEW
    ]
    if not large:
        return texts("chart.niveau.few", months=AT)
    first, last = large[0], large[-1]
    share = about_share(band_of(b1)[:, last], texts)
    key = {"up": "more", "down": "less", "": "message"}[agreed(b1[:, last] - b1[:, first])]
    return texts(
        f"chart.niveau.{key}", year=years[last], earlier=years[first], years=AT // 12, b1=share
    )
