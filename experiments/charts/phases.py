"""The chart of people by phase over the months."""

from __future__ import annotations

import numpy as np

from experiments.charts import style
from experiments.charts.chart import Dashes, LineChart, Series
from experiments.charts.data import ResultData, agreed, band_of
from experiments.charts.words import about_people
from experiments.numbers import write_month
from experiments.texts import Texts
from simulation.months import format_month

NAME = "fasen"
OLD_LAW = "wi2013"
"""The group that is drawn only where somebody is in it."""
GROUPS: dict[str, tuple[tuple[str, ...], str, Dashes]] = {
    "opvang": (("opvang", "opvang_wi2013"), style.GREY, ":"),
    "wachten": (("wacht_intake", "wacht_pip", "wacht_les"), style.INK, "-."),
    "b1": (("les_b1",), style.BLUE, "-"),
    "onderwijs": (("les_onderwijs",), style.OCHRE, "-."),
    "z": (("les_z",), style.RED, "--"),
    OLD_LAW: (("les_wi2013",), style.LIGHT_BLUE, (0, (3, 1, 1, 1, 1, 1))),
    "verder": (("onderbroken", "na_les"), style.TEAL, (0, (7, 2))),
}
"""Per line: the monthly columns that it sums, its colour and its dashes."""
_LESSONS = ("les_b1", "les_onderwijs", "les_z", "les_wi2013")
_WAITING = GROUPS["wachten"][0]
_EARLIER = 35
_LEAST_MONTHS = 60


def phases_chart(data: ResultData, texts: Texts) -> LineChart:
    """Return the chart: for each group the persons at the end of every month."""
    months = np.arange(data.months, dtype=np.float64)
    series = [
        Series(
            name,
            texts(f"chart.fasen.{name}"),
            months,
            band_of(data.stock(columns)),
            colour,
            dashes,
        )
        for name, (columns, colour, dashes) in GROUPS.items()
        if name != OLD_LAW or data.stock(columns).any()
    ]
    first = -data.start % 12
    years = [(float(month), _year(data, month)) for month in range(first, data.months, 12)]
    return LineChart(
        name=NAME,
        message=_message(data, texts),
        subtitle=texts("chart.fasen.subtitle"),
        x_label=texts("chart.fasen.x"),
        series=series,
        x_ticks=years,
        start=data.start,
    )


def _message(data: ResultData, texts: Texts) -> str:
    """Say which group grows or shrinks in at least 95 % of the worlds; those who wait go first."""
    end = _month(data, data.months - 1, texts)
    people = {}
    for name, columns in (("waiting", _WAITING), ("lessons", _LESSONS)):
        stock = data.stock(columns)
        people[name] = about_people(band_of(stock)[:, -1], texts)
        if data.months < _LEAST_MONTHS:
            continue
        way = agreed(stock[:, -1] - stock[:, _EARLIER])
        if way:
            direction = "more" if way == "up" else "fewer"
            earlier = _month(data, _EARLIER, texts)
            key = f"chart.fasen.{name}_{direction}"
            return texts(key, people=people[name], end=end, earlier=earlier)
    return texts("chart.fasen.now", end=end, **people)


def _month(data: ResultData, month: int, texts: Texts) -> str:
    return write_month(format_month(data.start + month), texts.lang)


def _year(data: ResultData, month: int) -> str:
    return format_month(data.start + month)[:4]
