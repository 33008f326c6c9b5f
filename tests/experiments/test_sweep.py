"""A batch: what it keeps, what it reads back, what it does again, and what its tables hold."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.errors import RunStopped
from experiments.runner import worlds as runner_worlds
from experiments.runner.batch import Watcher, shard_size
from experiments.runner.executors import InThisProcess, Threads
from experiments.runner.request import RunRequest, sweep_outputs
from experiments.runner.run import Answer
from experiments.runner.sweep import Sweep, SweepOptions
from experiments.runner.worlds import RunSimulator
from experiments.store.index import summaries_by_cell
from experiments.store.outputs import BATCH_COLUMNS
from experiments.store.percentiles import monthly_percentiles
from experiments.store.results import StoredResult
from simulation.record import MONTHLY_COLUMNS
from tests.experiments.command import doorstroom
from tests.experiments.small_design import small_design, write_small


def swept(folder: Path, store: Path, **options: Any) -> Answer:
    watcher, executor = options.pop("watcher", None), options.pop("executor", None)
    more = {"workers": 2} | options
    sweep = Sweep(small_design(folder), store, SweepOptions(**more), watcher, executor)
    return sweep.stored() or sweep.run()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> StoredResult:
    folder = tmp_path_factory.mktemp("sweep")
    return swept(folder, folder / "store").result


def test_each_run_is_the_world_that_run_gives(tmp_path: Path, small: StoredResult) -> None:
    design = small_design(tmp_path)
    runs = small.table("runs").to_pylist()
    for cell in range(2):
        request = RunRequest(design.scenario(cell), 1, 24, "prior", 24)
        simulator = RunSimulator(request.design)
        for world in map(simulator.run, range(24)):
            row = runs[cell * 24 + world.number]
            assert world.outcome is not None
            assert (row["cell"], row["world"], row["digest"]) == (
                cell,
                world.number,
                world.outcome.digest,
            )
            assert row["draw_digest"] == world.draw_digest


def test_a_batch_keeps_at_most_twenty_columns_of_whole_numbers(small: StoredResult) -> None:
    monthly = small.table("monthly")
    columns = [name for name in monthly.column_names if name not in ("cell", "world", "month")]
    assert columns == list(BATCH_COLUMNS)
    assert len(columns) <= 20
    assert set(columns) < set(MONTHLY_COLUMNS)
    assert all(str(monthly[name].type) == "int64" for name in columns)
    assert monthly.num_rows == 48 * 12


def test_the_ledger_of_a_batch_is_the_sum_over_municipalities(
    tmp_path: Path, small: StoredResult
) -> None:
    design = small_design(tmp_path)
    request = RunRequest(design.scenario(1), 1, 1, "prior", 24)
    first = RunSimulator(request.design).run(0)
    ledger = small.table("ledger").to_pandas()
    own = ledger[(ledger["cell"] == 1) & (ledger["world"] == 0)]
    assert set(own["municipality"]) == {"regio"}
    assert first.outcome is not None
    assert own["cents"].sum() == first.outcome.ledger.sum()


def test_the_cells_say_what_the_levers_were(small: StoredResult) -> None:
    rows = small.table("cells").to_pylist()
    assert [row["lessen.b1_hours_week"] for row in rows] == [8.0, 14.0]
    assert {row["scenario"] for row in rows} == {"kort"}


def test_summaries_through_sql_are_those_of_numpy(small: StoredResult) -> None:
    key = small.manifest["headlines"][0]
    table = small.table("observables").to_pandas()
    told = summaries_by_cell(small, [key])
    for cell in (0, 1):
        values = table[(table["cell"] == cell) & (table["key"] == key)]["value"].to_numpy()
        expected = np.percentile(values, [5, 50, 95])
        found = told[cell, key]
        assert (found.low, found.median, found.high) == pytest.approx(tuple(expected))
        assert found.mean == pytest.approx(values.mean())
        assert found.worlds == 24


def test_percentiles_per_month_of_a_batch_are_those_of_numpy(small: StoredResult) -> None:
    bands = monthly_percentiles(small, list(BATCH_COLUMNS))
    table = small.table("monthly")
    for name in BATCH_COLUMNS:
        counts = table[name].to_numpy().reshape(48, 12)
        assert bands[name] == pytest.approx(np.percentile(counts, [5, 50, 95], axis=0))


@pytest.mark.parametrize("executor", [InThisProcess(), Threads(1), Threads(3)])
def test_every_executor_gives_the_same_bytes(
    tmp_path: Path, small: StoredResult, executor: Any
) -> None:
    other = swept(tmp_path, tmp_path / "store", executor=executor).result
    assert other.manifest["shards"] == small.manifest["shards"]
    assert other.manifest["outcome_digest"] == small.manifest["outcome_digest"]


def test_a_stopped_batch_goes_on_with_what_is_missing(
    tmp_path: Path, small: StoredResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop_half_way(done: int) -> None:
        if done >= 20:
            raise KeyboardInterrupt

    with pytest.raises(RunStopped) as stopped:
        swept(tmp_path, tmp_path, workers=1, watcher=Watcher(progress=stop_half_way))
    assert (stopped.value.done, stopped.value.worlds) == (16, 48)
    told: list[tuple[int, int]] = []
    watcher = Watcher(started=lambda runs, there: told.append((runs, there)))
    simulated: list[int] = []
    monkeypatch.setattr(runner_worlds.RunSimulator, "run", _noting(simulated))
    answer = swept(tmp_path, tmp_path, watcher=watcher)
    assert told == [(48, 16)]
    assert sorted(simulated) == list(range(16, 48))
    assert answer.result.manifest["shards"] == small.manifest["shards"]
    assert swept(tmp_path, tmp_path).reused


def _noting(simulated: list[int]) -> Any:
    run = runner_worlds.RunSimulator.run

    def note(self: Any, number: int) -> Any:
        simulated.append(number)
        return run(self, number)

    return note


def test_a_failed_run_is_a_row_and_is_tried_again_when_asked(
    tmp_path: Path, small: StoredResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulate = runner_worlds.simulate

    def fail_in_world_5(prepared: Any, seed: int, replication: int, *more: Any) -> Any:
        if replication == 5:
            raise ZeroDivisionError("no such world")
        return simulate(prepared, seed, replication, *more)

    monkeypatch.setattr(runner_worlds, "simulate", fail_in_world_5)
    failed = swept(tmp_path, tmp_path)
    assert failed.failed_worlds == 2
    rows = [row for row in failed.result.table("runs").to_pylist() if row["status"] == "failed"]
    assert [
        (row["cell"], row["world"], row["scenario"], row["seed"], row["draw"]) for row in rows
    ] == [
        (0, 5, "kort", 1, 5),
        (1, 5, "kort", 1, 5),
    ]
    assert rows[0]["error"] == "ZeroDivisionError: no such world"
    assert "fail_in_world_5" in rows[0]["traceback"]
    assert failed.result.table("monthly").num_rows == 46 * 12
    monkeypatch.undo()
    assert swept(tmp_path, tmp_path).reused, "a failed run is an answer, until it is asked again"
    simulated: list[int] = []
    monkeypatch.setattr(runner_worlds.RunSimulator, "run", _noting(simulated))
    told: list[tuple[int, int]] = []
    watcher = Watcher(started=lambda runs, there: told.append((runs, there)))
    again = swept(tmp_path, tmp_path, retry_failed=True, watcher=watcher)
    assert (again.reused, again.failed_worlds) == (False, 0)
    assert (sorted(simulated), told) == ([5, 29], [(48, 46)])
    assert again.result.manifest["shards"] == small.manifest["shards"]
    assert swept(tmp_path, tmp_path, retry_failed=True).reused


@pytest.mark.parametrize("more", [{}, {"detail": True}, {"traced": 20}])
def test_what_failed_comes_back_byte_for_byte_whatever_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: dict[str, Any]
) -> None:
    whole = swept(tmp_path / "whole", tmp_path / "whole", **more).result
    run = runner_worlds.RunSimulator.run

    def fail_often(self: Any, number: int) -> Any:
        world = run(self, number)
        if number in {0, 1, 2, 15, 20, 40, 47}:
            return replace(world, outcome=None, error="no memory", traceback="", detail=None)
        return world

    monkeypatch.setattr(runner_worlds.RunSimulator, "run", fail_often)
    assert swept(tmp_path / "again", tmp_path / "again", **more).failed_worlds == 7
    still = swept(tmp_path / "again", tmp_path / "again", retry_failed=True, **more)
    assert still.failed_worlds == 7
    monkeypatch.undo()
    again = swept(tmp_path / "again", tmp_path / "again", retry_failed=True, **more)
    assert again.failed_worlds == 0
    assert again.result.manifest["shards"] == whole.manifest["shards"]
    assert again.result.manifest["outcome_digest"] == whole.manifest["outcome_digest"]


def test_fresh_simulates_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = swept(tmp_path, tmp_path)
    simulated: list[int] = []
    monkeypatch.setattr(runner_worlds.RunSimulator, "run", _noting(simulated))
    again = swept(tmp_path, tmp_path, fresh=True)
    assert len(simulated) == 48
    assert again.result.manifest["shards"] == first.result.manifest["shards"]


def test_events_are_kept_of_the_worlds_that_were_asked(tmp_path: Path, small: StoredResult) -> None:
    result = swept(tmp_path, tmp_path, traced=2).result
    assert result.run_id != small.run_id
    assert result.manifest["outcome_digest"] == small.manifest["outcome_digest"]
    events = result.table("events").to_pandas()
    assert sorted(set(zip(events["cell"], events["world"], strict=True))) == [
        (0, 0),
        (0, 1),
        (1, 0),
        (1, 1),
    ]
    monthly = result.table("monthly").to_pandas()
    world = (monthly["cell"] == 1) & (monthly["world"] == 0)
    pips = events[(events["cell"] == 1) & (events["world"] == 0) & (events["event"] == "pip")]
    assert len(pips) == monthly[world]["pips"].sum() > 10


def test_shards_are_neither_tiny_nor_large(tmp_path: Path) -> None:
    outputs = sweep_outputs(small_design(tmp_path))
    assert [shard_size(runs, outputs) for runs in (1, 1000, 10_000, 10**5)] == [16, 31, 256, 256]


def test_the_command_tells_its_size_runs_and_answers_in_json(tmp_path: Path) -> None:
    design = write_small(tmp_path)
    done = doorstroom("sweep", design, "--json", "--yes", store=tmp_path / "s")
    assert done.returncode == 0, done.stderr
    assert "samen 48 runs" in done.stderr
    told = json.loads(done.stdout)
    assert [cell["levers"] for cell in told["cells"]] == [
        {"lessen.b1_hours_week": 8.0},
        {"lessen.b1_hours_week": 14.0},
    ]
    assert told["meta"]["runs"] == 48
    assert {e["name"] for e in told["cells"][0]["observables"]} >= {"employed", "running"}
    again = doorstroom("sweep", design, "--lang", "en", store=tmp_path / "s")
    assert "was there already" in again.stdout
    assert told["meta"]["outcome_digest"][:16] in again.stdout


def test_a_large_batch_is_not_begun_unasked(tmp_path: Path) -> None:
    design = write_small(tmp_path, replications=100_000, until="2031-12")
    done = doorstroom("sweep", design, store=tmp_path / "s")
    assert done.returncode == 2
    assert "200.000 runs" in done.stderr
    assert "--yes" in done.stderr
    assert not (tmp_path / "s").exists()


def test_detail_divides_the_region_and_changes_no_outcome(
    tmp_path: Path, small: StoredResult
) -> None:
    result = swept(tmp_path, tmp_path, detail=True).result
    assert result.manifest["outcome_digest"] == small.manifest["outcome_digest"]
    detail = result.table("detail").to_pandas()
    assert set(detail["gemeente"]) == set(result.manifest["municipalities"])
    assert set(detail["doelgroep"]) == {"asiel", "gezin_overig"}
    assert {"b1", "onderwijs", "z"} < set(detail["route"])
    by = ["cell", "world", "month"]
    region = detail.groupby(by, observed=True)[["werk", "opvang", "pips"]].sum().reset_index()
    monthly = small.table("monthly").to_pandas()[[*by, "werk", "opvang", "pips"]]
    both = region.merge(monthly, on=by, suffixes=("", "_region"))
    assert len(both) == len(monthly)
    for name in ("werk", "opvang", "pips"):
        assert (both[name] == both[f"{name}_region"]).all()
    assert set(result.table("ledger").to_pandas()["municipality"]) == set(detail["gemeente"])


def test_a_scenario_that_cannot_work_is_failed_rows_and_exit_code_3(tmp_path: Path) -> None:
    """A correlation of 1 is a correlation, but no spread of candidates fits it."""
    write_small(tmp_path)
    design = tmp_path / "wreed.yaml"
    design.write_text(
        "format: 1\nname: wreed\nscenarios: [kort.yaml]\nreplications: 3\n"
        "levers:\n  examens.candidate_correlation: {values: [0.5, 1.0]}\n"
    )
    done = doorstroom("sweep", str(design), "--json", store=tmp_path / "s")
    assert done.returncode == 3, done.stderr
    told = json.loads(done.stdout)
    assert (told["meta"]["runs"], told["meta"]["failed_runs"]) == (6, 3)
    assert [len(cell["observables"]) > 0 for cell in told["cells"]] == [True, False]
    sql = "SELECT cell, scenario, seed, draw, error, traceback FROM runs WHERE status = 'failed'"
    asked = doorstroom("results", "query", "wreed", sql, "--json", store=tmp_path / "s")
    rows = json.loads(asked.stdout)["rows"]
    assert [(row["cell"], row["scenario"], row["draw"]) for row in rows] == [
        (1, "kort", 0),
        (1, "kort", 1),
        (1, "kort", 2),
    ]
    assert all("ZeroDivisionError" in row["error"] for row in rows)
    assert "derived_values" in rows[0]["traceback"]
    screen = doorstroom("sweep", str(design), "--lang", "en", store=tmp_path / "s")
    assert (screen.returncode, "3 runs failed" in screen.stdout) == (3, True)
