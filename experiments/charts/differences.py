"""The charts of a comparison: what each scenario changes, by outcome and by group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from experiments.charts.chart import IntervalChart, Row
from experiments.charts.compared import (
    DOWN,
    SAME,
    UP,
    find,
    is_unmeasured,
    message_of,
    others,
    quoted,
    row_of,
    scenario_label,
    title_of,
    way_of,
    with_care,
)
from experiments.charts.units import MILLIONS, POINTS
from experiments.charts.words import listed
from experiments.compare.comparison import Comparison, Difference
from experiments.compare.outcomes import BIJSTAND, FULFILLED, LEVEL, WORK, group_of
from experiments.texts import Texts
from simulation.filters import FILTERS
from simulation.months import format_month


@dataclass(frozen=True)
class Outcome:
    """What a chart of differences is about. what: its words; route: of a wait for lessons."""

    what: str
    observable: str
    unit: str
    route: str = ""


OUTCOMES = {
    "verschil-werk": Outcome("werk", WORK, POINTS),
    "verschil-bijstand": Outcome("bijstand", BIJSTAND, POINTS),
    "verschil-wachten-b1": Outcome("wachten_b1", "weeks_pip_to_lessons", "weeks", "b1"),
    "verschil-wachten-z": Outcome("wachten_z", "weeks_pip_to_lessons", "weeks", "z"),
}
COST = "verschil-kosten"
FULFILLED_NAME = "verschil-voldaan"
GROUPS_NAME = "groepen"
_MOST_NAMED = 3
"""More groups than this are counted in a message, not named."""


def fulfilled_chart(comparison: Comparison, texts: Texts) -> Iterator[IntervalChart]:
    """Give the chart of who fulfils, never without the level, scenario by scenario."""
    pairs = [
        (comparison.main(scenario, FULFILLED), comparison.main(scenario, LEVEL))
        for scenario in others(comparison)
    ]
    known = [(one, other) for one, other in pairs if one is not None and other is not None]
    if not known:
        return
    rows = []
    for pair in known:
        for found, what in zip(pair, ("voldaan", "niveau"), strict=True):
            label = scenario_label(comparison, found.scenario, texts)
            words = {"title": label, "outcome": texts(f"chart.verschil.short.{what}")}
            rows.append(row_of(found, texts("chart.verschil.row", **words), texts))
    yield _chart(
        comparison,
        FULFILLED_NAME,
        _fulfilled_message(comparison, known, texts),
        POINTS,
        rows,
        texts,
    )


def outcome_charts(comparison: Comparison, texts: Texts) -> Iterator[IntervalChart]:
    """Give the charts of work, bijstand, and waiting for lessons."""
    for name, outcome in OUTCOMES.items():
        found = [
            one
            for scenario in others(comparison)
            if (one := _difference(comparison, scenario, outcome)) is not None
        ]
        if found:
            message = message_of(comparison, found, outcome.what, texts)
            rows = [
                row_of(one, scenario_label(comparison, one.scenario, texts), texts) for one in found
            ]
            yield _chart(comparison, name, message, outcome.unit, rows, texts)


def cost_chart(comparison: Comparison, texts: Texts) -> Iterator[IntervalChart]:
    """Give the chart of what municipalities pay a year since the policy began."""
    found = [
        one
        for scenario in others(comparison)
        if (one := find(comparison, scenario, "cost", payer="gemeente")) is not None
    ]
    if not found:
        return
    rows = [row_of(one, scenario_label(comparison, one.scenario, texts), texts) for one in found]
    year, reference = found[0].asked.filter["year_from"], title_of(comparison, 0, texts)
    yield IntervalChart(
        name=COST,
        message=message_of(comparison, found, "kosten", texts),
        subtitle=texts("chart.verschil.subtitle_cost", year=year, reference=reference),
        x_label=texts("chart.verschil.x.verschil_kosten"),
        rows=rows,
        unit=MILLIONS,
        differences=True,
    )


def group_charts(comparison: Comparison, texts: Texts) -> Iterator[IntervalChart]:
    """Give, for each scenario, level B1 by group, so that whoever loses is seen."""
    for scenario in others(comparison):
        found = [
            one
            for one in comparison.differences
            if one.scenario == scenario and one.asked.name == LEVEL and group_of(one.asked)
        ]
        if not found:
            continue
        rows = [row_of(one, group_label(one, texts), texts) for one in found]
        message = _group_message(comparison, scenario, found, texts)
        name = f"{GROUPS_NAME}-{comparison.question.scenarios[scenario].name}"
        yield _chart(comparison, name, message, POINTS, rows, texts)


def group_label(found: Difference, texts: Texts) -> str:
    """Return what the group of a difference is called."""
    group = group_of(found.asked)
    if "age_min" in group and "age_max" in group:
        return texts("chart.groepen.ages", low=group["age_min"], high=group["age_max"])
    return ", ".join(FILTERS[name].label(str(value), texts.lang) for name, value in group.items())


def who_is_compared(comparison: Comparison, texts: Texts) -> str:
    """Return which people a comparison is about, and how long they are followed."""
    cohort = comparison.question.cohorts[-1]
    return texts(
        "chart.verschil.who",
        first=format_month(cohort.first),
        last=format_month(cohort.last),
        months=cohort.at,
        reference=title_of(comparison, 0, texts),
    )


def _difference(comparison: Comparison, scenario: int, outcome: Outcome) -> Difference | None:
    if outcome.route:
        return find(comparison, scenario, outcome.observable, route=outcome.route)
    return comparison.main(scenario, outcome.observable)


def _chart(
    comparison: Comparison, name: str, message: str, unit: str, rows: list[Row], texts: Texts
) -> IntervalChart:
    family = GROUPS_NAME if name.startswith(GROUPS_NAME) else name.replace("-", "_")
    who = who_is_compared(comparison, texts)
    return IntervalChart(
        name=name,
        message=message,
        subtitle=texts("chart.verschil.subtitle", who=who),
        x_label=texts(f"chart.verschil.x.{family}", months=comparison.question.cohorts[-1].at),
        rows=rows,
        unit=unit,
        differences=True,
    )


def _fulfilled_message(
    comparison: Comparison, pairs: list[tuple[Difference, Difference]], texts: Texts
) -> str:
    """Say of the first scenario that changes either what happens to both; else that none does."""
    told = []
    for fulfilled, level in pairs:
        ways = (way_of(fulfilled), way_of(level))
        if ways != (SAME, SAME):
            scenario = quoted(comparison, level.scenario, texts)
            key = f"chart.verschil.voldaan.{ways[0]}_{ways[1]}"
            told.append((level.scenario, texts(key, scenario=scenario)))
    if not told:
        return texts("chart.verschil.voldaan.same")
    measured = [one for one in told if not is_unmeasured(comparison, one[0])]
    scenario_told, text = (measured or told)[0]
    return with_care(comparison, [scenario_told], text, texts)


def _group_message(
    comparison: Comparison, scenario: int, found: list[Difference], texts: Texts
) -> str:
    """Name the groups that lose; else say whether any gains."""
    name = quoted(comparison, scenario, texts)
    lose = [group_label(one, texts) for one in found if way_of(one) == DOWN]
    gain = [group_label(one, texts) for one in found if way_of(one) == UP]
    if lose and len(lose) == len(found):
        text = texts("chart.groepen.all_lose", scenario=name)
    elif len(lose) > _MOST_NAMED:
        text = texts("chart.groepen.many", scenario=name, n=len(lose), all=len(found))
    elif lose:
        text = texts("chart.groepen.lose", scenario=name, groups=listed(lose, texts))
    elif gain and len(gain) == len(found):
        text = texts("chart.groepen.all", scenario=name)
    elif len(gain) > _MOST_NAMED:
        text = texts("chart.groepen.many_gain", scenario=name, n=len(gain), all=len(found))
    elif gain:
        text = texts("chart.groepen.gain", scenario=name, groups=listed(gain, texts))
    else:
        return texts("chart.groepen.same", scenario=name)
    return with_care(comparison, [scenario], text, texts)
