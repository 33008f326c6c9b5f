"""Life lines of invented people in worlds where nothing is left to chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from experiments.life.identity import Identity, identity_of
from experiments.life.line import LifeLine, life_line
from experiments.life.sentences import tell
from experiments.life.world import Lived, follow
from simulation import engine
from simulation import randomness as keys
from simulation.months import parse_month
from simulation.parameters import load_registry
from simulation.setup import Setup
from tests.simulation.worlds import CERTAIN, TWO_TOWNS, Newcomer, invent, overrides_from


@dataclass(frozen=True)
class Named:
    """As much of a scenario as a life line asks for."""

    name: str

    def title_in(self, lang: str) -> str:
        return f"{self.name} ({lang})"


@dataclass(frozen=True)
class HandMade:
    """A world of invented people, with the face of a WorldKey."""

    newcomers: Sequence[Newcomer]
    months: int
    values: Mapping[str, Any] = field(default_factory=dict)
    start: str = "2023-01"
    scenario: Any = Named("met de hand")
    seed: int = 1
    world: int = 0
    parameters: str = "point"

    def prepared(self) -> engine.Prepared:
        first = parse_month(self.start)
        overrides = overrides_from({**CERTAIN, **self.values}, first)
        setup = Setup(TWO_TOWNS, first, self.months, overrides=overrides)
        return engine.prepare(setup, load_registry().draw("point"))

    def build(self, prepared: engine.Prepared) -> Any:
        people, households = invent(self.newcomers, prepared.setup.start)
        luck = keys.luck(self.seed, self.world)
        return engine.assemble_world(prepared, people, households, luck)

    def identity(self, name: str) -> Identity:
        place = [newcomer.name for newcomer in self.newcomers].index(name)
        world = self.build(self.prepared())
        return identity_of(world.people[place], TWO_TOWNS)

    def follow(self, name: str) -> Lived:
        return follow(self, self.identity(name))  # type: ignore[arg-type]

    def line(self, name: str) -> LifeLine:
        return life_line(self.follow(name))


def told(line: LifeLine, lang: str) -> list[str]:
    """`2023-04 sentence`, as many as there are."""
    return [f"{sentence.month} {sentence.text}" for sentence in tell(line, lang)]
