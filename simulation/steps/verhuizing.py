"""Step 12, moving to another municipality and leaving.

Whoever moves leaves the region's view (people who move in are not modelled); a household moves
as one, at the end of a month after the one in which it moved in. The duty ends abroad and at
the pension age (Wi 3).
"""

from __future__ import annotations

from typing import Any

from simulation.agents import events as ev
from simulation.agents.codes import LEFT_COUNTRY, MOVED_AWAY, PENSION_AGE, STILL_IN, UIT
from simulation.compiled import often, step
from simulation.record import C_UITSTROOM
from simulation.steps.lessen import give_back_place
from simulation.world import World, carry_out, count, emit, reach


@often
def decide_to_leave(p: Any, h: Any, now: Any, rule: Any, u: float) -> None:
    """One member decides for the household; the pension age ends the duty of one person."""
    if now.calendar - p.birth >= rule.huisvesting_aow_age * 12:
        h.changed = 1
        go(p, now, PENSION_AGE)
        return
    if u >= rule.huisvesting_move_away + rule.huisvesting_leave_country:
        return
    if p.settled == 0 or p.index != h.decider:
        return
    if u < rule.huisvesting_move_away:
        h.leaving = MOVED_AWAY
    else:
        h.leaving = LEFT_COUNTRY


@often
def leave_together(world: World, h: Any, now: Any) -> None:
    """A household that leaves goes with all its members."""
    if h.leaving == STILL_IN or h.left != STILL_IN:
        return
    h.left = h.leaving
    h.on_bijstand = 0
    member = h.first_member
    while member >= 0:
        p = world.people[member]
        if p.settled == 1 and p.phase != UIT:
            go(p, now, h.left)
            carry_out(
                world.queues,
                world.aanbod,
                world.events,
                world.events_used,
                world.gemeenten.shape[0],
                p,
                now,
            )
        member = p.next_member


@step
def go(p: Any, now: Any, reason: int) -> None:
    """Out of scope."""
    give_back_place(p)
    p.phase = UIT
    p.out_reason = reason
    reach(now, p, ev.M_OUT)
    count(now, C_UITSTROOM)
    emit(now, p, ev.E_OUT, reason, 0)
