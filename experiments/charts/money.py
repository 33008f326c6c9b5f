"""The charts of money: what inburgering costs by item, and what the state gives for it."""

from __future__ import annotations

from math import ceil, floor, isnan

import numpy as np

from experiments.charts.chart import IntervalChart, Row
from experiments.charts.data import ResultData, band_of
from experiments.charts.units import MILLIONS
from experiments.charts.words import listed
from experiments.numbers import write_millions, write_number
from experiments.texts import Texts
from simulation.accounts import ACCOUNTS, COST, ITEMS, PAYERS
from simulation.money import FUNDED
from simulation.money_definitions import MONEY_WORDS

COSTS_NAME = "kosten"
FUNDING_NAME = "vergoeding"
MOST_ROWS = 10
"""Items shown; the smaller ones are in the tables."""
CERTAIN = 0.95
"""A message says what holds in at least this part of the worlds."""
WIDE = 0.2
"""A band wider than this part of the middle is no 'about'."""


def costs_chart(data: ResultData, texts: Texts) -> IntervalChart:
    """Return the chart: cost of a year by item, the dearest first, with who pays it."""
    rows = [_item(data, texts, item) for item in ITEMS]
    rows = [row for row in rows if row.middle > 0.0]
    rows.sort(key=lambda row: -row.middle)
    total = band_of(data.values("cost")[:, None])[:, 0]
    key = "chart.kosten.few"
    dearest = rows[0].label.partition(":")[0] if rows else ""
    if rows:
        key = "chart.kosten.message" if _is_dearest(data, rows[0].key) else "chart.kosten.total"
    return IntervalChart(
        name=COSTS_NAME,
        message=texts(key, total=about_euros(total, texts), dearest=dearest),
        subtitle=texts("chart.kosten.subtitle", n=min(len(rows), MOST_ROWS)),
        x_label=_euros_a_year(data, texts),
        rows=rows[:MOST_ROWS],
        unit=MILLIONS,
    )


def funding_chart(data: ResultData, texts: Texts) -> IntervalChart:
    """Return the chart: funding of a year per source, against the cost that it may pay."""
    rows = [_source(data, texts, source) for source in FUNDED]
    return IntervalChart(
        name=FUNDING_NAME,
        message=_message(data, texts),
        subtitle=texts("chart.vergoeding.subtitle"),
        x_label=_euros_a_year(data, texts),
        rows=[row for row in rows if not isnan(row.middle)],
        unit=MILLIONS,
        norm_name=texts("deck.cost"),
    )


def _euros_a_year(data: ResultData, texts: Texts) -> str:
    """Say in which prices the amounts are."""
    prices = data.manifest["scenario"]["money"]["prices"]
    said = texts(f"figures.{prices}", year=data.manifest["price_year"])
    return texts("chart.kosten.x", prices=said)


def about_euros(band: np.ndarray, texts: Texts) -> str:
    """Write an amount over the worlds in millions; a wide band as a range that holds it.

    band: (3,) 5th, 50th and 95th percentile in euros.
    """
    low, middle, high = band
    if isnan(middle):
        return write_millions(middle, texts.lang)
    if high - low > WIDE * abs(middle):
        edges = (floor(low / 1e6) * 1e6, ceil(high / 1e6) * 1e6)
        bottom, top = (write_millions(edge, texts.lang, 0) for edge in edges)
        return texts("words.between", low=bottom, high=top)
    return texts("words.about", value=write_millions(round(middle, -6), texts.lang, 0))


def _is_dearest(data: ResultData, item: str) -> bool:
    """Tell whether an item is the largest in at least 95 % of the worlds."""
    values = np.column_stack([data.values("cost", item=other) for other in ITEMS])
    return bool(np.mean(np.nanargmax(values, axis=1) == ITEMS.index(item)) >= CERTAIN)


def _item(data: ResultData, texts: Texts, item: str) -> Row:
    band = band_of(data.values("cost", item=item)[:, None])[:, 0]
    place = 1 if texts.lang == "en" else 0
    payers = dict.fromkeys(PAYERS[a.payer] for a in ACCOUNTS if a.kind == COST and a.item == item)
    who = ", ".join(texts(f"chart.kosten.payer.{payer}") for payer in payers)
    label = f"{MONEY_WORDS['item'][item][place]}: {who}"
    low, middle, high = band
    return Row(item, label, low, middle, high, None, _value(band, texts))


def _source(data: ResultData, texts: Texts, source: str) -> Row:
    funding = data.values("funding", source=source)
    band = band_of(funding[:, None])[:, 0]
    cost = funding - data.values("balance", source=source)
    asked = float(band_of(cost[:, None])[1, 0])
    place = 1 if texts.lang == "en" else 0
    label = MONEY_WORDS["source"][source][place]
    norm = texts("chart.vergoeding.cost", cost=write_millions(asked, texts.lang))
    low, middle, high = band
    return Row(source, label, low, middle, high, asked, _value(band, texts), norm)


def _value(band: np.ndarray, texts: Texts) -> str:
    low, middle, high = (write_number(edge / 1e6, texts.lang, 1) for edge in band)
    return texts("chart.wachten.value", middle=middle, low=low, high=high)


def _message(data: ResultData, texts: Texts) -> str:
    """Say which sources fall short in at least 95 % of the worlds, and nothing more."""
    place = 1 if texts.lang == "en" else 0
    short, enough = [], []
    for source in FUNDED:
        low, _, high = band_of(data.values("balance", source=source)[:, None])[:, 0]
        if high < 0.0:
            short.append(MONEY_WORDS["source"][source][place].partition(",")[0])
        elif low >= 0.0:
            enough.append(source)
    if short:
        return texts("chart.vergoeding.short", sources=listed(short, texts))
    if len(enough) == len(FUNDED):
        return texts("chart.vergoeding.enough")
    return texts("chart.vergoeding.around")
