"""The model as Mesa knows it: a thin face around the engine's world.

    model = InburgeringModel.of_region("midden-twente", "2022-01", "2026-12", seed=1)
    model.run_model()
    model.outcome()

A step is one month of the same compiled engine that runs in batches, so stepping gives the same
bits as `simulation.engine.simulate`. All state lives in `model.world`; agents are views of it.
Mesa's own random numbers (`model.random`, `model.rng`) are there for what a user adds; they
decide nothing in the world, whose luck is keyed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from simulation.agents.codes import B1_ROUTE, ROUTES
from simulation.agents.views import Gemeente, Inburgeraar, Taalaanbieder
from simulation.columns import ColumnCollector, people_table
from simulation.engine import Cancelled, Outcome, advance, build_world, measure, prepare
from simulation.months import format_month, parse_month
from simulation.parameters import BEGIN, Draw, load_registry
from simulation.quiet_mesa import mesa
from simulation.randomness import luck
from simulation.record import MONTHLY_COLUMNS
from simulation.region import load_region
from simulation.setup import Setup

__all__ = [
    "ColumnCollector",
    "Gemeente",
    "Inburgeraar",
    "InburgeringModel",
    "Taalaanbieder",
    "WorldEnded",
    "WorldNotEnded",
    "month_reporters",
]

Values = Mapping[str, float | Mapping[str, float]]
"""Parameters of a scenario: {id: value}, or {id: {"YYYY-MM": value}} from dates on."""


class WorldEnded(RuntimeError):
    """A step was asked after the last month."""


class WorldNotEnded(RuntimeError):
    """The outcome was asked before the last month."""


class Collector(Protocol):
    """What collects after every month: Mesa's DataCollector, a ColumnCollector, or your own."""

    def collect(self, model: Any) -> None:
        """Look at the model."""


class InburgeringModel(mesa.Model):
    """One world, month by month.

    Args:
        setup: region, window, inflow and values of parameters.
        draw: one set of values of all parameters; the registered ones where None.
        seed, replication: key of all luck: the world that `simulate` gives for them.
        people: everybody in view is a Mesa agent too. Slower; for many people and months
            prefer `people_table()` or a ColumnCollector.
        trace: keep every event of everybody, for `outcome().events`.
        datacollector: its `collect` is called at the end of every step.

    Attributes:
        world: the arrays in which everything lives (simulation.world.World).
        month: months lived so far; so also the number of the next month of the world.
        running: whether there is a month left.

    Raises:
        ValueError: if the setup has problems, or seed or replication lies outside 32 bits.
    """

    def __init__(
        self,
        setup: Setup,
        draw: Draw | None = None,
        seed: int = 1,
        replication: int = 0,
        *,
        people: bool = False,
        trace: bool = False,
        datacollector: Collector | None = None,
    ) -> None:
        luck(seed, replication)  # complains of a wrong one in words
        super().__init__(rng=[seed, replication])
        self.setup = setup
        self.prepared = prepare(setup, draw or load_registry().draw("point"))
        self.world = build_world(self.prepared, seed, replication, trace=trace)
        self.month = 0
        self.datacollector = datacollector
        self._people: dict[int, Inburgeraar] | None = {} if people else None
        for row in range(len(setup.region.gemeenten)):
            Gemeente(self, row)
        for row in range(len(self.world.aanbod)):
            if row % ROUTES >= B1_ROUTE:
                Taalaanbieder(self, row)
        # Mesa counts a step before it takes it: refuse before Mesa does anything.
        self._mesa_step = self.step
        self.step = self._step_if_running  # type: ignore[method-assign]

    @classmethod
    def of_region(
        cls,
        region: str = "midden-twente",
        start: str = "2022-01",
        until: str = "2031-12",
        *,
        seed: int = 1,
        replication: int = 0,
        parameters: Values | None = None,
        **options: Any,
    ) -> InburgeringModel:
        """A world of a region that comes with the program, under the registered values.

        Args:
            region: a name of simulation.region.list_regions().
            start, until: first and last month, YYYY-MM; `until` is included.
            parameters: other values, {"lessen.b1_hours_week": 12} or by date
                {"aanbod.extra_places_z": {"2026-01": 40}}.
            options: people, trace, datacollector, and draw, as for the class.

        Raises:
            ValueError: for a month that is none, or a setup with problems.
            RegionError: for a region that is unknown.
        """
        first, last = parse_month(start), parse_month(until)
        overrides = {name: _dated(value) for name, value in (parameters or {}).items()}
        setup = Setup(load_region(region), first, last - first + 1, overrides=overrides)
        return cls(setup, seed=seed, replication=replication, **options)

    def step(self) -> None:
        """Live one month: all steps of simulation.month.MONTH, in their order.

        Raises:
            WorldEnded: after the last month; `running` is False from then on.
        """
        self._refuse_after_the_end()
        if not advance(self.world, self.month, self.month + 1):
            raise Cancelled
        self.month += 1
        self.running = self.month < self.setup.months
        self._look_who_is_there()
        if self.datacollector is not None:
            self.datacollector.collect(self)

    def _step_if_running(self) -> None:
        self._refuse_after_the_end()
        self._mesa_step()

    def _refuse_after_the_end(self) -> None:
        months = self.setup.months
        if self.month == months:
            last = format_month(self.setup.start + months - 1)
            raise WorldEnded(
                f"month {months} ({last}) was the last of this world and model.running is False; "
                "ask for more months with the setup's `months` or a later `until`"
            )

    def _look_who_is_there(self) -> None:
        """Make agents of whoever came into view, and let go of whoever left it."""
        if self._people is None:
            return
        there = self.in_view.tolist()
        for index in sorted(self._people.keys() - set(there)):
            self._people.pop(index).remove()
        for index in there:
            if index not in self._people:
                self._people[index] = Inburgeraar(self, index)

    @property
    def date(self) -> str:
        """The month last lived, YYYY-MM; before the first step the month before the start."""
        return format_month(self.setup.start + self.month - 1)

    @property
    def in_view(self) -> npt.NDArray[np.int32]:
        """(n,) places in `world.people` of everybody in view, in order of arrival."""
        return self.world.active[: int(self.world.in_scope[0])].copy()

    def count(self, column: str) -> int:
        """A count of the month last lived (0 before the first).

        Raises:
            ValueError: for a column that is not one of record.MONTHLY_COLUMNS.
        """
        if column not in MONTHLY_COLUMNS:
            raise ValueError(f"column {column!r}: allowed are {', '.join(MONTHLY_COLUMNS)}")
        if self.month == 0:
            return 0
        return int(self.world.monthly[self.month - 1, MONTHLY_COLUMNS.index(column)])

    def monthly_table(self) -> pd.DataFrame:
        """The counts of every month lived so far: a row a month (YYYY-MM), a column a count."""
        start = self.setup.start
        dates = [format_month(start + month) for month in range(self.month)]
        counts = self.world.monthly[: self.month].copy()
        return pd.DataFrame(
            counts, index=pd.Index(dates, name="month"), columns=list(MONTHLY_COLUMNS)
        )

    def people_table(self, *names: str) -> pd.DataFrame:
        """These fields of everybody in view now, from the arrays at once (columns.py)."""
        return people_table(self, names)

    def outcome(self) -> Outcome:
        """What the world leaves, measured as for `simulate`: after the last month only.

        Observables look at fixed moments up to the end, so half a world has none; for what is
        known on the way there are `count`, `monthly_table` and the agents.

        Raises:
            WorldNotEnded: before the end.
        """
        months = self.setup.months
        if self.month < months:
            raise WorldNotEnded(
                f"{self.month} of {months} months are lived; step on (model.run_model()), or read "
                "model.monthly_table() and the agents for what is known by now"
            )
        return measure(self.prepared, self.world)


def month_reporters(*columns: str) -> dict[str, Any]:
    """Model reporters for Mesa's DataCollector: these counts of each month (all where empty)."""
    return {
        name: partial(InburgeringModel.count, column=name) for name in columns or MONTHLY_COLUMNS
    }


def _dated(value: float | Mapping[str, float]) -> dict[int, float]:
    if isinstance(value, Mapping):
        return {parse_month(date): float(number) for date, number in value.items()}
    return {BEGIN: float(value)}
