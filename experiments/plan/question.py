"""What is asked of a plan, and the id that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from experiments.calibrated import posterior_part
from experiments.compare.outcomes import Asked
from experiments.design.levers import Lever, turn
from experiments.plan.norm import Norm
from experiments.plan.search import Span
from experiments.runner.request import ParameterKind, answering_digests
from experiments.scenario.model import Scenario
from experiments.scenario.setups import setup_of
from experiments.store.disk import digest_of
from simulation.accounts import PAYERS
from simulation.money_observable import MoneyObservable
from simulation.months import format_month, parse_month
from simulation.observable import Observable
from simulation.prices import year_of
from simulation.setup import Setup

SCHEMA = 1
Setting = tuple[float, ...]
"""A value for each lever."""
By = Literal["world", "year"]


@dataclass(frozen=True)
class PlanQuestion:
    """Which value of the first lever meets a norm, for each setting of the others.

    scenario: as it is without the levers. spans: of each lever. by: whether the norm must be met
    in a world as a whole, or is held against each of its calendar years. probability: in at least
    this share of the worlds (or years). replications, draws: as in a comparison.
    """

    scenario: Scenario
    levers: tuple[Lever, ...]
    spans: tuple[Span, ...]
    norm: Norm
    by: By
    probability: float
    seed: int
    replications: int
    parameters: ParameterKind
    draws: int

    @cached_property
    def first(self) -> int:
        """The first month in which a lever holds, since 2000-01."""
        starts = [parse_month(lever.start) for lever in self.levers if lever.start is not None]
        return min(starts, default=self.scenario.start_month)

    @cached_property
    def norms(self) -> tuple[Observable, ...]:
        """The outcomes that the norm is held against: one, or one a calendar year."""
        norm = self.norm.since(self.first)
        if self.by == "world":
            return (norm.observable,)
        last = self.scenario.start_month + self.scenario.months - 1
        years = range(year_of(self.first + 11), year_of(last + 1))
        filters = dict(norm.observable.filter)
        return tuple(
            Observable(
                norm.observable.name,
                {**filters, "event_from": f"{year}-01", "event_until": f"{year}-12"},
            )
            for year in years
        )

    @cached_property
    def costs(self) -> tuple[MoneyObservable, ...]:
        """What a year costs from then on: altogether, and by payer."""
        since = {"year_from": year_of(self.first)}
        payers = [MoneyObservable("cost", {**since, "payer": payer}) for payer in PAYERS]
        return (MoneyObservable("cost", since), *payers)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Everything that is measured in a world."""
        return (*self.norms, *self.costs)

    def turned(self, setting: Setting | None) -> Scenario:
        """Return the scenario with the levers at these values; None: as it is."""
        if setting is None:
            return self.scenario
        return turn(self.scenario, dict(zip(self.levers, setting, strict=True)))

    @cached_property
    def worlds(self) -> dict[str, Any]:
        """What decides the values of a setting, but the setting itself, in a canonical form."""
        return {
            "schema": SCHEMA,
            "kind": "plan",
            "scenario": self.scenario.resolved(),
            "levers": [{"name": lever.name, "from": lever.start} for lever in self.levers],
            "asked": [one.key for one in self.asked],
            "seed": self.seed,
            "replications": self.replications,
            "parameters": self.parameters,
            "draws": self.draws,
            **posterior_part(self.parameters),
            "since": format_month(self.first),
            **answering_digests(),
        }

    @cached_property
    def plan_id(self) -> str:
        """The first 16 digits of the sha256 of what is simulated; norms of one outcome share it."""
        return digest_of(self.worlds)[:16]


@dataclass(frozen=True)
class Trial:
    """Some settings of a question, simulated together in the same worlds."""

    question: PlanQuestion
    settings: tuple[Setting | None, ...]

    @cached_property
    def setups(self) -> tuple[Setup, ...]:
        """What the engine is asked, by setting."""
        return tuple(setup_of(self.question.turned(setting)) for setting in self.settings)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """What is measured."""
        return self.question.asked

    @property
    def seed(self) -> int:
        """Same seed, same people and luck."""
        return self.question.seed

    @property
    def replications(self) -> int:
        """Worlds a setting."""
        return self.question.replications

    @property
    def parameters(self) -> ParameterKind:
        """Of which kind the parameters are."""
        return self.question.parameters

    @property
    def draws(self) -> int:
        """How many parameter draws the worlds take in turn."""
        return self.question.draws

    def draw_of(self, world: int) -> int:
        """Return the index of the parameter draw that a world takes."""
        return world % self.draws

    def luck_of(self, scenario: int, world: int) -> int:
        """Return the number of the luck of a world: shared by all settings."""
        return world
