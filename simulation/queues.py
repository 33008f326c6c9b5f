"""First in, first out: waiting lists as rings of fixed size.

A world has several lists in one block. Those who join in the same month are put in the order of
a keyed draw, so that neither the order of work nor the order of records decides who is first.
Someone who leaves a list for another reason stays in it as a stale entry, which whoever serves
the list skips.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from simulation.compiled import step

OUTSIDER = -1
"""An entry for somebody from outside the region."""


class Queues(NamedTuple):
    """Waiting lists.

    items: (lists, room) int32, who; order: (lists, room) float64, keyed draw of the entry;
    joined: (lists, room) int32, month of joining; head, tail: (lists,) int64 counters that only
    rise (an entry's place is its counter modulo the room).
    """

    items: Any
    order: Any
    joined: Any
    head: Any
    tail: Any


def make_queues(lists: int, room: int) -> Queues:
    """Empty lists with room for so many entries each."""
    return Queues(
        np.zeros((lists, room), dtype=np.int32),
        np.zeros((lists, room)),
        np.zeros((lists, room), dtype=np.int32),
        np.zeros(lists, dtype=np.int64),
        np.zeros(lists, dtype=np.int64),
    )


@step
def join(queues: Queues, q: int, who: int, order: float, month: int) -> None:
    """Put somebody in list q: behind everyone of earlier months, by `order` within the month."""
    room = queues.items.shape[1]
    place = queues.tail[q]
    while place > queues.head[q]:
        before = (place - 1) % room
        if queues.joined[q, before] < month or queues.order[q, before] <= order:
            break
        here = place % room
        queues.items[q, here] = queues.items[q, before]
        queues.order[q, here] = queues.order[q, before]
        queues.joined[q, here] = queues.joined[q, before]
        place -= 1
    here = place % room
    queues.items[q, here] = who
    queues.order[q, here] = order
    queues.joined[q, here] = month
    queues.tail[q] += 1


@step
def is_empty(queues: Queues, q: int) -> bool:
    """Whether nobody stands in list q."""
    return queues.head[q] == queues.tail[q]


@step
def length(queues: Queues, q: int) -> int:
    """Entries in list q, stale ones included."""
    return queues.tail[q] - queues.head[q]


@step
def first(queues: Queues, q: int) -> int:
    """Who stands first in list q; the list must not be empty."""
    return int(queues.items[q, queues.head[q] % queues.items.shape[1]])


@step
def first_joined(queues: Queues, q: int) -> int:
    """The month in which the first of list q joined; the list must not be empty."""
    return int(queues.joined[q, queues.head[q] % queues.items.shape[1]])


@step
def leave(queues: Queues, q: int) -> None:
    """Take the first of list q off the list."""
    queues.head[q] += 1
