"""The charts of what a result hangs on: the same difference under other assumptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import hypot, isnan

from experiments.charts import style
from experiments.charts.chart import IntervalChart, Row
from experiments.charts.compared import others, quoted, row_of, with_care
from experiments.charts.differences import who_is_compared
from experiments.charts.units import POINTS
from experiments.compare.comparison import Comparison, Difference
from experiments.compare.estimate import Z
from experiments.compare.outcomes import LEVEL, NOTICED, WORK
from experiments.texts import Texts

NAME = "aannames"
OUTCOMES = {LEVEL: "niveau", WORK: "werk"}


def tornado_charts(comparison: Comparison, texts: Texts) -> Iterator[IntervalChart]:
    """Give, for each scenario, its main outcome under every other assumption, the largest first.

    The outcome is that of level B1 and work which moves most between assumptions.
    """
    for scenario in others(comparison):
        found = max(
            (
                (main, variants)
                for name in OUTCOMES
                if (main := comparison.main(scenario, name)) is not None
                and (variants := _variants(comparison, scenario, main))
            ),
            key=lambda pair: _shift(pair[0], next(iter(pair[1].values()))),
            default=None,
        )
        if found is None:
            continue
        main, variants = found
        name = comparison.question.scenarios[scenario].name
        what = texts(f"chart.aannames.outcome.{OUTCOMES[main.asked.name]}")
        yield IntervalChart(
            name=f"{NAME}-{name}",
            message=_message(comparison, main, variants, what, texts),
            subtitle=texts("chart.verschil.subtitle", who=who_is_compared(comparison, texts)),
            x_label=texts("chart.aannames.x", outcome=what, months=main.asked.filter["at"]),
            rows=list(_rows(main, variants, texts)),
            unit=POINTS,
            differences=True,
        )


def _variants(comparison: Comparison, scenario: int, main: Difference) -> dict[str, Difference]:
    """Return the outcome under each variant of a scenario, the one that shifts it most first."""
    found = {
        other.variant.key: one
        for other in comparison.otherwise
        if other.scenario == scenario
        for one in other.differences
        if one.asked.key == main.asked.key and not isnan(one.effect.difference)
    }
    return dict(sorted(found.items(), key=lambda pair: -_shift(main, pair[1])))


def _error(found: Difference) -> float:
    error = found.effect.monte_carlo_se
    return 0.0 if isnan(error) else error


def _shift(main: Difference, other: Difference) -> float:
    return abs(other.effect.difference - main.effect.difference)


def _rows(main: Difference, variants: dict[str, Difference], texts: Texts) -> Iterator[Row]:
    for key, found in {"main": main, **variants}.items():
        row = row_of(found, _words(key, texts), texts, key)
        yield replace(row, wide=None, colour=style.INK if key == "main" else row.colour)


def _words(key: str, texts: Texts) -> str:
    """Return what a variant is called: the part of its key before the numbers."""
    return texts(f"compare.variant.{key.partition('[')[0]}")


def _message(
    comparison: Comparison,
    main: Difference,
    variants: dict[str, Difference],
    what: str,
    texts: Texts,
) -> str:
    """Name the assumption that moves the outcome most, if it does so beyond noise and notice."""
    scenario = quoted(comparison, main.scenario, texts)
    key, most = next(iter(variants.items()))
    noise = Z * hypot(_error(main), _error(most))
    if _shift(main, most) < max(NOTICED["share"], noise):
        return texts("chart.aannames.same", scenario=scenario, outcome=what)
    assumption = _words(key, texts)
    text = texts("chart.aannames.most", scenario=scenario, outcome=what, assumption=assumption)
    return with_care(comparison, [main.scenario], text, texts)
