"""A desk at which one step of money is done by hand: a world of invented people that stands still.

Nobody in it moves of their own accord; a test writes down who lives where, asks for one step in
one month and reads what was booked. Months count from the start of the world.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulation import accounts as ac
from simulation import engine
from simulation import randomness as keys
from simulation.agents.codes import ASIEL
from simulation.compiled import step
from simulation.ledger import book_dues
from simulation.months import parse_month
from simulation.parameters import load_registry
from simulation.region import Region
from simulation.setup import Setup
from simulation.steps.geld import charge_exam, charge_onderwijsroute, keep_household
from simulation.steps.lening import repay
from simulation.steps.vergoeding import fund, pay_buig, spuk
from tests.simulation.worlds import TWO_TOWNS, Newcomer, Value, invent, overrides_from

NATIONAL: Mapping[str, Value] = {"instroom.landelijke_inwoners": 16_000_000}
"""So that a gemeente of 40,000 inhabitants is 1 in 400 of the country."""


def still(
    values: Mapping[str, Value] | None = None,
    start: str = "2023-01",
    months: int = 48,
    region: Region = TWO_TOWNS,
    people: Sequence[Newcomer] = (Newcomer("nobody"),),
) -> Any:
    """A world that has not begun, with these values of parameters."""
    first = parse_month(start)
    overrides = overrides_from({**NATIONAL, **(values or {})}, first)
    setup = Setup(region, first, months, overrides=overrides)
    prepared = engine.prepare(setup, load_registry().draw("point"))
    invented, households = invent(people, first, region)
    return engine.assemble_world(prepared, invented, households, keys.luck(1, 0), trace=True)


@step
def _at(world: Any, month: int) -> Any:
    now = world.now[0]
    now.t = month
    now.calendar = world.start[0] + month
    now.present_value = world.rules[month, 0, 0].derived_present_value
    return now


@step
def fund_month(world: Any, month: int, gemeente: int) -> None:
    """All funding of one month."""
    fund(world, _at(world, month), gemeente)


@step
def buig_month(world: Any, month: int, gemeente: int) -> None:
    """The BUIG of one month."""
    pay_buig(world, _at(world, month), gemeente)


@step
def entitlement(world: Any, month: int, settled: float, gezin: float) -> float:
    """SPUK of the first gemeente in euros, with what its record says of the years before."""
    return spuk(world.rules[month, 0, ASIEL], settled, world.gemeenten[0], gezin)


@step
def household_month(world: Any, month: int, household: int) -> None:
    """What a household lives on in one month."""
    now = _at(world, month)
    keep_household(world, world.households[household], now)
    book_dues(world, now)


@step
def repay_month(world: Any, month: int, who: int) -> None:
    """One month in which somebody may repay a loan."""
    now = _at(world, month)
    p = world.people[who]
    repay(p, now, world.rules[month, p.gemeente, p.doelgroep])
    book_dues(world, now)


@step
def sit_exam(world: Any, month: int, who: int, attempt: int) -> None:
    """The fee of one sitting."""
    now = _at(world, month)
    p = world.people[who]
    charge_exam(p, now, world.rules[month, p.gemeente, p.doelgroep], attempt)
    book_dues(world, now)


@step
def onderwijs_month(world: Any, month: int, who: int, part: float) -> None:
    """A part of an Onderwijsroute, paid in one month."""
    now = _at(world, month)
    p = world.people[who]
    charge_onderwijsroute(p, now, world.rules[month, p.gemeente, p.doelgroep], part)
    book_dues(world, now)


def booked(world: Any, account: str, gemeente: int = 0) -> dict[int, int]:
    """Cents on an account by month, where there were any."""
    cents = world.ledger[:, gemeente, ac.ACCOUNT_NAMES.index(account)].tolist()
    return {month: amount for month, amount in enumerate(cents) if amount != 0}
