"""A task that takes its worker with it, for some runs."""

from __future__ import annotations

import os

from experiments.cluster import question

POISONED = 16
"""The first run of the shard that kills."""


def simulate_shard(name: str, first: int, last: int) -> tuple[dict[str, bytes], int]:
    """Die at one shard; simulate the others."""
    if first == POISONED:
        os._exit(9)
    return question.simulate_shard(name, first, last)
