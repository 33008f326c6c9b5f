"""Loans from DUO: a course of one's own, what may be borrowed, and paying it back.

Law: Wi 19-21, BI ch. 6, RI ch. 6. A family migrant borrows up to a ceiling, less twice what the
income allows to pay a year, and no more a quarter than DUO pays. Repayment begins half a year after
the duty has ended, or once the loan can no longer be used; leaving does not end it.

Under the Wi2013 asylum status holders borrow too, the whole ceiling; what they borrowed is
forgiven where the diploma or ontheffing came in time, and falls due after a lapse with a fine.
Since February 2025 nothing is reclaimed from them (RvS 9-7-2025).
"""

from __future__ import annotations

from typing import Any

from simulation import accounts as ac
from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import (
    A2,
    ASIEL,
    MOVED_AWAY,
    NEVER,
    ONA,
    SKILLS,
    TEMPORARY,
    VOLDAAN,
    VRIJGESTELD,
    WI2013,
)
from simulation.compiled import often, step
from simulation.ledger import CENTS, book_dues, charge, charge_cents, to_cents
from simulation.world import World, draw, emit, reached

QUARTER = 3


@step
def charge_own_course(p: Any, now: Any, rule: Any, offered: float) -> None:
    """A month of a course of one's own; hours that the gemeente helps with (ELIP) come first."""
    helped = min(offered, p.elip_hours)
    if helped > 0.0:
        p.elip_hours -= helped
        charge(now, p.index, ac.ELIP, helped * rule.tarief_own_course_hour)
    pay_course(p, now, rule, offered - helped)
    if p.wet == WI2013 and p.elip == 0 and p.borrows == 1:
        ask_for_help(p, now, rule)


@step
def pay_course(p: Any, now: Any, rule: Any, hours: float) -> None:
    """Pay hours of lessons with own money or a loan (Wi 19-21)."""
    cents = to_cents(hours * rule.tarief_own_course_hour)
    charge_cents(now, p.index, ac.EIGEN_CURSUS, cents)
    if p.borrows == 0:
        share = rule.lening_share
        if p.doelgroep == ASIEL:
            share = rule.wi2013_borrow_asiel
        p.borrows = 1 if draw(now, p, keys.LOAN, 0) < share else -1
    lend(p, now, rule, cents)


@step
def pay_old_exam(p: Any, now: Any, rule: Any, part: int) -> None:
    """The fee of a part under the Wi2013: paid from the loan, never free."""
    fee = rule.tarief_wi2013_ona if part == ONA else rule.tarief_wi2013_examen
    charge(now, p.index, ac.EXAMEN, fee)
    lend(p, now, rule, to_cents(fee))


@step
def ask_for_help(p: Any, now: Any, rule: Any) -> None:
    """ELIP: the loan is nearly gone, and the gemeente may pay some lessons (Wi2013)."""
    borrowed = p.borrowed / CENTS
    late = p.term_end - now.t < rule.wi2013_elip_months and borrowed >= rule.wi2013_elip_late
    if late or borrowed >= rule.wi2013_elip_any:
        p.elip = -1
        if draw(now, p, keys.ELIP, 0) < rule.wi2013_elip_share:
            p.elip = 1
            p.elip_hours = rule.wi2013_elip_hours
            emit(now, p, ev.E_ELIP, int(rule.wi2013_elip_hours), 0)


@often
def old_course_is_over(p: Any, rule: Any) -> bool:
    """Wi2013: what the exam asks is passed, or the loan or the wish for lessons is used up."""
    if p.passed_level[0] > 0:
        passed = 0
        for skill in range(SKILLS):
            passed += 1 if p.passed_level[skill] >= A2 else 0
        if passed == SKILLS:
            return True
    if p.elip_hours > 0.0:
        return False
    if p.borrows == 1 and p.borrowed >= to_cents(ceiling(p, rule)):
        return True
    return p.offered_hours >= rule.wi2013_hours_total


@step
def lend(p: Any, now: Any, rule: Any, cents: int) -> None:
    """Lend what still may be lent of an amount, to whoever borrows."""
    if p.borrows != 1 or is_over(p, now, rule):
        return
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
    if p.loan > 0 and p.wet == WI2013 and p.doelgroep == ASIEL:
        repay_if_due(p, now, rule)
    elif p.loan > 0:
        if p.phase == VOLDAAN or (p.phase == VRIJGESTELD and p.exempt != TEMPORARY):
            ended = max(p.milestones[ev.M_FULFILLED], p.milestones[ev.M_EXEMPT])
            pay_instalment(p, now, rule, ended)
        elif is_over(p, now, rule):
            pay_instalment(p, now, rule, now.t)


@step
def repay_if_due(p: Any, now: Any, rule: Any) -> None:
    """A status holder under the Wi2013 pays back only what has fallen due, until 2025."""
    if p.loan_due == NEVER:
        return
    if rule.wi2013_reclaimed == 0:
        emit(now, p, ev.E_LOAN_FORGIVEN, int(p.loan / CENTS + 0.5), 0)
        write_off(p, now)
    else:
        pay_instalment(p, now, rule, p.loan_due)


@step
def release(p: Any, now: Any) -> None:
    """The loan of a status holder under the Wi2013 who was in time is a gift."""
    if p.wet == WI2013 and p.doelgroep == ASIEL and p.loan > 0 and p.loan_due == NEVER:
        emit(now, p, ev.E_LOAN_FORGIVEN, int(p.loan / CENTS + 0.5), 0)
        write_off(p, now)


@step
def write_off(p: Any, now: Any) -> None:
    """The state bears what was borrowed, and the inburgeraar has paid so much less."""
    charge_cents(now, p.index, ac.EIGEN_CURSUS, -p.loan)
    charge_cents(now, p.index, ac.KWIJTSCHELDING, p.loan)
    p.loan = 0


@step
def call_in(p: Any, now: Any, rule: Any) -> None:
    """Late and fined: a status holder's loan is due (Wi2013), until the rulings of 2025."""
    if p.wet == WI2013 and p.doelgroep == ASIEL and p.loan > 0 and p.loan_due == NEVER:
        if rule.wi2013_reclaimed == 1:
            p.loan_due = now.t
            emit(now, p, ev.E_LOAN_DUE, int(p.loan / CENTS + 0.5), 0)


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
            if p.out_reason == MOVED_AWAY and (reached(p, ev.M_PIP) or p.wet == WI2013):
                ended = max(ended, int(p.term_end))
        if p.wet == WI2013 and p.doelgroep == ASIEL:
            # Elsewhere in the Netherlands somebody is taken to finish in time, unless already late.
            in_time = p.loan_due == NEVER and p.out_reason == MOVED_AWAY
            if in_time or rule.wi2013_reclaimed == 0:
                write_off(p, now)
        if p.loan > 0:
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
