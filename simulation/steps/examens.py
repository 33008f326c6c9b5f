"""Step 8, exams: the decision to book, the sitting, and the result after its delay.

Law: four skills at B1 (A2 where lowered) and KNM (Wi 6-7); attempts are not limited. Form: a
logistic per part in ability, with a factor that all parts of a candidate share. Booking is
driven by the level and by the end of the term.
"""

from __future__ import annotations

import math
from typing import Any

from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import (
    A2,
    B1,
    B1_ROUTE,
    B2,
    KNM,
    NA_LES,
    NEVER,
    ONA,
    ONDERWIJSROUTE,
    PARTS,
    SKILLS,
    WI2013,
    Z_ROUTE,
)
from simulation.agents.programme import BOOKING
from simulation.compiled import often, step
from simulation.deadlines import deadline_months
from simulation.steps.geld import charge_exam
from simulation.steps.lening import pay_old_exam
from simulation.world import draw, emit, reach, reached

TRIED_WITHOUT_DIPLOMA = 1
TRIED_WITH_DIPLOMA = 2


@step
def chance(logit: float) -> float:
    """Logistic function."""
    return 1.0 / (1.0 + math.exp(-logit))


@often
def mean_ability(p: Any) -> float:
    """Mean level over the four skills."""
    total = 0.0
    for skill in range(SKILLS):
        total += p.ability[skill]
    return total / SKILLS


@step
def is_open(p: Any, part: int) -> bool:
    """Whether a part still has to be passed and is neither booked nor being marked."""
    asked = p.level_needed[part] if part < SKILLS else A2
    return (
        p.passed_level[part] < asked
        and p.exam_month[part] == NEVER
        and p.result_month[part] == NEVER
    )


@often
def book(p: Any, now: Any, rule: Any, u: float) -> None:
    """Decide this month whether to book, and then all open parts that are near enough."""
    near_end = p.term_end - now.t < rule.examens_deadline_months
    hazard = rule.examens_book_hazard * now.scale[BOOKING]
    within = rule.examens_book_within
    if near_end:
        hazard *= rule.examens_book_deadline_factor
        within = rule.examens_premature_within
    if u >= hazard:
        return
    lead = deadline_months(rule.examens_lead_weeks)
    if p.route == B1_ROUTE:
        for skill in range(SKILLS):
            level = p.level_needed[skill]
            if p.wants_b2 == 1 and level == B1 and p.ability[skill] >= B2 - within:
                level = B2
            if is_open(p, skill) and p.ability[skill] >= level - within:
                book_part(p, skill, level, now, lead)
    if (
        p.route != Z_ROUTE
        and is_open(p, KNM)
        and mean_ability(p) >= rule.examens_knm_level - within
    ):
        book_part(p, KNM, A2, now, lead)


@step
def book_part(p: Any, part: int, level: int, now: Any, lead: int) -> None:
    """Book one part at a level; the sitting is after the lead time."""
    p.exam_level[part] = level
    p.exam_month[part] = now.t + lead
    p.pending += 1
    reach(now, p, ev.M_FIRST_BOOKED)
    emit(now, p, ev.E_EXAM_BOOKED, part, level)


@often
def sit(p: Any, now: Any, rule: Any) -> None:
    """Sit what is booked for this month; receive what is due."""
    if p.pending > 0:
        for part in range(PARTS):
            if p.exam_month[part] == now.t:
                sit_part(p, part, now, rule)
            if p.result_month[part] != NEVER and p.result_month[part] <= now.t:
                receive_result(p, part, now)
    if p.route == ONDERWIJSROUTE and p.phase == NA_LES and p.taalschakel == 0:
        finish_taalschakel(p, now, rule)


@step
def sit_part(p: Any, part: int, now: Any, rule: Any) -> None:
    """One sitting: ability against the level, the part's difficulty, the candidate's factor."""
    attempt = p.attempts[part] + 1
    if part == KNM:
        logit = rule.examens_slope * (mean_ability(p) - rule.examens_knm_level)
        u = draw(now, p, keys.EXAM_KNM, attempt)
        weeks = rule.examens_result_weeks_a2
    elif part == ONA:
        logit = rule.examens_slope * (mean_ability(p) - rule.wi2013_ona_level)
        u = draw(now, p, keys.EXAM_ONA, attempt)
        weeks = rule.examens_result_weeks_a2
    else:
        logit = rule.examens_slope * (p.ability[part] - p.exam_level[part])
        logit -= rule.examens_difficulty[part]
        u = draw(now, p, keys.EXAM_PART + part, attempt)
        weeks = rule.examens_result_weeks_nt2
        if p.exam_level[part] == A2:
            weeks = rule.examens_result_weeks_a2
    logit *= rule.derived_candidate_scale
    logit += rule.derived_candidate_spread * p.exam_factor
    if attempt == 1:
        p.first_sitting[part] = now.t
        p.first_level[part] = p.exam_level[part]
    p.attempts[part] = attempt
    if p.wet == WI2013:
        pay_old_exam(p, now, rule, part)
    else:
        charge_exam(p, now, rule, attempt)
    p.exam_month[part] = NEVER
    p.last_sitting[part] = now.t
    taught = part == ONA and p.ona_course == 1
    p.result_passed[part] = 1 if taught or u < chance(logit) else 0
    p.result_month[part] = now.t + deadline_months(weeks)
    reach(now, p, ev.M_FIRST_EXAM)


@step
def receive_result(p: Any, part: int, now: Any) -> None:
    """The result arrives: a pass stays, a fail may be sat again."""
    p.result_month[part] = NEVER
    p.pending -= 1
    level = p.exam_level[part]
    if p.first_result[part] == 0:
        p.first_result[part] = 1 + p.result_passed[part]
    if p.result_passed[part] == 1:
        p.passed_level[part] = max(p.passed_level[part], level)
        emit(now, p, ev.E_EXAM_PASSED, part, level)
        if part == KNM:
            reach(now, p, ev.M_KNM)
        note_levels(p, now)
    else:
        emit(now, p, ev.E_EXAM_FAILED, part, level)


@step
def note_levels(p: Any, now: Any) -> None:
    """All four skills examined at least at a level."""
    lowest = B2
    for skill in range(SKILLS):
        lowest = min(lowest, p.passed_level[skill])
    if lowest >= A2:
        reach(now, p, ev.M_LEVEL_A2)
    if lowest >= B1:
        reach(now, p, ev.M_LEVEL_B1)
    if lowest >= B2:
        reach(now, p, ev.M_LEVEL_B2)


@step
def finish_taalschakel(p: Any, now: Any, rule: Any) -> None:
    """The end of the taalschakeltraject: a diploma, or back to the B1-route (Wi 8(4), BI 5.4)."""
    logit = rule.examens_slope * (mean_ability(p) - rule.examens_taalschakel_level)
    u = draw(now, p, keys.EXAM_TAALSCHAKEL, 0)
    if u < chance(logit):
        p.taalschakel = TRIED_WITH_DIPLOMA
        emit(now, p, ev.E_TAALSCHAKEL, 1, 0)
    else:
        p.taalschakel = TRIED_WITHOUT_DIPLOMA
        emit(now, p, ev.E_TAALSCHAKEL, 0, 0)
        emit(now, p, ev.E_SWITCHED, ONDERWIJSROUTE, B1_ROUTE)
        reach(now, p, ev.M_SWITCHED)
        p.route = B1_ROUTE
        p.contract_hours = 0.0


@step
def has_passed_all(p: Any) -> bool:
    """Four skills at the level asked, and KNM."""
    for skill in range(SKILLS):
        if p.passed_level[skill] < p.level_needed[skill]:
            return False
    return reached(p, ev.M_KNM)
