"""Step 10, the term: fulfilled, exempt, extended, overdue, and what follows.

Law: Wi 6-12 (what fulfils), Wi 5 (ontheffing: medical, or for special individual circumstances),
Wi 26 and RI 7.1-7.4 (fine and new term); verlenging.py has the extension. DUO has not fined asylum
status holders for lateness since February 2025 (CJEU 4-2-2025, RvS 9-7-2025).
"""

from __future__ import annotations

from typing import Any

from simulation import accounts as ac
from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import (
    ASIEL,
    B1,
    BIRTH,
    CERTIFICAAT_Z,
    DIPLOMA_A2,
    DIPLOMA_B1,
    DIPLOMA_ONDERWIJS,
    EXEMPTING,
    GROUNDS,
    ILL,
    NEVER,
    NOT_FULFILLED,
    ONDERBROKEN,
    ONDERWIJSROUTE,
    ONTHEFFING,
    ONTHEFFING_BIO,
    OPVANG,
    PARTS,
    SKILLS,
    UNABLE,
    VOLDAAN,
    VRIJGESTELD,
    WI2013,
    WI2021,
    Z_ROUTE,
)
from simulation.compiled import often, step
from simulation.deadlines import deadline_months
from simulation.ledger import charge
from simulation.steps.examens import TRIED_WITH_DIPLOMA, has_passed_all
from simulation.steps.handhaving import fine_for, new_term_months, old_fine_for
from simulation.steps.lening import call_in, release
from simulation.steps.lessen import give_back_place, z_hours_made
from simulation.steps.verlenging import ask_extension, count_months
from simulation.world import draw, draw_four, emit, reach, reached


@often
def fulfilment(p: Any, rule: Any) -> int:
    """How the duty is fulfilled by now, if it is.

    B1-route: four skills, KNM, PVT and MAP (Wi 6-7). Onderwijsroute: diploma of the
    taalschakeltraject, or four skills at B1 and KNM (Wi 8(4)), and PVT, no MAP (Wi 8).
    Z-route: the hours, PVT and MAP, closing talk (Wi 9, BI 3.14); the talk is the MAP's.
    """
    if not reached(p, ev.M_PVT):
        return NOT_FULFILLED
    if p.route == ONDERWIJSROUTE:
        if p.taalschakel == TRIED_WITH_DIPLOMA or has_all_at_b1(p):
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


@step
def has_all_at_b1(p: Any) -> bool:
    """Four skills at B1 and KNM."""
    for skill in range(SKILLS):
        if p.passed_level[skill] < B1:
            return False
    return reached(p, ev.M_KNM)


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
            p.study = EXEMPTING
            p.studies += 1
            reach(now, p, ev.M_EDUCATION)
            emit(now, p, ev.E_EDUCATION, EXEMPTING, 0)
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
    exempt(p, now, ONTHEFFING)
    charge(now, p.index, ac.MEDISCH_ADVIES, rule.tarief_medisch_advies)
    return True


@step
def exempt(p: Any, now: Any, kind: int) -> None:
    """The duty ends without diploma: a place in a course is given back."""
    give_back_place(p)
    p.exempt = kind
    p.phase = VRIJGESTELD
    reach(now, p, ev.M_EXEMPT)
    emit(now, p, ev.E_EXEMPT, kind, 0)
    release(p, now)


@often
def watch_term(p: Any, now: Any, rule: Any) -> None:
    """Count grounds, ask for an extension in the last half-year, and see the term end."""
    count_months(p, now, rule)
    grant_extension(p, now)
    if p.term_end - now.t >= rule.termijn_request_months or p.extension_month != NEVER:
        return
    if p.lapses == 0 or rule.termijn_extend_new_terms == 1:
        ask_extension(p, now, rule)
    undecided = p.extension_month != NEVER or p.exempt_month != NEVER
    if now.t >= p.term_end and not undecided and not waits_for_result(p, rule):
        lapse(p, now, rule)


@often
def grant_extension(p: Any, now: Any) -> None:
    """DUO has decided on what was asked."""
    if p.extension_month != NEVER and now.t >= p.extension_month:
        p.extension_month = NEVER
        p.term_end += p.extension_asked
        p.extended = 1
        reach(now, p, ev.M_EXTENDED)
        emit(now, p, ev.E_EXTENDED, p.extension_ground, p.extension_asked)


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
def lapse(p: Any, now: Any, rule: Any) -> None:
    """The term has ended without fulfilment: perhaps a fine, and a new term (Wi 26).

    Whoever was late without blame and whose case is distressing may be exempt (Wi 5; BI 2.8).
    """
    excused = has_excuse(p)
    reach(now, p, ev.M_FIRST_TERM_END)
    reach(now, p, ev.M_OVERDUE)
    p.lapses += 1
    p.college_fined = 0
    for ground in range(GROUNDS):
        p.ground_months[ground] = 0
    v, v_bio, _, _ = draw_four(now, p, keys.LAPSE_BLAME, p.lapses)
    culpable = not excused and v < rule.termijn_culpable_share
    emit(now, p, ev.E_OVERDUE, p.lapses, 1 if culpable else 0)
    if p.wet == WI2021 and not culpable and v_bio < rule.ontheffing_bio_share:
        exempt(p, now, ONTHEFFING_BIO)
        return
    fined = rule.handhaving_asiel_fined if p.doelgroep == ASIEL else rule.handhaving_gezin_fined
    if culpable and fined == 1:
        amount = fine_for(p, rule) if p.wet == WI2021 else old_fine_for(p, rule)
        if amount > 0:
            reach(now, p, ev.M_FINED)
            emit(now, p, ev.E_FINED, amount, 0)
            charge(now, p.index, ac.BOETE_DUO, float(amount))
            call_in(p, now, rule)
    p.new_term = int(rule.wi2013_new_term) if p.wet == WI2013 else new_term_months(p, rule)
    p.term_end = now.t + p.new_term
    emit(now, p, ev.E_NEW_TERM, p.new_term, 0)


@step
def has_excuse(p: Any) -> bool:
    """Late for a reason that is not theirs: a ground of extension that was never asked for, an
    illness or birth that still lasts, or a first course that the gemeente never offered.
    """
    for ground in range(GROUNDS):
        if p.ground_months[ground] > 0:
            return True
    if p.phase == ONDERBROKEN and (p.break_kind == ILL or p.break_kind == BIRTH):
        return True
    return p.wet == WI2021 and p.doelgroep == ASIEL and not reached(p, ev.M_LESSONS)
