"""A comparison whose differences are known: the real question and store, made-up worlds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from experiments.compare.arms import Arm, ArmValues, arms_of, worlds_of
from experiments.compare.keep import StoredComparison, write_comparison
from experiments.compare.outcomes import Asked, group_of
from experiments.compare.question import Question
from experiments.scenario.files import load_scenario

WORLDS, DRAWS = 40, 20
Effect = Callable[[int, Asked], float]
"""What a scenario (its place) adds to an outcome, in the outcome's own unit."""


def question_of(*names: str) -> Question:
    scenarios = tuple(load_scenario(name).scenario for name in names)
    return Question(scenarios, 1, WORLDS, "prior", DRAWS)


def write_made_up_comparison(
    store: Path,
    names: tuple[str, ...],
    effect: Effect,
    spread: float = 0.1,
    people: int = 400,
) -> StoredComparison:
    """spread: of the effect over parameter draws, as a part of it, or (without an effect) of one
    percent of the outcome; people: behind each outcome.
    """
    question = question_of(*names)
    arms = arms_of(question)
    values = {arm.name: _values(question, arm, effect, spread, people) for arm in arms}
    return write_comparison(store, question, values, ["doorstroom", "compare", *names], {})


def _values(question: Question, arm: Arm, effect: Effect, spread: float, people: int) -> ArmValues:
    worlds = np.array(worlds_of(question, arm.variant), dtype=np.int64)
    draws = worlds % question.draws
    chance = np.random.default_rng(7).standard_normal((WORLDS, len(question.asked)))
    certain = np.random.default_rng(8).standard_normal((DRAWS, len(question.asked)))
    values = np.zeros((len(worlds), len(question.asked)))
    for place, asked in enumerate(question.asked):
        level = {"share": 0.4, "eur": 2e6, "weeks": 12.0}.get(asked.unit, 100.0)
        if asked.name == "cost_per_person":
            level = 40_000.0
        luck = chance[worlds, place] * level * 0.02
        values[:, place] = level + luck
        if arm.scenario:
            size = effect(arm.scenario, asked)
            width = spread * (abs(size) if size else 0.01 * level)
            values[:, place] += size + width * certain[draws, place]
    behind = np.full(values.shape, people, dtype=np.int64)
    return ArmValues(worlds, draws, values, behind, {})


def nothing(_scenario: int, _asked: Asked) -> float:
    return 0.0


def more_level(_scenario: int, asked: Asked) -> float:
    """Level B1 up five points, for everybody and every group; more cost."""
    if asked.name == "level_b1":
        return 0.05
    return 500.0 if asked.filter.get("payer") == "gemeente" else 0.0


def fulfilled_not_level(_scenario: int, asked: Asked) -> float:
    """More people fulfil and fewer reach B1; women lose work."""
    if asked.name == "fulfilled":
        return 0.08
    return -0.06 if asked.name == "level_b1" else 0.0


def women_lose(_scenario: int, asked: Asked) -> float:
    """Level B1 up for everybody, down for women."""
    if asked.name != "level_b1":
        return 0.0
    return -0.04 if group_of(asked).get("sex") == "f" else 0.03
