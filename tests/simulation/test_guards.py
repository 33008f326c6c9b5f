"""Corners where a guard of the law or a counter could slip, each with one invented life.

The clock is that of test_lifecourses.py: PIP in month 3, term until month 39, teaching months 3-5,
8-17, 20-29 and 32-41.
"""

import pytest

from simulation.agents.codes import (
    B1_ROUTE,
    FOR_WORK,
    FULL_TIME,
    GEZIN,
    GROUND_LATE_OFFER,
    GROUND_ONDERWIJS,
    ONDERWIJSROUTE,
    PENSION_AGE,
)
from tests.simulation.worlds import MANY, NONE, Newcomer, tell

SLOW = {"ability": 1.2, "hours_per_level": 100_000}


def test_lessons_in_reception_are_no_part_of_the_course_hours():
    """Kidane learns to read in reception: 60 hours of COA, done before the home of month 6.

    PIP and first lesson in month 8. At the talk of 26, month 18, he has followed 17 x 36 = 612
    course hours, none of them alfabetisering. Where alfabetisering does not count towards the
    600, there is nothing to take off: BI 5.5 counts the hours of the course.
    """
    kidane = Newcomer("Kidane", **SLOW, alfa_hours=60, follows_coa=1)
    values = {
        "huisvesting.coupling_months": 6,
        "huisvesting.coa_hours_month": 20,
        "huisvesting.coa_hours": 120,
        "afschalen.alfabetisering_counts": 0,
        "pvt.hazard": 0,
    }
    story = tell([kidane], 46, values)
    assert story.of("Kidane", "settled", "pip", "lessons") == [
        (6, "settled", 0, 1),
        (8, "pip", B1_ROUTE, 0),
        (8, "lessons", B1_ROUTE, 0),
    ]
    assert story.of("Kidane", "afgeschaald")[0] == (26, "afgeschaald", 0, 612)
    # And no alfabetisering within the term is no ground for more time (RI 4.1).
    assert story.of("Kidane", "extended") == []


def test_a_new_term_for_the_pvt_alone_is_six_months():
    """Liya has her diploma of the taalschakeltraject, and no PVT when the term ends.

    0.3 a month (60 hours at 200 a level) bring her past 2.8 in time. What is missing is the PVT:
    six months (RI 7.4), not the 24 of somebody who passed nothing.
    """
    liya = Newcomer("Liya", age=20, wants_onderwijs=1, hours_per_level=200)
    assert tell([liya], 42, {"pvt.hazard": 0}).of("Liya", "taalschakel", "overdue", "new_term") == [
        (23, "taalschakel", 1, 0),
        (39, "overdue", 1, 1),
        (39, "new_term", 6, 0),
    ]


def test_nothing_happens_to_somebody_who_is_out_of_view():
    """Omar turns 67 in month 6 and leaves the model's view; Leyla, his partner, finds work in 12.

    That ends the household's bijstand: news of hers, and none of his any more.
    """
    omar = Newcomer("Omar", age=66.5, **SLOW)
    leyla = Newcomer("Leyla", partner="Omar", work_factor=1, **SLOW)
    work = {"werk.base_hazard": {0: 0, 12: 1e6, 13: 0}, "werk.part_time": 0, "werk.loss_hazard": 0}
    story = tell([omar, leyla], 20, work)
    assert story.of("Leyla", "job", "bijstand_ended") == [
        (12, "job", FULL_TIME, 0),
        (12, "bijstand_ended", FOR_WORK, 0),
    ]
    assert story.all_of("Omar")[-1] == (6, "out", PENSION_AGE, 0)


@pytest.mark.parametrize("seed", range(6))
def test_a_group_below_the_minimum_does_not_start(seed):
    """Maryam, Marwan and Musa wait for a group of three; Musa turns 67 before places come.

    Two are left, wherever Musa stood in the list, and two are no group.
    """
    people = [Newcomer(name, **SLOW) for name in ("Maryam", "Marwan")]
    people.insert(1, Newcomer("Musa", age=66.5, **SLOW))
    values = {
        "aanbod.extra_places_b1": {0: NONE, 10: MANY},
        "aanbod.group_minimum": 3,
        "aanbod.continuous": 0,
    }
    story = tell(people, 14, values, seed=seed)
    assert [story.of(person.name, "lessons") for person in people] == [[], [], []]


def test_the_same_months_of_waiting_extend_the_term_once():
    """Negasi waits until month 40 for his first lesson, longer than the term that he has.

    Asked in 34: the months 4 to 34 without an offer, 31. Asked again at the end of that extended
    term: at most what came after, the months 35 to 39. 'Only one extension for the same period.'
    """
    negasi = Newcomer("Negasi", **SLOW)
    story = tell([negasi], 110, {"aanbod.extra_places_b1": {0: NONE, 40: MANY}})
    assert story.of("Negasi", "lessons") == [(40, "lessons", B1_ROUTE, 0)]
    assert story.of("Negasi", "extended") == [
        (36, "extended", GROUND_LATE_OFFER, 31),
        (67, "extended", GROUND_LATE_OFFER, 5),
    ]


def test_a_taalschakeltraject_that_cannot_start_extends_once():
    """Natnael waits until month 40 for the Onderwijsroute: six months (RI 4.1(2)g), once."""
    natnael = Newcomer("Natnael", age=20, wants_onderwijs=1, hours_per_level=400)
    story = tell([natnael], 60, {"aanbod.extra_places_onderwijs": {0: NONE, 40: MANY}})
    assert story.of("Natnael", "lessons", "extended")[:2] == [
        (36, "extended", GROUND_ONDERWIJS, 6),
        (40, "lessons", ONDERWIJSROUTE, 0),
    ]
    assert len(story.of("Natnael", "extended")) == 1


def test_only_a_sitting_within_the_term_can_still_count():
    """Parisa sits reading in even months and the rest in odd ones, and fails them all.

    Where the date of the sitting decides, the result of month 39's sitting is awaited: month 40.
    Sittings after the end of the term come too late, and hold up nothing.
    """
    parisa = Newcomer("Parisa", GEZIN, ability=(3.5, 1.5, 1.5, 1.5), hours_per_level=100_000)
    values = {
        "examens.result_date_decides": 0,
        "examens.difficulty.0": 1000,
        "examens.premature_within": 2,
        "lessen.b1_hours_total": 300,
        "map.hours_month": 0,
    }
    story = tell([parisa], 60, values)
    assert story.of("Parisa", "overdue")[:1] == [(40, "overdue", 1, 1)]


def test_thirty_years_of_exams_do_not_overflow():
    """Quinta passes all but speaking, and tries that every other month for thirty years.

    Her new terms are of six months (four parts passed), so she is always near the end of one;
    chances of booking within the priors reach certainty there. Attempts must stay a count.
    """
    quinta = Newcomer("Quinta", GEZIN, age=20, ability=(3.5, 3.5, 3.5, 1.6), hours_per_level=1e6)
    values = {
        "lessen.b1_hours_total": 300,
        "map.hours_month": 0,
        "examens.premature_within": 1.5,
        "huisvesting.aow_age": 67,
    }
    # The room for events is counted by person: others with little to tell make room.
    quiet = [Newcomer(name, starts_exempt=1) for name in ("Rana", "Reza")]
    story = tell([quinta, *quiet], 360, values)
    attempts = story.person("Quinta")["attempts"].tolist()
    assert len(story.of("Quinta", "overdue")) > 50
    assert attempts[:3] == [1, 1, 1]
    assert attempts[3] > 100
    # Failed twice or more, 250 hours or more, four parts passed (KNM too): 450 x 0.2, and the MAP.
    assert {fine for _, _, fine, _ in story.of("Quinta", "fined")} == {90 + 340}


@pytest.mark.parametrize(
    ("a_week", "attendance", "months"),
    [(9, 1, 20), (12, 1, 15), (16, 1, 12), (9, 0.8, 25), (12, 0.8, 19), (16, 0.8, 15)],
)
def test_the_600_hours_and_the_18_months_collide(a_week, attendance, months):
    """600 hours at 40 teaching weeks a year, spread evenly: 600 / (9 x 40/12) = 20 months.

    So at 9 hours a week nobody can be lowered before the window for the Z-route has closed, at 12
    only good attenders can, at 16 nearly all.
    """
    values = {f"lessen.teaching_weeks.{month}": 40 / 12 for month in range(12)}
    values |= {"lessen.b1_hours_week": a_week, "afschalen.below": 0}
    rashid = Newcomer("Rashid", attendance=attendance, **SLOW)
    made = tell([rashid], 40, values).hours("Rashid")
    assert sum(course < 600 for course, _ in made.values()) + 1 == months
