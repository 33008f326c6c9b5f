from __future__ import annotations

import json
import signal
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from experiments.errors import RunStopped
from experiments.runner import executors
from experiments.runner import worlds as runner_worlds
from experiments.runner.request import RunRequest, key_of
from experiments.runner.run import Watcher, answer
from experiments.scenario.files import load_scenario
from experiments.scenario.setups import setup_of
from experiments.store.results import DamagedResult, find_result
from simulation.engine import observables_of
from simulation.record import MONTHLY_COLUMNS
from tests.experiments.command import doorstroom, start


def run_json(store: Path, *arguments: str, code: int = 0) -> dict[str, Any]:
    done = doorstroom("run", "--json", *arguments, store=store)
    assert done.returncode == code, done.stderr
    return dict(json.loads(done.stdout))


def request(replications: int = 3, **changes: Any) -> RunRequest:
    base = load_scenario("base").scenario.model_copy(update={"until": "2023-12"})
    asked = {"seed": 1, "parameters": "prior", "draws": replications} | changes
    return RunRequest(base, replications=replications, **asked)


def test_the_json_is_as_promised(tmp_path: Path) -> None:
    told = run_json(tmp_path, "--replications", "6", "--no-charts")
    assert list(told) == ["schema", "meta", "observables"]
    assert told["schema"] == 1
    assert told["meta"]["calibrated"] is False
    assert [set(entry) for entry in told["observables"]] == [
        {"name", "filter", "value", "low", "high", "n"}
    ] * len(observables_of(setup_of(load_scenario("base").scenario)))
    spread = [e for e in told["observables"] if e["low"] is not None and e["low"] < e["high"]]
    assert len(spread) >= 20
    assert all(e["low"] <= e["high"] for e in spread)
    folder = tmp_path / "results" / told["meta"]["id"]
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["kind"] == "run"
    assert manifest["command"][:2] == ["doorstroom", "run"]
    assert str(tmp_path) not in json.dumps(told["observables"])


def test_one_worker_or_two_give_the_same_answer_and_the_same_tables(tmp_path: Path) -> None:
    told = {}
    for workers in ("1", "2"):
        store = tmp_path / workers
        options = ("--replications", "8", "--fresh", "--no-charts", "--workers", workers)
        told[workers] = run_json(store, *options)
    assert told["1"]["observables"] == told["2"]["observables"]
    assert told["1"]["meta"]["id"] == told["2"]["meta"]["id"]
    for name in ("runs", "monthly", "observables"):
        file = f"results/{told['1']['meta']['id']}/{name}.parquet"
        assert (tmp_path / "1" / file).read_bytes() == (tmp_path / "2" / file).read_bytes()


def test_a_run_on_screen_says_what_it_is_and_leaves_everything(tmp_path: Path) -> None:
    done = doorstroom("run", "--replications", "4", "--out", str(tmp_path / "uit"), store=tmp_path)
    assert done.returncode == 0, done.stderr
    words = " ".join(done.stdout.split())
    for part in (
        "Niet gekalibreerd",
        "landelijk",
        "Spreiding",
        "in de opvang",
        "Grafiek:",
        " % tot ",
    ):
        assert part in words
    folder = tmp_path / "uit"
    assert {p.name for p in folder.iterdir()} == {
        "charts",
        "ledger.parquet",
        "manifest.json",
        "monthly.parquet",
        "observables.parquet",
        "runs.parquet",
    }
    pictures = sorted(p.suffix for p in (folder / "charts" / "nl").iterdir())
    charts = json.loads((folder / "charts" / "nl" / "charts.json").read_text())["charts"]
    assert pictures == [".json"] + [".png"] * len(charts) + [".svg"] * len(charts)
    assert len(charts) >= 6


def test_ctrl_c_stops_within_two_seconds_and_keeps_what_was_finished(tmp_path: Path) -> None:
    process = start("run", "--replications", "100000", store=tmp_path)
    assert process.stderr is not None
    line = ""
    while "nagebootst" not in line:
        line = process.stderr.readline()
        assert line, "ended before it simulated anything"
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    begun = time.perf_counter()
    out, err = process.communicate(timeout=30)
    assert time.perf_counter() - begun < 2.0
    assert process.returncode == 130
    assert out == ""
    assert "Gestopt na" in err
    assert "gaat verder" in err
    assert "Traceback" not in err
    (result,) = (tmp_path / "results").iterdir()
    assert [path.name for path in result.iterdir()] == ["shards"]
    assert not any(path.name.startswith(".aside") for path in result.rglob("*"))
    assert find_result(tmp_path, result.name) is None


def test_a_run_that_was_stopped_goes_on_and_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = request(40)
    whole = answer(asked, tmp_path / "whole", workers=2).result

    def stop_half_way(done: int) -> None:
        if done >= 20:
            raise KeyboardInterrupt

    with pytest.raises(RunStopped) as stopped:
        answer(asked, tmp_path / "cut", workers=1, watcher=Watcher(progress=stop_half_way))
    assert stopped.value.done == 16
    simulated: list[int] = []
    simulate = runner_worlds.simulate

    def note(prepared: Any, seed: int, replication: int, *more: Any) -> Any:
        simulated.append(replication)
        return simulate(prepared, seed, replication, *more)

    monkeypatch.setattr(runner_worlds, "simulate", note)
    cut = answer(asked, tmp_path / "cut", workers=2).result
    assert sorted(simulated)[1:] == list(range(16, 40))  # and world 0, to warm up
    assert cut.manifest["tables"] == whole.manifest["tables"]
    assert cut.manifest["outcome_digest"] == whole.manifest["outcome_digest"]


def test_the_same_question_is_read_back(tmp_path: Path) -> None:
    first = answer(request(), tmp_path, workers=2)
    second = answer(request(), tmp_path, workers=1)
    assert (first.reused, second.reused) == (False, True)
    assert dict(first.result.manifest) == dict(second.result.manifest)
    third = answer(request(), tmp_path, workers=1, fresh=True)
    assert not third.reused
    assert third.result.manifest["tables"] == first.result.manifest["tables"]


def test_a_damaged_result_is_noticed_and_made_again(tmp_path: Path) -> None:
    first = answer(request(), tmp_path, workers=1)
    table = first.result.path / "monthly.parquet"
    whole = table.read_bytes()
    table.write_bytes(whole[:-10] + bytes(10))
    noticed: list[DamagedResult] = []
    again = answer(request(), tmp_path, workers=1, watcher=Watcher(damaged=noticed.append))
    assert [damage.reason for damage in noticed] == ["monthly.parquet"]
    assert not again.reused
    assert table.read_bytes() == whole


@pytest.mark.parametrize(
    "other",
    [
        request(4),
        request(seed=2),
        request(parameters="point", draws=1),
        request(draws=2),
    ],
)
def test_another_question_has_another_run_id(other: RunRequest) -> None:
    assert key_of(other).run_id != key_of(request()).run_id
    assert key_of(request()).run_id == key_of(request()).run_id


def test_worlds_take_the_draws_in_turn(tmp_path: Path) -> None:
    result = answer(request(5, draws=2), tmp_path, workers=2).result
    runs = result.table("runs").to_pylist()
    assert [row["draw"] for row in runs] == [0, 1, 0, 1, 0]
    digests = [row["draw_digest"] for row in runs]
    assert digests[0] == digests[2] != digests[1]
    assert len({row["digest"] for row in runs}) == 5
    monthly = pq.read_table(result.path / "monthly.parquet")
    assert monthly.column_names == ["world", "month", *MONTHLY_COLUMNS]
    assert monthly.num_rows == 5 * 24


def test_a_failed_world_is_told_and_the_others_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulate = runner_worlds.simulate

    def fail_in_world_1(prepared: Any, seed: int, replication: int, *more: Any) -> Any:
        if replication == 1:
            raise ValueError("no such world")
        return simulate(prepared, seed, replication, *more)

    monkeypatch.setattr(runner_worlds, "simulate", fail_in_world_1)
    found = answer(request(), tmp_path, workers=2)
    assert found.failed_worlds == 1
    runs = found.result.table("runs").to_pylist()
    assert [row["status"] for row in runs] == ["done", "failed", "done"]
    assert runs[1]["error"] == "ValueError: no such world"
    monkeypatch.undo()
    again = answer(request(), tmp_path, workers=2)
    assert (again.reused, again.failed_worlds) == (False, 0)


def test_an_interrupt_while_it_runs_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(executors, "_collect", interrupt)
    with pytest.raises(RunStopped):
        answer(request(), tmp_path, workers=2)
    assert find_result(tmp_path, key_of(request()).run_id) is None


def test_the_seed_2020_scenario_runs_with_its_own_routes(tmp_path: Path) -> None:
    told = run_json(tmp_path, "seed-2020", "--replications", "4", "--no-charts")
    assert told["meta"]["inflow"]["source"] == "seed-2020"
    shares = {
        entry["name"]: entry["value"]
        for entry in told["observables"]
        if entry["name"].startswith("initial_route") and entry["filter"].get("doelgroep") == "asiel"
    }
    assert shares["initial_route_b1"] == pytest.approx(32.5 / 81.5, abs=0.08)
    assert shares["initial_route_z"] == pytest.approx(28.5 / 81.5, abs=0.08)


def test_events_of_the_first_worlds_are_kept_where_asked(tmp_path: Path) -> None:
    result = answer(request(traced=2), tmp_path, workers=2).result
    plain = answer(request(), tmp_path, workers=2).result
    assert result.manifest["outcome_digest"] == plain.manifest["outcome_digest"]
    assert set(result.table_names) - set(plain.table_names) == {"events"}
    events = result.table("events").to_pandas()
    assert sorted(events["world"].unique()) == [0, 1]
    settled = events[(events["world"] == 1) & (events["event"] == "settled")]
    monthly = result.table("monthly").to_pandas()
    assert len(settled) >= monthly[monthly["world"] == 1]["gehuisvest"].sum() > 50
    assert events["month"].astype(str).min() == "2022-01"


def test_an_own_caseload_gives_no_events(tmp_path: Path) -> None:
    done = doorstroom("run", "--caseload", "x", "--events", "1", "--json", store=tmp_path)
    assert done.returncode == 2
    assert json.loads(done.stdout)["problems"][0]["code"] == "caseload-events"
