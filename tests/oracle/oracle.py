"""The oracle: the reduced model as plain Mesa objects, written separately from the engine.

It follows the descriptions (the order of a month, the meanings of the registered numbers, the
articles of the law), with its own structure, own waiting lists and own luck. Two programs that
were written apart rarely hold the same mistake: where their means differ by more than chance,
one of them is wrong. It is slow, and only as complete as reduced.py says.
"""

from __future__ import annotations

from types import SimpleNamespace

from simulation.quiet_mesa import mesa
from tests.oracle.arrivals import (
    ASYLUM,
    Household,
    Traits,
    draw_asylum,
    draw_family,
    kinds_of_household,
)
from tests.oracle.institutions import Gemeente, Taalaanbieder
from tests.oracle.people import Inburgeraar
from tests.oracle.phases import LES, OPVANG, UIT, VOLDAAN
from tests.oracle.reduced import MONTHS, REGION, START, numbers_by_month


class Oracle(mesa.Model):  # type: ignore[misc]
    """One replication of the reduced configuration.

    households: everybody who ever came, in and out of view; monthly: one dict of counts a month.
    """

    def __init__(self, seed: int) -> None:
        super().__init__(rng=seed)
        self.numbers = numbers_by_month()
        self.start = START
        self.month = 0
        self.gemeenten = [Gemeente(self, place) for place in REGION.gemeenten]
        other = self.numbers[0].aanbod_pool_other_inhabitants
        self.taalaanbieder = Taalaanbieder(self, REGION.inhabitants + other)
        self.households: list[Household] = []
        self.everybody: list[Inburgeraar] = []
        self.monthly: list[dict[str, int]] = []
        self.person_months = 0
        self._today: dict[str, int] = {}

    def run(self) -> Oracle:
        """Live all months."""
        for _ in range(MONTHS):
            self.step()
        return self

    @property
    def inburgeraars(self) -> list[Inburgeraar]:
        """Who is in view, in the order of arriving."""
        return list(self.agents_by_type.get(Inburgeraar, ()))

    def step(self) -> None:
        """One month, in the order of model.md section 3."""
        t, n = self.month, self.numbers[self.month]
        self._today = dict.fromkeys(("instroom", "gehuisvest", "intakes", "pips", "uitstroom"), 0)
        self.welcome(t, n)
        for gemeente in self.gemeenten:
            gemeente.house(t, n)
            gemeente.plan_time(n)
            gemeente.hold_intakes(t, n)
            gemeente.set_pips(t, n)
        self.taalaanbieder.start_courses(t, n)
        for person in self.inburgeraars:
            person.live(t, n)
        for household in self.households:
            self.pay_or_part(household, t, n)
        self.record(t)
        self.month += 1

    def welcome(self, t: int, n: SimpleNamespace) -> None:
        """Step 1: new permits and registrations."""
        for gemeente in self.gemeenten:
            asylum = n.instroom_asiel_per_jaar / 12 * gemeente.share
            asylum *= sum(kind[0] for kind in kinds_of_household(n))
            for _ in range(self.rng.poisson(asylum)):
                self.add(*draw_asylum(self.random, n), gemeente, t)
            family = n.instroom_gezin_per_jaar / 12 * gemeente.share
            for _ in range(self.rng.poisson(family)):
                household = self.add(*draw_family(self.random, n), gemeente, t)
                self.settle(household, t)

    def add(
        self, household: Household, people: list[Traits], gemeente: Gemeente, t: int
    ) -> Household:
        """A household comes into view; asylum households ask for a home."""
        household.gemeente, household.permit = gemeente, t
        household.members = [Inburgeraar(self, household, traits, t) for traits in people]
        self.households.append(household)
        self.everybody += household.members
        self._today["instroom"] += len(people)
        if household.doelgroep == ASYLUM:
            gemeente.for_home.join(household)
        return household

    def settle(self, household: Household, t: int) -> None:
        """A household is registered in its gemeente."""
        household.settled = t
        for person in household.members:
            if person.phase == OPVANG:
                person.settle(t)
                if household.doelgroep == ASYLUM:
                    self._today["gehuisvest"] += 1

    def pay_or_part(self, household: Household, t: int, n: SimpleNamespace) -> None:
        """Steps 10 and 11 of a household: bijstand, and perhaps moving away together."""
        if household.settled is None:
            return
        members = [person for person in household.members if person.phase != UIT]
        if not members:
            return
        income = sum(person.job.income for person in members if person.job is not None)
        was_on_it = household.on_bijstand
        household.on_bijstand = income < household.norm and not household.other_income
        household.benefit = max(household.norm - income, 0) if household.on_bijstand else 0
        household.benefit /= max(len(members), 2 if household.norm > 1 else 1)
        for person in members:
            if household.on_bijstand:
                person.reach("bijstand", t)
            elif was_on_it:
                person.reach("bijstand_ended", t)
        leaves = self.random.random() < n.huisvesting_move_away + n.huisvesting_leave_country
        if leaves and household.settled < t:  # nobody moves on in the month of moving in
            for person in members:
                person.go(t)

    def record(self, t: int) -> None:
        """Step 13: where everybody stands at the end of the month."""
        today = self._today
        for key in ("te_laat", "werk", "bijstand"):
            today[key] = 0
        for gemeente in self.gemeenten:
            gemeente.caseload = 0
        for person in self.inburgeraars:
            phase = f"les_{person.route}" if person.phase == LES else person.phase
            today[phase] = today.get(phase, 0) + 1
            today["te_laat"] += person.lapses > 0 and person.phase != VOLDAAN
            person.household.gemeente.caseload += person.running
            if person.job is not None:
                today["werk"] += 1
                person.worked.add(t)
                if person.job.income >= person.household.benefit:
                    person.main_income.add(t)
            if person.household.on_bijstand:
                today["bijstand"] += 1
                person.bijstand.add(t)
        today["uitstroom"] = sum(person.when.get("out") == t for person in self.everybody)
        for milestone, column in (("intake", "intakes"), ("pip", "pips")):
            today[column] = sum(person.when.get(milestone) == t for person in self.everybody)
        self.person_months += len(self.inburgeraars)
        self.monthly.append(today)
