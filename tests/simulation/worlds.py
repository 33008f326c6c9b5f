"""Small worlds of invented people, and their lives as readable lists.

A life can be worked out by hand when nothing in it is left to chance. `CERTAIN` says how: nobody
breaks off, everybody is called at once, an exam is passed by whoever is able and failed by whoever
is not. What the law fixes (36 months, 600 hours, three calls) is left as it is registered; only
practice is made certain. Months count from the start of the world.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from simulation import engine
from simulation import randomness as keys
from simulation.agents.codes import (
    ALLEEN,
    ASIEL,
    BIJ_REFERENT,
    GEZIN,
    HEALTHY,
    LATIN_SCRIPT,
    MAN,
    MIDDEN,
    NEVER,
    PAAR,
    SERIES_ASIEL,
    SERIES_GEZIN,
    SYRIA,
)
from simulation.agents.events import EVENT_NAMES
from simulation.agents.inburgeraar import HUISHOUDEN, INBURGERAAR
from simulation.months import parse_month
from simulation.parameters import BEGIN, load_registry
from simulation.population import HOUSEHOLD_MEMBER, MEMBERS, identity_high
from simulation.region import Gemeente, Region
from simulation.setup import Setup

Event = tuple[int, str, int, int]
Value = float | Mapping[int, float]

TWO_TOWNS = Region(
    "verzonnen",
    "Verzonnen",
    (
        Gemeente("aadorp", "Aadorp", 9001, 40_000, 0, "invented"),
        Gemeente("beekdam", "Beekdam", 9002, 20_000, 0, "invented"),
    ),
)

MANY, NONE = 1e6, -1e6
"""Places beside the contract: enough for everybody, or fewer than the contract has."""

WEEKS = (4, 4, 4, 4, 4, 4, 0, 0, 4, 4, 4, 4)
"""Teaching weeks: four a month, none in July and August, 40 a year."""

CERTAIN: Mapping[str, Value] = {
    # a home and an intake for everybody at once
    "huisvesting.taakstelling": 1e7,
    "huisvesting.realisation": 1,
    "huisvesting.coupling_months": 0,
    "huisvesting.move_away": 0,
    "huisvesting.move_within": 0,
    "huisvesting.leave_country": 0,
    "intake.notice_lag": 1,
    "intake.call_hazard": 0.999999,
    "intake.no_show": 0,
    "klantmanager.fte_per_1000": 1000,
    # a place for everybody, every month
    "aanbod.pool_other_inhabitants": 0,
    "aanbod.extra_places_b1": MANY,
    "aanbod.extra_places_onderwijs": MANY,
    "aanbod.extra_places_z": MANY,
    "aanbod.group_minimum": 1,
    "aanbod.b1_start_interval": 1,
    "aanbod.onderwijs_start_interval": 1,
    "aanbod.z_start_interval": 1,
    "lessen.own_course_hazard": 0.999999,
    # lessons: 9 hours a week, 36 a month, 360 a year in the B1-route; a level in so many hours
    **{f"lessen.teaching_weeks.{month}": weeks for month, weeks in enumerate(WEEKS)},
    "lessen.b1_hours_week": 9,
    "lessen.b1_hours_total": 1000,
    "lessen.onderwijs_hours_week": 15,
    "lessen.onderwijs_hours_total": 1000,
    "lessen.z_hours_week": 10,
    "lessen.z_participation_week": 10,
    "lessen.self_study": 0,
    "lessen.efficiency": 1,
    "lessen.taper_b1": 1,
    "lessen.written_lag": 1,
    "lessen.forgetting": 0,
    "lessen.work_gain": 0,
    "lessen.break_hazard": 0,
    "lessen.illness_hazard": 0,
    "lessen.care_hazard": 0,
    # PVT in month 6 for whoever has a PIP by then; MAP at once, half a year after the PIP
    "pvt.hazard": {0: 0, 6: 0.999999, 7: 0},
    "map.hours_month": 40,
    "map.from_months": 6,
    "map.talk_hazard": 1,
    # exams: whoever is able books, sits and passes
    "examens.slope": 200,
    "examens.candidate_correlation": 0,
    **{f"examens.difficulty.{part}": 0 for part in range(4)},
    "examens.knm_level": 1.6,
    "examens.taalschakel_level": 2.8,
    "examens.book_hazard": 1,
    "examens.book_within": 0,
    "examens.book_deadline_factor": 1,
    "examens.premature_within": 0,
    # the college judges without error and follows the test
    "leerroute.follow_test": 1,
    "leerroute.forecast_error": 0,
    "leerroute.review_months": 6,
    "leerroute.to_z_below": 1.0,
    "leerroute.to_b1_above": 2.8,
    "leerroute.onderwijs_back_below": 2.6,
    "leerbaarheidstoets.pass_mark": 28,
    "afschalen.below": 2.9,
    "afschalen.attendance_norm": 0.6,
    # whoever has a ground asks; every lapse is culpable
    "termijn.request_share": 1,
    "termijn.culpable_share": 1,
    "ontheffing.request_hazard": 0.999999,
    # no misfortune beside what a life says, and the college acts against nobody
    **{f"termijn.circumstance_share.{kind}": 0 for kind in range(5)},
    "ontheffing.bio_share": 0,
    "handhaving.cooperation_hazard": 0,
    "handhaving.blame_share.0": 1,
    # no work, no study, no volunteering
    "werk.reception_men": 0,
    "werk.reception_women": 0,
    "vrijwilligerswerk.entry": 0,
    "onderwijs.entry_young": 0,
    "onderwijs.entry_old": 0,
    "onderwijs.after_route": 0,
}


@dataclass(frozen=True)
class Newcomer:
    """Somebody invented.

    arrival: month of the world; age: years at arrival; ability: one level for all skills or
    four; hours_per_level: how quickly somebody learns; partner: name of whom they live with.
    """

    name: str
    doelgroep: int = ASIEL
    arrival: int = 0
    age: float = 30
    sex: int = MAN
    gemeente: int = 0
    score: int = 35
    ability: float | tuple[float, float, float, float] = 0.1
    hours_per_level: float = 200
    attendance: float = 1
    alfa_hours: float = 0
    follows_coa: int = 0
    literacy: int = LATIN_SCRIPT
    education: int = MIDDEN
    wants_onderwijs: int = 0
    wants_early: int = 0
    health: int = HEALTHY
    starts_exempt: int = 0
    work_factor: float = 0
    partner: str | None = None
    other_income: int | None = None
    origin: int = SYRIA
    wants_b2: int = 0


def invent(newcomers: Sequence[Newcomer], start: int, region: Region = TWO_TOWNS) -> Any:
    """Records of people and households for engine.assemble_world."""
    people = np.zeros(len(newcomers), dtype=INBURGERAAR)
    for name in ("milestones", "call_month", "exam_month", "result_month"):
        people[name] = NEVER
    for name in ("exempt_month", "extension_month", "college_last", "agi_month", "loan_due"):
        people[name] = NEVER
    heads = [n for n in newcomers if n.partner is None]
    home = {n.name: number for number, n in enumerate(heads)}
    households = np.zeros(len(heads), dtype=HUISHOUDEN)
    households["first_member"] = -1
    for ordinal, (n, p) in enumerate(zip(newcomers, people, strict=True)):
        h = households[home[n.partner or n.name]]
        series = SERIES_ASIEL if n.doelgroep == ASIEL else SERIES_GEZIN
        code = region.gemeenten[n.gemeente].code
        p["id_high"] = identity_high(code, series, start + n.arrival)
        p["id_low"] = ordinal * MEMBERS
        p["index"] = ordinal
        p["household"] = home[n.partner or n.name]
        p["next_member"] = h["first_member"]
        p["series"] = series
        p["birth"] = start + n.arrival - round(n.age * 12)
        p["learning_rate"] = 1 / n.hours_per_level
        p["alfa_rate"] = 1 / n.hours_per_level
        p["alfa_left"] = n.alfa_hours
        for name in (
            *("doelgroep", "arrival", "sex", "gemeente", "score", "ability", "attendance"),
            *("follows_coa", "literacy", "education", "wants_onderwijs", "wants_early"),
            *("health", "starts_exempt", "work_factor", "origin", "wants_b2"),
        ):
            p[name] = getattr(n, name)
        h["first_member"] = ordinal
        h["persons"] += 1
        if n.partner is None:
            found_household(h, n, ordinal, p["id_high"])
        else:
            h["kind"] = PAAR
            h["norm"] = 1.4286
    return people, households


def found_household(h: Any, n: Newcomer, ordinal: int, high: Any) -> None:
    """The household of somebody who comes alone, or to a partner who already lives here."""
    h["id_high"] = high
    h["id_low"] = ordinal * MEMBERS + HOUSEHOLD_MEMBER
    h["settled"] = NEVER
    h["decider"] = -1
    h["ontzorgen_until"] = NEVER
    h["ontzorgen_months"] = 6
    h["gemeente"] = n.gemeente
    h["doelgroep"] = n.doelgroep
    h["kind"] = BIJ_REFERENT if n.doelgroep == GEZIN else ALLEEN
    h["norm"] = 1
    h["other_income"] = n.other_income if n.other_income is not None else n.doelgroep == GEZIN


def overrides_from(values: Mapping[str, Value], start: int) -> dict[str, dict[int, float]]:
    """Values of parameters as the setup wants them; dated ones are {month of the world: value}."""
    return {
        name: (
            {BEGIN if month == 0 else start + month: v for month, v in value.items()}
            if isinstance(value, Mapping)
            else {BEGIN: value}
        )
        for name, value in values.items()
    }


@dataclass(frozen=True)
class Story:
    """A world of invented people that has run, and what happened to each by name."""

    prepared: engine.Prepared
    world: Any
    names: tuple[str, ...]
    outcome: engine.Outcome = field(repr=False)

    def person(self, name: str) -> Any:
        """The record of somebody at the end."""
        return self.world.people[self.names.index(name)]

    @cached_property
    def _lives(self) -> dict[str, list[Event]]:
        lives: dict[str, list[Event]] = {name: [] for name in self.names}
        for month, person, code, value, extra in self.outcome.events.tolist():
            lives[self.names[person]].append((month, EVENT_NAMES[code], value, extra))
        return lives

    def life(self, name: str) -> list[Event]:
        """Everything that happened to somebody, hours and bijstand left out."""
        dull = {"hours", "bijstand", "ontzorgen_ended"}
        return [event for event in self._lives[name] if event[1] not in dull]

    def all_of(self, name: str) -> list[Event]:
        """Everything that happened to somebody."""
        return list(self._lives[name])

    def of(self, name: str, *kinds: str) -> list[Event]:
        """The events of these kinds."""
        return [event for event in self._lives[name] if event[1] in kinds]

    def hours(self, name: str) -> dict[int, tuple[int, int]]:
        """Course and participation hours made, by month of lessons."""
        return {month: (course, other) for month, _, course, other in self.of(name, "hours")}


def tell(
    newcomers: Sequence[Newcomer],
    months: int,
    values: Mapping[str, Value] | None = None,
    start: str = "2023-01",
    seed: int = 1,
) -> Story:
    """Let invented people live for so many months, under certainty and these other values."""
    first = parse_month(start)
    overrides = overrides_from({**CERTAIN, **(values or {})}, first)
    setup = Setup(TWO_TOWNS, first, months, overrides=overrides)
    prepared = engine.prepare(setup, load_registry().draw("point"))
    people, households = invent(newcomers, first)
    world = engine.assemble_world(prepared, people, households, keys.luck(seed, 0), trace=True)
    assert engine.advance(world, 0, months)
    names = tuple(newcomer.name for newcomer in newcomers)
    return Story(prepared, world, names, engine.measure(prepared, world))
