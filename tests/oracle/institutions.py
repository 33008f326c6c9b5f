"""The gemeente, which houses and plans, and the taalaanbieder, which teaches: Mesa agents."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from random import Random
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from simulation import region
from simulation.quiet_mesa import mesa
from tests.oracle.arrivals import Household

if TYPE_CHECKING:
    from tests.oracle.oracle import Oracle
    from tests.oracle.people import Inburgeraar

B1_ROUTE, ONDERWIJSROUTE, Z_ROUTE = "b1", "onderwijs", "z"
ROUTES = (B1_ROUTE, ONDERWIJSROUTE, Z_ROUTE)
OUTSIDER = None
"""Somebody from another municipality of the contract, of whom nothing else is known."""


class Line:
    """A waiting list: first in, first out; lots are drawn between those of one month."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._new: list[Any] = []
        self._waiting: deque[Any] = deque()

    def join(self, who: Any) -> None:
        """Stand behind everybody who joined in an earlier month."""
        self._new.append(who)

    def close_month(self) -> None:
        """Draw lots between this month's new ones."""
        self._random.shuffle(self._new)
        self._waiting.extend(self._new)
        self._new.clear()

    def leave(self, who: Any) -> None:
        """Stop waiting."""
        if who in self._waiting:
            self._waiting.remove(who)
        else:
            self._new.remove(who)

    def __len__(self) -> int:
        return len(self._waiting)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._waiting)

    def first(self) -> Any:
        """Who is next."""
        return self._waiting[0]

    def call(self) -> Any:
        """Take the next one off the list."""
        return self._waiting.popleft()


class Gemeente(mesa.Agent):  # type: ignore[misc]
    """Houses households at its pace, and has klantmanagers for intake and PIP."""

    model: Oracle

    def __init__(self, model: Oracle, place: region.Gemeente) -> None:
        super().__init__(model)
        n = model.numbers[0]
        self.inhabitants = place.inhabitants
        self.share = place.inhabitants / n.instroom_landelijke_inwoners
        self.arrears = place.backlog
        if place.backlog is None:
            self.arrears = n.huisvesting_backlog_2022 * self.share
        self.target = 0.0
        self.housed = 0
        self.homes = 0.0
        self.hours = 0.0
        self.caseload = 0
        self.may_be_called: list[Inburgeraar] = []
        self.for_home = Line(model.random)
        self.for_intake = Line(model.random)
        self.for_pip = Line(model.random)

    def house(self, t: int, n: SimpleNamespace) -> None:
        """Step 2: homes of this month, to those who have waited longest since their permit."""
        self.for_home.close_month()
        if t == 0 or (self.model.start + t) % 6 == 0:
            if t > 0:
                people = sum(household.persons for household in self.for_home)
                self.arrears = min(max(self.target - self.housed, 0), people)
            self.target = n.huisvesting_taakstelling * self.share + self.arrears
            self.housed = 0
        self.homes += self.target / 6 * n.huisvesting_realisation
        while self.homes > 0 and len(self.for_home):
            household: Household = self.for_home.first()
            if household.permit + n.huisvesting_coupling_months > t:
                break
            self.for_home.call()
            self.homes -= household.persons
            self.housed += household.persons
            self.model.settle(household, t)
        self.homes = min(self.homes, 0.0)

    def plan_time(self, n: SimpleNamespace) -> None:
        """Hours for intake and PIP: what the talks with running trajecten leave."""
        fte = n.klantmanager_fte_per_1000 * self.inhabitants / 1000
        hours = fte * n.klantmanager_hours_month * n.klantmanager_direct_share
        talks = self.caseload * n.klantmanager_talk_hours_year / 12
        started = min(self.hours, n.intake_hours)  # an intake begun last month is finished
        self.hours = max(hours - talks, n.klantmanager_intake_floor * hours) + started

    def hold_intakes(self, t: int, n: SimpleNamespace) -> None:
        """Step 3: people are called up, and seen as far as the hours reach.

        Plans that are waiting keep their hours: what was begun is finished first.
        """
        called = [p for p in self.may_be_called if p.is_called(t, n)]
        for person in called:
            self.may_be_called.remove(person)
            person.line = self.for_intake
            person.line.join(person)
        self.for_intake.close_month()
        self.for_pip.close_month()
        kept = len(self.for_pip) * n.pip_hours
        while len(self.for_intake) and self.hours - kept >= n.intake_hours:
            if self.for_intake.call().have_intake(t, n):
                self.hours -= n.intake_hours

    def set_pips(self, t: int, n: SimpleNamespace) -> None:
        """Step 4: plans, as far as the hours reach."""
        while len(self.for_pip) and self.hours >= n.pip_hours:
            self.hours -= n.pip_hours
            self.for_pip.call().get_pip(t, n)


def full_stay(route: str, n: SimpleNamespace) -> float:
    """Months that the contract's hours last; in the Z-route they must really be followed."""
    hours_month = getattr(n, f"lessen_{route}_hours_week") * sum(n.lessen_teaching_weeks) / 12
    if route == Z_ROUTE:
        return n.lessen_z_hours / (hours_month * n.lessen_attendance)
    return getattr(n, f"lessen_{route}_hours_total") / hours_month


class Course:
    """The pool's places of one leerroute.

    stay: months that somebody from outside holds a place; bought: places in the contract, so many
    that the expected demand fits, and the slack.
    """

    def __init__(self, random: Random, route: str, inhabitants: float, n: SimpleNamespace) -> None:
        self.route = route
        self.line = Line(random)
        self.stay = n.aanbod_stay_ratio * full_stay(route, n)
        starts = getattr(n, f"aanbod_outside_starts_{route}") / 12 * inhabitants / 1000
        self.bought = starts * self.stay * (1 + getattr(n, f"aanbod_slack_{route}"))
        self.places = 0
        self.taken = 0
        self.open_seats = 0
        self.outsiders_until: dict[int, int] = {}

    def give_up_seat(self) -> None:
        """A place is free; its seat in a running group stands open."""
        self.taken -= 1
        self.open_seats += 1


class Taalaanbieder(mesa.Agent):  # type: ignore[misc]
    """Offers places per leerroute to all municipalities of the contract."""

    model: Oracle

    def __init__(self, model: Oracle, inhabitants: float) -> None:
        super().__init__(model)
        n = model.numbers[0]
        self.courses = {route: Course(model.random, route, inhabitants, n) for route in ROUTES}

    def start_courses(self, t: int, n: SimpleNamespace) -> None:
        """Step 5: places for those who have waited longest."""
        for course in self.courses.values():
            for _ in range(course.outsiders_until.pop(t, 0)):
                course.give_up_seat()
            demand = getattr(n, f"aanbod_outside_starts_{course.route}") / 12
            demand *= n.aanbod_pool_other_inhabitants / 1000
            for _ in range(self.model.rng.poisson(demand)):
                course.line.join(OUTSIDER)
            course.line.close_month()
            for person in self._take(course, t, n):
                course.taken += 1
                if person is OUTSIDER:
                    until = t + int(course.stay)
                    course.outsiders_until[until] = course.outsiders_until.get(until, 0) + 1
                else:
                    person.start_lessons(t)

    def _take(self, course: Course, t: int, n: SimpleNamespace) -> Iterable[Any]:
        """Who may start: on open seats of running groups, and in starting months in groups."""
        extra = getattr(n, f"aanbod_extra_places_{course.route}")
        course.places = int(max(course.bought + extra, 0))
        able = max(min(len(course.line), course.places - course.taken), 0)
        on_seats = min(able, course.open_seats) if n.aanbod_continuous else 0
        course.open_seats -= on_seats
        every = getattr(n, f"aanbod_{course.route}_start_interval")
        first = n.aanbod_onderwijs_start_month if course.route == ONDERWIJSROUTE else 0
        in_groups = 0
        if (self.model.start + t - first) % every == 0:
            # Seats count as open since the last start: groups that start now begin the count anew.
            course.open_seats = 0
            in_groups = able - on_seats
            small = in_groups % n.aanbod_group_size
            if small < n.aanbod_group_minimum:
                in_groups -= small
        return [course.line.call() for _ in range(int(on_seats + in_groups))]
