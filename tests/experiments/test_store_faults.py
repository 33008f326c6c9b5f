"""What goes wrong with disks and other batches: told clearly, nothing finished lost, resumable."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from experiments.errors import StoreProblem
from experiments.runner.batch import Watcher
from experiments.runner.sweep import Sweep, SweepOptions
from experiments.store import shards as store_shards
from experiments.store.results import DamagedResult, StoredResult, find_result, open_result
from experiments.store.shards import DamagedShard, Shard
from tests.experiments.command import doorstroom, start
from tests.experiments.small_design import small_design, write_small

NOBODY = 65534


def sweep_of(folder: Path, store: Path, watcher: Watcher | None = None, **more: Any) -> Sweep:
    return Sweep(small_design(folder), store, SweepOptions(workers=2, **more), watcher)


@pytest.fixture
def small(tmp_path: Path) -> StoredResult:
    return sweep_of(tmp_path, tmp_path / "store").run().result


def flip_a_bit(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 4
    file.write_bytes(content)


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-9])


def make_of_another_engine(file: Path) -> None:
    """The shard as another version would have written it, signature and all."""
    sidecar = json.loads((file.parent / "shard.json").read_text())
    sidecar["digests"]["engine"] = "0" * 64
    (file.parent / "shard.json").write_text(json.dumps(store_shards.signed(sidecar, "sha256")))


def make_of_another_schema(file: Path) -> None:
    sidecar = json.loads((file.parent / "shard.json").read_text()) | {"schema": 99}
    (file.parent / "shard.json").write_text(json.dumps(store_shards.signed(sidecar, "sha256")))


@pytest.mark.parametrize(
    "harm", [flip_a_bit, cut_short, os.unlink, make_of_another_engine, make_of_another_schema]
)
def test_a_harmed_shard_is_noticed_told_and_made_again(
    tmp_path: Path, small: StoredResult, harm: Callable[[Path], None]
) -> None:
    before = small.manifest["shards"]
    harm(small.files("monthly")[1])
    with pytest.raises(DamagedResult, match=before[1]["name"]):
        find_result(tmp_path / "store", small.run_id)
    told: list[DamagedResult | DamagedShard] = []
    started: list[tuple[int, int]] = []
    watcher = Watcher(
        damaged=told.append, started=lambda runs, there: started.append((runs, there))
    )
    again = sweep_of(tmp_path, tmp_path / "store", watcher)
    assert again.stored() is None
    result = again.run().result
    assert len(told) >= 2
    assert before[1]["name"] in str(told[0])
    assert started == [(48, 32)]
    assert result.manifest["shards"] == before
    assert find_result(tmp_path / "store", small.run_id) is not None


def test_every_flipped_bit_in_a_sidecar_is_noticed(tmp_path: Path, small: StoredResult) -> None:
    sidecar = small.path / "shards" / small.manifest["shards"][0]["name"] / "shard.json"
    whole = sidecar.read_bytes()
    for place in range(0, len(whole), 37):
        changed = bytearray(whole)
        changed[place] ^= 1
        sidecar.write_bytes(changed)
        if json_or_none(changed) != json.loads(whole):
            with pytest.raises(DamagedResult):
                open_result(small.path)
    sidecar.write_bytes(whole)
    open_result(small.path)


def json_or_none(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def test_a_full_disk_keeps_what_was_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = store_shards.write_table
    written: list[Path] = []

    def full_after_a_while(table: Any, path: Path) -> None:
        written.append(path)
        if len(written) > 6:
            raise OSError(28, "No space left on device")
        write(table, path)

    monkeypatch.setattr(store_shards, "write_table", full_after_a_while)
    sweep = sweep_of(tmp_path, tmp_path / "store")
    with pytest.raises(StoreProblem, match="No space left"):
        sweep.run()
    kept = sorted(path.name for path in (sweep.path / "shards").iterdir())
    assert len(kept) == 2
    assert kept[0] == ".lock"
    monkeypatch.undo()
    started: list[tuple[int, int]] = []
    watcher = Watcher(started=lambda runs, there: started.append((runs, there)))
    result = sweep_of(tmp_path, tmp_path / "store", watcher).run().result
    assert started == [(48, 16)]
    alone = sweep_of(tmp_path, tmp_path / "alone").run().result
    assert result.manifest["shards"] == alone.manifest["shards"]


def test_a_batch_that_does_not_fit_is_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(StoreProblem, match="MB needed"):
        sweep_of(tmp_path, tmp_path / "store").size()
    assert not (tmp_path / "store").exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A file in the way: root may write everywhere, so rights cannot be tested here."""
    (tmp_path / "store").write_text("")
    done = doorstroom("sweep", write_small(tmp_path), store=tmp_path / "store")
    assert done.returncode == 1
    assert str(tmp_path / "store") in done.stderr
    assert "Traceback" not in done.stderr


def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    """In a process of a user without rights, because root may write everywhere."""
    store = tmp_path / "store"
    store.mkdir(mode=0o500)
    sweep = sweep_of(tmp_path, store)

    def write() -> str:
        if os.geteuid() == 0:
            os.setuid(NOBODY)
        try:
            sweep.run()
        except StoreProblem as problem:
            return problem.reason
        return "it was written"

    assert in_a_fork(write) == "Permission denied"


def in_a_fork(work: Callable[[], str]) -> str:
    """Return what `work` returns in a copy of this process."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, work().encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        text = told.read()
    os.waitpid(child, 0)
    return text


def test_two_batches_of_one_design_share_the_work(tmp_path: Path) -> None:
    words = ("sweep", write_small(tmp_path, replications=80, until="2023-12"), "--yes", "--json")
    both = [start(*words, "--workers", "1", store=tmp_path / "store") for _ in range(2)]
    told = [json.loads(process.communicate(timeout=120)[0]) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert told[0]["meta"]["outcome_digest"] == told[1]["meta"]["outcome_digest"]
    alone = doorstroom(*words, store=tmp_path / "alone")
    assert json.loads(alone.stdout)["cells"] == told[0]["cells"] == told[1]["cells"]
    found = find_result(tmp_path / "store", told[0]["meta"]["id"])
    assert found is not None
    assert not list(found.path.glob("**/.aside*"))


def test_two_batches_begin_at_two_ends(tmp_path: Path) -> None:
    begun: list[list[int]] = [[], []]
    ready = threading.Barrier(2)

    class Slow:
        def __init__(self, place: int) -> None:
            self.place = place

        def execute(self, design: Any, shards: Any, outputs: Any, finished: Any) -> Any:
            ready.wait(timeout=30)
            for shard in shards:
                begun[self.place].append(shard.first)
                ready.wait(timeout=30)
                return
            yield

    def work(place: int) -> None:
        sweep = Sweep(
            small_design(tmp_path / str(place)),
            tmp_path / "store",
            SweepOptions(workers=1),
            executor=Slow(place),
        )
        with pytest.raises(KeyError):  # it has not made what it was asked
            sweep.run()

    threads = [threading.Thread(target=work, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(begun) == [[0], [32]]


def test_two_designs_in_one_store_do_not_meet(tmp_path: Path) -> None:
    first = sweep_of(tmp_path / "a", tmp_path / "store").run().result
    other = small_design(tmp_path / "b", replications=16)
    second = Sweep(other, tmp_path / "store", SweepOptions(workers=1)).run().result
    assert first.run_id != second.run_id
    for result in (first, second):
        assert find_result(tmp_path / "store", result.run_id) is not None


def test_a_shard_of_another_question_is_not_taken(tmp_path: Path, small: StoredResult) -> None:
    sweep = sweep_of(tmp_path, tmp_path / "store")
    folder = sweep.batch.folder
    names = [folder.name_of(Shard(first, first + 16)) for first in (0, 16)]
    shutil.rmtree(folder.folder / names[1])
    shutil.copytree(folder.folder / names[0], folder.folder / names[1])
    with pytest.raises(DamagedShard, match="runs"):
        folder.find(Shard(16, 32))
