"""The engine: builds a world and moves it through the months.

`advance` is the numbered month of month.py. Queue steps (1-5) go over lists; person steps
(6-11) are called one after the other for one person, inside one loop over everybody in scope,
because one pass over a person's record is several times cheaper than one a step.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation import randomness as keys
from simulation.agents.codes import (
    B1_ROUTE,
    LES,
    NEVER,
    NO_QUEUE,
    ONDERBROKEN,
    OPVANG,
    ROUTES,
    SERIES_OUTSIDE,
    UIT,
    VOLDAAN,
    VRIJGESTELD,
    WACHT_INTAKE,
    WACHT_LES,
    WACHT_PIP,
    WI2021,
)
from simulation.agents.events import ACTIVITIES, M_PIP
from simulation.agents.gemeente import GEMEENTE
from simulation.agents.inburgeraar import HUISHOUDEN, INBURGERAAR
from simulation.agents.taalaanbieder import AANBOD
from simulation.compiled import as_records, kernel, step
from simulation.inflow import arrival_rates
from simulation.measure import measure_all
from simulation.months import MONTHS_PER_YEAR
from simulation.observables import DEFAULT_OBSERVABLES, compile_requests
from simulation.parameters import Draw
from simulation.population import draw_population, identity_high
from simulation.queues import make_queues
from simulation.record import MONTHLY_COLUMNS, WORD, record_month
from simulation.rules import build_rules
from simulation.setup import Setup
from simulation.steps.examens import book, sit
from simulation.steps.huisvesting import house
from simulation.steps.instroom import arrive
from simulation.steps.intake import await_intake, notify, share_out_time, start_intakes
from simulation.steps.leerroute import review
from simulation.steps.lessen import (
    do_pvt_and_map,
    follow,
    forget,
    prepare_in_reception,
    stay_away,
)
from simulation.steps.participatie import learn_and_volunteer, pay_bijstand, work
from simulation.steps.pip import ask_for_place, await_pip, set_pips
from simulation.steps.plaatsen import allocate_places, start_own_course
from simulation.steps.termijn import exempt_if_granted, finish_if_done, watch_term
from simulation.steps.verhuizing import decide_to_leave, leave_together
from simulation.world import EVENT_FIELDS, LISTS_PER_GEMEENTE, World, rule_of

TRACE_ROOM = 400
"""Events kept for each person of a traced world, on average."""


class Cancelled(Exception):
    """The run was asked to stop."""


@dataclass(frozen=True)
class Prepared:
    """One scenario under one draw of the parameters: shared by all its worlds."""

    setup: Setup
    draw: Draw
    rules: npt.NDArray[Any]
    rates: npt.NDArray[np.float64]
    history: int


@dataclass(frozen=True)
class Outcome:
    """What one world leaves.

    monthly: (months, len(MONTHLY_COLUMNS)) int64; observables, counts: one value and its n for
    each of DEFAULT_OBSERVABLES (nan and 0 where undefined); events: (events, 5) int32 of a
    traced world (month, person, event, value, extra), else empty.
    """

    monthly: npt.NDArray[np.int64]
    observables: npt.NDArray[np.float64]
    counts: npt.NDArray[np.int64]
    people: int
    person_months: int
    events: npt.NDArray[np.int32]

    @property
    def digest(self) -> str:
        """Sha256 over the integer outcomes."""
        digest = hashlib.sha256()
        for array in (self.monthly, self.counts):
            digest.update(np.ascontiguousarray(array, dtype="<i8").tobytes())
        return digest.hexdigest()


def prepare(setup: Setup, draw: Draw) -> Prepared:
    """Build the rules and the inflow of a scenario under a draw.

    Raises:
        ValueError: if the setup has problems (see Setup.validate).
    """
    problems = setup.validate()
    if problems:
        raise ValueError(
            "; ".join(f"{p.field}: {p.value!r}, allowed {p.allowed}" for p in problems)
        )
    rules = build_rules(setup, draw)
    history = 0
    if setup.inflow == "landelijk":
        history = max(round(float(rules["instroom_opvang_stock_months"][0, 0, 0])), 1)
    return Prepared(setup, draw, rules, arrival_rates(setup, rules, history), history)


@step
def live_month(world: World, p: Any, t: int) -> None:
    """Steps 3 to 11 of one person in one month, in the order of month.py."""
    rule = rule_of(world, p, t)
    calendar = world.start[0] + t
    u_work, u_course, u_society, u_leaving = keys.draw_four(
        world.luck, p.id_low, p.id_high, keys.WORK, calendar
    )
    if p.wet == WI2021 and p.phase != VOLDAAN and p.phase != VRIJGESTELD:
        inburgeren(world, p, t, rule, u_course)
    elif p.phase != OPVANG:
        forget(p, rule)
    work(world, p, t, rule, u_work)
    if p.settled == 1:
        learn_and_volunteer(world, p, t, rule, u_society)
    decide_to_leave(world, p, t, rule, u_leaving)


@step
def inburgeren(world: World, p: Any, t: int, rule: Any, u_course: float) -> None:
    """Steps 3 to 9 of one person: from the notice to the end of the duty."""
    notify(world, p, t, rule)
    if p.milestones[M_PIP] == NEVER:
        if p.phase == OPVANG:
            prepare_in_reception(p, rule)
            await_intake(world, p, t, rule)
        elif p.phase == WACHT_INTAKE:
            forget(p, rule)
            await_intake(world, p, t, rule)
        elif p.phase == WACHT_PIP:
            forget(p, rule)
            await_pip(world, p, t)
        return
    u_exam, u_pvt, u_exempt, _ = keys.draw_four(
        world.luck, p.id_low, p.id_high, keys.EXAM_BOOKING, world.start[0] + t
    )
    if p.phase == WACHT_LES and p.queue == NO_QUEUE:
        ask_for_place(world, p, t + 1, rule)
    if p.phase == WACHT_LES and t > p.milestones[M_PIP]:
        start_own_course(world, p, t)
    if p.phase == LES:
        follow(world, p, t, rule, u_course)
    else:
        forget(p, rule)
        if p.phase == ONDERBROKEN:
            stay_away(world, p, t, rule, u_course)
    do_pvt_and_map(world, p, t, rule, u_pvt)
    sit(world, p, t, rule)
    if p.phase != WACHT_LES:
        book(world, p, t, rule, u_exam)
    review(world, p, t, rule)
    if not finish_if_done(world, p, t, rule) and not exempt_if_granted(world, p, t, rule, u_exempt):
        watch_term(world, p, t, rule)


@step
def count_caseload(world: World) -> None:
    """People in a running traject, by gemeente: next month's talks."""
    for g in range(world.gemeenten.shape[0]):
        world.gemeenten[g].caseload = 0
    for place in range(world.in_scope[0]):
        p = world.people[world.active[place]]
        if p.milestones[M_PIP] != NEVER and p.phase != VOLDAAN and p.phase != VRIJGESTELD:
            world.gemeenten[p.gemeente].caseload += 1


@kernel
def advance(world: World, first: int, last: int) -> bool:
    """Move the world from the start of month `first` to the start of month `last`.

    Returns False where it was asked to stop.
    """
    for t in range(first, last):
        if world.cancel[0] != 0:
            return False
        arrive(world, t)
        house(world, t)
        share_out_time(world, t)
        start_intakes(world, t)
        set_pips(world, t)
        allocate_places(world, t)
        for place in range(world.in_scope[0]):
            p = world.people[world.active[place]]
            if p.phase != UIT:
                live_month(world, p, t)
        pay_bijstand(world, t)
        leave_together(world, t)
        record_month(world, t)
        count_caseload(world)
    return True


def build_world(
    prepared: Prepared, seed: int, replication: int, cancel: Any = None, trace: bool = False
) -> World:
    """A world at the start of its first month.

    Args:
        prepared: scenario under one draw. seed, replication: key of all luck.
        cancel: (1,) int64; set to 1 from another thread to stop the run.
        trace: keep every event of everybody.
    """
    setup = prepared.setup
    rules = as_records(prepared.rules)
    key = keys.luck(seed, replication)
    people, households = _draw_people(prepared, rules, key)
    outside = _draw_outside(prepared, key)
    gemeenten = np.zeros(len(setup.region.gemeenten), dtype=GEMEENTE)
    for row, gemeente in zip(gemeenten, setup.region.gemeenten, strict=True):
        share = gemeente.inhabitants / prepared.rules["instroom_landelijke_inwoners"][0, 0, 0]
        row["inhabitants"] = gemeente.inhabitants
        row["backlog"] = gemeente.backlog
        if gemeente.backlog is None:
            row["backlog"] = prepared.rules["huisvesting_backlog_2022"][0, 0, 0] * share
    if trace:
        people["traced"] = 1
    n, months = people.shape[0], setup.months
    longest = int(max(prepared.rules[f"aanbod_outside_months_{r}"].max() for r in _OUTSIDE)) + 1
    lists = len(gemeenten) * LISTS_PER_GEMEENTE + ROUTES
    return World(
        people=as_records(people),
        households=as_records(households),
        gemeenten=as_records(gemeenten),
        aanbod=as_records(np.zeros(ROUTES, dtype=AANBOD)),
        queues=make_queues(lists, 2 * n + int(outside.sum(axis=0).max()) + 1),
        arrivals=np.argsort(people["arrival"], kind="stable").astype(np.int32),
        arrived=np.zeros(1, dtype=np.int64),
        active=np.zeros(n, dtype=np.int32),
        in_scope=np.zeros(1, dtype=np.int64),
        outside=outside,
        releases=np.zeros((months + longest, ROUTES), dtype=np.int64),
        rules=rules,
        luck=key,
        start=np.array([setup.start], dtype=np.int64),
        activities=np.zeros((n, ACTIVITIES, months // WORD + 1), dtype=np.uint64),
        monthly=np.zeros((months, len(MONTHLY_COLUMNS)), dtype=np.int64),
        events=np.zeros((n * TRACE_ROOM if trace else 0, EVENT_FIELDS), dtype=np.int32),
        events_used=np.zeros(1, dtype=np.int64),
        cancel=np.zeros(1, dtype=np.int64) if cancel is None else cancel,
        person_months=np.zeros(1, dtype=np.int64),
    )


_OUTSIDE = ("b1", "onderwijs", "z")
MEMBERS_ROOM = 64


def _draw_people(prepared: Prepared, rules: Any, key: Any) -> tuple[Any, Any]:
    """People and households, in arrays that are just large enough."""
    setup = prepared.setup
    codes = np.array([g.code for g in setup.region.gemeenten], dtype=np.int64)
    room = int(prepared.rates.sum() * 1.3) + MEMBERS_ROOM
    while True:
        people = np.zeros(room, dtype=INBURGERAAR)
        households = np.zeros(room, dtype=HUISHOUDEN)
        _forget_months(people)
        n, h = draw_population(
            as_records(people),
            as_records(households),
            codes,
            prepared.rates,
            rules,
            key,
            setup.start,
            prepared.history,
        )
        if n < room and h < room:
            return people[:n].copy(), households[:h].copy()
        room = 2 * max(n, h)


def _forget_months(people: Any) -> None:
    """No month of a new person's life has come yet."""
    for name in ("milestones", "call_month", "exam_month", "result_month"):
        people[name] = NEVER
    for name in ("exempt_month", "extension_month"):
        people[name] = NEVER


def _draw_outside(prepared: Prepared, key: Any) -> npt.NDArray[np.int64]:
    """(months, ROUTES) people from outside the region who ask for a place, each month."""
    setup = prepared.setup
    rule = prepared.rules[:, 0, 0]
    outside = np.zeros((setup.months, ROUTES), dtype=np.int64)
    people = rule["aanbod_pool_other_inhabitants"] / 1000 / MONTHS_PER_YEAR
    for route, name in enumerate(_OUTSIDE, start=B1_ROUTE):
        means = rule[f"aanbod_outside_starts_{name}"] * people
        for t in range(setup.months):
            identity = identity_high(route, SERIES_OUTSIDE, t)
            outside[t, route] = keys.poisson(
                key, np.uint64(0), identity, keys.OUTSIDE_DEMAND, float(means[t])
            )
    return outside


def simulate(
    prepared: Prepared, seed: int, replication: int, cancel: Any = None, trace: bool = False
) -> Outcome:
    """Run one world from its first month to its last.

    Raises:
        Cancelled: if `cancel` was set.
    """
    world = build_world(prepared, seed, replication, cancel, trace)
    if not advance(world, 0, prepared.setup.months):
        raise Cancelled
    return measure(prepared, world)


def measure(prepared: Prepared, world: World) -> Outcome:
    """The outcome of a world that has run: counts, observables, and events if traced."""
    setup = prepared.setup
    requests = compile_requests(DEFAULT_OBSERVABLES, setup)
    total = np.zeros(len(requests))
    number = np.zeros(len(requests), dtype=np.int64)
    measure_all(
        world.people,
        world.activities,
        as_records(requests),
        setup.months,
        setup.start,
        total,
        number,
    )
    values = np.full(len(requests), np.nan)
    np.divide(total, number, out=values, where=number > 0)
    used = int(world.events_used[0])
    if used > world.events.shape[0] and world.events.shape[0]:
        raise RuntimeError(f"a traced world left {used} events; there was room for fewer")
    return Outcome(
        monthly=world.monthly,
        observables=values,
        counts=number,
        people=int(world.people.shape[0]),
        person_months=int(world.person_months[0]),
        events=world.events[:used],
    )
