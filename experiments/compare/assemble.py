"""From the values of all arms to what a comparison tells: a pure function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from experiments.compare.arms import Arm, ArmValues
from experiments.compare.cohort import LAW_KIND, Cohort
from experiments.compare.comparison import (
    Comparison,
    Difference,
    Level,
    Otherwise,
    Unmeasured,
)
from experiments.compare.estimate import TAILS, estimate, pairing_ratio
from experiments.compare.evidence import (
    assumed_of_the_laws,
    break_even,
    chance_of_better,
    unmeasured_kinds,
    why_no_probability,
)
from experiments.compare.outcomes import (
    BIJSTAND,
    FULFILLED,
    LEVEL,
    WORK,
    Asked,
    direction_of,
)
from experiments.compare.question import Question
from experiments.compare.small import FEW, small_numbers
from experiments.compare.variants import MAIN, Variant
from simulation.observable import Observable

ONE_A_YEAR = 1.0
"""The goal of a break-even in people: one person a year more."""
SHOWN_AGAIN = (LEVEL, FULFILLED, WORK, BIJSTAND)
"""Outcomes that are told again under every variant."""


def compare_values(question: Question, values: Mapping[str, ArmValues]) -> Comparison:
    """Return the comparison that the values of all arms give.

    values: by the name of the arm, as simulate_arms returns them.
    """
    main = [values[Arm(place, MAIN).name] for place in range(len(question.scenarios))]
    few = _too_few(question, main)
    told = [place for place, asked in enumerate(question.asked) if asked.key not in few]
    differences = [
        _difference(question, place, scenario, main[0], main[scenario])
        for scenario in range(1, len(main))
        for place in told
    ]
    otherwise = list(_otherwise(question, values, differences, told))
    return Comparison(
        question=question,
        levels=tuple(_levels(question, main, told)),
        differences=tuple(differences),
        otherwise=tuple(otherwise),
        unmeasured=tuple(_unmeasured(question, otherwise)),
        too_few=few,
        failed={
            f"{arm}:{world}": error
            for arm, found in values.items()
            for world, error in found.errors.items()
        },
    )


def _too_few(question: Question, main: list[ArmValues]) -> dict[str, int]:
    """Outcomes of people of whom there are fewer than 30 in an arm; of nobody is no outcome."""
    found = {}
    for place, asked in enumerate(question.asked):
        if isinstance(asked, Observable):
            fewest = min(int(np.median(arm.behind[:, place])) for arm in main)
            if fewest < FEW:
                found[asked.key] = fewest
    return found


def _levels(question: Question, main: list[ArmValues], told: list[int]) -> Iterator[Level]:
    for scenario, arm in enumerate(main):
        for place in told:
            values = arm.values[:, place]
            values = values[~np.isnan(values)]
            low, high = np.percentile(values, TAILS) if len(values) else (np.nan, np.nan)
            mean = float(values.mean()) if len(values) else np.nan
            behind = round(float(np.median(arm.behind[:, place])))
            yield Level(question.asked[place], scenario, mean, float(low), float(high), behind)


def _difference(
    question: Question, place: int, scenario: int, reference: ArmValues, other: ArmValues
) -> Difference:
    asked, draws = question.asked[place], reference.draws
    mine, theirs = reference.values[:, place], other.values[:, place]
    effect, direction = estimate(mine, theirs, draws), direction_of(asked)
    setups = question.setups
    why = why_no_probability(setups[0], setups[scenario], effect, direction)
    small, cohort = None, cohort_of(question, asked)
    if cohort is not None and asked.unit == "share" and "at" in asked.filter:
        small = small_numbers(effect, mine, reference.behind[:, place], draws, cohort)
    both = ~(np.isnan(mine) | np.isnan(theirs))
    return Difference(
        asked=asked,
        scenario=scenario,
        reference=float(mine[both].mean()) if both.any() else np.nan,
        value=float(theirs[both].mean()) if both.any() else np.nan,
        effect=effect,
        behind=round(float(np.median(other.behind[:, place]))),
        direction=direction,
        kans_beter=None if why else chance_of_better(effect, direction),
        why_null=why,
        small=small,
        pairing=pairing_ratio(mine, theirs, draws),
    )


def cohort_of(question: Question, asked: Asked) -> Cohort | None:
    """Return the cohort that an outcome is about, None where it is about calendar years."""
    for cohort in question.cohorts:
        if all(asked.filter.get(name) == value for name, value in cohort.permits.items()):
            return cohort
    return None


def _otherwise(
    question: Question,
    values: Mapping[str, ArmValues],
    main: list[Difference],
    told: list[int],
) -> Iterator[Otherwise]:
    """The differences under each variant, on the worlds that it has."""
    signs = {(d.scenario, d.asked.key): np.sign(d.effect.difference) for d in main if d.clear}
    for scenario in range(1, len(question.scenarios)):
        for variant in question.variants_of(scenario):
            reference, other = (_arm(values, place, variant) for place in (0, scenario))
            other, reference = _same_worlds(other, reference)
            shown = tuple(
                _difference(question, place, scenario, reference, other)
                for place in told
                if _is_shown_again(question, question.asked[place])
            )
            turned = tuple(
                d.asked.key
                for d in shown
                if d.clear
                and signs.get((scenario, d.asked.key), 0) * np.sign(d.effect.difference) < 0
            )
            yield Otherwise(scenario, variant, shown, turned)


def _is_shown_again(question: Question, asked: Asked) -> bool:
    """The main outcomes of everybody at the end, and what the gemeente and the Rijk pay."""
    if isinstance(asked, Observable):
        return asked.key in _at_the_end(question)
    paid = asked.name in ("cost", "cost_per_person")
    return paid and asked.filter.get("payer") in ("gemeente", "rijk")


def _at_the_end(question: Question) -> dict[str, str]:
    """The keys of the outcomes that are told again, with their names."""
    moment = question.cohorts[-1].moment
    return {Observable(name, moment).key: name for name in SHOWN_AGAIN}


def _arm(values: Mapping[str, ArmValues], scenario: int, variant: Variant) -> ArmValues:
    """The values of a scenario under a variant; of the main arm where the variant cannot matter."""
    for name in (Arm(scenario, variant).name, Arm(scenario, MAIN).name):
        if name in values:
            return values[name]
    raise KeyError(variant.name)


def _same_worlds(one: ArmValues, other: ArmValues) -> tuple[ArmValues, ArmValues]:
    """Both on the worlds that both have."""
    shared = np.intersect1d(one.worlds, other.worlds)
    return _of_worlds(one, shared), _of_worlds(other, shared)


def _of_worlds(arm: ArmValues, worlds: np.ndarray) -> ArmValues:
    rows = np.flatnonzero(np.isin(arm.worlds, worlds))
    return ArmValues(
        arm.worlds[rows], arm.draws[rows], arm.values[rows], arm.behind[rows], arm.errors
    )


def _unmeasured(question: Question, otherwise: list[Otherwise]) -> Iterator[Unmeasured]:
    """What is left to say of scenarios on an effect that nobody has measured."""
    for scenario in range(1, len(question.scenarios)):
        setups = question.setups[0], question.setups[scenario]
        kinds, assumed = unmeasured_kinds(*setups), assumed_of_the_laws(*setups)
        if not kinds and not assumed:
            continue
        by_size = {
            found.variant.size: found.differences
            for found in otherwise
            if found.scenario == scenario and found.variant.size is not None
        }
        found = []
        for goal in _goals(question):
            points = [
                (size, difference)
                for size, differences in by_size.items()
                for difference in differences
                if difference.asked.key == goal
            ]
            if points:
                wanted = _wanted(points[0][1])
                at = [(size, difference.effect.difference) for size, difference in points]
                reached = break_even(kinds[0], points[0][1].asked, wanted, at)
                found += [reached] if reached is not None else []
        yield Unmeasured(
            scenario,
            (*(kind.name for kind in kinds), *([LAW_KIND] if assumed else [])),
            (*(name for kind in kinds for name in kind.unmeasured), *assumed),
            tuple(found),
        )


def _goals(question: Question) -> list[str]:
    """What a break-even is asked of: a person more at the level or at work; the same bill."""
    names = _at_the_end(question)
    people = [key for key, name in names.items() if name in (LEVEL, WORK)]
    bill = [
        asked.key
        for asked in question.asked
        if asked.name == "cost" and asked.filter.get("payer") == "gemeente"
    ]
    return people + bill


def _wanted(difference: Difference) -> float:
    """The difference at which a policy breaks even: one person a year better, or no euro more."""
    if difference.asked.unit != "share" or difference.small is None:
        return 0.0
    return difference.direction * ONE_A_YEAR / difference.small.people
