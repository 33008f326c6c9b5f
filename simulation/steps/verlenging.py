"""Step 10, extension of the term: the grounds, their length, and what is asked of DUO.

Law: Wi 12, RI 4.1-4.2, BI 4.3-4.5. A ground counts for its length, some with a smallest length or
a ceiling; it is asked for in the last six months, DUO decides in 8 weeks, and a period counts once.
Illness and birth are counted where they happen (lessen.py).
"""

from __future__ import annotations

import math
from typing import Any

from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import (
    ASIEL,
    B1_ROUTE,
    ENTREE,
    GROUND_ALFABETISERING,
    GROUND_BEREAVEMENT,
    GROUND_ENTREE,
    GROUND_HOMELESS,
    GROUND_LATE_OFFER,
    GROUND_NEAR_FINISH,
    GROUND_ONDERWIJS,
    GROUND_PROVIDER,
    GROUNDS,
    NEVER,
    ONDERWIJSROUTE,
    OPVANG,
    SKILLS,
    WACHT_LES,
    Z_ROUTE,
)
from simulation.compiled import often, step
from simulation.deadlines import deadline_months
from simulation.steps.lessen import attendance, monthly_hours
from simulation.world import draw, draw_four, emit, reached


@often
def count_months(p: Any, now: Any, rule: Any) -> None:
    """Grounds that this month adds to: waiting for a course, and pro, vso or entree."""
    if p.phase == WACHT_LES or p.phase == OPVANG:
        count_wait(p, now, rule)
    if p.study == ENTREE and p.entree_months < rule.termijn_entree_cap:
        p.entree_months += 1
        p.ground_months[GROUND_ENTREE] += 1


@step
def count_wait(p: Any, now: Any, rule: Any) -> None:
    """Months of waiting for a first course: a late offer counts whole, month by month, so that
    what was already asked for counts once; the Onderwijsroute has six months instead of three
    (RI 4.1).
    """
    since = now.t - p.milestones[ev.M_PIP] - p.rested
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
def alfabetisering_months(p: Any, now: Any, rule: Any, cap: float) -> int:
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
    return min(months, int(cap))


@step
def note_circumstance(p: Any, now: Any, rule: Any) -> None:
    """Something that no step of the model makes: a death, a stay in a shelter, homelessness, a
    provider that fails, another special circumstance. At most one a term, looked at when an
    extension can first be asked (RI 4.1).
    """
    if p.circumstances > p.lapses:
        return
    p.circumstances = p.lapses + 1
    u0, u1, _, _ = draw_four(now, p, keys.CIRCUMSTANCE, p.lapses)
    left = u0
    for place in range(CIRCUMSTANCES):
        if left < rule.termijn_circumstance_share[place]:
            ground = GROUND_BEREAVEMENT + place
            p.ground_months[ground] += circumstance_months(ground, u1, rule)
            emit(now, p, ev.E_GROUND, ground, int(p.ground_months[ground]))
            return
        left -= rule.termijn_circumstance_share[place]


CIRCUMSTANCES = 5


@step
def circumstance_months(ground: int, u: float, rule: Any) -> int:
    """Its length: three months for a death; else at least three, and some have a ceiling."""
    if ground == GROUND_BEREAVEMENT:
        return int(rule.termijn_bereavement_months)
    more = int(-rule.termijn_circumstance_months * math.log(u))
    months = int(rule.termijn_ground_months) + more
    if ground == GROUND_HOMELESS:
        return min(months, int(rule.termijn_homeless_cap))
    if ground == GROUND_PROVIDER:
        return min(months, int(rule.termijn_provider_cap))
    # A stay in a shelter has no ceiling in the law; no term is extended by more than others are.
    return min(months, int(rule.termijn_other_cap))


@step
def ask_extension(p: Any, now: Any, rule: Any) -> None:
    """Ask for all grounds at once; DUO decides in 8 weeks. A period counts once."""
    note_circumstance(p, now, rule)
    if p.extended == 0:
        months = alfabetisering_months(p, now, rule, rule.termijn_alfabetisering_cap)
        p.ground_months[GROUND_ALFABETISERING] = months
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
    request(p, now, rule, months, longest)


@step
def request(p: Any, now: Any, rule: Any, months: int, ground: int) -> None:
    """What is asked of DUO, and when it decides; what was asked for counts no more."""
    for place in range(GROUNDS):
        p.ground_months[place] = 0
    p.extension_asked = months
    p.extension_ground = ground
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
    attended = p.course_hours >= rule.termijn_near_finish_attendance * p.offered_hours
    if p.doelgroep != ASIEL:
        attended = p.course_hours >= rule.termijn_near_finish_hours_gezin
    return (
        parts >= rule.termijn_near_finish_parts
        and reached(p, ev.M_KNM)
        and attended
        and reached(p, ev.M_PVT)
        and reached(p, ev.M_MAP)
    )
