"""Records what a month really calls, in the order in which it happens.

`python -m tests.engine.month_trace FILE` interprets a small world with a profiler and writes, for
every month, the calls of functions of the steps at the level of the world and at the level of each
person. It has to run with NUMBA_DISABLE_JIT=1: a profiler sees no compiled calls.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from simulation.compiled import compiles
from simulation.engine import advance, build_world
from tests.engine.worlds import prepared

FOLDER = str(Path("simulation", "steps"))
WORLD = "advance"
"""The function that is a month of the world."""
PERSON = "live_month"
"""The function that is a month of one person."""


class Recorder:
    """Keeps the first calls of each month, as 'module.function' names.

    months: per month the functions that `advance` calls, in order of their first call; a person's
    month stands among them as 'live_month'. lives: every different order of first calls that was
    seen within one person's month.
    """

    def __init__(self) -> None:
        self.months: list[list[str]] = []
        self.lives: set[tuple[str, ...]] = set()
        self._life: list[str] | None = None

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        """What sys.setprofile calls."""
        name = frame.f_code.co_name
        if event == "return":
            if name == PERSON and self._life is not None:
                self.lives.add(tuple(self._life))
                self._life = None
            return
        if event != "call" or "simulation" not in frame.f_code.co_filename:
            return
        place = f"{Path(frame.f_code.co_filename).stem}.{name}"
        if frame.f_back is not None and frame.f_back.f_code.co_name == WORLD:
            if place == "instroom.arrive":
                self.months.append([])
            if place not in self.months[-1]:
                self.months[-1].append(place)
        if name == PERSON:
            self._life = []
        elif self._life is not None and place not in self._life:
            self._life.append(place)


def record(months: int = 60) -> Recorder:
    """Interpret a small world and record its months."""
    if compiles():
        raise RuntimeError("set NUMBA_DISABLE_JIT=1: a profiler sees no compiled calls")
    scenario = prepared(months, 9_000, 5_000)
    world = build_world(scenario, 2, 1)
    recorder = Recorder()
    sys.setprofile(recorder)
    try:
        advance(world, 0, months)
    finally:
        sys.setprofile(None)
    return recorder


if __name__ == "__main__":
    seen = record()
    Path(sys.argv[1]).write_text(
        json.dumps({"months": seen.months, "lives": sorted(seen.lives)}), "utf-8"
    )
