"""Little's law on the engine's own lists, as an identity and not as an estimate.

Over a window in which a list begins and ends empty, the sum over steps of how many stand on it is
the sum over people of how long they stood: L = lambda W, to the last whole number, whatever the
arrivals and whatever the order. And on a list that is served first in, first out, more places
never make anybody wait longer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.queues import (
    first,
    first_joined,
    is_empty,
    join,
    leave,
    length,
    make_queues,
)

STEPS = 12
ARRIVALS = st.lists(
    st.tuples(st.integers(0, STEPS - 1), st.floats(0, 1)), max_size=40, unique_by=lambda a: a[1]
).map(sorted)
"""(step, order within the step) of each arrival, in the order in which they come."""
PLACES = st.lists(st.integers(0, 5), min_size=STEPS, max_size=STEPS)
"""Places that come free in each step; after the last step everybody is served."""


ALREADY = 1_000_003
"""So many have passed the list before: it goes round its stretch of the block."""


@dataclass
class Log:
    """What was seen: waits by person, people on the list at the end of each step, who went."""

    waits: dict[int, int]
    lengths: list[int]
    went: list[int]

    @property
    def adds_up(self) -> bool:
        """L T = lambda T W."""
        return sum(self.lengths) == sum(self.waits.values())


def serve(arrivals: Any, places: list[int], take: Callable[[Any, int], None] = leave) -> Log:
    """Let people join in their step and take as many as there are places, first in, first out."""
    queues = make_queues(np.array([7, max(len(arrivals), 1)], dtype=np.int64))
    queues.head[1] = queues.tail[1] = ALREADY
    log = Log({}, [], [])
    for t in range(STEPS + 1):
        for who, (step, order) in enumerate(arrivals):
            if step == t:
                join(queues, 1, who, order, t)
        free = places[t] if t < STEPS else len(arrivals)
        while free > 0 and not is_empty(queues, 1):
            log.waits[first(queues, 1)] = t - first_joined(queues, 1)
            log.went.append(first(queues, 1))
            take(queues, 1)
            free -= 1
        log.lengths.append(length(queues, 1))
    assert log.lengths[-1] == 0, "the window ends empty"
    assert is_empty(queues, 0), "another list in the same block is left alone"
    return log


@given(ARRIVALS, PLACES)
def test_littles_law_is_an_identity(arrivals: Any, places: list[int]) -> None:
    log = serve(arrivals, places)
    assert sorted(log.waits) == list(range(len(arrivals)))
    assert log.adds_up


@given(ARRIVALS, PLACES)
def test_first_in_first_out(arrivals: Any, places: list[int]) -> None:
    """In the order of the step of joining, and within a step in that of the keyed draw."""
    assert serve(arrivals, places).went == list(range(len(arrivals)))


@given(ARRIVALS, PLACES, PLACES)
def test_more_places_never_lengthen_a_wait(
    arrivals: Any, places: list[int], more: list[int]
) -> None:
    few = serve(arrivals, places).waits
    many = serve(arrivals, [a + b for a, b in zip(places, more, strict=True)]).waits
    assert all(many[who] <= few[who] for who in few)


BURST = [(t, t + place / 10) for t in (1, 4) for place in range(6)]


def skip_one(queues: Any, q: int) -> None:
    """A mutation of `leave`: the next in the list falls off as well."""
    queues.head[q] = min(queues.head[q] + 2, queues.tail[q])


def too_late(queues: Any, q: int) -> None:
    """A mutation of `leave`: whoever stands next counts as joined a step later."""
    leave(queues, q)
    if not is_empty(queues, q):
        queues.joined[queues.begin[q] + queues.head[q] % queues.room[q]] += 1


@pytest.mark.parametrize("mutation", [skip_one, too_late])
def test_a_wrong_list_is_seen(mutation: Callable[[Any, int], None]) -> None:
    assert serve(BURST, [1] * STEPS).adds_up
    assert not serve(BURST, [1] * STEPS, mutation).adds_up
