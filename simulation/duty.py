"""The month of one person who has a duty: steps 6 to 10, under the law of the duty's month.

Both laws side by side: each is a list of steps in the order of month.py. The luck of the month is
read in one place, whatever the law.
"""

from __future__ import annotations

from typing import Any

from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import (
    LES,
    NO_ROUTE,
    NOT_EXEMPT,
    ONDERBROKEN,
    OPVANG,
    VRIJGESTELD,
    WACHT_INTAKE,
    WACHT_LES,
    WACHT_PIP,
    WI2021,
)
from simulation.compiled import often
from simulation.steps.examens import book, sit
from simulation.steps.intake import await_intake, notify
from simulation.steps.leerroute import review
from simulation.steps.lessen import (
    be_without_lessons,
    do_pvt_and_map,
    follow,
    forget,
    prepare_in_reception,
    stay_away,
)
from simulation.steps.oude_wet import book_at_a2, sign_pvt
from simulation.steps.oude_wet_termijn import finish_by_exam, watch_old_term
from simulation.steps.pip import await_early_pip, await_pip, meet_after_move
from simulation.steps.plaatsen import await_lessons
from simulation.steps.sancties import watch_cooperation
from simulation.steps.termijn import exempt_if_granted, finish_if_done, watch_term
from simulation.steps.vrijstelling import exempt_while_studying
from simulation.world import reached


@often
def live_duty(p: Any, rule: Any, now: Any, fortune: Any) -> None:
    """Steps 6 to 10 of one person, under the law of the month in which the duty began."""
    u_course = fortune[keys.COURSE_BREAK, p.rank]
    u_exam = fortune[keys.EXAM_BOOKING, p.rank]
    u_pvt = fortune[keys.PVT_MAP, p.rank]
    u_exempt = fortune[keys.EXEMPTION, p.rank]
    if p.wet == WI2021:
        u_college = fortune[keys.COOPERATION, p.rank]
        inburgeren(p, rule, now, u_course, u_exam, u_pvt, u_exempt, u_college)
    else:
        inburgeren_wi2013(p, rule, now, u_course, u_exam, u_pvt, u_exempt)


@often
def inburgeren(
    p: Any,
    rule: Any,
    now: Any,
    u_course: float,
    u_exam: float,
    u_pvt: float,
    u_exempt: float,
    u_college: float,
) -> None:
    """Steps 6 to 10 under the Wi2021: from the notice to the end of the duty."""
    if p.route == NO_ROUTE:
        go_to_pip(p, rule, now)
    else:
        follow_route(p, rule, now, u_course, u_exam, u_pvt, u_college)
        if finish_if_done(p, now, rule):
            return
    if p.phase == VRIJGESTELD:
        return
    if exempt_if_granted(p, now, rule, u_exempt):
        return
    if exempt_while_studying(p, now):
        return
    if p.route != NO_ROUTE:
        watch_term(p, now, rule)


@often
def go_to_pip(p: Any, rule: Any, now: Any) -> None:
    """Before the PIP: the notice, and the list for the next step."""
    notify(p, now, rule)
    if p.phase == OPVANG:
        prepare_in_reception(p, now, rule)
        await_intake(p, now, rule)
        await_early_pip(p, now, rule)
    elif p.phase == WACHT_INTAKE:
        forget(p, rule)
        await_intake(p, now, rule)
    elif p.phase == WACHT_PIP:
        forget(p, rule)
        meet_after_move(p, now, rule)
        await_pip(p, now)


@often
def follow_route(
    p: Any, rule: Any, now: Any, u_course: float, u_exam: float, u_pvt: float, u_college: float
) -> None:
    """After the PIP: lessons, PVT and MAP, exams, progress talks; in reception lessons only."""
    if p.phase == OPVANG:
        prepare_in_reception(p, now, rule)
        return
    meet_after_move(p, now, rule)
    if p.phase == WACHT_LES:
        await_lessons(p, now, rule)
    if p.phase == LES:
        follow(p, now, rule, u_course)
        watch_cooperation(p, now, rule, u_college)
    else:
        be_without_lessons(p, now, rule)
        if p.phase == ONDERBROKEN:
            stay_away(p, now, rule, u_course)
    do_pvt_and_map(p, now, rule, u_pvt)
    sit(p, now, rule)
    if p.phase != WACHT_LES:
        book(p, now, rule, u_exam)
    review(p, now, rule)


@often
def inburgeren_wi2013(
    p: Any, rule: Any, now: Any, u_course: float, u_exam: float, u_pvt: float, u_exempt: float
) -> None:
    """Steps 6 to 10 under the Wi2013: letter, own school, exams at A2, the end of the duty."""
    notify(p, now, rule)
    if p.phase == VRIJGESTELD or p.exempt != NOT_EXEMPT:
        return
    if p.phase == OPVANG:
        prepare_in_reception(p, now, rule)
    else:
        go_to_own_school(p, rule, now, u_course, u_exam, u_pvt)
        if finish_by_exam(p, now, rule):
            return
    if exempt_if_granted(p, now, rule, u_exempt):
        return
    if exempt_while_studying(p, now):
        return
    if reached(p, ev.M_NOTICE):
        watch_old_term(p, now, rule)


@often
def go_to_own_school(
    p: Any, rule: Any, now: Any, u_course: float, u_exam: float, u_pvt: float
) -> None:
    """Wi2013: search and follow lessons, sign the PVT, sit exams; nobody directs it."""
    if p.phase == WACHT_LES and reached(p, ev.M_NOTICE):
        await_lessons(p, now, rule)
    if p.phase == LES:
        follow(p, now, rule, u_course)
    else:
        forget(p, rule)
        if p.phase == ONDERBROKEN:
            stay_away(p, now, rule, u_course)
    sign_pvt(p, now, rule, u_pvt)
    sit(p, now, rule)
    book_at_a2(p, now, rule, u_exam)
