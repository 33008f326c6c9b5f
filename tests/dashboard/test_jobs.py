"""Runs in the background, with the real worker: finished, cancelled, killed, queued, refused."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.asking import question_of, run_id_of, shipped, spec_for, store_of
from dashboard.draft import as_yaml, shipped_draft
from dashboard.jobs import queue
from dashboard.jobs.job import (
    DONE,
    FAILED,
    INTERRUPTED,
    QUEUED,
    RUNNING,
    SPEC,
    STATUS,
    STOPPED,
    Job,
    Spec,
    Status,
    find_job,
    list_jobs,
    make_job,
    open_job,
)
from dashboard.jobs.process import born, is_alive
from dashboard.prepare import prepare_base
from experiments.compare.keep import find_comparison
from experiments.errors import StoreProblem
from experiments.store.results import find_result
from tests.experiments.command import doorstroom

PATIENCE = 600.0
MANY = 5000
"""Worlds that no machine finishes while a test looks."""


def ask(store: Path, *names: str, worlds: int = 4, seed: int = 1) -> Job:
    """Queue a job of shipped scenarios."""
    spec = spec_for([shipped(name) for name in names], "nl", worlds, seed)
    return queue.submit(store, spec, [as_yaml(shipped_draft(name)) for name in names])


def wait_until(store: Path, job: Job, fits: Callable[[Status], bool]) -> Status:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        queue.tend(store)
        status = job.status()
        if fits(status):
            return status
        time.sleep(0.1)
    raise AssertionError(f"still {job.status()}")


def ended(status: Status) -> bool:
    return status.state not in (QUEUED, RUNNING)


def simulating(status: Status) -> bool:
    return status.state == RUNNING and status.phase == "simulating"


@pytest.fixture(autouse=True)
def nothing_left_running(tmp_path: Path) -> object:
    yield
    for job in list_jobs(tmp_path):
        status = job.status()
        if is_alive(status.pid, status.born):
            os.killpg(status.pid, signal.SIGKILL)


def test_a_job_makes_what_the_command_line_makes(tmp_path: Path) -> None:
    job = ask(tmp_path, "base", "z-route-ruim")
    status = wait_until(tmp_path, job, ended)
    assert (status.state, status.code) == (DONE, "")
    base, other = shipped("base"), shipped("z-route-ruim")
    result = find_result(tmp_path, run_id_of(base, 4, 1))
    assert result is not None
    question = question_of([base, other], 4, 1, variants=False)
    assert find_comparison(tmp_path, question.comparison_id) is not None

    # The command in the manifest, in a store of its own, gives the same tables, bit for bit.
    command = result.manifest["command"]
    assert command[0] == "doorstroom"
    elsewhere = tmp_path / "elsewhere"
    done = doorstroom(*command[1:], "--no-charts", store=elsewhere)
    assert done.returncode == 0, done.stderr
    again = find_result(elsewhere, result.run_id)
    assert again is not None
    assert again.manifest["tables"] == result.manifest["tables"]


def test_what_was_computed_is_not_computed_again(tmp_path: Path) -> None:
    wait_until(tmp_path, ask(tmp_path, "base"), ended)
    status = wait_until(tmp_path, ask(tmp_path, "base"), ended)
    assert status.state == DONE
    assert status.reused == (0,)


def test_a_job_is_cancelled_within_moments(tmp_path: Path) -> None:
    job = ask(tmp_path, "base", worlds=MANY)
    wait_until(tmp_path, job, simulating)
    begun = time.monotonic()
    queue.cancel(tmp_path, job)
    status = wait_until(tmp_path, job, ended)
    assert status.state == STOPPED
    while is_alive(status.pid, status.born) and time.monotonic() - begun < 30:
        time.sleep(0.1)
    assert not is_alive(status.pid, status.born)
    assert time.monotonic() - begun < 30


def test_a_killed_worker_is_noticed_and_the_job_goes_on(tmp_path: Path) -> None:
    job = ask(tmp_path, "base", worlds=MANY)
    status = wait_until(tmp_path, job, simulating)
    os.killpg(status.pid, signal.SIGKILL)
    status = wait_until(tmp_path, job, ended)
    assert (status.state, status.code) == (INTERRUPTED, "killed")
    again = ask(tmp_path, "base", worlds=MANY)
    assert again.job_id == job.job_id
    wait_until(tmp_path, again, simulating)
    queue.cancel(tmp_path, again)
    wait_until(tmp_path, again, ended)


def test_ten_people_who_press_at_once_get_one_job(tmp_path: Path) -> None:
    jobs: list[Job] = []

    def press() -> None:
        jobs.append(ask(tmp_path, "base", worlds=MANY))

    people = [threading.Thread(target=press) for _ in range(10)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(jobs) == 10
    assert len({job.job_id for job in jobs}) == 1
    assert len(list_jobs(tmp_path)) == 1
    queue.cancel(tmp_path, jobs[0])
    assert wait_until(tmp_path, jobs[0], ended).state == STOPPED


def test_ten_questions_wait_in_order_and_the_next_begins_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "most_running", lambda: 1)
    first = ask(tmp_path, "base", worlds=MANY)
    rest = [ask(tmp_path, "base", worlds=2, seed=seed) for seed in range(2, 5)]
    assert [queue.place_in_queue(tmp_path, job) for job in rest] == [1, 2, 3]
    assert queue.place_in_queue(tmp_path, first) == 0
    queue.cancel(tmp_path, rest[1])
    assert rest[1].status().state == STOPPED
    assert [queue.place_in_queue(tmp_path, job) for job in rest] == [1, 0, 2]
    queue.cancel(tmp_path, first)
    # Nobody looks any more: the worker itself lets the next one start.
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and rest[2].status().state != DONE:
        if first.status().state == RUNNING:
            queue.tend(tmp_path)
        time.sleep(0.2)
    assert [job.status().state for job in (rest[0], rest[2])] == [DONE, DONE]


def test_a_full_queue_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "most_running", lambda: 0)
    monkeypatch.setattr(queue, "MOST_QUEUED", 3)
    for seed in range(3):
        ask(tmp_path, "base", seed=seed)
    with pytest.raises(queue.QueueFull):
        ask(tmp_path, "base", seed=9)
    assert len(list_jobs(tmp_path)) == 3


def test_a_disk_that_takes_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "jobs").write_text("no folder")
    with pytest.raises(StoreProblem):
        ask(tmp_path, "base")


def test_a_result_that_cannot_be_kept_is_told_with_its_cause(tmp_path: Path) -> None:
    (tmp_path / "results").write_text("no folder")
    status = wait_until(tmp_path, ask(tmp_path, "base"), ended)
    assert (status.state, status.code) == (FAILED, "store")


def test_a_number_that_another_process_has_now_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "most_running", lambda: 0)
    job = ask(tmp_path, "base")
    mine = os.getpid()
    job.write(replace(job.status(), state=RUNNING, pid=mine, born="another time"))
    queue.tend(tmp_path)
    assert job.status().state == INTERRUPTED
    assert is_alive(mine, born(mine))


def test_half_written_files_are_no_job(tmp_path: Path) -> None:
    spec = spec_for([shipped("base")], "nl", 4, 1)
    job = make_job(tmp_path, spec, [as_yaml(shipped_draft("base"))])
    assert open_job(job.folder) == job
    assert store_of(job.folder) == tmp_path.resolve()
    (job.folder / STATUS).write_text('{"state": "run')
    assert job.status().state == INTERRUPTED
    (job.folder / SPEC).write_text("{")
    assert find_job(tmp_path, job.job_id) is None
    for name in ("../../etc", "", "0" * 15, "G" * 16):
        assert find_job(tmp_path, name) is None


def test_the_time_left_follows_from_what_is_done() -> None:
    status = Status(RUNNING, total=100, finished=25, simulating_since=1000.0)
    assert status.seconds_left(1010.0) == pytest.approx(30.0)
    assert Status(QUEUED, total=100).seconds_left(1010.0) is None


def test_the_base_is_queued_once_before_somebody_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTROOM_STORE", str(tmp_path))
    monkeypatch.setattr(queue, "most_running", lambda: 0)
    prepare_base()
    prepare_base()
    (job,) = list_jobs(tmp_path)
    assert [item.title for item in job.spec.items] == [shipped("base").title.nl]


def test_a_spec_is_named_by_what_it_makes() -> None:
    spec = spec_for([shipped("base")], "nl", 4, 1)
    assert isinstance(spec, Spec)
    assert spec.job_id == spec_for([shipped("base")], "en", 4, 1).job_id
    assert spec.job_id != spec_for([shipped("base")], "nl", 4, 2).job_id
