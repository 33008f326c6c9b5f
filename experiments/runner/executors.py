"""Where runs are simulated: in this thread, or in several threads over the compiled engine.

An executor takes shards and gives back their tables, in any order; it knows nothing of stores.
What it needs of the design is plain data and can be sent elsewhere, so a cluster is one more
class with this same method. Whoever asked writes: only one process touches the store.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from experiments.design.design import Design
from experiments.runner.simulated import Simulated, simulated
from experiments.runner.worlds import POLL_SECONDS, RunSimulator
from experiments.store.outputs import Outputs
from experiments.store.shards import Shard
from experiments.worlds import World
from simulation.engine import Cancelled

_END_SECONDS = 2.0
Finished = Callable[[int], None]
"""Called with a number of runs that were finished since it was called last."""


class Executor(Protocol):
    """Something that simulates shards of a design."""

    def execute(
        self, design: Design, shards: Iterable[Shard], outputs: Outputs, finished: Finished
    ) -> Generator[tuple[Shard, Simulated], None, None]:
        """Yield each shard with what came of it, as it is finished.

        A run that fails is a row with an error. Closing the iterator stops what is at work, on
        this machine within a simulated month. Shards are taken one by one as there is room.
        """


class InThisProcess:
    """Simulates one run after the other, in the thread that asks."""

    def execute(
        self, design: Design, shards: Iterable[Shard], outputs: Outputs, finished: Finished
    ) -> Generator[tuple[Shard, Simulated], None, None]:
        """See Executor."""
        simulator = RunSimulator(design, outputs.traced, outputs.detail)
        for shard in shards:
            worlds = []
            for number in range(shard.first, shard.last):
                worlds.append(simulator.run(number))
                finished(1)
            yield shard, simulated(design, outputs, worlds)


@dataclass
class _Filling:
    """A shard whose runs are being simulated."""

    shard: Shard
    worlds: dict[int, World] = field(default_factory=dict)

    def in_order(self) -> list[World]:
        return [self.worlds[number] for number in range(self.shard.first, self.shard.last)]


class Threads:
    """Simulates runs in several threads; the compiled engine works without Python's lock.

    Threads take runs, not shards, so that they end together; at most one shard more than there are
    threads is kept in memory.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def execute(
        self, design: Design, shards: Iterable[Shard], outputs: Outputs, finished: Finished
    ) -> Generator[tuple[Shard, Simulated], None, None]:
        """See Executor."""
        simulator = RunSimulator(design, outputs.traced, outputs.detail)
        room = threading.Semaphore(self.workers + 1)
        runs = _runs_of(shards, room, simulator)
        taking = threading.Lock()
        done: queue.SimpleQueue[tuple[_Filling, int, World] | BaseException | None]
        done = queue.SimpleQueue()

        def work() -> None:
            try:
                while not simulator.stopped:
                    with taking:
                        filling, number = next(runs)
                    done.put((filling, number, simulator.run(number)))
            except (StopIteration, Cancelled):
                pass
            except BaseException as error:
                done.put(error)
            finally:
                done.put(None)

        threads = [
            threading.Thread(target=work, name=f"world-{place}", daemon=True)
            for place in range(self.workers)
        ]
        for thread in threads:
            thread.start()
        try:
            for shard, worlds in _collect(done, len(threads), finished, room):
                yield shard, simulated(design, outputs, worlds)
        finally:
            simulator.stop()
            for thread in threads:
                thread.join(timeout=_END_SECONDS)


def _runs_of(
    shards: Iterable[Shard], room: threading.Semaphore, simulator: RunSimulator
) -> Iterator[tuple[_Filling, int]]:
    """Yield the runs of the shards; wait for room before a shard is begun."""
    for shard in shards:
        while not room.acquire(timeout=POLL_SECONDS):
            if simulator.stopped:
                return
        filling = _Filling(shard)
        for number in range(shard.first, shard.last):
            yield filling, number


def _collect(
    done: queue.SimpleQueue[tuple[_Filling, int, World] | BaseException | None],
    at_work: int,
    finished: Finished,
    room: threading.Semaphore,
) -> Iterator[tuple[Shard, list[World]]]:
    """Put worlds into their shards, and yield those that are full."""
    while at_work:
        try:  # a wait without a limit would not hear Ctrl-C
            item = done.get(timeout=POLL_SECONDS)
        except queue.Empty:
            continue
        if item is None:
            at_work -= 1
        elif isinstance(item, BaseException):
            raise item
        else:
            filling, number, world = item
            filling.worlds[number] = world
            finished(1)
            if len(filling.worlds) == filling.shard.runs:
                yield filling.shard, filling.in_order()
                filling.worlds.clear()
                room.release()


def executor_for(workers: int) -> Executor:
    """Return what simulates with so many workers on this machine."""
    return Threads(workers)
