"""First in, first out: waiting lists as rings of fixed size.

A world has several lists in one block, each with its own stretch of it. Those who join in the
same month are put in the order of a keyed draw, so that neither the order of work nor the order
of records decides who is first. Someone who leaves a list for another reason stays in it as a
stale entry, which whoever serves the list skips.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simulation.compiled import step

OUTSIDER = -1
"""An entry for somebody from outside the region."""
GONE = -2
"""An entry whose person was helped before those who stand in front."""


class Queues(NamedTuple):
    """Waiting lists.

    items: (entries,) int32, who; order: (entries,) float64, keyed draw of the entry;
    joined: (entries,) int32, month of joining; begin, room: (lists,) int64, each list's stretch;
    head, tail: (lists,) int64 counters that only rise (an entry's place in the stretch is its
    counter modulo the room).
    """

    items: Any
    order: Any
    joined: Any
    begin: Any
    room: Any
    head: Any
    tail: Any


def make_queues(rooms: npt.NDArray[np.int64]) -> Queues:
    """Empty lists: (lists,) how many entries each can hold at a time, at least 1."""
    entries = int(rooms.sum())
    lists = len(rooms)
    return Queues(
        np.zeros(entries, dtype=np.int32),
        np.zeros(entries),
        np.zeros(entries, dtype=np.int32),
        np.cumsum(rooms) - rooms,
        rooms,
        np.zeros(lists, dtype=np.int64),
        np.zeros(lists, dtype=np.int64),
    )


@step
def place_of(queues: Queues, q: int, counter: int) -> int:
    """Where the entry with this counter of list q stands in the block."""
    return int(queues.begin[q] + counter % queues.room[q])


@step
def join(queues: Queues, q: int, who: int, order: float, month: int) -> None:
    """Put somebody in list q: behind everyone of earlier months, by `order` within the month."""
    counter = queues.tail[q]
    while counter > queues.head[q]:
        before = place_of(queues, q, counter - 1)
        if queues.joined[before] < month or queues.order[before] <= order:
            break
        here = place_of(queues, q, counter)
        queues.items[here] = queues.items[before]
        queues.order[here] = queues.order[before]
        queues.joined[here] = queues.joined[before]
        counter -= 1
    here = place_of(queues, q, counter)
    queues.items[here] = who
    queues.order[here] = order
    queues.joined[here] = month
    queues.tail[q] += 1


@step
def append(queues: Queues, q: int, who: int, order: float, month: int) -> None:
    """Put an entry of another list at the end of list q, which the caller keeps in order."""
    here = place_of(queues, q, queues.tail[q])
    queues.items[here] = who
    queues.order[here] = order
    queues.joined[here] = month
    queues.tail[q] += 1


@step
def is_empty(queues: Queues, q: int) -> bool:
    """Whether nobody stands in list q."""
    return queues.head[q] == queues.tail[q]


@step
def length(queues: Queues, q: int) -> int:
    """Entries in list q, stale ones included."""
    return int(queues.tail[q] - queues.head[q])


@step
def first(queues: Queues, q: int) -> int:
    """Who stands first in list q; the list must not be empty."""
    return int(queues.items[place_of(queues, q, queues.head[q])])


@step
def first_joined(queues: Queues, q: int) -> int:
    """The month in which the first of list q joined; the list must not be empty."""
    return int(queues.joined[place_of(queues, q, queues.head[q])])


@step
def leave(queues: Queues, q: int) -> None:
    """Take the first of list q off the list."""
    queues.head[q] += 1


@step
def take_out(queues: Queues, q: int, counter: int) -> None:
    """Take an entry out of list q: off the list where it stands first, else it is GONE."""
    if counter == queues.head[q]:
        leave(queues, q)
    else:
        queues.items[place_of(queues, q, counter)] = GONE
