"""A sensitivity file that was checked: its factors, and the design that simulates it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from experiments.design.design import Design
from experiments.design.levers import Lever
from experiments.design.points import Rows
from experiments.scenario.model import Scenario
from experiments.sensitivity.indices import Table, runs_of, sample
from experiments.sensitivity.model import Method
from simulation.parameters import Parameter

CHANCE = "toeval"
"""The name of the luck of a world, as a factor beside the others."""
LUCKS = 1_000_000
"""Worlds among which the luck is chosen."""
EDGE = 0.005
"""Priors without ends are cut off at this share on each side."""


@dataclass(frozen=True)
class Factor:
    """One unknown: a lever, between two values, or along the prior of a parameter."""

    lever: Lever
    low: float | None = None
    high: float | None = None
    prior: Parameter | None = None
    month: int = 0

    def at(self, share: float) -> float:
        """Return the value at a share, 0 <= share <= 1."""
        if self.prior is not None:
            within = min(max(share, EDGE), 1 - EDGE)
            return self.prior.quantile(self.prior.at(self.month), within)
        assert self.low is not None
        assert self.high is not None
        return self.low + share * (self.high - self.low)


@dataclass(frozen=True)
class SensitivityQuestion:
    """Which factors are held against which outcomes of a scenario, and how.

    outcomes: keys of observables. chance: whether luck is a factor; if not, all runs share it.
    """

    name: str
    scenario: Scenario
    method: Method
    samples: int
    factors: tuple[Factor, ...]
    outcomes: tuple[str, ...]
    chance: bool
    seed: int

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all factors, chance among them."""
        own = tuple(factor.lever.name for factor in self.factors)
        return (*own, CHANCE) if self.chance else own

    @property
    def runs(self) -> int:
        """How many worlds are simulated."""
        return runs_of(self.method, self.samples, len(self.names))

    @cached_property
    def shares(self) -> Table:
        """What is tried: (runs, factors) between 0 and 1."""
        return sample(self.method, self.names, self.samples, self.seed)

    @cached_property
    def design(self) -> Design:
        """The batch that simulates it: one run a row, all other parameters at their value."""
        own = self.shares[:, : len(self.factors)]
        rows = [[f.at(u) for f, u in zip(self.factors, row, strict=True)] for row in own.tolist()]
        lucks: Sequence[int] = ()
        if self.chance:
            lucks = np.minimum(self.shares[:, -1] * LUCKS, LUCKS - 1).astype(np.int64).tolist()
        return Design(
            name=self.name,
            scenarios=(self.scenario,),
            levers=tuple(factor.lever for factor in self.factors),
            points=Rows(np.array(rows, dtype=np.float64)),
            seed=self.seed,
            replications=1,
            parameters="point",
            draws=1,
            lucks=tuple(lucks),
        )
