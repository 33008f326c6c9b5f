"""The process behind a job: `python -m dashboard.jobs.worker FOLDER`.

It answers each scenario with the machinery of the command line, so the same question has the
same run id and the same bits. It hears a cancel by the flag file, and says in `status.json` how
far it is; at its end it lets the next one start.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import threading
import time
import traceback
from dataclasses import replace
from pathlib import Path

from dashboard.jobs.job import DONE, FAILED, RUNNING, STOPPED, Job, Status, open_job
from dashboard.jobs.process import born
from experiments.errors import InputProblems, RunStopped, StoreProblem

POLL_SECONDS = 0.1
WRITE_SECONDS = 0.25
MOST_MEMORY = 8 * 2**30
"""Bytes of address space; a run of the base scenario takes a fraction of it."""
POLITE = 10
"""How much the worker gives way to the pages."""


class Reporter:
    """Keeps the status file up to date, not more often than a reader could tell."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._written = 0.0
        self._before = 0
        pid = os.getpid()
        self.status: Status = replace(
            job.status(), state=RUNNING, started=time.time(), pid=pid, born=born(pid)
        )

    def say(self, *, now: bool = False, **changes: object) -> None:
        """Change the status, and write it if it is time."""
        self.status = replace(self.status, **changes)  # type: ignore[arg-type]
        if now or time.time() - self._written > WRITE_SECONDS:
            self._written = time.time()
            # A full disk must not end the run: the next write, or the end, says what is up.
            with contextlib.suppress(OSError):
                self._job.write(self.status)

    def begin_item(self, number: int) -> None:
        """Begin with a scenario."""
        self._before = number * self._job.spec.replications
        self.say(now=True, item=number, finished=self._before, phase="loading")

    def started(self, _worlds: int) -> None:
        """Hear that simulating begins."""
        since = self.status.simulating_since or time.time()
        self.say(now=True, phase="simulating", simulating_since=since)

    def progress(self, done: int) -> None:
        """Hear how many worlds of this scenario are done."""
        self.say(finished=self._before + done)


def main(folder: Path) -> int:
    """Do a job to its end, whatever that is; return the exit code."""
    job = open_job(folder)
    if job is None:
        return 2
    os.nice(POLITE)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    reporter = Reporter(job)
    reporter.say(now=True, phase="loading")
    threading.Thread(target=_listen, args=(job,), daemon=True).start()
    state, code = _work(job, reporter)
    reporter.say(now=True, state=state, code=code, ended=time.time(), phase="")
    _let_the_next_start(job)
    return 0 if state in (DONE, STOPPED) else 1


def _work(job: Job, reporter: Reporter) -> tuple[str, str]:
    try:
        for number in range(len(job.spec.items)):
            _run(job, reporter, number)
    except (RunStopped, KeyboardInterrupt):
        return STOPPED, ""
    except StoreProblem:
        traceback.print_exc()
        return FAILED, "store"
    except InputProblems:
        traceback.print_exc()
        return FAILED, "scenario"
    except MemoryError:
        traceback.print_exc()
        return FAILED, "memory"
    except Exception:
        traceback.print_exc()
        return FAILED, "unexpected"
    return DONE, ""


def _run(job: Job, reporter: Reporter, number: int) -> None:
    from experiments.provenance import cores
    from experiments.runner.run import Watcher, answer
    from experiments.scenario.files import load_scenario

    from dashboard.asking import reproduction, request_for, store_of

    reporter.begin_item(number)
    scenario = load_scenario(str(job.scenario(number))).scenario
    request = request_for(scenario, job.spec.replications, job.spec.seed)
    watcher = Watcher(
        compiling=lambda: reporter.say(now=True, phase="compiling"),
        started=reporter.started,
        progress=reporter.progress,
        saving=lambda: reporter.say(now=True, phase="saving"),
    )
    command = reproduction(scenario, job.spec.replications, job.spec.seed)
    workers = min(cores(), job.spec.replications)
    given = answer(request, store_of(job.folder), workers, command, watcher=watcher)
    if given.reused:
        reporter.say(now=True, reused=(*reporter.status.reused, number))
    reporter.progress(job.spec.replications)


def _listen(job: Job) -> None:
    """Interrupt the run, as Ctrl-C does, when somebody cancels."""
    while not job.asked_to_stop:
        time.sleep(POLL_SECONDS)
    signal.raise_signal(signal.SIGINT)


def _let_the_next_start(job: Job) -> None:
    from dashboard.asking import store_of
    from dashboard.jobs.queue import tend

    with contextlib.suppress(StoreProblem):
        tend(store_of(job.folder))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
