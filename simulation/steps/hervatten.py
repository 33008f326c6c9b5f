"""Step 1, instroom, of people from a municipality's own caseload: they go on where they stand.

They had their permit, home, intake, PIP or lessons before the world began; nothing of that happens
again. They stand in the lists as long as they have waited, and hold the places that they had.
"""

from __future__ import annotations

from typing import Any

from simulation.agents import events as ev
from simulation.agents.codes import (
    ASIEL,
    NEVER,
    NO_ROUTE,
    ONDERWIJSROUTE,
    OPVANG,
    QUEUE_PIP,
    ROUTES,
    WACHT_LES,
    WACHT_PIP,
)
from simulation.agents.gemeente import COUNTED_YEARS
from simulation.compiled import step
from simulation.steps.plaatsen import ask_for_place
from simulation.world import World, carry_out


@step
def resume(world: World, p: Any, h: Any, now: Any) -> None:
    """Give somebody on the way the place in lists, courses and counts that they have."""
    gemeente = world.gemeenten[p.gemeente]
    h.changed = 1
    p.partner_earns = h.other_income
    if p.route != NO_ROUTE:
        gemeente.caseload += 1
        p.alfa_plan = p.alfa_hours + p.alfa_left
        p.contract_hours = p.offered_hours - p.alfa_offered
        if p.route == ONDERWIJSROUTE or p.first_route == ONDERWIJSROUTE:
            p.been_to_school = 1
    if p.seat == 1:
        world.aanbod[p.pool * ROUTES + p.route].occupied += 1
    count_for_spuk(p, gemeente, now)
    if p.phase == WACHT_PIP:
        p.wish = QUEUE_PIP
        p.queued_since = p.milestones[ev.M_INTAKE] + 1
    elif p.phase == WACHT_LES:
        ask_for_place(p, now, p.milestones[ev.M_PIP], world.rules[now.t, p.gemeente, p.doelgroep])
    carry_out(
        world.queues,
        world.aanbod,
        world.events,
        world.events_used,
        world.gemeenten.shape[0],
        p,
        now,
    )


@step
def count_for_spuk(p: Any, gemeente: Any, now: Any) -> None:
    """The SPUK counts three years of settling (BI 10): those of before the start count along."""
    settled = p.milestones[ev.M_SETTLED]
    if settled == NEVER or p.phase == OPVANG:
        return
    years = now.calendar // 12 - (now.calendar + settled) // 12
    if years < COUNTED_YEARS:
        if p.doelgroep == ASIEL:
            gemeente.settled_asiel[years] += 1
        else:
            gemeente.registered_gezin[years] += 1
