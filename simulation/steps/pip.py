"""Step 4, the PIP: the college sets the leerroute, and the term of 36 months begins.

Law: within 10 weeks of the notice or of later registration (BI 5.3); the term runs from the
day after the PIP's date and is never reset by a change of the PIP (Wi 11). The PIP is set once
somebody lives in the gemeente; a policy may set it in reception, where the law allows it.
"""

from __future__ import annotations

from typing import Any

from simulation import accounts as ac
from simulation.agents import events as ev
from simulation.agents.codes import (
    B1,
    FOLLOW_UP,
    NO_QUEUE,
    NOT_EXEMPT,
    NOTHING_DUE,
    ONDERWIJSROUTE,
    OPVANG,
    QUEUE_PIP,
    SKILLS,
    WACHT_LES,
    WACHT_PIP,
)
from simulation.compiled import often, step
from simulation.ledger import book_dues, charge
from simulation.queues import first, is_empty, leave
from simulation.record import C_PIPS
from simulation.steps.geld import klantmanager_hour
from simulation.steps.intake import stands_first
from simulation.steps.leerroute import choose_route
from simulation.steps.plaatsen import ask_for_place
from simulation.world import World, carry_out, count, emit, gemeente_list, reach, reached


@step
def await_pip(p: Any, now: Any) -> None:
    """Intake done and living in the gemeente: the PIP is next."""
    if p.queue == NO_QUEUE:
        p.wish = QUEUE_PIP
        p.queued_since = now.t + 1


@often
def await_early_pip(p: Any, now: Any, rule: Any) -> None:
    """Where a policy sets PIPs in reception: allowed by law, and the term begins to run (Wi 11)."""
    if rule.pip_in_reception == 1 and reached(p, ev.M_INTAKE) and p.exempt == NOT_EXEMPT:
        await_pip(p, now)


@often
def meet_after_move(p: Any, now: Any, rule: Any) -> None:
    """The month after a move: the follow-up of an intake in reception, or the new gemeente's PIP,
    with the same leerroute and a term that runs on (Wi 15(4), BI 5.3).
    """
    if p.met_again == NOTHING_DUE:
        return
    if p.met_again == FOLLOW_UP:
        emit(now, p, ev.E_INTAKE_FOLLOWED_UP, 0, 0)
        hours = rule.intake_early_hours
        charge(now, p.index, ac.BREDE_INTAKE, hours * klantmanager_hour(rule))
    else:
        emit(now, p, ev.E_PIP_RENEWED, p.route, 0)
        charge(now, p.index, ac.PIP, rule.pip_hours * klantmanager_hour(rule))
    p.met_again = NOTHING_DUE


@step
def set_pips(world: World, now: Any) -> None:
    """Each gemeente draws up plans in the order of waiting, as far as the hours reach."""
    for g in range(world.gemeenten.shape[0]):
        gemeente = world.gemeenten[g]
        q = gemeente_list(g, QUEUE_PIP)
        while not is_empty(world.queues, q):
            p = world.people[first(world.queues, q)]
            rule = world.rules[now.t, g, p.doelgroep]
            waits = p.phase == WACHT_PIP or p.phase == OPVANG
            if waits and stands_first(world.queues, q, p, g, QUEUE_PIP):
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
    p.alfa_plan = p.alfa_left
    if route == ONDERWIJSROUTE:
        p.been_to_school = 1
    for skill in range(SKILLS):
        p.level_needed[skill] = B1
    p.term_end = now.t + int(rule.termijn_months)
    p.next_review = now.t + int(rule.leerroute_review_months)
    reach(now, p, ev.M_PIP)
    count(now, C_PIPS)
    emit(now, p, ev.E_PIP, route, 1 if p.alfa_left > 0.0 else 0)
    charge(now, p.index, ac.PIP, rule.pip_hours * klantmanager_hour(rule))
    if p.phase == WACHT_PIP:
        p.phase = WACHT_LES
        ask_for_place(p, now, now.t, rule)
