"""The world: everything that one replication needs, as one bundle of arrays.

Steps of a person see the person, the household, the rule in force and the month (`now`); they
never touch a waiting list, a course place or the event log. What they want done there they
leave in the person's record (`wish`, `returns`) or among the month's notes, and `carry_out`
does it. So the law's steps stay plain, and calls between them pass a few addresses only.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from simulation import randomness as keys
from simulation.agents.codes import (
    NEVER,
    NO_QUEUE,
    NO_ROUTE,
    QUEUE_LES,
    QUEUE_PIP,
    ROUTES,
)
from simulation.agents.programme import SCALES
from simulation.compiled import often, step
from simulation.programmes import Policies
from simulation.queues import Queues, join
from simulation.record import COLUMNS

EVENT_FIELDS = 5
FORTUNE = 8
"""Draws of a person a month: two blocks of four decisions."""
DUES = 48
"""Amounts that a household can owe between two visits of `book_dues`."""
NOTES = 24
"""Events that one person can leave between two visits of `carry_out`."""
LISTS_PER_GEMEENTE = QUEUE_PIP
"""Lists of each gemeente: huisvesting, intake, PIP. After them one list a leerroute."""

NOW = np.dtype(
    [
        ("t", "i8"),  # month of the world
        ("has_past", "i8"),  # 1 in a world that was warmed up
        ("calendar", "i8"),  # months since 2000-01
        ("seed", "u8"),
        ("replication", "u8"),
        ("counts", "i8", (COLUMNS,)),  # this month's counts, by column of record.py
        ("notes", "i8"),  # events noted and not yet written
        ("lost", "i8"),  # events for which there was no room: none, or a measurement fails
        ("note_person", "i4", (NOTES,)),
        ("note_event", "i4", (NOTES,)),
        ("note_value", "i4", (NOTES,)),
        ("note_extra", "i4", (NOTES,)),
        ("dues", "i8"),  # amounts noted and not yet entered
        ("due_person", "i8", (DUES,)),
        ("due_account", "i8", (DUES,)),
        ("due_cents", "i8", (DUES,)),
        ("present_value", "f8"),  # what a euro of this month is worth in prices of geld.price_year
        # what policies do to the person at hand (steps/maatregelen.py): all 1 without policies
        ("scale", "f8", (SCALES,)),  # factors, by what they scale
        ("gain", "f8", (SCALES,)),  # sum of positive log effects
        ("gain_most", "f8", (SCALES,)),  # the strongest of them
        ("loss", "f8", (SCALES,)),
        ("loss_most", "f8", (SCALES,)),
        ("felt", "i8"),  # a bit for each factor that is not 1
        ("affected", "i8"),  # person-months with an effect of a policy
        ("stacked", "i8"),  # of which with more than one on the same thing
    ],
    align=True,
)
"""The month: its date, the key of all luck, its counts and its notes."""


class World(NamedTuple):
    """One replication.

    people: (n,) INBURGERAAR; households: (h,) HUISHOUDEN; gemeenten: (g,) GEMEENTE;
    aanbod: (pools * ROUTES,) AANBOD; queues: waiting lists; now: (1,) NOW;
    fortune: (FORTUNE, n) float64, this month's draws of everybody, by rank of arrival;
    id_low, id_high: (n,) uint64, identities by rank of arrival;
    arrivals: (n,) int32, people in order of arrival; arrived: (1,) int64, how many have come;
    active: (n,) int32, those in scope; in_scope: (1,) int64, how many;
    outside: (months, ROUTES) int64, outsiders who ask for a place;
    releases: (months + longest stay, ROUTES) int64, places that outsiders give back;
    rules: (months, g, DOELGROEPEN) records; start: (1,) int64, calendar month of month 0;
    activities: (months, n) uint8, one bit an activity;
    ledger: (months, g, accounts) int64, cents (accounts.py); entries: (room, ENTRY_FIELDS) int64,
    of a traced world; entries_used: (1,) int64;
    monthly: (months, COLUMNS) int64; events: (room, EVENT_FIELDS) int32;
    events_used: (1,) int64; cancel: (1,) int64; person_months: (1,) int64;
    policies: programmes of policies and who is in them (programmes.py);
    debtors: (n,) int32, who left with a loan; debtors_number: (1,) int64, how many.
    """

    people: Any
    households: Any
    gemeenten: Any
    aanbod: Any
    queues: Queues
    now: Any
    fortune: Any
    id_low: Any
    id_high: Any
    arrivals: Any
    arrived: Any
    active: Any
    in_scope: Any
    outside: Any
    releases: Any
    rules: Any
    start: Any
    activities: Any
    ledger: Any
    entries: Any
    entries_used: Any
    monthly: Any
    events: Any
    events_used: Any
    cancel: Any
    person_months: Any
    policies: Policies
    debtors: Any
    debtors_number: Any


@step
def is_under_way(now: Any) -> bool:
    """Whether months lie behind this one: of the world, or of its warm-up."""
    return now.t > 0 or now.has_past == 1


@often
def draw(now: Any, who: Any, decision: int, occurrence: int) -> Any:
    """One uniform for a decision of a person or household."""
    luck = (now.seed, now.replication)
    return keys.draw(luck, who.id_low, who.id_high, decision, occurrence)


@often
def draw_four(now: Any, who: Any, decision: int, occurrence: int) -> Any:
    """Four uniforms: the decisions of one block, for a person or household."""
    luck = (now.seed, now.replication)
    return keys.draw_four(luck, who.id_low, who.id_high, decision, occurrence)


@often
def draw_fortune(world: World, now: Any) -> None:
    """This month's hazards of everybody who has arrived, in one go.

    The same draws as `draw_four` gives, in a loop plain enough for the compiler to do eight
    people at once: a seventh of the cost of drawing them one by one.
    """
    occurrence = np.uint64(now.calendar)
    for block in range(FORTUNE // keys.LANES):
        draw_block(
            world.fortune,
            world.id_low,
            world.id_high,
            int(world.arrived[0]),
            now.seed,
            now.replication,
            block,
            occurrence,
        )


@often
def draw_block(
    fortune: Any,
    id_low: Any,
    id_high: Any,
    number: int,
    seed: Any,
    replication: Any,
    block: int,
    occurrence: Any,
) -> None:
    """One block of four decisions of everybody: only local names, so that the loop is plain."""
    address = np.uint64(keys.WORK // keys.LANES + block)
    row = block * keys.LANES
    for rank in range(number):
        w0, w1, w2, w3 = keys.philox(
            seed, replication, id_low[rank], id_high[rank], address, occurrence
        )
        fortune[row, rank] = keys.unit(w0)
        fortune[row + 1, rank] = keys.unit(w1)
        fortune[row + 2, rank] = keys.unit(w2)
        fortune[row + 3, rank] = keys.unit(w3)


@often
def emit(now: Any, p: Any, event: int, value: int, extra: int) -> None:
    """Note an event of a traced person."""
    if p.traced == 1 and now.notes == NOTES:
        now.lost += 1
    elif p.traced == 1:
        now.note_person[now.notes] = p.index
        now.note_event[now.notes] = event
        now.note_value[now.notes] = value
        now.note_extra[now.notes] = extra
        now.notes += 1


@often
def reach(now: Any, p: Any, milestone: int) -> None:
    """Keep the first month of a milestone in the life record."""
    if p.milestones[milestone] == NEVER:
        p.milestones[milestone] = now.t


@often
def reached(p: Any, milestone: int) -> bool:
    """Whether a milestone lies behind this person."""
    return p.milestones[milestone] != NEVER


@often
def count(now: Any, column: int) -> None:
    """One more in a count of this month."""
    now.counts[column] += 1


@often
def carry_out(
    queues: Queues, aanbod: Any, events: Any, events_used: Any, gemeenten: int, p: Any, now: Any
) -> None:
    """Do what a person's steps asked for: give a place back, join a list, write the notes."""
    if p.returns != NO_ROUTE:
        offer = aanbod[p.pool * ROUTES + p.returns]
        offer.occupied -= 1
        offer.open_seats += 1
        p.returns = NO_ROUTE
    if p.wish != NO_QUEUE:
        enlist(queues, gemeenten, p, now)
    if now.notes > 0:
        write_notes(events, events_used, now)


@step
def enlist(queues: Queues, gemeenten: int, p: Any, now: Any) -> None:
    """Join the list that a person asked for, in the order of a keyed draw."""
    occurrence = p.calls
    q = gemeente_list(p.gemeente, p.wish)
    if p.wish == QUEUE_LES:
        occurrence = p.asks
        q = pool_list(gemeenten, p.route, p.pool)
    order = draw(now, p, keys.QUEUE_ORDER + p.wish - 1, occurrence)
    p.queue = p.wish
    p.wish = NO_QUEUE
    join(queues, q, p.index, order, p.queued_since)


@step
def write_notes(events: Any, events_used: Any, now: Any) -> None:
    """Write the noted events; a log that is full only counts on."""
    for note in range(now.notes):
        row = events_used[0]
        if row < events.shape[0]:
            events[row, 0] = now.t
            events[row, 1] = now.note_person[note]
            events[row, 2] = now.note_event[note]
            events[row, 3] = now.note_value[note]
            events[row, 4] = now.note_extra[note]
        events_used[0] = row + 1
    now.notes = 0


@step
def gemeente_list(gemeente: int, queue: int) -> int:
    """The number of a gemeente's waiting list for a queue (huisvesting, intake, PIP)."""
    return gemeente * LISTS_PER_GEMEENTE + queue - 1


@step
def course_list(gemeenten: int, route: int) -> int:
    """The number of the joint pool's waiting list for a leerroute."""
    return gemeenten * LISTS_PER_GEMEENTE + route


@step
def pool_list(gemeenten: int, route: int, pool: int) -> int:
    """The number of a pool's waiting list for a leerroute; pool 0 is the joint one."""
    return course_list(gemeenten, route) + pool * ROUTES
