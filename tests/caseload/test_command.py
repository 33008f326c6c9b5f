"""`doorstroom run --caseload`: the banner, totals of ten or more, and nothing kept of anybody."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from experiments.caseload import privacy
from experiments.caseload.run import BANNER, CaseloadRequest, from_start, run_caseload
from experiments.errors import StoreProblem
from experiments.scenario.files import load_scenario
from tests.caseload.test_files import EXAMPLE, change, copy_of, load
from tests.experiments.command import doorstroom

RUN = ["run", "base", "--caseload", str(EXAMPLE), "-r", "4", "--json"]


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """The command, its folder of totals, and everything that it left."""
    place = tmp_path_factory.mktemp("run")
    out = place / "totals"
    answer = doorstroom(*RUN, "--out", str(out), store=place / "store", cwd=place)
    assert answer.returncode == 0, answer.stderr
    return answer, place, out


def test_it_says_so_and_keeps_nothing(done) -> None:
    answer, place, out = done
    assert "DPIA nodig" in answer.stderr
    assert json.loads(answer.stdout)["banner"] == BANNER
    assert [path.name for path in place.iterdir()] == ["totals"]  # no store, nothing aside
    assert {path.name for path in out.iterdir()} == {"manifest.json", "figures.csv", "months.csv"}


def test_nothing_below_ten_is_told(done) -> None:
    _, _, out = done
    with (out / "months.csv").open(encoding="utf-8") as stream:
        cells = [row[name] for row in csv.DictReader(stream) for name in ("low", "middle", "high")]
    numbers = [int(cell) for cell in cells if cell]
    assert numbers and len(numbers) < len(cells)
    assert min(numbers) >= 10 and all(number % 5 == 0 for number in numbers)
    with (out / "figures.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        assert row["note"] == BANNER
        if row["middle"]:
            assert int(row["n"]) >= 10 and int(row["n"]) % 5 == 0
        if row["middle"] and row["unit"] == "share":
            assert round(float(row["middle"]) * 100) % 5 == 0
        if "item=" in row["key"] or "municipality=" in row["key"]:
            assert not row["middle"] or row["unit"] != "eur"
    assert sum(bool(row["middle"]) for row in rows) > 50


def test_the_manifest_counts_what_was_imputed_and_names_nobody(done) -> None:
    _, _, out = done
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    caseload = manifest["caseload"]
    assert caseload["people"] >= 60 and caseload["people"] % 5 == 0
    real = load(EXAMPLE).unknown
    assert caseload["imputed"].keys() == real.keys()
    for name, told in caseload["imputed"].items():
        assert told == ("<10" if real[name] < 10 else 5 * round(real[name] / 5))
    assert manifest["request"]["start"] == "2026-01"
    text = json.dumps(manifest)
    assert "Inburgeraar_ID" not in text and "/asiel/" not in text


def test_the_same_caseload_gives_the_same_totals(done) -> None:
    answer, _, _ = done
    caseload = load(EXAMPLE)
    scenario = from_start(load_scenario("base").scenario, caseload)
    request = CaseloadRequest(scenario, caseload, 1, 4, "prior", 4)
    again = run_caseload(request, 1)
    told = [o["value"] for o in json.loads(answer.stdout)["observables"]]
    assert [figure.middle for figure in again.figures] == told


def test_a_bsn_column_ends_with_exit_code_2(tmp_path: Path) -> None:
    folder = copy_of(EXAMPLE, tmp_path / "caseload")
    change(folder, "Inburgeraar", lambda rows: [row.append("BSN") for row in rows])
    done = doorstroom("run", "--caseload", str(folder), store=tmp_path / "store")
    assert done.returncode == 2
    assert "BSN" in done.stderr and "Inburgeraar.csv" in done.stderr
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--fresh"], "caseload-no-store"),
        (["--store", "elsewhere"], "caseload-no-store"),
        (["-r", "0"], "option-range"),
    ],
)
def test_options_that_do_not_go_with_it(more: list[str], code: str, tmp_path: Path) -> None:
    done = doorstroom(*RUN, *more, store=tmp_path / "store", cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert code in {problem["code"] for problem in json.loads(done.stdout)["problems"]}
    assert list(tmp_path.iterdir()) == []


def test_a_scenario_that_ends_before_it_begins(tmp_path: Path) -> None:
    source = Path(__file__).resolve().parents[2] / "experiments" / "scenarios" / "base.yaml"
    early = tmp_path / "vroeg.yaml"
    text = source.read_text("utf-8").replace("2031-12", "2025-06")
    early.write_text(text.replace("name: base", "name: vroeg"), encoding="utf-8")
    done = doorstroom(
        "run", str(early), "--caseload", str(EXAMPLE), "--json", store=tmp_path / "store"
    )
    assert done.returncode == 2, done.stderr
    assert [p["code"] for p in json.loads(done.stdout)["problems"]] == ["caseload-until"]


def test_totals_that_cannot_be_written_leave_nothing(tmp_path: Path, monkeypatch) -> None:
    from experiments.caseload import run

    caseload = load(EXAMPLE)
    scenario = from_start(
        load_scenario("base").scenario.model_copy(update={"until": "2026-03"}), caseload
    )
    answer = run_caseload(CaseloadRequest(scenario, caseload, 1, 1, "point", 1), 1)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "move", full)
    with pytest.raises(StoreProblem):
        run.write_answer(answer, tmp_path / "totals")
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize(("n", "told"), [(0, None), (9, None), (10, 10), (12, 10), (13, 15)])
def test_counts_are_rounded_and_small_ones_are_not_told(n: int, told: int | None) -> None:
    assert privacy.count(n) == told
    assert privacy.told_count(n) == (0 if n == 0 else told if told is not None else "<10")
