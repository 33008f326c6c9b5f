"""Sanctions by the college: not coming to the intake, and not cooperating during the route.

Law: Wi 22, chapter 6 and 27; BI 7.1. An intake missed costs 250 euros. During the route the first
fine is 50 euros; a repeat within 12 months doubles it, up to 800. Blame weighs: the whole, three,
two or one quarter, or nothing. The sum in a term has a ceiling. Nobody is punished twice: where the
bijstand is lowered for the same act there is no fine. Whether the college still fines asylum status
holders after the rulings of 2025 is a switch.
"""

from __future__ import annotations

from typing import Any

from simulation import accounts as ac
from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import FOR_ABSENCE, FOR_COOPERATION, GEZIN, LES, NEVER
from simulation.compiled import often, step
from simulation.ledger import charge, charge_cents, to_cents
from simulation.steps.geld import klantmanager_hour
from simulation.steps.lessen import attendance
from simulation.world import draw_four, emit

BLAMES = 4


@step
def blame_weight(u: float, rule: Any) -> float:
    """What part of a fine the blame leaves; 0 where there is none."""
    left = u
    for place in range(BLAMES):
        if left < rule.handhaving_blame_share[place]:
            return rule.handhaving_blame_weight[place]
        left -= rule.handhaving_blame_share[place]
    return 0.0


@step
def luck_of_case(p: Any, now: Any) -> Any:
    """Two draws of a new case: how much blame there is, and which sanction."""
    p.college_cases += 1
    u0, u1, _, _ = draw_four(now, p, keys.COLLEGE_FINE, p.college_cases)
    return u0, u1


@step
def is_fined(p: Any, rule: Any) -> bool:
    """Whether the college fines this doelgroep at all (a switch)."""
    if p.doelgroep == GEZIN:
        return rule.handhaving_college_gezin == 1
    return rule.handhaving_college_asiel == 1


@step
def fine_for_absence(p: Any, now: Any, rule: Any) -> None:
    """Not at the intake: 250 euros by blame (Wi 22, BI 7.1(1))."""
    if not is_fined(p, rule):
        return
    u, _ = luck_of_case(p, now)
    impose(p, now, rule, rule.handhaving_intake_fine * blame_weight(u, rule), FOR_ABSENCE)


@often
def watch_cooperation(p: Any, now: Any, rule: Any, u: float) -> None:
    """A month in which the college acts against somebody who misses lessons (Wi ch. 6)."""
    if p.phase == LES and u < rule.handhaving_cooperation_hazard * (1.0 - attendance(p, now)):
        punish(p, now, rule)


@step
def punish(p: Any, now: Any, rule: Any) -> None:
    """The bijstand is lowered (Wi 27), or a fine that doubles on repeat within 12 months."""
    if p.college_cases == MOST_CASES:
        return
    u0, u1 = luck_of_case(p, now)
    weight = blame_weight(u0, rule)
    if weight == 0.0:
        return
    if p.on_bijstand == 1 and u1 < rule.handhaving_maatregel_share:
        amount = weight * rule.handhaving_maatregel_part * rule.bijstand_norm
        emit(now, p, ev.E_BIJSTAND_LOWERED, int(amount + 0.5), 0)
        less = to_cents(amount * rule.bijstand_gross_up)
        charge_cents(now, p.index, ac.BIJSTAND, -less)
        charge(now, p.index, ac.HANDHAVING, rule.handhaving_case_hours * klantmanager_hour(rule))
        return
    if not is_fined(p, rule):
        return
    amount = rule.handhaving_cooperation_fine
    if p.college_last != NEVER and now.t - p.college_last <= rule.handhaving_repeat_months:
        amount = p.college_amount * rule.handhaving_cooperation_step
        amount = min(amount, rule.handhaving_cooperation_most)
    room = max(cap(p, rule) - p.college_fined, 0.0)
    euros = min(amount * weight, room)
    if euros > 0.0:
        p.college_last = now.t
        p.college_amount = int(amount + 0.5)
        p.college_fined += int(euros + 0.5)
        impose(p, now, rule, euros, FOR_COOPERATION)


MOST_CASES = 120


@step
def cap(p: Any, rule: Any) -> float:
    """The most that may be fined in the running term: less in a shorter new one (BI 7.1)."""
    if p.new_term == 0:
        return rule.handhaving_college_cap
    place = 0
    while place < BLAMES - 1 and p.new_term < rule.termijn_new_term[place]:
        place += 1
    return rule.handhaving_college_cap_new[place]


@step
def impose(p: Any, now: Any, rule: Any, euros: float, reason: int) -> None:
    """A fine in whole euros, and the hours of the case; nothing where no blame or room is left."""
    amount = int(euros + 0.5)
    if amount > 0:
        emit(now, p, ev.E_FINED_COLLEGE, amount, reason)
        charge(now, p.index, ac.BOETE_GEMEENTE, float(amount))
        charge(now, p.index, ac.HANDHAVING, rule.handhaving_case_hours * klantmanager_hour(rule))
