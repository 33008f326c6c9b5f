"""Gemeenten, taalaanbieders and people as Mesa agents: windows on the world, without state.

The engine does not know them. A view has a place (`row`) in one of the world's arrays and reads
it there, in every month anew. An Institution stays for ever; people come into view and leave it.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from simulation.agents import codes
from simulation.agents import events as ev
from simulation.agents.fields import Field, element, milestone, plain
from simulation.queues import OUTSIDER
from simulation.quiet_mesa import mesa
from simulation.world import pool_list

HEALTH_NAMES = ("gezond", "psychische_aandoening", "blijvend_niet_in_staat")
JOB_NAMES = ("geen", "deeltijd", "voltijd")
EXEMPT_NAMES = (
    "niet",
    "vrijstelling",
    "ontheffing",
    "tijdelijke_vrijstelling",
    "ontheffing_bio",
    "niet_plichtig",
    "ontheffing_agi",
)


class View(mesa.Agent):
    """An agent that is a place in an array of the world.

    table: name of the array in `model.world`; row: place in it.
    """

    table: ClassVar[str]

    def __init__(self, model: Any, row: int) -> None:
        super().__init__(model)
        self.row = row

    @property
    def record(self) -> Any:
        """The record in the world's array: all its fields, as the engine has them."""
        return getattr(self.model.world, self.table)[self.row]

    @classmethod
    def fields(cls) -> dict[str, Field]:
        """What can be read, by name, in the order in which it is written here."""
        return {name: value for name, value in vars(cls).items() if isinstance(value, Field)}


class Gemeente(View):
    """A municipality: houses people at a pace, and employs klantmanagers."""

    table = "gemeenten"

    inhabitants = plain("inhabitants", "Inhabitants (persons).")
    task = plain("task", "To house this half-year: taakstelling plus arrears (persons).")
    housed = plain("housed", "Housed this half-year (persons, all ages).")
    backlog = plain("backlog", "Arrears at the start of this half-year (persons).")
    housing_credit = plain(
        "housing_credit", "What was housed ahead of the pace: 0, or less (persons)."
    )
    in_reception = plain("in_reception", "Coupled to it and not housed yet (persons, all ages).")
    hours_left = plain("hours_left", "Hours of klantmanagers not used this month (hours).")
    caseload = plain("caseload", "Running trajecten at the end of the month (persons).")
    places_budget = plain("places_budget", "For course places (euros a year), inf without a limit.")
    places_money = plain("places_money", "Of that budget, what is left this year (euros).")
    reserve = plain("reserve", "SPUK kept of earlier years, below 0 a deficit (cents).")

    @property
    def name(self) -> str:
        """Its short name in the region's file."""
        return str(self.model.setup.region.gemeenten[self.row].name)

    @property
    def title(self) -> str:
        """Its name for people."""
        return str(self.model.setup.region.gemeenten[self.row].title)

    @property
    def waiting_home(self) -> int:
        """In reception, also those whose duty falls under Wi2013 (persons, no children)."""
        return self.in_phase("opvang")

    @property
    def waiting_intake(self) -> int:
        """Housed and waiting for the brede intake (persons)."""
        return self.in_phase("wacht_intake")

    @property
    def waiting_pip(self) -> int:
        """Waiting for the PIP (persons)."""
        return self.in_phase("wacht_pip")

    @property
    def waiting_lessons(self) -> int:
        """Waiting for a course (persons)."""
        return self.in_phase("wacht_les")

    @property
    def in_lessons(self) -> int:
        """In lessons (persons)."""
        return self.in_phase("les")

    @property
    def on_bijstand(self) -> int:
        """Living in a household on bijstand (persons in view)."""
        return int((self._of_people("on_bijstand") == 1).sum())

    @property
    def in_view(self) -> int:
        """In view of the model (persons)."""
        return len(self._of_people("phase"))

    def in_phase(self, phase: str) -> int:
        """How many people in view are in a phase.

        Raises:
            ValueError: for a phase that is not one of codes.PHASE_NAMES.
        """
        if phase not in codes.PHASE_NAMES:
            raise ValueError(f"phase {phase!r}: allowed are {', '.join(codes.PHASE_NAMES)}")
        return int((self._of_people("phase") == codes.PHASE_NAMES.index(phase)).sum())

    def _of_people(self, field: str) -> Any:
        rows = self.model.in_view
        people = self.model.world.people
        return people[field][rows[people["gemeente"][rows] == self.row]]


class Taalaanbieder(View):
    """The offer of one leerroute in a pool of municipalities: one pool for all, unless a policy
    divides it (steps/inkoop.py); then pool 0 is what the others keep.
    """

    table = "aanbod"

    occupied = plain("occupied", "Places in use, by people of the region and from elsewhere.")
    open_seats = plain("open_seats", "Seats given up in running groups since the last start.")

    @property
    def name(self) -> str:
        """The leerroute: b1, onderwijs or z; in a pool of the region with its number behind it."""
        route = codes.ROUTE_NAMES[self.route]
        return f"{route}-{self.pool}" if self.pool else route

    @property
    def route(self) -> int:
        """The leerroute as a code."""
        return self.row % codes.ROUTES

    @property
    def pool(self) -> int:
        """The pool that buys here: 0 with everybody, 1 the region or the first gemeente, ..."""
        return self.row // codes.ROUTES

    @property
    def places(self) -> int:
        """Places that the contract has this month; 0 before the first month."""
        return int(self.record["places"])

    @property
    def free(self) -> int:
        """Places that nobody uses; below 0 where the contract shrank under running courses."""
        return self.places - int(self.record["occupied"])

    @property
    def learners(self) -> int:
        """People of the region who hold a place (persons), also while interrupted."""
        rows, people = self.model.in_view, self.model.world.people
        return int(((people["seat"] == 1) & self._here(people))[rows].sum())

    @property
    def waiting(self) -> int:
        """People of the region on the list for a place (persons)."""
        rows, people = self.model.in_view, self.model.world.people
        listed = (people["queue"] == codes.QUEUE_LES) & (people["own_course"] == 0)
        return int((listed & self._here(people))[rows].sum())

    @property
    def waiting_outside(self) -> int:
        """People of the other municipalities on the same list (persons)."""
        queues = self.model.world.queues
        q = pool_list(len(self.model.world.gemeenten), self.route, self.pool)
        counters = np.arange(queues.head[q], queues.tail[q])
        listed = queues.items[queues.begin[q] + counters % queues.room[q]]
        return int((listed == OUTSIDER).sum())

    def _here(self, people: Any) -> Any:
        return (people["route"] == self.route) & (people["pool"] == self.pool)


def _age(people: Any, model: Any) -> Any:
    return (model.world.now["calendar"][0] - people["birth"]) // 12


def _term_end(people: Any, model: Any) -> Any:
    return np.where(people["route"] == codes.NO_ROUTE, codes.NEVER, people["term_end"])


def _parts(people: Any, model: Any) -> Any:
    asked = people["level_needed"]
    passed = (people["passed_level"][..., : codes.SKILLS] >= asked) & (asked > 0)
    knm = people["milestones"][..., ev.M_KNM] != codes.NEVER
    return passed.sum(axis=-1) + knm


def _names(model: Any) -> tuple[str, ...]:
    return tuple(gemeente.name for gemeente in model.setup.region.gemeenten)


class Inburgeraar(View):
    """Somebody in view: an invented person, never a real one.

    Only there in a model that was asked for people; see `InburgeringModel`. A person leaves the
    model's agents when the person leaves view, but what was left can still be read.
    """

    table = "people"

    household = plain("household", "Place of the household in `model.world.households`.")
    gemeente = plain("gemeente", "Short name of the gemeente.", words=_names)
    doelgroep = plain("doelgroep", "asiel, or gezin_overig.", words=codes.DOELGROEP_NAMES)
    wet = plain("wet", "Law under which the duty began.", words=codes.LAW_NAMES)
    sex = plain("sex", "m or f.", words=codes.SEX_NAMES)
    age = Field("Age now (whole years).", _age)
    origin = plain("origin", "Origin; steers no route choice.", words=codes.ORIGIN_NAMES)
    education = plain("education", "Schooling at arrival.", words=codes.EDUCATION_NAMES)
    literacy = plain("literacy", "Literacy at arrival.", words=codes.LITERACY_NAMES)
    health = plain("health", "Health, fixed at arrival.", words=HEALTH_NAMES)
    phase = plain("phase", "Everybody has exactly one phase.", words=codes.PHASE_NAMES)
    settled = plain("settled", "Registered in the gemeente (yes or no).", flag=True)
    route = plain("route", "Leerroute now.", words=codes.ROUTE_NAMES)
    first_route = plain("first_route", "Leerroute in the first PIP.", words=codes.ROUTE_NAMES)
    seat = plain("seat", "Holds a course place of the pool (yes or no).", flag=True)
    lezen = element("ability", codes.LEZEN, "Ability in reading (CEFR units: 1 A1 to 4 B2).")
    luisteren = element("ability", codes.LUISTEREN, "Ability in listening (CEFR units).")
    schrijven = element("ability", codes.SCHRIJVEN, "Ability in writing (CEFR units).")
    spreken = element("ability", codes.SPREKEN, "Ability in speaking (CEFR units).")
    attendance = plain("attendance", "Share of offered hours that is followed.")
    course_hours = plain("course_hours", "Lesson hours followed (hours).")
    offered_hours = plain("offered_hours", "Lesson hours offered (hours).")
    participation_hours = plain("participation_hours", "Participation in the Z-route (hours).")
    alfa_left = plain("alfa_left", "Alfabetisering still to go (hours).")
    parts_passed = Field("Exam parts passed at the level asked, KNM included (0 to 5).", _parts)
    term_end = Field("Last month of the running term (month of the world).", _term_end, moment=True)
    lapses = plain("lapses", "Times that a term ended unfulfilled.")
    how = plain("how", "How the duty was fulfilled.", words=codes.HOW_NAMES)
    exempt = plain("exempt", "Vrijstelling, ontheffing or neither.", words=EXEMPT_NAMES)
    job = plain("job", "Job now.", words=JOB_NAMES)
    income = plain("income", "Income from work (norm of a single person = 1).")
    on_bijstand = plain("on_bijstand", "Lives in a household on bijstand.", flag=True)
    in_education = plain("in_education", "In mbo, hbo or wo (yes or no).", flag=True)
    volunteering = plain("volunteering", "Does volunteer work (yes or no).", flag=True)
    permit_month = milestone(ev.M_PERMIT, "Month of the permit or registration.")
    settled_month = milestone(ev.M_SETTLED, "Month of registration in the gemeente.")
    notice_month = milestone(ev.M_NOTICE, "Month of DUO's notice.")
    intake_month = milestone(ev.M_INTAKE, "Month of the brede intake.")
    pip_month = milestone(ev.M_PIP, "Month of the PIP.")
    lessons_month = milestone(ev.M_LESSONS, "Month of the first lesson.")
    fulfilled_month = milestone(ev.M_FULFILLED, "Month in which the duty was fulfilled.")

    @property
    def name(self) -> str:
        """A label: these people have no names."""
        return f"inburgeraar {self.row}"
