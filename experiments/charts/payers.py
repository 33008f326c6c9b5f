"""The charts of who pays and who keeps: every payer apart, never one saldo."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.charts.chart import IntervalChart
from experiments.charts.compared import (
    DOWN,
    UP,
    find,
    others,
    quoted,
    row_of,
    way_of,
    with_care,
)
from experiments.charts.differences import who_is_compared
from experiments.charts.words import listed
from experiments.compare.comparison import Comparison, Difference
from experiments.compare.sentences import PAYERS, is_worth_writing
from experiments.texts import Texts

NAME = "betalers"


def payer_charts(comparison: Comparison, texts: Texts) -> Iterator[IntervalChart]:
    """Give, for each scenario, what each payer pays more or less per person of the cohort."""
    at = comparison.question.cohorts[-1].at
    for scenario in others(comparison):
        found = list(differences_by_payer(comparison, scenario))
        if not found:
            continue
        name = comparison.question.scenarios[scenario].name
        yield IntervalChart(
            name=f"{NAME}-{name}",
            message=_message(comparison, scenario, found, texts),
            subtitle=texts("chart.betalers.subtitle", who=who_is_compared(comparison, texts)),
            x_label=texts("chart.betalers.x", months=at),
            rows=[
                row_of(one, texts(f"compare.payer.{payer}"), texts, payer) for payer, one in found
            ],
            unit="eur",
            differences=True,
        )


def differences_by_payer(comparison: Comparison, scenario: int) -> Iterator[tuple[str, Difference]]:
    """Give each payer with the difference in what a person of the cohort costs, if there is one."""
    at = comparison.question.cohorts[-1].at
    for payer in PAYERS:
        found = find(comparison, scenario, "cost_per_person", payer=payer, at=at)
        if found is not None and is_worth_writing(found):
            yield payer, found


def _message(
    comparison: Comparison, scenario: int, found: list[tuple[str, Difference]], texts: Texts
) -> str:
    """Say who clearly pays more and who clearly less."""
    name = quoted(comparison, scenario, texts)
    ways = {
        way: [texts(f"compare.payer.{payer}") for payer, one in found if way_of(one) == way]
        for way in (UP, DOWN)
    }
    parts = [
        texts(f"chart.betalers.{way}", payers=listed(payers, texts))
        for way, payers in ways.items()
        if payers
    ]
    if not parts:
        return texts("chart.betalers.same", scenario=name)
    text = texts("chart.betalers.message", scenario=name, parts=listed(parts, texts))
    return with_care(comparison, [scenario], text, texts)
