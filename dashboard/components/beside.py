"""Charts that hold runs beside each other over time: the base grey, scenarios in their colours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dashboard.base import RUNNING
from dashboard.memory import Memory
from dashboard.results import Outcome
from dashboard.texts import words_in
from experiments.charts import style
from experiments.charts.chart import LineChart, Series
from experiments.charts.data import band_of
from experiments.charts.words import about_people
from experiments.numbers import write_month
from experiments.texts import texts_in
from simulation.months import format_month

YEAR = 12
_DASHES = ("-", "--", "-.", ":")
BASE_LOOK = (style.GREY, ":")


def running_chart(outcomes: Sequence[Outcome], lang: str) -> LineChart:
    """Return people under way, by month, in each run."""
    return beside_chart(outcomes, RUNNING, "lopend", lang)


def beside_chart(
    outcomes: Sequence[Outcome], columns: Sequence[str], name: str, lang: str
) -> LineChart:
    """Return a sum of monthly columns in each run, the first of which is the base.

    name: of its texts under `beside` in the catalogues, and of its files.
    """
    key = (lang, name, tuple(columns), tuple(str(one.result.path) for one in outcomes))
    return _MADE.get(key, lambda: _beside(outcomes, columns, name, lang))


_MADE: Memory[LineChart] = Memory(64)


def _beside(outcomes: Sequence[Outcome], columns: Sequence[str], name: str, lang: str) -> LineChart:
    text, texts = words_in(lang), texts_in(lang)
    first = outcomes[0].data
    months = np.arange(first.months, dtype=np.float64)
    series = []
    for number, outcome in enumerate(outcomes):
        scenario = outcome.result.manifest["scenario"]
        title = scenario["title"].get(lang) or scenario["title"]["nl"]
        colour, _ = style.SCENARIO_LOOKS[(number - 1) % len(style.SCENARIO_LOOKS)]
        look = BASE_LOOK if number == 0 and len(outcomes) > 1 else (colour, _DASHES[number % 4])
        band = band_of(outcome.data.stock(columns))
        series.append(Series(f"{number}", title, months, band, *look))
    ticks = [
        (float(m), format_month(first.start + m)[:4])
        for m in range(-first.start % YEAR, first.months, YEAR)
    ]
    end = write_month(format_month(first.start + first.months - 1), lang)
    last = [about_people(one.band[:, -1], texts) for one in series]
    if len(series) == 1:
        message = text(f"beside.{name}.one", people=last[0], end=end)
    else:
        message = text(f"beside.{name}.more", base=last[0], people=last[-1], end=end)
    return LineChart(
        name=name,
        message=message,
        subtitle=text(f"beside.{name}.subtitle"),
        x_label=texts("chart.fasen.x"),
        series=series,
        x_ticks=ticks,
        start=first.start,
    )
