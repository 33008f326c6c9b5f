"""Which law holds for somebody, and the beginning of the term under the old one.

The law follows the month in which the duty began (Wi 3 and its transitional law; Wi2013: duty from
January 2013 to December 2021). As a counterfactual one of the two can be chosen for everybody
whose duty begins from some month on (rule `stelsel.wet`).
"""

from __future__ import annotations

from typing import Any

from simulation.agents import events as ev
from simulation.agents.codes import (
    A2,
    CHOSEN_WI2013,
    CHOSEN_WI2021,
    SKILLS,
    WI2013,
    WI2021,
)
from simulation.compiled import step
from simulation.world import emit


@step
def law_of(rule: Any, calendar: int) -> int:
    """The law of a duty that begins in a calendar month."""
    if rule.stelsel_wet == CHOSEN_WI2013:
        return WI2013
    if rule.stelsel_wet == CHOSEN_WI2021 or calendar >= rule.wet_in_force:
        return WI2021
    return WI2013


@step
def begin_old_term(p: Any, now: Any, rule: Any) -> None:
    """Wi2013: 36 months from DUO's letter, or from the permit (a switch); A2 for four skills."""
    p.duty_since = now.t if rule.wi2013_term_from_letter == 1 else p.arrival
    p.term_end = p.duty_since + int(rule.wi2013_termijn_months)
    for skill in range(SKILLS):
        p.level_needed[skill] = A2
    # The participatieverklaring is part of the duty since October 2017.
    p.pvt_asked = 1 if now.calendar - now.t + p.arrival >= rule.wi2013_pvt_from else 0
    emit(now, p, ev.E_TERM, int(p.term_end) - now.t, int(p.pvt_asked))
