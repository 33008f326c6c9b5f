"""Progress of a run on the screen: what it is doing, a bar, the time left."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from experiments.cli.front import Front
from experiments.runner.run import Watcher

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from experiments.store.results import DamagedResult


class WatchingFront:
    """Shows a run going on, on standard error; a bar only where that is a terminal.

    command: the command line, told when the user stops, to go on with.
    """

    def __init__(self, front: Front, command: str) -> None:
        self._front = front
        self._command = command
        self._bar: Progress | None = None
        self._task: TaskID | None = None

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

    def _started(self, worlds: int) -> None:
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        console = self._front.err
        if not console.is_terminal:
            self._front.tell("run.simulating_worlds", worlds=worlds)
            return
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._task = self._bar.add_task(self._front.texts("run.simulating"), total=worlds)
        self._bar.start()

    def _progress(self, done: int) -> None:
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done)

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _damaged(self, damage: DamagedResult) -> None:
        self._front.tell("run.damaged", path=str(damage.path), reason=damage.reason)
