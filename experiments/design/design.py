"""A design: scenarios, points of their levers, draws of the parameters, and replications.

A *cell* is one scenario at one point. A *run* is one world of one cell. Cells and runs are
numbered: run n is world n mod replications of cell n div replications; cells go scenario by
scenario, point by point.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from experiments.calibrated import posterior_part
from experiments.design.levers import Lever, turn
from experiments.design.points import Grid, Points, Rows
from experiments.scenario.model import Scenario

ParameterKind = Literal["point", "prior", "posterior"]


@dataclass(frozen=True)
class Cell:
    """One scenario at one point: its number, the scenario's name, the value of each lever."""

    number: int
    scenario: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Design:
    """What runs; the same design asks the same question.

    scenarios: checked, with the same region and months. levers, points: what is turned, and to
    which values. replications: worlds a cell; world r uses parameter draw r mod `draws`, so all
    cells see the same people with the same luck. lucks: the number of the one world of each point,
    where its luck is chosen too; then there is one replication.
    """

    name: str
    scenarios: tuple[Scenario, ...]
    levers: tuple[Lever, ...]
    points: Points
    seed: int
    replications: int
    parameters: ParameterKind
    draws: int
    lucks: tuple[int, ...] = ()

    @cached_property
    def number_of_points(self) -> int:
        """How many points are tried in each scenario."""
        return self.points.size if isinstance(self.points, Grid) else len(self.points)

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return len(self.scenarios) * self.number_of_points

    @property
    def runs(self) -> int:
        """How many runs there are."""
        return self.cells * self.replications

    @property
    def months(self) -> int:
        """How many months each run simulates."""
        return self.scenarios[0].months

    def place(self, run: int) -> tuple[int, int, int]:
        """Return the cell, the world and the parameter draw of a run."""
        cell, world = divmod(run, self.replications)
        if self.lucks:
            world = self.lucks[cell % self.number_of_points]
        return cell, world, world % self.draws

    def cell(self, number: int) -> Cell:
        """Return a cell by its number."""
        scenario, point = divmod(number, self.number_of_points)
        return Cell(number, self.scenarios[scenario].name, self.points[point])

    def scenario(self, cell: int) -> Scenario:
        """Return the scenario of a cell, with its levers turned."""
        scenario, point = divmod(cell, self.number_of_points)
        values = dict(zip(self.levers, self.points[point], strict=True))
        return turn(self.scenarios[scenario], values)

    def content(self) -> dict[str, Any]:
        """Return everything that is asked, as plain values in a canonical form."""
        points: dict[str, Any] = {"number": self.number_of_points}
        if isinstance(self.points, Grid):
            points["grid"] = [list(one.values) for one in self.points.ranges]
        elif isinstance(self.points, Rows):
            points["sha256"] = hashlib.sha256(self.points.table.tobytes()).hexdigest()
        if self.lucks:
            points["lucks"] = hashlib.sha256(repr(self.lucks).encode()).hexdigest()
        return {
            "scenarios": [scenario.resolved() for scenario in self.scenarios],
            "levers": [{"name": lever.name, "from": lever.start} for lever in self.levers],
            "points": points,
            "seed": self.seed,
            "replications": self.replications,
            "parameters": self.parameters,
            "draws": min(self.draws, self.replications),
            **posterior_part(self.parameters),
        }


def design_of_one(
    scenario: Scenario, seed: int, replications: int, parameters: ParameterKind, draws: int
) -> Design:
    """Return the design of `run`: one scenario as it is."""
    return Design(
        name=scenario.name,
        scenarios=(scenario,),
        levers=(),
        points=Grid(()),
        seed=seed,
        replications=replications,
        parameters=parameters,
        draws=draws,
    )
