"""The words and the arithmetic of each observable name, each once."""

from __future__ import annotations

from simulation.definitions.definition import (
    BETTER,
    DIRECTIONS,
    NEUTRAL,
    UNITS,
    WORSE,
    Definition,
)
from simulation.definitions.duty import DUTY
from simulation.definitions.participation import PARTICIPATION
from simulation.definitions.trajectory import TRAJECTORY
from simulation.definitions.waits import QUEUES, WAITS, Queue

__all__ = [
    "BETTER",
    "DEFINITIONS",
    "DIRECTIONS",
    "NEUTRAL",
    "QUEUES",
    "UNITS",
    "WORSE",
    "Definition",
    "Queue",
]

DEFINITIONS: dict[str, Definition] = {**TRAJECTORY, **WAITS, **DUTY, **PARTICIPATION}
"""Every observable by name, in the order in which people meet them."""
