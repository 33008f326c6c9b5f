"""One simulated world, and the parameter draw that it uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from simulation.engine import Outcome


@dataclass(frozen=True)
class World:
    """What came of one world: an outcome, or the error that ended it.

    number: 0 for the first. draw: index of its parameter draw. cell: which scenario and point of
    a design it belongs to. error: in one line; traceback: where it happened. detail: its months
    by group (simulation.detail), where asked.
    """

    number: int
    draw: int
    draw_digest: str
    outcome: Outcome | None
    error: str | None = None
    cell: int = 0
    traceback: str | None = None
    detail: npt.NDArray[np.int64] | None = None
