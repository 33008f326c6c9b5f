"""Lives under the Wi2013 worked out by hand, from the permit to the diploma, the fine or the loan.

The clock, with an arrival in month 0 = January 2018: a home in month 0, DUO's letter in 1, and with
it the term of 36 months, until 37 (February 2021); a school of one's own from month 2. Lessons:
nine hours a week, four weeks a month and none in July and August: 2-5, 8-17, 20-29, 32-41.
"""

import pytest

from simulation import accounts as ac
from simulation import engine
from simulation import randomness as keys
from simulation.agents.codes import (
    A2,
    DIPLOMA_A2,
    DIPLOMA_B1,
    GEZIN,
    GROUND_ALFABETISERING,
    GROUND_EFFORT,
    KNM,
    LEZEN,
    LUISTEREN,
    NOT_OBLIGED,
    ONA,
    ONTHEFFING_AGI,
    OTHER_SCRIPT,
    SCHRIJVEN,
    SPREKEN,
    TURKEY,
    WI2013,
    WI2021,
)
from simulation.months import parse_month
from simulation.parameters import load_registry
from simulation.policy import Policy
from simulation.setup import Setup
from simulation.steps.handhaving import old_fine_for
from tests.simulation.worlds import CERTAIN, TWO_TOWNS, Newcomer, invent, overrides_from, tell

SKILLS = (LEZEN, LUISTEREN, SCHRIJVEN, SPREKEN)
OLD = {
    "wi2013.course_hazard": 0.999999,
    "wi2013.hours_week": 9,
    "wi2013.hours_total": 700,
    "wi2013.agi_alfa_level": 1,
    "wi2013.borrow_asiel": 0.999999,
    "wi2013.ona_course_share": 0.0,
    "wi2013.book_factor": 1,
    "wi2013.agi_share": 1.0,
    "wi2013.reduction_per_part": 0,
    "wi2013.elip_share": 0.0,
    "lening.share": 0.999999,
    "lening.partner_income": 0,
}
SLOW = {"ability": 1.2, "hours_per_level": 100_000}
"""Somebody who passes nothing."""
TRIES = {"examens.book_within": 2}
"""Everybody tries everything, as soon as it may be booked again."""


def story(people, months, values=None, start="2018-01"):
    """The lives of people under the Wi2013."""
    return tell(people, months, {**OLD, **(values or {})}, start=start)


def each(month, event, *parts):
    """The same event at A2 for some parts."""
    return [(month, event, part, A2) for part in parts]


def booked(told, account):
    """(month, cents) on an account of everybody."""
    return [(row[0], row[3]) for row in told.outcome.entries.tolist() if row[2] == account]


def to_school(doelgroep=0):
    """The first months of everybody."""
    return [
        (0, "permit", doelgroep, WI2013),
        (0, "settled", 0, 1),
        (1, "notice", 0, 0),
        (1, "term", 36, 1),
        (2, "lessons", 0, 1),
        (6, "pvt", 12, 0),
    ]


def test_in_time_at_a2_and_the_loan_is_forgiven():
    """Amir: 36 hours a month at 200 hours a level, 0.18 a month from 0.1. KNM and ONA from 1.6: the
    9th teaching month is 12, result of A2 after 8 weeks in 15. A2: 1.9 / 0.18 = 10.6, the 11th is
    14, result in 17: fulfilled. He followed 14 months of lessons (2-5, 8-17), 504 hours; all that
    he borrowed for them and for six exams (5 x 50 + 40 = 290) becomes a gift.
    """
    told = story([Newcomer("Amir", hours_per_level=200)], 30)
    euros = (sum(c for _, c in booked(told, ac.LENING)) + 50) // 100
    assert told.life("Amir") == [
        *to_school(),
        *each(12, "exam_booked", KNM, ONA),
        *each(14, "exam_booked", *SKILLS),
        *each(15, "exam_passed", KNM, ONA),
        *each(17, "exam_passed", *SKILLS),
        (17, "fulfilled", DIPLOMA_A2, 0),
        (17, "loan_forgiven", euros, 0),
    ]
    assert told.hours("Amir")[17] == (504, 0)
    hour = float(told.prepared.rules["tarief_own_course_hour"][2, 0, 0])
    assert euros == pytest.approx(504 * hour + 290, abs=60)
    assert booked(told, ac.AFLOSSING) == []
    assert sum(c for _, c in booked(told, ac.KWIJTSCHELDING)) == sum(
        c for _, c in booked(told, ac.LENING)
    )
    assert [c for _, c in booked(told, ac.BEGELEIDING_RIJK)] == [237_000]


def test_a_family_migrant_repays():
    """Fatma: 300 hours a level, 0.12 a month. KNM and ONA: 1.5 / 0.12 = 12.5, the 13th month of
    lessons is 16, result 19; A2: 15.8, the 16th is 21, result 24. Half a year later, from 30 on,
    she pays back; nothing is forgiven.
    """
    told = story([Newcomer("Fatma", GEZIN, hours_per_level=300)], 40)
    assert told.of("Fatma", "fulfilled", "loan_forgiven") == [(24, "fulfilled", DIPLOMA_A2, 0)]
    assert [month for month, _ in booked(told, ac.AFLOSSING)][:3] == [30, 31, 32]
    assert 0 < told.person("Fatma")["loan"] < sum(c for _, c in booked(told, ac.LENING))


def test_the_ontheffing_on_demonstrable_effort():
    """Salma passes nothing. Her 700 hours are over after 20 months of lessons (720), in 25. She
    sits every part again and again. In the last half-year of the term (from 32) 31 months have
    gone: more than 600 hours and four attempts: she asks, and DUO decides in 8 weeks (34).
    """
    told = story([Newcomer("Salma", **SLOW)], 45, TRIES)
    assert told.of("Salma", "lessons_ended", "extended", "exempt", "overdue") == [
        (25, "lessons_ended", 0, 720),
        (34, "exempt", ONTHEFFING_AGI, 0),
    ]
    assert told.person("Salma")["attempts"].min() >= 4
    assert len(told.of("Salma", "loan_forgiven")) == 1


def test_an_extension_on_effort():
    """Sana, who does not ask for that, gets two years more on 300 hours and two attempts, once."""
    told = story([Newcomer("Sana", **SLOW)], 70, {**TRIES, "wi2013.agi_share": 0.0})
    assert told.of("Sana", "extended", "overdue") == [
        (34, "extended", GROUND_EFFORT, 24),
        (61, "overdue", 1, 1),
    ]


def test_overdue_with_a_fine_and_a_new_term():
    """Omid sits nothing. February 2021: 300 hours or more, not every part tried: 500 euros, and his
    loan is due; he pays from 43 on. Again in February 2023 (61). In February 2025 (85) nobody fines
    him any more, and what is left of the loan is no longer asked.
    """
    told = story([Newcomer("Omid", **SLOW)], 90)
    due = sum(c for month, c in booked(told, ac.LENING) if month <= 37)
    assert told.of("Omid", "overdue", "fined", "loan_due", "new_term") == [
        (37, "overdue", 1, 1),
        (37, "fined", 500, 0),
        (37, "loan_due", (due + 50) // 100, 0),
        (37, "new_term", 24, 0),
        (61, "overdue", 2, 1),
        (61, "fined", 500, 0),
        (61, "new_term", 24, 0),
        (85, "overdue", 3, 1),
        (85, "new_term", 24, 0),
    ]
    months = [month for month, _ in booked(told, ac.AFLOSSING)]
    assert (months[0], months[-1]) == (43, 84)
    assert told.of("Omid", "loan_forgiven")[0][0] == 85
    assert told.person("Omid")["loan"] == 0


def test_no_fine_after_effort():
    """Parwin tried what failed twice and followed 300 hours: the term ends without a fine, and her
    loan is not called in.
    """
    values = {**TRIES, "wi2013.agi_share": 0.0, "termijn.request_share": 0}
    told = story([Newcomer("Parwin", **SLOW)], 40, values)
    assert told.of("Parwin", "overdue", "fined", "loan_due", "new_term") == [
        (37, "overdue", 1, 1),
        (37, "new_term", 24, 0),
    ]


def test_learning_to_read_gives_up_to_two_years():
    """Kassa learns to read for 360 hours: ten teaching months, in calendar months twelve at 30
    hours a month on average. The old law knows a ceiling of 24 months instead of six.
    """
    kassa = Newcomer("Kassa", alfa_hours=360, literacy=OTHER_SCRIPT, **SLOW)
    assert story([kassa], 50).of("Kassa", "extended", "overdue") == [
        (34, "extended", GROUND_ALFABETISERING, 12),
        (49, "overdue", 1, 1),
    ]


def test_half_a_year_of_work_stands_for_ona():
    """Walid has everything but ONA in 17, and a job since 10, so six months in 16: fulfilled in 17
    without it.
    """
    work = {
        "werk.base_hazard": {0: 0, 10: 1e6, 11: 0},
        "werk.loss_hazard": 0,
        "wi2013.ona_level": 6,
    }
    walid = Newcomer("Walid", hours_per_level=200, work_factor=1)
    told = story([walid], 30, work)
    assert told.of("Walid", "job", "fulfilled")[0][:2] == (10, "job")
    assert told.of("Walid", "fulfilled") == [(17, "fulfilled", DIPLOMA_A2, 0)]
    assert not [e for e in told.life("Walid") if e[1] == "exam_passed" and e[2] == ONA]


def test_a_pvt_that_is_late_costs_340_euros_and_the_loan_stops():
    """Zoe (family) never signs: a year after her registration (0) lies month 13; one fine."""
    told = story([Newcomer("Zoe", GEZIN, **SLOW)], 30, {"pvt.hazard": 0})
    assert told.of("Zoe", "fined") == [(13, "fined", 340, 1)]
    assert max(month for month, _ in booked(told, ac.LENING)) == 13


@pytest.mark.parametrize(("start", "asked"), [("2017-08", 0), ("2017-10", 1)])
def test_the_pvt_is_asked_from_october_2017_on(start, asked):
    """Two people whose duty begins in August and in October 2017."""
    told = story([Newcomer("Ada", hours_per_level=200)], 4, start=start)
    assert told.of("Ada", "term") == [(1, "term", 36, asked)]


def test_turks_have_no_duty():
    """Emre: outside the duty by association law; the new law knows it for him too."""
    emre = Newcomer("Emre", GEZIN, origin=TURKEY)
    assert story([emre], 5).of("Emre", "notice", "exempt") == [
        (1, "notice", 0, 0),
        (1, "exempt", NOT_OBLIGED, 0),
    ]


def test_a_duty_of_before_2022_finishes_after_it_under_its_own_law():
    """Rami's permit is of December 2021, Rima's of January 2022: neighbours under two laws. Rami
    has his own school from February 2022 (2) and the 11th month of lessons in 14 (2-6, 9-14), so
    A2 in 17; Rima has her notice in March, when they no longer stood still, an intake, a PIP, B1.
    """
    people = [
        Newcomer("Rami", hours_per_level=200),
        Newcomer("Rima", hours_per_level=200, arrival=1),
    ]
    told = story(people, 40, {"pvt.hazard": 0.999999}, start="2021-12")
    assert (told.person("Rami")["wet"], told.person("Rima")["wet"]) == (WI2013, WI2021)
    rami, rima = (told.of(name, "lessons", "fulfilled") for name in ("Rami", "Rima"))
    assert [event[:3] for event in rami] == [(2, "lessons", 0), (17, "fulfilled", DIPLOMA_A2)]
    assert [event[1] for event in told.of("Rima", "intake", "pip", "map")] == [
        "intake",
        "pip",
        "map",
    ]
    assert rima[-1][1:3] == ("fulfilled", DIPLOMA_B1)


@pytest.mark.parametrize(("wet", "law"), [(2013, WI2013), (2021, WI2021)])
def test_a_law_can_be_chosen_for_everybody_from_a_month_on(wet, law):
    """Under the policy `stelsel` from 2022-06 on: who came before keeps the law of the date."""
    first = parse_month("2021-06")
    policy = Policy("stelsel", first + 12, values={"wet": wet})
    overrides = overrides_from({**CERTAIN, **OLD}, first)
    setup = Setup(TWO_TOWNS, first, 24, overrides=overrides, policies=(policy,))
    prepared = engine.prepare(setup, load_registry().draw("point"))
    people, households = invent(
        [Newcomer("a"), Newcomer("b", arrival=8), Newcomer("c", arrival=12)], first
    )
    world = engine.assemble_world(prepared, people, households, keys.luck(1, 0))
    assert engine.advance(world, 0, 24)
    assert world.people["wet"].tolist() == [WI2013, WI2021, law]


CELLS = [(hours, tries) for tries in (0, 1, 2) for hours in (149, 299, 300)]
AMOUNTS = (1250, 875, 500, 1000, 625, 250, 750, 375, 0)


@pytest.mark.parametrize(("cell", "amount"), list(zip(CELLS, AMOUNTS, strict=True)))
def test_every_cell_of_the_grid(cell, amount):
    """Hours to 149, to 299, 300 and more; parts not all tried, tried once, twice (ONA once)."""
    told = story([Newcomer("Somebody", **SLOW)], 1)
    p = told.world.people[0]
    hours, tries = cell
    p["course_hours"] = hours
    p["attempts"] = tries
    p["attempts"][ONA] = min(tries, 1)
    assert old_fine_for(p, told.prepared.rules[0, 0, 0]) == amount
