"""Standard normal numbers for proposals: keyed like all luck, so that a fit can be repeated."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from simulation.parameters import draw_places
from simulation.randomness import luck

_NORMAL = NormalDist()


def normals(seed: int, members: int, names: Sequence[str]) -> npt.NDArray[np.float64]:
    """(members, names) standard normals; each is a function of seed, member and name alone."""
    addresses = np.array([_address(name) for name in names], dtype=np.uint64).reshape(-1, 2)
    scores = np.empty((members, len(names)))
    places = np.empty(len(names))
    for member in range(members):
        draw_places(luck(seed, member), addresses, places)
        scores[member] = [_NORMAL.inv_cdf(u) for u in places]
    return scores


def _address(name: str) -> tuple[int, int]:
    digest = hashlib.sha256(f"fit {name}".encode()).digest()
    return int.from_bytes(digest[:4], "big"), int.from_bytes(digest[4:8], "big")
