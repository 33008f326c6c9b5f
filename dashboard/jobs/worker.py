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

from dashboard.jobs.job import COMPARE, DONE, FAILED, RUNNING, STOPPED, Job, Status, open_job
from dashboard.jobs.process import born
from experiments.errors import InputProblems, RunStopped, StoreProblem

POLL_SECONDS = 0.1
WRITE_SECONDS = 0.25
MOST_MEMORY = 8 * 2**30
"""Bytes of address space; a run of the base scenario takes a fraction of it."""
POLITE = 5
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
        """Begin with an item of the job."""
        self._before = self.status.finished
        self.say(now=True, item=number, phase="loading")

    def started(self, worlds: int, there: int) -> None:
        """Hear that simulating begins, of how many worlds, and how many are there already."""
        spec = self._job.spec
        rest = spec.items[self.status.item + 1 :]
        later = spec.replications * sum(len(item.files) for item in rest)
        since = self.status.simulating_since or time.time()
        phase = "comparing" if spec.items[self.status.item].kind == COMPARE else "simulating"
        total = self._before + worlds + later
        done = self._before + there
        self.say(now=True, phase=phase, simulating_since=since, total=total, finished=done)

    def progress(self, done: int) -> None:
        """Hear how many worlds of this item are done."""
        self.say(finished=self._before + done)

    def reused(self) -> None:
        """Hear that an item was there already."""
        size = self._job.spec.replications * len(self._job.spec.items[self.status.item].files)
        number = self.status.item
        self.say(now=True, reused=(*self.status.reused, number), finished=self._before + size)


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
            _do(job, reporter, number)
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


def _do(job: Job, reporter: Reporter, number: int) -> None:
    """Make one item of a job, or find it in the store."""
    from dashboard.asking import question_for, reproduction, request_for, store_of
    from experiments.compare.answer import answer_question
    from experiments.provenance import cores
    from experiments.runner.run import Watcher, answer
    from experiments.scenario.files import load_scenario

    reporter.begin_item(number)
    spec, item = job.spec, job.spec.items[number]
    scenarios = [load_scenario(str(path)).scenario for path in job.scenarios(item)]
    store, command = store_of(job.folder), reproduction(scenarios, spec)
    watcher = Watcher(
        compiling=lambda: reporter.say(now=True, phase="compiling"),
        started=reporter.started,
        progress=reporter.progress,
        saving=lambda: reporter.say(now=True, phase="saving"),
    )
    if item.kind == COMPARE:
        question = question_for(scenarios, spec)
        reused = answer_question(question, store, cores(), command, watcher=watcher).reused
    else:
        request = request_for(scenarios[0], spec.replications, spec.seed)
        workers = min(cores(), spec.replications)
        reused = answer(request, store, workers, command, watcher=watcher).reused
    if reused:
        reporter.reused()


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
