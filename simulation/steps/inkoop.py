"""Step 5, who buys course places together: everybody (pool 0), the region, or each gemeente alone.

Nothing here is law: gemeenten may tender together (rules X076). The contract of the fourteen
municipalities of Twente is pool 0; the other ten stay in it whatever the region does. A shift makes
no place and loses none: the places that there are, the learners who sit on them and the lists are
divided, or put together again, in the order of waiting.
"""

from __future__ import annotations

import math
from typing import Any

from simulation.agents.codes import B1_ROUTE, POOL_JOINT, POOL_REGION, ROUTES
from simulation.compiled import step
from simulation.queues import GONE, OUTSIDER, append, leave, length, place_of
from simulation.world import World, pool_list


@step
def pool_number(g: int, kind: int) -> int:
    """The pool of a gemeente, by who buys together."""
    if kind == POOL_JOINT:
        return 0
    return 1 if kind == POOL_REGION else 1 + g


@step
def regroup(world: World, now: Any) -> None:
    """Where others buy together from this month on: places in use and lists move along."""
    kind = int(world.rules[now.t, 0, 0].aanbod_pool)
    moved = False
    for g in range(world.gemeenten.shape[0]):
        if world.gemeenten[g].pool != pool_number(g, kind):
            world.gemeenten[g].pool = pool_number(g, kind)
            moved = True
    if not moved:
        return
    for index in range(world.people.shape[0]):
        p = world.people[index]
        p.pool = world.gemeenten[p.gemeente].pool
    for route in range(B1_ROUTE, ROUTES):
        move_seats(world, route)
        move_list(world, route)


@step
def own_inhabitants(world: World) -> float:
    """Inhabitants of the region."""
    own = 0.0
    for g in range(world.gemeenten.shape[0]):
        own += world.gemeenten[g].inhabitants
    return own


@step
def move_seats(world: World, route: int) -> None:
    """Places in use belong to the pool of who sits there; open seats follow them."""
    occupied = 0
    seats = 0
    for pool in range(world.aanbod.shape[0] // ROUTES):
        offer = world.aanbod[pool * ROUTES + route]
        occupied += offer.occupied
        seats += offer.open_seats
        offer.occupied = 0
        offer.open_seats = 0
    rest = occupied
    for place in range(world.in_scope[0]):
        p = world.people[world.active[place]]
        if p.seat == 1 and p.route == route:
            world.aanbod[p.pool * ROUTES + route].occupied += 1
            rest -= 1
    world.aanbod[route].occupied += rest
    until = 0
    given = 0
    for pool in range(world.aanbod.shape[0] // ROUTES):
        offer = world.aanbod[pool * ROUTES + route]
        until += offer.occupied
        if occupied > 0:
            offer.open_seats = seats * until // occupied - given
            given += offer.open_seats
    world.aanbod[route].open_seats += seats - given


@step
def move_list(world: World, route: int) -> None:
    """Everybody who waits goes to the list of their pool, in the order of waiting."""
    queues = world.queues
    gemeenten = world.gemeenten.shape[0]
    entries = 0
    for pool in range(world.aanbod.shape[0] // ROUTES):
        offer = world.aanbod[pool * ROUTES + route]
        offer.to_move = length(queues, pool_list(gemeenten, route, pool))
        entries += offer.to_move
    for _ in range(entries):
        pool = longest_waiting(world, route)
        q = pool_list(gemeenten, route, pool)
        here = place_of(queues, q, queues.head[q])
        who, order, month = queues.items[here], queues.order[here], queues.joined[here]
        leave(queues, q)
        world.aanbod[pool * ROUTES + route].to_move -= 1
        if who != GONE:
            to_pool = 0 if who == OUTSIDER else world.people[who].pool
            append(queues, pool_list(gemeenten, route, to_pool), who, order, month)


@step
def longest_waiting(world: World, route: int) -> int:
    """The pool whose first entry still to move has waited longest."""
    queues = world.queues
    found = -1
    there = 0
    for pool in range(world.aanbod.shape[0] // ROUTES):
        if world.aanbod[pool * ROUTES + route].to_move > 0:
            q = pool_list(world.gemeenten.shape[0], route, pool)
            here = place_of(queues, q, queues.head[q])
            sooner = queues.joined[here] < queues.joined[there]
            if queues.joined[here] == queues.joined[there]:
                sooner = queues.order[here] < queues.order[there]
            if found < 0 or sooner:
                found = pool
                there = here
    return found


@step
def share_out_places(world: World, now: Any, route: int, places: float, contract: float) -> None:
    """The places of a leerroute, by pool. One pool has them all. Where the region buys apart, those
    around it keep their part of the contract's places, and the rest is divided by inhabitants in
    whole places, so that no place is lost.
    """
    own = own_inhabitants(world)
    joint = world.gemeenten[0].pool == 0
    outside = world.rules[now.t, 0, 0].aanbod_pool_other_inhabitants
    others = min(contract * outside / (outside + own), places)
    until = 0.0
    given = 0.0
    for pool in range(world.aanbod.shape[0] // ROUTES):
        offer = world.aanbod[pool * ROUTES + route]
        offer.inhabitants = inhabitants_of(world, now, pool)
        if pool > 0:
            until += offer.inhabitants
        bound = places
        if until < own:
            bound = others + (places - others) * until / own
        if joint:
            offer.places = places if pool == 0 else 0.0
        else:
            offer.places = math.floor(bound) - given
            given += offer.places


@step
def inhabitants_of(world: World, now: Any, pool: int) -> float:
    """Inhabitants of the gemeenten that buy in a pool; those around the region are in pool 0."""
    found = world.rules[now.t, 0, 0].aanbod_pool_other_inhabitants if pool == 0 else 0.0
    for g in range(world.gemeenten.shape[0]):
        if world.gemeenten[g].pool == pool:
            found += world.gemeenten[g].inhabitants
    return found
