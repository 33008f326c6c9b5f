"""Step 7, lessons: attendance, hours, ability, PVT and MAP, interruption and return.

Lesson hours a month are hours a week times the teaching weeks of that month: holidays are
explicit. Ability per skill grows concavely with effective hours, slower
during alfabetisering, which comes first where it is needed.
"""

from __future__ import annotations

from typing import Any

from simulation import accounts as ac
from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import (
    A1,
    ASIEL,
    B1,
    B1_ROUTE,
    BIRTH,
    CARE,
    DROPPED_OUT,
    GROUND_BIRTH,
    GROUND_ILLNESS,
    HIGHEST_LEVEL,
    ILL,
    LATIN_SCRIPT,
    LES,
    LEZEN,
    MAN,
    NA_LES,
    NO_BREAK,
    NO_JOB,
    ONDERBROKEN,
    ONDERWIJSROUTE,
    SCHRIJVEN,
    SKILLS,
    WACHT_LES,
    WI2013,
    WOMAN,
    Z_ROUTE,
)
from simulation.agents.programme import (
    ATTENDANCE,
    INTERRUPTION,
    LEARNING,
    LESSON_HOURS,
    PARTICIPATION_HOURS,
)
from simulation.compiled import often, step
from simulation.deadlines import deadline_months
from simulation.ledger import charge
from simulation.steps.geld import (
    charge_hours,
    charge_lessons,
    charge_participation,
    charge_reception,
    paid_hours,
)
from simulation.steps.lening import old_course_is_over
from simulation.steps.plaatsen import ask_for_place
from simulation.world import draw, emit, reach, reached


@often
def hours_week(p: Any, now: Any, rule: Any) -> float:
    """Lesson hours a week of this person's route."""
    hours = rule.lessen_z_hours_week
    if p.wet == WI2013:
        hours = rule.wi2013_hours_week
    elif p.route == B1_ROUTE:
        hours = rule.lessen_b1_hours_week
    elif p.route == ONDERWIJSROUTE:
        hours = rule.lessen_onderwijs_hours_week
    if p.alfa_left > 0.0:
        hours *= rule.lessen_alfa_hours_ratio
    return hours * now.scale[LESSON_HOURS]


@often
def attendance(p: Any, now: Any) -> float:
    """Part of the lessons that is followed this month: at most all of them."""
    return min(p.attendance * now.scale[ATTENDANCE], 1.0)


@step
def monthly_hours(p: Any, now: Any, rule: Any) -> float:
    """Lesson hours of an average month: the year's teaching weeks over twelve."""
    weeks = 0.0
    for month in range(12):
        weeks += rule.lessen_teaching_weeks[month]
    return hours_week(p, now, rule) * weeks / 12


@often
def taper(level: float, rule: Any) -> float:
    """How much slower somebody learns at this level than below A1 (concave learning)."""
    if level <= A1:
        return 1.0
    steps = min((level - A1) / (B1 - A1), 1.0)
    return 1.0 - (1.0 - rule.lessen_taper_b1) * steps


@often
def effective(hours: float, rule: Any) -> float:
    """Hours followed, with self-study, times what planned hours really yield."""
    return hours * (1.0 + rule.lessen_self_study) * rule.lessen_efficiency


@often
def skill_pace(p: Any, skill: int, rule: Any) -> float:
    """Levels per effective hour in a skill, at the level where the person stands."""
    pace = p.alfa_rate if p.alfa_left > 0.0 else p.learning_rate
    if p.literacy != LATIN_SCRIPT and skill in (LEZEN, SCHRIJVEN):
        pace *= rule.lessen_written_lag
    return pace * taper(p.ability[skill], rule)


@step
def monthly_gain(p: Any, skill: int, now: Any, rule: Any) -> float:
    """Levels that somebody gains in a skill in an average month of lessons."""
    hours = monthly_hours(p, now, rule) * attendance(p, now)
    return effective(hours, rule) * now.scale[LEARNING] * skill_pace(p, skill, rule)


@often
def learn(p: Any, hours: float, now: Any, rule: Any) -> None:
    """Hours followed become ability; alfabetisering comes first."""
    worth = effective(hours, rule) * now.scale[LEARNING]
    for skill in range(SKILLS):
        gain = worth * skill_pace(p, skill, rule)
        p.ability[skill] = min(p.ability[skill] + gain, HIGHEST_LEVEL)
    p.alfa_left = max(p.alfa_left - hours, 0.0)


@step
def prepare_in_reception(p: Any, now: Any, rule: Any) -> None:
    """Voorinburgering: voluntary lessons of COA while waiting for a home, as long as they last."""
    if p.follows_coa == 1 and p.doelgroep == ASIEL and p.coa_hours < rule.huisvesting_coa_hours:
        hours = min(rule.huisvesting_coa_hours_month, rule.huisvesting_coa_hours - p.coa_hours)
        p.coa_hours += hours
        learn(p, hours, now, rule)
        charge_reception(p, now, rule, hours)
    else:
        forget(p, rule)


@often
def follow(p: Any, now: Any, rule: Any, u: float) -> None:
    """One month of lessons; u is this month's luck for an interruption."""
    weeks = rule.lessen_teaching_weeks[now.calendar % 12]
    present = attendance(p, now)
    offered = hours_week(p, now, rule) * weeks
    followed = offered * present
    alfa_before = p.alfa_left
    p.offered_hours += offered
    p.course_hours += followed
    p.alfa_hours += min(followed, alfa_before)
    alfa = min(followed, alfa_before) / present
    p.alfa_offered += alfa
    p.contract_hours += offered - alfa
    learn(p, followed, now, rule)
    charge_lessons(p, now, rule, offered, present, alfa_before)
    if alfa_before > 0.0 and p.alfa_left == 0.0:
        emit(now, p, ev.E_ALFABETISERING_ENDED, 0, 0)
    if p.route == Z_ROUTE and p.doelgroep == ASIEL:
        asked = rule.lessen_z_participation_week * now.scale[PARTICIPATION_HOURS]
        participated = asked * weeks * present
        p.participation_hours += participated
        charge_participation(p, now, rule, participated)
    emit(now, p, ev.E_HOURS, int(p.course_hours), int(p.participation_hours))
    if course_is_over(p, rule):
        end_lessons(p, now)
    else:
        maybe_interrupt(p, now, rule, u)


@often
def be_without_lessons(p: Any, now: Any, rule: Any) -> None:
    """A month without a course: language fades, unless a policy gives alfabetisering meanwhile."""
    if p.phase == WACHT_LES and rule.lessen_alfa_first == 1 and p.alfa_left > 0.0:
        learn_to_read_first(p, now, rule)
    else:
        forget(p, rule)


@step
def learn_to_read_first(p: Any, now: Any, rule: Any) -> None:
    """Alfabetisering before the leerroute, in a class apart, while waiting for a place. The hours
    may count towards the 600 and the 800 (BI 5.5, 3.14).
    """
    present = attendance(p, now)
    offered = hours_week(p, now, rule) * rule.lessen_teaching_weeks[now.calendar % 12]
    offered = min(offered, p.alfa_left / present)
    followed = offered * present
    p.offered_hours += offered
    p.course_hours += followed
    p.alfa_hours += followed
    p.alfa_offered += offered
    learn(p, followed, now, rule)
    whole = paid_hours(offered, present, rule)
    charge_hours(p, now, rule, whole, whole)
    emit(now, p, ev.E_HOURS, int(p.course_hours), int(p.participation_hours))
    if p.alfa_left == 0.0:
        emit(now, p, ev.E_ALFABETISERING_ENDED, 0, 0)


@often
def course_is_over(p: Any, rule: Any) -> bool:
    """The contract's hours are used, or the Z-route's hours are made."""
    if p.wet == WI2013:
        return old_course_is_over(p, rule)
    if p.route == B1_ROUTE:
        return p.contract_hours >= rule.lessen_b1_hours_total
    if p.route == ONDERWIJSROUTE:
        return p.contract_hours >= rule.lessen_onderwijs_hours_total
    return z_hours_made(p, rule)


@often
def z_hours_made(p: Any, rule: Any) -> bool:
    """800 course hours, and 800 participation hours for the asylum group (Wi 9, BI 3.14)."""
    asked = rule.lessen_z_participation_hours
    if p.doelgroep != ASIEL:
        asked = rule.lessen_z_participation_hours_gezin
    return p.course_hours >= rule.lessen_z_hours and p.participation_hours >= asked


@step
def end_lessons(p: Any, now: Any) -> None:
    """The course is over; exams and other parts may still be open."""
    give_back_place(p)
    p.phase = NA_LES
    reach(now, p, ev.M_LESSONS_ENDED)
    emit(now, p, ev.E_LESSONS_ENDED, p.route, int(p.course_hours))


@step
def give_back_place(p: Any) -> None:
    """Give the place back to the pool; its seat in a running group stands open."""
    if p.seat == 1:
        p.seat = 0
        p.returns = p.route


@often
def maybe_interrupt(p: Any, now: Any, rule: Any, u: float) -> None:
    """Competing risks: dropping out, illness, birth or care."""
    drop = rule.lessen_break_hazard * now.scale[INTERRUPTION]
    if p.sex == MAN:
        drop *= rule.lessen_break_men
    age = (now.calendar - p.birth) / 12
    care = 0.0
    if p.sex == WOMAN and rule.lessen_care_from_age <= age < rule.lessen_care_until_age:
        care = rule.lessen_care_hazard
    kind = NO_BREAK
    if u < drop:
        kind = DROPPED_OUT
    elif u < drop + rule.lessen_illness_hazard:
        kind = ILL
    elif u < drop + rule.lessen_illness_hazard + care:
        v = draw(now, p, keys.BREAK_KIND, p.breaks)
        kind = BIRTH if v < rule.lessen_birth_share else CARE
    if kind != NO_BREAK:
        p.phase = ONDERBROKEN
        p.break_kind = kind
        p.break_since = now.t
        p.breaks += 1
        reach(now, p, ev.M_INTERRUPTED)
        emit(now, p, ev.E_INTERRUPTED, kind, 0)
        if kind == BIRTH:
            p.ground_months[GROUND_BIRTH] += deadline_months(rule.termijn_birth_weeks)


@often
def stay_away(p: Any, now: Any, rule: Any, u: float) -> None:
    """A month of interruption: the seat is kept for a while; then the person returns or not."""
    away = now.t - p.break_since
    count_illness(p, away, rule)
    if p.seat == 1 and away >= rule.lessen_seat_kept_months:
        give_back_place(p)
        emit(now, p, ev.E_SEAT_LOST, 0, 0)
    elif p.seat == 1:
        kept = hours_week(p, now, rule) * rule.lessen_teaching_weeks[now.calendar % 12]
        charge_hours(p, now, rule, kept * rule.contract_seat_paid, 0.0)
    if u < rule.lessen_return_hazard:
        p.break_kind = NO_BREAK
        emit(now, p, ev.E_RETURNED, 0, 0)
        if p.seat == 1 or p.own_course == 1:
            p.phase = LES
        else:
            p.phase = WACHT_LES
            ask_for_place(p, now, now.t + 1, rule)


@step
def count_illness(p: Any, away: int, rule: Any) -> None:
    """Illness as a ground for extension (RI 4.1): its length from 3 months on, month by month, so
    that one that still lasts counts too, and what was asked for counts once. A birth counts its
    16 weeks at once; dropping out is no ground.
    """
    if p.break_kind == ILL and away >= rule.termijn_ground_months:
        p.ground_months[GROUND_ILLNESS] += away if away == rule.termijn_ground_months else 1


@often
def forget(p: Any, rule: Any) -> None:
    """Language fades in a month without lessons; work and volunteering keep it up."""
    change = -rule.lessen_forgetting
    if p.job != NO_JOB:
        change = rule.lessen_work_gain
    elif p.volunteering == 1:
        change = rule.lessen_volunteer_gain
    elif p.in_education == 1:
        change = 0.0
    for skill in range(SKILLS):
        p.ability[skill] = min(max(p.ability[skill] + change, 0.0), HIGHEST_LEVEL)


@often
def do_pvt_and_map(p: Any, now: Any, rule: Any, u: float) -> None:
    """PVT of 12 hours; MAP of 40 hours with a closing talk, not in the Onderwijsroute (Wi 8)."""
    if reached(p, ev.M_PVT) and reached(p, ev.M_MAP):
        return
    since = now.t - p.milestones[ev.M_PIP]
    if since <= 0:
        return
    # One draw serves both: what is left of it, given the PVT, is again even between 0 and 1.
    talk = u
    if not reached(p, ev.M_PVT):
        if u < rule.pvt_hazard:
            reach(now, p, ev.M_PVT)
            emit(now, p, ev.E_PVT, int(rule.pvt_hours), 0)
            charge(now, p.index, ac.PVT, rule.tarief_pvt)
            talk = u / rule.pvt_hazard
        else:
            talk = (u - rule.pvt_hazard) / (1.0 - rule.pvt_hazard)
    if p.route == ONDERWIJSROUTE or reached(p, ev.M_MAP) or since < rule.map_from_months:
        return
    p.map_hours += rule.map_hours_month
    if p.map_hours >= rule.map_hours and talk < rule.map_talk_hazard:
        reach(now, p, ev.M_MAP)
        emit(now, p, ev.E_MAP, int(p.map_hours), 0)
        charge(now, p.index, ac.MAP, rule.tarief_map)
