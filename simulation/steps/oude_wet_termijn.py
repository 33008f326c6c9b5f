"""Step 10 under the Wi2013: diploma, extension, the ontheffing on effort, and the end of the term.

A term of 36 months is extended for illness, birth, alfabetisering (24 months at most) and for
effort: 300 hours, and every part that is open tried twice, after two and a half years. Whoever
followed 600 hours and tried every open part four times may be exempt on demonstrable effort
(AGI); for whoever learnt to read there is a variant without attempts. After the term a fine by the
grid, unless 300 hours were followed and what failed was tried twice, and a new term of 24 months.
"""

from __future__ import annotations

from typing import Any

from simulation import accounts as ac
from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import (
    A2,
    B1,
    DIPLOMA_A2,
    DIPLOMA_B1,
    GROUND_ALFABETISERING,
    GROUND_EFFORT,
    GROUNDS,
    KNM,
    NEVER,
    ONA,
    ONTHEFFING_AGI,
    OPVANG,
    SKILLS,
    VOLDAAN,
)
from simulation.compiled import often, step
from simulation.deadlines import deadline_months
from simulation.ledger import charge
from simulation.steps.examens import mean_ability
from simulation.steps.lening import release
from simulation.steps.lessen import give_back_place
from simulation.steps.oude_wet import has_all_of_2013
from simulation.steps.termijn import exempt, grant_extension, lapse, waits_for_result
from simulation.steps.verlenging import alfabetisering_months, request
from simulation.world import draw_four, emit, reach, reached


@often
def finish_by_exam(p: Any, now: Any, rule: Any) -> bool:
    """Fulfilled: the diploma; a status holder's loan is forgiven where it was in time."""
    if not has_all_of_2013(p, now, rule):
        return False
    p.how = DIPLOMA_B1
    for skill in range(SKILLS):
        if p.passed_level[skill] < B1:
            p.how = DIPLOMA_A2
    give_back_place(p)
    p.phase = VOLDAAN
    reach(now, p, ev.M_FULFILLED)
    emit(now, p, ev.E_FULFILLED, p.how, 0)
    release(p, now)
    return True


@often
def watch_old_term(p: Any, now: Any, rule: Any) -> None:
    """DUO's decisions, requests in the last half-year, and the end of the term."""
    if p.agi_month != NEVER and now.t >= p.agi_month and p.phase != OPVANG:
        exempt(p, now, ONTHEFFING_AGI)
        return
    grant_extension(p, now)
    if p.term_end - now.t >= rule.termijn_request_months or p.extension_month != NEVER:
        return
    if p.agi_month == NEVER:
        ask_of_2013(p, now, rule)
    undecided = p.extension_month != NEVER or p.exempt_month != NEVER or p.agi_month != NEVER
    if now.t >= p.term_end and not undecided and not waits_for_result(p, rule):
        lapse(p, now, rule)


@step
def ask_of_2013(p: Any, now: Any, rule: Any) -> None:
    """The ontheffing on effort where it can be had; else an extension for all grounds at once."""
    u_agi, u_extension, _, _ = draw_four(now, p, keys.AGI_REQUEST, p.lapses)
    if u_agi < rule.wi2013_agi_share and may_be_exempt(p, now, rule):
        if not has_tried(p, rule.wi2013_agi_attempts, rule.wi2013_agi_attempts):
            charge(now, p.index, ac.EXAMEN, rule.tarief_wi2013_agi_test)
        p.agi_month = now.t + deadline_months(rule.ontheffing_decision_weeks)
        return
    if p.extended == 0:
        months = alfabetisering_months(p, now, rule, rule.wi2013_alfa_cap)
        p.ground_months[GROUND_ALFABETISERING] = months
    months = 0
    longest = 0
    for ground in range(GROUNDS):
        months += p.ground_months[ground]
        if p.ground_months[ground] > p.ground_months[longest]:
            longest = ground
    if months == 0 and p.effort_used == 0 and has_made_effort(p, now, rule):
        longest = GROUND_EFFORT
        months = int(rule.wi2013_effort_months)
    if months == 0 or u_extension >= rule.termijn_request_share:
        return
    if longest == GROUND_EFFORT:
        p.effort_used = 1
    request(p, now, rule, months, longest)


@step
def has_tried(p: Any, times: float, times_ona: float) -> bool:
    """Whether every part that is still open was sat so often."""
    for skill in range(SKILLS):
        if p.passed_level[skill] < A2 and p.attempts[skill] < times:
            return False
    if not reached(p, ev.M_KNM) and p.attempts[KNM] < times:
        return False
    return p.passed_level[ONA] >= A2 or p.attempts[ONA] >= times_ona


@step
def has_made_effort(p: Any, now: Any, rule: Any) -> bool:
    """Extension on effort: 300 hours, each open part twice (ONA once), after 30 months."""
    gone = now.t - p.duty_since - p.rested
    if gone < rule.wi2013_effort_elapsed or p.course_hours < rule.wi2013_effort_hours:
        return False
    return has_tried(p, rule.wi2013_effort_attempts, rule.wi2013_ona_attempts)


@step
def may_be_exempt(p: Any, now: Any, rule: Any) -> bool:
    """AGI: 600 hours and four attempts after 30 months; or 600 hours of which 300 of alfabetisering
    and a test that says that exams are out of reach.
    """
    if now.t - p.duty_since - p.rested < rule.wi2013_agi_elapsed:
        return False
    course = p.course_hours - p.alfa_hours
    hours = p.course_hours if course >= rule.wi2013_agi_course_hours else course
    attempts = rule.wi2013_agi_attempts
    if hours >= rule.wi2013_agi_hours and has_tried(p, attempts, attempts):
        return True
    learnt_to_read = p.alfa_hours >= rule.wi2013_agi_alfa_hours
    enough = p.course_hours >= rule.wi2013_agi_hours
    return learnt_to_read and enough and mean_ability(p) < rule.wi2013_agi_alfa_level
