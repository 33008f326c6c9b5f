"""The chart of how many people come, with what was counted and what was forecast in 2020."""

from __future__ import annotations

import numpy as np

from experiments.charts import published, style
from experiments.charts.chart import LineChart, Published, Series
from experiments.charts.data import ResultData, band_of, band_of_one, of_year
from experiments.charts.published import Figure
from experiments.charts.words import about_people
from experiments.numbers import write_number
from experiments.texts import Texts
from simulation.parameters import load_registry
from simulation.region import Region, load_region

NAME = "instroom"
GROUPS = {"asiel": (style.BLUE, "-"), "gezin_overig": (style.OCHRE, "--")}
"""Per doelgroep: the colour and dashes of its line."""
_WHO = {"clock": "arrival", "at": 0, "law": "any", "cohort_clock": "arrival"}
_INHABITANTS = "instroom.landelijke_inwoners"


def inflow_chart(data: ResultData, texts: Texts) -> LineChart:
    """Return the chart: new people with the duty a year, by doelgroep."""
    years = data.years("count", **_WHO, doelgroep="asiel")
    x = np.array(years, dtype=np.float64)
    series = [
        Series(
            group,
            texts(f"chart.instroom.{group}"),
            x,
            band_of(data.over_years("count", years, **_WHO, doelgroep=group)),
            *look,
        )
        for group, look in GROUPS.items()
    ]
    region = load_region(data.manifest["scenario"]["region"])
    figures = _figures(region, texts)
    first = int(min([years[0], *(figure.x[0] for figure in figures)]))
    return LineChart(
        name=NAME,
        message=_message(data, texts, years, region),
        subtitle=texts("chart.instroom.subtitle", region=region.title),
        x_label=texts("chart.instroom.x"),
        series=series,
        x_ticks=[(float(year), str(year)) for year in range(first, years[-1] + 1)],
        published=figures,
    )


def _figures(region: Region, texts: Texts) -> list[Published]:
    """Return what was counted and forecast, for this region; empty ones are left out."""
    of = load_registry()[_INHABITANTS].value[0][1]
    people = region.inhabitants
    wanted = {
        "gerealiseerd": (published.realised(region), style.INK, "s"),
        "raming": (published.forecast_of_2020(region), style.RED, "D"),
        "geteld_asiel": (published.counted("asiel", people, of), style.BLUE, "o"),
        "geteld_gezin": (published.counted("gezin_overig", people, of), style.OCHRE, "^"),
    }
    return [
        _points(key, figures, colour, marker, texts)
        for key, (figures, colour, marker) in wanted.items()
        if figures
    ]


def _points(key: str, figures: list[Figure], colour: str, marker: str, texts: Texts) -> Published:
    edges = np.array([(f.year, f.low, f.middle, f.high) for f in figures], dtype=np.float64)
    label, source = texts(f"chart.instroom.{key}"), texts(f"chart.instroom.source.{key}")
    year, low, middle, high = edges.T
    return Published(key, label, source, year, low, middle, high, colour, marker)


def _message(data: ResultData, texts: Texts, years: list[int], region: Region) -> str:
    """Hold the model's number against the forecast of 2020 where the bands are apart."""
    for forecast in reversed(published.forecast_of_2020(region)):
        if forecast.year not in years:
            continue
        window = of_year(forecast.year)
        came = np.array(band_of_one(data.values("count", **_WHO, doelgroep="asiel", **window)))
        if came[0] > forecast.high or came[2] < forecast.low:
            return texts(
                f"chart.instroom.{'above' if came[0] > forecast.high else 'below'}",
                year=forecast.year,
                people=about_people(came, texts),
                low=write_number(forecast.low, texts.lang),
                high=write_number(forecast.high, texts.lang),
            )
    both = [data.over_years("count", years, **_WHO, doelgroep=group) for group in GROUPS]
    mean = sum(both).mean(axis=1)  # type: ignore[union-attr]
    return texts("chart.instroom.mean", people=about_people(np.array(band_of_one(mean)), texts))
