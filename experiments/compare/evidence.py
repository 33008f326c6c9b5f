"""Whether the evidence allows a probability; and what there is to say where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log
from typing import TYPE_CHECKING

from experiments.compare.cohort import differs_in_law, differs_in_world, policies_apart
from experiments.compare.estimate import Effect
from experiments.compare.variants import first_size, kinds_apart
from simulation.laws import BEHAVIOUR_OF_THE_OLD_LAW
from simulation.parameters import load_registry
from simulation.policy import MEASURED

if TYPE_CHECKING:
    from experiments.compare.outcomes import Asked
    from simulation.policy import Kind
    from simulation.setup import Setup

UNMEASURED, WORLD, NO_POLICY, ONE_DRAW, NEUTRAL, NO_DIFFERENCE = (
    *("unmeasured", "world", "no-policy"),
    *("one-draw", "neutral", "no-difference"),
)
"""Why no probability is printed: the codes of `why_null`."""


def why_no_probability(reference: Setup, other: Setup, effect: Effect, direction: int) -> str:
    """Return why no probability may be told of a difference; '' where one may.

    Where an effect was never measured none may, whatever the draws say (model.md 7): their spread
    is that of an assumption; and what people do differently under two laws is assumed.
    """
    if unmeasured_kinds(reference, other) or differs_in_law(reference, other):
        return UNMEASURED
    if differs_in_world(reference, other):
        return WORLD
    if not policies_apart(reference, other):
        return NO_POLICY
    if effect.above != effect.above:
        return ONE_DRAW
    if not effect.moved:
        return NO_DIFFERENCE
    return "" if direction else NEUTRAL


def unmeasured_kinds(reference: Setup, other: Setup) -> tuple[Kind, ...]:
    """Return the kinds of policy apart whose effect nobody has measured."""
    return tuple(kind for kind in kinds_apart(reference, other) if not kind.measured)


def assumed_of_the_laws(reference: Setup, other: Setup) -> tuple[str, ...]:
    """Return what is assumed of behaviour where two setups differ in the law; else nothing."""
    if not differs_in_law(reference, other):
        return ()
    registry = load_registry()
    return tuple(n for n in BEHAVIOUR_OF_THE_OLD_LAW if registry[n].status not in MEASURED)


def chance_of_better(effect: Effect, direction: int) -> float:
    """Return the share of draws whose expected difference is better; no difference is not."""
    return effect.above if direction > 0 else effect.below


@dataclass(frozen=True)
class BreakEven:
    """Where an outcome's difference comes to a goal, over the range of an effect size.

    size: registered id; low, high: its range; goal: the outcome; wanted: the difference in it that
    counts as breaking even; value: the size that reaches
    it, None where no size in the range does; at_low, at_high: the difference at the ends.
    """

    size: str
    goal: Asked
    wanted: float
    low: float
    high: float
    at_low: float
    at_high: float
    value: float | None


def break_even(
    kind: Kind, goal: Asked, wanted: float, points: Sequence[tuple[float, float]]
) -> BreakEven | None:
    """Return where the difference comes to `wanted`, by lines between the simulated sizes.

    points: (size, difference) pairs, at least two. A size that multiplies is read on the scale of
    its logarithm, where an effect is closest to a straight line.
    """
    points = sorted(points)
    if len(points) < 2:
        return None
    size, _ = first_size(kind)
    multiplies = load_registry()[size].unit == "ratio" and points[0][0] > 0.0
    to, back = (log, exp) if multiplies else (float, float)
    value = None
    for (left, low), (right, high) in pairwise(points):
        if min(low, high) <= wanted <= max(low, high) and low != high:
            part = (wanted - low) / (high - low)
            value = back(to(left) + part * (to(right) - to(left)))
            break
    return BreakEven(
        size, goal, wanted, points[0][0], points[-1][0], points[0][1], points[-1][1], value
    )
