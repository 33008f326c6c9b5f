"""Steps 3 and 6, the brede intake and DUO's notice before it, limited by the klantmanagers' time.

Law: the college calls up (Wi 14) after DUO's notice; it may begin while somebody still is in
reception. Who does not come is called again; at the third call the intake is closed without
the person (BI ch. 5). The leerbaarheidstoets is part of the intake (Wi 14(5)).
"""

from __future__ import annotations

import math
from typing import Any

from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import (
    GEZIN,
    NEVER,
    NO_QUEUE,
    NOT_OBLIGED,
    OPVANG,
    QUEUE_INTAKE,
    QUEUE_PIP,
    TURKEY,
    VRIJGESTELD,
    VRIJSTELLING,
    WACHT_INTAKE,
    WACHT_PIP,
    WI2013,
)
from simulation.compiled import often, step
from simulation.ledger import book_dues
from simulation.queues import Queues, first, first_joined, is_empty, leave, length
from simulation.record import C_INTAKES
from simulation.steps.geld import charge_intake
from simulation.steps.sancties import fine_for_absence
from simulation.steps.stelsel import begin_old_term
from simulation.world import (
    World,
    carry_out,
    count,
    draw,
    emit,
    gemeente_list,
    is_under_way,
    reach,
    reached,
)


@step
def share_out_time(world: World, now: Any) -> None:
    """The klantmanagers' hours of this month: running trajecten first, the rest for intakes."""
    for g in range(world.gemeenten.shape[0]):
        gemeente = world.gemeenten[g]
        rule = world.rules[now.t, g, 0]
        fte = rule.klantmanager_fte_per_1000 * gemeente.inhabitants / PER_1000
        hours = fte * rule.klantmanager_hours_month * rule.klantmanager_direct_share
        talks = gemeente.caseload * rule.klantmanager_talk_hours_year / 12
        free = max(hours - talks, hours * rule.klantmanager_intake_floor)
        # Hours of a month that has passed are gone, but a started intake is finished.
        carried = min(gemeente.hours_left, rule.intake_hours) if is_under_way(now) else 0.0
        # Whoever moved in comes first: a follow-up of the intake, or a new PIP (Wi 15(4)).
        first_due = min(gemeente.hours_owed, free + carried)
        gemeente.hours_owed -= first_due
        gemeente.hours_left = free + carried - first_due


PER_1000 = 1000.0


@often
def notify(p: Any, now: Any, rule: Any) -> None:
    """DUO's notice of the duty, or the vrijstelling of somebody who has no duty to fulfil.

    Under the Wi2013 the term begins with it, and Turks have no duty (association law).
    """
    if reached(p, ev.M_NOTICE):
        return
    first_notice = rule.intake_notice_from_asiel
    if p.doelgroep == GEZIN:
        first_notice = rule.intake_notice_from_gezin
    if p.wet == WI2013:
        first_notice = 0.0
    if now.t < p.arrival + rule.intake_notice_lag or now.calendar < first_notice:
        return
    reach(now, p, ev.M_NOTICE)
    emit(now, p, ev.E_NOTICE, 0, 0)
    not_obliged = p.wet == WI2013 and p.origin == TURKEY
    if p.starts_exempt == 1 or not_obliged:
        p.exempt = NOT_OBLIGED if not_obliged else VRIJSTELLING
        reach(now, p, ev.M_EXEMPT)
        emit(now, p, ev.E_EXEMPT, p.exempt, 0)
        if p.phase != OPVANG:
            p.phase = VRIJGESTELD
    elif p.wet == WI2013:
        begin_old_term(p, now, rule)


@often
def await_intake(p: Any, now: Any, rule: Any) -> None:
    """Ask for an intake once noticed and housed (or early, in reception)."""
    if not reached(p, ev.M_NOTICE) or reached(p, ev.M_INTAKE) or p.exempt == VRIJSTELLING:
        return
    if p.queue != NO_QUEUE or (p.settled == 0 and p.wants_early == 0):
        return
    if p.call_month == NEVER:
        u = draw(now, p, keys.INTAKE_CALL_DELAY, 0)
        delay = math.log(u) / math.log(1.0 - rule.intake_call_hazard)
        p.call_month = now.t + 1 + int(min(delay, LONGEST_DELAY))
    if now.t + 1 >= p.call_month:
        p.wish = QUEUE_INTAKE
        p.queued_since = now.t + 1


LONGEST_DELAY = 999.0


@step
def start_intakes(world: World, now: Any) -> None:
    """Each gemeente sees those who have waited longest, as far as the hours reach."""
    for g in range(world.gemeenten.shape[0]):
        gemeente = world.gemeenten[g]
        q = gemeente_list(g, QUEUE_INTAKE)
        while not is_empty(world.queues, q):
            p = world.people[first(world.queues, q)]
            rule = world.rules[now.t, g, p.doelgroep]
            waits = p.phase == OPVANG or p.phase == WACHT_INTAKE
            if not waits or not stands_first(world.queues, q, p, g, QUEUE_INTAKE):
                leave(world.queues, q)
                continue
            # Plans that are waiting keep their hours: what was begun is finished first.
            plans = length(world.queues, gemeente_list(g, QUEUE_PIP)) * rule.pip_hours
            if gemeente.hours_left - plans < rule.intake_hours:
                break
            leave(world.queues, q)
            p.queue = NO_QUEUE
            call_up(p, gemeente, now, rule)
            carry_out(
                world.queues,
                world.aanbod,
                world.events,
                world.events_used,
                world.gemeenten.shape[0],
                p,
                now,
            )
            book_dues(world, now)


@step
def stands_first(queues: Queues, q: int, p: Any, g: int, queue: int) -> bool:
    """Whether the first entry of a gemeente's list is really this person's: not one from before
    the person left the list, or moved to another gemeente.
    """
    return p.queue == queue and p.gemeente == g and p.queued_since == first_joined(queues, q)


@step
def call_up(p: Any, gemeente: Any, now: Any, rule: Any) -> None:
    """One call: the intake takes place, is put off, or is closed without the person."""
    p.calls += 1
    u = draw(now, p, keys.INTAKE_NO_SHOW, p.calls)
    absent = u < rule.intake_no_show
    if absent:
        emit(now, p, ev.E_INTAKE_NO_SHOW, p.calls, 0)
        fine_for_absence(p, now, rule)
        if p.calls < rule.intake_max_calls:
            p.call_month = now.t + int(rule.intake_recall_months)
            return
    gemeente.hours_left -= rule.intake_hours
    charge_intake(p, now, rule, not absent)
    reach(now, p, ev.M_INTAKE)
    count(now, C_INTAKES)
    emit(now, p, ev.E_INTAKE, p.calls, 1 if absent else 0)
    mark_score = int(rule.leerbaarheidstoets_pass_mark)
    if not absent:
        p.tested = 1
        emit(now, p, ev.E_LEERBAARHEIDSTOETS, p.score, mark_score)
    if p.phase == WACHT_INTAKE:
        p.phase = WACHT_PIP
