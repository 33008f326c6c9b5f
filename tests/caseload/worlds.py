"""Worlds that start from a caseload of invented people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulation import engine
from simulation.agents.codes import SERIES_CASELOAD
from simulation.agents.events import EVENT_NAMES
from simulation.inflow import InflowRow
from simulation.months import parse_month
from simulation.parameters import load_registry
from simulation.setup import Setup
from simulation.underway import Caseload, Underway
from tests.simulation.worlds import CERTAIN, TWO_TOWNS, overrides_from

START = parse_month("2024-01")
NOBODY = (InflowRow(START, "aadorp", "asiel", 0.0),)
"""No newcomers."""


@dataclass(frozen=True)
class Resumed:
    """A world that has run: records at the start and at the end, and events by person."""

    before: Any
    after: Any
    world: Any
    outcome: engine.Outcome
    lives: dict[int, list[tuple[int, str, int, int]]]

    def life(self, place: int, *dull: str) -> list[tuple[int, str, int, int]]:
        """What happened to somebody, by place in the caseload."""
        hidden = {"hours", "bijstand", "ontzorgen_ended", *dull}
        return [event for event in self.lives[place] if event[1] not in hidden]


def setup_of(
    people: Sequence[Underway],
    months: int,
    values: Mapping[str, Any] | None = None,
    certain: bool = True,
) -> Setup:
    given = {**(CERTAIN if certain else {}), **(values or {})}
    return Setup(
        TWO_TOWNS,
        START,
        months,
        inflow="eigen",
        inflow_rows=NOBODY,
        overrides=overrides_from(given, START),
        caseload=Caseload(tuple(people), invented=True),
    )


def resume(setup: Setup, seed: int = 1, draw: Any = None) -> Resumed:
    """Let a caseload live on."""
    prepared = engine.prepare(setup, draw or load_registry().draw("point"))
    world = engine.build_world(prepared, seed, 0, trace=True)
    before = world.people.copy()
    assert engine.advance(world, 0, setup.months)
    outcome = engine.measure(prepared, world)
    own = {int(p["index"]): [] for p in before if p["series"] == SERIES_CASELOAD}
    first = min(own)
    lives: dict[int, list[tuple[int, str, int, int]]] = {i - first: [] for i in own}
    for month, person, code, value, extra in outcome.events.tolist():
        if person in own:
            lives[person - first].append((month, EVENT_NAMES[code], value, extra))
    return Resumed(before[first:], world.people[first:], world, outcome, lives)
