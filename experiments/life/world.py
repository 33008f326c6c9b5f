"""One world lived again, month by month, with everything about one person written down.

Draws are keyed, so the world is the same as in a run, bit for bit: stepping it changes nothing,
and only the person who is followed leaves events.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from experiments.life.identity import Identity, place_of
from experiments.scenario.model import Scenario
from experiments.scenario.setups import setup_of
from simulation.accounts import NUMBER
from simulation.engine import Prepared, advance, build_world, prepare
from simulation.ledger import ENTRY_FIELDS
from simulation.parameters import load_registry
from simulation.world import EVENT_FIELDS, World

EVENTS_A_MONTH = 512
ENTRIES_A_PERSON = 16
"""Room for what one month leaves; more than fits is an error, never a loss in silence."""


@dataclass(frozen=True)
class WorldKey:
    """Which world: of a scenario, under a seed, number `world`, with a draw of the parameters.

    parameters: `point` for the registered values, `prior` for draw number `world` of their priors.
    """

    scenario: Scenario
    seed: int = 1
    world: int = 0
    parameters: str = "point"

    def prepared(self) -> Prepared:
        """The scenario under its draw. Raises ValueError for a setup that cannot run."""
        draw = load_registry().draw(self.parameters, seed=self.seed, index=self.world)
        return prepare(setup_of(self.scenario), draw)

    def build(self, prepared: Prepared) -> World:
        """The world before its first month."""
        return build_world(prepared, self.seed, self.world)


class UnknownPerson(Exception):
    """This world has nobody with that identity; carries the identity and the scenario's name."""

    def __init__(self, identity: Identity, scenario: str) -> None:
        self.identity = identity
        self.scenario = scenario
        super().__init__(f"{identity} does not live in {scenario}")


@dataclass(frozen=True)
class Lived:
    """One person's whole record.

    states: (months,) INBURGERAAR at the end of every month; households: (months,) HUISHOUDEN;
    events: (k, 4) int64 of month, event, value, extra; entries: (m, 3) int64 of month, account,
    cents; joined: for each programme of a policy the month of joining, or None.
    """

    key: WorldKey
    prepared: Prepared
    identity: Identity
    states: npt.NDArray[np.void]
    households: npt.NDArray[np.void]
    events: npt.NDArray[np.int64]
    entries: npt.NDArray[np.int64]
    joined: tuple[tuple[str, int | None], ...]

    @property
    def end(self) -> Any:
        """The record after the last month."""
        return self.states[-1]


def follow(key: WorldKey, identity: Identity, prepared: Prepared | None = None) -> Lived:
    """Live a world and write down what happens to one person.

    Raises UnknownPerson if nobody in this world has that identity.
    """
    prepared = prepared or key.prepared()
    plain = key.build(prepared)
    index = place_of(identity, plain.people, prepared.setup.region)
    if index is None:
        raise UnknownPerson(identity, key.scenario.name)
    world = _listening(plain, index)
    home = int(world.people["household"][index])
    states, households, events, entries = [], [], [], []
    for month in range(prepared.setup.months):
        advance(world, month, month + 1)
        states.append(world.people[index].copy())
        households.append(world.households[home].copy())
        events.append(_drain(world.events, world.events_used)[:, [0, 2, 3, 4]])
        mine = _drain(world.entries, world.entries_used)
        entries.append(mine[mine[:, 1] == index][:, [0, 2, 3]])
    if world.now["lost"][0] > 0:
        raise RuntimeError(f"{world.now['lost'][0]} notes of a month had no room")
    return Lived(
        key=key,
        prepared=prepared,
        identity=identity,
        states=np.array(states),
        households=np.array(households),
        events=np.concatenate(events).astype(np.int64),
        entries=np.concatenate(entries),
        joined=_joined(prepared, world, index),
    )


def _listening(world: World, index: int) -> World:
    """The same world with logs: of one person's events, and of everybody's money for a month."""
    world.people["traced"][index] = 1
    people, towns = world.people.shape[0], world.gemeenten.shape[0]
    room = people * ENTRIES_A_PERSON + towns * NUMBER * 2 + ENTRIES_A_PERSON
    return world._replace(
        events=np.zeros((EVENTS_A_MONTH, EVENT_FIELDS), dtype=np.int32),
        entries=np.zeros((room, ENTRY_FIELDS), dtype=np.int64),
    )


def _drain(log: npt.NDArray[Any], used: npt.NDArray[np.int64]) -> npt.NDArray[Any]:
    """The rows of this month; the log is empty again."""
    count = int(used[0])
    if count > log.shape[0]:
        raise RuntimeError(f"a month left {count} rows; there was room for {log.shape[0]}")
    used[0] = 0
    return log[:count].copy()


def _joined(prepared: Prepared, world: World, index: int) -> tuple[tuple[str, int | None], ...]:
    months = world.policies.joined[index].tolist()
    names = prepared.programmes.names
    return tuple(
        (name, month if month >= 0 else None) for name, month in zip(names, months, strict=True)
    )


def with_scenario(key: WorldKey, scenario: Scenario) -> WorldKey:
    """The same world under another scenario."""
    return replace(key, scenario=scenario)
