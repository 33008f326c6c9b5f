"""A caseload in a world: records of people who are on their way at its start.

Everybody comes into view in the first month, where they stand (steps/hervatten.py). Family members
who follow later and children who turn 18 are not added to a household of the caseload: the
municipality knows neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from simulation.agents import codes
from simulation.agents import events as ev
from simulation.agents.codes import NEVER, NO_ROUTE, SERIES_CASELOAD
from simulation.agents.inburgeraar import HUISHOUDEN
from simulation.compiled import as_records
from simulation.history import set_history
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
PER_1000 = 1000.0


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


def taken_elsewhere(setup: Setup, rule: Any, longest: int) -> npt.NDArray[np.int64]:
    """(longest, ROUTES) places that people of other gemeenten hold at the start, by the month in
    which they come free: as many as begin in a month, for as long as a place is held (Little).
    """
    assert setup.caseload is not None
    known = {person.gemeente for person in setup.caseload.people}
    others = rule["aanbod_pool_other_inhabitants"] + sum(
        gemeente.inhabitants
        for place, gemeente in enumerate(setup.region.gemeenten)
        if place not in known
    )
    taken = np.zeros((longest, codes.ROUTES), dtype=np.int64)
    for route, name in enumerate(("b1", "onderwijs", "z"), start=codes.B1_ROUTE):
        a_month = rule[f"aanbod_outside_starts_{name}"] * others / PER_1000 / YEAR
        stay = min(int(rule[f"derived_stay_{name}"]), longest)
        edges = np.floor(a_month * np.arange(stay + 1)).astype(np.int64)
        taken[:stay, route] = np.diff(edges)
    return taken


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
        set_history(p, person, setup, rule)
    for home in homes:
        _settle_home(home, people, rules)
    return people, homes


def _candidate(
    person: Underway, ordinal: int, size: int, setup: Setup, rules: Any, luck: Any, fresh: Fresh
) -> tuple[Any, Any]:
    """Of the candidates drawn for somebody, the one most like what is known of them."""
    people, homes = fresh(TRIES * MEMBERS), np.zeros(TRIES, dtype=HUISHOUDEN)
    code = setup.region.gemeenten[person.gemeente].code
    address = np.array([code, SERIES_CASELOAD, person.duty], dtype=np.int64)
    rule = rules[:1, person.gemeente, person.doelgroep]
    draw_candidates(
        as_records(people),
        as_records(homes),
        rule,
        luck,
        address,
        np.array([ordinal, person.doelgroep], dtype=np.int64),
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
