"""The page that says how sure a difference is: whether there are enough worlds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.asking import shipped
from dashboard.components.certainty import SMALL_PART, main_differences, worlds_needed
from dashboard.results import find_comparison_of
from experiments.compare.comparison import Comparison, Difference
from experiments.compare.estimate import Z
from experiments.compare.outcomes import LEVEL, NOTICED
from tests.dashboard.test_pages import WORLDS, computed  # noqa: F401  (a fixture)


@pytest.fixture
def comparison(computed: Path, monkeypatch: pytest.MonkeyPatch) -> Comparison:  # noqa: F811
    monkeypatch.setenv("DOORSTROOM_STORE", str(computed))
    pair = [shipped("base"), shipped("duale-trajecten")]
    stored = find_comparison_of(pair, WORLDS, 1)
    assert stored is not None
    return stored.comparison


def level(comparison: Comparison) -> Difference:
    return next(d for d in main_differences(comparison, 1) if d.asked.name == LEVEL)


def with_error(found: Difference, error: float, width: float = 0.0) -> Difference:
    fields = {"monte_carlo_se": error, "low": -width / 2, "high": width / 2, "worlds": 100}
    return replace(found, effect=replace(found.effect, **fields))  # type: ignore[arg-type]


def test_an_error_of_what_is_noticed_has_worlds_enough(comparison: Comparison) -> None:
    found = level(comparison)
    just = NOTICED["share"] / Z
    assert worlds_needed(with_error(found, just * 0.999)) <= 100
    assert worlds_needed(with_error(found, 2 * just)) == pytest.approx(400, abs=1)
    assert worlds_needed(with_error(found, float("nan"))) == 0


def test_an_error_that_is_small_beside_the_interval_does_not_matter(
    comparison: Comparison,
) -> None:
    found, width = level(comparison), 0.4
    small = SMALL_PART * width / 2 / Z
    assert worlds_needed(with_error(found, small * 0.999, width)) <= 100
    assert worlds_needed(with_error(found, 2 * small, width)) == pytest.approx(400, abs=1)


def test_the_table_is_about_everybody_and_holds_waits(comparison: Comparison) -> None:
    names = {found.asked.name for found in main_differences(comparison, 1)}
    assert {LEVEL, "weeks_notice_to_pip"} <= names
