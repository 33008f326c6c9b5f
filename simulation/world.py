"""The world: everything that one replication needs, as one bundle of arrays."""

from __future__ import annotations

from typing import Any, NamedTuple

from simulation.agents.codes import NEVER, QUEUE_PIP
from simulation.compiled import step
from simulation.queues import Queues

EVENT_FIELDS = 5
LISTS_PER_GEMEENTE = QUEUE_PIP
"""Lists of each gemeente: huisvesting, intake, PIP. After them one list a leerroute."""


class World(NamedTuple):
    """One replication.

    people: (n,) INBURGERAAR; households: (h,) HUISHOUDEN; gemeenten: (g,) GEMEENTE;
    aanbod: (ROUTES,) AANBOD; queues: waiting lists;
    arrivals: (n,) int32, people in order of arrival; arrived: (1,) int64, how many have come;
    active: (n,) int32, those in scope; in_scope: (1,) int64, how many;
    outside: (months, ROUTES) int64, outsiders who ask for a place;
    releases: (months + longest stay, ROUTES) int64, places that outsiders give back;
    rules: (months, g, DOELGROEPEN) records; luck: key of the world;
    start: (1,) int64, calendar month of month 0;
    activities: (n, ACTIVITIES, words) uint64, one bit a month;
    monthly: (months, columns) int64; events: (room, EVENT_FIELDS) int32;
    events_used: (1,) int64; cancel: (1,) int64; person_months: (1,) int64.
    """

    people: Any
    households: Any
    gemeenten: Any
    aanbod: Any
    queues: Queues
    arrivals: Any
    arrived: Any
    active: Any
    in_scope: Any
    outside: Any
    releases: Any
    rules: Any
    luck: Any
    start: Any
    activities: Any
    monthly: Any
    events: Any
    events_used: Any
    cancel: Any
    person_months: Any


@step
def gemeente_list(gemeente: int, queue: int) -> int:
    """The number of a gemeente's waiting list for a queue (huisvesting, intake, PIP)."""
    return gemeente * LISTS_PER_GEMEENTE + queue - 1


@step
def course_list(world: World, route: int) -> int:
    """The number of the pool's waiting list for a leerroute."""
    return world.gemeenten.shape[0] * LISTS_PER_GEMEENTE + route


@step
def rule_of(world: World, p: Any, t: int) -> Any:
    """The rules in force for this person in month t."""
    return world.rules[t, p.gemeente, p.doelgroep]


@step
def emit(world: World, p: Any, t: int, event: int, value: int, extra: int) -> None:
    """Write an event of a traced person."""
    if p.traced == 1:
        row = world.events_used[0]
        if row < world.events.shape[0]:
            world.events[row, 0] = t
            world.events[row, 1] = p.index
            world.events[row, 2] = event
            world.events[row, 3] = value
            world.events[row, 4] = extra
        world.events_used[0] = row + 1


@step
def reach(p: Any, milestone: int, t: int) -> None:
    """Keep the first month of a milestone in the life record."""
    if p.milestones[milestone] == NEVER:
        p.milestones[milestone] = t


@step
def reached(p: Any, milestone: int) -> bool:
    """Whether a milestone lies behind this person."""
    return p.milestones[milestone] != NEVER
