"""The 18-month window for a switch against the 600 hours for lowering, from simulated lives.

At 9 hours a week nobody without hours from before the PIP or of alfabetisering has made 600 hours
when the window closes; at 16 good attenders have; at 12 some have, and most have not. So the
intensity decides which of the two doors is still open.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from simulation.agents.codes import ASIEL, B1_ROUTE, NEVER
from simulation.agents.events import (
    E_AFGESCHAALD,
    E_PIP,
    E_SWITCHED,
    M_AFGESCHAALD,
    M_PIP,
    M_SWITCHED,
)
from simulation.engine import advance, build_world, measure, prepare
from simulation.parameters import BEGIN, load_registry
from simulation.policy import Policy
from simulation.setup import Setup
from tests.engine.worlds import region

START = 276
MONTHS = 72
WINDOW = 18
PLENTY = {
    "aanbod.slack_b1": {BEGIN: 3.0},
    "aanbod.b1_start_interval": {BEGIN: 1.0},
    "aanbod.group_minimum": {BEGIN: 1.0},
    "leerroute.review_months": {BEGIN: 3.0},
}
"""No wait for lessons, and a talk every quarter: only the hours decide."""


@cache
def lives(hours: int) -> tuple[Any, dict[int, int]]:
    """Everybody in a large region, and the month after the PIP in which each was first lowered."""
    policies = (Policy("intensiteit", START, values={"uren_week": hours, "extra_docenten": 1}),)
    setup = Setup(region(600_000), START, MONTHS, overrides=PLENTY, policies=policies)
    prepared = prepare(setup, load_registry().draw("point"))
    world = build_world(prepared, 1, 0, trace=True)
    assert advance(world, 0, MONTHS)
    pips, lowered, switched = {}, {}, set()
    for month, person, code, *_ in measure(prepared, world).events.tolist():
        if code == E_PIP:
            pips[person] = month
        elif code == E_SWITCHED:
            switched.add(person)
        elif code == E_AFGESCHAALD and person not in lowered and person not in switched:
            lowered[person] = month - pips[person]
    return world.people, lowered


def plain(people: Any) -> Any:
    """Status holders of the B1-route with no hours from before: none in reception, no alfa."""
    return (
        (people["doelgroep"] == ASIEL)
        & (people["first_route"] == B1_ROUTE)
        & (people["milestones"][:, M_SWITCHED] == NEVER)
        & (people["alfa_hours"] == 0)
        & (people["coa_hours"] == 0)
    )


def in_window(hours: int) -> list[int]:
    """Who was lowered before the window for a switch had closed."""
    people, lowered = lives(hours)
    return [i for i in np.flatnonzero(plain(people)).tolist() if lowered.get(i, 999) <= WINDOW]


def test_there_are_many_who_could_be_lowered() -> None:
    """Else 'nobody' would mean little: at 9 hours many are lowered, after the window."""
    people, lowered = lives(9)
    assert sum(i in lowered for i in np.flatnonzero(plain(people)).tolist()) > 100


def test_at_9_hours_nobody_can_be_lowered_before_the_window_closes() -> None:
    assert in_window(9) == []


def test_at_16_hours_good_attenders_can() -> None:
    people, lowered = lives(16)
    able = plain(people) & (people["attendance"] >= 0.8)
    seen = [lowered[i] for i in np.flatnonzero(able).tolist() if i in lowered]
    assert len(seen) > 30
    assert np.mean([months <= WINDOW for months in seen]) > 0.5


def test_at_12_hours_it_happens_and_not_to_most() -> None:
    people, lowered = lives(12)
    seen = [lowered[i] for i in np.flatnonzero(plain(people)).tolist() if i in lowered]
    early = in_window(12)
    assert 0 < len(early) < len(seen) / 2
    assert people["attendance"][early].mean() > people["attendance"][plain(people)].mean()


@pytest.mark.parametrize("hours", [9, 12, 16])
def test_nobody_is_lowered_below_600_hours(hours: int) -> None:
    """The law's gate, whatever the intensity: in `extra` of the event stand the hours counted."""
    people, lowered = lives(hours)
    assert len(lowered) > 50
    assert (people["course_hours"][list(lowered)] >= 600).all()
    reached = people["milestones"][list(lowered)]
    assert (reached[:, M_AFGESCHAALD] > reached[:, M_PIP]).all()
