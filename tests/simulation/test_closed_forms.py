"""Where a chance is the same every month, waiting for it is geometric: theory gives the answer.

Each test follows 4,000 invented people, of whom one thing is left to chance. The error printed is
in standard errors of the share; four of them are chance of 1 in 16,000, with fixed seeds.
"""

import numpy as np
import pytest

from simulation.agents.codes import GEZIN, NEVER
from simulation.agents.events import (
    M_INTAKE,
    M_LESSONS,
    M_MAP,
    M_NOTICE,
    M_OUT,
    M_PIP,
    M_PVT,
    M_SETTLED,
)
from tests.simulation.worlds import Newcomer, tell

PEOPLE = 4000
MOST_ERRORS = 4


def many(**traits):
    """So many people who are all alike, but for their luck."""
    return [Newcomer(str(number), **traits) for number in range(PEOPLE)]


def waits(story, begin, end):
    """Months between two milestones; those who never reached the second wait for ever."""
    months = np.array(story.world.people["milestones"], dtype=float)
    months[months == NEVER] = np.inf
    return months[:, end] - months[:, begin]


def hold_against_theory(wait, hazard, first, last):
    """Still waiting after k months of chance: (1 - hazard)^k."""
    assert (wait >= first).all()
    worst = 0.0
    for months in range(first, last + 1):
        expected = (1 - hazard) ** (months - first + 1)
        error = (wait > months).mean() - expected
        worst = max(worst, abs(error) / np.sqrt(expected * (1 - expected) / len(wait)))
    print(f"hazard {hazard}: {worst:.2f} standard errors at most over {last - first + 1} months")
    assert worst < MOST_ERRORS


def test_moving_away():
    """A household may leave from the month after it came to live here."""
    h = 0.02
    story = tell(many(starts_exempt=1), 60, {"huisvesting.move_away": h})
    hold_against_theory(waits(story, M_SETTLED, M_OUT), h, 1, 58)


@pytest.fixture(scope="module")
def family():
    """Family migrants: the call, the own course and the PVT are left to chance."""
    chances = {
        "intake.call_hazard": 0.25,
        "lessen.own_course_hazard": 0.35,
        "pvt.hazard": 0.12,
        "examens.book_hazard": 0,
    }
    return tell(many(doelgroep=GEZIN, ability=1.2, hours_per_level=1e6), 60, chances)


@pytest.mark.parametrize(
    ("begin", "end", "hazard", "last"),
    [
        (M_NOTICE, M_INTAKE, 0.25, 15),
        (M_PIP, M_LESSONS, 0.35, 12),
        (M_PIP, M_PVT, 0.12, 25),
    ],
)
def test_a_wait_by_chance_is_geometric(family, begin, end, hazard, last):
    """The call after the notice, the own course and the PVT after the PIP: from the next month."""
    hold_against_theory(waits(family, begin, end), hazard, 1, last)


def test_not_coming_to_the_intake():
    """Three calls two months apart; who misses the third has the intake in absence (Wi 14)."""
    h = 0.3
    story = tell(many(), 12, {"intake.no_show": h})
    months = waits(story, M_NOTICE, M_INTAKE)
    for month, expected in ((1, 1 - h), (3, h * (1 - h)), (5, h * h)):
        error = (months == month).mean() - expected
        assert abs(error) < MOST_ERRORS * np.sqrt(expected * (1 - expected) / PEOPLE)


def test_the_closing_talk_of_the_map():
    """Hours of the MAP done in the first month of it: the talk by `map.talk_hazard` a month.

    The PVT lies behind everybody; how often others do theirs says nothing about this talk.
    """
    h = 0.5
    values = {"pvt.hazard": {0: 0, 6: 0.999999, 7: 0.3}, "map.talk_hazard": h}
    values["examens.book_hazard"] = 0
    story = tell(many(ability=1.2, hours_per_level=1e6), 40, values)
    hold_against_theory(waits(story, M_PIP, M_MAP), h, 6, 12)
