"""Simulate the arms of a comparison: a scenario under a variant, in the worlds of the question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from experiments.compare.outcomes import Asked
from experiments.compare.question import VARIANT_DRAWS, Question
from experiments.compare.variants import MAIN, Variant
from experiments.errors import RunStopped
from experiments.runner.request import ParameterKind
from experiments.runner.threads import work_in_threads
from simulation.engine import Cancelled, advance, build_world, measure, prepare
from simulation.money_asked import answer_money, money_answers
from simulation.money_observable import MoneyObservable
from simulation.observable import Observable
from simulation.parameters import load_registry
from simulation.setup import Setup

Progress = Callable[[int], None]
_WORLDS_A_TASK = 10
_Task = tuple["Arm", Setup, int, npt.NDArray[np.intp]]
"""An arm, its setup, a parameter draw, and the rows of the worlds that are to be simulated."""


class Worlds(Protocol):
    """Which worlds are simulated of which setups, and what is measured in them."""

    @property
    def setups(self) -> tuple[Setup, ...]: ...
    @property
    def asked(self) -> tuple[Asked, ...]: ...
    @property
    def seed(self) -> int: ...
    @property
    def replications(self) -> int: ...
    @property
    def parameters(self) -> ParameterKind: ...
    @property
    def draws(self) -> int: ...
    def draw_of(self, world: int) -> int: ...
    def luck_of(self, scenario: int, world: int) -> int: ...


@dataclass(frozen=True)
class Arm:
    """One scenario (its place in the question) under one variant."""

    scenario: int
    variant: Variant

    @property
    def name(self) -> str:
        """A name for tables: `0:main`, `1:structure[werk.structure=1]`."""
        return f"{self.scenario}:{self.variant.key}"


@dataclass(frozen=True)
class ArmValues:
    """What the worlds of an arm give.

    worlds, draws: (worlds,) numbers; values: (worlds, asked) nan where undefined or failed;
    behind: (worlds, asked) the number of persons behind each; errors: of failed worlds, by number.
    """

    worlds: npt.NDArray[np.int64]
    draws: npt.NDArray[np.int64]
    values: npt.NDArray[np.float64]
    behind: npt.NDArray[np.int64]
    errors: dict[int, str]


def arms_of(question: Question) -> list[Arm]:
    """Return every arm that the question needs, each once.

    A variant that cannot change the reference needs no second reference.
    """
    found = [Arm(scenario, MAIN) for scenario in range(len(question.scenarios))]
    seen = {arm.name for arm in found}
    for scenario in range(1, len(question.scenarios)):
        for variant in question.variants_of(scenario):
            for arm in (Arm(0, variant), Arm(scenario, variant)):
                if variant.touches(question.setups[arm.scenario]) and arm.name not in seen:
                    seen.add(arm.name)
                    found.append(arm)
    return found


def worlds_of(question: Worlds, variant: Variant) -> list[int]:
    """Return the numbers of the worlds of a variant: whole draws, all of them for the main one."""
    draws = question.draws if variant is MAIN else min(question.draws, VARIANT_DRAWS)
    most = question.replications if question.draws > 1 else VARIANT_DRAWS * 2
    most = question.replications if variant is MAIN else most
    return [w for w in range(question.replications) if question.draw_of(w) < draws][:most]


def simulate_arms(
    question: Worlds, arms: list[Arm], workers: int, progress: Progress | None = None
) -> dict[str, ArmValues]:
    """Simulate all worlds of all arms in threads; return the values by the name of the arm.

    progress: called with the number of finished worlds. The answer does not depend on `workers`.
    Raises RunStopped when the user interrupts.
    """
    batch = _Batch(question, arms)

    def watch() -> None:
        if progress is not None:
            progress(batch.done)

    try:
        work_in_threads(batch.work, workers, watch, batch.stop)
    except KeyboardInterrupt:
        raise RunStopped(batch.done, batch.size) from None
    return {arm.name: batch.values[arm.name] for arm in arms}


def size_of(question: Worlds, arms: list[Arm]) -> int:
    """Return how many worlds the arms have together."""
    return sum(len(worlds_of(question, arm.variant)) for arm in arms)


class _Batch:
    """The work that threads share: worlds of one draw of one arm, prepared once, at a time."""

    def __init__(self, question: Worlds, arms: list[Arm]) -> None:
        self.question = question
        self.size = size_of(question, arms)
        self.done = 0
        self.cancel = np.zeros(1, dtype=np.int64)
        self.people = tuple(a for a in question.asked if isinstance(a, Observable))
        self.money = tuple(a for a in question.asked if isinstance(a, MoneyObservable))
        self.places = _places(question.asked, self.people, self.money)
        self.registry = load_registry()
        self.values = {arm.name: self._empty(arm) for arm in arms}
        self.tasks = iter(list(self._tasks(arms)))  # one for all threads: next() is atomic

    def _empty(self, arm: Arm) -> ArmValues:
        worlds = np.array(worlds_of(self.question, arm.variant), dtype=np.int64)
        shape = len(worlds), len(self.question.asked)
        behind = np.zeros(shape, dtype=np.int64)
        draws = worlds % self.question.draws
        return ArmValues(worlds, draws, np.full(shape, np.nan), behind, {})

    def _tasks(self, arms: list[Arm]) -> Iterator[_Task]:
        for arm in arms:
            setup = arm.variant.of(self.question.setups[arm.scenario])
            draws = self.values[arm.name].draws
            for draw in np.unique(draws):
                rows = np.flatnonzero(draws == draw)
                for first in range(0, len(rows), _WORLDS_A_TASK):
                    yield arm, setup, int(draw), rows[first : first + _WORLDS_A_TASK]

    def stop(self) -> None:
        """Ask every world at work to stop within a simulated month."""
        self.cancel[0] = 1

    def work(self) -> None:
        """Take tasks until there are none."""
        for task in self.tasks:
            if self.cancel[0]:
                return
            try:
                self._simulate(*task)
            except Cancelled:
                return

    def _simulate(self, arm: Arm, setup: Setup, index: int, rows: npt.NDArray[np.intp]) -> None:
        values, question = self.values[arm.name], self.question
        draw = self.registry.draw(question.parameters, seed=question.seed, index=index)
        try:
            prepared = prepare(setup, draw, self.people)
        except Exception as error:  # one bad draw must not end the others
            values.errors.update({int(values.worlds[row]): _told(error) for row in rows})
            self.done += len(rows)
            return
        for row in rows:
            luck = question.luck_of(arm.scenario, int(values.worlds[row]))
            try:
                world = build_world(prepared, question.seed, luck, self.cancel)
                if not advance(world, 0, setup.months):
                    raise Cancelled
                outcome = measure(prepared, world)
                euros, persons = answer_money(
                    money_answers(prepared, world, outcome.ledger), self.money
                )
            except Cancelled:
                raise
            except Exception as error:
                values.errors[int(values.worlds[row])] = _told(error)
            else:
                values.values[row, self.places] = np.concatenate([outcome.observables, euros])
                values.behind[row, self.places] = np.concatenate([outcome.counts, persons])
            self.done += 1


def _places(asked: tuple[Asked, ...], *parts: tuple[Asked, ...]) -> npt.NDArray[np.int64]:
    position = {one.key: place for place, one in enumerate(asked)}
    return np.array([position[one.key] for part in parts for one in part], dtype=np.int64)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
