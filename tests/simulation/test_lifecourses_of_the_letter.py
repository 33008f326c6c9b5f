"""Lives worked out by hand that are about the letter of the law: rarer grounds, rests, sanctions.

The clock is that of test_lifecourses.py: PIP in month 3, term until month 39, teaching months 3-5,
8-17, 20-29 and 32-41. An extension may be asked from 34 on and is decided two months later.
"""

import pytest

from simulation import accounts as ac
from simulation.agents.codes import (
    B1_ROUTE,
    BIRTH,
    DIPLOMA_ONDERWIJS,
    ENTREE,
    EXEMPTING,
    GEZIN,
    GROUND_BEREAVEMENT,
    GROUND_BIRTH,
    GROUND_ENTREE,
    GROUND_HOMELESS,
    GROUND_ILLNESS,
    ILL,
    LAAG,
    ONDERWIJSROUTE,
    ONTHEFFING_BIO,
    TEMPORARY,
    VRIJSTELLING,
    WOMAN,
    Z_ROUTE,
)
from tests.simulation.worlds import NONE, Newcomer, tell

SLOW = {"ability": 1.2, "hours_per_level": 100_000}
HALF_WAY = {"ability": (3.5, 3.5, 1.5, 1.5), "hours_per_level": 100_000}


def falls_ill(month):
    """Ill from a month on, and never back."""
    return {
        "lessen.illness_hazard": {0: 0, month: 1, month + 1: 0},
        "lessen.return_hazard": 0,
    }


def test_an_illness_that_still_lasts_counts_for_what_it_lasted():
    """Karim falls ill in 29 and does not recover. Asked in 34: five months (30-34). Decided in 36:
    the term ends in 44; asked again in 39 (less than six months left; 35-39: five), decided in 41:
    49. So it goes on: 44 (40-44), decided in 46: 54; 49, decided in 51: 59; 54, decided in 56.
    """
    karim = tell([Newcomer("Karim", **SLOW)], 58, falls_ill(29))
    assert karim.of("Karim", "interrupted", "returned", "extended", "overdue") == [
        (29, "interrupted", ILL, 0),
        *((month, "extended", GROUND_ILLNESS, 5) for month in (36, 41, 46, 51, 56)),
    ]


def test_a_birth_counts_at_once():
    """Layla gives birth in 33, the month before it may be asked: sixteen weeks, though she is not
    back yet.
    """
    layla = Newcomer("Layla", sex=WOMAN, age=25, **SLOW)
    birth = {
        "lessen.care_hazard": {0: 0, 33: 1, 34: 0},
        "lessen.birth_share": 1,
        "lessen.return_hazard": 0,
        "lessen.b1_hours_total": 2000,
    }
    assert tell([layla], 40, birth).of("Layla", "interrupted", "extended") == [
        (33, "interrupted", BIRTH, 0),
        (36, "extended", GROUND_BIRTH, 4),
    ]


def test_no_blame_where_a_ground_was_never_asked_for():
    """The same Karim, who never asks: his term ends in 39 without blame. The illness began in 29,
    so at 39 it had lasted ten months.
    """
    silent = {**falls_ill(29), "termijn.request_share": 0}
    assert tell([Newcomer("Karim", **SLOW)], 40, silent).of("Karim", "overdue", "new_term") == [
        (39, "overdue", 1, 0),
        (39, "new_term", 24, 0),
    ]


def test_no_blame_without_an_offer():
    """Gul never gets a place: late without blame, and without a fine."""
    nothing = {"aanbod.extra_places_b1": NONE, "termijn.request_share": 0}
    gul = tell([Newcomer("Gul", **SLOW)], 40, nothing)
    assert gul.of("Gul", "lessons", "overdue") == [(39, "overdue", 1, 0)]


@pytest.mark.parametrize(
    ("place", "ground", "months"), [(0, GROUND_BEREAVEMENT, 3), (2, GROUND_HOMELESS, 24)]
)
def test_a_circumstance_extends_once_a_term(place, ground, months):
    """Musa loses his mother: three months. Or he loses his home for years: 24 at most (RI 4.1)."""
    values = {
        f"termijn.circumstance_share.{place}": {0: 1, 40: 0},
        "termijn.circumstance_months": 1e6,
    }
    musa = tell([Newcomer("Musa", **SLOW)], 50, values)
    assert musa.of("Musa", "ground", "extended") == [
        (34, "ground", ground, months),
        (36, "extended", ground, months),
    ]


def test_a_new_term_is_extended_only_where_the_switch_says_so():
    """Karim, ill from 29 and silent in his first term, is extended in the new one or not."""
    ill = {**falls_ill(29), "termijn.request_share": {0: 0, 40: 1}}
    for switch, extended in ((1, True), (0, False)):
        story = tell([Newcomer("Karim", **SLOW)], 70, {**ill, "termijn.extend_new_terms": switch})
        assert story.of("Karim", "overdue") == [(39, "overdue", 1, 0)] + (
            [] if extended else [(63, "overdue", 2, 0)]
        )
        assert bool(story.of("Karim", "extended")) == extended


def school(month, entree):
    """An education from a month on, for whoever is asked, and six months later its end."""
    return {
        "onderwijs.entry_old": {0: 0, month: 1, month + 1: 0},
        "onderwijs.entry_young": {0: 0, month: 1, month + 1: 0},
        "onderwijs.min_level": 0,
        "onderwijs.exit": {0: 0, month + 6: 1, month + 7: 0},
        "onderwijs.entree_share": 1.0 if entree else 0.0,
        "lessen.b1_hours_total": 300,
    }


def test_entree_extends_by_its_enrolment():
    """Omar's lessons of 324 hours end in 13 (3-5, 8-13). He follows entree from 20 to 26: six
    months, asked in 34 and decided in 36 (RI 4.2).
    """
    omar = Newcomer("Omar", education=LAAG, **SLOW)
    story = tell([omar], 50, school(20, entree=True))
    assert story.of("Omar", "education", "education_ended", "extended", "overdue") == [
        (20, "education", ENTREE, 0),
        (26, "education_ended", 0, 0),
        (36, "extended", GROUND_ENTREE, 6),
        (45, "overdue", 1, 1),
    ]


def test_an_exempting_study_lets_the_duty_rest_and_it_revives():
    """Parisa studies at mbo-2 from 20 on: exempt from 21, the first month she is a student. The
    study ends in 26 without a diploma: six months (21-26) do not count, and the term ends in 45.
    """
    parisa = Newcomer("Parisa", **SLOW)
    values = {**school(20, entree=False), "vrijstelling.study_diploma": 0}
    story = tell([parisa], 50, values)
    assert story.of("Parisa", "education", "exempt", "duty_revived", "overdue", "new_term") == [
        (20, "education", EXEMPTING, 0),
        (21, "exempt", TEMPORARY, 0),
        (26, "duty_revived", 6, 0),
        (45, "overdue", 1, 1),
        (45, "new_term", 24, 0),
    ]


def test_a_diploma_of_that_study_exempts_for_good():
    """The same Parisa with her diploma (Wi 4; RI 2.1): the duty does not come back."""
    values = {**school(20, entree=False), "vrijstelling.study_diploma": 1}
    story = tell([Newcomer("Parisa", **SLOW)], 50, values)
    assert story.of("Parisa", "exempt", "duty_revived", "overdue") == [
        (21, "exempt", TEMPORARY, 0),
        (26, "exempt", VRIJSTELLING, 0),
    ]


def test_special_circumstances_end_the_duty_of_whoever_is_late_without_blame():
    """Qasim, late without blame (Wi 5; BI 2.8): exempt in the month in which the term ends."""
    values = {"termijn.culpable_share": 0, "ontheffing.bio_share": 1}
    assert tell([Newcomer("Qasim", **SLOW)], 50, values).of("Qasim", "overdue", "exempt") == [
        (39, "overdue", 1, 0),
        (39, "exempt", ONTHEFFING_BIO, 0),
    ]


STRICT = {"handhaving.cooperation_hazard": 1, "lessen.b1_hours_total": 5000}


def test_the_college_doubles_its_fine_up_to_its_ceiling():
    """Rana (family) is never at her lessons but on paper: attendance near nothing, so the college
    acts every month of them. Own course from 4 on: 50, 100, 200, 400, 800, 800, and then only 50
    is left of the 2,400; nothing more until the new term of 24 months (from 39) with its 1,600:
    800 and 800, the repeat being within 12 months only for the second (BI 7.1).
    """
    rana = Newcomer("Rana", GEZIN, attendance=1e-9, **SLOW)
    story = tell([rana], 60, STRICT)
    assert story.of("Rana", "fined_college") == [
        (4, "fined_college", 50, 1),
        (5, "fined_college", 100, 1),
        (6, "fined_college", 200, 1),
        (7, "fined_college", 400, 1),
        (8, "fined_college", 800, 1),
        (9, "fined_college", 800, 1),
        (10, "fined_college", 50, 1),
        (40, "fined_college", 50, 1),
        (41, "fined_college", 100, 1),
        (42, "fined_college", 200, 1),
        (43, "fined_college", 400, 1),
        (44, "fined_college", 800, 1),
        (45, "fined_college", 50, 1),
    ]


def test_nobody_is_punished_twice():
    """Sami has bijstand, which the college lowers by a fifth of a month instead (Wi 27)."""
    sami = Newcomer("Sami", attendance=1e-9, **SLOW)
    story = tell([sami], 6, {**STRICT, "handhaving.maatregel_share": 1})
    fifth = int(0.2 * float(story.prepared.rules["bijstand_norm"][3, 0, 0]) + 0.5)
    assert story.of("Sami", "fined_college", "bijstand_lowered") == [
        (month, "bijstand_lowered", fifth, 0) for month in (3, 4, 5)
    ]


def test_the_college_sends_to_school_whoever_goes_faster_than_expected():
    """Tesfay, 20, low schooling, would rather go to school: at the talk of month 9 he is expected
    at 0.1 + 5 x 0.36 + 30 x 0.3 = far above 3.5, and goes to the Onderwijsroute (Wi 17(2)). Its
    contract is a new one: 1,000 hours of 60 a month are over after 17 teaching months, 10-17 (8)
    and 20-28 (9).
    """
    tesfay = Newcomer("Tesfay", age=20, education=LAAG, wants_onderwijs=1, hours_per_level=100)
    story = tell([tesfay], 40, {"examens.book_hazard": 0})
    assert story.of("Tesfay", "lessons", "switched", "lessons_ended", "fulfilled") == [
        (3, "lessons", B1_ROUTE, 0),
        (9, "switched", B1_ROUTE, ONDERWIJSROUTE),
        (10, "lessons", ONDERWIJSROUTE, 0),
        (28, "lessons_ended", ONDERWIJSROUTE, 5 * 36 + 17 * 60),
        (28, "fulfilled", DIPLOMA_ONDERWIJS, 0),
    ]


def test_out_of_the_onderwijsroute_into_the_z_route_within_18_months():
    """Uma, 20, learns next to nothing: at the talk of month 9 she is expected below 1, so the
    college looks at the Z-route first; its hours are 800, and hers of before count (Wi 17).
    """
    uma = Newcomer("Uma", age=20, wants_onderwijs=1, hours_per_level=100_000)
    assert tell([uma], 12).of("Uma", "lessons", "switched") == [
        (3, "lessons", ONDERWIJSROUTE, 0),
        (9, "switched", ONDERWIJSROUTE, Z_ROUTE),
        (10, "lessons", Z_ROUTE, 0),
    ]


@pytest.mark.parametrize(("attendance", "extended"), [(0.79, 0), (0.81, 1)])
def test_near_the_finish_asks_that_lessons_were_attended(attendance, extended):
    """Vera passed what BI 4.4 asks; what remains is whether she was at her lessons."""
    vera = Newcomer("Vera", attendance=attendance, **HALF_WAY)
    story = tell([vera], 40, {"lessen.b1_hours_total": 500})
    assert len(story.of("Vera", "extended")) == extended


@pytest.mark.parametrize(("alfa", "hours", "amount"), [(0, 324, 1080), (288, 324, 1680)])
def test_alfabetisering_is_among_the_hours_of_the_pip(alfa, hours, amount):
    """Wim's course is 300 hours and his term ends in January 2025 (32 months after the PIP in
    month 4): he tried nothing, so row 1 of the grid; PVT and MAP are missing: 680.

    Without alfabetisering 324 of 300 hours are 90 % or more: 400. With 288 hours in the PIP the
    plan is 588; he falls away after 324 hours, 55 %: 1,000 (bijlage 6a).
    """
    values = {
        "lessen.b1_hours_total": 300,
        "pvt.hazard": 0,
        "map.hours_month": 0,
        "termijn.months": 32,
        "termijn.alfabetisering_cap": 0,
        "examens.book_hazard": 0,
        "lessen.break_hazard": {0: 0, 14: 1, 15: 0},
        "lessen.return_hazard": 0,
        "leerroute.to_z_below": 0,
    }
    wim = Newcomer("Wim", alfa_hours=alfa, **SLOW)
    story = tell([wim], 40, values, start="2022-01")
    assert story.hours("Wim")[max(story.hours("Wim"))][0] == hours
    assert story.of("Wim", "fined") == [(36, "fined", amount, 0)]


def test_a_new_pip_after_a_move_within_the_region():
    """Xena moves in month 10 from Aadorp to Beekdam, the only other gemeente: a new PIP a month
    later with the same leerroute; place, hours and term stay (Wi 15(4)).
    """
    moves = {
        "huisvesting.move_away": {0: 0, 10: 1, 11: 0},
        "huisvesting.move_within": 1.0,
    }
    xena = tell([Newcomer("Xena", **SLOW)], 45, moves)
    assert xena.of("Xena", "settled", "lessons", "moved", "pip_renewed", "out", "overdue") == [
        (0, "settled", 0, 1),
        (3, "lessons", B1_ROUTE, 0),
        (10, "moved", 1, 0),
        (11, "pip_renewed", B1_ROUTE, 0),
        (39, "overdue", 1, 1),
    ]
    assert [int(xena.person("Xena")[name]) for name in ("first_gemeente", "gemeente")] == [0, 1]


def test_whoever_waits_for_an_intake_waits_again_in_the_new_gemeente():
    """Yusuf moves in month 2, in which Aadorp has no klantmanager for him, and is seen in Beekdam:
    on its list from 4 on, at once. Nothing of him is left on the list of Aadorp.
    """
    moves = {
        "huisvesting.move_away": {0: 0, 2: 1, 3: 0},
        "huisvesting.move_within": 1.0,
        "klantmanager.fte_per_1000": {0: 0, 3: 1000},
    }
    yusuf = tell([Newcomer("Yusuf", **SLOW)], 8, moves)
    assert yusuf.of("Yusuf", "moved", "intake", "pip") == [
        (2, "moved", 1, 0),
        (4, "intake", 1, 0),
        (5, "pip", B1_ROUTE, 0),
    ]


def test_an_intake_in_reception_is_followed_up_after_the_move():
    """Zala has her intake in reception (2) and a home in month 4: the follow-up is in the month in
    which she is first here as an inhabitant, the PIP a month after.
    """
    zala = Newcomer("Zala", wants_early=1, **SLOW)
    later = {"huisvesting.realisation": {0: 0, 4: 1}}
    assert tell([zala], 8, later).of("Zala", "intake", "settled", "intake_followed_up", "pip") == [
        (2, "intake", 1, 0),
        (4, "settled", 0, 1),
        (4, "intake_followed_up", 0, 0),
        (5, "pip", B1_ROUTE, 0),
    ]


BORROWER = {"lening.share": 1.0, "lessen.own_course_hazard": 0.999999}


def lent(story, name):
    """Euros that somebody borrowed."""
    return story.person(name)["borrowed"] / 100


def test_a_loan_stops_at_a_quarter_and_at_its_ceiling():
    """Aya has lessons of 48 hours a month at 50 euros: 2,400 a month, of which 2,000 a quarter are
    lent. First lesson in month 4, 2023-05: second quarter 2023; July and August have no lessons.
    Quarters with lessons from 2023-II on: 10,000 after five of them, in 2024-II.
    """
    values = {
        **BORROWER,
        "lessen.b1_hours_week": 12,
        "tarief.own_course_hour": {0: 50, 1: 50},
        "lessen.b1_hours_total": 5000,
    }
    aya = Newcomer("Aya", GEZIN, other_income=0, **SLOW)
    story = tell([aya], 40, values)
    assert lent(story, "Aya") == 10_000


def test_a_partner_who_earns_lowers_the_loan_by_twice_what_can_be_paid():
    """Bilal's wife earns 34,000 a year against a floor of 1.2 x 24,000 = 28,800: 0.12 x 5,200 =
    624 a year can be paid, twice that is 1,248: 8,752 (RI ch. 6; prices of 2023).
    """
    values = {
        **BORROWER,
        "tarief.own_course_hour": {0: 50, 1: 50},
        "lessen.b1_hours_total": 5000,
        "geld.price_rise": {0: 0},
    }
    bilal = Newcomer("Bilal", GEZIN, other_income=1, **SLOW)
    assert lent(tell([bilal], 40, values), "Bilal") == 8752


def test_whoever_leaves_goes_on_repaying():
    """Cemal leaves the country in month 20 with a loan: half a year later he begins to pay."""
    values = {
        **BORROWER,
        "huisvesting.leave_country": {0: 0, 20: 1, 21: 0},
        "lessen.b1_hours_total": 300,
    }
    cemal = tell([Newcomer("Cemal", GEZIN, **SLOW)], 60, values)
    paid = [row for row in cemal.outcome.entries.tolist() if row[2] == ac.AFLOSSING]
    assert cemal.of("Cemal", "out")[0][0] == 20
    assert [row[0] for row in paid][:2] == [26, 27]
    assert cemal.person("Cemal")["loan"] > 0
