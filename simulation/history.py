"""What lies behind somebody of a caseload, in their record: steps, plan, term, exams, work.

Months between two known steps are filled evenly; what is not known otherwise is left to
imputation.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from simulation.agents import codes
from simulation.agents import events as ev
from simulation.agents.codes import NEVER, SKILLS
from simulation.deadlines import deadline_months
from simulation.underway import Underway

if TYPE_CHECKING:
    from simulation.setup import Setup

DONE_BEFORE = ("notice", "settled", "intake", "pip", "lessons", "lessons_ended")
STEPS = {
    "notice": ev.M_NOTICE,
    "settled": ev.M_SETTLED,
    "intake": ev.M_INTAKE,
    "pip": ev.M_PIP,
    "lessons": ev.M_LESSONS,
    "lessons_ended": ev.M_LESSONS_ENDED,
}
LEVELS = ((codes.A2, ev.M_LEVEL_A2), (codes.B1, ev.M_LEVEL_B1), (codes.B2, ev.M_LEVEL_B2))


def set_history(p: Any, person: Underway, setup: Setup, rule: Any) -> None:
    """What has happened: milestones, phase, route, term, exam parts, and who pays the course."""
    dates = dict(_dates(person, setup, rule))
    p["milestones"][ev.M_PERMIT] = p["arrival"]
    for name, month in dates.items():
        p["milestones"][STEPS[name]] = month
    p["settled"] = 1 if "settled" in dates else 0
    p["phase"] = _phase(person, dates)
    p["tested"] = 1 if "intake" in dates and person.score is not None else 0
    p["calls"] = 1 if "intake" in dates else 0
    if "pip" in dates:
        _set_plan(p, person, dates, setup, rule)
    if "lessons" in dates and person.doelgroep != codes.ASIEL:
        p["own_course"] = 1
    if p["phase"] == codes.LES and person.doelgroep == codes.ASIEL:
        p["seat"] = 1
    for name, known in (("pvt", person.pvt), ("map", person.map)):
        if known is not None:
            p["milestones"][ev.M_PVT if name == "pvt" else ev.M_MAP] = known - setup.start
    for name, value in (("course_hours", person.course_hours), ("alfa_hours", person.alfa_hours)):
        p[name] = value or 0.0
    p["participation_hours"] = person.participation_hours or 0.0
    _set_sittings(p, person, setup)
    if person.spoken is not None and person.written is not None:
        spoken = (codes.LUISTEREN, codes.SPREKEN)
        for skill in range(SKILLS):
            p["ability"][skill] = person.spoken if skill in spoken else person.written
    if person.job:
        _set_job(p, person, setup, rule)


def _dates(person: Underway, setup: Setup, rule: Any) -> Iterator[tuple[str, int]]:
    """Months of the world of each step that is behind somebody; unknown ones evenly between."""
    told: list[tuple[str, int | None]] = []
    for name in DONE_BEFORE:
        month = getattr(person, name)
        if name == "notice" and month is None:
            month = _notice(person, setup, rule)
            if month is None and person.intake is None and person.pip is None:
                continue
        if name == "settled":
            if person.in_reception:
                continue
            if person.doelgroep != codes.ASIEL:
                month = person.duty
        reached = month is not None or _lies_behind(person, name)
        if reached:
            told.append((name, None if month is None else month - setup.start))
    yield from _evenly(told, person.duty - setup.start)


def _notice(person: Underway, setup: Setup, rule: Any) -> int | None:
    """DUO's notice follows the duty after its lag, and stood still at the beginning of 2022."""
    asylum = person.doelgroep == codes.ASIEL
    first = rule["intake_notice_from_asiel" if asylum else "intake_notice_from_gezin"]
    month = max(person.duty + int(rule["intake_notice_lag"]), int(first))
    later = [m for m in (person.intake, person.pip) if m is not None]
    month = min([month, *later])
    return month if month < setup.start else None


def _lies_behind(person: Underway, name: str) -> bool:
    """Whether a step without a date must have been taken."""
    if name == "settled":
        return True
    if name == "intake":
        return person.pip is not None
    return name == "lessons" and person.had_lessons


def _evenly(told: Sequence[tuple[str, int | None]], duty: int) -> Iterator[tuple[str, int]]:
    """Fill the gaps evenly between the months around them, in whole months."""
    before, last = duty, -1
    for place, (name, month) in enumerate(told):
        if month is None:
            after = [m for _, m in told[place + 1 :] if m is not None]
            gap = next((i for i, (_, m) in enumerate(told[place:]) if m is not None), None)
            steps = (gap if gap is not None else len(told) - place) + 1
            if gap is not None:
                steps = gap + 1
            end = max(min(after), before) if after else last
            month = before + (end - before) // steps  # noqa: PLW2901
        yield name, month
        before = max(before, month)


def _phase(person: Underway, dates: dict[str, int]) -> int:
    """Where somebody stands by what is behind them."""
    if "settled" not in dates:
        return codes.OPVANG
    if "pip" in dates:
        if "lessons_ended" in dates:
            return codes.NA_LES
        return codes.LES if "lessons" in dates else codes.WACHT_LES
    return codes.WACHT_PIP if "intake" in dates else codes.WACHT_INTAKE


def _set_plan(p: Any, person: Underway, dates: dict[str, int], setup: Setup, rule: Any) -> None:
    """The PIP: route, term, progress talks, and months of waiting for lessons (RI 4.1)."""
    pip = dates["pip"]
    whole = pip + int(rule["termijn_months"])
    p["route"] = p["first_route"] = person.route
    p["level_needed"] = codes.B1
    p["term_end"] = whole if person.term_end is None else person.term_end - setup.start
    p["lapses"] = person.lapses
    if person.lapses > 0:
        p["milestones"][[ev.M_OVERDUE, ev.M_FIRST_TERM_END]] = min(whole, -1)
    elif p["term_end"] > whole:
        p["extended"] = 1
        p["milestones"][ev.M_EXTENDED] = -1
    talk = int(rule["leerroute_review_months"])
    talks = max((-pip - 1) // talk, 0)
    p["reviews"] = talks
    p["next_review"] = pip + (talks + 1) * talk
    p["asks"] = 1
    waited = dates.get("lessons", 0) - 1 - pip
    if person.doelgroep != codes.ASIEL or p["extended"] or person.lapses:
        return
    if person.route == codes.ONDERWIJSROUTE:
        if waited >= rule["termijn_onderwijs_wait_months"]:
            months = int(rule["termijn_onderwijs_extension"])
            p["ground_months"][codes.GROUND_ONDERWIJS] = months
    elif waited >= deadline_months(float(rule["aanbod_offer_weeks"])):
        p["ground_months"][codes.GROUND_LATE_OFFER] = waited


def _set_sittings(p: Any, person: Underway, setup: Setup) -> None:
    """Exam parts: attempts, first and last sitting, and what is passed; lowered levels."""
    for sitting in sorted(person.sittings or (), key=lambda one: one.month):
        part, month = sitting.part, sitting.month - setup.start
        if p["attempts"][part] == 0:
            p["first_sitting"][part], p["first_level"][part] = month, sitting.level
            p["first_result"][part] = 1 + sitting.passed
        p["attempts"][part] += 1
        p["last_sitting"][part] = month
        p["exam_level"][part] = sitting.level
        for milestone in (ev.M_FIRST_EXAM, ev.M_FIRST_BOOKED):
            if p["milestones"][milestone] == NEVER:
                p["milestones"][milestone] = month - (milestone == ev.M_FIRST_BOOKED)
        if sitting.passed:
            p["passed_level"][part] = max(int(p["passed_level"][part]), sitting.level)
            if part == codes.KNM and p["milestones"][ev.M_KNM] == NEVER:
                p["milestones"][ev.M_KNM] = month
    for level, milestone in LEVELS:
        if p["passed_level"][:SKILLS].min() >= level:
            p["milestones"][milestone] = p["last_sitting"][:SKILLS].max()
    if person.lowered:
        for skill in range(SKILLS):
            if p["passed_level"][skill] < codes.B1:
                p["level_needed"][skill] = codes.A2
        p["milestones"][ev.M_AFGESCHAALD] = -1


def _set_job(p: Any, person: Underway, setup: Setup, rule: Any) -> None:
    p["job"], p["jobs"] = person.job, 1
    full = person.job == codes.FULL_TIME
    p["income"] = rule["werk_income_full_time" if full else "werk_income_below"]
    since = person.job_since if person.job_since is not None else setup.start - 1
    p["job_since"] = since - setup.start
    p["milestones"][ev.M_FIRST_JOB] = p["job_since"]
