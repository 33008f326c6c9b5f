"""Step 10, the term: fulfilled, exempt, extended, overdue, and what follows.

Law: Wi 6-12 (what fulfils), Wi 5 (medical ontheffing), Wi 12 and RI 4.1-4.2 (extension),
Wi 26 and RI 7.1-7.4 (fine and new term). DUO has not fined asylum status holders for lateness
since February 2025 (CJEU 4-2-2025, RvS 9-7-2025).
"""

from __future__ import annotations

from typing import Any

from simulation import accounts as ac
from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import (
    ASIEL,
    B1,
    B1_ROUTE,
    CERTIFICAAT_Z,
    DIPLOMA_A2,
    DIPLOMA_B1,
    DIPLOMA_ONDERWIJS,
    GROUND_ALFABETISERING,
    GROUND_LATE_OFFER,
    GROUND_NEAR_FINISH,
    GROUND_ONDERWIJS,
    GROUNDS,
    NEVER,
    NOT_FULFILLED,
    ONDERWIJSROUTE,
    ONTHEFFING,
    OPVANG,
    PARTS,
    SKILLS,
    UNABLE,
    VOLDAAN,
    VRIJGESTELD,
    WACHT_LES,
    Z_ROUTE,
)
from simulation.compiled import often, step
from simulation.deadlines import deadline_months
from simulation.ledger import charge
from simulation.steps.examens import TRIED_WITH_DIPLOMA, has_passed_all
from simulation.steps.handhaving import fine_for, new_term_months
from simulation.steps.lessen import attendance, give_back_place, monthly_hours, z_hours_made
from simulation.world import draw, emit, reach, reached


@often
def fulfilment(p: Any, rule: Any) -> int:
    """How the duty is fulfilled by now, if it is.

    B1-route: four skills, KNM, PVT and MAP (Wi 6-7). Onderwijsroute: diploma of the
    taalschakeltraject and PVT, no MAP (Wi 8). Z-route: the hours, PVT and MAP, closing talk
    (Wi 9, BI 3.14); the talk is the MAP's closing talk.
    """
    if not reached(p, ev.M_PVT):
        return NOT_FULFILLED
    if p.route == ONDERWIJSROUTE:
        if p.taalschakel == TRIED_WITH_DIPLOMA:
            return DIPLOMA_ONDERWIJS
        return NOT_FULFILLED
    if not reached(p, ev.M_MAP):
        return NOT_FULFILLED
    if p.route == Z_ROUTE:
        return CERTIFICAAT_Z if z_hours_made(p, rule) else NOT_FULFILLED
    if not has_passed_all(p):
        return NOT_FULFILLED
    for skill in range(SKILLS):
        if p.level_needed[skill] < B1 and p.passed_level[skill] < B1:
            return DIPLOMA_A2
    return DIPLOMA_B1


@often
def finish_if_done(p: Any, now: Any, rule: Any) -> bool:
    """Fulfilled: the duty ends with a diploma or a certificate."""
    how = fulfilment(p, rule)
    if how == NOT_FULFILLED:
        return False
    give_back_place(p)
    p.how = how
    p.phase = VOLDAAN
    reach(now, p, ev.M_FULFILLED)
    emit(now, p, ev.E_FULFILLED, how, 0)
    if how == DIPLOMA_ONDERWIJS:
        u = draw(now, p, keys.EDUCATION_AFTER_ROUTE, 0)
        if u < rule.onderwijs_after_route and p.in_education == 0:
            p.in_education = 1
            reach(now, p, ev.M_EDUCATION)
            emit(now, p, ev.E_EDUCATION, 0, 0)
    return True


@often
def exempt_if_granted(p: Any, now: Any, rule: Any, u: float) -> bool:
    """Medical ontheffing (Wi 5): asked once in the traject, granted after DUO's 8 weeks."""
    if p.health != UNABLE or not reached(p, ev.M_NOTICE):
        return False
    if p.exempt_month == NEVER:
        if u < rule.ontheffing_request_hazard:
            p.exempt_month = now.t + deadline_months(rule.ontheffing_decision_weeks)
        return False
    if now.t < p.exempt_month or p.phase == OPVANG:
        return False
    give_back_place(p)
    p.exempt = ONTHEFFING
    p.phase = VRIJGESTELD
    reach(now, p, ev.M_EXEMPT)
    emit(now, p, ev.E_EXEMPT, ONTHEFFING, 0)
    charge(now, p.index, ac.MEDISCH_ADVIES, rule.tarief_medisch_advies)
    return True


@often
def watch_term(p: Any, now: Any, rule: Any) -> None:
    """Count grounds, ask for an extension in the last half-year, and see the term end."""
    if p.phase == WACHT_LES or p.phase == OPVANG:
        count_wait(p, now, rule)
    if p.extension_month != NEVER and now.t >= p.extension_month:
        p.extension_month = NEVER
        p.term_end += p.extension_asked
        p.extended = 1
        reach(now, p, ev.M_EXTENDED)
        emit(now, p, ev.E_EXTENDED, p.extension_ground, p.extension_asked)
    if p.term_end - now.t >= rule.termijn_request_months or p.extension_month != NEVER:
        return
    ask_extension(p, now, rule)
    undecided = p.extension_month != NEVER or p.exempt_month != NEVER
    if now.t >= p.term_end and not undecided and not waits_for_result(p, rule):
        lapse(p, now, rule)


@step
def waits_for_result(p: Any, rule: Any) -> bool:
    """Whether the date of the sitting is enough (a switch) and a result is still to come."""
    if rule.examens_result_date_decides == 1 or p.pending == 0:
        return False
    for part in range(PARTS):
        marked = p.result_month[part] != NEVER
        if marked and p.last_sitting[part] <= p.term_end:
            return True
    return False


@step
def count_wait(p: Any, now: Any, rule: Any) -> None:
    """Months of waiting for a first course: a late offer counts whole, month by month, so that
    what was already asked for counts once; the Onderwijsroute has six months instead of three
    (RI 4.1).
    """
    since = now.t - p.milestones[ev.M_PIP]
    if not reached(p, ev.M_LESSONS) and p.doelgroep == ASIEL and since > 0:
        in_time = deadline_months(rule.aanbod_offer_weeks)
        if p.route == ONDERWIJSROUTE:
            if since == rule.termijn_onderwijs_wait_months:
                p.ground_months[GROUND_ONDERWIJS] = int(rule.termijn_onderwijs_extension)
        elif since == in_time:
            p.ground_months[GROUND_LATE_OFFER] = in_time
        elif since > in_time:
            p.ground_months[GROUND_LATE_OFFER] += 1


@step
def alfabetisering_months(p: Any, now: Any, rule: Any) -> int:
    """Length of the alfabetisering in months, from 3 on and at most 6; not in the Z-route."""
    if p.route == Z_ROUTE or p.alfa_hours <= 0.0 or p.course_hours <= 0.0:
        return 0
    lessons = p.milestones[ev.M_LESSONS]
    if lessons == NEVER:
        return 0
    pace = monthly_hours(p, now, rule) * attendance(p, now)
    months = int(p.alfa_hours / pace + 0.5)
    if months < rule.termijn_ground_months:
        return 0
    return min(months, int(rule.termijn_alfabetisering_cap))


@step
def ask_extension(p: Any, now: Any, rule: Any) -> None:
    """Ask for all grounds at once; DUO decides in 8 weeks. A period counts once."""
    if p.extended == 0:
        p.ground_months[GROUND_ALFABETISERING] = alfabetisering_months(p, now, rule)
    months = 0
    longest = 0
    for ground in range(GROUNDS):
        months += p.ground_months[ground]
        if p.ground_months[ground] > p.ground_months[longest]:
            longest = ground
    if months == 0 and near_finish(p, rule):
        longest = GROUND_NEAR_FINISH
        months = int(rule.termijn_near_finish_months)
    u = draw(now, p, keys.EXTENSION_REQUEST, p.lapses)
    if months == 0 or u >= rule.termijn_request_share:
        return
    if longest == GROUND_NEAR_FINISH:
        p.near_finish_used = 1
    for ground in range(GROUNDS):
        p.ground_months[ground] = 0
    p.extension_asked = months
    p.extension_ground = longest
    p.extension_month = now.t + deadline_months(rule.termijn_decision_weeks)


@step
def near_finish(p: Any, rule: Any) -> bool:
    """Close to the finish in the B1-route (BI 4.4): two language parts and KNM passed, lessons
    attended, PVT and MAP done.
    """
    if p.route != B1_ROUTE or p.near_finish_used == 1:
        return False
    parts = 0
    for skill in range(SKILLS):
        if p.passed_level[skill] >= p.level_needed[skill]:
            parts += 1
    attended = p.course_hours >= rule.afschalen_attendance_norm * p.offered_hours
    if p.doelgroep != ASIEL:
        attended = p.course_hours >= rule.termijn_near_finish_hours_gezin
    return (
        parts >= rule.termijn_near_finish_parts
        and reached(p, ev.M_KNM)
        and attended
        and reached(p, ev.M_PVT)
        and reached(p, ev.M_MAP)
    )


@step
def lapse(p: Any, now: Any, rule: Any) -> None:
    """The term has ended without fulfilment: perhaps a fine, and always a new term."""
    reach(now, p, ev.M_FIRST_TERM_END)
    reach(now, p, ev.M_OVERDUE)
    p.lapses += 1
    for ground in range(GROUNDS):
        p.ground_months[ground] = 0
    v = draw(now, p, keys.LAPSE_BLAME, p.lapses)
    culpable = v < rule.termijn_culpable_share
    emit(now, p, ev.E_OVERDUE, p.lapses, 1 if culpable else 0)
    fined = rule.handhaving_asiel_fined if p.doelgroep == ASIEL else rule.handhaving_gezin_fined
    if culpable and fined == 1:
        amount = fine_for(p, rule)
        if amount > 0:
            reach(now, p, ev.M_FINED)
            emit(now, p, ev.E_FINED, amount, 0)
            charge(now, p.index, ac.BOETE_DUO, float(amount))
    months = new_term_months(p, rule)
    p.term_end = now.t + months
    emit(now, p, ev.E_NEW_TERM, months, 0)
