"""Simulate worlds of a design; one bad world never ends the others."""

from __future__ import annotations

import traceback
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from experiments.design.design import Design
from experiments.scenario.setups import setup_of
from experiments.worlds import World
from simulation.detail import simulate_detailed
from simulation.engine import Cancelled, prepare, simulate
from simulation.parameters import load_registry

POLL_SECONDS = 0.1
_KEPT_PREPARATIONS = 8
_KEPT_DRAWS = 256
"""At most; draws come round in turn, so fewer places than draws would never be of use."""


class RunSimulator:
    """Simulates runs of a design by their number; safe to call from several threads.

    traced: in the first so many worlds of each cell every event is kept. detail: also count the
    months by group. cancel: int64 array of length 1; setting it to 1 stops every run within a
    simulated month.
    """

    def __init__(self, design: Design, traced: int = 0, detail: bool = False) -> None:
        self.design = design
        self.traced = traced
        self.detail = detail
        self.cancel = np.zeros(1, dtype=np.int64)
        self._registry = load_registry()
        draws, worlds = design.draws, design.replications
        prepared = draws if draws <= min(_KEPT_PREPARATIONS, worlds - 1) else 0
        drawn = draws if draws <= min(_KEPT_DRAWS, design.runs - 1) else 0
        self._setup = lru_cache(maxsize=_KEPT_PREPARATIONS)(self._make_setup)
        self._prepared = lru_cache(maxsize=prepared)(self._prepare)
        self._draw = lru_cache(maxsize=drawn)(self._make_draw)

    def _make_setup(self, cell: int) -> Any:
        return setup_of(self.design.scenario(cell))

    def _make_draw(self, index: int) -> tuple[Any, str]:
        design = self.design
        draw = self._registry.draw(design.parameters, seed=design.seed, index=index)
        return draw, draw.digest

    def _prepare(self, cell: int, index: int) -> tuple[Any, str]:
        draw, digest = self._draw(index)
        return prepare(self._setup(cell), draw), digest

    def run(self, number: int) -> World:
        """Simulate run `number`; what goes wrong in it becomes its error. Raises Cancelled."""
        cell, world, index = self.design.place(number)
        digest = ""
        try:
            prepared, digest = self._prepared(cell, index)
            seed, trace = self.design.seed, world < self.traced
            detail = None
            if self.detail:
                outcome, detail = simulate_detailed(prepared, seed, world, self.cancel, trace)
            else:
                outcome = simulate(prepared, seed, world, self.cancel, trace)
        except Cancelled:
            raise
        except Exception as error:  # one bad world must not end the others
            told = f"{type(error).__name__}: {error}"
            return World(world, index, digest, None, told, cell, traceback.format_exc())
        if trace:  # a traced world has room for a hundred times what it leaves
            events = outcome.events.copy()
            outcome = replace(outcome, events=events, entries=outcome.entries[:0].copy())
        return World(world, index, digest, outcome, cell=cell, detail=detail)

    def stop(self) -> None:
        """Ask every running world to stop."""
        self.cancel[0] = 1

    @property
    def stopped(self) -> bool:
        """Whether the worlds were asked to stop."""
        return bool(self.cancel[0])


def warm_up(design: Design) -> None:
    """Simulate one month, so that every kernel is compiled, or loaded from the cache.

    A scenario that cannot work is not told here: each of its runs does, in its own row.
    """
    setup = replace(setup_of(design.scenarios[0]), months=1)
    with suppress(Exception):
        simulate(prepare(setup, load_registry().draw("point")), design.seed, 0)
