"""Step 1, instroom: new permits and registrations.

Law: the duty begins with the asylum permit, or with the registration of a family migrant
(Wi 3). Later family members and children who turn 18 join the household that is here.
"""

from __future__ import annotations

from typing import Any

from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import (
    GEZIN,
    MOVED_AWAY,
    NEVER,
    OPVANG,
    QUEUE_HUISVESTING,
    SERIES_CASELOAD,
    SERIES_NAREIS,
    STILL_IN,
    UIT,
    WI2021,
)
from simulation.compiled import step
from simulation.ledger import book_dues
from simulation.queues import Queues, join
from simulation.record import C_INSTROOM
from simulation.steps.geld import charge_settling
from simulation.steps.hervatten import resume
from simulation.steps.huisvesting import settle
from simulation.steps.stelsel import law_of
from simulation.world import World, count, draw, emit, gemeente_list, write_notes


@step
def arrive(world: World, now: Any) -> None:
    """Everybody whose month it is comes into view."""
    while world.arrived[0] < world.arrivals.shape[0]:
        p = world.people[world.arrivals[world.arrived[0]]]
        if p.arrival > now.t:
            break
        world.arrived[0] += 1
        h = world.households[p.household]
        p.first_gemeente = p.gemeente
        rule = world.rules[now.t, p.gemeente, p.doelgroep]
        p.wet = WI2021 if p.series == SERIES_CASELOAD else law_of(rule, world.start[0] + p.arrival)
        if h.left != STILL_IN:
            # The household has gone: whoever follows it follows it elsewhere.
            p.phase = UIT
            p.out_reason = MOVED_AWAY
            continue
        world.active[world.in_scope[0]] = p.index
        world.in_scope[0] += 1
        count(now, C_INSTROOM)
        if p.series == SERIES_CASELOAD:
            if p.phase == OPVANG:
                ask_for_home(world.queues, world.gemeenten[h.gemeente], p, h, now)
            resume(world, p, h, now)
            continue
        p.milestones[ev.M_PERMIT] = p.arrival
        emit(now, p, ev.E_PERMIT, p.doelgroep, p.wet)
        if p.series == SERIES_NAREIS:
            h.persons += 1
            h.norm = world.rules[now.t, p.gemeente, p.doelgroep].bijstand_couple_norm
        if p.doelgroep == GEZIN or h.settled != NEVER:
            if h.settled == NEVER:
                h.settled = now.t
            settle(p, h, now)
            charge_settling(p, now, world.rules[now.t, p.gemeente, p.doelgroep], False)
        else:
            ask_for_home(world.queues, world.gemeenten[h.gemeente], p, h, now)
        write_notes(world.events, world.events_used, now)
        book_dues(world, now)


@step
def ask_for_home(queues: Queues, gemeente: Any, p: Any, h: Any, now: Any) -> None:
    """A household joins the gemeente's list for a home once, with its first arrival."""
    p.phase = OPVANG
    if h.asked_home == 1:
        # A later member waits with the household; a child who turns 18 was counted already.
        if p.series == SERIES_NAREIS:
            gemeente.in_reception += 1
        return
    h.asked_home = 1
    gemeente.in_reception += h.persons
    order = draw(now, h, keys.QUEUE_ORDER, 0)
    join(queues, gemeente_list(h.gemeente, QUEUE_HUISVESTING), p.household, order, p.arrival)
