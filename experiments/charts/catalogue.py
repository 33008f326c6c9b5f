"""Every family of charts that a result can give, in the order in which a reader wants them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from experiments.charts.chart import Chart
from experiments.charts.data import NotInResult, ResultData
from experiments.charts.inflow import inflow_chart
from experiments.charts.levels import levels_chart
from experiments.charts.money import costs_chart, funding_chart
from experiments.charts.outcomes import outcomes_chart
from experiments.charts.phases import phases_chart
from experiments.charts.routes import routes_chart
from experiments.charts.survival import survival_chart
from experiments.charts.waiting import waiting_chart
from experiments.charts.work import work_chart
from experiments.texts import Texts

Maker = Callable[[ResultData, Texts], Chart]

FAMILIES: Mapping[str, Maker] = {
    "instroom": inflow_chart,
    "fasen": phases_chart,
    "doorstroom": routes_chart,
    "wachten": waiting_chart,
    "overleving": survival_chart,
    "uitkomst": outcomes_chart,
    "niveau": levels_chart,
    "werk": work_chart,
    "kosten": costs_chart,
    "vergoeding": funding_chart,
}
"""By the name of a chart, which is also the name of its files."""


@dataclass(frozen=True)
class Made:
    """The charts of a result. missing: by name, the observable without which one was not made."""

    charts: Sequence[Chart]
    missing: Mapping[str, str]


def make_families(data: ResultData, texts: Texts, only: Sequence[str] | None = None) -> Made:
    """Return the charts of a result, not drawn yet. only: names of FAMILIES; None for all."""
    charts, missing = [], {}
    for name, make in FAMILIES.items():
        if only is not None and name not in only:
            continue
        try:
            charts.append(make(data, texts))
        except NotInResult as wanted:
            missing[name] = wanted.what
    return Made(charts, missing)
