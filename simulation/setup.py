"""What one world needs to know: region, window, inflow, and dated values of parameters."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from simulation.agents.codes import DOELGROEP_NAMES
from simulation.inflow import INFLOWS, LEVELS, OWN_FILE, PEOPLE, InflowRow, Shock
from simulation.months import LAST_MONTH, format_month, parse_month
from simulation.parameters import MONEY, load_registry
from simulation.policy import Policy
from simulation.policy_checks import policy_problems
from simulation.region import Region
from simulation.underway import Caseload

EARLIEST = 156
"""January 2013, when the Wi2013 came into force: the model knows no earlier law."""
PRICES = ("nominal", "constant")
MOST_MONTHS = 360
"""A world of at most thirty years: months since the start must fit in a life record."""


@dataclass(frozen=True)
class SetupProblem:
    """What is wrong with a setup: the field, its value, what is allowed, what to do next."""

    field: str
    value: str
    allowed: str
    next_step: str


@dataclass(frozen=True)
class Setup:
    """One scenario, ready for the engine.

    start: months since 2000-01; months: length of the world;
    inflow: a name of INFLOWS; inflow_level: which edge of a forecast that has two;
    inflow_people: how published counts are read that do not say whether they count all ages;
    overrides: dated values of registered parameters, {id: {months since 2000-01: value}};
    price_years: of an override without a date, the year in whose prices it is stated;
    budgets: euros a year for course places, by name of the gemeente; none named: no limit;
    prices: of PRICES, in which calendar years are measured; the ledger itself is nominal.
    policies: what is done differently, in this order;
    inflow_rows: a user's own series, for the inflow `eigen`; inflow_shock: on top of any source.
    caseload: people who are on their way at the start, instead of the stock in reception.
    warm_up: months lived before the start, under the law and inflow of their dates.
    """

    region: Region
    start: int
    months: int
    inflow: str = "landelijk"
    inflow_level: str = "middle"
    inflow_people: str = "obliged"
    overrides: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    price_years: Mapping[str, int] = field(default_factory=dict)
    budgets: Mapping[str, float] = field(default_factory=dict)
    prices: str = "nominal"
    policies: tuple[Policy, ...] = ()
    inflow_rows: tuple[InflowRow, ...] = ()
    inflow_shock: Shock | None = None
    caseload: Caseload | None = None
    warm_up: int = 0

    def validate(self) -> list[SetupProblem]:
        """Everything that is wrong, at once; an empty list means that the setup can run."""
        registry = load_registry()
        problems = []
        if not self.region.gemeenten:
            problems.append(
                SetupProblem(
                    "region",
                    self.region.name,
                    "at least one municipality",
                    "see doorstroom regions",
                )
            )
        if not 1 <= self.months <= MOST_MONTHS or self.start + self.months > LAST_MONTH:
            problems.append(
                SetupProblem(
                    "months",
                    str(self.months),
                    f"1 to {MOST_MONTHS} months",
                    "change start or until",
                )
            )
        for name, value, allowed in (
            ("inflow.source", self.inflow, tuple(INFLOWS)),
            ("inflow.level", self.inflow_level, LEVELS),
            ("inflow.people", self.inflow_people, PEOPLE),
            ("money.prices", self.prices, PRICES),
        ):
            if value not in allowed:
                problems.append(
                    SetupProblem(name, value, ", ".join(allowed), "choose one of the allowed names")
                )
        for name in self.overrides:
            if name not in registry:
                problems.append(
                    SetupProblem(
                        f"parameters.{name}",
                        "",
                        "a registered parameter",
                        "see doorstroom explain parameter",
                    )
                )
        problems += self._own_inflow_problems()
        problems += [
            SetupProblem(
                ".".join(("policies", str(problem.place), *problem.path)),
                problem.value,
                ", ".join(f"{name} {value}" for name, value in problem.details.items())
                or problem.code,
                "see doorstroom policies",
            )
            for problem in policy_problems(self.policies, self.region)
            if not problem.warning
        ]
        problems += self._money_problems()
        first = self.start - max(self.warm_up, 0)
        if self.warm_up < 0 or self.months + self.warm_up > MOST_MONTHS:
            said = f"0 or more, and with the months at most {MOST_MONTHS}"
            problems.append(SetupProblem("warm_up", str(self.warm_up), said, "begin later"))
        if self.warm_up and self.caseload is not None:
            said = "no warm-up with a caseload, which says who is there at the start"
            problems.append(SetupProblem("warm_up", str(self.warm_up), said, "leave one out"))
        if first < EARLIEST:
            problems.append(
                SetupProblem(
                    "warm_up" if self.warm_up > 0 else "start",
                    format_month(first),
                    f"{format_month(EARLIEST)} or later: the model knows no law of before",
                    "start later",
                )
            )
        return problems

    def _own_inflow_problems(self) -> list[SetupProblem]:
        """What is wrong with the rows and the shock of the inflow."""
        problems = []
        names = {gemeente.name for gemeente in self.region.gemeenten}
        if (self.inflow == OWN_FILE) != bool(self.inflow_rows):
            allowed = f"rows of its own for {OWN_FILE}, none for another source"
            problems.append(
                SetupProblem("inflow.rows", str(len(self.inflow_rows)), allowed, "give a file")
            )
        for row in self.inflow_rows:
            if row.gemeente not in names or row.doelgroep not in DOELGROEP_NAMES:
                value = f"{row.gemeente} {row.doelgroep}"
                allowed = f"{', '.join(sorted(names))}; {', '.join(DOELGROEP_NAMES)}"
                problems.append(SetupProblem("inflow.rows", value, allowed, "correct the row"))
            if row.persons < 0:
                value = str(row.persons)
                problems.append(SetupProblem("inflow.rows", value, "0 or more", "correct the row"))
        shock = self.inflow_shock
        if shock is not None and (
            shock.factor < 0 or shock.months < 1 or shock.doelgroep not in DOELGROEP_NAMES
        ):
            allowed = "a factor of 0 or more, 1 month or more, a doelgroep"
            problems.append(SetupProblem("inflow.shock", str(shock), allowed, "correct the shock"))
        return problems

    def _money_problems(self) -> list[SetupProblem]:
        """What is wrong with amounts, budgets and the years of the SPUK."""
        registry = load_registry()
        problems = []
        names = [gemeente.name for gemeente in self.region.gemeenten]
        for name, amount in self.budgets.items():
            where = f"money.budgets.{name}"
            if name not in names:
                allowed = ", ".join(names)
                problems.append(
                    SetupProblem(where, name, allowed, "name a municipality of the region")
                )
            if not 0.0 <= amount < math.inf:
                problems.append(
                    SetupProblem(where, f"{amount:g}", "0 euros or more", "give euros a year")
                )
        for name, values in self.overrides.items():
            if name in registry and registry[name].unit.startswith(MONEY):
                for value in values.values():
                    if not 0.0 <= value < math.inf:
                        where = f"parameters.{name}"
                        problems.append(
                            SetupProblem(where, f"{value:g}", "0 euros or more", "correct it")
                        )
        own = self.overrides.get("spuk.a", {})
        begins = max(self.start, self._in_force())
        if registry["spuk.a"].at(begins) == 0.0 and not any(d <= begins for d in own):
            first = next(date for date, value in registry["spuk.a"].value if value > 0.0)
            problems.append(
                SetupProblem(
                    "start",
                    format_month(self.start),
                    f"{format_month(first)} or later: there is no SPUK amount for earlier years",
                    "start later, or give spuk.a, spuk.b, spuk.c and spuk.gezin for these years",
                )
            )
        return problems

    def _in_force(self) -> int:
        override = self.overrides.get("wet.in_force")
        if override:
            return int(next(iter(override.values())))
        return int(load_registry()["wet.in_force"].at(parse_month("2000-01")))
