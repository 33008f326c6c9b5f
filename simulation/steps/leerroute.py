"""Step 9, the leerroute: its choice at the PIP, the switch, and lowering the level (afschalen).

Law: the college motivates its choice after looking at all routes (Wi 15); a switch only in the
first 18 months of the term (Wi 17(2), BI 5.4), from the Onderwijsroute to B1 in any month;
lowering B1 to A2 only after 600 course hours, with effort, B1 out of reach (Wi 17(3), BI 5.5).
Who is lowered is the college's judgement, a forecast with error; it is not a share.
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
    LAAG,
    LES,
    NA_LES,
    ONDERWIJSROUTE,
    SKILLS,
    WACHT_LES,
    Z_ROUTE,
)
from simulation.compiled import step
from simulation.steps.lessen import give_back_place, monthly_gain
from simulation.steps.plaatsen import ask_for_place
from simulation.world import draw_four, emit, reach


@step
def choose_route(p: Any, now: Any, rule: Any) -> int:
    """The route in the PIP: test, age, schooling and wish, weighed by the college."""
    u0, _, u2, _ = draw_four(now, p, keys.ROUTE_CHOICE, 0)
    given = rule.leerroute_given_shares
    if given[0] + given[1] + given[2] > 0.0:
        if u0 < given[0]:
            return B1_ROUTE
        return ONDERWIJSROUTE if u0 < given[0] + given[1] else Z_ROUTE
    age = (now.calendar - p.birth) / 12
    if p.tested == 1 and p.score < rule.leerbaarheidstoets_pass_mark:
        return Z_ROUTE if u2 < rule.leerroute_follow_test else B1_ROUTE
    if age < rule.leerroute_onderwijs_max_age and p.education != LAAG and p.wants_onderwijs == 1:
        return ONDERWIJSROUTE
    return B1_ROUTE


@step
def review(p: Any, now: Any, rule: Any) -> None:
    """A progress talk: the college compares the forecast with the route."""
    if now.t < p.next_review:
        return
    p.next_review = now.t + int(rule.leerroute_review_months)
    since = now.t - p.milestones[ev.M_PIP] - p.rested
    if p.phase != LES and p.phase != NA_LES:
        return
    p.reviews += 1
    u0, u1, _, _ = draw_four(now, p, keys.ROUTE_REVIEW, p.reviews)
    z, _ = keys.normal_pair(u0, u1)
    error = math.exp(rule.leerroute_forecast_error * z)
    within_window = since <= rule.leerroute_switch_window_months
    expected = expected_level(p, now, rule, error)
    if p.phase == NA_LES:
        if p.route == B1_ROUTE:
            schaal_af(p, now, rule, error)
    elif p.route == ONDERWIJSROUTE:
        if expected < rule.leerroute_to_z_below and within_window:
            switch(p, now, Z_ROUTE, rule)
        elif expected < rule.leerroute_onderwijs_back_below:
            switch(p, now, B1_ROUTE, rule)
    elif expected > rule.leerroute_to_onderwijs_above and may_go_to_school(p, now, rule):
        switch_within(p, now, ONDERWIJSROUTE, rule, within_window)
    elif p.route == Z_ROUTE:
        if expected > rule.leerroute_to_b1_above:
            switch_within(p, now, B1_ROUTE, rule, within_window)
    elif expected < rule.leerroute_to_z_below and within_window:
        switch(p, now, Z_ROUTE, rule)
    else:
        if expected < rule.leerroute_to_z_below:
            emit(now, p, ev.E_SWITCH_REFUSED, B1_ROUTE, Z_ROUTE)
        schaal_af(p, now, rule, error)


@step
def may_go_to_school(p: Any, now: Any, rule: Any) -> bool:
    """Whether the Onderwijsroute is in view: the wish, the age, and it was not tried before."""
    young = now.calendar - p.birth < rule.leerroute_onderwijs_max_age * 12
    return young and p.wants_onderwijs == 1 and p.been_to_school == 0


@step
def switch_within(p: Any, now: Any, route: int, rule: Any, within_window: bool) -> None:
    """A switch that the law allows in the first 18 months only (Wi 17(2), BI 5.4)."""
    if within_window:
        switch(p, now, route, rule)
    else:
        emit(now, p, ev.E_SWITCH_REFUSED, p.route, route)


@step
def expected_level(p: Any, now: Any, rule: Any, error: float) -> float:
    """Mean level over the skills that the college expects at the end of the term."""
    total = 0.0
    for skill in range(SKILLS):
        total += forecast(p, skill, now, rule, error)
    return total / SKILLS


@step
def forecast(p: Any, skill: int, now: Any, rule: Any, error: float) -> float:
    """Level of a skill at the end of the term if the pace of now goes on, judged with error."""
    if p.phase == NA_LES:
        return p.ability[skill] + (error - 1.0)
    months_left = max(p.term_end - now.t, 0)
    return p.ability[skill] + monthly_gain(p, skill, now, rule) * months_left * error


@step
def switch(p: Any, now: Any, route: int, rule: Any) -> None:
    """Change the route: the place is given up, hours and attempts stay, the term runs on."""
    emit(now, p, ev.E_SWITCHED, p.route, route)
    reach(now, p, ev.M_SWITCHED)
    give_back_place(p)
    p.route = route
    p.contract_hours = 0.0
    if route == ONDERWIJSROUTE:
        p.been_to_school = 1
    p.phase = WACHT_LES
    ask_for_place(p, now, now.t + 1, rule)


@step
def counted_hours(p: Any, rule: Any) -> float:
    """The course hours that count towards the 600 (BI 5.5)."""
    offered = rule.afschalen_uren_tellen == 1
    hours = p.offered_hours if offered else p.course_hours
    if rule.afschalen_alfabetisering_counts == 0:
        hours -= p.alfa_offered if offered else p.alfa_hours
    if rule.afschalen_coa_counts == 1:
        hours += p.coa_hours
    return hours


@step
def schaal_af(p: Any, now: Any, rule: Any, error: float) -> None:
    """Lower skills to A2: 600 hours, effort shown, B1 out of reach within the term."""
    hours = counted_hours(p, rule)
    if hours < rule.afschalen_min_hours:
        return
    if p.course_hours < rule.afschalen_attendance_norm * p.offered_hours:
        return
    for skill in range(SKILLS):
        if p.level_needed[skill] == B1 and p.passed_level[skill] < B1:
            if forecast(p, skill, now, rule, error) < rule.afschalen_below:
                p.level_needed[skill] = A2
                reach(now, p, ev.M_AFGESCHAALD)
                emit(now, p, ev.E_AFGESCHAALD, skill, int(hours))
