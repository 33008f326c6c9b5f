"""An independent reading of both laws: is this life-course possible under the law of its duty?

Written from the state machine of the law (states, transitions, clocks), not from the steps of the
model. It reads only what happened to somebody, month by month, and a few fixed facts; it knows no
parameter of the model. `violations` gives every breach as a sentence; none means that no guard
was broken.

Months are those of the world. A deadline in weeks ends in the month that 13/3 weeks a month give:
6 weeks in month 1, 5 weeks in month 1, 8 weeks in month 2, 16 weeks in month 4.
"""

from __future__ import annotations

from collections.abc import Iterable

from tests.simulation import law_of_2013, law_of_the_college, law_of_the_route, law_of_the_term
from tests.simulation.law_life import Event, Facts, Life

__all__ = ["Facts", "violations"]

PARTICIPATION = frozenset(
    "job job_lost bijstand bijstand_ended education education_ended volunteering "
    "volunteering_ended ontzorgen_ended".split()
)
RULES = law_of_the_route.EVENTS | law_of_the_term.EVENTS | law_of_the_college.EVENTS


def violations(events: Iterable[Event], facts: Facts, before: Life | None = None) -> list[str]:
    """Every breach of the law in somebody's events, in the order in which they happened.

    before: the state of somebody who was on the way already (law_before.py).
    """
    life = Life(facts) if before is None else before
    rules = RULES if facts.wi2021 else law_of_2013.EVENTS
    for month, name, value, extra in events:
        life.must(month >= life.month, f"{name} lies before what was noted earlier")
        if month > life.month and life.permit is not None:
            law_of_the_term.end_of_month(life)
        life.month = month
        if not may_happen(life, name):
            life.must(False, f"{name} after {life.ended or 'nothing: the permit comes first'}")
            continue
        if name in PARTICIPATION:
            participate(life, name, value)
        elif name in rules:
            rules[name](life, value, extra)
        else:
            life.must(False, f"{name} is no event that the law knows")
    if life.permit is not None:
        law_of_the_term.end_of_month(life)
        if facts.wi2021:
            law_of_the_term.end_of_world(life)
        else:
            law_of_2013.end_of_world(life)
    return life.breaches


def may_happen(life: Life, name: str) -> bool:
    """After the end of the duty only participation goes on; after leaving nothing does."""
    if life.permit is None:
        return name == "permit"
    if life.ended is None:
        return True
    if life.ended == "out":
        return False
    if life.ended == "resting" and name in {"exempt", "duty_revived"}:
        return True
    if name == "loan_forgiven":
        return True
    moves_in = name == "settled" and life.ended == "exempt" and life.settled is None
    return name in PARTICIPATION or name in {"out", "moved"} or moves_in


def participate(life: Life, name: str, value: int) -> None:
    """Work is possible in reception after the notice; the rest asks a home in the gemeente."""
    if name == "job":
        life.must(life.settled is not None or life.notice is not None, "a job before the notice")
        life.must(not life.job, "a second job at the same time")
        life.job, life.job_since = True, life.month
    elif name == "job_lost":
        life.must(life.job, "a job lost that was not there")
        life.job, life.job_since = False, None
    else:
        life.must(life.settled is not None, f"{name} before living in the gemeente")
    if name in ("bijstand", "bijstand_ended"):
        life.on_bijstand = name == "bijstand"
    elif name == "education":
        life.study = value
        if value == law_of_the_route.ENTREE:
            life.lasting.append(["entree", life.month, None, 0])
    elif name == "education_ended":
        if life.study == law_of_the_route.ENTREE:
            next(p for p in reversed(life.lasting) if p[0] == "entree")[2] = life.month
        life.study = 0
    if name == "ontzorgen_ended":
        # Its length is the household's, and somebody may join a household later.
        life.must(life.facts.asylum, "ontzorgen of a family migrant (Pw 56a)")
