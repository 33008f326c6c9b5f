"""With constant hazards the model meets the closed form: work, study, breaks, exams, leaving.

As tests/simulation/test_closed_forms.py does for calls, own courses and PVT: 4,000 invented people,
one thing left to chance, the error printed in standard errors. Chains of several states are held
month by month against powers of their matrix.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from simulation.agents import events as ev
from simulation.agents.codes import DROPPED_OUT, ILL, LEFT_COUNTRY, MOVED_AWAY, NEVER, UNABLE
from simulation.record import MONTHLY_COLUMNS
from tests.simulation.worlds import Newcomer, Story, tell
from tests.theory.estimates import Estimate, hold, share_of, worst

PEOPLE = 4_000
MONTHS = 48


def alike(**traits: Any) -> list[Newcomer]:
    """So many people who are all alike, but for their luck."""
    return [Newcomer(str(number), **traits) for number in range(PEOPLE)]


HOMES = {"huisvesting.taakstelling": 1e9}
"""Everybody moves in at once, in the first month."""


def live(people: list[Newcomer], months: int, values: dict[str, Any]) -> Story:
    """As tell, with a home for everybody in the first month."""
    story = tell(people, months, {**HOMES, **values})
    assert (story.world.people["milestones"][:, ev.M_SETTLED] == 0).all()
    return story


def chain(steps: int, begin: list[float], matrix: list[list[float]]) -> npt.NDArray[np.float64]:
    """(steps, states) chances after 1, 2, ... steps."""
    rows = [np.array(begin)]
    for _ in range(steps):
        rows.append(rows[-1] @ np.array(matrix))
    return np.stack(rows[1:])


def active(story: Story, activity: int) -> npt.NDArray[np.int64]:
    """(months,) people with this activity at the end of each month."""
    counts: npt.NDArray[np.int64] = (story.world.activities >> activity & 1).sum(
        axis=1, dtype=np.int64
    )
    return counts


def by_month(name: str, counts: Any, chances: Any, of: int = PEOPLE) -> list[Estimate]:
    """A share in every month beside its chance."""
    return [
        share_of(f"{name}, month {month}", int(number), of, float(chance))
        for month, (number, chance) in enumerate(zip(counts, chances, strict=True))
    ]


def until(story: Story, begin: int, end: int, hazard: float, first: int) -> list[Estimate]:
    """Still waiting after k months of chance: (1 - hazard)^k; the first can come after `first`."""
    reached = story.world.people["milestones"].astype(float)
    reached[reached == NEVER] = np.inf
    wait = reached[:, end] - reached[:, begin]
    assert (wait >= first).all()
    return [
        share_of(
            f"waits longer than {month}",
            int((wait > month).sum()),
            PEOPLE,
            (1 - hazard) ** (month - first + 1),
        )
        for month in range(first, first + 20)
    ]


CONSTANT_WORK = {
    "werk.structure": 0,
    "werk.slope": 0,
    **{f"werk.origin_slope.{origin}": 0 for origin in range(7)},
    "werk.language": 0,
    "werk.tightness": 1,
    "werk.base_hazard": 0.05,
    "werk.loss_hazard": 0.08,
    "werk.loss_tenured": 1,
}
"""Everybody finds a job with the same chance and loses it with the same chance, every month."""


def test_two_states_of_work() -> None:
    """From the month of moving in: e / (e + l) (1 - (1 - e - l)^k)."""
    e, loss = 0.05, 0.08
    story = live(alike(work_factor=1, starts_exempt=1), MONTHS, CONSTANT_WORK)
    steps = np.arange(1, MONTHS + 1)
    theory = e / (e + loss) * (1 - (1 - e - loss) ** steps)
    worst("in work", by_month("in work", active(story, ev.A_EMPLOYED), theory))


def test_a_job_kept_for_a_year_is_lost_less_often() -> None:
    """13 states: no job, and jobs of 0 to 11 months and longer."""
    e, loss, later = 0.05, 0.08, 0.25
    values = {**CONSTANT_WORK, "werk.loss_tenured": later}
    story = live(alike(work_factor=1, starts_exempt=1), MONTHS, values)
    matrix = np.zeros((14, 14))
    matrix[0, [0, 1]] = 1 - e, e
    for months in range(1, 14):  # state: a job of months - 1; at the next look it is of `months`
        risk = loss if months < 12 else loss * later
        matrix[months, 0] += risk
        matrix[months, min(months + 1, 13)] += 1 - risk
    theory = 1 - chain(MONTHS, [1] + [0] * 13, matrix.tolist())[:, 0]
    estimates = by_month("in work", active(story, ev.A_EMPLOYED), theory)
    worst("in work, with tenure", estimates)


def test_education_and_volunteering_share_one_draw() -> None:
    """Three states: neither, in education, volunteering."""
    study, ends, helps, stops = 0.03, 0.07, 0.06, 0.1
    values = {
        "onderwijs.entry_old": study,
        "onderwijs.entry_young": study,
        "onderwijs.min_level": 0,
        "onderwijs.exit": ends,
        "vrijwilligerswerk.entry": helps,
        "vrijwilligerswerk.exit": stops,
    }
    story = live(alike(starts_exempt=1), MONTHS, values)
    matrix = [[1 - study - helps, study, helps], [ends, 1 - ends, 0], [stops, 0, 1 - stops]]
    theory = chain(MONTHS, [1, 0, 0], matrix)
    for name, activity, state in (
        ("in education", ev.A_EDUCATION, 1),
        ("volunteering", ev.A_VOLUNTEERING, 2),
    ):
        worst(name, by_month(name, active(story, activity), theory[:, state]))


LONG_COURSE = {
    "lessen.b1_hours_total": 1e6,
    "lessen.seat_kept_months": 1000,
    "examens.book_hazard": 0,
    "pvt.hazard": 0,
    "map.talk_hazard": 0,
}
LEARNER = {"ability": 2.5, "hours_per_level": 1e9}


def first_lessons(story: Story) -> int:
    """The month in which all had their first lesson."""
    (month,) = np.unique(story.world.people["milestones"][:, ev.M_LESSONS])
    return int(month)


@pytest.fixture(scope="module")
def breaks() -> Story:
    """Lessons with two kinds of break, and a return with the same chance from both."""
    values = {
        "lessen.break_hazard": 0.03,
        "lessen.break_men": 1.5,
        "lessen.illness_hazard": 0.02,
        "lessen.return_hazard": 0.15,
    }
    return live(alike(**LEARNER), MONTHS, {**LONG_COURSE, **values})


def test_interruption_and_return(breaks: Story) -> None:
    """Two states, from the first month of lessons; men drop out half as often again."""
    stop, back = 0.03 * 1.5 + 0.02, 0.15
    begin = first_lessons(breaks)
    steps = np.arange(1, MONTHS - begin + 1)
    theory = stop / (stop + back) * (1 - (1 - stop - back) ** steps)
    column = breaks.outcome.monthly[begin:, MONTHLY_COLUMNS.index("onderbroken")]
    worst("interrupted", by_month("interrupted", column, theory))


def test_kinds_of_interruption_compete(breaks: Story) -> None:
    """The kind of every break is independent of its time: shares by hazard."""
    events = breaks.outcome.events
    kinds = events[events[:, 2] == ev.E_INTERRUPTED][:, 3]
    dropped, ill = int((kinds == DROPPED_OUT).sum()), int((kinds == ILL).sum())
    assert dropped + ill == len(kinds)
    hold(share_of("breaks that are dropping out", dropped, len(kinds), 0.045 / 0.065))


@pytest.mark.parametrize(
    ("sex", "hazard"), [(0, 0.04 * 1.5), (1, 0.04)], ids=["men", "women without care"]
)
def test_the_first_interruption(sex: int, hazard: float) -> None:
    values = {"lessen.break_hazard": 0.04, "lessen.break_men": 1.5}
    story = live(alike(sex=sex, **LEARNER), 36, {**LONG_COURSE, **values})
    worst("first break", until(story, ev.M_LESSONS, ev.M_INTERRUPTED, hazard, 0))


def test_booking_an_exam() -> None:
    """From the first month of lessons; the sitting is a month later."""
    values = {**LONG_COURSE, "examens.book_hazard": 0.11}
    story = live(alike(ability=3.5, hours_per_level=1e9), 36, values)
    worst("first exam", until(story, ev.M_LESSONS, ev.M_FIRST_EXAM, 0.11, 1))


def test_booking_in_the_last_half_year_of_the_term() -> None:
    """`book_deadline_factor` times as likely from the month after which six are not left."""
    hazard, factor = 0.03, 4
    values = {
        **LONG_COURSE,
        "examens.book_hazard": hazard,
        "examens.book_deadline_factor": factor,
        "termijn.request_share": 0,
    }
    story = live(alike(ability=3.5, hours_per_level=1e9), 45, values)
    months = story.world.people["milestones"].astype(float)
    begin, term = first_lessons(story), int(months[0, ev.M_PIP]) + 36
    sat = months[:, ev.M_FIRST_EXAM]
    sat[sat == NEVER] = np.inf
    estimates = []
    chance = 1.0
    for month in range(begin, term + 1):
        chance *= 1 - hazard * (factor if term - month < 6 else 1)
        left = int((sat > month + 1).sum())
        estimates.append(share_of(f"no exam sat by month {month + 1}", left, PEOPLE, chance))
    worst("first exam around the deadline", estimates)


def test_an_ontheffing() -> None:
    """Asked from the month of the notice, decided eight weeks (two months) later."""
    values = {"ontheffing.request_hazard": 0.06}
    story = live(alike(health=UNABLE, **LEARNER), 36, {**LONG_COURSE, **values})
    worst("ontheffing", until(story, ev.M_NOTICE, ev.M_EXEMPT, 0.06, 2))


def test_moving_away_and_leaving_the_country_compete() -> None:
    """From the month after moving in: a geometric wait, and the reason by share of hazard."""
    move, abroad = 0.02, 0.01
    values = {
        "huisvesting.move_away": move,
        "huisvesting.leave_country": abroad,
        "huisvesting.move_within": 0,
    }
    story = live(alike(starts_exempt=1), MONTHS, values)
    worst("gone", until(story, ev.M_SETTLED, ev.M_OUT, move + abroad, 1))
    reasons = story.world.people["out_reason"]
    gone = 1 - (1 - move - abroad) ** (MONTHS - 1)
    hold(
        *(
            share_of(name, int((reasons == reason).sum()), PEOPLE, part / (move + abroad) * gone)
            for name, reason, part in (
                ("moved away", MOVED_AWAY, move),
                ("left the country", LEFT_COUNTRY, abroad),
            )
        )
    )


def test_a_month_too_early_would_be_seen() -> None:
    """The tests above can fail: the same world against a theory that is one month off."""
    e, loss = 0.05, 0.08
    story = live(alike(work_factor=1, starts_exempt=1), MONTHS, CONSTANT_WORK)
    theory = e / (e + loss) * (1 - (1 - e - loss) ** np.arange(2, MONTHS + 2))
    wrong = by_month("in work", active(story, ev.A_EMPLOYED), theory)
    assert max(abs(estimate.z) for estimate in wrong) > 10
