"""Asking observables of a world of invented people whose lives were worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest

from simulation import engine
from simulation.observables import parse_observable
from tests.simulation.worlds import Story

MONTH_WEEKS = 13 / 3
Answer = tuple[float | None, int]
"""A value, or None where it is undefined, and the number of people behind it."""


def ask(story: Story, *texts: str) -> dict[str, Answer]:
    """What a story says to these observables, each written as a user writes it."""
    asked = [parse_observable(text, story.prepared.setup.region) for text in texts]
    outcome = engine.measure(story.prepared, story.world, asked)
    return {
        text: (None if math.isnan(value) else value, int(n))
        for text, value, n in zip(texts, outcome.observables, outcome.counts, strict=True)
    }


def hold(story: Story, expected: Mapping[str, Answer]) -> None:
    """Every answer is the one that was worked out."""
    found = ask(story, *expected)
    wrong = {
        text: f"{found[text]}, not {(value, n)}"
        for text, (value, n) in expected.items()
        if found[text][1] != n
        or (found[text][0] is None) != (value is None)
        or (value is not None and found[text][0] != pytest.approx(value))
    }
    assert wrong == {}
