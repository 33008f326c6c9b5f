"""What an executor gives back of a shard: its tables, and how many of its runs failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from experiments.design.design import Design
from experiments.store.outputs import Outputs
from experiments.store.shards import Shard
from experiments.store.tables import tables_of
from experiments.worlds import World


@dataclass(frozen=True)
class Simulated:
    """The tables of a shard by name, its runs in order, and how many of these failed."""

    tables: Mapping[str, pa.Table]
    failed: int


def simulated(design: Design, outputs: Outputs, worlds: Sequence[World]) -> Simulated:
    """Return the worlds of a shard, in order, as it is kept."""
    names = [design.cell(world.cell).scenario for world in worlds]
    failed = sum(world.outcome is None for world in worlds)
    return Simulated(tables_of(worlds, outputs, names, design.seed), failed)


def set_aside(design: Design, outputs: Outputs, shard: Shard, reason: str) -> Simulated:
    """Return a shard none of whose runs could be simulated, each with the reason."""
    worlds = []
    for number in range(shard.first, shard.last):
        cell, world, draw = design.place(number)
        worlds.append(World(world, draw, "", None, reason, cell))
    return simulated(design, outputs, worlds)
