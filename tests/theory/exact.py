"""What theory says of a station: stationary distributions of the discrete chain, and Erlang C."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt


def bernoulli(chance: float) -> list[float]:
    """Chances of 0 and 1 arrivals in a step."""
    return [1 - chance, chance]


def poisson(mean: float) -> list[float]:
    """Chances of 0, 1, 2, ... arrivals in a step, down to 1e-16."""
    chances = [math.exp(-mean)]
    while chances[-1] > 1e-16:
        chances.append(chances[-1] * mean / len(chances))
    return chances


def stationary(
    servers: int, arrivals: list[float], done: float, most: int
) -> npt.NDArray[np.float64]:
    """(most + 1,) chances of 0, 1, ... people in the system at the end of a step.

    N' = N - Binomial(min(N, servers), done) + arrivals: departures before arrivals, and whoever
    arrives at a free server is served from the same step on. Solved as a linear system on 0 to
    `most` people; the last state keeps what would go beyond.
    """
    matrix = np.zeros((most + 1, most + 1))
    for people in range(most + 1):
        busy = min(people, servers)
        for left in range(busy + 1):
            chance = math.comb(busy, left) * done**left * (1 - done) ** (busy - left)
            for new, weight in enumerate(arrivals):
                matrix[people, min(people - left + new, most)] += chance * weight
    equations = np.vstack([(matrix.T - np.eye(most + 1))[:-1], np.ones(most + 1)])
    solution: npt.NDArray[np.float64] = np.linalg.solve(equations, np.eye(most + 1)[-1])
    assert solution[-1] < 1e-9, "the chain is cut off too early"
    return solution


def on_list(chances: npt.NDArray[np.float64], servers: int) -> float:
    """Mean number on the list."""
    return float(np.maximum(np.arange(len(chances)) - servers, 0) @ chances)


def erlang_c(servers: int, load: float) -> float:
    """Chance of waiting in M/M/c; load = arrival rate times mean service (Erlang)."""
    terms = [load**k / math.factorial(k) for k in range(servers)]
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    return last / (sum(terms) + last)


def erlang_wait(servers: int, rate: float, service: float) -> float:
    """Mean wait in M/M/c, in the unit of `service`."""
    load = rate * service
    return erlang_c(servers, load) * service / (servers - load)
