"""`doorstroom validate` and `calibrate` as their user has them; and what they may not touch."""

import ast
import json
from pathlib import Path

import pytest

from calibration.targets import load_targets
from tests.engine.source import trees
from tests.experiments.command import doorstroom

HEADER = "id,observable,region,doelgroep,cohort_clock,cohort_from,cohort_until,clock,at,value,law"
OWN = (
    "n,employed,nederland,asiel,permit,2014-01,2014-12,permit,12,0.02,",
    "h,settled,hengelo,asiel,permit,2019-01,2019-12,permit,12,0.9,",
    "d,passed,nederland,,duty,2014-01,2014-12,duty,36,0.3,wi2013",
    "s,on_bijstand,midden-twente,asiel,settled,2022-01,2022-12,settled,6,0.9,wi2021",
    "k,employed,nederland,asiel,permit,2014-01,2014-12,calendar,2018-06,0.2,",
    "x,employed,nederland,asiel,permit,2011-01,2011-12,permit,12,0.02,",
)


def own_file(folder: Path, *rows: str) -> str:
    path = folder / "own.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> dict:
    folder = tmp_path_factory.mktemp("own")
    found = doorstroom(
        *("validate", "--targets", own_file(folder, *OWN), "--draws", "4", "--json"),
        *("--parameters", "prior", "--report", str(folder / "report")),
        store=folder,
    )
    assert found.returncode == 0, found.stderr
    assert "<svg" in (folder / "report" / "validation.html").read_text("utf-8")
    assert (folder / "report" / "validation.md").read_text("utf-8").count("\n| ") > 5
    return json.loads(found.stdout)


def test_no_row_of_somebody_elses_file_is_lost(answer: dict) -> None:
    assert [row["id"] for row in answer["rows"]] == ["n", "h", "d", "s", "k"]
    assert [row["id"] for row in answer["refused"]] == ["x"]
    assert answer["coverage"]["validate"]["n"] == 5


def test_each_row_has_its_numbers(answer: dict) -> None:
    for row in answer["rows"]:
        assert row["low_90"] <= row["low_50"] <= row["median"] <= row["high_50"] <= row["high_90"]
        assert row["inside_90"] == (row["low_90"] <= row["observed"] <= row["high_90"])
        assert row["n"] > 0 and row["z"] is not None


def test_wrong_files_end_with_exit_code_2_and_line_and_column(tmp_path: Path) -> None:
    path = own_file(tmp_path, OWN[0].replace("employed", "employd"), OWN[1].replace("0.9", "90"))
    found = doorstroom("validate", "--targets", path, "--draws", "0", "--json", store=tmp_path)
    assert found.returncode == 2
    told = json.loads(found.stdout)["problems"]
    assert [(p["field"], p["line"], p["nearest"]) for p in told] == [
        ("--draws", None, None),
        ("observable", 2, "employed"),
        ("value", 3, None),
    ]
    assert all(p["what"] for p in told)


def test_a_file_with_nothing_to_fit_on_is_told(tmp_path: Path) -> None:
    path = own_file(tmp_path, *OWN[:5])
    found = doorstroom("calibrate", "--targets", path, "--json", store=tmp_path)
    assert found.returncode == 2
    assert json.loads(found.stdout)["problems"][0]["code"] == "nothing-to-fit"


@pytest.mark.parametrize("wrong", ["--layer taall", "--start nothing", "--members 1"])
def test_wrong_options_are_told(wrong: str, tmp_path: Path) -> None:
    found = doorstroom("calibrate", *wrong.split(), "--json", store=tmp_path)
    assert found.returncode == 2 and json.loads(found.stdout)["problems"]


def test_no_run_of_a_policy_fits_anything() -> None:
    """Calibrated once on the past: only the commands that fit and test reach the fit."""
    users = {
        module
        for package in ("experiments", "simulation", "dashboard")
        for module, tree in trees(package).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and f"{node.module}.".startswith(("calibration.fit.", "experiments.calibrate."))
    }
    allowed = ("experiments.calibrate.", "experiments.cli.calibrate", "experiments.cli.validate")
    assert users and all(module.startswith(allowed) for module in users), users


def test_the_project_is_tested_on_rows_of_several_sources() -> None:
    assert len({target.source_key for target in load_targets().of_use("validate")}) >= 8
