"""Step 4, the PIP: the college sets the leerroute, and the term of 36 months begins.

Law: within 10 weeks of the notice or of later registration (BI 5.3); the term runs from the
day after the PIP's date and is never reset by a change of the PIP (Wi 11). The PIP is set once
somebody lives in the gemeente.
"""

from __future__ import annotations

import math
from typing import Any

from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import (
    ASIEL,
    B1,
    NO_QUEUE,
    QUEUE_LES,
    QUEUE_PIP,
    SKILLS,
    WACHT_LES,
    WACHT_PIP,
)
from simulation.compiled import step
from simulation.queues import first, is_empty, join, leave
from simulation.record import C_PIPS, count
from simulation.steps.leerroute import choose_route
from simulation.world import World, course_list, emit, gemeente_list, reach


@step
def await_pip(world: World, p: Any, t: int) -> None:
    """Intake done and living in the gemeente: the PIP is next."""
    if p.queue == NO_QUEUE:
        p.queue = QUEUE_PIP
        p.queued_since = t + 1
        order = keys.draw(world.luck, p.id_low, p.id_high, keys.QUEUE_ORDER + 2, 0)
        join(world.queues, gemeente_list(p.gemeente, QUEUE_PIP), p.index, order, t + 1)


@step
def set_pips(world: World, t: int) -> None:
    """Each gemeente draws up plans in the order of waiting, as far as the hours reach."""
    for g in range(world.gemeenten.shape[0]):
        gemeente = world.gemeenten[g]
        q = gemeente_list(g, QUEUE_PIP)
        while not is_empty(world.queues, q):
            p = world.people[first(world.queues, q)]
            rule = world.rules[t, g, p.doelgroep]
            if p.queue == QUEUE_PIP and p.phase == WACHT_PIP:
                if gemeente.hours_left < rule.pip_hours:
                    break
                gemeente.hours_left -= rule.pip_hours
                set_pip(world, p, t, rule)
            leave(world.queues, q)


@step
def set_pip(world: World, p: Any, t: int, rule: Any) -> None:
    """The plan is dated in month t: the term is the 36 months after it."""
    p.queue = NO_QUEUE
    route = choose_route(world, p, t, rule)
    p.route = route
    p.first_route = route
    for skill in range(SKILLS):
        p.level_needed[skill] = B1
    p.term_end = t + int(rule.termijn_months)
    p.phase = WACHT_LES
    reach(p, ev.M_PIP, t)
    count(world, t, C_PIPS)
    emit(world, p, t, ev.E_PIP, route, 1 if p.alfa_left > 0.0 else 0)
    ask_for_place(world, p, t, rule)


@step
def ask_for_place(world: World, p: Any, t: int, rule: Any) -> None:
    """An asylum status holder waits for a place that the gemeente buys (Wi 16); a family
    migrant looks for a course of their own.
    """
    p.queue = QUEUE_LES
    p.queued_since = t
    p.asks += 1
    if p.doelgroep == ASIEL:
        order = keys.draw(world.luck, p.id_low, p.id_high, keys.QUEUE_ORDER + 3, p.asks)
        join(world.queues, course_list(world, p.route), p.index, order, t)
    else:
        p.own_course = 1
        u = keys.draw(world.luck, p.id_low, p.id_high, keys.OWN_COURSE_DELAY, p.asks)
        delay = math.log(u) / math.log(1.0 - rule.lessen_own_course_hazard)
        p.call_month = t + 1 + int(min(delay, LONGEST_DELAY))


LONGEST_DELAY = 999.0
