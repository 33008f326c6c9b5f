"""The ledger: every euro of a world, in whole cents, by month, gemeente and account.

Steps of a person note what is due (`charge`); `book_dues` enters the notes, as `write_notes`
does for events. Amounts are nominal: the price level of the month is already in the rule. What a
person costs in the first years is kept beside it, in the prices of one year and discounted, so that
closed cohorts can be compared.
"""

from __future__ import annotations

import math
from typing import Any

from simulation import accounts as ac
from simulation.agents import events as ev
from simulation.agents.codes import NEVER, OPVANG, UIT
from simulation.compiled import often, step

CENTS = 100.0
HORIZON_FIRST = 36
HORIZON_SECOND = 60
HORIZONS = (HORIZON_FIRST, HORIZON_SECOND)
"""Months since settling or permit over which the cost of a person is added up."""
ENTRY_MONTH = 0
ENTRY_PERSON = 1
ENTRY_ACCOUNT = 2
ENTRY_CENTS = 3
ENTRY_FIELDS = 4
"""Of an entry of a traced world: month, person (or NOBODY less the gemeente), account, cents."""
NOBODY = -1
"""An entry of gemeente g that belongs to no person has NOBODY - g: -1 for the first, then -2."""


@often
def to_cents(amount: float) -> int:
    """Euros as whole cents."""
    return int(amount * CENTS + 0.5)


@often
def charge(now: Any, who: int, account: int, amount: float) -> None:
    """Note an amount in euros that is due for a person (by index) this month."""
    charge_cents(now, who, account, to_cents(amount))


@often
def charge_cents(now: Any, who: int, account: int, cents: int) -> None:
    """Note an amount in cents; a note without room counts as lost, and the measurement fails."""
    if cents == 0:
        return
    if now.dues == now.due_person.shape[0]:
        now.lost += 1
        return
    now.due_person[now.dues] = who
    now.due_account[now.dues] = account
    now.due_cents[now.dues] = cents
    now.dues += 1


@often
def book_dues(world: Any, now: Any) -> None:
    """Enter what was noted in the ledger, and in what each person has cost."""
    if now.dues > 0:
        enter(world.ledger, world.people, world.entries, world.entries_used, now)


@step
def enter(ledger: Any, people: Any, entries: Any, entries_used: Any, now: Any) -> None:
    """Enter every due of this visit."""
    for due in range(now.dues):
        p = people[now.due_person[due]]
        account = now.due_account[due]
        cents = now.due_cents[due]
        ledger[now.t, p.gemeente, account] += cents
        if account < ac.COSTS:
            add_to_person(p, now, account, math.floor(cents * now.present_value + 0.5))
        if entries.shape[0] > 0:
            write_entry(entries, entries_used, now.t, p.index, account, cents)
    now.dues = 0


@step
def is_kept(p: Any, h: Any) -> bool:
    """Whether a member shares in what the household lives on."""
    if p.phase == UIT:
        return False
    return p.settled == 1 if h.settled != NEVER else p.phase == OPVANG


@step
def book_household(
    ledger: Any,
    people: Any,
    entries: Any,
    entries_used: Any,
    h: Any,
    now: Any,
    account: int,
    cents: int,
) -> None:
    """Enter an amount of a household, divided over its members in this model, to the cent."""
    sharers = 0
    member = h.first_member
    while member >= 0:
        p = people[member]
        if is_kept(p, h):
            sharers += 1
        member = p.next_member
    if sharers == 0:
        return
    ledger[now.t, h.gemeente, account] += cents
    left = cents
    member = h.first_member
    while member >= 0:
        p = people[member]
        if is_kept(p, h):
            part = left
            if sharers > 1:
                part = left // sharers
            add_to_person(p, now, account, int(part * now.present_value + 0.5))
            if entries.shape[0] > 0:
                write_entry(entries, entries_used, now.t, p.index, account, part)
            left -= part
            sharers -= 1
        member = p.next_member


@step
def add_to_person(p: Any, now: Any, account: int, cents: int) -> None:
    """Count an amount in the first years since settling and since the permit."""
    payer = ac.PAYER_OF[account]
    settled = p.milestones[ev.M_SETTLED]
    if settled != NEVER:
        since = now.t - settled
        if since < HORIZON_FIRST:
            p.cost_settled[payer] += cents
        elif since < HORIZON_SECOND:
            p.cost_settled[len(ac.PAYERS) + payer] += cents
    since = now.t - p.arrival
    if since < HORIZON_FIRST:
        p.cost_permit[payer] += cents
    elif since < HORIZON_SECOND:
        p.cost_permit[len(ac.PAYERS) + payer] += cents


@step
def book_gemeente(world: Any, now: Any, gemeente: int, account: int, cents: int) -> None:
    """Enter an amount of a gemeente that belongs to no person."""
    world.ledger[now.t, gemeente, account] += cents
    if world.entries.shape[0] > 0 and cents != 0:
        write_entry(world.entries, world.entries_used, now.t, NOBODY - gemeente, account, cents)


@step
def write_entry(
    entries: Any, entries_used: Any, month: int, who: int, account: int, cents: int
) -> None:
    """Keep one entry of a traced world; a log that is full only counts on."""
    row = entries_used[0]
    if row < entries.shape[0]:
        entries[row, ENTRY_MONTH] = month
        entries[row, ENTRY_PERSON] = who
        entries[row, ENTRY_ACCOUNT] = account
        entries[row, ENTRY_CENTS] = cents
    entries_used[0] = row + 1
