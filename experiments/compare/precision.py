"""Worlds are added until what their finite number leaves open is small enough: sequential stopping.

Only the Monte-Carlo error shrinks with more worlds. What the parameters leave open stays, however
many are run, and is told as the interval of the difference.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, isnan
from typing import Any

from experiments.compare.comparison import Comparison
from experiments.compare.estimate import Z
from experiments.compare.question import Question, default_draws

MOST_REPLICATIONS = 20_000
"""Worlds a scenario beyond which nothing is added."""
_STEP = 100
_MOST_TIMES = 8
_MARGIN = 1.1
"""Worlds are reckoned from an error that is itself an estimate: a tenth more."""


@dataclass(frozen=True)
class Precision:
    """How exact the expected difference in one outcome must be, in every scenario.

    observable: a name (of everybody, in each cohort) or a whole key. half_width: of the 90 %
    interval that the number of worlds leaves open, in the unit of the outcome.
    """

    observable: str
    half_width: float


@dataclass(frozen=True)
class Try:
    """So many worlds a scenario, and the widest half interval that they leave open."""

    replications: int
    half_width: float


def half_width_of(comparison: Comparison, observable: str) -> float:
    """Return the widest half of a 90 % Monte-Carlo interval of this outcome; nan where unknown.

    Raises KeyError where the comparison has no such outcome.
    """
    everybody = _everybody(comparison)
    found = [
        difference.effect.monte_carlo_se * Z
        for difference in comparison.differences
        if difference.asked.key == observable
        or (difference.asked.name == observable and dict(difference.asked.filter) in everybody)
    ]
    if not found:
        raise KeyError(observable)
    return max(found, key=lambda width: (isnan(width), width))


def observables_of(comparison: Comparison) -> list[str]:
    """Return what can be asked: the names that need no filter, and every key."""
    everybody = _everybody(comparison)
    asked = [difference.asked for difference in comparison.differences]
    names = [one.name for one in asked if dict(one.filter) in everybody]
    return list(dict.fromkeys([*names, *(one.key for one in asked)]))


def _everybody(comparison: Comparison) -> list[dict[str, Any]]:
    """Filters that leave nobody of a cohort out."""
    cohorts = comparison.question.cohorts
    return [dict(found) for cohort in cohorts for found in (cohort.moment, cohort.people)]


def replications_for(found: Try, precision: Precision) -> int:
    """Return with how many worlds to go on: what the error tells is needed, in round numbers."""
    needed = found.replications * (found.half_width / precision.half_width) ** 2 * _MARGIN
    needed = min(max(needed, found.replications + _STEP), found.replications * _MOST_TIMES)
    return min(ceil(needed / _STEP) * _STEP, MOST_REPLICATIONS)


def with_replications(question: Question, replications: int) -> Question:
    """Return the same question in more worlds; draws grow with them as they do by default."""
    draws = question.draws
    if draws == default_draws(question.parameters, question.replications):
        draws = default_draws(question.parameters, replications)
    return replace(question, replications=replications, draws=draws)


def try_until(
    question: Question, precision: Precision, compare: Callable[[Question], Comparison]
) -> list[Try]:
    """Compare in more and more worlds until the outcome is exact enough; return every try.

    compare: answers a question. The last try holds, unless its half width is still too wide: then
    MOST_REPLICATIONS were not enough. Raises KeyError for an outcome that there is not.
    """
    bare = replace(question, variants=False)
    tries: list[Try] = []
    replications = question.replications
    while True:
        comparison = compare(with_replications(bare, replications))
        tries.append(Try(replications, half_width_of(comparison, precision.observable)))
        if isnan(tries[-1].half_width) or tries[-1].half_width <= precision.half_width:
            return tries
        if replications >= MOST_REPLICATIONS:
            return tries
        replications = replications_for(tries[-1], precision)
