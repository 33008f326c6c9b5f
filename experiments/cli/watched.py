"""Progress of a count on the screen, for what is no batch of runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from experiments.cli.front import Front

FIRST_LINE, LONGER = 10.0, 1.5
"""Seconds until the first line in a log file; each next one waits longer."""


@contextmanager
def watching(front: Front) -> Iterator[Callable[[int, int], None]]:
    """Give what to call with done and of how many; a line on standard error now and then."""
    next_line, wait = time.monotonic() + FIRST_LINE, FIRST_LINE

    def told(done: int, of: int) -> None:
        nonlocal next_line, wait
        if time.monotonic() >= next_line:
            wait *= LONGER
            next_line = time.monotonic() + wait
            front.tell("calibrate.progress", done=done, of=of)

    yield told
