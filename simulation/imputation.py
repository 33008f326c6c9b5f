"""What is not known of people on their way, from the population model and the model's own pace.

Traits come from the population model: candidates are drawn for each person as newcomers are, and
the one who is most like what is known is taken, so that age, schooling, literacy and aptitude keep
their ties. Ability, work, PVT and MAP are what the model expects after so many months and hours.
"""

from __future__ import annotations

import math
from typing import Any

from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import (
    ASIEL,
    FULL_TIME,
    NEVER,
    NO_JOB,
    NO_ROUTE,
    ONDERWIJSROUTE,
    OPVANG,
    PART_TIME,
    SKILLS,
    Z_ROUTE,
)
from simulation.compiled import kernel, step
from simulation.population import (
    HOUSEHOLD_MEMBER,
    MEMBERS,
    draw_household,
    identity_high,
)
from simulation.steps.handhaving import new_term_months
from simulation.steps.lessen import attendance, learn, monthly_hours
from simulation.steps.participatie import entry_hazard
from simulation.world import draw_four, reached

UNKNOWN_JOB = 1
UNKNOWN_PVT = 2
UNKNOWN_MAP = 4
UNKNOWN_LEVEL = 8
UNKNOWN_HOURS = 16
"""A bit for each thing that is not known of somebody."""


@kernel
def draw_candidates(
    people: Any,
    homes: Any,
    rule: Any,
    luck: Any,
    address: Any,
    who: Any,
    start: int,
    months: int,
) -> None:
    """Newcomers who might have been this person, each in a household of their own.

    Args:
        people: (tries * MEMBERS,) INBURGERAAR, whose places MEMBERS apart are filled with who
            comes first; homes: (tries,) HUISHOUDEN. rule: (1,) the rule in force.
        address: (3,) int64: CBS code, series, calendar month of the duty; who: (2,) int64: number
        in that month, doelgroep.
        start: calendar month of the world's first; months: its length.
    """
    tries = homes.shape[0]
    high = identity_high(address[0], address[1], address[2])
    for number in range(tries):
        h = homes[number]
        ordinal = who[0] * tries + number
        h.id_low = ordinal * MEMBERS + HOUSEHOLD_MEMBER
        h.id_high = high
        h.doelgroep = who[1]
        draw_household(
            people,
            number * MEMBERS,
            number,
            h,
            address[1],
            rule[0],
            luck,
            start,
            address[2] - start,
            months,
        )


@kernel
def fill_in(people: Any, unknown: Any, rules: Any, now: Any) -> None:
    """What the model expects of everybody by now, where it is not known.

    unknown: (n,) int64 of UNKNOWN_ bits; rules: (months, gemeenten, doelgroepen); now: (1,) NOW of
    the first month.
    """
    for i in range(people.shape[0]):
        p = people[i]
        rule = rules[0, p.gemeente, p.doelgroep]
        u0, u1, u2, u3 = draw_four(now[0], p, keys.CASELOAD, 0)
        if unknown[i] & UNKNOWN_HOURS:
            expect_hours(p, now[0], rule)
        if unknown[i] & UNKNOWN_LEVEL:
            expect_level(p, now[0], rule)
        for skill in range(SKILLS):
            p.ability[skill] = max(p.ability[skill], float(p.passed_level[skill]))
        since = -p.milestones[ev.M_PIP] if p.route != NO_ROUTE else 0
        if unknown[i] & UNKNOWN_PVT and u0 < by_now(rule.pvt_hazard, since):
            p.milestones[ev.M_PVT] = p.milestones[ev.M_PIP] // 2
        expect_map(p, rule, since, bool(unknown[i] & UNKNOWN_MAP), u1)
        if unknown[i] & UNKNOWN_JOB:
            expect_job(p, now[0], rule, u2, u3)
        settle_terms(p, rule)


@step
def by_now(hazard: float, months: int) -> float:
    """Chance that something with this monthly hazard has happened after so many months."""
    if months <= 0 or hazard <= 0.0:
        return 0.0
    return 1.0 - math.exp(months * math.log(1.0 - min(hazard, ALMOST_ONE)))


ALMOST_ONE = 0.999999


@step
def expect_hours(p: Any, now: Any, rule: Any) -> None:
    """Hours followed since the first lesson at the pace of the route; at most the contract's."""
    months = 0
    if reached(p, ev.M_LESSONS):
        end = p.milestones[ev.M_LESSONS_ENDED] if reached(p, ev.M_LESSONS_ENDED) else 0
        months = end - p.milestones[ev.M_LESSONS]
    total = rule.lessen_b1_hours_total
    if p.route == ONDERWIJSROUTE:
        total = rule.lessen_onderwijs_hours_total
    elif p.route == Z_ROUTE:
        total = rule.lessen_z_hours
    present = attendance(p, now)
    if p.route != Z_ROUTE:
        total *= present
    p.course_hours = min(monthly_hours(p, now, rule) * present * months, total)
    if p.route == Z_ROUTE and p.doelgroep == ASIEL and p.participation_hours == 0.0:
        ratio = rule.lessen_z_participation_week / rule.lessen_z_hours_week
        p.participation_hours = min(p.course_hours * ratio, rule.lessen_z_participation_hours)
    p.offered_hours = max(p.course_hours / present, p.offered_hours)


@step
def expect_level(p: Any, now: Any, rule: Any) -> None:
    """Ability after reception and the hours followed, month by month as lessons give it."""
    waited = -p.arrival
    if reached(p, ev.M_SETTLED):
        waited = p.milestones[ev.M_SETTLED] - p.arrival
    if p.follows_coa == 1 and p.doelgroep == ASIEL:
        p.coa_hours = min(waited * rule.huisvesting_coa_hours_month, rule.huisvesting_coa_hours)
        learn_in_parts(p, p.coa_hours, now, rule)
    before = p.alfa_left
    learn_in_parts(p, p.course_hours, now, rule)
    if p.alfa_hours == 0.0:
        p.alfa_hours = min(before, p.course_hours)
        p.alfa_offered = p.alfa_hours / attendance(p, now)


@step
def learn_in_parts(p: Any, hours: float, now: Any, rule: Any) -> None:
    """Learn so many hours, a teaching month at a time, because learning slows as it goes."""
    month = max(monthly_hours(p, now, rule), 1.0)
    left = hours
    while left > 0.0:
        learn(p, min(left, month), now, rule)
        left -= month


@step
def expect_map(p: Any, rule: Any, since: int, unknown: bool, u: float) -> None:
    """Hours of the MAP made by now; where it is not known whether it is done, by the talk."""
    if p.route == NO_ROUTE or p.route == ONDERWIJSROUTE:
        return
    months = max(since - int(rule.map_from_months), 0)
    p.map_hours = min(months * rule.map_hours_month, rule.map_hours)
    if not unknown or p.map_hours < rule.map_hours:
        return
    talks = months - int(rule.map_hours / rule.map_hours_month)
    if u < by_now(rule.map_talk_hazard, talks):
        p.milestones[ev.M_MAP] = (p.milestones[ev.M_PIP] + int(rule.map_from_months)) // 2


@step
def expect_job(p: Any, now: Any, rule: Any, u: float, v: float) -> None:
    """A job or none, as two states with the entry and the loss of now would give it by now."""
    if p.phase == OPVANG or not reached(p, ev.M_SETTLED):
        return
    entry = entry_hazard(p, now, rule)
    rate = entry + rule.werk_loss_hazard
    months = -p.milestones[ev.M_SETTLED]
    if rate > 0.0 and u < entry / rate * by_now(rate, months):
        have_job(p, rule, FULL_TIME if v >= rule.werk_part_time else PART_TIME, v)
        p.job_since = p.milestones[ev.M_SETTLED] // 2
        p.milestones[ev.M_FIRST_JOB] = p.job_since


@step
def have_job(p: Any, rule: Any, kind: int, v: float) -> None:
    """A job of this kind, with its income against the norm of a single person."""
    p.job = kind
    p.jobs = 1
    if kind == FULL_TIME:
        p.income = rule.werk_income_full_time
    elif v < rule.werk_part_time * rule.werk_part_time_top_up:
        p.income = rule.werk_income_below
    elif kind != NO_JOB:
        p.income = rule.werk_income_above


@step
def settle_terms(p: Any, rule: Any) -> None:
    """Terms that ended before the start had their consequence: a new term each (RI 7.4)."""
    while p.route != NO_ROUTE and p.term_end < 0:
        if p.milestones[ev.M_OVERDUE] == NEVER:
            p.milestones[ev.M_OVERDUE] = p.term_end
            p.milestones[ev.M_FIRST_TERM_END] = p.term_end
        p.lapses += 1
        p.term_end += new_term_months(p, rule)
