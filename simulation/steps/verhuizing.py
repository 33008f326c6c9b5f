"""Step 11, moving to another municipality and leaving.

Whoever moves leaves the region's view (people who move in are not modelled); a household moves
as one, at the end of the month. The duty ends abroad and at the pension age (Wi 3).
"""

from __future__ import annotations

from typing import Any

from simulation.agents import events as ev
from simulation.agents.codes import LEFT_COUNTRY, MOVED_AWAY, PENSION_AGE, STILL_IN, UIT
from simulation.compiled import step
from simulation.record import C_UITSTROOM, count
from simulation.steps.lessen import free_seat
from simulation.world import World, emit, reach


@step
def decide_to_leave(world: World, p: Any, t: int, rule: Any, u: float) -> None:
    """One member decides for the household; the pension age ends the duty of one person."""
    if world.start[0] + t - p.birth >= rule.huisvesting_aow_age * 12:
        go(world, p, t, PENSION_AGE)
        return
    h = world.households[p.household]
    if p.settled == 0 or p.index != decider(world, h):
        return
    if u < rule.huisvesting_move_away:
        h.leaving = MOVED_AWAY
    elif u < rule.huisvesting_move_away + rule.huisvesting_leave_country:
        h.leaving = LEFT_COUNTRY


@step
def decider(world: World, h: Any) -> int:
    """The last on the household's list who is settled and in scope."""
    member = h.first_member
    last = -1
    while member >= 0:
        p = world.people[member]
        if p.settled == 1 and p.phase != UIT:
            last = member
        member = p.next_member
    return int(last)


@step
def leave_together(world: World, t: int) -> None:
    """Households that leave go with all their members."""
    for number in range(world.households.shape[0]):
        h = world.households[number]
        if h.leaving != STILL_IN and h.left == STILL_IN:
            h.left = h.leaving
            h.on_bijstand = 0
            member = h.first_member
            while member >= 0:
                p = world.people[member]
                if p.settled == 1 and p.phase != UIT:
                    go(world, p, t, h.left)
                member = p.next_member


@step
def go(world: World, p: Any, t: int, reason: int) -> None:
    """Out of scope."""
    free_seat(world, p)
    p.phase = UIT
    p.out_reason = reason
    reach(p, ev.M_OUT, t)
    count(world, t, C_UITSTROOM)
    emit(world, p, t, ev.E_OUT, reason, 0)
