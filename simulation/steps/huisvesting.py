"""Step 2, reception and housing: homes at each gemeente's pace, first in first out.

The taakstelling is what the gemeente must house, by its share of inhabitants, plus arrears
(rules X026). What it really houses is a part of that. Voorinburgering by COA goes on in
reception (steps/lessen.py).
"""

from __future__ import annotations

from typing import Any

from simulation.agents import events as ev
from simulation.agents.codes import (
    ASIEL,
    FOLLOW_UP,
    NO_ROUTE,
    NOT_EXEMPT,
    OPVANG,
    QUEUE_HUISVESTING,
    STILL_IN,
    UIT,
    VRIJGESTELD,
    WACHT_INTAKE,
    WACHT_LES,
    WACHT_PIP,
    WI2013,
)
from simulation.compiled import step
from simulation.ledger import book_dues
from simulation.queues import first, first_joined, is_empty, leave
from simulation.record import C_GEHUISVEST
from simulation.steps.geld import charge_settling
from simulation.world import (
    World,
    count,
    emit,
    gemeente_list,
    is_under_way,
    reach,
    reached,
    write_notes,
)

HALF_YEAR = 6


@step
def house(world: World, now: Any) -> None:
    """Each gemeente houses the households that have waited longest, at this month's pace."""
    for g in range(world.gemeenten.shape[0]):
        gemeente = world.gemeenten[g]
        rule = world.rules[now.t, g, ASIEL]
        if now.calendar % HALF_YEAR == 0 or not is_under_way(now):
            begin_half_year(gemeente, rule, now)
        gemeente.housing_credit += rule.huisvesting_realisation * gemeente.task / HALF_YEAR
        q = gemeente_list(g, QUEUE_HUISVESTING)
        while gemeente.housing_credit > 0.0 and not is_empty(world.queues, q):
            if first_joined(world.queues, q) + rule.huisvesting_coupling_months > now.t:
                break
            household = first(world.queues, q)
            leave(world.queues, q)
            h = world.households[household]
            if h.left == STILL_IN:
                move_in(world.people, h, gemeente, now, rule)
                write_notes(world.events, world.events_used, now)
                book_dues(world, now)
        # A home that nobody waits for is not kept for later.
        gemeente.housing_credit = min(gemeente.housing_credit, 0.0)


@step
def begin_half_year(gemeente: Any, rule: Any, now: Any) -> None:
    """The new taakstelling: the national target by inhabitants, plus what was not done."""
    share = gemeente.inhabitants / rule.instroom_landelijke_inwoners
    target = rule.huisvesting_taakstelling * share
    if is_under_way(now):
        # Arrears count only as far as there are people to house.
        undone = max(gemeente.task - gemeente.housed, 0.0)
        gemeente.backlog = min(undone, float(gemeente.in_reception))
    gemeente.task = target + gemeente.backlog
    gemeente.housed = 0.0


@step
def move_in(people: Any, h: Any, gemeente: Any, now: Any, rule: Any) -> None:
    """A household leaves reception: everybody who is here is registered in the gemeente."""
    gemeente.housing_credit -= h.persons
    gemeente.housed += h.persons
    gemeente.in_reception -= h.persons
    h.settled = now.t
    furnished = False
    member = h.first_member
    while member >= 0:
        p = people[member]
        if p.phase == OPVANG:
            count(now, C_GEHUISVEST)
            settle(p, h, now)
            if reached(p, ev.M_INTAKE) and p.phase != VRIJGESTELD and p.phase != UIT:
                p.met_again = FOLLOW_UP
                gemeente.hours_owed += rule.intake_early_hours
            charge_settling(p, now, rule, not furnished)
            furnished = True
        member = p.next_member


@step
def settle(p: Any, h: Any, now: Any) -> None:
    """Registered in the gemeente (BRP). Under the Wi2013 a school of one's own is next."""
    h.changed = 1
    p.settled = 1
    p.first_gemeente = p.gemeente
    p.partner_earns = h.other_income
    reach(now, p, ev.M_SETTLED)
    emit(now, p, ev.E_SETTLED, p.gemeente, h.persons)
    if p.exempt != NOT_EXEMPT:
        p.phase = VRIJGESTELD
    elif p.wet == WI2013:
        p.phase = WACHT_LES
    elif p.route != NO_ROUTE:
        # The PIP was set in reception: what is next is a place in a course.
        p.phase = WACHT_LES
    else:
        p.phase = WACHT_PIP if reached(p, ev.M_INTAKE) else WACHT_INTAKE
