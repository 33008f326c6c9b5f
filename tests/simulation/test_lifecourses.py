"""Lives worked out by hand, from the permit to the end of the duty, event by event.

The clock of every asylum life below, with everything at once (worlds.CERTAIN) and an arrival in
month 0 = January 2023: permit and home in month 0; DUO's notice a month later (1); the call for
the intake (2); the PIP (3) and, with places for everybody, the first lesson in that same month.
The term is months 4 to 39, the 36 months after the PIP (Wi 11). Lessons: four teaching weeks a
month and none in July and August, so teaching months are 3-5, 8-17, 20-29 and 32-41.
"""

from simulation.agents.codes import (
    A2,
    B1,
    B1_ROUTE,
    CERTIFICAAT_Z,
    DIPLOMA_A2,
    DIPLOMA_B1,
    GEZIN,
    KNM,
    LEZEN,
    LUISTEREN,
    ONDERWIJSROUTE,
    ONTHEFFING,
    SCHRIJVEN,
    SPREKEN,
    UNABLE,
    VRIJSTELLING,
    Z_ROUTE,
)
from tests.simulation.worlds import Newcomer, tell

SKILLS = (LEZEN, LUISTEREN, SCHRIJVEN, SPREKEN)


def to_pip(route, score=35):
    """The first three months of everybody who has an intake at the first call."""
    return [
        (0, "permit", 0, 1),
        (0, "settled", 0, 1),
        (1, "notice", 0, 0),
        (2, "intake", 1, 0),
        (2, "leerbaarheidstoets", score, 28),
        (3, "pip", route, 0),
    ]


def each(month, event, level):
    """The same event for the four skills."""
    return [(month, event, skill, level) for skill in SKILLS]


def test_the_b1_route_straight_through():
    """Amira: 9 hours x 4 weeks = 36 hours a month at 200 hours a level, so 0.18 a month from 0.1.

    KNM from level 1.6: 1.5 / 0.18 = 8.3, the 9th teaching month is month 13; sat a month later
    (6 weeks), result two months after that (8 weeks). B1 = 3: 2.9 / 0.18 = 16.1, the 17th is
    month 23; sat in 24, result in 25 (5 weeks). PVT and MAP lie behind her: fulfilled (Wi 6-7).
    """
    amira = tell([Newcomer("Amira", hours_per_level=200)], 45)
    assert amira.life("Amira") == [
        *to_pip(B1_ROUTE),
        (3, "lessons", B1_ROUTE, 0),
        (6, "pvt", 12, 0),
        (9, "map", 40, 0),
        (13, "exam_booked", KNM, A2),
        (16, "exam_passed", KNM, A2),
        *each(23, "exam_booked", B1),
        *each(25, "exam_passed", B1),
        (25, "fulfilled", DIPLOMA_B1, 0),
    ]
    hours = amira.hours("Amira")
    assert (hours[5], hours[8], hours[25]) == ((108, 0), (144, 0), (19 * 36, 0))
    # Bijstand from the first month in the gemeente; ontzorgen over its first six (Pw 56a).
    assert amira.of("Amira", "bijstand", "ontzorgen_ended") == [
        (0, "bijstand", 0, 0),
        (6, "ontzorgen_ended", 0, 0),
    ]


def test_lowered_to_a2_after_600_hours():
    """Bashir: 450 hours a level, 0.08 a month from 0.1; talks every 6 months after the PIP.

    Talks in 9, 15, 21, 27. The forecast stays near 2.5 (at 27: 0.1 + 21 x 0.08 = 1.78, and 30
    hours a month for 12 months more, 0.8: 2.58): below 2.9, B1 out of reach at every talk. Hours:
    at 21 he has 15 x 36 = 540, too few (BI 5.5); at 27 21 x 36 = 756. KNM: 1.5 / 0.08 = 18.75,
    the 19th teaching month is 25, result in 28. A2: 1.9 / 0.08 = 23.75, the 24th is 32; sat in
    33, result of A2 after 8 weeks in 35, within the term (39).
    """
    bashir = tell([Newcomer("Bashir", hours_per_level=450)], 45)
    assert bashir.life("Bashir") == [
        *to_pip(B1_ROUTE),
        (3, "lessons", B1_ROUTE, 0),
        (6, "pvt", 12, 0),
        (9, "map", 40, 0),
        (25, "exam_booked", KNM, A2),
        *each(27, "afgeschaald", 756),
        (28, "exam_passed", KNM, A2),
        *each(32, "exam_booked", A2),
        *each(35, "exam_passed", A2),
        (35, "fulfilled", DIPLOMA_A2, 0),
    ]


def test_the_z_route_of_800_and_800_hours():
    """Cemile: a score below the pass mark; 10 + 10 hours a week, present at 4 of 5 lessons.

    40 x 0.8 = 32 course hours and as many of participation each teaching month: 800 = 25 x 32.
    The 25th teaching month is 33 (3 + 10 + 10 + 2). The certificate asks hours, PVT and MAP and
    no exam (Wi 9, BI 3.14).
    """
    cemile = tell([Newcomer("Cemile", score=20, attendance=0.8, hours_per_level=2000)], 45)
    assert cemile.life("Cemile") == [
        *to_pip(Z_ROUTE, score=20),
        (3, "lessons", Z_ROUTE, 0),
        (6, "pvt", 12, 0),
        (9, "map", 40, 0),
        (33, "lessons_ended", Z_ROUTE, 800),
        (33, "fulfilled", CERTIFICAAT_Z, 0),
    ]
    hours = cemile.hours("Cemile")
    assert (hours[32], hours[33]) == ((768, 768), (800, 800))


def test_a_family_migrant_in_the_z_route_owes_no_participation():
    """Chaima: as Cemile, but own course (in month 4) and 800 course hours only (BI 3.14).

    25 teaching months from month 4: 2 (4, 5) + 10 + 10, so the 25th is month 34.
    """
    chaima = Newcomer("Chaima", GEZIN, score=20, attendance=0.8, hours_per_level=2000)
    story = tell([chaima], 45)
    assert story.of("Chaima", "lessons", "lessons_ended", "fulfilled") == [
        (4, "lessons", Z_ROUTE, 1),
        (34, "lessons_ended", Z_ROUTE, 800),
        (34, "fulfilled", CERTIFICAAT_Z, 0),
    ]
    assert story.hours("Chaima")[34] == (800, 0)


def test_the_onderwijsroute_fails_and_goes_on_as_b1():
    """Dawit, 20: 15 hours x 4 weeks = 60 a month at 400 hours a level, 0.15 a month from 0.15.

    KNM at the 10th teaching month (0.15 + 1.5 = 1.65), month 14, result 17. The 1,000 hours are
    over after 17 teaching months (1,020 hours), month 23: at 2.70 he stays below the 2.8 of the
    diploma and goes on in the B1-route: month 20 after the PIP, which Wi 17 allows for this
    switch only. Now the MAP is due too: month 24. At the talk of month 27 B1 is out of reach
    (2.70 < 2.9) and he has 1,020 hours: A2 for all four, booked a month later, result in 31.
    """
    dawit = Newcomer("Dawit", age=20, wants_onderwijs=1, ability=0.15, hours_per_level=400)
    assert tell([dawit], 45).life("Dawit") == [
        *to_pip(ONDERWIJSROUTE),
        (3, "lessons", ONDERWIJSROUTE, 0),
        (6, "pvt", 12, 0),
        (14, "exam_booked", KNM, A2),
        (17, "exam_passed", KNM, A2),
        (23, "lessons_ended", ONDERWIJSROUTE, 1020),
        (23, "taalschakel", 0, 0),
        (23, "switched", ONDERWIJSROUTE, B1_ROUTE),
        (24, "map", 40, 0),
        *each(27, "afgeschaald", 1020),
        *each(28, "exam_booked", A2),
        *each(31, "exam_passed", A2),
        (31, "fulfilled", DIPLOMA_A2, 0),
    ]


def test_out_of_the_onderwijsroute_in_any_month():
    """Desta: from month 24 her college asks more; at the talk of month 27, 24 months after the
    PIP, it sends her back to the B1-route (BI 5.4: any month). A place there a month later.

    Forecast at 27, at 10 hours a week: 0.1 + (21 x 40 + 400) / 400 = 3.2 < 3.5.
    """
    desta = Newcomer("Desta", age=20, wants_onderwijs=1, hours_per_level=400)
    stricter = {
        "lessen.onderwijs_hours_week": 10,
        "leerroute.onderwijs_back_below": {0: 2.6, 24: 3.5},
    }
    assert tell([desta], 30, stricter).of("Desta", "lessons", "switched", "switch_refused") == [
        (3, "lessons", ONDERWIJSROUTE, 0),
        (27, "switched", ONDERWIJSROUTE, B1_ROUTE),
        (28, "lessons", B1_ROUTE, 0),
    ]


ELIF = Newcomer("Elif", hours_per_level=1000)
"""0.036 a month from 0.1: her forecast swings between 1.18 and 1.22 at every talk."""


def test_a_switch_is_refused_after_month_18():
    """Elif: from month 24 her college would rather have her in the Z-route (below 1.5).

    The talks of 27 and 33 come 24 and 30 months after the PIP, past the window of 18 (Wi 17(2)):
    refused. What remains is A2, at 27 with 756 hours. 1,000 hours are over in month 36 (28 x 36
    = 1,008). She reaches neither A2 nor KNM: the term ends in 39, without a fine because she is
    an asylum status holder, with 24 months more for no part passed (RI 7.4).
    """
    elif_ = tell([ELIF], 45, {"leerroute.to_z_below": {0: 1.0, 24: 1.5}})
    assert elif_.life("Elif") == [
        *to_pip(B1_ROUTE),
        (3, "lessons", B1_ROUTE, 0),
        (6, "pvt", 12, 0),
        (9, "map", 40, 0),
        (27, "switch_refused", B1_ROUTE, Z_ROUTE),
        *each(27, "afgeschaald", 756),
        (33, "switch_refused", B1_ROUTE, Z_ROUTE),
        (36, "lessons_ended", B1_ROUTE, 1008),
        (39, "overdue", 1, 1),
        (39, "new_term", 24, 0),
    ]


def test_a_switch_in_month_18_is_allowed():
    """The same Elif, whose college changes its mind in month 20: the talk of 21 is month 18."""
    elif_ = tell([ELIF], 45, {"leerroute.to_z_below": {0: 1.0, 20: 1.5}})
    assert elif_.of("Elif", "lessons", "switched", "switch_refused", "afgeschaald") == [
        (3, "lessons", B1_ROUTE, 0),
        (21, "switched", B1_ROUTE, Z_ROUTE),
        (22, "lessons", Z_ROUTE, 0),
    ]


def test_the_intake_is_closed_at_the_third_call():
    """Hana never comes: called in 2, 4 and 6, each two months later, 250 euros each (Wi 22);
    at the third call the intake is closed without her and without a test (Wi 14). The PIP follows a
    month later.
    """
    hana = tell([Newcomer("Hana")], 8, {"intake.no_show": 1})
    assert hana.life("Hana") == [
        (0, "permit", 0, 1),
        (0, "settled", 0, 1),
        (1, "notice", 0, 0),
        (2, "intake_no_show", 1, 0),
        (2, "fined_college", 250, 0),
        (4, "intake_no_show", 2, 0),
        (4, "fined_college", 250, 0),
        (6, "intake_no_show", 3, 0),
        (6, "fined_college", 250, 0),
        (6, "intake", 3, 1),
        (7, "pip", B1_ROUTE, 0),
        (7, "lessons", B1_ROUTE, 0),
    ]


def test_a_medical_ontheffing_ends_the_duty():
    """Ibrahim is medically unable for good: he asks at the notice in month 1, and DUO decides in
    8 weeks, two months (Wi 5; BI 2.7). Nothing of the traject comes after it.
    """
    ibrahim = tell([Newcomer("Ibrahim", health=UNABLE)], 45)
    assert ibrahim.life("Ibrahim") == [
        *to_pip(B1_ROUTE),
        (3, "lessons", B1_ROUTE, 0),
        (3, "exempt", ONTHEFFING, 0),
    ]


def test_a_vrijstelling_takes_the_place_of_the_notice():
    """Ines has her schooling from the Netherlands (Wi 4): no intake, no PIP, no term."""
    ines = tell([Newcomer("Ines", starts_exempt=1)], 45)
    assert ines.life("Ines") == [
        (0, "permit", 0, 1),
        (0, "settled", 0, 1),
        (1, "notice", 0, 0),
        (1, "exempt", VRIJSTELLING, 0),
    ]
