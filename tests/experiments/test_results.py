"""What lies in a store, asked and taken along: list, show, query, export, crate, gc, reproduce."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from experiments.runner.batch import Watcher
from experiments.runner.executors import Threads
from experiments.runner.reproduce import reproduce
from experiments.runner.request import RunRequest
from experiments.runner.run import answer
from experiments.runner.sweep import Sweep, SweepOptions
from experiments.store import gc
from experiments.store.catalogue import entries_meant, list_entries
from experiments.store.crate import METADATA
from experiments.store.disk import digest_of_file
from experiments.store.export import _plain
from experiments.store.index import QueryProblem, query
from experiments.store.results import open_result
from tests.experiments.command import doorstroom
from tests.experiments.small_design import small_design


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a batch of 2 x 3 runs, and two runs of 2 worlds of its first cell."""
    folder = tmp_path_factory.mktemp("results")
    design = small_design(folder, replications=3)
    Sweep(design, folder / "store", SweepOptions(workers=2, command=["doorstroom", "sweep"])).run()
    for seed in (1, 2):
        request = RunRequest(design.scenarios[0], seed, 2, "prior", 2)
        answer(request, folder / "store", workers=2)
    (folder / "store" / "results" / "0123456789abcdef" / "shards").mkdir(parents=True)
    return folder / "store"


def asked(store: Path, *arguments: str, code: int = 0) -> Any:
    done = doorstroom(*arguments, "--json", store=store)
    assert done.returncode == code, done.stdout + done.stderr
    return json.loads(done.stdout)


def test_the_list_is_newest_first_and_says_what_each_is(store: Path) -> None:
    listed = asked(store, "results", "list")
    assert {entry["kind"] for entry in listed[:3]} == {"run", "sweep"}
    assert [entry["state"] for entry in listed] == ["done", "done", "done", "unfinished"]
    times = [entry["ended"] for entry in listed if entry["ended"]]
    assert times == sorted(times, reverse=True)
    for entry in listed:
        assert set(entry) >= {"id", "path", "kind", "scenario"}
        assert Path(entry["path"]).name == entry["id"]
    sweep = next(entry for entry in listed if entry["kind"] == "sweep")
    assert (sweep["scenario"], sweep["runs"], sweep["failed_runs"]) == ("klein", 6, 0)
    screen = doorstroom("results", "list", store=store).stdout
    assert all(entry["id"] in screen for entry in listed)
    assert "niet af" in screen


def test_a_result_is_meant_by_folder_id_beginning_or_name(store: Path, tmp_path: Path) -> None:
    entries = list_entries(store)
    sweep = next(entry for entry in entries if entry.kind == "sweep")
    runs = [entry for entry in entries if entry.kind == "run"]
    for text in (str(sweep.path), sweep.id, sweep.id[:8], "klein"):
        assert asked(store, "results", "show", text)["id"] == sweep.id
    assert asked(store, "results", "show", "kort")["id"] == runs[0].id
    assert [e.id for e in entries_meant("kort", entries)] == [runs[0].id]
    shutil.copytree(runs[0].path, tmp_path / "copy")
    assert asked(store, "results", "show", str(tmp_path / "copy"))["id"] == runs[0].id
    wrong = asked(store, "results", "show", "korrt", code=2)
    assert wrong["problems"][0]["code"] == "result-unknown"
    assert wrong["problems"][0]["nearest"] == "kort"


def test_the_beginning_of_two_ids_is_not_enough(store: Path) -> None:
    entry = next(e for e in list_entries(store) if e.kind == "run")
    twins = [entry, type(entry)(**{**vars(entry), "id": entry.id[:4] + "0" * 12})]
    assert entries_meant(entry.id[:4], twins) == twins
    assert entries_meant(entry.id, twins) == [entry]


def test_a_question_in_sql_is_answered_from_all_shards(store: Path) -> None:
    sql = "SELECT cell, sum(instroom) AS n FROM monthly GROUP BY cell ORDER BY cell"
    rows = asked(store, "results", "query", "klein", sql)["rows"]
    sweep = next(entry for entry in list_entries(store) if entry.kind == "sweep")
    monthly = open_result(sweep.path).table("monthly").to_pandas()
    expected = monthly.groupby("cell")["instroom"].sum()
    assert [row["n"] for row in rows] == expected.tolist()
    as_csv = doorstroom("results", "query", "klein", sql, "--csv", store=store)
    assert as_csv.stdout.splitlines()[0] == '"cell","n"'
    assert str(expected[0]) in doorstroom("results", "query", "klein", sql, store=store).stdout


@pytest.mark.parametrize(
    "sql",
    [
        "SELEC 1",
        "SELECT * FROM no_table",
        "COPY runs TO '{folder}/out.csv'",
        "SELECT * FROM read_csv('{folder}/secret.csv')",
        "ATTACH '{folder}/other.db'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ],
)
def test_a_question_reads_the_result_and_nothing_else(
    store: Path, tmp_path: Path, sql: str
) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    sweep = next(entry for entry in list_entries(store) if entry.kind == "sweep")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(QueryProblem):
        query(open_result(sweep.path), sql.format(folder=tmp_path))
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_an_export_has_every_table_as_one_file(store: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    told = asked(store, "results", "export", "klein", "--out", str(out), "--format", form)
    names = {"cells", "ledger", "monthly", "observables", "runs"}
    assert set(told["files"]) == {f"{name}.{form}" for name in names} | {"manifest.json"}
    sweep = next(entry for entry in list_entries(store) if entry.kind == "sweep")
    for name in names:
        expected = open_result(sweep.path).table(name)
        if form == "parquet":
            found = pq.read_table(out / f"{name}.parquet")
            assert found.num_rows == expected.num_rows
            assert found.column_names == expected.column_names
        else:
            with (out / f"{name}.csv").open(newline="") as stream:
                rows = list(csv.reader(stream))
            assert rows[0] == expected.column_names
            assert len(rows) == expected.num_rows + 1
    assert asked(store, "results", "export", "klein", "--out", str(out), code=2)


def test_no_cell_of_an_export_is_a_formula() -> None:
    texts = pa.chunked_array([["=1+1", "+x", "-x", "@x", "\tx", "\rx", "x=1", None]])
    assert _plain(texts) == ["'=1+1", "'+x", "'-x", "'@x", "'\tx", "'\rx", "x=1", None]
    assert _plain(pa.chunked_array([[-1, 2]])) == [-1, 2]


def test_a_crate_describes_every_file_and_how_it_was_made(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "crate"
    licence = "https://creativecommons.org/licenses/by/4.0/"
    arguments = ("klein", "--out", str(out), "--crate", "--licence", licence)
    assert METADATA in asked(store, "results", "export", *arguments)["files"]
    crate = json.loads((out / METADATA).read_text())
    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    graph = {entity["@id"]: entity for entity in crate["@graph"]}
    assert len(graph) == len(crate["@graph"])
    assert graph[METADATA]["about"] == {"@id": "./"}
    root = graph["./"]
    assert {"name", "description", "datePublished"} <= root.keys()
    assert root["license"] == {"@id": licence}
    files = {part["@id"] for part in root["hasPart"]}
    assert files == {file.name for file in out.iterdir()} - {METADATA}
    for name in files:
        assert graph[name]["sha256"] == digest_of_file(out / name)
        assert graph[name]["contentSize"] == str((out / name).stat().st_size)
    action = graph["#run"]
    assert action["name"] == "doorstroom sweep"
    assert {part["@id"] for part in action["result"]} == files
    assert graph[action["instrument"]["@id"]]["name"] == "Doorstroom"
    for entity in crate["@graph"]:
        for value in entity.values():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict) and not one["@id"].startswith("https://w3id.org/ro/crate"):
                    assert one["@id"] in graph, one


def test_cleaning_up_removes_what_is_damaged_and_what_is_asked(store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "store"
    shutil.copytree(store, copy)
    entries = list_entries(copy)
    run, other = [entry for entry in entries if entry.kind == "run"]
    manifest = run.path / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"worlds": 2', '"worlds": 3'))
    found = [(e.id, e.state) for e in gc.removable(copy, False, False, None)]
    assert found == [(run.id, "damaged")]
    assert asked(copy, "results", "gc", code=2)["problems"][0]["code"] == "gc-unasked"
    told = asked(copy, "results", "gc", "--yes", "--unfinished")
    assert {entry["id"] for entry in told["removed"]} == {run.id, "0123456789abcdef"}
    assert {entry.id for entry in list_entries(copy)} == {e.id for e in entries} - {
        run.id,
        "0123456789abcdef",
    }
    assert gc.removable(copy, True, True, None) == []
    assert [e.id for e in gc.removable(copy, False, False, 0)] != []
    assert gc.removable(copy, False, False, 1) == []
    assert other.path.exists()


def test_work_that_goes_on_is_not_cleaned_up(store: Path) -> None:
    design = small_design(store.parent, replications=5)
    batch = Sweep(design, store, SweepOptions(workers=1)).batch
    with batch.folder.at_work() as alone:
        assert alone
        names = {entry.path for entry in gc.removable(store, True, False, None)}
        assert batch.folder.folder.parent not in names
    names = {entry.path for entry in gc.removable(store, True, False, None)}
    assert batch.folder.folder.parent in names
    shutil.rmtree(batch.folder.folder.parent)


@pytest.mark.parametrize("name", ["klein", "kort"])
def test_a_result_runs_again_to_the_same_digests(store: Path, name: str) -> None:
    told = asked(store, "reproduce", name)
    assert told["equal"] is True
    assert told["digest"]["stored"] == told["digest"]["found"]
    assert (told["different"], told["changed"]) == ([], [])
    screen = doorstroom("reproduce", name, store=store)
    assert (screen.returncode, "Gelijk" in screen.stdout) == (0, True)


def test_a_result_that_does_not_come_out_the_same_is_told(store: Path) -> None:
    sweep = next(entry for entry in list_entries(store) if entry.kind == "sweep")
    result = open_result(sweep.path)
    manifest = json.loads(json.dumps(result.manifest))
    manifest["design"]["seed"] = 9
    manifest["digests"]["engine"] = "0" * 64
    told = reproduce(type(result)(result.path, manifest), Threads(2), Watcher())
    assert not told.equal
    assert told.different == tuple(range(6))
    assert told.changed == ("engine",)


def test_frames_come_out_of_the_index(store: Path) -> None:
    from experiments.store.index import frame

    sweep = next(entry for entry in list_entries(store) if entry.kind == "sweep")
    runs = frame(open_result(sweep.path), "SELECT * FROM runs ORDER BY cell, world")
    assert isinstance(runs, pd.DataFrame)
    assert runs["world"].tolist() == [0, 1, 2, 0, 1, 2]


def test_charts_find_a_scenario_by_name_and_refuse_a_batch(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "charts"
    done = doorstroom(
        "charts", "klein", "--only", "fasen", "--format", "csv", "-o", str(out), store=store
    )
    assert done.returncode == 2
    assert "batch" in done.stderr
    done = doorstroom(
        "charts", "kort", "--only", "fasen", "--format", "csv", "-o", str(out), store=store
    )
    assert done.returncode == 0, done.stderr
    assert list(out.glob("*fasen*.csv"))
