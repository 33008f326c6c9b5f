"""Step 10, the temporary vrijstelling: no duty while somebody follows an exempting study.

Law: Wi 4(1)d, RI 2.1-2.2. Mbo from level 2 on, hbo and wo exempt for as long as the enrolment
lasts. A diploma exempts for good; without one the duty revives where it stood, and the term goes
on with the months that were left. That the clock stands still meanwhile is an assumption: the text
read says that the vrijstelling holds for the enrolment only.
"""

from __future__ import annotations

from typing import Any

from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import (
    EXEMPTING,
    LES,
    NA_LES,
    NEVER,
    NO_QUEUE,
    NOT_EXEMPT,
    OPVANG,
    TEMPORARY,
    VRIJGESTELD,
    VRIJSTELLING,
    WACHT_INTAKE,
    WACHT_LES,
    WACHT_PIP,
)
from simulation.compiled import often, step
from simulation.steps.lening import release
from simulation.steps.lessen import give_back_place
from simulation.steps.plaatsen import ask_for_place
from simulation.world import draw, emit, reach, reached


@often
def exempt_while_studying(p: Any, now: Any) -> bool:
    """Whether the duty rests from now on; what DUO still has to decide or mark comes first."""
    if p.study != EXEMPTING or p.phase == LES or p.phase == OPVANG or not reached(p, ev.M_NOTICE):
        return False
    if p.pending > 0 or p.extension_month != NEVER or p.exempt_month != NEVER:
        return False
    rest(p, now)
    return True


@step
def rest(p: Any, now: Any) -> None:
    """The duty rests: out of every list, and a place is given back."""
    give_back_place(p)
    p.queue = NO_QUEUE
    p.wish = NO_QUEUE
    p.paused = now.t
    p.paused_phase = p.phase
    p.exempt = TEMPORARY
    p.phase = VRIJGESTELD
    reach(now, p, ev.M_EXEMPT)
    emit(now, p, ev.E_EXEMPT, TEMPORARY, 0)


@step
def end_study(p: Any, now: Any, rule: Any) -> None:
    """The exempting study is over: a diploma exempts for good, else the duty revives."""
    if draw(now, p, keys.STUDY_KIND + 1, p.studies) < rule.vrijstelling_study_diploma:
        p.exempt = VRIJSTELLING
        emit(now, p, ev.E_EXEMPT, VRIJSTELLING, 0)
        release(p, now)
        return
    months = now.t - p.paused + 1
    p.exempt = NOT_EXEMPT
    p.milestones[ev.M_EXEMPT] = NEVER
    emit(now, p, ev.E_DUTY_REVIVED, months, 0)
    p.phase = p.paused_phase
    if p.phase == WACHT_INTAKE or p.phase == WACHT_PIP:
        return
    p.rested += months
    p.term_end += months
    p.next_review += months
    if p.phase != NA_LES:
        p.phase = WACHT_LES
        ask_for_place(p, now, now.t + 1, rule)
