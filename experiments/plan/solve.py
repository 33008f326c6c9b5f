"""Answer the inverse question: search the first lever for each setting of the others."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from experiments.compare.arms import Arm, simulate_arms, size_of
from experiments.compare.variants import MAIN
from experiments.design.design import design_of_one
from experiments.errors import InputProblems, Problem
from experiments.plan.kept import Kept, Values, kept_in
from experiments.plan.question import PlanQuestion, Setting, Trial
from experiments.plan.search import FIRST_VALUES, Found, Point, search
from experiments.runner.batch import Watcher
from experiments.runner.run import compile_engine

OTHER_VALUES = {1: 0, 2: FIRST_VALUES, 3: 3}
"""Values of each further lever, by how many levers there are."""
FEWEST_DEFINED = 0.5
"""A norm that is undefined in more of the worlds than this cannot be planned for."""


@dataclass(frozen=True)
class Row:
    """The answer for one setting of the other levers.

    cost: the expected extra cost a year at the value against the scenario as it is, euros of all
    payers together; nan where no value meets the norm.
    """

    others: Setting
    found: Found
    cost: float


@dataclass(frozen=True)
class Plan:
    """What came of a question.

    rows: one for each setting of the other levers. values: (worlds, asked) of each setting that was
    tried, None is the scenario as it is. failed: how many worlds ended in an error.
    """

    question: PlanQuestion
    rows: tuple[Row, ...]
    values: dict[Setting | None, Values]
    simulated: int
    failed: int
    seconds: float

    @property
    def best(self) -> Row | None:
        """The row that meets the norm at the least cost; None where none does."""
        met = [row for row in self.rows if row.found.value is not None]
        return min(met, key=lambda row: row.cost) if met else None

    def extra_cost(self, setting: Setting, payer: int = -1) -> float:
        """Return the extra cost a year of a setting, euros; payer -1: of all together."""
        place = len(self.question.norms) + 1 + payer
        difference = self.values[setting][:, place] - self.values[None][:, place]
        known = difference[~np.isnan(difference)]
        return float(known.mean()) if len(known) else float("nan")


def solve(
    question: PlanQuestion,
    store: Path,
    workers: int,
    fresh: bool = False,
    watcher: Watcher | None = None,
) -> Plan:
    """Search; what is in the store is read, not simulated.

    Raises InputProblems where the norm is undefined in most worlds, RunStopped, StoreProblem.
    """
    begun = time.perf_counter()
    trying = _Trying(question, kept_in(store, question), workers, fresh, watcher or Watcher())
    trying.values_of([None])
    number = OTHER_VALUES[len(question.levers)]
    others = [span.values(span.low, span.high, number) for span in question.spans[1:]]
    found = []
    for setting in product(*others):

        def ask(values: Sequence[float], setting: Setting = setting) -> list[Point]:
            return trying.points([(value, *setting) for value in values])

        found.append((setting, search(question.spans[0], question.probability, ask)))
    plan = Plan(question, (), trying.values, trying.simulated, trying.failed, 0.0)
    rows = []
    for setting, one in found:
        cost = float("nan") if one.value is None else plan.extra_cost((one.value, *setting))
        rows.append(Row(setting, one, cost))
    seconds = time.perf_counter() - begun
    return Plan(question, tuple(rows), trying.values, trying.simulated, trying.failed, seconds)


class _Trying:
    """The settings that were tried, and the simulation of those that were not."""

    def __init__(
        self, question: PlanQuestion, kept: Kept, workers: int, fresh: bool, watcher: Watcher
    ) -> None:
        self.question = question
        self.kept = kept
        self.workers = workers
        self.fresh = fresh
        self.watcher = watcher
        self.values: dict[Setting | None, Values] = {}
        self.simulated = self.failed = 0

    def points(self, settings: Sequence[Setting]) -> list[Point]:
        """Try settings; return how often each meets the norm."""
        self.values_of(settings)
        return [self._point(setting) for setting in settings]

    def values_of(self, settings: Sequence[Setting | None]) -> None:
        """Have the values of these settings."""
        for setting in settings:
            found = None if self.fresh else self.kept.find(setting)
            if setting not in self.values and found is not None:
                self.values[setting] = found
        missing = tuple(setting for setting in settings if setting not in self.values)
        if not missing:
            return
        trial = Trial(self.question, missing)
        arms = [Arm(place, MAIN) for place in range(len(missing))]
        if not self.simulated:
            one = design_of_one(self.question.turned(missing[0]), trial.seed, 1, "point", 1)
            compile_engine(one, self.watcher)
        self.watcher.started(size_of(trial, arms), 0)
        simulated = simulate_arms(trial, arms, self.workers, self.watcher.progress)
        self.watcher.saving()
        for arm, setting in zip(arms, missing, strict=True):
            came = simulated[arm.name]
            self.values[setting] = came.values
            self.failed += len(came.errors)
            self.simulated += len(came.values)
            if not came.errors:
                self.kept.write(setting, came.values)

    def _point(self, setting: Setting) -> Point:
        norms = self.values[setting][:, : len(self.question.norms)]
        known = norms[~np.isnan(norms)]
        if len(known) < FEWEST_DEFINED * norms.size:
            details = {"defined": len(known), "of": norms.size}
            raise InputProblems(
                [Problem("plan-undefined", "--norm", self.question.norm.key, details=details)]
            )
        return Point(setting[0], int(self.question.norm.met(known).sum()), len(known))
