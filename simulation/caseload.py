"""A caseload in a world: records of people who are on their way at its start.

Everybody comes into view in the first month, where they stand (steps/hervatten.py). Family members
who follow later and children who turn 18 are not added to a household of the caseload: the
municipality knows neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from simulation.agents import codes
from simulation.agents import events as ev
from simulation.agents.codes import NEVER, NO_ROUTE, SERIES_CASELOAD, SKILLS
from simulation.agents.inburgeraar import HUISHOUDEN
from simulation.compiled import as_records
from simulation.deadlines import deadline_months
from simulation.imputation import (
    UNKNOWN_HOURS,
    UNKNOWN_JOB,
    UNKNOWN_LEVEL,
    UNKNOWN_MAP,
    UNKNOWN_PVT,
    draw_candidates,
    fill_in,
)
from simulation.population import MEMBERS
from simulation.underway import Caseload, Underway

if TYPE_CHECKING:
    from simulation.setup import Setup

Records = npt.NDArray[np.void]
Fresh = Callable[[int], Records]
"""Makes so many people to whom nothing has happened yet."""
TRIES = 64
"""Candidates drawn for each person; the one most like what is known is taken."""
YEAR = 12
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


def add_caseload(
    people: Records,
    households: Records,
    setup: Setup,
    rules: Any,
    luck: Any,
    now: Any,
    fresh: Fresh,
) -> tuple[Records, Records]:
    """People and households of a world, with those of its caseload behind them.

    rules: (months, gemeenten, doelgroepen); luck: the world's key; now: (1,) NOW of month 0;
    fresh: makes empty records.
    """
    caseload = setup.caseload
    if caseload is None or not caseload.people:
        return people, households
    own, homes = _records(caseload, setup, rules, luck, fresh)
    known = np.array([_unknown(person) for person in caseload.people], dtype=np.int64)
    own["index"] += len(people)
    own["household"] += len(households)
    own["next_member"][own["next_member"] >= 0] += len(people)
    homes["first_member"] += len(people)
    fill_in(as_records(own), known, rules, as_records(now))
    _set_course(own, caseload.people)
    return np.concatenate([people, own]), np.concatenate([households, homes])


def _unknown(person: Underway) -> int:
    bits = {
        UNKNOWN_JOB: person.job is None,
        UNKNOWN_PVT: person.pip is not None and not person.pvt_known,
        UNKNOWN_MAP: person.pip is not None and not person.map_known,
        UNKNOWN_LEVEL: person.spoken is None or person.written is None,
        UNKNOWN_HOURS: person.had_lessons and person.course_hours is None,
    }
    return sum(bit for bit, unknown in bits.items() if unknown)


def _records(
    caseload: Caseload, setup: Setup, rules: Any, luck: Any, fresh: Fresh
) -> tuple[Records, Records]:
    """Who everybody is: the most like candidate, with what is known in its place."""
    people = fresh(len(caseload.people))
    homes = np.zeros(len({p.household for p in caseload.people}), dtype=HUISHOUDEN)
    numbers: Counter[tuple[int, int]] = Counter()
    sizes = Counter(person.household for person in caseload.people)
    places: dict[int, int] = {}
    for index, person in enumerate(caseload.people):
        ordinal = numbers[person.gemeente, person.duty]
        numbers[person.gemeente, person.duty] += 1
        one, home = _candidate(person, ordinal, sizes[person.household], setup, rules, luck, fresh)
        people[index] = one
        p = people[index]
        p["index"], p["gemeente"], p["doelgroep"] = index, person.gemeente, person.doelgroep
        rule = rules[0, person.gemeente, person.doelgroep]
        if person.household not in places:
            places[person.household] = len(places)
            homes[places[person.household]] = home
            homes[places[person.household]]["first_member"] = -1
        place = places[person.household]
        _live_in(p, homes[place], place, index, person, setup, rule)
        _set_history(p, person, setup, rule)
    for home in homes:
        _settle_home(home, people, rules)
    return people, homes


def _candidate(
    person: Underway, ordinal: int, size: int, setup: Setup, rules: Any, luck: Any, fresh: Fresh
) -> tuple[Any, Any]:
    """Of the candidates drawn for somebody, the one most like what is known of them."""
    people, homes = fresh(TRIES * MEMBERS), np.zeros(TRIES, dtype=HUISHOUDEN)
    code = setup.region.gemeenten[person.gemeente].code
    address = np.array([code, SERIES_CASELOAD, person.duty, ordinal], dtype=np.int64)
    rule = rules[:1, person.gemeente, person.doelgroep]
    draw_candidates(
        as_records(people),
        as_records(homes),
        rule,
        luck,
        address,
        person.doelgroep,
        setup.start,
        setup.months,
    )
    heads = people[::MEMBERS]
    best = min(range(TRIES), key=lambda number: _unlike(person, size, heads[number], homes[number]))
    return heads[best], homes[best]


def _unlike(person: Underway, size: int, head: Any, home: Any) -> tuple[float, ...]:
    """How far a candidate is from what is known, what matters most first."""
    pair = home["kind"] in (codes.PAAR, codes.PAAR_MET_KINDEREN)
    literacy = person.needs_alfabetisering
    return (
        person.sex is not None and head["sex"] != person.sex,
        person.doelgroep == codes.ASIEL and pair != (size > 1),
        person.education is not None and head["education"] != person.education,
        literacy is not None and (head["alfa_left"] > 0) != literacy,
        abs(int(head["score"]) - person.score) if person.score is not None else 0,
        abs(int(head["birth"]) - person.birth) if person.birth is not None else 0,
    )


def _live_in(
    p: Any, home: Any, place: int, index: int, person: Underway, setup: Setup, rule: Any
) -> None:
    """Somebody in their household; who shares one counts as an adult of it."""
    p["household"] = place
    p["next_member"] = home["first_member"]
    first = home["first_member"] < 0
    home["first_member"] = index
    home["gemeente"] = person.gemeente
    if not first:
        home["kind"] = max(int(home["kind"]), codes.PAAR)
        home["norm"] = rule["bijstand_couple_norm"]
    for name in ("sex", "birth", "education", "score"):
        value = getattr(person, name)
        if value is not None:
            p[name] = value
    if person.needs_alfabetisering is False:
        p["alfa_left"] = 0.0
    p["starts_exempt"] = 0  # whoever is on the way was not exempt from the start
    if p["health"] == codes.UNABLE and person.pip is not None:
        p["health"] = codes.MENTAL_DISORDER
    p["arrival"] = person.duty - setup.start


def _set_history(p: Any, person: Underway, setup: Setup, rule: Any) -> None:
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


def _set_course(people: Records, known: Sequence[Underway]) -> None:
    """Hours offered: those followed and those missed, or what the attendance says."""
    for p, person in zip(people, known, strict=True):
        if person.course_hours is not None:
            offered = person.course_hours / float(p["attendance"])
            if person.missed_hours is not None:
                offered = person.course_hours + person.missed_hours
            p["offered_hours"] = offered
        if person.alfa_hours is not None:
            p["alfa_left"] = max(float(p["alfa_left"]), 0.0)
            p["alfa_offered"] = person.alfa_hours / float(p["attendance"])


def _settle_home(home: Any, people: Records, rules: Any) -> None:
    """When a household moved in, and until when it was or is helped with fixed costs (Pw 56a)."""
    members = []
    member = int(home["first_member"])
    while member >= 0:
        members.append(member)
        member = int(people["next_member"][member])
    settled = [int(people["milestones"][m, ev.M_SETTLED]) for m in members]
    settled = [month for month in settled if month != NEVER]
    home["settled"] = min(settled) if settled else NEVER
    home["persons"] = max(int(home["persons"]), len(members))
    doelgroep = int(people["doelgroep"][members[0]])
    if settled and doelgroep == codes.ASIEL:
        home["ontzorgen_until"] = home["settled"] + home["ontzorgen_months"]
    if not any(people["route"][members] != NO_ROUTE) and not settled:
        home["ontzorgen_until"] = NEVER
