"""The engine: moves a world through its months and measures what it leaves.

`advance` is the numbered month of month.py. Queue steps (1-5) go over lists; person steps
(6-11) are called one after the other for one person, inside one loop over everybody in scope,
because one pass over a person's record is several times cheaper than one a step.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation import randomness as keys
from simulation.agents.codes import (
    OPVANG,
    UIT,
    VOLDAAN,
    VRIJGESTELD,
)
from simulation.build import Prepared, assemble_world, prepare
from simulation.build import build_world as build_first_month
from simulation.compiled import kernel, often
from simulation.duty import live_duty
from simulation.ledger import book_dues
from simulation.measure import measure_requests
from simulation.money import (
    by_calendar_year,
    by_year_level,
    measure_money,
    money_observables,
)
from simulation.money_observable import MoneyObservable
from simulation.observables import Observable, compile_requests, default_observables
from simulation.record import record_month
from simulation.setup import Setup
from simulation.steps.geld import pay_gemeente
from simulation.steps.huisvesting import house
from simulation.steps.instroom import arrive
from simulation.steps.intake import share_out_time, start_intakes
from simulation.steps.lening import repay, repay_after_leaving
from simulation.steps.lessen import forget
from simulation.steps.maatregelen import give_programme_places, take_part
from simulation.steps.participatie import learn_and_volunteer, pay_bijstand, work
from simulation.steps.pip import set_pips
from simulation.steps.plaatsen import allocate_places
from simulation.steps.vergoeding import fund
from simulation.steps.verhuizing import decide_to_leave, leave_together
from simulation.warmup import cut
from simulation.world import (
    World,
    carry_out,
    draw_fortune,
)

__all__ = [
    "Cancelled",
    "Outcome",
    "Prepared",
    "advance",
    "assemble_world",
    "build_world",
    "measure",
    "observables_of",
    "prepare",
    "simulate",
]


class Cancelled(Exception):
    """The run was asked to stop."""


@dataclass(frozen=True)
class EffectMonths:
    """How much effects of policies beside the rules were felt.

    affected: person-months with such an effect; stacked: of which with more than one on the same
    thing, so that diminishing returns mattered; starts, present: (months, programmes) people who
    joined and who took part; programmes: the kind of policy behind each.
    """

    affected: int
    stacked: int
    programmes: tuple[str, ...]
    starts: npt.NDArray[np.int64]
    present: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Outcome:
    """What one world leaves.

    monthly: (months, len(MONTHLY_COLUMNS)) int64; observables, counts: one value and its n for
    each observable that was asked, by default default_observables (nan and 0 where undefined);
    money, money_counts: the same for each of money_observables; ledger: (years, gemeenten,
    accounts) int64, cents by calendar year; of a traced world, else empty: events, (events, 5)
    int32 (month, person, event, value, extra), and entries, (entries, 4) int64 (month, person,
    account, cents); effects: of policies.
    """

    monthly: npt.NDArray[np.int64]
    observables: npt.NDArray[np.float64]
    counts: npt.NDArray[np.int64]
    money: npt.NDArray[np.float64]
    money_counts: npt.NDArray[np.int64]
    ledger: npt.NDArray[np.int64]
    entries: npt.NDArray[np.int64]
    people: int
    person_months: int
    events: npt.NDArray[np.int32]
    effects: EffectMonths

    @property
    def digest(self) -> str:
        """Sha256 over the integer outcomes."""
        digest = hashlib.sha256()
        for array in (self.monthly, self.counts, self.ledger):
            digest.update(np.ascontiguousarray(array, dtype="<i8").tobytes())
        return digest.hexdigest()


@often
def live_month(p: Any, h: Any, rule: Any, now: Any, fortune: Any, policies: Any) -> None:
    """Steps 6 to 12 of one person in one month, in the order of month.py."""
    studied = p.in_education
    take_part(p, now, rule, policies)
    if p.phase != VOLDAAN and p.phase != VRIJGESTELD:
        live_duty(p, rule, now, fortune)
    elif p.phase != OPVANG:
        forget(p, rule)
    repay(p, now, rule)
    work(p, h, now, rule, fortune[keys.WORK, p.rank])
    if p.settled == 1:
        learn_and_volunteer(p, now, rule, fortune[keys.SOCIETY, p.rank])
    if p.in_education != studied:
        h.changed = 1
    decide_to_leave(p, h, now, rule, fortune[keys.LEAVING, p.rank])


@kernel
def advance(world: World, first: int, last: int) -> bool:
    """Move the world from the start of month `first` to the start of month `last`.

    Returns False where it was asked to stop.
    """
    now = world.now[0]
    for t in range(first, last):
        if world.cancel[0] != 0:
            return False
        now.t = t
        now.calendar = world.start[0] + t
        now.present_value = world.rules[t, 0, 0].derived_present_value
        arrive(world, now)
        draw_fortune(world, now)
        house(world, now)
        share_out_time(world, now)
        start_intakes(world, now)
        set_pips(world, now)
        allocate_places(world, now)
        give_programme_places(world, now)
        for place in range(world.in_scope[0]):
            p = world.people[world.active[place]]
            if p.phase != UIT:
                rule = world.rules[t, p.gemeente, p.doelgroep]
                h = world.households[p.household]
                live_month(p, h, rule, now, world.fortune, world.policies)
                carry_out(
                    world.queues,
                    world.aanbod,
                    world.events,
                    world.events_used,
                    world.gemeenten.shape[0],
                    p,
                    now,
                )
                book_dues(world, now)
        for number in range(world.households.shape[0]):
            h = world.households[number]
            pay_bijstand(world, h, now)
            leave_together(world, h, now)
        repay_after_leaving(world, now)
        for g in range(world.gemeenten.shape[0]):
            pay_gemeente(world, now, g)
            fund(world, now, g)
        record_month(world, now)
    return True


def build_world(
    prepared: Prepared, seed: int, replication: int, cancel: Any = None, trace: bool = False
) -> World:
    """A world at the start of its first month: of people drawn from the population, or warmed up.

    Args:
        prepared: scenario under one draw. seed, replication: key of all luck.
        cancel: (1,) int64; set to 1 from another thread to stop the run.
        trace: keep every event of everybody; months before the first are negative.

    Raises:
        Cancelled: if `cancel` was set during the warm-up.
    """
    if prepared.whole is None:
        return build_first_month(prepared, seed, replication, cancel, trace)
    world = build_first_month(prepared.whole, seed, replication, cancel, trace)
    if not advance(world, 0, prepared.setup.warm_up):
        raise Cancelled
    return cut(world, prepared.setup.warm_up)


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


def observables_of(setup: Setup) -> tuple[Observable | MoneyObservable, ...]:
    """What a world of this setup is measured by: people first, then money."""
    names = tuple(gemeente.name for gemeente in setup.region.gemeenten)
    people = default_observables(setup.start, setup.months)
    return (*people, *money_observables(setup.start, setup.months, names))


def measure(
    prepared: Prepared, world: World, observables: Sequence[Observable] | None = None
) -> Outcome:
    """The outcome of a world that has run: counts, observables, money, and events if traced.

    observables: what to measure instead of prepared.observables; the same world can be measured
    as often as there are questions.

    Raises:
        ObservableError: if one of them asks what cannot be answered.
    """
    setup = prepared.setup
    requests = prepared.requests
    if observables is not None:
        requests = compile_requests(tuple(observables), setup.start, setup.months, setup.region)
    values, number = measure_requests(world.people, world.activities, requests, setup.start)
    names = tuple(gemeente.name for gemeente in setup.region.gemeenten)
    ledger = by_calendar_year(world.ledger, setup.start)
    level = np.ones(len(ledger))
    if setup.prices == "constant":
        level = by_year_level(prepared.rules["derived_price_level"][:, 0, 0], setup.start)
    euros, behind = measure_money(world.people, ledger, level, (setup.start, setup.months), names)
    used, noted = int(world.events_used[0]), int(world.entries_used[0])
    if world.now["lost"][0] > 0:
        raise RuntimeError(f"{world.now['lost'][0]} notes of a month had no room")
    for log, kept in ((world.events, used), (world.entries, noted)):
        if log.shape[0] and kept > log.shape[0]:
            raise RuntimeError(f"a traced world left {kept} rows; there was room for {len(log)}")
    return Outcome(
        monthly=world.monthly,
        ledger=ledger,
        entries=world.entries[:noted],
        observables=values,
        counts=number,
        money=euros,
        money_counts=behind,
        people=int(world.people.shape[0]),
        person_months=int(world.person_months[0]),
        events=world.events[:used],
        effects=EffectMonths(
            affected=int(world.now["affected"][0]),
            stacked=int(world.now["stacked"][0]),
            programmes=prepared.programmes.names,
            starts=world.policies.starts,
            present=world.policies.present,
        ),
    )
