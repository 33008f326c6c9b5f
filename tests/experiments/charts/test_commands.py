"""`doorstroom charts`, `deck` and `report` as their users run them, also with bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments.charts.catalogue import make_families
from experiments.charts.data import ResultData
from experiments.store.results import StoredResult, write_result
from experiments.store.tables import TABLES
from experiments.texts import texts_in
from tests.experiments.command import doorstroom
from tests.experiments.made_up import write_made_up


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> StoredResult:
    return write_made_up(tmp_path_factory.mktemp("store"), number=6)


def test_charts_are_drawn_into_a_folder_of_ones_own(result: StoredResult, tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("mine")
    asked = ["--only", "wachten,niveau", "--format", "svg,csv", "--size", "a4", "-o", str(tmp_path)]
    done = doorstroom("charts", str(result.path), *asked, "--json", "--lang", "en", store=tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [chart["name"] for chart in told["charts"]] == ["wachten", "niveau"]
    assert all(chart["message"] and chart["alt"] for chart in told["charts"])
    files = {path.name for path in tmp_path.iterdir()}
    made = {f"{n}{end}" for n in ("wachten", "niveau") for end in ("-a4.svg", ".csv", ".txt")}
    assert files == made | {"own.txt", "charts.json"}


def test_everything_that_is_wrong_is_told_at_once(result: StoredResult, tmp_path: Path) -> None:
    asked = ["--only", "wachtn", "--format", "bmp", "--size", "a3", "-o", str(tmp_path / "new")]
    done = doorstroom("charts", str(result.path), *asked, store=tmp_path)
    assert done.returncode == 2
    for word in ("wachtn", "Bedoelt u: wachten", "bmp", "a3"):
        assert word in done.stderr
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("command", ["charts", "deck", "report"])
def test_what_is_no_result_is_refused(command: str, tmp_path: Path) -> None:
    done = doorstroom(command, str(tmp_path / "nowhere"), store=tmp_path)
    assert done.returncode == 2
    assert "Dit is geen resultaat" in done.stderr


@pytest.mark.parametrize("command", ["charts", "deck", "report"])
def test_a_damaged_result_is_refused(command: str, tmp_path: Path) -> None:
    result = write_made_up(tmp_path, number=2)
    table = result.path / f"{TABLES[1]}.parquet"
    body = bytearray(table.read_bytes())
    body[len(body) // 2] ^= 1
    table.write_bytes(bytes(body))
    done = doorstroom(command, str(result.path), store=tmp_path)
    assert done.returncode == 2
    assert "beschadigd" in done.stderr and table.name in done.stderr


def older(store: Path) -> StoredResult:
    """A result of a version that did not ask for cohorts and leerroutes."""
    whole = write_made_up(store / "new", number=3)
    kept = [
        place
        for place, entry in enumerate(whole.manifest["observables"])
        if not {"cohort_clock", "initial_route", "route"} & entry["filter"].keys()
        or entry["name"].startswith("weeks_")
    ]
    tables = {name: whole.table(name) for name in TABLES}
    entries = len(whole.manifest["observables"])
    rows = [w * entries + place for w in range(3) for place in kept]
    tables["observables"] = tables["observables"].take(rows)
    observables = [whole.manifest["observables"][place] for place in kept]
    manifest = {k: v for k, v in whole.manifest.items() if k not in ("tables", "manifest_sha256")}
    return write_result(
        store / "old", whole.run_id, manifest | {"observables": observables}, tables
    )


def test_an_older_result_gives_the_charts_that_it_can(tmp_path: Path) -> None:
    result = older(tmp_path)
    made = make_families(ResultData(result), texts_in("nl"))
    assert set(made.missing) == {"instroom", "doorstroom", "overleving", "niveau"}
    assert len(made.charts) == 7
    done = doorstroom("charts", str(result.path), "--only", "niveau", store=tmp_path)
    assert done.returncode == 2
    assert "cohort_clock=pip" in done.stderr
    out = str(tmp_path / "out")
    done = doorstroom("charts", str(result.path), "--format", "csv", "-o", out, store=tmp_path)
    assert done.returncode == 0
    assert "niveau" in done.stderr and "\n niveau " not in done.stdout
    assert (tmp_path / "out" / "werk.csv").exists()
    deck = str(tmp_path / "raad.pptx")
    assert doorstroom("deck", str(result.path), "-o", deck, store=tmp_path).returncode == 0


def test_a_deck_and_a_report_are_written_whole(result: StoredResult, tmp_path: Path) -> None:
    deck, report = tmp_path / "raad.pptx", tmp_path / "brief"
    done = doorstroom("deck", str(result.path), "-o", str(deck), store=tmp_path)
    assert done.returncode == 0, done.stderr
    done = doorstroom("report", str(result.path), "-o", str(report), store=tmp_path)
    assert done.returncode == 0, done.stderr
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"raad.pptx", "brief.html", "brief.pdf", "brief.xlsx"}


def test_a_result_is_found_by_its_id_too(result: StoredResult, tmp_path: Path) -> None:
    store = result.path.parents[1]
    for command, options in (
        ("charts", ["--only", "werk", "--format", "csv", "-o", str(tmp_path / "charts")]),
        ("deck", ["-o", str(tmp_path / "raad.pptx")]),
        ("report", ["--format", "xlsx", "-o", str(tmp_path / "brief")]),
    ):
        done = doorstroom(command, result.run_id[:6], *options, store=store)
        assert done.returncode == 0, done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"charts", "raad.pptx", "brief.xlsx"}


def test_bad_names_leave_no_file(result: StoredResult, tmp_path: Path) -> None:
    for command, options, word in (
        ("deck", ["-o", str(tmp_path / "raad.doc")], ".pptx"),
        ("deck", ["--scenario", "bas", "-o", str(tmp_path / "raad.pptx")], "Bedoelt u: base"),
        ("deck", ["--template", str(tmp_path / "no.pptx"), "-o", str(tmp_path / "a.pptx")], "no.p"),
        ("report", ["--format", "docx", "-o", str(tmp_path / "brief")], "html, pdf, xlsx"),
    ):
        done = doorstroom(command, str(result.path), *options, store=tmp_path)
        assert done.returncode == 2, (command, done.stderr)
        assert word in done.stderr.replace("\n", "")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(result: StoredResult, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for command, name in (("deck", "raad.pptx"), ("report", "brief"), ("charts", "new")):
        out = str(tmp_path / "file" / name)
        only = ["--only", "werk", "--format", "csv"] if command == "charts" else []
        done = doorstroom(command, str(result.path), *only, "-o", out, store=tmp_path)
        assert done.returncode == 1, (command, done.stderr)
        assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
