"""No number outgrows its field, in the longest world and for the busiest of lives.

Counters lie in single bytes, months in two: compiled code lets them wrap without a word, and an
attempt number -128 would draw at an address that is nobody's. So a world of thirty years is run in
which everything happens as often as the registry's ranges allow.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.agents.codes import HIGHEST_LEVEL, NEVER, ONDERWIJSROUTE, PHASES, ROUTES
from simulation.engine import advance, build_world, prepare
from simulation.parameters import load_registry
from simulation.setup import MOST_MONTHS, Setup
from tests.engine.worlds import START, region

COUNTERS = (
    "calls",
    "asks",
    "reviews",
    "breaks",
    "jobs",
    "attempts",
    "lapses",
    "pending",
    "ground_months",
    "extension_asked",
)
AT_HIGH = (
    "examens.book_hazard",
    "examens.book_within",
    "examens.book_deadline_factor",
    "examens.premature_within",
    "lessen.break_hazard",
    "lessen.illness_hazard",
    "lessen.care_hazard",
    "lessen.return_hazard",
    "lessen.birth_share",
    "lessen.own_course_hazard",
    "intake.no_show",
    "intake.call_hazard",
    "werk.base_hazard",
    "werk.loss_hazard",
    "vrijwilligerswerk.entry",
    "termijn.request_share",
)
AT_LOW = (
    "leerroute.review_months",
    "lessen.seat_kept_months",
    "lessen.efficiency",
    "examens.slope",
    "huisvesting.move_away",
    "huisvesting.leave_country",
    "ontheffing.request_hazard",
)


@pytest.fixture(scope="module", params=["busy", "idle"])
def world(request: pytest.FixtureRequest) -> Any:
    """The longest world: at the busy edges of the priors, and as registered."""
    registry = load_registry()
    overrides = {}
    if request.param == "busy":
        overrides = {name: {-1: float(registry[name].high or 0.0)} for name in AT_HIGH}
        overrides |= {name: {-1: float(registry[name].low or 0.0)} for name in AT_LOW}
    setup = Setup(region(40_000, 20_000), START, MOST_MONTHS, overrides=overrides)
    world = build_world(prepare(setup, registry.draw("point")), 1, 0)
    assert advance(world, 0, MOST_MONTHS)
    return world


@pytest.mark.parametrize("field", COUNTERS)
def test_counters_stay_inside_their_field(field: str, world: Any) -> None:
    """With room to spare: a wrapped counter would be negative, a nearly full one will wrap."""
    numbers = world.people[field]
    assert int(numbers.min()) >= 0
    assert int(numbers.max()) < 0.95 * np.iinfo(numbers.dtype).max


def test_months_lie_in_the_world_or_are_never(world: Any) -> None:
    """A term may end, and an exam be booked, some years after the world does."""
    for field in ("milestones", "exam_month", "result_month", "extension_month", "exempt_month"):
        months = world.people[field]
        known = months[months != NEVER]
        assert known.size > 0, field
        assert -100 < int(known.min()) <= int(known.max()) < MOST_MONTHS + 60, field
    for field in ("term_end", "call_month", "queued_since", "next_review", "job_since"):
        months = world.people[field].astype(int)
        assert int(months[months != NEVER].max()) < np.iinfo(np.int16).max - MOST_MONTHS, field


def test_codes_are_codes(world: Any) -> None:
    people = world.people
    assert set(np.unique(people["phase"]).tolist()) <= set(range(PHASES))
    assert set(np.unique(people["route"]).tolist()) <= set(range(ROUTES))
    assert (people["route"] == ONDERWIJSROUTE).any()
    for field in ("settled", "seat", "own_course", "in_education", "volunteering", "extended"):
        assert set(np.unique(people[field]).tolist()) <= {0, 1}, field


def test_floats_are_finite_and_in_range(world: Any) -> None:
    people = world.people
    for field, (kind, *_) in people.dtype.fields.items():
        if kind.base.kind == "f":
            assert np.isfinite(people[field]).all(), field
    assert 0.0 <= people["ability"].min() <= people["ability"].max() <= HIGHEST_LEVEL
    for field in (
        "course_hours",
        "offered_hours",
        "alfa_hours",
        "alfa_left",
        "map_hours",
        "income",
    ):
        assert people[field].min() >= 0.0, field
    assert (people["course_hours"] <= people["offered_hours"] + 1e-9).all()


def test_the_offer_counts_whole_places(world: Any) -> None:
    for field in ("occupied", "open_seats"):
        assert int(world.aanbod[field].min()) >= 0, field
    assert int(world.gemeenten["in_reception"].min()) >= 0
    assert int(world.monthly.min()) >= 0


def test_waiting_lists_never_run_over(world: Any) -> None:
    """A ring that is overtaken would hand out somebody else's place."""
    waiting = world.queues.tail - world.queues.head
    assert int(waiting.min()) >= 0
    assert (waiting <= world.queues.room).all()


def test_a_region_of_many_gemeenten_keeps_them_apart() -> None:
    setup = Setup(region(*[3_000] * 130), START, 24)
    if setup.validate():
        return  # refused: fine too
    people = build_world(prepare(setup, load_registry().draw("point")), 1, 0).people
    assert int(people["gemeente"].min()) >= 0
