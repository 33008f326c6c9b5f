"""Three published trials run again inside the model, and the direct sizes that they ask.

The searches are made again here, so a change of the engine that moves a direct size is seen.
"""

from __future__ import annotations

import math

import pytest

from calibration.trial_world import Arm, run_arm
from calibration.trials import (
    Emulation,
    Moment,
    emulate_course,
    emulate_gothenburg,
    emulate_waiting,
    find_root,
)
from simulation.agents.codes import LAAG
from simulation.parameters import load_registry


@pytest.fixture(scope="module")
def gothenburg() -> Emulation:
    return emulate_gothenburg()


@pytest.fixture(scope="module")
def course() -> Emulation:
    return emulate_course()


@pytest.fixture(scope="module")
def waiting() -> Emulation:
    return emulate_waiting()


def moments(emulation: Emulation) -> dict[str, Moment]:
    return {f"{m.fact} {m.what}": m for m in emulation.moments}


def test_gothenburg_gives_15_points_in_the_year_after(gothenburg: Emulation) -> None:
    found = moments(gothenburg)["behaviour:C05 employed, year after"]
    assert (found.published, found.low, found.high) == (0.15, 0.05, 0.25)
    assert found.emulated == pytest.approx(0.15, abs=0.003)


def test_gothenburgs_control_arm_lives_as_published(gothenburg: Emulation) -> None:
    """15 % in the year after is fitted; about half in the long run is not."""
    found = moments(gothenburg)
    assert found["targets:T306 control, year after"].emulated == pytest.approx(0.15, abs=0.003)
    assert found["targets:T307 control, month 48"].emulated == pytest.approx(0.50, abs=0.1)


def test_gothenburgs_effect_fades_but_not_wholly(gothenburg: Emulation) -> None:
    """Published: about nought by month 36 (24 to 48). In the model the jobs that were found last,
    so some six points are left at 36 and some four at 48: inside the trial's own margin of ten.
    """
    found = moments(gothenburg)
    left = [found[f"behaviour:C06 difference, month {month}"].emulated for month in (36, 48)]
    assert 0.03 < left[0] < 0.09
    assert 0.01 < left[1] < left[0]


def test_the_german_course_lies_in_its_intervals_without_a_direct_effect(
    course: Emulation,
) -> None:
    """Lock-in first, then gain: language and the end of lessons do it. What the model does not
    give is the steepness: 2.6 points more between months 12 and 18, where 7.6 were published.
    """
    found = moments(course)
    twelve = found["behaviour:C18 employed, 12 months after the start"]
    eighteen = found["behaviour:C19 employed, 18 months after the start"]
    assert (twelve.low, twelve.high) == (0.02, 0.07)
    assert (eighteen.low, eighteen.high) == (0.07, 0.17)
    assert twelve.inside and eighteen.inside
    assert 0.01 < eighteen.emulated - twelve.emulated < 0.05


def test_the_swiss_wait_multiplies_later_employment_as_published(waiting: Emulation) -> None:
    found = moments(waiting)
    ratio = found["behaviour:C02 employment, ratio a month of waiting"]
    assert (ratio.low, ratio.high) == (0.978, 0.986)
    assert ratio.emulated == pytest.approx(0.982, abs=0.0005)
    # Not fitted: the points that a year of waiting costs.
    points = found["behaviour:C01 employment, a year of waiting"]
    assert points.inside
    assert (points.low, points.high) == (-0.05, -0.04)


def test_every_trial_lies_inside_its_published_interval(
    gothenburg: Emulation, course: Emulation, waiting: Emulation
) -> None:
    for emulation in (gothenburg, course, waiting):
        assert emulation.moments
        outside = [m for m in emulation.moments if not m.inside]
        assert outside == [], emulation.trial


@pytest.mark.parametrize(
    ("name", "trial", "within"),
    [
        ("duale_trajecten.direct_ratio", "gothenburg", 0.05),
        ("duale_trajecten.direct_fade", "gothenburg", 0.03),
        ("werk.wait", "waiting", 0.0007),
    ],
)
def test_the_registered_direct_size_is_what_the_emulation_asks(
    name: str, trial: str, within: float, request: pytest.FixtureRequest
) -> None:
    emulation: Emulation = request.getfixturevalue(trial)
    registered = load_registry()[name]
    assert emulation.direct[name] == pytest.approx(registered.at(300), abs=within)
    assert "calibration/trials.py" in registered.note


def test_only_one_waiting_multiplier_is_active() -> None:
    """Nothing but werk.wait makes work hang on waiting: with it at nought both arms are alike."""

    def employed(wait: int) -> float:
        values = {"huisvesting.coupling_months": wait, "werk.wait": 0.0, "lessen.forgetting": 0.0}
        arm = run_arm(4000, 60, values=values, arrival=18 - wait)
        return arm.employed_over(arm.settled + 18, arm.settled + 30)

    assert employed(18) == employed(6)


def test_both_arms_hold_the_same_people_with_the_same_luck() -> None:
    one, other = (run_arm(500, 24, schooling=LAAG) for _ in range(2))
    assert isinstance(one, Arm)
    assert (one.ability == other.ability).all()
    assert one.employed(23) == other.employed(23)


def test_a_root_is_found_and_a_missing_one_is_told() -> None:
    assert find_root(lambda x: x * x - 2, 0.0, 5.0, 1e-6) == pytest.approx(math.sqrt(2), abs=1e-5)
    assert find_root(lambda x: 2 - x * x, 0.0, 5.0, 1e-6) == pytest.approx(math.sqrt(2), abs=1e-5)
    with pytest.raises(ValueError, match="no change of sign"):
        find_root(lambda x: x * x + 1, 0.0, 5.0, 1e-6)
