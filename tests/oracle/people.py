"""The inburgeraar: a Mesa agent that lives its month, step by step of the law."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from simulation.quiet_mesa import mesa
from tests.oracle.arrivals import ASYLUM, MAN, WOMAN, Household, Traits
from tests.oracle.duty import do_pvt_and_map, finish_or_lapse, take_exams, talk, z_hours_made
from tests.oracle.institutions import B1_ROUTE, ONDERWIJSROUTE, Z_ROUTE, Line
from tests.oracle.language import SKILLS, Exam, Language
from tests.oracle.phases import (
    LES,
    NA_LES,
    ONDERBROKEN,
    OPVANG,
    UIT,
    VOLDAAN,
    WACHT_INTAKE,
    WACHT_LES,
    WACHT_PIP,
)
from tests.oracle.work import Job, find_work, keep_work

if TYPE_CHECKING:
    from tests.oracle.oracle import Oracle


class Inburgeraar(mesa.Agent):  # type: ignore[misc]
    """Somebody with the duty, from permit or registration until leaving the region's view."""

    model: Oracle

    def __init__(self, model: Oracle, household: Household, traits: Traits, t: int) -> None:
        super().__init__(model)
        self.household, self.traits = household, traits
        self.birth = t - traits.age
        self.phase = OPVANG
        self.when: dict[str, int] = {"permit": t}  # first month of each milestone
        self.language = Language(traits)
        self.exams = [Exam(skill) for skill in SKILLS] + [Exam(None)]
        self.line: Line | None = None
        self.calls = 0
        self.recall: int | None = None
        self.tested = False
        self.route = ""
        self.first_route = ""
        self.routes: list[tuple[int, str]] = []  # from which month which route
        self.has_seat = False
        self.looks_since: int | None = None  # for a course of one's own
        self.term_end = 0
        self.coa_hours = self.participation = self.map_hours = 0.0
        self.offered = self.followed = self.alfabetisering = 0.0  # hours of the course
        self.away_since = 0
        self.taalschakel: bool | None = None
        self.how = ""
        self.lapses = 0
        self.switches: list[list[int | None]] = []  # month of a switch, month of the next lesson
        self.job: Job | None = None
        self.worked: set[int] = set()
        self.main_income: set[int] = set()
        self.bijstand: set[int] = set()

    def reach(self, milestone: str, t: int) -> None:
        """Note the first time."""
        self.when.setdefault(milestone, t)

    @property
    def settled(self) -> bool:
        """Lives in the gemeente."""
        return self.phase != OPVANG

    @property
    def running(self) -> bool:
        """Has a plan and a duty still to fulfil."""
        return "pip" in self.when and self.phase not in (VOLDAAN, UIT)

    # Steps 2 to 5: what institutions do with somebody.

    def settle(self, t: int) -> None:
        """A home, and registration in the gemeente."""
        self.reach("settled", t)
        self.phase = WACHT_PIP if "intake" in self.when else WACHT_INTAKE

    def is_called(self, t: int, n: SimpleNamespace) -> bool:
        """Whether the gemeente calls this person up this month."""
        if self.recall is not None:
            return t >= self.recall
        return self.model.random.random() < n.intake_call_hazard

    def have_intake(self, t: int, n: SimpleNamespace) -> bool:
        """One call. Returns whether it took a klantmanager's time."""
        self.line = None
        self.calls += 1
        absent = self.model.random.random() < n.intake_no_show
        if absent and self.calls < n.intake_max_calls:
            self.recall = t + int(n.intake_recall_months)
            self.household.gemeente.may_be_called.append(self)
            return False
        self.reach("intake", t)
        self.tested = not absent
        if self.phase == WACHT_INTAKE:
            self.phase = WACHT_PIP
        return True

    def get_pip(self, t: int, n: SimpleNamespace) -> None:
        """The plan: the route, and the term from the month after."""
        self.line = None
        self.first_route = self.choose_route(t, n)
        self.take_route(self.first_route, t)
        self.term_end = t + int(n.termijn_months)
        self.reach("pip", t)
        self.phase = WACHT_LES
        self.ask_for_place(t)

    def take_route(self, route: str, t: int) -> None:
        """Follow this route from now on."""
        self.contract = 0.0  # hours offered that use the route's contract
        self.route = route
        self.routes.append((t, route))

    def choose_route(self, t: int, n: SimpleNamespace) -> str:
        """The test, then age, schooling and wish."""
        if self.tested and self.traits.score < n.leerbaarheidstoets_pass_mark:
            return Z_ROUTE if self.model.random.random() < n.leerroute_follow_test else B1_ROUTE
        young = t - self.birth < 12 * n.leerroute_onderwijs_max_age
        if young and self.traits.schooled and self.traits.wants_onderwijs:
            return ONDERWIJSROUTE
        return B1_ROUTE

    def ask_for_place(self, t: int) -> None:
        """The gemeente buys for the asylum group; family migrants look for themselves."""
        if self.traits.doelgroep == ASYLUM:
            self.line = self.model.taalaanbieder.courses[self.route].line
            self.line.join(self)
        else:
            self.looks_since = t

    def start_lessons(self, t: int) -> None:
        """The first lesson of a course."""
        self.line = None
        self.looks_since = None
        self.has_seat = self.traits.doelgroep == ASYLUM
        self.phase = LES
        self.reach("lessons", t)
        if self.switches and self.switches[-1][1] is None:
            self.switches[-1][1] = t

    def give_up_seat(self) -> None:
        """The pool's place is for somebody else."""
        if self.has_seat:
            self.model.taalaanbieder.courses[self.route].give_up_seat()
            self.has_seat = False

    # Steps 6 to 11: a month of one's own.

    def live(self, t: int, n: SimpleNamespace) -> None:
        """Everything that this person does in month t."""
        if self.phase != VOLDAAN:
            self.await_next_step(t, n)
        looking = self.looks_since is not None and t > self.looks_since
        if looking and self.model.random.random() < n.lessen_own_course_hazard:
            self.start_lessons(t)
        self.use_language(t, n)
        if self.running:
            self.work_on_plan(t, n)
        if self.job is None:
            find_work(self, t, n)
        else:
            keep_work(self, t, n)
        if t - self.birth >= 12 * n.huisvesting_aow_age:
            self.go(t)

    def await_next_step(self, t: int, n: SimpleNamespace) -> None:
        """Step 6: DUO's notice, and joining the next list."""
        gemeente = self.household.gemeente
        family = self.traits.doelgroep != ASYLUM
        if "notice" not in self.when:
            from_month = n.intake_notice_from_gezin if family else n.intake_notice_from_asiel
            since = t - self.when["permit"]
            if since >= n.intake_notice_lag and self.model.start + t >= from_month:
                self.reach("notice", t)
        if "intake" not in self.when:
            free = self.line is None and self not in gemeente.may_be_called
            if "notice" in self.when and free and (self.settled or self.traits.wants_early):
                gemeente.may_be_called.append(self)
        elif self.phase == WACHT_PIP and self.line is None:
            self.line = gemeente.for_pip
            self.line.join(self)

    def use_language(self, t: int, n: SimpleNamespace) -> None:
        """Lessons, or practice at work, or forgetting."""
        if self.phase == OPVANG and self.traits.follows_coa:
            hours = min(n.huisvesting_coa_hours_month, n.huisvesting_coa_hours - self.coa_hours)
            if hours > 0:
                self.coa_hours += hours
                self.language.study(hours, n)
                return
        if self.phase == LES:
            self.follow_lessons(t, n)
        elif self.job is not None:
            self.language.shift(n.lessen_work_gain)
        else:
            self.language.shift(-n.lessen_forgetting)
        if self.phase == ONDERBROKEN and t > self.away_since:
            self.stay_away(t, n)

    def hours_week(self, n: SimpleNamespace) -> float:
        """Lesson hours a week of the route."""
        return getattr(n, f"lessen_{self.route}_hours_week")

    def follow_lessons(self, t: int, n: SimpleNamespace) -> None:
        """A month of lessons; at its end the course may be over, or be broken off."""
        weeks = n.lessen_teaching_weeks[(self.model.start + t) % 12]
        offered = self.hours_week(n) * weeks
        followed = offered * self.traits.attendance
        alfa = min(followed, self.language.alfa_left)
        self.offered += offered
        self.followed += followed
        self.alfabetisering += alfa
        self.contract += offered - alfa / self.traits.attendance
        self.language.study(followed, n)
        if self.route == Z_ROUTE and self.traits.doelgroep == ASYLUM:
            self.participation += n.lessen_z_participation_week * weeks * self.traits.attendance
        if self.course_is_over(n):
            self.give_up_seat()
            self.phase = NA_LES
            self.reach("lessons_ended", t)
        elif self.model.random.random() < self.break_hazard(t, n):
            self.phase = ONDERBROKEN
            self.away_since = t
            self.reach("interrupted", t)

    def course_is_over(self, n: SimpleNamespace) -> bool:
        """The route's contract, which alfabetisering does not use up; in Z the hours asked."""
        if self.route == Z_ROUTE:
            return z_hours_made(self, n)
        return self.contract >= getattr(n, f"lessen_{self.route}_hours_total")

    def break_hazard(self, t: int, n: SimpleNamespace) -> float:
        """Dropping out, illness, and for women of that age birth and care."""
        hazard = n.lessen_break_hazard * (n.lessen_break_men if self.traits.sex == MAN else 1)
        hazard += n.lessen_illness_hazard
        years = (t - self.birth) / 12
        if self.traits.sex == WOMAN and n.lessen_care_from_age <= years < n.lessen_care_until_age:
            hazard += n.lessen_care_hazard
        return hazard

    def stay_away(self, t: int, n: SimpleNamespace) -> None:
        """A month without the lessons: the seat is kept for a while."""
        if t - self.away_since >= n.lessen_seat_kept_months:
            self.give_up_seat()
        if self.model.random.random() < n.lessen_return_hazard:
            self.phase = LES
            if self.traits.doelgroep == ASYLUM and not self.has_seat:
                self.phase = WACHT_LES
                self.ask_for_place(t)

    def work_on_plan(self, t: int, n: SimpleNamespace) -> None:
        """Steps 6 to 9: PVT and MAP, exams, the progress talk, the end of duty or term."""
        since = t - self.when["pip"]
        if since > 0:
            do_pvt_and_map(self, t, since, n)
        take_exams(self, t, n)
        if since > 0 and since % n.leerroute_review_months == 0 and self.phase in (LES, NA_LES):
            talk(self, t, since, n)
        finish_or_lapse(self, t, n)

    def go(self, t: int) -> None:
        """Out of the region's view."""
        self.give_up_seat()
        if self.line is not None:
            self.line.leave(self)
        waiting = self.household.gemeente.may_be_called
        if self in waiting:
            waiting.remove(self)
        self.phase = UIT
        self.reach("out", t)
        self.remove()
