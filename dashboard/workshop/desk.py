"""The desk of the workshop: pages leave a task, and get its answer later."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from dashboard.jobs.queue import environment
from dashboard.workshop.wire import FAILED, Answer, receive, send

MOST_SECONDS = 120.0
"""No task takes longer: then the process is ended, and the next task gets a new one."""
MOST_TASKS = 200
"""After so many a new process takes over, so that memory does not grow for ever."""
MOST_WAITING = 20


class WorkshopFull(Exception):
    """There are already `MOST_WAITING` tasks waiting."""


class Desk:
    """Tasks one after the other, to a process that is started when first needed."""

    def __init__(self, seconds: float = MOST_SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._done = 0
        self._waiting = 0
        self._count = threading.Lock()
        self._line = ThreadPoolExecutor(max_workers=1, thread_name_prefix="workshop")

    def ask(self, task: str, argument: object) -> Future[Answer]:
        """Leave a task. Raises WorkshopFull."""
        with self._count:
            if self._waiting >= MOST_WAITING:
                raise WorkshopFull
            self._waiting += 1
        future = self._line.submit(self._answer, task, argument)
        future.add_done_callback(self._one_less)
        return future

    def close(self) -> None:
        """Let the process go."""
        self._line.shutdown(wait=True, cancel_futures=True)
        self._end()

    def _one_less(self, _future: Future[Answer]) -> None:
        with self._count:
            self._waiting -= 1

    def _answer(self, task: str, argument: object) -> Answer:
        if self._done >= MOST_TASKS:
            self._end()
        process = self._process
        if process is None or process.poll() is not None:
            try:
                process = self._start()
            except OSError:
                return Answer(FAILED, code="no-start")
        assert process.stdin is not None
        assert process.stdout is not None
        clock = threading.Timer(self._seconds, process.kill)
        clock.daemon = True
        clock.start()
        try:
            send(process.stdin, (task, argument))  # type: ignore[arg-type]
            answer: Answer = receive(process.stdout)  # type: ignore[arg-type]
        except (OSError, EOFError):
            late = clock.finished.is_set()
            self._end()
            return Answer(FAILED, code="too-long" if late else "gone")
        finally:
            clock.cancel()
        self._done += 1
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        self._process, self._done = (
            subprocess.Popen(
                [sys.executable, "-m", "dashboard.workshop"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment(),
            ),
            0,
        )
        return self._process

    def _end(self) -> None:
        process, self._process, self._done = self._process, None, 0
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):  # what was still to be written has no reader
                if pipe is not None:
                    pipe.close()


_DESK: list[Desk] = []
_MAKING = threading.Lock()


def desk() -> Desk:
    """Return the desk of this server."""
    with _MAKING:
        if not _DESK:
            _DESK.append(Desk())
    return _DESK[0]


def ask(task: str, argument: object) -> Future[Any]:
    """Leave a task at the desk of this server. Raises WorkshopFull."""
    return desk().ask(task, argument)
