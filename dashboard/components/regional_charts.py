"""Charts and tables of outcomes by municipality; what rests on few people is not shown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dashboard.texts import words_in
from dashboard.workshop.regional import MEASURES, REGION, Regional
from experiments.charts import style
from experiments.charts.chart import IntervalChart, LineChart, Row, Series
from experiments.charts.data import band_of, band_of_one
from experiments.numbers import MISSING, write_difference, write_number, write_quantity
from experiments.texts import Texts
from simulation.region import Region

FEWEST = 30
"""People: a municipality with fewer behind a number is told with the region only."""
STEP = 5
"""Levels of simulated people are rounded to fives; differences are not."""
THOUSAND = 1000
_LINES = (style.BLUE, style.OCHRE, style.RED, style.INK, style.TEAL, style.GREY)
_DASHES = ("-", "--", "-.", ":", "-", "--")


def measure_chart(
    found: Regional, scenario: int, measure: str, per_thousand: bool, region: Region, lang: str
) -> IntervalChart:
    """Return one measure by municipality, the region as a line. scenario: its place."""
    text = words_in(lang)
    bands = _bands(found, scenario, measure, per_thousand, region)
    norm = bands.pop(REGION)[1]
    unit = MEASURES[measure].unit
    rows = [
        Row(place, text(f"value.{place}"), *band, norm, _told(band, unit, per_thousand, text))
        for place, band in sorted(bands.items(), key=lambda item: item[1][1])
    ]
    key = "regional.message" if rows else "regional.message_few"
    edges = {}
    if rows:
        edges = {
            "low": _level(rows[0].middle, unit, per_thousand, text),
            "high": _level(rows[-1].middle, unit, per_thousand, text),
            "first": rows[0].label,
            "last": rows[-1].label,
            "region": _level(norm, unit, per_thousand, text),
        }
    name = text(f"regional.measure.{measure}")
    return IntervalChart(
        name=f"regio-{measure}",
        message=text(key, measure=name, **edges),
        subtitle=text("regional.subtitle", measure=name),
        x_label=text("regional.per_thousand") if per_thousand else text(f"regional.unit.{unit}"),
        rows=rows,
        unit="number" if per_thousand else unit,
        norm_name=text("regional.region"),
    )


def _bands(
    found: Regional, scenario: int, measure: str, per_thousand: bool, region: Region
) -> dict[str, tuple[float, float, float]]:
    """Return the band over the worlds by place; of places with too few people nothing."""
    inhabitants = {REGION: region.inhabitants}
    inhabitants |= {town.name: town.inhabitants for town in region.gemeenten}
    bands = {}
    for number, place in enumerate(found.places):
        if place != REGION and _few(found, scenario, measure, number):
            continue
        factor = THOUSAND / inhabitants[place] if per_thousand else 1.0
        bands[place] = band_of_one(found.values[measure][scenario, number] * factor)
    return bands


def _few(found: Regional, scenario: int, measure: str, place: int) -> bool:
    """Whether there are fewer than FEWEST people behind a number in the middle world."""
    behind = found.counts[measure][scenario, place]
    if MEASURES[measure].unit == "persons":
        behind = found.values[measure][scenario, place]
    return bool(np.median(behind) < FEWEST)


def few_places(found: Regional, scenario: int, measure: str) -> list[str]:
    """Return the municipalities of which a measure is not told."""
    return [
        place
        for number, place in enumerate(found.places)
        if place != REGION and _few(found, scenario, measure, number)
    ]


def queue_chart(found: Regional, scenario: int, lang: str) -> LineChart:
    """Return people who wait for lessons at the end of each year.

    A line a municipality; those with few who wait are told together, or with the region.
    """
    text = words_in(lang)
    years = np.array(found.years, dtype=np.float64)
    lines = _lines_of(found, scenario, text)
    looks = zip(_LINES, _DASHES, strict=False)
    series = [
        Series(key, label, years, band_of(people.T), *look)
        for (key, label, people), look in zip(lines, looks, strict=False)
    ]
    total = band_of(found.queue[scenario, 0].T)[:, -1]
    low, high = (_round(edge) for edge in (total[0], total[2]))
    told = {edge: write_number(v, lang) for edge, v in (("low", low), ("high", high))}
    return LineChart(
        name="regio-wachtlijst",
        message=text("regional.queue.message", year=found.years[-1], **told),
        subtitle=text("regional.queue.subtitle"),
        x_label=text("money.year"),
        series=series,
        x_ticks=[(float(year), str(year)) for year in found.years],
    )


def _lines_of(found: Regional, scenario: int, text: Texts) -> list[tuple[str, str, np.ndarray]]:
    """Return key, name and people (years, worlds) of each line, none of few people at the end."""
    people = found.queue[scenario]
    enough = [bool(np.median(line[-1]) >= FEWEST) for line in people]
    large = [n for n, place in enumerate(found.places) if place != REGION and enough[n]]
    small = [n for n, place in enumerate(found.places) if place != REGION and not enough[n]]
    together = people[small].sum(axis=0)
    if small and np.median(together[-1]) < FEWEST:
        return [(REGION, text("money.region"), people[0])]
    lines = [(found.places[n], text(f"value.{found.places[n]}"), people[n]) for n in large]
    if small:
        names = ", ".join(text(f"value.{found.places[n]}") for n in small)
        lines.append(("together", text("regional.together", places=names), together))
    return lines


def level_columns(found: Regional, scenario: int, lang: str) -> dict[str, list[str]]:
    """Return every measure by place, rounded, as columns of a table."""
    text = words_in(lang)
    columns = {text("regional.what"): [text(f"regional.measure.{name}") for name in found.values]}
    for number, place in enumerate(found.places):
        cells = []
        for name in found.values:
            unit = MEASURES[name].unit
            if place != REGION and _few(found, scenario, name, number):
                cells.append(text("regional.few"))
                continue
            _, middle, _ = band_of_one(found.values[name][scenario, number])
            cells.append(_level(middle, unit, False, text))
        columns[text(f"value.{place}") if place else text("money.region")] = cells
    return columns


def difference_columns(found: Regional, lang: str) -> dict[str, list[str]]:
    """Return the difference of the second scenario from the first, world by world, by place."""
    text = words_in(lang)
    columns = {text("regional.what"): [text(f"regional.measure.{name}") for name in found.values]}
    for number, place in enumerate(found.places):
        cells = []
        for name in found.values:
            unit = MEASURES[name].unit
            if place != REGION and (_few(found, 0, name, number) or _few(found, 1, name, number)):
                cells.append(text("regional.few"))
                continue
            values = found.values[name][:, number]
            cells.append(_difference(values[1] - values[0], unit, text))
        columns[text(f"value.{place}") if place else text("money.region")] = cells
    return columns


def _difference(worlds: np.ndarray, unit: str, text: Texts) -> str:
    """Return the mean over the worlds, and where 90 % of them are."""
    known = worlds[~np.isnan(worlds)]
    if not known.size:
        return MISSING
    low, _, high = (write_difference(edge, unit, text.lang) for edge in band_of_one(known))
    mean = write_difference(float(known.mean()), unit, text.lang)
    return f"{mean} ({text('start.between', low=low, high=high)})"


def _told(band: Sequence[float], unit: str, per_thousand: bool, text: Texts) -> str:
    low, middle, high = (_level(edge, unit, per_thousand, text) for edge in band)
    return f"{middle} ({low} – {high})"


def _level(value: float, unit: str, per_thousand: bool, text: Texts) -> str:
    if per_thousand:
        return write_number(value, text.lang, 1)
    if unit == "persons":
        return write_number(_round(value), text.lang)
    return write_quantity(value, unit, text.lang)


def _round(value: float) -> float:
    return STEP * round(float(value) / STEP)
