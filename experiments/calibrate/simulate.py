"""Simulate what targets ask, in threads over the compiled engine: members times planned worlds.

A member is a set of parameters with its own luck. What a world gives is a function of its plan,
its draw, the seed and the member alone, so threads and order change nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from calibration.targets.target import Target
from calibration.worlds import PlannedWorld, plan_worlds
from experiments.runner.threads import work_in_threads
from simulation.engine import Cancelled, prepare, simulate
from simulation.parameters import Draw, load_registry

Progress = Callable[[int, int], None]
"""Called with how many worlds are done, and of how many."""


@dataclass(frozen=True)
class Simulated:
    """What members gave. values, counts: (members, rows) in the units of the targets, and how many
    people stand behind each; nan and 0 where nobody does.
    """

    values: npt.NDArray[np.float64]
    counts: npt.NDArray[np.int64]


def no_progress(_done: int, _of: int) -> None:
    """Tell nobody."""


def simulate_targets(
    targets: Sequence[Target],
    draw_of: Callable[[int], Draw],
    members: int,
    seed: int,
    workers: int,
    scale: float,
    progress: Progress = no_progress,
) -> Simulated:
    """Ask the targets of `members` sets of worlds; world luck is that of (seed, member).

    draw_of: the parameters of a member. scale: how much smaller the Netherlands is. Raises what
    goes wrong in a world, and KeyboardInterrupt where the user stops it.
    """
    load_registry().dtype()
    plans = plan_worlds(targets, scale)
    values = np.full((members, len(targets)), np.nan)
    counts = np.zeros((members, len(targets)), dtype=np.int64)
    jobs: Iterator[tuple[int, PlannedWorld]] = (
        (member, plan) for member in range(members) for plan in plans
    )
    taking, counting = threading.Lock(), threading.Lock()
    cancel = np.zeros(1, dtype=np.int64)
    total, done = members * len(plans), 0

    def work() -> None:
        nonlocal done
        while not cancel[0]:
            with taking:
                job = next(jobs, None)
                if job is None:
                    return
                draw = draw_of(job[0])
            member, plan = job
            prepared = prepare(plan.setup, draw, plan.observables)
            try:
                outcome = simulate(prepared, seed, member, cancel)
            except Cancelled:
                return
            values[member, plan.rows] = outcome.observables
            counts[member, plan.rows] = outcome.counts
            with counting:
                done += 1

    def stop() -> None:
        cancel[0] = 1

    work_in_threads(work, min(workers, max(total, 1)), lambda: progress(done, total), stop)
    return Simulated(values, counts)
