"""The search against shares that are known: it finds the first value that meets a norm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.plan.search import Point, Span, search

WORLDS = 1000


def asking(share: Callable[[float], float], worlds: int = WORLDS) -> tuple[list[float], object]:
    tried: list[float] = []

    def ask(values: Sequence[float]) -> list[Point]:
        tried.extend(values)
        return [Point(value, floor(share(value) * worlds + 1e-9), worlds) for value in values]

    return tried, ask


@given(low=st.integers(0, 50), width=st.integers(1, 400), place=st.floats(0.01, 0.99))
def test_it_finds_the_first_whole_value_that_meets(low: int, width: int, place: float) -> None:
    bound = low + place * width
    tried, ask = asking(lambda value: 0.95 if value >= bound else 0.5)
    found = search(Span(low, low + width, 1.0), 0.9, ask)  # type: ignore[arg-type]
    expected = next(v for v in range(low, low + width + 1) if v >= bound)
    assert found.value == expected
    assert (found.rising, found.steady) == (True, True)
    assert found.at_once == (expected == low)
    assert len(tried) == len(set(tried)) <= 5 + 3 * 5
    assert all(value == int(value) for value in tried)


@given(place=st.floats(0.01, 0.99))
def test_where_more_is_worse_it_finds_the_last_value_that_meets(place: float) -> None:
    bound = place * 100
    _, ask = asking(lambda value: 0.95 if value <= bound else 0.5)
    found = search(Span(0, 100, 1.0), 0.9, ask)  # type: ignore[arg-type]
    assert found.value == floor(bound)
    assert not found.rising


def test_a_slope_gives_the_values_that_chance_leaves_open() -> None:
    # The share rises by 0.01 a step; with 200 worlds 0.9 has an interval of 0.858 to 0.930.
    _, ask = asking(lambda value: value / 100, worlds=200)
    found = search(Span(0, 100, 1.0), 0.9, ask)  # type: ignore[arg-type]
    assert found.value == 90
    assert found.low is not None
    assert found.high is not None
    assert 85 <= found.low < 90 < found.high <= 95


def test_nothing_meets_it() -> None:
    _, ask = asking(lambda value: value / 200)
    found = search(Span(0, 100, 1.0), 0.9, ask)  # type: ignore[arg-type]
    assert found.value is None
    assert found.high is None
    assert found.best.value == 100


def test_what_dips_again_is_told() -> None:
    _, ask = asking(lambda value: 0.95 if 20 <= value < 60 or value > 90 else 0.5)
    found = search(Span(0, 100, 1.0), 0.9, ask)  # type: ignore[arg-type]
    assert found.value == 20
    assert not found.steady


@pytest.mark.parametrize(
    ("met", "worlds", "low", "high"), [(180, 200, 0.8601, 0.9296), (0, 100, 0.0, 0.0263)]
)
def test_the_interval_is_that_of_wilson(met: int, worlds: int, low: float, high: float) -> None:
    # By hand: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), z = 1.6449.
    found = Point(1.0, met, worlds).interval
    assert found == pytest.approx((low, high), abs=1e-3)
