"""Observables of money: sums over the ledger, and what people cost in their first years.

An observable is a name and a filter, like those of people; which years and municipalities there
are follows from the world, so the list is made for a setup. Sums are exact in cents until the
last division.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation import accounts as ac
from simulation.agents import events as ev
from simulation.agents.codes import ASIEL, DOELGROEPEN, NEVER, SERIES_CASELOAD, WI2021
from simulation.compiled import kernel
from simulation.ledger import CENTS, HORIZONS
from simulation.money_definitions import MONEY_DEFINITIONS
from simulation.money_observable import MoneyObservable
from simulation.months import EPOCH_YEAR, MONTHS_PER_YEAR
from simulation.observable import Observable
from simulation.prices import year_of
from simulation.requests import FOREVER

CLOCKS = ("settled", "permit")
FUNDED = ac.SOURCES[:-1]
"""The sources that give money."""
_PROGRAMME = ("programma", "uitvoering")
EVERYBODY = (-FOREVER, FOREVER)
"""The months of permit of a cohort without bounds."""


def _group(**wanted: Any) -> npt.NDArray[np.int64]:
    """(accounts,) 1 for each account with these fields."""
    fits = [all(getattr(a, name) == value for name, value in wanted.items()) for a in ac.ACCOUNTS]
    return np.array(fits, dtype=np.int64)


@cache
def groups() -> dict[str, npt.NDArray[np.int64]]:
    """Sums of accounts by name: (accounts,) weights of 1, 0 or -1."""
    found = {"cost": _group(kind=ac.COST)}
    for number, payer in enumerate(ac.PAYERS):
        found[f"cost,payer={payer}"] = _group(kind=ac.COST, payer=number)
    for item in ac.ITEMS:
        found[f"cost,item={item}"] = _group(kind=ac.COST, item=item)
    for source in FUNDED:
        found[f"funding,source={source}"] = _group(kind=ac.FUNDING, eligible=source)
        paid = _group(kind=ac.COST, eligible=source)
        found[f"balance,source={source}"] = found[f"funding,source={source}"] - paid
    found["spuk_returned"] = -_group(name="spuk_terugbetaling")
    found["lent"] = _group(name="lening")
    found["repaid"] = _group(name="aflossing")
    return found


@cache
def money_observables(
    start: int, months: int, names: tuple[str, ...]
) -> tuple[MoneyObservable, ...]:
    """The observables of money of a world: its window, and the names of its municipalities."""
    listed = []
    every_year = ("cost,payer", "funding", "balance")
    for key in groups():
        name, _, rest = key.partition(",")
        by: dict[str, str | int] = {}
        if rest:
            by[rest.split("=")[0]] = rest.split("=")[1]
        shown = name in ("cost", "balance") and "item" not in by
        shown = shown and by.get("payer") not in ("centrumgemeente", "werkgever")
        listed.append(MoneyObservable(name, by, headline=shown))
        if key == "cost" or key.startswith(every_year):
            for year in range(year_of(start), year_of(start + months - 1) + 1):
                listed.append(MoneyObservable(name, {**by, "year": year}))
    listed += [MoneyObservable("cost", {"municipality": name}) for name in names]
    for clock in CLOCKS:
        for at in HORIZONS:
            for payer in ac.PAYERS:
                by = {"clock": clock, "at": at, "payer": payer, "doelgroep": "asiel"}
                shown = clock == "settled" and payer in ("gemeente", "rijk") and at == HORIZONS[-1]
                listed.append(MoneyObservable("cost_per_person", by, headline=shown))
    listed.append(MoneyObservable("cost_per_fulfilled", {}, headline=True))
    return tuple(listed)


def observable_named(name: str, filters: Mapping[str, str | int]) -> Observable | MoneyObservable:
    """The observable of this name and filter, of money or of people."""
    if name in MONEY_DEFINITIONS:
        return MoneyObservable(name, filters)
    return Observable(name, filters)


def whole_years(start: int, months: int) -> list[int]:
    """The calendar years that lie in the window as a whole."""
    first, last = year_of(start), year_of(start + months - 1)
    begun = start % MONTHS_PER_YEAR != 0
    unfinished = (start + months) % MONTHS_PER_YEAR != 0
    return list(range(first + begun, last + 1 - unfinished))


def by_calendar_year(ledger: npt.NDArray[np.int64], start: int) -> npt.NDArray[np.int64]:
    """(years, gemeenten, accounts) cents, from the (months, gemeenten, accounts) of a world."""
    years = (start + np.arange(ledger.shape[0])) // MONTHS_PER_YEAR
    edges = np.flatnonzero(np.diff(years, prepend=years[0] - 1))
    return np.add.reduceat(ledger, edges, axis=0)


@kernel
def add_up_persons(
    people: Any, months: int, first: int, last: int, total: Any, number: Any
) -> None:
    """Cents and persons, of everybody who can be followed to the end of each horizon.

    Args:
        people: (n,) INBURGERAAR. months: length of the world.
        first, last: months of the world between which somebody got the permit.
        total: (clocks, horizons, DOELGROEPEN, payers) int64, filled.
        number: (clocks, horizons, DOELGROEPEN) int64, filled.
    """
    payers = len(ac.PAYERS)
    for index in range(people.shape[0]):
        p = people[index]
        # What somebody of before the start cost under the old law lies partly before it.
        known = p.milestones[ev.M_PERMIT] != NEVER and (p.wet == WI2021 or p.arrival >= 0)
        if known and first <= p.arrival <= last:
            for clock in range(total.shape[0]):
                begin = p.milestones[ev.M_SETTLED] if clock == 0 else p.arrival
                costs = p.cost_settled if clock == 0 else p.cost_permit
                for horizon in range(total.shape[1]):
                    if p.series == SERIES_CASELOAD and begin < 0:
                        continue  # what somebody cost before the start is not known
                    if begin != NEVER and begin + HORIZONS[horizon] <= months:
                        number[clock, horizon, p.doelgroep] += 1
                        for payer in range(payers):
                            amount = costs[payer]
                            if horizon > 0:
                                amount += costs[payers + payer]
                            total[clock, horizon, p.doelgroep, payer] += amount


@kernel
def count_fulfilled(people: Any, first: int, last: int) -> int:
    """Persons who fulfilled, under either law, in the months from `first` to before `last`."""
    number = 0
    for index in range(people.shape[0]):
        p = people[index]
        if first <= p.milestones[ev.M_FULFILLED] < last:
            number += 1
    return number


@cache
def _own_cost() -> npt.NDArray[np.int64]:
    """(accounts,) 1 for programme and execution paid by gemeenten."""
    own = [a.payer == ac.GEMEENTE and a.group in _PROGRAMME for a in ac.ACCOUNTS]
    return np.array(own, dtype=np.int64)


def cents_of_persons(
    people: Any, months: int, cohort: tuple[int, int] = EVERYBODY
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Cents (clocks, horizons, doelgroepen, payers) and persons (the same without payers).

    cohort: first and last month of the world in which they got the permit.
    """
    total = np.zeros((len(CLOCKS), len(HORIZONS), DOELGROEPEN, len(ac.PAYERS)), dtype=np.int64)
    number = np.zeros(total.shape[:-1], dtype=np.int64)
    add_up_persons(people, months, *cohort, total, number)
    return total, number


def _per_person(people: Any, months: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Euros a status holder and how many, by clock, horizon and payer; nan where nobody."""
    total, number = cents_of_persons(people, months)
    persons = np.repeat(number[:, :, ASIEL].ravel(), len(ac.PAYERS))
    euros = np.full(len(persons), np.nan)
    np.divide(total[:, :, ASIEL].ravel() / CENTS, persons, out=euros, where=persons > 0)
    return euros, persons


@cache
def _plan(start: int, months: int, names: tuple[str, ...]) -> tuple[Any, Any, Any]:
    """Weights of the groups (accounts, k), and per observable of the ledger its row and group."""
    weights = np.column_stack(list(groups().values()))
    order = list(groups())
    rows = []
    for observable in money_observables(start, months, names):
        if observable.name.startswith("cost_per"):
            continue
        by = dict(observable.filter)
        year, gemeente = by.pop("year", None), by.pop("municipality", None)
        key = ",".join([observable.name, *(f"{k}={v}" for k, v in by.items())])
        row = 0
        if year is not None:
            row = 1 + int(year) - year_of(start)
        elif gemeente is not None:
            row = -1 - names.index(str(gemeente))
        rows.append((row, order.index(key)))
    return weights, np.array([r for r, _ in rows]), np.array([k for _, k in rows])


def by_year_level(level: npt.NDArray[np.float64], start: int) -> npt.NDArray[np.float64]:
    """(years,) price level of each calendar year, from that of each month."""
    years = (start + np.arange(len(level))) // MONTHS_PER_YEAR
    return np.asarray(level[np.flatnonzero(np.diff(years, prepend=years[0] - 1))])


def measure_money(
    people: Any,
    by_year: npt.NDArray[np.int64],
    level: npt.NDArray[np.float64],
    months: tuple[int, int],
    names: tuple[str, ...],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Values in euros and the number behind each, in the order of money_observables.

    by_year: (years, gemeenten, accounts) cents; level: (years,) by which amounts are divided, ones
    for nominal prices; months: the world's first calendar month and its length. A mean over years
    is nan without a whole year.
    """
    start, length = months
    weights, rows, groups_of = _plan(start, length, names)
    whole = whole_years(start, length)
    first = year_of(start)
    places = [year - first for year in whole]
    sums = by_year @ weights / level[:, None, None]
    each_year = sums.sum(axis=1)
    each_gemeente = sums[places].sum(axis=0)
    mean = each_gemeente.sum(axis=0, keepdims=True)
    divisor = np.where(rows > 0, 1, max(len(whole), 1)) * CENTS
    cents = np.concatenate([mean, each_year, each_gemeente[::-1]])[rows, groups_of]
    values = cents / divisor
    if not whole:
        values[rows <= 0] = np.nan
    each, persons = _per_person(people, length)
    begin = ((whole[0] if whole else first) - EPOCH_YEAR) * MONTHS_PER_YEAR - start
    fulfilled = count_fulfilled(people, begin, begin + len(whole) * MONTHS_PER_YEAR)
    paid = ((by_year[places] @ _own_cost()).sum(axis=1) / level[places]).sum()
    per_fulfilled = paid / CENTS / fulfilled if fulfilled else np.nan
    counts = np.concatenate([np.full(len(values), len(people)), persons, [fulfilled]])
    return np.concatenate([values, each, [per_fulfilled]]), counts.astype(np.int64)
