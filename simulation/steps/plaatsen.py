"""Step 5, course places: a pool of municipalities buys together, first in first out.

New groups start in calendar months of the contract, with a smallest and a usual size; seats
that come free in running groups are filled in between where the contract has continuous
intake. People from outside the region stand in the same lists. Law: no offer within 3 months
of the PIP extends the term (RI 4.1, steps/termijn.py).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import (
    ASIEL,
    B1_ROUTE,
    LES,
    NO_QUEUE,
    ONDERWIJSROUTE,
    QUEUE_LES,
    ROUTES,
    SERIES_OUTSIDE,
    WACHT_LES,
    WI2013,
    WI2021,
)
from simulation.compiled import step
from simulation.population import identity_high
from simulation.queues import GONE, OUTSIDER, Queues, join, place_of, take_out
from simulation.record import C_GEEN_BUDGET
from simulation.steps.geld import place_price
from simulation.steps.inkoop import regroup, share_out_places
from simulation.world import (
    World,
    count,
    course_list,
    draw,
    emit,
    pool_list,
    reach,
    reached,
    write_notes,
)

PER_1000 = 1000.0


@step
def route_value(route: int, b1: float, onderwijs: float, z: float) -> float:
    """The value of a rule that differs by leerroute."""
    if route == B1_ROUTE:
        return b1
    return onderwijs if route == ONDERWIJSROUTE else z


@step
def allocate_places(world: World, now: Any) -> None:
    """Give free places of each leerroute to those who have waited longest, pool by pool."""
    rule = world.rules[now.t, 0, 0]
    regroup(world, now)
    inhabitants = rule.aanbod_pool_other_inhabitants
    for g in range(world.gemeenten.shape[0]):
        inhabitants += world.gemeenten[g].inhabitants
    for g in range(world.gemeenten.shape[0]):
        if now.calendar % 12 == 0:
            world.gemeenten[g].places_money = world.gemeenten[g].places_budget
    for route in range(B1_ROUTE, ROUTES):
        contract = route_value(
            route,
            rule.derived_places_b1,
            rule.derived_places_onderwijs,
            rule.derived_places_z,
        )
        extra = route_value(
            route,
            rule.aanbod_extra_places_b1,
            rule.aanbod_extra_places_onderwijs,
            rule.aanbod_extra_places_z,
        )
        load = route_value(route, rule.aanbod_teacher_load_b1, 1.0, 1.0)
        bought = contract * inhabitants / PER_1000
        share_out_places(world, now, route, max(bought + extra, 0.0) / load, bought)
        offer = world.aanbod[route]
        given_back = world.releases[now.t, route]
        offer.occupied -= given_back
        offer.open_seats += given_back
        welcome_outsiders(world, route, now)
        price = place_price(route, rule)
        for pool in range(world.aanbod.shape[0] // ROUTES):
            fill_places(world, route, pool, now, rule, price)


@step
def fill_places(world: World, route: int, pool: int, now: Any, rule: Any, price: float) -> None:
    """The free places of one pool in one leerroute."""
    offer = world.aanbod[pool * ROUTES + route]
    waiting = count_waiting(world, route, pool, now, price)
    free = int(offer.places) - offer.occupied
    starts = new_starts(waiting, free, offer, rule, route, now.calendar)
    for _ in range(starts):
        give_place(world, route, pool, now, rule, price)


@step
def welcome_outsiders(world: World, route: int, now: Any) -> None:
    """People of the other municipalities of the contract join the list."""
    q = course_list(world.gemeenten.shape[0], route)
    identity = identity_high(route, SERIES_OUTSIDE, now.calendar)
    luck = (now.seed, now.replication)
    for number in range(world.outside[now.t, route]):
        order = keys.draw(luck, np.uint64(number), identity, keys.OUTSIDE_ORDER, 0)
        join(world.queues, q, OUTSIDER, order, now.t)


@step
def count_waiting(world: World, route: int, pool: int, now: Any, price: float) -> int:
    """How many wait and can start: stale entries make no group, nor those whose gemeente has
    spent this year's money for places; the latter are counted, so that the report can say so.
    """
    queues = world.queues
    q = pool_list(world.gemeenten.shape[0], route, pool)
    waiting = 0
    for counter in range(queues.head[q], queues.tail[q]):
        place = place_of(queues, q, counter)
        who = queues.items[place]
        if not is_stale(world.people, queues, place, route):
            if is_affordable(world, who, price):
                waiting += 1
                if who != OUTSIDER:
                    world.gemeenten[world.people[who].gemeente].places_promised += price
            else:
                count(now, C_GEEN_BUDGET)
    for g in range(world.gemeenten.shape[0]):
        world.gemeenten[g].places_promised = 0.0
    return waiting


@step
def is_affordable(world: World, who: int, price: float) -> bool:
    """Whether the gemeente still has money for this place; outsiders have their own."""
    if who == OUTSIDER:
        return True
    gemeente = world.gemeenten[world.people[who].gemeente]
    return gemeente.places_promised + price <= gemeente.places_money


@step
def is_stale(people: Any, queues: Queues, place: int, route: int) -> bool:
    """Whether an entry's person no longer waits for a place of this route, or stands further on."""
    who = queues.items[place]
    if who < 0:
        return who == GONE
    p = people[who]
    if p.queue != QUEUE_LES or p.route != route or p.phase != WACHT_LES:
        return True
    return p.queued_since != queues.joined[place]


@step
def new_starts(waiting: int, free: int, offer: Any, rule: Any, route: int, calendar: int) -> int:
    """How many may start: in new groups in a starting month, else on seats that came free."""
    interval = int(
        route_value(
            route,
            rule.aanbod_b1_start_interval,
            rule.aanbod_onderwijs_start_interval,
            rule.aanbod_z_start_interval,
        )
    )
    begin = int(rule.aanbod_onderwijs_start_month) if route == ONDERWIJSROUTE else 0
    free = max(free, 0)
    seats = min(offer.open_seats, free) if rule.aanbod_continuous == 1 else 0
    if (calendar - begin) % interval != 0:
        return min(waiting, seats)
    # New groups begin, whoever comes: what stood open in the old ones is over.
    offer.open_seats = 0
    size = int(rule.aanbod_group_size)
    able = min(waiting, free)
    on_seats = min(able, seats)
    rest = able - on_seats
    last_group = rest % size
    if last_group > 0 and last_group < rule.aanbod_group_minimum:
        rest -= last_group
    return on_seats + rest


@step
def give_place(world: World, route: int, pool: int, now: Any, rule: Any, price: float) -> None:
    """The first who really waits, and whose place can be paid, gets a place."""
    queues = world.queues
    q = pool_list(world.gemeenten.shape[0], route, pool)
    offer = world.aanbod[pool * ROUTES + route]
    for counter in range(queues.head[q], queues.tail[q]):
        place = place_of(queues, q, counter)
        who = queues.items[place]
        stale = is_stale(world.people, queues, place, route)
        if stale or is_affordable(world, who, price):
            take_out(queues, q, counter)
        if stale or not is_affordable(world, who, price):
            continue
        offer.occupied += 1
        offer.open_seats = max(offer.open_seats - 1, 0)
        if who == OUTSIDER:
            months = int(
                route_value(
                    route,
                    rule.derived_stay_b1,
                    rule.derived_stay_onderwijs,
                    rule.derived_stay_z,
                )
            )
            world.releases[now.t + months, route] += 1
        else:
            p = world.people[who]
            gemeente = world.gemeenten[p.gemeente]
            gemeente.places_money -= price
            if route == ONDERWIJSROUTE and not reached(p, ev.M_LESSONS):
                gemeente.started_onderwijs += 1
            p.seat = 1
            start_lessons(p, now)
            write_notes(world.events, world.events_used, now)
        return


@step
def start_lessons(p: Any, now: Any) -> None:
    """The first lesson of a course, bought by the gemeente or by the person."""
    p.queue = NO_QUEUE
    p.phase = LES
    reach(now, p, ev.M_LESSONS)
    emit(now, p, ev.E_LESSONS, p.route, p.own_course)


@step
def await_lessons(p: Any, now: Any, rule: Any) -> None:
    """A family migrant starts a course bought with own money or a loan (Wi 16, 19); whoever got
    the PIP in reception asks for a place once housed.
    """
    if p.own_course == 1 and now.t >= p.call_month:
        start_lessons(p, now)
    elif p.queue == NO_QUEUE:
        ask_for_place(p, now, now.t + 1, rule)


@step
def ask_for_place(p: Any, now: Any, since: int, rule: Any) -> None:
    """An asylum status holder waits for a place that the gemeente buys (Wi 16); a family
    migrant, and under the Wi2013 everybody, looks for a course of their own.
    """
    p.asks += 1
    p.queued_since = since
    if p.doelgroep == ASIEL and p.wet == WI2021:
        p.wish = QUEUE_LES
    else:
        p.queue = QUEUE_LES
        p.own_course = 1
        u = draw(now, p, keys.OWN_COURSE_DELAY, p.asks)
        hazard = rule.lessen_own_course_hazard
        if p.wet == WI2013:
            hazard = rule.wi2013_course_hazard
        delay = math.log(u) / math.log(1.0 - hazard)
        p.call_month = now.t + 1 + int(min(delay, LONGEST_DELAY))


LONGEST_DELAY = 999.0
