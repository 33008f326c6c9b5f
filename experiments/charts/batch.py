"""The charts of a batch: how an outcome follows a lever, how points differ, who waits when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from experiments.charts import style
from experiments.charts.batch_data import BatchData, NotOfBatch, value_of
from experiments.charts.chart import Chart, Dashes, IntervalChart, LineChart, Row, Series
from experiments.charts.data import agreed, band_of, band_of_one
from experiments.charts.phases import GROUPS
from experiments.charts.units import MILLIONS, POINTS, STEPS
from experiments.charts.words import FEW
from experiments.compare.outcomes import NOTICED
from experiments.numbers import write_difference, write_millions, write_month
from experiments.texts import Texts
from simulation.months import format_month, parse_month

RESPONSE, CELLS, WAITING = "respons", "punten", "verloop-wachten"
MOST_ROWS, MOST_LINES, MOST_BINS = 16, 6, 6
"""More cells than this cannot be told apart in one chart."""
DASHES: tuple[Dashes, ...] = ("-", "--", "-.", (0, (1, 1)), (0, (7, 2)), ":")
ASIEL = {"doelgroep": "asiel"}


@dataclass(frozen=True)
class Outcome:
    """What is shown of each cell. observable, filters: of a run; unit: as charts write it."""

    observable: str
    filters: dict[str, str | int]
    unit: str
    noticed: float


OUTCOMES = {
    "niveau": Outcome("level_b1", {"clock": "pip", "at": 60}, "share", NOTICED["share"]),
    "werk": Outcome("employed", {"clock": "settled", "at": 36, **ASIEL}, "share", NOTICED["share"]),
    "wachten": Outcome("weeks_pip_to_lessons", {**ASIEL}, "weeks", NOTICED["weeks"]),
    "kosten": Outcome("cost", {"payer": "gemeente"}, MILLIONS, NOTICED["eur"]),
}


def names_of_batch(data: BatchData) -> list[str]:
    """Return the names of the charts that a batch may have."""
    responses = [
        f"{RESPONSE}-{outcome}-{lever.name.replace('_', '-').replace('.', '-')}"
        for lever in data.levers
        for outcome in OUTCOMES
    ]
    return [*responses, *(f"{CELLS}-{outcome}" for outcome in OUTCOMES), WAITING]


def chart_of_batch(data: BatchData, name: str, texts: Texts) -> Chart:
    """Return the chart of this name. Raises NotInResult, NotOfBatch."""
    if name == WAITING:
        return waiting_chart(data, texts)
    family, _, rest = name.partition("-")
    if family == CELLS:
        return cells_chart(data, rest, texts)
    place = names_of_batch(data).index(name) // len(OUTCOMES)
    return response_chart(data, name, rest.partition("-")[0], place, texts)


def response_chart(data: BatchData, name: str, what: str, lever: int, texts: Texts) -> LineChart:
    """Return an outcome against the values of a lever (its place).

    A line for each combination of scenario and other levers, where those are few; else one line
    over all of them, with neighbouring values taken together.
    """
    values = OUTCOMES[what]
    told = data.values(values.observable, **values.filters)
    x = data.table[:, lever]
    if len(np.unique(x)) < 2:
        raise NotOfBatch("one-value", lever=data.levers[lever].name)
    groups = _alike(data, lever)
    pooled = len(groups) > MOST_LINES or any(len(cells) < 2 for cells in groups)
    if pooled:
        groups = [list(range(data.cells))]
    series = [
        _response(cells, x, told, place, _line_title(data, cells[0], lever, pooled, texts))
        for place, cells in enumerate(groups)
    ]
    title = data.lever_title(data.levers[lever], texts.lang)
    subtitle = texts(f"chart.batch.subtitle.{what}")
    rest = len(data.levers) > 1 or len(data.design.scenarios) > 1
    if pooled and rest:
        subtitle = texts("chart.batch.pooled", what=subtitle)
    return LineChart(
        name=name,
        message=_response_message(data, what, lever, told, texts),
        subtitle=subtitle,
        x_label=title,
        series=series,
        x_ticks=_ticks(series, texts.lang),
        unit=values.unit,
    )


def cells_chart(data: BatchData, what: str, texts: Texts) -> IntervalChart:
    """Return how each cell differs from the first, world by world."""
    if not 2 <= data.cells <= MOST_ROWS:
        raise NotOfBatch("cells", most=MOST_ROWS, cells=data.cells)
    outcome = OUTCOMES[what]
    told = data.values(outcome.observable, **outcome.filters)
    rows, ways = [], []
    for cell in range(1, data.cells):
        change = told[cell] - told[0]
        band = band_of_one(change)
        ways.append(_way(change, outcome))
        colour = style.BLUE if ways[-1] else style.GREY
        low, middle, high = (_difference(edge, outcome, texts) for edge in band)
        rows.append(
            Row(
                key=str(cell),
                label=data.cell_title(cell, texts),
                low=band[0],
                middle=band[1],
                high=band[2],
                value_label=texts("chart.verschil.value", low=low, middle=middle, high=high),
                colour=colour,
            )
        )
    unit = POINTS if outcome.unit == "share" else outcome.unit
    first = data.cell_title(0, texts)
    return IntervalChart(
        name=f"{CELLS}-{what}",
        message=_cells_message(data, what, ways, texts),
        subtitle=texts("chart.batch.against", first=first),
        x_label=texts(f"chart.batch.x.{what}"),
        rows=[row for row in rows if not np.isnan(row.middle)],
        unit=unit,
        differences=True,
    )


def waiting_chart(data: BatchData, texts: Texts) -> LineChart:
    """Return how many people wait in each cell, month by month."""
    if data.cells > MOST_LINES:
        raise NotOfBatch("cells", most=MOST_LINES, cells=data.cells)
    bands, last = data.people(GROUPS["wachten"][0])
    months = np.arange(bands.shape[2], dtype=np.float64)
    start = parse_month(data.manifest["request"]["start"])
    series = [
        Series(
            str(cell),
            data.cell_title(cell, texts),
            months,
            bands[cell],
            style.SCENARIO_LOOKS[cell][0],
            DASHES[cell],
        )
        for cell in range(data.cells)
        if not np.isnan(bands[cell]).all()
    ]
    first = -start % 12
    years = range(first, len(months), 12)
    return LineChart(
        name=WAITING,
        message=_waiting_message(data, last, texts),
        subtitle=texts("chart.batch.subtitle.verloop"),
        x_label=texts("chart.fasen.x"),
        series=series,
        x_ticks=[(float(month), format_month(start + month)[:4]) for month in years],
        start=start,
    )


def _alike(data: BatchData, lever: int) -> list[list[int]]:
    """Cells that differ in this lever only, by scenario and the values of the others."""
    groups: dict[str, list[int]] = {}
    others = np.delete(data.table, lever, axis=1)
    for cell in range(data.cells):
        key = repr((data.design.cell(cell).scenario, others[cell].tolist()))
        groups.setdefault(key, []).append(cell)
    return list(groups.values())


def _response(cells: list[int], x: np.ndarray, told: np.ndarray, place: int, label: str) -> Series:
    places, bands = [], []
    for value, taken in _bins(x[cells]):
        worlds = told[np.array(cells)[taken]].ravel()
        places.append(value)
        bands.append(band_of(worlds[:, None])[:, 0])
    colour = style.SCENARIO_LOOKS[place][0]
    band = np.array(bands).T
    return Series(str(cells[0]), label, np.array(places), band, colour, DASHES[place])


def _bins(x: np.ndarray) -> Iterator[tuple[float, np.ndarray]]:
    """Each value with its cells; neighbours together where there are many values."""
    values = np.unique(x)
    for part in np.array_split(values, min(len(values), MOST_BINS)):
        taken = np.flatnonzero((x >= part[0]) & (x <= part[-1]))
        yield float(x[taken].mean()), taken


def _ticks(series: list[Series], lang: str) -> list[tuple[float, str]]:
    """Every value where they are few; else round numbers."""
    x = np.unique(np.concatenate([one.x for one in series]))
    if len(x) < MOST_BINS:
        return [(float(value), value_of(float(value), lang)) for value in x]
    from matplotlib.ticker import MaxNLocator

    found = MaxNLocator(nbins=6, steps=list(STEPS)).tick_values(x[0], x[-1])
    inside = [float(value) for value in found if x[0] <= value <= x[-1]]
    return [(value, value_of(round(value, 9), lang)) for value in inside]


def _line_title(data: BatchData, cell: int, lever: int, pooled: bool, texts: Texts) -> str:
    if pooled:
        return texts("chart.batch.all")
    parts = data.parts_of(cell, texts.lang, without=lever)
    return "; ".join(parts) or data.design.cell(cell).scenario


def _difference(value: float, outcome: Outcome, texts: Texts) -> str:
    if outcome.unit == MILLIONS:
        sign = "+" if value > 0 else ""
        return sign + write_millions(value, texts.lang, 2)
    return write_difference(value, outcome.unit, texts.lang)


def _way(change: np.ndarray, outcome: Outcome) -> str:
    """Return `up` or `down` where nearly all worlds agree and it is worth telling."""
    if np.isnan(change).all() or abs(np.nanmedian(change)) < outcome.noticed:
        return ""
    return agreed(change)


def _few(data: BatchData, outcome: Outcome) -> bool:
    return outcome.unit != MILLIONS and data.behind(outcome.observable, **outcome.filters) < FEW


def _response_message(
    data: BatchData, what: str, lever: int, told: np.ndarray, texts: Texts
) -> str:
    """Say whether the outcome at the largest values differs from that at the smallest."""
    outcome = OUTCOMES[what]
    if _few(data, outcome):
        return texts("chart.batch.few")
    ends = list(_bins(data.table[:, lever]))
    (low, few), (high, many) = ends[0], ends[-1]
    change = told[many].mean(axis=0) - told[few].mean(axis=0)
    title = data.lever_title(data.levers[lever], texts.lang)
    words = {"lever": title[0].lower() + title[1:]}
    words |= {"low": value_of(_short(low), texts.lang), "high": value_of(_short(high), texts.lang)}
    way = _way(change, outcome)
    if not way:
        outcome_name = texts(f"chart.batch.outcome.{what}")
        return texts("chart.batch.response_same", outcome=outcome_name, **words)
    changed = texts(f"chart.batch.{way}.{what}")
    text = texts("chart.batch.response", what=changed, **words)
    return _with_care(data, [(int(few[0]), int(many[0]))], text, texts)


def _short(value: float) -> float:
    return float(f"{value:.3g}")


def _cells_message(data: BatchData, what: str, ways: list[str], texts: Texts) -> str:
    if _few(data, OUTCOMES[what]):
        return texts("chart.batch.few")
    up, down = ways.count("up"), ways.count("down")
    if not up and not down:
        return texts("chart.batch.cells_same", outcome=texts(f"chart.batch.outcome.{what}"))
    said = {way: texts(f"chart.batch.{way}.{what}") for way in ("up", "down")}
    if up and down:
        text = texts("chart.batch.cells_both", n_up=up, n_down=down, **said)
    elif len(ways) == 1:
        text = texts("chart.batch.cell_two", what=said[ways[0]])
    else:
        way = "up" if up else "down"
        text = texts("chart.batch.cells", n=up or down, all=len(ways), what=said[way])
    moved = [(0, cell) for cell, way in enumerate(ways, start=1) if way]
    return _with_care(data, moved, text, texts)


def _waiting_message(data: BatchData, last: np.ndarray, texts: Texts) -> str:
    """Hold the last cell against the first, in the last month."""
    until = write_month(data.manifest["request"]["until"], texts.lang)
    words = {"end": until, "n": data.cells - 1}
    way = agreed(last[-1] - last[0])
    if not way:
        return texts("chart.batch.waiting_same", **words)
    text = texts(f"chart.batch.waiting_{'more' if way == 'up' else 'fewer'}", **words)
    return _with_care(data, [(0, data.cells - 1)], text, texts)


def _with_care(data: BatchData, pairs: list[tuple[int, int]], text: str, texts: Texts) -> str:
    """Return a message; that an effect was not measured comes first in it."""
    if any(data.is_unmeasured(*pair) for pair in pairs):
        return texts("chart.verschil.all_assumed", message=text[0].lower() + text[1:])
    return text[0].upper() + text[1:]
