"""Every chart that a result or a comparison can give, in the order in which a reader wants them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from experiments.charts.batch import chart_of_batch, names_of_batch
from experiments.charts.batch_data import BatchData, NotOfBatch
from experiments.charts.chart import Chart
from experiments.charts.checks import checks_chart
from experiments.charts.data import NotInResult, ResultData
from experiments.charts.differences import (
    cost_chart,
    fulfilled_chart,
    group_charts,
    outcome_charts,
)
from experiments.charts.footer import footer_of, footer_of_batch, footer_of_comparison
from experiments.charts.inflow import inflow_chart
from experiments.charts.levels import levels_chart
from experiments.charts.money import costs_chart, funding_chart
from experiments.charts.outcomes import outcomes_chart
from experiments.charts.payers import payer_charts
from experiments.charts.phases import phases_chart
from experiments.charts.routes import routes_chart
from experiments.charts.survival import survival_chart
from experiments.charts.tornado import tornado_charts
from experiments.charts.tradeoff import tradeoff_chart
from experiments.charts.waiting import waiting_chart
from experiments.charts.work import work_chart
from experiments.compare.keep import StoredComparison
from experiments.store.results import StoredResult
from experiments.texts import Texts

Stored = StoredResult | StoredComparison
SWEEP = "sweep"
"""The kind of a batch."""

FAMILIES: Mapping[str, Callable[[ResultData, Texts], Chart]] = {
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
    "toets": checks_chart,
}
"""Of the run of a scenario, by the name of a chart, which is also the name of its files."""


@dataclass(frozen=True)
class Made:
    """Charts, not drawn yet. missing: by name, what one was not made without: an observable, or
    values of it. unfit: by name, why a batch cannot show one.
    """

    charts: Sequence[Chart]
    missing: Mapping[str, str]
    unfit: Mapping[str, str] = field(default_factory=dict)


def make_families(data: ResultData, texts: Texts, only: Sequence[str] | None = None) -> Made:
    """Return the charts of a run. only: names of FAMILIES; None for all."""
    charts, missing = [], {}
    for name, make in FAMILIES.items():
        if only is not None and name not in only:
            continue
        try:
            chart = make(data, texts)
        except NotInResult as wanted:
            missing[name] = wanted.what
            continue
        if chart.is_empty:
            missing[name] = texts("charts.values")
        else:
            charts.append(chart)
    return Made(charts, missing)


def make_batch(result: StoredResult, texts: Texts, only: Sequence[str] | None = None) -> Made:
    """Return the charts of a batch. only: names, or a family: `respons`, `punten`, `verloop`."""
    data = BatchData(result)
    charts, missing, unfit = [], {}, {}
    for name in names_of_batch(data):
        if only is not None and name not in only and name.partition("-")[0] not in only:
            continue
        try:
            chart = chart_of_batch(data, name, texts)
        except NotInResult as wanted:
            missing[name] = wanted.what
        except NotOfBatch as reason:
            unfit[name] = texts(f"charts.unfit.{reason.reason}", **reason.values)
        else:
            if chart.is_empty:
                missing[name] = texts("charts.values")
            else:
                charts.append(chart)
    return Made(charts, missing, unfit)


def make_compared(stored: StoredComparison, texts: Texts) -> Iterator[Chart]:
    """Give the charts of a comparison; those that need what it has not are left out."""
    comparison = stored.comparison
    yield from fulfilled_chart(comparison, texts)
    yield from outcome_charts(comparison, texts)
    yield from cost_chart(comparison, texts)
    yield from tradeoff_chart(stored, texts)
    yield from payer_charts(comparison, texts)
    yield from group_charts(comparison, texts)
    yield from tornado_charts(comparison, texts)


def make_charts(stored: Stored, texts: Texts, only: Sequence[str] | None = None) -> Made:
    """Return the charts of a run, a batch or a comparison.

    only: names; of a comparison `groepen` stands for the chart of every scenario.
    """
    if isinstance(stored, StoredResult) and stored.kind == SWEEP:
        return make_batch(stored, texts, only)
    if isinstance(stored, StoredResult):
        return make_families(ResultData(stored), texts, only)
    charts = list(make_compared(stored, texts))
    if only is None:
        return Made(charts, {})
    kept = [c for c in charts if c.name in only or c.name.partition("-")[0] in only]
    return Made(kept, {})


def names_of(stored: Stored, texts: Texts) -> list[str]:
    """Return what may be asked with `only`."""
    if isinstance(stored, StoredResult) and stored.kind == SWEEP:
        return names_of_batch(BatchData(stored))
    if isinstance(stored, StoredResult):
        return list(FAMILIES)
    return [chart.name for chart in make_compared(stored, texts)]


def footer_for(stored: Stored, texts: Texts, native: bool = False) -> list[str]:
    """Return the lines under every chart of a run, a batch or a comparison.

    native: for the charts of slides, whose intervals are error bars.
    """
    if isinstance(stored, StoredResult) and stored.kind == SWEEP:
        return footer_of_batch(stored, texts)
    if isinstance(stored, StoredResult):
        return footer_of(stored, texts, native)
    return footer_of_comparison(stored, texts, native)
