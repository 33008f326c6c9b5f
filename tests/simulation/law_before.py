"""What the law has to know of somebody who was on the way before the world began.

The state of a person of a caseload at the start, as the checker would have it had it seen the
months before. Used with law_checker.py.
"""

from __future__ import annotations

from typing import Any

from simulation.agents import codes
from simulation.agents import events as ev
from tests.simulation.law_life import KNM, SKILLS, Facts, Life


def life_before(p: Any, facts: Facts, sittings: dict[int, list[int]]) -> Life:
    """p: the record at the start, before the first month; sittings: months by exam part."""

    def month(milestone: int) -> int | None:
        found = int(p["milestones"][milestone])
        return None if found == codes.NEVER else found

    life = Life(facts)
    life.month = 0
    life.permit = int(p["arrival"])
    life.settled = month(ev.M_SETTLED)
    life.notice = month(ev.M_NOTICE)
    life.intake = month(ev.M_INTAKE)
    life.intake_in_reception = life.intake is not None and life.settled is None
    life.pip = month(ev.M_PIP)
    life.pvt, life.map = month(ev.M_PVT) is not None, month(ev.M_MAP) is not None
    life.needed = p["level_needed"].tolist()
    life.passed = p["passed_level"].tolist()[: KNM + 1]
    for part, months in sittings.items():
        life.bookings[part] = [sat - 1 for sat in months]
    assert len(life.needed) == len(SKILLS) and len(life.passed) == KNM + 1
    life.job = bool(p["job"])
    if life.pip is None:
        life.needed = [3] * len(SKILLS)
        return life
    life.route = life.first_route = int(p["route"])
    life.needs_alfabetisering = bool(p["alfa_left"] > 0 or p["alfa_hours"] > 0)
    life.first_lesson = month(ev.M_LESSONS)
    life.in_lessons = bool(p["phase"] == codes.LES)
    life.course = int(p["course_hours"])
    life.participation = int(p["participation_hours"])
    life.term_end = int(p["term_end"])
    life.lapses = int(p["lapses"])
    life.term_began = -1 if life.lapses else life.pip
    if p["extended"] or life.lapses:
        life.asked = life.decided = -1
        life.late_offer_used = max((life.first_lesson or 0) - 1 - life.pip, 0)
    return life
