"""Step 4, the PIP: the college sets the leerroute, and the term of 36 months begins.

Law: within 10 weeks of the notice or of later registration (BI 5.3); the term runs from the
day after the PIP's date and is never reset by a change of the PIP (Wi 11). The PIP is set once
somebody lives in the gemeente.
"""

from __future__ import annotations

from typing import Any

from simulation import accounts as ac
from simulation.agents import events as ev
from simulation.agents.codes import (
    B1,
    NO_QUEUE,
    QUEUE_PIP,
    SKILLS,
    WACHT_LES,
    WACHT_PIP,
)
from simulation.compiled import step
from simulation.ledger import book_dues, charge
from simulation.queues import first, is_empty, leave
from simulation.record import C_PIPS
from simulation.steps.geld import klantmanager_hour
from simulation.steps.leerroute import choose_route
from simulation.steps.plaatsen import ask_for_place
from simulation.world import World, carry_out, count, emit, gemeente_list, reach


@step
def await_pip(p: Any, now: Any) -> None:
    """Intake done and living in the gemeente: the PIP is next."""
    if p.queue == NO_QUEUE:
        p.wish = QUEUE_PIP
        p.queued_since = now.t + 1


@step
def set_pips(world: World, now: Any) -> None:
    """Each gemeente draws up plans in the order of waiting, as far as the hours reach."""
    for g in range(world.gemeenten.shape[0]):
        gemeente = world.gemeenten[g]
        q = gemeente_list(g, QUEUE_PIP)
        while not is_empty(world.queues, q):
            p = world.people[first(world.queues, q)]
            rule = world.rules[now.t, g, p.doelgroep]
            if p.queue == QUEUE_PIP and p.phase == WACHT_PIP:
                if gemeente.hours_left < rule.pip_hours:
                    break
                gemeente.hours_left -= rule.pip_hours
                set_pip(p, now, rule)
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
            leave(world.queues, q)


@step
def set_pip(p: Any, now: Any, rule: Any) -> None:
    """The plan is dated in month t: the term is the 36 months after it."""
    p.queue = NO_QUEUE
    route = choose_route(p, now, rule)
    p.route = route
    p.first_route = route
    for skill in range(SKILLS):
        p.level_needed[skill] = B1
    p.term_end = now.t + int(rule.termijn_months)
    p.next_review = now.t + int(rule.leerroute_review_months)
    p.phase = WACHT_LES
    reach(now, p, ev.M_PIP)
    count(now, C_PIPS)
    emit(now, p, ev.E_PIP, route, 1 if p.alfa_left > 0.0 else 0)
    charge(now, p.index, ac.PIP, rule.pip_hours * klantmanager_hour(rule))
    ask_for_place(p, now, now.t, rule)
