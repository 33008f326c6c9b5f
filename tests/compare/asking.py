"""Questions that are small enough for a test, on the real engine."""

from __future__ import annotations

from typing import Any

from experiments.compare.arms import arms_of, simulate_arms
from experiments.compare.assemble import compare_values
from experiments.compare.comparison import Comparison
from experiments.compare.question import Question, default_draws
from experiments.scenario.files import load_scenario
from experiments.scenario.model import Scenario


def shipped(*names: str) -> tuple[Scenario, ...]:
    return tuple(load_scenario(name).scenario for name in names)


def asked(*names: str, worlds: int = 8, kind: Any = "prior", **more: Any) -> Question:
    draws = more.pop("draws", default_draws(kind, worlds))
    return Question(shipped(*names), 1, worlds, kind, draws, **more)


def compared(question: Question, workers: int = 2) -> Comparison:
    return compare_values(question, simulate_arms(question, arms_of(question), workers))
