"""The queue: take in, start, watch over and clear away jobs. Safe to call from any process.

There is no process that has to stay alive for it: every page that looks, and every worker at its
end, calls `tend`, which under a lock of the system starts what can start and notices what died.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from dashboard.jobs.job import (
    CANCEL,
    DONE,
    INTERRUPTED,
    LOG,
    OPEN,
    QUEUED,
    RUNNING,
    STOPPED,
    Job,
    Spec,
    Status,
    find_job,
    jobs_folder,
    list_jobs,
    make_job,
)
from dashboard.jobs.process import born, is_alive, kill_group
from experiments.errors import StoreProblem
from experiments.provenance import cores

MOST_QUEUED = 20
"""More waiting jobs than this are refused, with the advice to come back."""
GRACE_SECONDS = 2.0
"""So long a worker has to stop by itself after a cancel."""
WALL_SECONDS = 1800.0
"""No job may take longer."""
KEPT_JOBS = 200


class QueueFull(Exception):
    """There are already `MOST_QUEUED` jobs waiting."""


def most_running() -> int:
    """Return how many jobs may run at the same time: a core stays free for the pages."""
    return max(cores() - 1, 1)


def submit(store: Path, spec: Spec, scenarios: list[str]) -> Job:
    """Queue a job and start it if there is room. Who asks what is already going on joins it.

    Raises QueueFull, StoreProblem.
    """
    with _locked(store):
        known = find_job(store, spec.job_id)
        if known is not None and known.status().state in OPEN and not known.asked_to_stop:
            return known
        waiting = [job for job in list_jobs(store) if job.status().state == QUEUED]
        if len(waiting) >= MOST_QUEUED:
            raise QueueFull
        job = make_job(store, spec, scenarios)
        _tend(store)
    return job


def cancel(store: Path, job: Job) -> None:
    """Ask a job to stop; a waiting one stops at once. Raises StoreProblem."""
    with _locked(store):
        try:
            job.ask_to_stop()
            status = job.status()
            if status.state == QUEUED:
                job.write(replace(status, state=STOPPED, ended=time.time()))
        except OSError as error:
            raise StoreProblem(str(job.folder), error.strerror or str(error)) from error


def tend(store: Path) -> None:
    """Start what can start, notice who died, end what does not stop, clear away what is old."""
    if not jobs_folder(store).exists():
        return
    with _locked(store):
        _tend(store)


def place_in_queue(store: Path, job: Job) -> int:
    """Return its place among the waiting jobs: 1 is next; 0 if it is not waiting."""
    waiting = [other for other in list_jobs(store) if other.status().state == QUEUED]
    ids = [other.job_id for other in waiting]
    return ids.index(job.job_id) + 1 if job.job_id in ids else 0


def remove(store: Path, job: Job) -> None:
    """Take a job that has ended off the list; its results stay in the store."""
    with _locked(store):
        if job.status().state not in OPEN:
            shutil.rmtree(job.folder, ignore_errors=True)


@contextmanager
def _locked(store: Path) -> Iterator[None]:
    """Hold the queue for this process alone. Raises StoreProblem where nothing can be written."""
    folder = jobs_folder(store)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = (folder / ".lock").open("w")
    except OSError as error:
        raise StoreProblem(str(folder), error.strerror or str(error)) from error
    with stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _tend(store: Path) -> None:
    jobs = list_jobs(store)
    running = 0
    for job in jobs:
        status = job.status()
        if status.state == RUNNING:
            running += _watch(job, status)
    for job in jobs:
        if running >= most_running():
            break
        if job.status().state == QUEUED:
            running += _start(job)
    for job in jobs[:-KEPT_JOBS]:
        if job.status().state not in OPEN:
            shutil.rmtree(job.folder, ignore_errors=True)


def _watch(job: Job, status: Status) -> bool:
    """Look after a running job; return whether it still runs."""
    now = time.time()
    if not is_alive(status.pid, status.born):
        latest = job.status()  # it may have ended between the two looks
        if latest.state == RUNNING:
            ended = STOPPED if job.asked_to_stop else INTERRUPTED
            code = "" if job.asked_to_stop else "killed"
            _write(job, replace(latest, state=ended, code=code, ended=now))
        return False
    if job.asked_to_stop and now - _asked_at(job) > GRACE_SECONDS:
        kill_group(status.pid, status.born)
        _write(job, replace(status, state=STOPPED, ended=now))
        return False
    if now - status.started > WALL_SECONDS:
        kill_group(status.pid, status.born)
        _write(job, replace(status, state=INTERRUPTED, code="too-long", ended=now))
        return False
    return True


def _asked_at(job: Job) -> float:
    try:
        return (job.folder / CANCEL).stat().st_mtime
    except OSError:
        return time.time()


def _start(job: Job) -> bool:
    """Start the worker of a job in a group of its own; return whether it runs."""
    command = [sys.executable, "-m", "dashboard.jobs.worker", str(job.folder)]
    try:
        with (job.folder / LOG).open("wb") as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=job.folder,
                env=environment(),
            )
    except OSError:
        _write(job, replace(job.status(), state=INTERRUPTED, code="no-start", ended=time.time()))
        return False
    _CHILDREN.append(process)
    now = time.time()
    status = replace(
        job.status(), state=RUNNING, started=now, pid=process.pid, born=born(process.pid)
    )
    return _write(job, status)


_CHILDREN: list[subprocess.Popen[bytes]] = []
"""Kept, so that an ended worker is reaped instead of staying on as a zombie."""


def environment() -> dict[str, str]:
    """Return the environment of a worker: it finds the same code that this process runs."""
    _CHILDREN[:] = [child for child in _CHILDREN if child.poll() is None]
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)}


def _write(job: Job, status: Status) -> bool:
    try:
        job.write(status)
    except OSError:
        return status.state == RUNNING
    return status.state == RUNNING


def finished(job: Job) -> bool:
    """Whether every run of a job is there."""
    return job.status().state == DONE
