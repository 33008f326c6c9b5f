"""Loans from DUO: a course of one's own, what may be borrowed, and paying it back.

Law: Wi 19-21, BI ch. 6, RI ch. 6. A family migrant borrows up to a ceiling, less twice what the
income allows to pay a year, and no more a quarter than DUO pays. Repayment begins half a year after
the duty has ended, or once the loan can no longer be used; leaving does not end it.
"""

from __future__ import annotations

from typing import Any

from simulation import accounts as ac
from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import MOVED_AWAY, NEVER, TEMPORARY, VOLDAAN, VRIJGESTELD
from simulation.compiled import often, step
from simulation.ledger import book_dues, charge_cents, to_cents
from simulation.world import World, draw, reached

QUARTER = 3


@step
def charge_own_course(p: Any, now: Any, rule: Any, offered: float) -> None:
    """A month of a course of one's own, with own money or a loan (Wi 19-21)."""
    cents = to_cents(offered * rule.tarief_own_course_hour)
    charge_cents(now, p.index, ac.EIGEN_CURSUS, cents)
    if p.borrows == 0:
        p.borrows = 1 if draw(now, p, keys.LOAN, 0) < rule.lening_share else -1
    if p.borrows == 1 and not is_over(p, now, rule):
        lend(p, now, rule, cents)


@step
def lend(p: Any, now: Any, rule: Any, cents: int) -> None:
    """Lend what still may be lent of an amount."""
    quarter = now.calendar // QUARTER
    if p.quarter != quarter:
        p.quarter = quarter
        p.quarter_lent = 0
    room = min(
        to_cents(ceiling(p, rule)) - p.borrowed, to_cents(rule.lening_quarter) - p.quarter_lent
    )
    lent = min(cents, max(room, 0))
    p.quarter_lent += lent
    p.borrowed += lent
    p.loan += lent
    charge_cents(now, p.index, ac.LENING, lent)


@step
def ceiling(p: Any, rule: Any) -> float:
    """The largest loan, less twice the yearly draagkracht of a partner who earns (BI ch. 6)."""
    if p.partner_earns == 0:
        return rule.lening_ceiling
    floor = rule.lening_draagkracht_floor * rule.lening_minimum_wage
    able = rule.lening_draagkracht * max(rule.lening_partner_income - floor, 0.0)
    return max(rule.lening_ceiling - rule.lening_draagkracht_times * able, 0.0)


@step
def is_over(p: Any, now: Any, rule: Any) -> bool:
    """Whether the loan can no longer be used: years after the first term (BI ch. 6)."""
    ended = p.milestones[ev.M_FIRST_TERM_END]
    return ended != NEVER and now.t >= ended + rule.lening_available_years * 12


@often
def repay(p: Any, now: Any, rule: Any) -> None:
    """Pay a loan back: from half a year after the duty has ended, or once the loan is over."""
    if p.loan > 0:
        if p.phase == VOLDAAN or (p.phase == VRIJGESTELD and p.exempt != TEMPORARY):
            ended = max(p.milestones[ev.M_FULFILLED], p.milestones[ev.M_EXEMPT])
            pay_instalment(p, now, rule, ended)
        elif is_over(p, now, rule):
            pay_instalment(p, now, rule, now.t)


@step
def repay_after_leaving(world: World, now: Any) -> None:
    """Whoever has left owes the loan all the same: from half a year after the duty ended, that is
    on leaving the country or at the pension age, and for whoever lives elsewhere in the
    Netherlands at the end of the term.
    """
    kept = 0
    for place in range(world.debtors_number[0]):
        p = world.people[world.debtors[place]]
        rule = world.rules[now.t, p.gemeente, p.doelgroep]
        ended = max(p.milestones[ev.M_FULFILLED], p.milestones[ev.M_EXEMPT])
        if ended == NEVER:
            ended = p.milestones[ev.M_OUT]
            if p.out_reason == MOVED_AWAY and reached(p, ev.M_PIP):
                ended = max(ended, int(p.term_end))
        pay_instalment(p, now, rule, ended)
        book_dues(world, now)
        if p.loan > 0:
            world.debtors[kept] = world.debtors[place]
            kept += 1
    world.debtors_number[0] = kept


@step
def pay_instalment(p: Any, now: Any, rule: Any, ended: int) -> None:
    """One month of repayment: interest first, the rest off the loan."""
    if now.t < ended + rule.lening_grace_months and not is_over(p, now, rule):
        return
    interest = int(p.loan * rule.lening_interest / 12 + 0.5)
    if p.instalment == 0:
        even = int(p.loan / (rule.lening_repay_years * 12) + 0.5)
        p.instalment = max(even + interest, to_cents(rule.lening_least))
    paid = min(p.instalment, p.loan + interest)
    p.loan += interest - paid
    charge_cents(now, p.index, ac.AFLOSSING, paid)
