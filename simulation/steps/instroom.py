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
    SERIES_NAREIS,
    STILL_IN,
    UIT,
)
from simulation.compiled import step
from simulation.queues import join
from simulation.record import C_INSTROOM, count
from simulation.steps.huisvesting import settle
from simulation.world import World, emit, gemeente_list, reach, rule_of


@step
def arrive(world: World, t: int) -> None:
    """Everybody whose month it is comes into view."""
    while world.arrived[0] < world.arrivals.shape[0]:
        p = world.people[world.arrivals[world.arrived[0]]]
        if p.arrival > t:
            break
        world.arrived[0] += 1
        h = world.households[p.household]
        if h.left != STILL_IN:
            # The household has gone: whoever follows it follows it elsewhere.
            p.phase = UIT
            p.out_reason = MOVED_AWAY
            continue
        world.active[world.in_scope[0]] = p.index
        world.in_scope[0] += 1
        count(world, t, C_INSTROOM)
        reach(p, ev.M_PERMIT, p.arrival)
        emit(world, p, t, ev.E_PERMIT, p.doelgroep, p.wet)
        if p.series == SERIES_NAREIS:
            h.persons += 1
            h.norm = rule_of(world, p, t).bijstand_couple_norm
        if p.doelgroep == GEZIN or h.settled != NEVER:
            if h.settled == NEVER:
                h.settled = t
            settle(world, p, t)
        else:
            ask_for_home(world, p, h, t)


@step
def ask_for_home(world: World, p: Any, h: Any, t: int) -> None:
    """A household joins the gemeente's list for a home once, with its first arrival."""
    p.phase = OPVANG
    if h.asked_home == 1:
        # A later member waits with the household; a child who turns 18 was counted already.
        if p.series == SERIES_NAREIS:
            world.gemeenten[h.gemeente].in_reception += 1
        return
    h.asked_home = 1
    world.gemeenten[h.gemeente].in_reception += h.persons
    order = keys.draw(world.luck, h.id_low, h.id_high, keys.QUEUE_ORDER, 0)
    join(world.queues, gemeente_list(h.gemeente, QUEUE_HUISVESTING), p.household, order, p.arrival)
