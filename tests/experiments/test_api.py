"""The functions for notebooks: frames of one shape, the same numbers as the commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from experiments.api import WrongInput, compare, run, sweep
from tests.experiments.command import doorstroom
from tests.experiments.small_design import write_small


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("api")
    write_small(found, replications=3)
    return found


def test_a_run_gives_the_numbers_of_the_command(folder: Path) -> None:
    found = run(folder / "kort.yaml", replications=4, draws=2, store=folder / "store")
    observables = found.observables
    assert list(observables.columns[:4]) == ["scenario", "world", "draw", "name"]
    assert list(observables.columns[-3:]) == ["value", "n", "unit"]
    options = ("--replications", "4", "--draws", "2", "--no-charts", "--json")
    done = doorstroom("run", str(folder / "kort.yaml"), *options, store=folder / "store")
    told = json.loads(done.stdout)
    assert told["meta"]["reused"], "the same question, the same store"
    running = observables[(observables["name"] == "running") & (observables["clock"] == "calendar")]
    counts: dict[str, int] = {}
    for entry in told["observables"]:
        counts[entry["name"]] = counts.get(entry["name"], 0) + 1
        if entry["name"] == "running" and entry["filter"]["clock"] == "calendar":
            assert running["value"].mean() == pytest.approx(entry["value"])
    assert observables.groupby("name").size().to_dict() == {n: 4 * c for n, c in counts.items()}
    assert observables[["world", "draw"]].drop_duplicates().to_numpy().tolist() == [
        [0, 0],
        [1, 1],
        [2, 0],
        [3, 1],
    ]


def test_every_filter_is_a_column(folder: Path) -> None:
    observables = run(folder / "kort.yaml", 4, draws=2, store=folder / "store").observables
    one = observables[
        (observables["name"] == "employed")
        & (observables["clock"] == "settled")
        & (observables["at"] == 36)
        & (observables["doelgroep"] == "asiel")
        & observables["sex"].isna()
    ]
    assert one["world"].tolist() == [0, 1, 2, 3]
    assert set(one["unit"]) == {"share"}


def test_months_are_periods_and_levers_are_columns(folder: Path) -> None:
    found = sweep(folder / "klein.yaml", store=folder / "store")
    monthly = found.monthly
    assert list(monthly.columns[:5]) == [
        "scenario",
        "lessen.b1_hours_week",
        "world",
        "draw",
        "month",
    ]
    assert monthly["month"].dtype == "period[M]"
    assert monthly["month"].iloc[0] == pd.Period("2022-01", "M")
    assert len(monthly) == 2 * 3 * 12
    assert found.levers == ["lessen.b1_hours_week"]
    counts = found.runs.groupby("lessen.b1_hours_week")["status"].value_counts()
    assert counts.to_dict() == {(8.0, "done"): 3, (14.0, "done"): 3}
    wide = monthly.pivot_table(index="month", columns="lessen.b1_hours_week", values="werk")
    assert wide.shape == (12, 2)
    assert found.query("SELECT count(*) AS n FROM runs")["n"].tolist() == [6]
    assert (found.ledger["cents"] != 0).all()
    assert found.ledger.columns[0] == "scenario"


def test_a_design_may_be_a_mapping(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    asked: dict[str, Any] = {
        "name": "klein",
        "scenarios": ["kort.yaml"],
        "levers": {"lessen.b1_hours_week": {"values": [8, 14]}},
        "replications": 3,
    }
    from_mapping = sweep(asked, store=folder / "store")
    from_file = sweep(folder / "klein.yaml", store=folder / "store")
    assert from_mapping.path == from_file.path


def test_a_comparison_gives_differences_in_the_same_shape(tmp_path: Path) -> None:
    found = compare("base", "z-route-ruim", replications=2, store=tmp_path)
    differences = found.differences
    assert list(differences.columns[:2]) == ["scenario", "name"]
    assert set(differences["scenario"]) == {"z-route-ruim"}
    assert {"clock", "at", "difference", "low", "high", "monte_carlo_se"} <= set(differences)
    assert set(found.observables["scenario"]) == {"base", "z-route-ruim"}


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda store: run("basis", store=store), "Did you mean base"),
        (lambda store: run("base", replications=0, store=store), "replications 0"),
        (lambda store: sweep({"name": "x", "scenarios": ["base"]}, store=store), "replications"),
        (
            lambda store: sweep(
                {
                    "name": "x",
                    "scenarios": ["base"],
                    "replications": 1,
                    "levers": {"lessen.b1_hours_wek": {"values": [1]}},
                },
                store=store,
            ),
            "Did you mean lessen.b1_hours_week",
        ),
    ],
)
def test_what_is_wrong_is_told_in_words(tmp_path: Path, call: Any, words: str) -> None:
    with pytest.raises(WrongInput, match=words):
        call(tmp_path)
    assert not any(tmp_path.iterdir())
