"""The chart of the model against figures that others counted."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from calibration.evidence import load_evidence
from experiments.charts.chart import IntervalChart, Row
from experiments.charts.data import NotInResult, ResultData, band_of_one
from experiments.charts.words import FEW
from experiments.numbers import write_number, write_percent
from experiments.texts import Texts

NAME = "toets"


@dataclass(frozen=True)
class Check:
    """A published share, and the observable that comes closest to it. fact: of the evidence."""

    fact: str
    observable: str
    filters: dict[str, str | int]


ASIEL: dict[str, str | int] = {"doelgroep": "asiel"}
CHECKS: dict[str, Check] = {
    "z_route": Check("observations:E126", "initial_route_z", {"clock": "pip", "at": 0, **ASIEL}),
    "intake_half": Check(
        "observations:E094", "intake_started", {"clock": "permit", "at": 6, **ASIEL}
    ),
    "intake_gezin": Check(
        "observations:E096",
        "intake_started",
        {"clock": "permit", "at": 6, "doelgroep": "gezin_overig"},
    ),
    "intake_later": Check(
        "observations:E098", "intake_started", {"clock": "permit", "at": 18, **ASIEL}
    ),
    **{
        f"b1_{part}": Check(f"targets:{fact}", "part_pass_rate", {"part": part, "level": "b1"})
        for part, fact in (
            ("lezen", "T218"),
            ("schrijven", "T219"),
            ("luisteren", "T220"),
            ("spreken", "T221"),
        )
    },
    "opvang": Check(
        "targets:T092", "employed_in_reception", {"clock": "settled", "at": 0, **ASIEL}
    ),
    "hoofdinkomen": Check(
        "targets:T059", "main_income_benefit", {"clock": "permit", "at": 12, **ASIEL}
    ),
    "uitkering_18": Check("targets:T060", "any_benefit", {"clock": "permit", "at": 18, **ASIEL}),
    "uitkering_30": Check("targets:T061", "any_benefit", {"clock": "permit", "at": 30, **ASIEL}),
}
"""Figures of the Netherlands that say nearly the same as something that every run gives."""


def checks_chart(data: ResultData, texts: Texts) -> IntervalChart:
    """Return the chart: each published share as a line, the model's as an interval."""
    rows = [row for name in CHECKS if (row := _row(data, texts, name)) is not None]
    if not rows:
        raise NotInResult("part_pass_rate")
    return IntervalChart(
        name=NAME,
        message=_message(rows, texts),
        subtitle=texts("chart.toets.subtitle"),
        x_label=texts("chart.toets.x"),
        rows=rows,
        unit="share",
        norm_name=texts("chart.toets.norm_name"),
    )


def _row(data: ResultData, texts: Texts, name: str) -> Row | None:
    """Return the row of a check; None where the result does not have it, or of too few people."""
    check = CHECKS[name]
    try:
        values = data.values(check.observable, **check.filters)
        behind = data.behind(check.observable, **check.filters)
    except NotInResult:
        return None
    low, middle, high = band_of_one(values)
    published = load_evidence().get(check.fact).number
    if isnan(middle) or behind < FEW or published is None:
        return None
    share = published / 100
    edges = (write_percent(edge, texts.lang) for edge in (low, middle, high))
    words = dict(zip(("low", "middle", "high"), edges, strict=True))
    return Row(
        key=name,
        label=texts(f"chart.toets.row.{name}"),
        low=low,
        middle=middle,
        high=high,
        norm=share,
        value_label=texts("chart.wachten.value", **words),
        norm_label=texts("chart.toets.counted", share=write_percent(share, texts.lang)),
    )


def _message(rows: list[Row], texts: Texts) -> str:
    """Say how many published figures lie within the model's margin: no more than that."""
    inside = sum(row.norm is not None and row.low <= row.norm <= row.high for row in rows)
    numbers = {
        name: write_number(float(n), texts.lang)
        for name, n in (("inside", inside), ("all", len(rows)))
    }
    return texts("chart.toets.message", **numbers)
