"""A batch on a cluster: the bytes of one machine, whatever happens to its workers."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

from experiments.cluster import connect
from experiments.cluster import executor as cluster_executor
from experiments.cluster.connect import ClusterLost, cluster_problem, connected
from experiments.cluster.executor import OnCluster
from experiments.errors import InputProblems
from experiments.runner.request import answering_digests
from experiments.runner.run import Answer
from experiments.runner.sweep import Sweep, SweepOptions
from experiments.store.results import StoredResult
from tests.experiments.cluster import poison
from tests.experiments.cluster.processes import Processes
from tests.experiments.command import doorstroom, start
from tests.experiments.small_design import small_design, write_small


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    processes = Processes(tmp_path_factory.mktemp("cluster"))
    processes.add_worker("--no-nanny")
    yield processes
    processes.end()


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> StoredResult:
    folder = tmp_path_factory.mktemp("here")
    return sweep_of(folder, folder / "store").run().result


def sweep_of(folder: Path, store: Path, executor: Any = None, **options: Any) -> Sweep:
    design = small_design(folder)
    return Sweep(design, store, SweepOptions(workers=2, **options), executor=executor)


def same(found: Answer, here: StoredResult) -> bool:
    names = ("id", "outcome_digest", "shards", "tables")
    return all(found.result.manifest[name] == here.manifest[name] for name in names)


def test_the_bytes_are_those_of_one_machine(
    tmp_path: Path, cluster: Processes, here: StoredResult
) -> None:
    with connected(cluster.address, 1) as client:
        found = sweep_of(tmp_path, tmp_path / "store", OnCluster(client)).run()
    assert same(found, here)


def test_detail_and_events_come_back_too(tmp_path: Path, cluster: Processes) -> None:
    more = {"detail": True, "traced": 2}
    alone = sweep_of(tmp_path, tmp_path / "alone", **more).run().result
    with connected(cluster.address, 1) as client:
        found = sweep_of(tmp_path, tmp_path / "store", OnCluster(client), **more).run()
    assert set(found.result.manifest["tables"]) >= {"detail", "events"}
    assert same(found, alone)


def outcome(store: Path) -> dict[str, Any]:
    (manifest,) = store.glob("results/*/manifest.json")
    told = json.loads(manifest.read_text())
    return {name: told[name] for name in ("id", "outcome_digest", "shards", "tables")}


def test_a_worker_killed_midway_changes_nothing(tmp_path: Path) -> None:
    words = ("sweep", write_small(tmp_path, replications=120, until="2024-12"), "--yes")
    alone = doorstroom(*words, store=tmp_path / "alone")
    assert alone.returncode == 0, alone.stderr
    processes = Processes(tmp_path)
    try:
        first, _ = processes.add_worker("--no-nanny"), processes.add_worker("--no-nanny")
        store = tmp_path / "store"
        command = start(*words, "--cluster", processes.address, store=store)
        wait_for_shards(store, 2)
        first.kill()
        _, told = command.communicate(timeout=300)
        assert command.returncode == 0, told
        assert first.wait() == -9
    finally:
        processes.end()
    assert outcome(store) == outcome(tmp_path / "alone")


def wait_for_shards(store: Path, number: int) -> None:
    end = time.monotonic() + 120
    while len(list(store.glob("results/*/shards/0*"))) < number:
        assert time.monotonic() < end, "no shard was written"
        time.sleep(0.02)


def test_a_lost_scheduler_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    words = ("sweep", write_small(tmp_path, replications=120, until="2024-12"), "--yes")
    processes = Processes(tmp_path)
    store = tmp_path / "store"
    try:
        processes.add_worker("--no-nanny")
        command = start(*words, "--cluster", processes.address, store=store)
        wait_for_shards(store, 2)
        processes.scheduler.kill()
        _, told = command.communicate(timeout=300)
    finally:
        processes.end()
    assert command.returncode == 1, told
    assert "Traceback" not in told, told
    assert "antwoordt niet meer" in told
    kept = {path.name: path.stat().st_mtime_ns for path in store.glob("results/*/shards/0*")}
    assert kept
    again = doorstroom(*words, store=store)
    assert again.returncode == 0, again.stderr
    after = {path.name: path.stat().st_mtime_ns for path in store.glob("results/*/shards/0*")}
    assert kept.items() < after.items()


def test_a_shard_that_kills_its_workers_is_set_aside(
    tmp_path: Path, here: StoredResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_executor, "simulate_shard", poison.simulate_shard)
    processes = Processes(tmp_path, {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"})
    try:
        processes.add_worker()  # its nanny starts it again
        with connected(processes.address, 1) as client:
            found = sweep_of(tmp_path, tmp_path / "store", OnCluster(client)).run()
    finally:
        processes.end()
    runs = found.result.table("runs").to_pylist()
    expected = here.table("runs").to_pylist()
    for number, (run, good) in enumerate(zip(runs, expected, strict=True)):
        if 16 <= number < 32:
            assert run["status"] == "failed"
            assert "KilledWorker" in run["error"]
            assert (run["cell"], run["world"]) == (good["cell"], good["world"])
        else:
            assert run == good
    assert found.failed_worlds == 16
    again = sweep_of(tmp_path, tmp_path / "store", retry_failed=True)
    assert same(again.run(), here)


def test_a_worker_of_another_version_is_refused(
    cluster: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = answering_digests() | {"engine": "0" * 64}
    monkeypatch.setattr(connect, "answering_digests", Own(ours))
    with pytest.raises(InputProblems) as told, connected(cluster.address, 1):
        pass
    (problem,) = told.value.problems
    assert (problem.code, problem.details["name"]) == ("cluster-other", "engine")


class Own:
    """Digests of this process; on a worker the real ones are asked."""

    def __init__(self, found: dict[str, str]) -> None:
        self.found = found

    def __call__(self) -> dict[str, str]:
        return self.found

    def __reduce__(self) -> Any:
        return _the_real_ones, ()


def _the_real_ones() -> Any:
    return answering_digests


def test_a_worker_that_joins_with_another_version_does_not_simulate(
    tmp_path: Path, cluster: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = answering_digests() | {"data": "0" * 64}
    with connected(cluster.address, 1) as client:
        monkeypatch.setattr(cluster_executor, "answering_digests", lambda: ours)
        with pytest.raises(Exception, match="data"):
            sweep_of(tmp_path, tmp_path / "store", OnCluster(client)).run()
    assert not list((tmp_path / "store").glob("results/*/shards/0*"))


@pytest.mark.parametrize("word", ["lokaal", "http://127.0.0.1:1", "tcp://nergens", "tcp://a:b"])
def test_a_word_that_is_no_cluster(word: str) -> None:
    problem = cluster_problem(word)
    assert problem is not None
    assert problem.code == "cluster-address"


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "CONNECT_SECONDS", 1)
    with pytest.raises(InputProblems) as told, connected("tcp://127.0.0.1:9", 1):
        pass
    assert told.value.problems[0].code == "cluster-unreachable"


def test_a_scheduler_without_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "WORKERS_SECONDS", 1)
    processes = Processes(tmp_path)
    try:
        with pytest.raises(InputProblems) as told, connected(processes.address, 1):
            pass
    finally:
        processes.end()
    assert told.value.problems[0].code == "cluster-empty"


def test_a_cluster_without_workers_for_long_is_lost(tmp_path: Path) -> None:
    processes = Processes(tmp_path)
    try:
        with Client(processes.address) as client:
            sweep = sweep_of(tmp_path, tmp_path / "store", OnCluster(client, patience=0.5))
            with pytest.raises(ClusterLost, match="workers"):
                sweep.run()
    finally:
        processes.end()


def test_wrong_words_of_the_command(tmp_path: Path) -> None:
    words = ("sweep", write_small(tmp_path), "--cluster", "wolk", "--workers", "0")
    told = doorstroom(*words, store=tmp_path / "store")
    assert told.returncode == 2
    assert "--cluster" in told.stderr
    assert "--workers" in told.stderr
    assert not (tmp_path / "store").exists()
