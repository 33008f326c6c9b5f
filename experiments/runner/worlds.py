"""Simulate the worlds of a request in threads; the engine works without Python's lock."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from experiments.errors import RunStopped
from experiments.runner.request import RunRequest
from experiments.scenario.setups import setup_of
from experiments.worlds import World
from simulation.engine import Cancelled, prepare, simulate
from simulation.parameters import load_registry

Progress = Callable[[int], None]
"""Called with the number of finished worlds, now and then, from the main thread."""

_POLL_SECONDS = 0.1
_KEPT_PREPARATIONS = 8


class WorldRunner:
    """Simulates worlds of one request; safe to call from several threads.

    cancel: int64 array of length 1; setting it to 1 stops every world within a simulated month.
    """

    def __init__(self, request: RunRequest) -> None:
        self.request = request
        self.cancel = np.zeros(1, dtype=np.int64)
        self._setup = setup_of(request.scenario)
        self._registry = load_registry()
        self._prepared = lru_cache(maxsize=_KEPT_PREPARATIONS)(self._prepare)

    def _prepare(self, index: int) -> tuple[Any, str]:
        draw = self._registry.draw(self.request.parameters, seed=self.request.seed, index=index)
        return prepare(self._setup, draw), draw.digest

    def run(self, number: int) -> World:
        """Simulate world `number`; what goes wrong in it becomes its error. Raises Cancelled."""
        index = self.request.draw_of(number)
        digest = ""
        try:
            prepared, digest = self._prepared(index)
            outcome = simulate(prepared, self.request.seed, number, cancel=self.cancel)
        except Cancelled:
            raise
        except Exception as error:  # one bad world must not end the others
            return World(number, index, digest, None, f"{type(error).__name__}: {error}")
        return World(number, index, digest, outcome)

    def stop(self) -> None:
        """Ask every running world to stop."""
        self.cancel[0] = 1

    @property
    def stopped(self) -> bool:
        """Whether the worlds were asked to stop."""
        return bool(self.cancel[0])


def warm_up(request: RunRequest) -> None:
    """Simulate one month, so that every kernel is compiled, or loaded from the cache."""
    setup = replace(setup_of(request.scenario), months=1)
    simulate(prepare(setup, load_registry().draw("point")), request.seed, 0)


def run_worlds(
    request: RunRequest,
    workers: int,
    progress: Progress | None = None,
) -> list[World]:
    """Simulate all worlds of a request; return them in the order of their number.

    workers: threads at work at the same time. The answer does not depend on it.
    Raises RunStopped when the user interrupts (Ctrl-C); worlds at work stop within a month.
    """
    runner = WorldRunner(request)
    numbers = iter(range(request.replications))  # one iterator for all threads: next() is atomic
    worlds: dict[int, World] = {}

    def work() -> None:
        for number in numbers:
            if runner.stopped:
                return
            worlds[number] = runner.run(number)

    pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="world")
    try:
        pending = {pool.submit(work) for _ in range(min(workers, request.replications))}
        while pending:
            finished, pending = wait(pending, timeout=_POLL_SECONDS, return_when=FIRST_EXCEPTION)
            for future in finished:
                future.result()
            if progress is not None:
                progress(len(worlds))
    except BaseException as error:
        runner.stop()
        pool.shutdown(wait=False, cancel_futures=True)
        if isinstance(error, KeyboardInterrupt):
            raise RunStopped(len(worlds), request.replications) from None
        raise
    pool.shutdown()
    return [worlds[number] for number in range(request.replications)]
