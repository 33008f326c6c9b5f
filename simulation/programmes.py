"""The programmes of policies, as arrays: a scenario's fixed tables, and one world's memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simulation.agents.codes import DOELGROEPEN, NEVER
from simulation.agents.programme import EFFECT, PROGRAMME
from simulation.compiled import as_records
from simulation.queues import Queues, make_queues


class Policies(NamedTuple):
    """What policies do to people in one world.

    programmes: (k,) PROGRAMME; effects: (e,) EFFECT, in the order of their programmes;
    strength: (months, g, DOELGROEPEN, k) float64 from 0 (not in force, or not for them) to 1;
    price: (months, k) float64, euros charged for joining;
    joined: (n, k) int16, month of joining, NEVER, DECLINED or WAITING;
    busy: (k,) int64, places taken in the next month; starts, present: (months, k) int64, people
    who joined and who took part; queues: a waiting list a programme.
    """

    programmes: Any
    effects: Any
    strength: Any
    price: Any
    joined: Any
    busy: Any
    starts: Any
    present: Any
    queues: Queues


@dataclass(frozen=True)
class ProgrammeTables:
    """The fixed part, shared by all worlds of a scenario under one draw of the parameters.

    names: kind of the policy behind each programme; arrays as in Policies.
    """

    names: tuple[str, ...]
    programmes: npt.NDArray[np.void]
    effects: npt.NDArray[np.void]
    strength: npt.NDArray[np.float64]
    price: npt.NDArray[np.float64]


def no_programmes(months: int, gemeenten: int) -> ProgrammeTables:
    """The tables of a scenario without policies."""
    return ProgrammeTables(
        (),
        np.zeros(0, dtype=PROGRAMME),
        np.zeros(0, dtype=EFFECT),
        np.zeros((months, gemeenten, DOELGROEPEN, 0)),
        np.zeros((months, 0)),
    )


def policies_of(tables: ProgrammeTables, people: int, months: int) -> Policies:
    """The programmes of one world, before anybody has joined."""
    number = len(tables.programmes)
    return Policies(
        programmes=as_records(tables.programmes),
        effects=as_records(tables.effects),
        strength=tables.strength,
        price=tables.price,
        joined=np.full((people, number), NEVER, dtype=np.int16),
        busy=np.zeros(number, dtype=np.int64),
        starts=np.zeros((months, number), dtype=np.int64),
        present=np.zeros((months, number), dtype=np.int64),
        queues=make_queues(np.full(number, people + 1, dtype=np.int64)),
    )
