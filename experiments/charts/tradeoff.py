"""The chart of what level B1 costs: each scenario as a cloud over the parameter draws."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from experiments.charts import style
from experiments.charts.chart import Cloud, CloudChart
from experiments.charts.compared import (
    SAME,
    find,
    others,
    quoted,
    scenario_label,
    way_of,
    with_care,
)
from experiments.charts.differences import who_is_compared
from experiments.charts.units import POINTS
from experiments.compare.arms import Arm
from experiments.compare.comparison import Comparison, Difference
from experiments.compare.estimate import chance_variance
from experiments.compare.keep import StoredComparison, values_of
from experiments.compare.outcomes import LEVEL
from experiments.compare.variants import MAIN
from experiments.texts import Texts

NAME = "afruil"
COST, PAYER = "cost_per_person", "gemeente"


def tradeoff_chart(stored: StoredComparison, texts: Texts) -> Iterator[CloudChart]:
    """Give the chart: what municipalities pay per person against the share at level B1."""
    comparison = stored.comparison
    at = comparison.question.cohorts[-1].at
    found = [
        (cost, level)
        for scenario in others(comparison)
        if (cost := find(comparison, scenario, COST, payer=PAYER, at=at)) is not None
        and (level := comparison.main(scenario, LEVEL)) is not None
    ]
    if not found:
        return
    values = values_of(stored)
    reference = values[Arm(0, MAIN).name]
    keys = {asked.key: place for place, asked in enumerate(comparison.question.asked)}
    clouds = []
    for cost, level in found:
        other = values[Arm(level.scenario, MAIN).name]
        x, y = (
            by_draw(
                other.values[:, keys[one.asked.key]] - reference.values[:, keys[one.asked.key]],
                reference.draws,
            )
            for one in (cost, level)
        )
        both = ~(np.isnan(x) | np.isnan(y))
        colour, marker = style.SCENARIO_LOOKS[(level.scenario - 1) % len(style.SCENARIO_LOOKS)]
        clouds.append(
            Cloud(
                key=comparison.question.scenarios[level.scenario].name,
                label=scenario_label(comparison, level.scenario, texts),
                x=x[both],
                y=y[both],
                colour=colour,
                marker=marker,
                x_band=(cost.effect.low, cost.effect.difference, cost.effect.high),
                y_band=(level.effect.low, level.effect.difference, level.effect.high),
            )
        )
    yield CloudChart(
        name=NAME,
        message=_message(comparison, found, texts),
        subtitle=texts("chart.afruil.subtitle", who=who_is_compared(comparison, texts)),
        x_label=texts("chart.afruil.x", months=at),
        y_label=texts("chart.afruil.y", months=at),
        x_unit="eur",
        unit=POINTS,
        clouds=clouds,
    )


def by_draw(difference: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Return the expected difference of each parameter draw, drawn to the middle for chance.

    difference, draws: (worlds,). The mean of a few worlds of a draw moves by chance too; the part
    of the spread that is chance is taken out, as in the interval of the effect. (draws,) float64,
    nan for a draw without a defined world.
    """
    numbers = np.unique(draws)
    defined = ~np.isnan(difference)
    means = np.array(
        [
            difference[defined & (draws == number)].mean()
            if (defined & (draws == number)).any()
            else np.nan
            for number in numbers
        ]
    )
    chance = chance_variance(difference[defined], draws[defined])
    sizes = np.array([(defined & (draws == number)).sum() for number in numbers])
    known = sizes > 0
    if known.sum() < 2 or np.isnan(chance):
        return means
    noise = chance * float(np.mean(1 / sizes[known]))
    spread = float(means[known].var(ddof=1))
    kept = max(spread - noise, 0.0) / spread if spread > 0 else 0.0
    middle = means[known].mean()
    return np.asarray(middle + kept * (means - middle))


def _message(
    comparison: Comparison, found: list[tuple[Difference, Difference]], texts: Texts
) -> str:
    """Say of each scenario that clearly moves both what it does; else that none does."""
    told, moved = [], []
    for cost, level in found:
        ways = (way_of(level), way_of(cost))
        if SAME in ways:
            continue
        name = quoted(comparison, level.scenario, texts)
        told.append(texts(f"chart.afruil.{ways[0]}_{ways[1]}", scenario=name))
        moved.append(level.scenario)
    if not told:
        return texts("chart.afruil.same")
    return with_care(comparison, moved, "; ".join(told), texts)
