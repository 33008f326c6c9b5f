from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pytest

from experiments.errors import StoreProblem
from experiments.store import results as store_results
from experiments.store.location import store_folder
from experiments.store.results import DamagedResult, find_result, remove_leftovers, write_result
from experiments.store.statistics import summarise
from experiments.store.tables import build_tables
from experiments.worlds import World
from simulation.record import MONTHLY_COLUMNS
from tests.experiments.made_up import RUN_ID, START, TOWNS, entries, manifest, worlds, write_made_up


def test_a_result_is_written_whole_and_read_back(tmp_path: Path) -> None:
    written = write_made_up(tmp_path, number=5)
    read = find_result(tmp_path, RUN_ID)
    assert read is not None
    assert dict(read.manifest) == dict(written.manifest)
    assert sorted(p.name for p in read.path.iterdir()) == [
        "ledger.parquet",
        "manifest.json",
        "monthly.parquet",
        "observables.parquet",
        "runs.parquet",
    ]
    assert [p.name for p in (tmp_path / "results").iterdir()] == [RUN_ID]
    assert read.table("monthly").num_rows == 5 * 120
    assert read.table("runs")["world"].to_pylist() == [0, 1, 2, 3, 4]


def test_the_same_worlds_give_the_same_bytes(tmp_path: Path) -> None:
    first = write_made_up(tmp_path / "a", number=5)
    second = write_made_up(tmp_path / "b", number=5)
    assert first.manifest["tables"] == second.manifest["tables"]


def test_there_is_nothing_where_nothing_was_written(tmp_path: Path) -> None:
    assert find_result(tmp_path, RUN_ID) is None


@pytest.mark.parametrize("name", ["runs.parquet", "monthly.parquet", "observables.parquet"])
def test_one_flipped_bit_is_noticed(tmp_path: Path, name: str) -> None:
    path = write_made_up(tmp_path, number=3).path / name
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(content)
    with pytest.raises(DamagedResult, match=name):
        find_result(tmp_path, RUN_ID)


def test_a_changed_manifest_is_noticed(tmp_path: Path) -> None:
    path = write_made_up(tmp_path, number=3).path / "manifest.json"
    path.write_text(path.read_text().replace('"failed_worlds": 0', '"failed_worlds": 1'))
    with pytest.raises(DamagedResult):
        find_result(tmp_path, RUN_ID)


@pytest.mark.parametrize("content", ["", "{}", "[1]", "{", '{"manifest_sha256": 1}'])
def test_a_broken_manifest_is_noticed(tmp_path: Path, content: str) -> None:
    path = write_made_up(tmp_path, number=2).path / "manifest.json"
    path.write_text(content)
    with pytest.raises(DamagedResult):
        find_result(tmp_path, RUN_ID)


def test_a_missing_table_is_noticed(tmp_path: Path) -> None:
    (write_made_up(tmp_path, number=2).path / "runs.parquet").unlink()
    with pytest.raises(DamagedResult):
        find_result(tmp_path, RUN_ID)


def test_a_new_result_takes_the_place_of_the_old(tmp_path: Path) -> None:
    write_made_up(tmp_path, number=2)
    write_made_up(tmp_path, number=3)
    read = find_result(tmp_path, RUN_ID)
    assert read is not None
    assert read.manifest["worlds"] == 3
    assert [p.name for p in (tmp_path / "results").iterdir()] == [RUN_ID]


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failed_write_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(store_results, "flush", fail)
    expected = StoreProblem if isinstance(failure, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        write_made_up(tmp_path, number=2)
    assert list((tmp_path / "results").iterdir()) == []
    assert find_result(tmp_path, RUN_ID) is None


def test_a_store_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(StoreProblem):
        write_result(blocked, RUN_ID, {}, {})


def test_only_old_leftovers_are_removed(tmp_path: Path) -> None:
    folder = tmp_path / "results"
    for name in (".aside-new", ".aside-old", RUN_ID):
        (folder / name).mkdir(parents=True)
    two_days_ago = time.time() - 2 * 24 * 3600
    for name in (".aside-old", RUN_ID):
        os.utime(folder / name, (two_days_ago, two_days_ago))
    remove_leftovers(tmp_path)
    assert sorted(p.name for p in folder.iterdir()) == [".aside-new", RUN_ID]


def test_a_failed_world_is_a_row_with_its_error(tmp_path: Path) -> None:
    made = worlds(3)
    made[1] = World(1, 1, "d", None, "ValueError: no")
    keys = [entry["key"] for entry in entries()]
    tables = build_tables(made, START, MONTHLY_COLUMNS, keys, TOWNS)
    runs = tables["runs"].to_pylist()
    assert [row["status"] for row in runs] == ["done", "failed", "done"]
    assert runs[1]["error"] == "ValueError: no"
    assert runs[1]["people"] is None
    assert set(tables["monthly"]["world"].to_pylist()) == {0, 2}
    result = write_result(tmp_path, RUN_ID, manifest(3) | {"failed_worlds": 1}, tables)
    assert all(summary.worlds == 2 for summary in summarise(result).values())


def test_when_all_worlds_failed_the_tables_are_empty(tmp_path: Path) -> None:
    made = [World(0, 0, "d", None, "ValueError: no")]
    keys = [entry["key"] for entry in entries()]
    tables = build_tables(made, START, MONTHLY_COLUMNS, keys, TOWNS)
    assert tables["monthly"].num_rows == tables["observables"].num_rows == 0
    result = write_result(tmp_path, RUN_ID, manifest(1), tables)
    assert all(np.isnan(summary.mean) for summary in summarise(result).values())


def test_a_summary_is_of_the_worlds_where_the_observable_is_defined(tmp_path: Path) -> None:
    made = worlds(20)
    for world in made[:5]:
        assert world.outcome is not None
        world.outcome.observables[0] = np.nan
        world.outcome.counts[0] = 0
    keys = [entry["key"] for entry in entries()]
    tables = build_tables(made, START, MONTHLY_COLUMNS, keys, TOWNS)
    assert tables["observables"]["value"].null_count == 5
    result = write_result(tmp_path, RUN_ID, manifest(20), tables)
    values = np.array([w.outcome.observables[0] for w in made[5:]])  # type: ignore[union-attr]
    summary = summarise(result)[keys[0]]
    assert summary.worlds == 15
    assert summary.mean == pytest.approx(values.mean())
    assert (summary.low, summary.high) == pytest.approx(tuple(np.percentile(values, [5, 95])))


def test_the_store_is_where_the_user_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DOORSTROOM_STORE", str(tmp_path / "b"))
    assert store_folder(tmp_path / "a") == tmp_path / "a"
    assert store_folder() == tmp_path / "b"
    monkeypatch.delenv("DOORSTROOM_STORE")
    monkeypatch.chdir(tmp_path)
    assert tmp_path not in store_folder().parents
