"""Step 12, moving to another municipality and leaving.

A household moves as one, at the end of a month after the one in which it moved in. Most leave the
region's view (people who move in are not modelled); some go to another gemeente of the region,
which draws up a new PIP with the same leerroute within 10 weeks while the term runs on (Wi 15(4)).
The duty ends abroad and at the pension age (Wi 3).
"""

from __future__ import annotations

from typing import Any

from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import (
    LEFT_COUNTRY,
    MOVED_AWAY,
    NEW_PIP,
    NO_QUEUE,
    NO_ROUTE,
    PENSION_AGE,
    QUEUE_INTAKE,
    QUEUE_PIP,
    STILL_IN,
    UIT,
    VOLDAAN,
    VRIJGESTELD,
)
from simulation.compiled import often, step
from simulation.record import C_UITSTROOM
from simulation.steps.lessen import give_back_place
from simulation.world import (
    World,
    carry_out,
    count,
    draw_four,
    emit,
    reach,
    write_notes,
)


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
    if h.leaving == MOVED_AWAY and move_within(world, h, now):
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
def move_within(world: World, h: Any, now: Any) -> bool:
    """Whether the household moves to another gemeente of the region: then everybody does."""
    gemeenten = world.gemeenten.shape[0]
    if gemeenten == 1 or h.moves == MOST_MOVES:
        return False
    rule = world.rules[now.t, h.gemeente, h.doelgroep]
    u0, u1, _, _ = draw_four(now, h, keys.MOVE, h.moves)
    h.moves += 1
    if u0 >= rule.huisvesting_move_within:
        return False
    others = -world.gemeenten[h.gemeente].inhabitants
    for g in range(gemeenten):
        others += world.gemeenten[g].inhabitants
    left = u1 * others
    to = -1
    for g in range(gemeenten):
        if g != h.gemeente and left >= 0.0:
            to = g
            left -= world.gemeenten[g].inhabitants
    h.leaving = STILL_IN
    old = h.gemeente
    h.gemeente = to
    member = h.first_member
    while member >= 0:
        p = world.people[member]
        p.gemeente = to
        if p.settled == 1 and p.phase != UIT:
            emit(now, p, ev.E_MOVED, to, old)
            arrive_in(world.gemeenten[to], p, rule)
            write_notes(world.events, world.events_used, now)
        member = p.next_member
    return True


MOST_MOVES = 120


@step
def arrive_in(gemeente: Any, p: Any, rule: Any) -> None:
    """What a move asks of the new gemeente: its own lists, and a new PIP where there was one."""
    if p.queue == QUEUE_INTAKE or p.queue == QUEUE_PIP:
        p.queue = NO_QUEUE
    running = p.phase != VOLDAAN and p.phase != VRIJGESTELD
    if running and p.route != NO_ROUTE:
        p.met_again = NEW_PIP
        gemeente.hours_owed += rule.pip_hours


@step
def go(p: Any, now: Any, reason: int) -> None:
    """Out of scope."""
    give_back_place(p)
    p.phase = UIT
    p.out_reason = reason
    reach(now, p, ev.M_OUT)
    count(now, C_UITSTROOM)
    emit(now, p, ev.E_OUT, reason, 0)
