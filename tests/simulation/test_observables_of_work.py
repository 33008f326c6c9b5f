"""Work, income, bijstand and education of lives worked out by hand.

The clock is that of test_lifecourses.py: a home in month 0, notice 1, intake 2, PIP and first
lesson 3; teaching months 3-5, 8-17, 20-29, 32-41; a B1 course of 1,000 hours is over in month 36.
"""

import pytest

from simulation.agents.codes import LAAG, UNABLE, WOMAN
from tests.simulation.asking import hold
from tests.simulation.worlds import Newcomer, tell

SLOW = {"ability": 1.2, "hours_per_level": 100_000}
JOB_IN_12 = {"werk.base_hazard": {0: 0, 12: 1e6, 13: 0}, "werk.loss_hazard": 0}
FULL_TIME = {**JOB_IN_12, "werk.part_time": 0}
PART_TIME = {**JOB_IN_12, "werk.part_time": 1, "werk.part_time_top_up": 1}


def after(name, months, *more):
    """An observable so many months after settling."""
    return f"{name}[{','.join(('clock=settled', f'at={months}', *more))}]"


@pytest.fixture(scope="module")
def work():
    """Adam has a full-time job in months 12 to 19; Berta has none."""
    people = [Newcomer("Adam", work_factor=1, **SLOW), Newcomer("Berta", sex=WOMAN, **SLOW)]
    return tell(people, 45, {**FULL_TIME, "werk.loss_hazard": {0: 0, 20: 1, 21: 0}})


def test_in_work_in_that_month(work):
    hold(
        work,
        {
            after("employed", 11): (0, 2),
            after("employed", 12): (1 / 2, 2),
            after("employed", 19): (1 / 2, 2),
            after("employed", 20): (0, 2),
            after("employed", 12, "sex=m"): (1, 1),
            after("employed", 12, "sex=f"): (0, 1),
            after("ever_employed", 11): (0, 2),
            after("ever_employed", 40): (1 / 2, 2),
            after("employed", 44): (0, 2),  # the world's last month,
            after("employed", 45): (None, 0),  # and nobody can be followed beyond it
        },
    )


def test_bijstand_and_what_is_the_largest_income(work):
    """Adam's 1.5 of the norm ends his bijstand in 12; it comes back when he loses the job in 20."""
    hold(
        work,
        {
            after("on_bijstand", 11): (1, 2),
            after("on_bijstand", 12): (1 / 2, 2),
            after("on_bijstand", 20): (1, 2),
            after("any_benefit", 12): (1 / 2, 2),
            after("main_income_work", 12): (1 / 2, 2),
            after("main_income_benefit", 12): (1 / 2, 2),
            after("main_income_benefit", 20): (1, 2),
            after("bijstand_ended", 11): (0, 2),
            after("bijstand_ended", 12): (1 / 2, 2),
            after("bijstand_ended", 30): (1 / 2, 2),  # who came back has left all the same
            after("bijstand_ended_work", 30): (1 / 2, 2),
            after("bijstand_ended_study", 30): (0, 2),
        },
    )


def test_the_labour_force(work):
    """Both look for work until the lessons of month 3, and again when these end in 36."""
    hold(
        work,
        {
            after("in_labour_force", 0): (1, 2),
            after("unemployed", 0): (1, 2),
            after("in_labour_force", 3): (0, 2),
            after("unemployed", 3): (None, 0),
            after("in_labour_force", 12): (1 / 2, 2),
            after("unemployed", 12): (0, 1),
            after("in_labour_force", 35): (0, 2),
            after("in_labour_force", 36): (1, 2),
            after("unemployed", 36): (1, 2),
            after("employed", 12, "among=working"): (1, 1),
            after("in_education", 12, "among=working"): (0, 1),
        },
    )


@pytest.mark.parametrize(
    ("hazard", "looks"), [("lessen.illness_hazard", 0), ("lessen.break_hazard", 1)]
)
def test_who_is_ill_does_not_look_and_who_dropped_out_does(hazard, looks):
    """Jamila stays away from month 12 on."""
    away = {hazard: {0: 0, 12: 1, 13: 0}, "lessen.return_hazard": 0}
    story = tell([Newcomer("Jamila", **SLOW)], 20, away)
    assert [month for month, *_ in story.of("Jamila", "interrupted")] == [12]
    hold(story, {after("in_labour_force", 13): (looks, 1), after("interrupted", 13): (1, 1)})


def test_who_is_unable_for_good_is_outside_the_labour_force():
    story = tell([Newcomer("Karim", health=UNABLE, **SLOW)], 20)
    hold(story, {after("in_labour_force", 0): (0, 1), after("in_labour_force", 19): (0, 1)})


@pytest.mark.parametrize(("lost", "after_settling"), [(4, 0), (8, 1)])
def test_a_job_in_reception(lost, after_settling):
    """Cees has notice in 1, a job from 2 until it is lost, a home in 6 and a PIP in 8.

    Ever in work counts from the clock: a job that ended in reception is none since settling.
    """
    values = {
        "huisvesting.coupling_months": 6,
        "werk.reception_men": {0: 0, 2: 1, 3: 0},
        "werk.loss_hazard": {0: 0, lost: 1, lost + 1: 0},
    }
    story = tell([Newcomer("Cees", **SLOW)], 30, values)
    assert [event[0] for event in story.of("Cees", "job", "settled", "pip")] == [2, 6, 8]
    hold(
        story,
        {
            "employed[clock=duty,at=0]": (0, 1),
            "employed[clock=duty,at=1]": (1, 1),
            "main_income_work[clock=duty,at=1]": (1, 1),
            "on_bijstand[clock=duty,at=1]": (0, 1),
            "in_labour_force[clock=duty,at=0]": (0, 1),  # nobody looks for work in reception
            "in_labour_force[clock=duty,at=1]": (1, 1),
            "employed_in_reception[clock=settled,at=0]": (1, 1),
            "ever_employed[clock=permit,at=1]": (0, 1),
            "ever_employed[clock=permit,at=20]": (1, 1),
            "ever_employed[clock=settled,at=0]": (after_settling, 1),
            "ever_employed[clock=settled,at=20]": (after_settling, 1),
            "ever_employed[clock=pip,at=20]": (0, 1),  # lost in 8, not in work at its end
        },
    )


@pytest.mark.parametrize(("income", "work", "benefit"), [(0.6, 1, 0), (0.5, 1, 0), (0.4, 0, 1)])
def test_a_part_time_job_beside_bijstand(income, work, benefit):
    """Dirk alone: the top-up is what is missing of the norm; half and half counts as work."""
    values = {**PART_TIME, "werk.income_below": income}
    hold(
        tell([Newcomer("Dirk", work_factor=1, **SLOW)], 20, values),
        {
            after("on_bijstand", 12): (1, 1),
            after("any_benefit", 12): (1, 1),
            after("main_income_work", 12): (work, 1),
            after("main_income_benefit", 12): (benefit, 1),
            after("bijstand_ended", 12): (0, 1),
        },
    )


@pytest.mark.parametrize(("income", "work", "benefit"), [(0.6, 1 / 2, 1 / 2), (0.4, 0, 1)])
def test_partners_have_half_of_the_bijstand_each(income, work, benefit):
    """Dirk earns, Dora does not: of a couple (1.4286) each has half of what is missing.

    With 0.6 that is 0.41, less than his wage; with 0.4 it is 0.51, more. Hers is bijstand.
    """
    people = [
        Newcomer("Dirk", work_factor=1, **SLOW),
        Newcomer("Dora", sex=WOMAN, partner="Dirk", **SLOW),
    ]
    hold(
        tell(people, 20, {**PART_TIME, "werk.income_below": income}),
        {
            after("main_income_work", 12): (work, 2),
            after("main_income_benefit", 12): (benefit, 2),
            after("on_bijstand", 12): (1, 2),
        },
    )


STUDY = {"onderwijs.entry_old": {0: 0, 10: 1, 11: 0}, "onderwijs.exit": {0: 0, 20: 1, 21: 0}}
ESRA = Newcomer("Esra", starts_exempt=1, ability=2.5)


def test_a_student_alone_lives_on_study_finance():
    """Esra, who has no duty, studies in months 10 to 19: no bijstand then (Pw 15)."""
    hold(
        tell([ESRA], 30, STUDY),
        {
            after("in_education", 9): (0, 1),
            after("in_education", 10): (1, 1),
            after("in_education", 19): (1, 1),
            after("in_education", 20): (0, 1),
            after("on_bijstand", 9): (1, 1),
            after("on_bijstand", 10): (0, 1),
            after("on_bijstand", 20): (1, 1),
            after("main_income_benefit", 10): (0, 1),
            after("main_income_work", 10): (0, 1),
            after("in_labour_force", 9): (1, 1),
            after("in_labour_force", 10): (0, 1),
            after("bijstand_ended", 25): (1, 1),
            after("bijstand_ended_study", 9): (0, 1),
            after("bijstand_ended_study", 10): (1, 1),
            after("bijstand_ended_work", 25): (0, 1),
            after("exempt", 1): (1, 1),
        },
    )


def test_a_student_with_a_partner_leaves_the_household_on_bijstand():
    """1.0 of study finance against 1.4286: Emre's main income is bijstand, Esra's is not."""
    people = [ESRA, Newcomer("Emre", starts_exempt=1, ability=1, partner="Esra")]
    hold(
        tell(people, 30, STUDY),
        {
            after("in_education", 10): (1 / 2, 2),
            after("on_bijstand", 10): (1, 2),
            after("main_income_benefit", 10): (1 / 2, 2),
            after("bijstand_ended", 25): (0, 2),
        },
    )


def test_without_study_finance_a_student_stays_on_bijstand():
    story = tell([ESRA], 30, {**STUDY, "onderwijs.study_income": 0})
    hold(story, {after("in_education", 10): (1, 1), after("on_bijstand", 10): (1, 1)})


def test_a_wage_and_study_finance_together_are_not_work_alone():
    """Esra has 0.6 from work in 12 and 1.0 from study: never on bijstand again until 20."""
    values = {**STUDY, **PART_TIME, "werk.income_below": 0.6}
    people = [Newcomer("Esra", starts_exempt=1, ability=2.5, work_factor=1)]
    hold(
        tell(people, 30, values),
        {
            after("main_income_work", 12): (0, 1),  # study finance is larger
            after("main_income_work", 20): (1, 1),  # 0.6 against a top-up of 0.4
            after("bijstand_ended_study", 25): (1, 1),
            after("bijstand_ended_work", 25): (0, 1),
        },
    )


def test_a_family_migrant_whose_partner_earns_is_no_subject_of_bijstand():
    """Of those who ever received bijstand there is nobody."""
    hold(
        tell([Newcomer("Gul", doelgroep=1, **SLOW)], 20),
        {
            after("on_bijstand", 10): (0, 1),
            after("bijstand_ended", 10): (None, 0),
            after("main_income_benefit", 10): (0, 1),
        },
    )


def test_volunteering():
    values = {
        "vrijwilligerswerk.entry": {0: 0, 5: 1, 6: 0},
        "vrijwilligerswerk.exit": {0: 0, 15: 1, 16: 0},
    }
    story = tell([Newcomer("Veli", **SLOW)], 20, values)
    shares = {4: 0, 5: 1, 14: 1, 15: 0}
    hold(story, {after("volunteering", at): (share, 1) for at, share in shares.items()})


def test_on_to_an_education_after_the_onderwijsroute():
    """Liya has her diploma of the taalschakeltraject in month 23 and goes on at once.

    Amira, of the B1-route (fulfilled in 25), begins in month 30.
    """
    people = [
        Newcomer("Liya", age=20, wants_onderwijs=1, hours_per_level=200),
        Newcomer("Amira", hours_per_level=200),
    ]
    values = {"onderwijs.after_route": 1, "onderwijs.exit": 0}
    story = tell(people, 45, {**values, "onderwijs.entry_old": {0: 0, 30: 1, 31: 0}})
    assert [event[0] for event in story.of("Liya", "fulfilled", "education")] == [23, 23]
    assert [event[0] for event in story.of("Amira", "fulfilled", "education")] == [25, 30]
    hold(
        story,
        {
            "outflow_to_education[clock=pip,at=19]": (0, 2),
            "outflow_to_education[clock=pip,at=20]": (1 / 2, 2),
            "outflow_to_education[clock=pip,at=26]": (1 / 2, 2),
            "outflow_to_education[clock=pip,at=27]": (1, 2),
            "outflow_to_education[clock=pip,at=26,initial_route=onderwijs]": (1, 1),
            "outflow_to_education[clock=pip,at=22,among=passed,route=b1]": (0, 1),
            "outflow_to_education[clock=pip,at=21,among=passed,route=b1]": (None, 0),
        },
    )


@pytest.mark.parametrize(("ends", "counts"), [(10, 0), (20, 1)])
def test_an_education_from_before_counts_while_it_lasts(ends, counts):
    """Amira knows much and follows entree, which does not exempt, from month 1; she fulfils in 11
    (B1 booked in 9, result 11).

    An education that ended in 10 is none after the route.
    """
    values = {
        "onderwijs.entry_old": {0: 0, 1: 1, 2: 0},
        "onderwijs.exit": {0: 0, ends: 1, ends + 1: 0},
        "onderwijs.entree_share": 1.0,
    }
    amira = Newcomer("Amira", ability=2.2, hours_per_level=200, education=LAAG)
    story = tell([amira], 30, values)
    assert [event[0] for event in story.of("Amira", "education", "fulfilled")] == [1, 11]
    hold(
        story,
        {
            "outflow_to_education[clock=permit,at=9]": (0, 1),
            "outflow_to_education[clock=permit,at=11]": (counts, 1),
            "outflow_to_education[clock=permit,at=29]": (counts, 1),
        },
    )
