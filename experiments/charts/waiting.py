"""The chart of the mean wait at each step, against the norm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan

from experiments.charts.chart import IntervalChart, Row
from experiments.charts.data import ResultData, band_of
from experiments.charts.words import listed
from experiments.numbers import write_number
from experiments.texts import Texts

NAME = "wachten"


@dataclass(frozen=True)
class Step:
    """A wait: its observable and filter, and the parameter that holds its deadline, if any.

    kind: the word beside the deadline: a `norm`, or the `law`.
    """

    observable: str
    filters: Mapping[str, str]
    norm: str | None = None
    kind: str = "law"


_ASIEL = {"doelgroep": "asiel"}
STEPS: dict[str, Step] = {
    "woning": Step("weeks_permit_to_settled", _ASIEL, "huisvesting.norm_weeks", "norm"),
    "intake_asiel": Step("weeks_notice_to_intake", _ASIEL),
    "intake_gezin": Step("weeks_notice_to_intake", {"doelgroep": "gezin_overig"}),
    "pip": Step("weeks_notice_to_pip", {}, "pip.deadline_weeks"),
    "les_b1": Step("weeks_pip_to_lessons", {**_ASIEL, "route": "b1"}, "aanbod.offer_weeks"),
    "les_onderwijs": Step(
        "weeks_pip_to_lessons", {**_ASIEL, "route": "onderwijs"}, "aanbod.offer_weeks"
    ),
    "les_z": Step("weeks_pip_to_lessons", {**_ASIEL, "route": "z"}, "aanbod.offer_weeks"),
}


def waiting_chart(data: ResultData, texts: Texts) -> IntervalChart:
    """Return the chart: for each step the mean wait in weeks, with the norm beside it."""
    rows = [_row(data, texts, name) for name in STEPS]
    rows = [row for row in rows if not isnan(row.middle)]
    return IntervalChart(
        name=NAME,
        message=_message(rows, texts),
        subtitle=texts("chart.wachten.subtitle"),
        x_label=texts("chart.wachten.x"),
        rows=rows,
        unit="weeks",
        norm_name=texts("deck.norm"),
    )


def _row(data: ResultData, texts: Texts, name: str) -> Row:
    step = STEPS[name]
    values = data.values(step.observable, **step.filters)
    low, middle, high = band_of(values[:, None])[:, 0]
    norm = None if step.norm is None else float(data.manifest["norms"][step.norm])
    norm_label = ""
    if norm is not None:
        norm_label = texts(f"chart.wachten.{step.kind}", weeks=write_number(norm, texts.lang))
    low_label, high_label = (write_number(edge, texts.lang) for edge in (low, high))
    middle_label = write_number(middle, texts.lang)
    value = texts("chart.wachten.value", middle=middle_label, low=low_label, high=high_label)
    label = texts(f"chart.wachten.row.{name}")
    return Row(name, label, low, middle, high, norm, value, norm_label)


def _message(rows: list[Row], texts: Texts) -> str:
    """Say what is above its norm in at least 95 % of the worlds, and nothing more."""
    over = [row for row in rows if row.norm is not None and row.low > row.norm]
    under = [row for row in rows if row.norm is not None and row.high <= row.norm]
    with_norm = [row for row in rows if row.norm is not None]
    if not with_norm:
        return texts("chart.wachten.few")
    names = [texts(f"chart.wachten.short.{row.key}") for row in over]
    if over:
        key = "chart.wachten.over_one" if len(over) == 1 else "chart.wachten.over"
        return texts(key, steps=listed(names, texts))
    if len(under) == len(with_norm):
        return texts("chart.wachten.under")
    return texts("chart.wachten.around")
