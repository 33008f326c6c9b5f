"""The law of the college's sanctions: the intake, and cooperation during the route.

Wi 22, chapter 6 and 27; BI 7.1. One function an event, named as the event: (life, value, extra).
Used by law_checker.py.
"""

from __future__ import annotations

from tests.simulation.law_life import Life

ABSENCE, COOPERATION = 0, 1
INTAKE_FINE = 250
FIRST, MOST = 50, 800
REPEAT = 12  # months within which a repeat doubles
CAP = 2400
CAP_NEW_TERM = {6: 400, 12: 800, 18: 1200, 24: 1600}
WEIGHTS = (1, 0.75, 0.5, 0.25)
NO_ASYLUM_FINES = 301  # February 2025


def fined_college(life: Life, amount: int, reason: int) -> None:
    """For an absence 250, for not cooperating 50 doubling to 800; by blame, up to a ceiling."""
    after = life.facts.start + life.month >= NO_ASYLUM_FINES
    if life.facts.asylum and after and not life.facts.college_fines_asylum:
        life.must(False, "an asylum status holder fined by the college after February 2025")
    life.must(life.lowered != life.month, "fined and lowered for the same act (Wi 27)")
    if reason == ABSENCE:
        life.must(life.no_shows > 0, "fined for an absence that was not there (Wi 22)")
        life.must(amount in by_blame(INTAKE_FINE), f"an absence fined with {amount} (BI 7.1(1))")
        return
    life.must(reason == COOPERATION and life.in_lessons, "fined for nothing")
    base = FIRST
    if life.last_college is not None and life.month - life.last_college[0] <= REPEAT:
        base = min(2 * life.last_college[1], MOST)
    cap = CAP_NEW_TERM.get(life.new_term, CAP) if life.new_term else CAP
    room = cap - sum(euros for _, euros in life.college)
    allowed = by_blame(base) | ({room} if room < base else set())
    life.must(amount in allowed, f"{amount} where the ladder stands at {base} (BI 7.1)")
    life.must(amount <= room, f"{amount} above the ceiling of {cap} (BI 7.1)")
    life.college.append((life.month, amount))
    life.last_college = (life.month, base)


def by_blame(amount: int) -> set[int]:
    """What an amount becomes by the four weights of blame, in whole euros."""
    return {int(amount * weight + 0.5) for weight in WEIGHTS}


def bijstand_lowered(life: Life, *_: int) -> None:
    """Wi 27: instead of a fine, of somebody who has bijstand."""
    life.must(life.on_bijstand, "bijstand lowered of somebody without it")
    life.must(life.in_lessons, "bijstand lowered for nothing")
    life.lowered = life.month


EVENTS = {rule.__name__: rule for rule in (fined_college, bijstand_lowered)}
