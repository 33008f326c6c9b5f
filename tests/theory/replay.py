"""Every life of a traced world, read back from its events in plain Python.

Nothing here looks at the engine's records of state: only at the events of everybody (in the order
in which they happened), at what is fixed at arrival (sex, household), and at the words that say
what an event means (agents/events.py). What comes out is held against the engine's own counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from simulation.agents import events as ev
from simulation.agents.codes import (
    ASIEL,
    B1_ROUTE,
    ONTHEFFING,
    SKILLS,
    TEMPORARY,
    WI2013,
    Z_ROUTE,
)

NAMES = ev.EVENT_NAMES
ROUTE_COLUMNS = {0: "les_wi2013", B1_ROUTE: "les_b1", 2: "les_onderwijs", Z_ROUTE: "les_z"}
Event = tuple[int, int, int, int, int]
"""month, person, event, value, extra."""


@dataclass
class Life:
    """Where somebody stands, and what has happened so far.

    first: first month of each kind of event; passed: best level by exam part; results: first
    result by exam part; worked, bijstand, studied, volunteered: months in which it was so at the
    end; phases, routes: the phase and the leerroute at the end of each
    month.
    """

    person: int
    doelgroep: int
    wet: int
    phase: str = "opvang"
    route: int = 0
    first_route: int = 0
    seat: bool = False
    own_course: bool = False
    hours: int = 0
    how: int = 0
    first: dict[str, int] = field(default_factory=dict)
    passed: dict[int, int] = field(default_factory=dict)
    results: dict[int, bool] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    job_in_reception: int | None = None
    works: bool = False
    gets_bijstand: bool = False
    studies: bool = False
    rested_in: str = ""
    volunteers: bool = False
    worked: set[int] = field(default_factory=set)
    bijstand: set[int] = field(default_factory=set)
    studied: set[int] = field(default_factory=set)
    volunteered: set[int] = field(default_factory=set)
    phases: dict[int, str] = field(default_factory=dict)
    routes: dict[int, int] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        """Fulfilled or exempt."""
        return self.phase in ("voldaan", "vrijgesteld")

    def hear(self, month: int, name: str, value: int, extra: int) -> None:
        """Take in one event."""
        self.first.setdefault(name, month)
        handle = getattr(self, f"on_{name}", None)
        if handle is not None:
            handle(month, value, extra)

    def on_settled(self, month: int, gemeente: int, size: int) -> None:
        if "exempt" in self.first:
            self.phase = "vrijgesteld"
        elif self.wet == WI2013:
            self.phase = "wacht_les"
        else:
            self.phase = "wacht_pip" if "intake" in self.first else "wacht_intake"

    def on_exempt(self, month: int, kind: int, _: int) -> None:
        if kind == TEMPORARY:
            self.rested_in = self.phase
            self.seat = False
        if kind == ONTHEFFING or self.phase != "opvang":
            self.phase = "vrijgesteld"

    def on_duty_revived(self, month: int, *_: int) -> None:
        """Where it stood; whoever was in or before a course asks for a place again."""
        stays = ("wacht_intake", "wacht_pip", "na_les")
        self.phase = self.rested_in if self.rested_in in stays else "wacht_les"
        del self.first["exempt"]

    def on_intake(self, month: int, call: int, closed: int) -> None:
        if self.phase == "wacht_intake":
            self.phase = "wacht_pip"

    def on_pip(self, month: int, route: int, alfa: int) -> None:
        self.route = self.first_route = route
        self.phase = "wacht_les"

    def on_lessons(self, month: int, route: int, own: int) -> None:
        self.phase, self.own_course, self.seat = "les", own == 1, own == 0

    def on_hours(self, month: int, course: int, other: int) -> None:
        self.hours = course

    def on_interrupted(self, month: int, kind: int, _: int) -> None:
        self.phase = "onderbroken"

    def on_seat_lost(self, month: int, *_: int) -> None:
        self.seat = False

    def on_returned(self, month: int, *_: int) -> None:
        self.phase = "les" if self.seat or self.own_course else "wacht_les"

    def on_lessons_ended(self, month: int, *_: int) -> None:
        self.phase, self.seat = "na_les", False

    def on_switched(self, month: int, old: int, new: int) -> None:
        """Out of a running course; after lessons are over no course is waited for."""
        self.route = new
        if self.phase != "na_les":
            self.phase, self.seat = "wacht_les", False

    def on_exam_passed(self, month: int, part: int, level: int) -> None:
        self.results.setdefault(part, True)
        self.passed[part] = max(self.passed.get(part, 0), level)
        lowest = min(self.passed.get(skill, 0) for skill in range(SKILLS))
        for reached in range(1, lowest + 1):
            self.levels.setdefault(reached, month)

    def on_exam_failed(self, month: int, part: int, level: int) -> None:
        self.results.setdefault(part, False)

    def on_fulfilled(self, month: int, how: int, _: int) -> None:
        self.phase, self.how, self.seat = "voldaan", how, False

    def on_out(self, month: int, reason: int, _: int) -> None:
        self.phase = "uit"

    def on_job(self, month: int, kind: int, _: int) -> None:
        self.works, self.volunteers = True, False
        if self.phase == "opvang" and self.job_in_reception is None:
            self.job_in_reception = month

    def on_job_lost(self, month: int, *_: int) -> None:
        self.works = False

    def on_bijstand(self, month: int, *_: int) -> None:
        self.gets_bijstand = True

    def on_bijstand_ended(self, month: int, *_: int) -> None:
        self.gets_bijstand = False

    def on_education(self, month: int, *_: int) -> None:
        self.studies = True

    def on_education_ended(self, month: int, *_: int) -> None:
        self.studies = False

    def on_volunteering(self, month: int, *_: int) -> None:
        self.volunteers = True

    def on_volunteering_ended(self, month: int, *_: int) -> None:
        self.volunteers = False

    def end_month(self, month: int) -> None:
        """Note where the person stands at the end of a month in view."""
        self.phases[month] = self.phase
        self.routes[month] = self.route
        for holds, months in (
            (self.works, self.worked),
            (self.gets_bijstand, self.bijstand),
            (self.studies, self.studied),
            (self.volunteers, self.volunteered),
        ):
            if holds:
                months.add(month)


class Replay:
    """All lives and all monthly counts of a traced world.

    events: (n, 5) rows; months: length of the world; households: household of each person.
    """

    def __init__(self, events: Iterable[Any], months: int, households: Any) -> None:
        self.lives: dict[int, Life] = {}
        self.months: list[Counter[str]] = []
        self._homes: dict[int, int] = {}
        self._households = households
        by_month: list[list[Event]] = [[] for _ in range(months)]
        for row in events:
            month, person, event, value, extra = map(int, row)
            by_month[month].append((month, person, event, value, extra))
        for month, happened in enumerate(by_month):
            self._live(month, happened)

    def _live(self, month: int, happened: list[Event]) -> None:
        counts: Counter[str] = Counter()
        for _, person, event, value, extra in happened:
            name = NAMES[event]
            if name == "permit":
                assert person not in self.lives, "somebody arrives twice"
                self.lives[person] = Life(person, value, extra)
            life = self.lives[person]
            assert life.phase != "uit", "something happens to somebody who has gone"
            life.hear(month, name, value, extra)
            if name == "settled":
                counts["gehuisvest"] += self._housed(life, month)
            flow = {"permit": "instroom", "intake": "intakes", "pip": "pips", "out": "uitstroom"}
            if name in flow:
                counts[flow[name]] += 1
        for life in self.lives.values():
            if life.phase != "uit":
                life.end_month(month)
                counts[self._column(life)] += 1
                counts["te_laat"] += "overdue" in life.first and not life.done
                counts["werk"] += life.works
                counts["bijstand"] += life.gets_bijstand
        self.months.append(counts)

    def _housed(self, life: Life, month: int) -> int:
        """1 where somebody moved in from reception: an asylum household moves in once, and whoever
        comes to it in a later month has not waited.
        """
        home = int(self._households[life.person])
        moved_in = self._homes.setdefault(home, month)
        return 1 if life.doelgroep == ASIEL and moved_in == month else 0

    def _column(self, life: Life) -> str:
        if life.phase == "les":
            return ROUTE_COLUMNS[life.route]
        if life.phase == "opvang" and life.wet == WI2013:
            return "opvang_wi2013"
        return life.phase
