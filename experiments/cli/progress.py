"""Progress of runs on the screen: what is done, a bar or now and then a line, the time left."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING

from experiments.cli.front import Front
from experiments.runner.batch import Watcher
from experiments.texts import Texts

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from experiments.store.results import DamagedResult
    from experiments.store.shards import DamagedShard

FIRST_LINE, MOST_SECONDS = 10.0, 300.0
"""Seconds until the first line of progress in a log file; each next one waits longer, up to."""
LONGER = 1.5


class WatchingFront:
    """Shows a run going on, on standard error; a bar only where that is a terminal.

    command: the command line, told when the user stops, to go on with.
    """

    def __init__(self, front: Front, command: str) -> None:
        self._front = front
        self._command = command
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._worlds = self._there = 0
        self._begun = self._next = self._wait = 0.0
        self._harmed: set[str] = set()

    def __enter__(self) -> WatchingFront:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def watcher(self) -> Watcher:
        """Return the watcher that a run reports to."""
        return Watcher(
            compiling=self._compiling,
            started=self._started,
            progress=self._progress,
            saving=self._end,
            damaged=self._damaged,
        )

    def _compiling(self) -> None:
        self._front.tell("run.compiling")

    def _started(self, worlds: int, there: int) -> None:
        if there:
            self._front.tell("run.going_on", there=self._number(there), worlds=self._number(worlds))
        self._worlds, self._there, self._begun = worlds, there, time.monotonic()
        self._next = self._begun + FIRST_LINE
        self._wait = FIRST_LINE
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        console = self._front.err
        if not console.is_terminal:
            self._front.tell("run.simulating_worlds", worlds=self._number(worlds - there))
            return
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        text = self._front.texts("run.simulating")
        self._task = self._bar.add_task(text, total=worlds, completed=there)
        self._bar.start()

    def _progress(self, done: int) -> None:
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done)
            return
        now = time.monotonic()
        if now < self._next or done <= self._there:
            return
        self._wait = min(self._wait * LONGER, MOST_SECONDS)
        self._next = now + self._wait
        left = (now - self._begun) / (done - self._there) * (self._worlds - done)
        self._front.tell(
            "run.progress",
            done=self._number(done),
            worlds=self._number(self._worlds),
            left=write_duration(left, self._front.texts),
        )

    def _number(self, number: int) -> str:
        from experiments.numbers import write_number

        return write_number(number, self._front.lang)

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _damaged(self, damage: DamagedResult | DamagedShard) -> None:
        file = str(damage.path / damage.reason)
        if file not in self._harmed:
            self._harmed.add(file)
            self._front.tell("run.damaged", path=str(damage.path), reason=damage.reason)


def write_duration(seconds: float, texts: Texts) -> str:
    """Write how long something takes, in the largest unit that tells enough."""
    from experiments.numbers import write_number

    for unit, size in (("days", 86_400.0), ("hours", 3_600.0), ("minutes", 60.0)):
        if seconds >= 1.5 * size:
            return texts(f"duration.{unit}", n=write_number(seconds / size, texts.lang))
    return texts("duration.seconds", n=write_number(max(seconds, 2.0), texts.lang))
