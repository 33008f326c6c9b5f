"""Lives worked out by hand that are about the term: extensions, lapses, fines and new terms.

The clock is that of test_lifecourses.py: PIP in month 3, term until month 39, teaching months 3-5,
8-17, 20-29 and 32-41. An extension may be asked in the last six months (from 34 on, BI 4.5) and
DUO decides in 8 weeks, two months (36).
"""

import pytest

from simulation.agents.codes import (
    A2,
    B1,
    B1_ROUTE,
    BIRTH,
    GEZIN,
    GROUND_ALFABETISERING,
    GROUND_BIRTH,
    GROUND_ILLNESS,
    GROUND_LATE_OFFER,
    GROUND_NEAR_FINISH,
    GROUND_ONDERWIJS,
    ILL,
    KNM,
    LEZEN,
    LUISTEREN,
    ONDERWIJSROUTE,
    SCHRIJVEN,
    SPREKEN,
    WOMAN,
    Z_ROUTE,
)
from tests.simulation.worlds import MANY, NONE, Newcomer, tell

SLOW = {"ability": 1.2, "hours_per_level": 100_000}
"""Somebody who passes nothing within the term, and is above what leads to the Z-route."""
HALF_WAY = (3.5, 3.5, 1.5, 1.5)
"""Reads and understands at B1, writes and speaks at A1."""

FINES = {
    "lessen.b1_hours_total": 300,
    "map.hours_month": 0,
    "examens.premature_within": 2,
}
"""A course of 300 hours, no MAP, and in the last half-year everybody tries every part."""
FARAH = Newcomer("Farah", GEZIN, ability=HALF_WAY, hours_per_level=1000)
FAISAL = Newcomer("Faisal", ability=HALF_WAY, hours_per_level=1000)


def both(month, event, level):
    """The same event for the two skills that are still open."""
    return [(month, event, SCHRIJVEN, level), (month, event, SPREKEN, level)]


def tries(*months):
    """Booked, sat a month later, failed, and booked again: a cycle of two months."""
    lines = []
    for month in months:
        lines += both(month, "exam_booked", B1)
        lines += both(month + 2, "exam_failed", B1)
    return lines


def test_overdue_with_and_without_a_fine():
    """Farah (family) and Faisal (asylum) came in January 2022, when notices stood still: March.

    PIP in month 4, term until month 40, May 2025. Farah's own course: month 5 and 8-15, 9 x 36 =
    324 hours. Reading, listening and KNM are passed at once. From month 35 on she tries writing
    and speaking three times: 35, 37, 39, and sits the third in month 40, as the term ends.
    Fine (RI 7.1, bijlage 6a): failed parts tried twice, 250 to 399 hours: 450; less 3 x 20 % (KNM
    is a part too): 180; the MAP is missing: 340; together 520. New term: three parts passed, 6
    months, as the MAP alone gives. In months 46 and 52 it lapses again: the same fine and term.
    Faisal did the same and pays nothing: since February 2025 DUO fines no asylum status holder.
    """
    story = tell([FARAH, FAISAL], 53, FINES, start="2022-01")
    assert story.life("Farah") == [
        (0, "permit", 1, 1),
        (0, "settled", 0, 1),
        (2, "notice", 0, 0),
        (3, "intake", 1, 0),
        (3, "leerbaarheidstoets", 35, 28),
        (4, "pip", B1_ROUTE, 0),
        (5, "lessons", B1_ROUTE, 1),
        (5, "exam_booked", LEZEN, B1),
        (5, "exam_booked", LUISTEREN, B1),
        (5, "exam_booked", KNM, A2),
        (6, "pvt", 12, 0),
        (7, "exam_passed", LEZEN, B1),
        (7, "exam_passed", LUISTEREN, B1),
        (8, "exam_passed", KNM, A2),
        (15, "lessons_ended", B1_ROUTE, 324),
        *tries(35, 37),
        *both(39, "exam_booked", B1),
        (40, "overdue", 1, 1),
        (40, "fined", 520, 0),
        (40, "new_term", 6, 0),
        *both(41, "exam_failed", B1),
        *tries(41, 43),
        *both(45, "exam_booked", B1),
        (46, "overdue", 2, 1),
        (46, "fined", 520, 0),
        (46, "new_term", 6, 0),
        *both(47, "exam_failed", B1),
        *tries(47, 49),
        *both(51, "exam_booked", B1),
        (52, "overdue", 3, 1),
        (52, "fined", 520, 0),
        (52, "new_term", 6, 0),
    ]
    assert story.of("Faisal", "overdue", "fined", "new_term") == [
        (40, "overdue", 1, 1),
        (40, "new_term", 6, 0),
        (46, "overdue", 2, 1),
        (46, "new_term", 6, 0),
        (52, "overdue", 3, 1),
        (52, "new_term", 6, 0),
    ]


@pytest.mark.parametrize(("term", "fined"), [(32, [(36, "fined", 430, 0)]), (33, [])])
def test_asylum_fines_stopped_in_february_2025(term, fined):
    """Faisal's term, cut short to end in January (month 36) or in February 2025.

    324 hours are more than 90 % of the 300 in his PIP: 225; less 60 %: 90; the MAP: 340.
    """
    story = tell([FAISAL], 40, {**FINES, "termijn.months": term}, start="2022-01")
    assert story.of("Faisal", "overdue") == [(4 + term, "overdue", 1, 1)]
    assert story.of("Faisal", "fined") == fined


def test_no_blame_no_fine():
    """Farah without blame: a new term all the same, and no fine (Wi 26)."""
    blameless = {**FINES, "termijn.culpable_share": 0}
    assert tell([FARAH], 41, blameless, start="2022-01").of(
        "Farah", "overdue", "fined", "new_term"
    ) == [(40, "overdue", 1, 0), (40, "new_term", 6, 0)]


def test_a_late_offer_extends_the_term_by_the_months_of_waiting():
    """Gul: places come in month 10, so months 4 to 9 of the term pass without lessons: six.

    That is more than the 3 months of Wi 16: six months more (RI 4.1). Her term ends in 45.
    """
    gul = tell([Newcomer("Gul", **SLOW)], 50, {"aanbod.extra_places_b1": {0: NONE, 10: MANY}})
    assert gul.of("Gul", "pip", "lessons", "extended", "overdue") == [
        (3, "pip", B1_ROUTE, 0),
        (10, "lessons", B1_ROUTE, 0),
        (36, "extended", GROUND_LATE_OFFER, 6),
        (45, "overdue", 1, 1),
    ]


@pytest.mark.parametrize(("first_lesson", "late"), [(6, False), (7, True)])
def test_three_months_are_in_time_and_four_are_not(first_lesson, late):
    """The PIP dates from month 3: lessons in month 6 meet the 3 months, lessons in 7 do not.

    deadlines.py says how: a deadline is met in or before the month in which it ends.
    """
    places = {"aanbod.extra_places_b1": {0: NONE, first_lesson: MANY}}
    gul = tell([Newcomer("Gul", **SLOW)], 50, places)
    assert gul.of("Gul", "lessons") == [(first_lesson, "lessons", B1_ROUTE, 0)]
    grounds = [ground for _, _, ground, _ in gul.of("Gul", "extended")]
    assert grounds == ([GROUND_LATE_OFFER] if late else [])


def test_a_family_migrant_waits_at_own_risk():
    """Gulsen finds no course for seven months: her own affair (Wi 16), no extension."""
    gulsen = Newcomer("Gulsen", GEZIN, **SLOW)
    story = tell([gulsen], 50, {"lessen.own_course_hazard": 0.05}, seed=3)
    (first,) = story.of("Gulsen", "lessons")
    assert first[0] > 10
    assert story.of("Gulsen", "extended", "overdue")[0] == (39, "overdue", 1, 1)


def test_a_taalschakeltraject_that_cannot_start_gives_six_months():
    """Genet, 20, waits from month 3 until 14 for a place in the Onderwijsroute (RI 4.1(2)g)."""
    genet = Newcomer("Genet", age=20, wants_onderwijs=1, hours_per_level=400)
    story = tell([genet], 50, {"aanbod.extra_places_onderwijs": {0: NONE, 14: MANY}})
    assert story.of("Genet", "lessons", "extended")[:2] == [
        (14, "lessons", ONDERWIJSROUTE, 0),
        (36, "extended", GROUND_ONDERWIJS, 6),
    ]


@pytest.mark.parametrize(("months", "granted"), [(2, []), (4, [(36, "extended", 0, 4)])])
def test_illness_counts_from_three_months_on(months, granted):
    """Jamila falls ill in month 12: four months are a ground for four more, two are none.

    Her seat is kept for three months; whoever is away longer asks again (16) and starts in 17
    after a month's wait for the list.
    """
    back = 12 + months
    story = tell(
        [Newcomer("Jamila", **SLOW)],
        50,
        {
            "lessen.illness_hazard": {0: 0, 12: 1, 13: 0},
            "lessen.return_hazard": {0: 0, back: 1, back + 1: 0},
            "lessen.seat_kept_months": 3,
        },
    )
    lost = [(15, "seat_lost", 0, 0)] if months > 3 else []
    again = [(17, "lessons", B1_ROUTE, 0)] if months > 3 else []
    assert story.of("Jamila", "interrupted", "seat_lost", "returned", "lessons") == [
        (3, "lessons", B1_ROUTE, 0),
        (12, "interrupted", ILL, 0),
        *lost,
        (back, "returned", 0, 0),
        *again,
    ]
    assert GROUND_ILLNESS == 0
    assert story.of("Jamila", "extended") == granted


def test_a_birth_gives_sixteen_weeks():
    """Joy gives birth in month 12 and is back in 14: 16 weeks are four months (RI 4.1)."""
    joy = Newcomer("Joy", sex=WOMAN, age=25, **SLOW)
    care = {
        "lessen.care_hazard": {0: 0, 12: 1, 13: 0},
        "lessen.birth_share": 1,
        "lessen.return_hazard": {0: 0, 14: 1, 15: 0},
    }
    assert tell([joy], 50, care).of("Joy", "interrupted", "returned", "extended") == [
        (12, "interrupted", BIRTH, 0),
        (14, "returned", 0, 0),
        (36, "extended", GROUND_BIRTH, 4),
    ]


def test_alfabetisering_extends_by_six_months_at_most_and_not_in_the_z_route():
    """Kofi learns to read first: 288 hours, 8 teaching months, from month 3 to month 12.

    Nine calendar months: the cap of six holds (RI 4.1). Kwame does the same in the Z-route,
    where alfabetisering is part of the 800 hours: nothing. Present at half of his lessons he has
    made 31 x 20 = 620 course hours and as many of participation when the term ends; 1,240 lie
    between 1,201 and 1,599: six months more (RI 7.4).
    """
    kofi = Newcomer("Kofi", **SLOW, alfa_hours=288)
    kwame = Newcomer("Kwame", score=20, attendance=0.5, **SLOW, alfa_hours=288)
    story = tell([kofi, kwame], 50)
    assert story.of("Kofi", "alfabetisering_ended", "extended", "overdue") == [
        (12, "alfabetisering_ended", 0, 0),
        (36, "extended", GROUND_ALFABETISERING, 6),
        (45, "overdue", 1, 1),
    ]
    assert story.of("Kwame", "pip", "extended", "overdue") == [
        (3, "pip", Z_ROUTE, 1),
        (39, "overdue", 1, 1),
        (45, "overdue", 2, 1),
    ]


def test_close_to_the_finish_gives_six_months_once():
    """Nadia passed reading, listening and KNM, followed her 504 hours and did PVT and MAP (BI 4.4).

    Six months, once: the term that was 39 ends in 45, and then in 51 and 57 without another.
    """
    nadia = Newcomer("Nadia", ability=HALF_WAY, hours_per_level=100_000)
    assert tell([nadia], 60, {"lessen.b1_hours_total": 500}).of(
        "Nadia", "lessons_ended", "extended", "overdue", "new_term"
    ) == [
        (20, "lessons_ended", B1_ROUTE, 504),
        (36, "extended", GROUND_NEAR_FINISH, 6),
        (45, "overdue", 1, 1),
        (45, "new_term", 6, 0),
        (51, "overdue", 2, 1),
        (51, "new_term", 6, 0),
        (57, "overdue", 3, 1),
        (57, "new_term", 6, 0),
    ]


@pytest.mark.parametrize(("course", "hours", "extended"), [(430, 432, 0), (440, 468, 1)])
def test_a_family_migrant_needs_450_hours_for_it(course, hours, extended):
    """Noor's own course of 12 or 13 teaching months: 432 hours are too few, 468 enough (BI 4.4)."""
    noor = Newcomer("Noor", GEZIN, ability=HALF_WAY, hours_per_level=100_000)
    story = tell([noor], 50, {"lessen.b1_hours_total": course})
    assert story.of("Noor", "lessons_ended")[0][3] == hours
    assert len(story.of("Noor", "extended")) == extended
