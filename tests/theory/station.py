"""One waiting list with c servers, on the engine's own lists and keyed draws.

The order of a step t is that of a month of the engine:

1. whoever is being served may be done (a keyed draw each, chance `done` a step);
2. new people join the list, in the order of a keyed draw;
3. free servers take whoever stands first.

So departures come before arrivals, whoever arrives at a free server starts in the same step and
waits 0 steps, and a service lasts 1 step at the least. A wait is the number of steps between
joining and starting. `late` is a mutation: the servers take people before the new ones join, so
that everybody starts at the earliest in the step after: the off-by-one month that a test must see.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation import randomness as keys
from simulation.compiled import step
from simulation.queues import first, first_joined, is_empty, join, leave, length, make_queues

ARRIVE, SERVE, ORDER = 1000, 1004, 1008
"""Addresses of this test's own decisions: no decision of the engine has them."""
FIELDS = 4
N_SYSTEM, N_LIST, STARTED, WAITED = range(FIELDS)
"""Sums over the steps that count: in the system, on the list; people started and steps waited."""


@step
def serve(queues: Any, free: int, t: int, counts: bool, sums: Any) -> int:
    """Free servers take whoever stands first; returns how many were taken."""
    taken = 0
    while taken < free and not is_empty(queues, 0):
        waited = t - first_joined(queues, 0)
        first(queues, 0)
        leave(queues, 0)
        taken += 1
        if counts:
            sums[STARTED] += 1
            sums[WAITED] += waited
    return taken


@step
def run_station(
    queues: Any, servers: int, mean: float, single: bool, done: float, late: bool,
    steps: int, ignore: int, replication: int, sums: Any,
) -> None:  # fmt: skip
    """Fill sums, (FIELDS,), over steps `ignore` to `steps`, counted at the end of each step.

    mean: arrivals a step: at most one with this chance where single, else Poisson.
    """
    luck = (np.uint64(17), np.uint64(replication))
    zero = np.uint64(0)
    busy = 0
    arrived = 0
    for t in range(steps):
        counts = t >= ignore
        left = 0
        for server in range(busy):
            if keys.draw(luck, np.uint64(server), zero, SERVE, t) < done:
                left += 1
        busy -= left
        if late:
            busy += serve(queues, servers - busy, t, counts, sums)
        if single:
            new = 1 if keys.draw(luck, zero, zero, ARRIVE, t) < mean else 0
        else:
            new = keys.poisson(luck, np.uint64(t), zero, ARRIVE, mean)
        for _ in range(new):
            order = keys.draw(luck, np.uint64(arrived), zero, ORDER, 0)
            join(queues, 0, arrived, order, t)
            arrived += 1
        if not late:
            busy += serve(queues, servers - busy, t, counts, sums)
        if counts:
            sums[N_SYSTEM] += busy + length(queues, 0)
            sums[N_LIST] += length(queues, 0)


@step
def run_all(
    queues: Any, servers: int, mean: float, single: bool, done: float, late: bool,
    steps: int, ignore: int, sums: Any,
) -> None:  # fmt: skip
    """One replication a row of sums, (replications, FIELDS); each starts with an empty list."""
    for replication in range(sums.shape[0]):
        queues.head[0] = 0
        queues.tail[0] = 0
        run_station(
            queues, servers, mean, single, done, late, steps, ignore, replication, sums[replication]
        )


def simulate_station(
    servers: int, mean: float, done: float, replications: int, steps: int,
    single: bool = True, late: bool = False,
) -> Any:  # fmt: skip
    """(replications, FIELDS) float64: sums over the second half of so many steps."""
    queues = make_queues(np.array([20_000], dtype=np.int64))
    sums = np.zeros((replications, FIELDS))
    run_all(queues, servers, mean, single, done, late, steps, steps // 2, sums)
    return sums
