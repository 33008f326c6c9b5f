"""Steps 6 to 8 under the Wi2013: one's own school, PVT, and exams at A2.

The inburgeraar finds and pays a school alone, with a loan from DUO; the municipality directs
nothing. Asked are lezen, luisteren, schrijven and spreken at A2, KNM and ONA, and since October
2017 the participatieverklaring within a year. A course instead of the closing interview passes
ONA, and half a year of work exempts from it.
"""

from __future__ import annotations

from typing import Any

from simulation import accounts as ac
from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import (
    A2,
    ASIEL,
    B1,
    KNM,
    NO_JOB,
    ONA,
    SKILLS,
)
from simulation.agents.programme import BOOKING
from simulation.compiled import often, step
from simulation.deadlines import deadline_months
from simulation.ledger import charge
from simulation.steps.examens import book_part, is_open, mean_ability
from simulation.steps.lening import pay_course
from simulation.world import draw, emit, reach, reached


@often
def sign_pvt(p: Any, now: Any, rule: Any, u: float) -> None:
    """The participatieverklaring, given by the gemeente; late after a year, with a fine."""
    if p.pvt_asked == 0 or reached(p, ev.M_PVT):
        return
    since = now.t - p.milestones[ev.M_SETTLED]
    if since > 0 and u < rule.pvt_hazard:
        reach(now, p, ev.M_PVT)
        emit(now, p, ev.E_PVT, int(rule.pvt_hours), 0)
        if p.doelgroep == ASIEL:
            charge(now, p.index, ac.PVT_WI2013, rule.tarief_pvt)
        else:
            charge(now, p.index, ac.EIGEN_CURSUS, rule.tarief_wi2013_pvt)
    elif since > rule.wi2013_pvt_months and p.pvt_fined == 0:
        fine_late_pvt(p, now, rule)


@step
def fine_late_pvt(p: Any, now: Any, rule: Any) -> None:
    """A fine once, and no more may be borrowed."""
    p.pvt_fined = 1
    if p.borrows == 1:
        p.borrows = -1
    fined = rule.handhaving_asiel_fined if p.doelgroep == ASIEL else rule.handhaving_gezin_fined
    if fined == 1:
        reach(now, p, ev.M_FINED)
        emit(now, p, ev.E_FINED, int(rule.wi2013_pvt_fine), 1)
        charge(now, p.index, ac.BOETE_DUO, rule.wi2013_pvt_fine)


@often
def book_at_a2(p: Any, now: Any, rule: Any, u: float) -> None:
    """Decide this month whether to book: the learner alone decides, and A2 is enough."""
    near_end = p.term_end - now.t < rule.examens_deadline_months
    hazard = rule.examens_book_hazard * rule.wi2013_book_factor * now.scale[BOOKING]
    within = rule.examens_book_within
    if near_end:
        hazard *= rule.examens_book_deadline_factor
        within = rule.examens_premature_within
    if u >= hazard or not reached(p, ev.M_NOTICE):
        return
    lead = deadline_months(rule.examens_lead_weeks)
    for skill in range(SKILLS):
        level = A2
        if p.wants_higher == 1 and p.ability[skill] >= B1 - within:
            level = B1
        if is_open(p, skill) and p.ability[skill] >= level - within:
            book_part(p, skill, level, now, lead)
    mean = mean_ability(p)
    if is_open(p, KNM) and mean >= rule.examens_knm_level - within:
        book_part(p, KNM, A2, now, lead)
    if (
        is_open(p, ONA)
        and mean >= rule.wi2013_ona_level - within
        and not works_enough(p, now, rule)
    ):
        choose_ona(p, now, rule)
        book_part(p, ONA, A2, now, lead)


@step
def choose_ona(p: Any, now: Any, rule: Any) -> None:
    """A portfolio with an interview, or a course in its place."""
    if p.ona_course != 0:
        return
    p.ona_course = -1
    if draw(now, p, keys.ONA_COURSE, 0) < rule.wi2013_ona_course_share:
        p.ona_course = 1
        pay_course(p, now, rule, rule.wi2013_ona_course_hours)


@often
def works_enough(p: Any, now: Any, rule: Any) -> bool:
    """Half a year in the same job exempts from ONA."""
    return p.job != NO_JOB and now.t - p.job_since >= rule.wi2013_ona_work_months


@often
def has_all_of_2013(p: Any, now: Any, rule: Any) -> bool:
    """Four skills at A2, KNM, ONA or the work in its place, and the PVT where it is asked."""
    for skill in range(SKILLS):
        if p.passed_level[skill] < A2:
            return False
    if not reached(p, ev.M_KNM) or (p.pvt_asked == 1 and not reached(p, ev.M_PVT)):
        return False
    return p.passed_level[ONA] >= A2 or works_enough(p, now, rule)
