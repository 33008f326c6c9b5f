"""What the charts of a comparison share: names, rows with two intervals, words of a difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isnan

from experiments.charts import style
from experiments.charts.chart import Row
from experiments.charts.words import listed
from experiments.compare.comparison import Comparison, Difference
from experiments.compare.outcomes import group_of
from experiments.numbers import write_difference
from experiments.texts import Texts

UP, DOWN, SAME = "up", "down", "same"


def title_of(comparison: Comparison, scenario: int, texts: Texts) -> str:
    """Return what a scenario is called in charts."""
    title = comparison.question.scenarios[scenario].title
    return (title.en if texts.lang == "en" else title.nl) or title.nl


def others(comparison: Comparison) -> list[int]:
    """Return the scenarios that are told of, held against the first."""
    told = {difference.scenario for difference in comparison.differences}
    return [place for place in range(1, len(comparison.question.scenarios)) if place in told]


def find(
    comparison: Comparison, scenario: int, name: str, **filters: str | int
) -> Difference | None:
    """Return the first difference of a scenario in an outcome of everybody, with these filters."""
    for found in comparison.differences:
        asked = found.asked
        if found.scenario != scenario or asked.name != name or group_of(asked):
            continue
        if all(asked.filter.get(key) == value for key, value in filters.items()):
            return found
    return None


def only(comparison: Comparison, scenario: int) -> Comparison:
    """Return a comparison that tells of one scenario, against the same reference."""
    return replace(
        comparison,
        differences=tuple(d for d in comparison.differences if d.scenario == scenario),
        unmeasured=tuple(u for u in comparison.unmeasured if u.scenario == scenario),
    )


def is_unmeasured(comparison: Comparison, scenario: int) -> bool:
    """Tell whether a scenario rests on an effect that nobody has measured."""
    return any(found.scenario == scenario for found in comparison.unmeasured)


def way_of(found: Difference) -> str:
    """Return `up` or `down` where the interval leaves out no difference, else `same`.

    What is too small to matter to anybody is the same too, however sure the model is of it.
    """
    if isnan(found.effect.difference) or not (found.clear and found.noticed):
        return SAME
    return UP if found.effect.difference > 0 else DOWN


def row_of(found: Difference, label: str, texts: Texts, key: str | None = None) -> Row:
    """Return the row of a difference: the uncertainty of the effect, and what may be seen."""
    effect = found.effect
    edges = (effect.low, effect.difference, effect.high)
    if found.asked.name == "cost":
        edges = tuple(round(edge, -3) for edge in edges)  # type: ignore[assignment]
    low, middle, high = (write_difference(edge, found.asked.unit, texts.lang) for edge in edges)
    colour = style.SCENARIO_LOOKS[(found.scenario - 1) % len(style.SCENARIO_LOOKS)][0]
    wide = None
    if not isnan(effect.predictive_low):
        wide = (effect.predictive_low, effect.predictive_high)
    return Row(
        key=key or f"{found.asked.key}:{found.scenario}",
        label=label,
        low=effect.low,
        middle=effect.difference,
        high=effect.high,
        value_label=texts("chart.verschil.value", middle=middle, low=low, high=high),
        colour=colour,
        wide=wide,
    )


def scenario_label(comparison: Comparison, scenario: int, texts: Texts) -> str:
    """Return a scenario's title, with a word where its effect was not measured."""
    title = title_of(comparison, scenario, texts)
    if is_unmeasured(comparison, scenario):
        return texts("chart.verschil.unmeasured", title=title)
    return title


def message_of(comparison: Comparison, found: Sequence[Difference], what: str, texts: Texts) -> str:
    """Say which scenarios clearly change an outcome, and nothing more.

    what: key of the outcome under `chart.verschil`. No word of probability and no rank; where an
    effect was not measured, that comes first.
    """
    ways = {UP: [one for one in found if way_of(one) == UP]}
    ways[DOWN] = [one for one in found if way_of(one) == DOWN]
    moved = [*ways[UP], *ways[DOWN]]
    if not moved:
        return texts(f"chart.verschil.{what}.same")
    parts = [
        texts(
            f"chart.verschil.{what}.{way}",
            scenarios=listed([quoted(comparison, one.scenario, texts) for one in ones], texts),
        )
        for way, ones in ways.items()
        if ones
    ]
    return with_care(comparison, [one.scenario for one in moved], "; ".join(parts), texts)


def with_care(comparison: Comparison, scenarios: Sequence[int], text: str, texts: Texts) -> str:
    """Return a message about scenarios; that an effect was not measured comes first in it."""
    assumed = [scenario for scenario in scenarios if is_unmeasured(comparison, scenario)]
    if not assumed:
        return text[0].upper() + text[1:]
    if len(assumed) == len(scenarios):
        return texts("chart.verschil.all_assumed", message=text)
    names = listed([quoted(comparison, scenario, texts) for scenario in assumed], texts)
    return texts("chart.verschil.some_assumed", message=text, scenarios=names)


def quoted(comparison: Comparison, scenario: int, texts: Texts) -> str:
    """Return the name of a scenario as a message gives it."""
    return texts("chart.verschil.quoted", title=comparison.question.scenarios[scenario].name)
