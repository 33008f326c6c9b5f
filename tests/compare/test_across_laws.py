"""One law against another: what means the same under both, of whoever is obliged under both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from experiments.cli.app import app
from experiments.compare.evidence import UNMEASURED, assumed_of_the_laws
from experiments.compare.outcomes import LAW_NEUTRAL
from simulation.laws import BEHAVIOUR_OF_THE_OLD_LAW
from simulation.observable import parse_observable
from simulation.observable_checks import ObservableError
from simulation.parameters import load_registry
from simulation.policy import MEASURED
from tests.compare.asking import asked, shipped


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


def run(store: Path, *more: str) -> str:
    words = ("compare", "base", "oude-wet", "-r", "12", "--no-variants", "--store", str(store))
    result = CliRunner().invoke(app, [*words, *more])
    assert result.exit_code == 0, result.output
    return str(result.stdout)


@pytest.fixture(scope="module")
def told(store: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(store, "--json", "--fresh"))
    return found


def test_only_law_neutral_outcomes_on_months_since_permit(told: dict[str, Any]) -> None:
    names = {row["name"] for row in told["differences"]}
    assert {"employed", "on_bijstand", "cost_per_person"} <= names <= LAW_NEUTRAL
    people = [row["filter"] for row in told["differences"] if row["unit"] == "share"]
    assert len(people) > 20
    assert all(by["law"] == "both" and by["clock"] == "permit" for by in people)
    payers = {row["filter"].get("payer") for row in told["differences"] if row["name"] == "cost"}
    assert {"gemeente", "rijk", "inburgeraar", "werkgever"} <= payers


def test_what_the_laws_mean_differently_is_refused(told: dict[str, Any]) -> None:
    refused = told["meta"]["refused_across_laws"]
    assert {"fulfilled", "level_b1", "passed", "overdue"} <= set(refused)
    assert not set(refused) & LAW_NEUTRAL
    for law in ("any", "both"):
        with pytest.raises(ObservableError, match="wi2013, wi2021"):
            parse_observable(f"fulfilled_in_term[clock=permit,at=60,law={law}]")
    assert parse_observable("fulfilled_in_term[clock=permit,at=60,law=wi2013]")


def test_the_same_people_are_paired(told: dict[str, Any]) -> None:
    work = [row for row in told["differences"] if row["name"] == "employed"]
    assert all(0 < row["pairing"] < 1.5 for row in work if row["pairing"] is not None)
    levels = [row for row in told["observables"] if row["name"] == "employed"]
    behind = {json.dumps(row["filter"], sort_keys=True): [] for row in levels}
    for row in levels:
        behind[json.dumps(row["filter"], sort_keys=True)].append(row["n"])
    for mine, theirs in behind.values():
        assert abs(mine - theirs) <= 0.05 * mine


def test_no_probability_where_behaviour_is_assumed(told: dict[str, Any]) -> None:
    assert {row["why_code"] for row in told["differences"]} == {UNMEASURED}
    (unmeasured,) = told["unmeasured"]
    assert unmeasured["kinds"] == ["stelsel"]
    sizes = {size["parameter"] for size in unmeasured["sizes"]}
    registry = load_registry()
    assumed = {n for n in BEHAVIOUR_OF_THE_OLD_LAW if registry[n].status not in MEASURED}
    assert sizes == assumed and len(assumed) > 5
    question = asked("base", "oude-wet")
    assert assumed_of_the_laws(question.setups[0], question.setups[0]) == ()


def test_the_screen_says_so_and_prints_the_pairing_ratio(store: Path, told: Any) -> None:
    shown = " ".join(run(store, "--lang", "en").split())
    assert "Two laws beside each other" in shown
    assert "not been measured in the Netherlands" in shown
    assert "oude-wet: " in shown and "times as wide" in shown
    shown = " ".join(run(store).split())
    assert "Twee wetten naast elkaar" in shown
    for word in ("waarschijnlijk", "kans beter 9"):
        assert word not in shown


def test_without_another_law_nothing_is_refused() -> None:
    question = asked("base", "z-route-ruim")
    assert not question.across_laws and question.refused == ()
    assert all("law" not in one.filter for one in question.asked)
    assert len(shipped("oude-wet")[0].policies) == 1
