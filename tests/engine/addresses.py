"""Many keyed draws at once, from the engine's own functions and from an independent Philox.

The engine draws one number at a time; here are loops over them, compiled in memory (a test must
not leave its kernels in the engine's cache folder), and the same generator once more in NumPy,
written from the paper and not from the engine, to hold the engine's addresses against.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from simulation.compiled import compiles
from simulation.randomness import LANES, draw_four

Words = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]
WORD_BITS = 32
LOW = np.uint64(0xFFFFFFFF)


@dataclass(frozen=True)
class Address:
    """Where a draw lives; `walk` moves one coordinate and keeps the others."""

    seed: int = 1
    replication: int = 0
    id_low: int = 3 * 16
    id_high: int = (164 << 16) | (0 << 12) | 270
    decision: int = 60
    occurrence: int = 1

    def walk(self, coordinate: str, steps: int) -> Words:
        """(steps, 6) addresses: the named coordinate rises by one (decisions by a block)."""
        table = np.tile(self.row(), (steps, 1))
        place = COORDINATES.index(coordinate)
        stride = LANES if coordinate == "decision" else 1
        table[:, place] += np.arange(steps, dtype=np.uint64) * np.uint64(stride)
        return table

    def row(self) -> Words:
        """The six coordinates as words."""
        return np.array([getattr(self, name) for name in COORDINATES], dtype=np.uint64)

    def moved(self, **coordinates: int) -> Address:
        """The same address with some coordinates elsewhere."""
        return replace(self, **coordinates)


COORDINATES = ("seed", "replication", "id_low", "id_high", "decision", "occurrence")


def _draw_all(table: Any, out: Any) -> None:
    for i in range(table.shape[0]):
        luck = (table[i, 0], table[i, 1])
        u0, u1, u2, u3 = draw_four(
            luck, table[i, 2], table[i, 3], np.int64(table[i, 4]), np.int64(table[i, 5])
        )
        out[i, 0] = u0
        out[i, 1] = u1
        out[i, 2] = u2
        out[i, 3] = u3


_compiled_draw_all = numba.njit(_draw_all) if compiles() else _draw_all


def draw_lanes(table: Words) -> Floats:
    """(n, 4) uniforms of the engine for (n, 6) addresses: the four lanes of each block."""
    out = np.empty((table.shape[0], LANES))
    _compiled_draw_all(table, out)
    return out


def words_of(uniforms: Floats) -> Words:
    """The words of 32 bits behind uniforms: (word + 1/2) / 2**32 loses nothing in float64."""
    return np.floor(uniforms * 2.0**WORD_BITS).astype(np.uint64)


def philox_by_hand(key: Words, counter: Words, rounds: int = 10) -> Words:
    """(n, 4) words from (n, 2) keys and (n, 4) counters, straight from Salmon et al. (2011).

    One round: multiply words 0 and 2 by the two constants, swap the halves across, mix in the key
    and the words 1 and 3; after each round the key moves on by the two Weyl constants.
    """
    multiplier = np.array([0xD2511F53, 0xCD9E8D57], dtype=np.uint64)
    weyl = np.array([0x9E3779B9, 0xBB67AE85], dtype=np.uint64)
    half = np.uint64(WORD_BITS)
    key, counter = key.copy(), counter.copy()
    for _ in range(rounds):
        product = counter[:, 0::2] * multiplier
        high, low = product >> half, product & LOW
        counter = np.stack(
            [
                high[:, 1] ^ counter[:, 1] ^ key[:, 0],
                low[:, 1],
                high[:, 0] ^ counter[:, 3] ^ key[:, 1],
                low[:, 0],
            ],
            axis=1,
        )
        key = (key + weyl) & LOW
    return counter


def draw_by_hand(table: Words, rounds: int = 10) -> Floats:
    """As draw_lanes, by the independent generator (with fewer rounds: a worse one)."""
    counter = table[:, 2:6].copy()
    counter[:, 2] //= np.uint64(LANES)
    words = philox_by_hand(table[:, 0:2], counter, rounds)
    return (words.astype(np.float64) + 0.5) * 2.0**-WORD_BITS
