"""The command as its user has it: what it prints, refuses and finds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from experiments.cli.app import app
from simulation.policies import kinds


def run(*arguments: str, store: Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["compare", *arguments, "--store", str(store)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def told(store: Path) -> dict[str, Any]:
    words = ("base", "duale-trajecten", "z-route-ruim", "--replications", "40", "--json", "--fresh")
    code, out, _ = run(*words, store=store)
    assert code == 0
    found: dict[str, Any] = json.loads(out)
    return found


def main(told: dict[str, Any], scenario: str, name: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [
        row
        for row in told["differences"]
        if row["name"] == name
        and row["scenario"] == scenario
        and set(row["filter"]) == {"clock", "at", "cohort_clock", "cohort_from", "cohort_until"}
        and row["filter"]["at"] == 60
    ]
    assert len(found) == 1
    return found[0]


def test_the_json_has_the_shape_of_the_contract(told: dict[str, Any]) -> None:
    assert told["schema"] == 1
    assert {"meta", "observables", "differences"} <= told.keys()
    each = [row for row in told["differences"] if row["scenario"] == "z-route-ruim"]
    assert len(each) >= 10
    contract = {"name", "filter", "scenario", "difference", "low", "high", "monte_carlo_se"}
    for row in told["differences"]:
        assert contract | {"kans_beter", "why_null"} <= row.keys()
        assert (row["kans_beter"] is None) == (row["why_null"] is not None)
        if row["difference"] is not None:
            assert row["low"] <= row["high"]
    for row in told["observables"]:
        assert {"name", "filter", "value", "low", "high", "n"} <= row.keys()


def test_an_unmeasured_effect_has_no_probability_but_a_break_even(told: dict[str, Any]) -> None:
    rows = [row for row in told["differences"] if row["scenario"] == "duale-trajecten"]
    assert {row["kans_beter"] for row in rows} == {None}
    assert all("niet gemeten in Nederland" in row["why_null"] for row in rows)
    (unmeasured,) = told["unmeasured"]
    assert unmeasured["scenario"] == "duale-trajecten"
    assert unmeasured["words"] == "Dit effect is niet gemeten in Nederland."
    goals = {one["outcome"]["name"]: one for one in unmeasured["break_even"]}
    assert set(goals) == {"level_b1", "employed", "cost"}
    for one in goals.values():
        low, high = one["range"]
        ends = sorted(one["difference_over_range"])
        reached = ends[0] <= one["wanted"] <= ends[1]
        assert (one["value"] is not None) == reached
        assert one["value"] is None or low <= one["value"] <= high
    assert len(unmeasured["zero_effect"]) >= 4
    first = told["sentences"]["duale-trajecten"][0]
    assert first.startswith("Dit effect is niet gemeten in Nederland")


def test_a_measured_effect_has_probabilities(told: dict[str, Any]) -> None:
    rows = [row for row in told["differences"] if row["scenario"] == "z-route-ruim"]
    chances = [row["kans_beter"] for row in rows if row["kans_beter"] is not None]
    assert len(chances) > 20
    assert all(0.0 <= chance <= 1.0 for chance in chances)


def test_everything_that_model_section_7_asks_stands_in_it(told: dict[str, Any]) -> None:
    names = {row["name"] for row in told["differences"]}
    assert {"cost", "funding", "balance", "cost_per_person", "spuk_returned"} <= names
    payers = {row["filter"].get("payer") for row in told["differences"]}
    assert {"gemeente", "rijk", "inburgeraar", "werkgever"} <= payers
    groups = {key for row in told["differences"] for key in row["filter"]}
    assert {"sex", "literacy", "age_min", "age_max", "doelgroep"} <= groups
    assert "origin" not in groups
    level = main(told, "z-route-ruim", "level_b1")
    assert level["persons_a_year"] is not None
    assert level["swing_a_year"] > 1
    assert level["predictive_low"] < level["low"] <= level["high"] < level["predictive_high"]
    variants = {row["variant"] for row in told["variants"] if row["scenario"] == "z-route-ruim"}
    assert variants == {"structure", "slack-low", "slack-high"}


def test_pairing_is_worth_its_while_while_capacity_binds(store: Path) -> None:
    """With the registered values, paired intervals are at most 0.6 of those with luck apart."""
    words = ("base", "duale-trajecten", "z-route-ruim", "--parameters", "point", "--no-variants")
    found = []
    for more in ((), ("--independent",)):
        code, out, _ = run(*words, "-r", "60", "--json", *more, store=store)
        assert code == 0
        found.append(json.loads(out))
    waiting = [
        row["value"]
        for row in found[0]["observables"]
        if row["scenario"] == "base" and row["name"] == "waiting" and "route" in row["filter"]
    ]
    assert min(waiting) > 0.01, "nobody waits: capacity does not bind"
    for scenario in ("duale-trajecten", "z-route-ruim"):
        widths = []
        for told in found:
            row = main(told, scenario, "level_b1")
            widths.append(row["high"] - row["low"])
        ratio = widths[0] / widths[1]
        print(f"{scenario}: paired interval {ratio:.2f} times the independent one")
        assert ratio <= 0.6


def test_everybody_in_z_fulfils_more_and_the_sentence_says_that_the_level_fell(
    store: Path,
) -> None:
    words = ("base", "iedereen-z", "-r", "40", "--no-variants", "--lang", "nl")
    for kind in ("point", "prior"):
        code, out, _ = run(*words, "--parameters", kind, store=store)
        assert code == 0
        told = " ".join(out.split())
        assert "Meer mensen voldoen aan de plicht" in told, kind
        assert "maar het niveau daalt" in told, kind
        assert "dit mag niet volgens de wet" in told


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("base",), "SCENARIO"),
        (("base", "base"), "SCENARIO"),
        (("base", "bestaat-niet"), "bestaat-niet"),
        (("base", "z-route-ruim", "--replications", "1"), "--replications"),
        (("base", "z-route-ruim", "--parameters", "guess"), "--parameters"),
        (("base", "z-route-ruim", "--since", "2025-13"), "--since"),
        (("base", "z-route-ruim", "--since", "2030-06"), "until"),
        (("base", "z-route-ruim", "--since", "2019-01"), "--since"),
        (("base", "z-route-ruim", "--draws", "3", "--parameters", "point"), "--draws"),
        (("base", "seed-2020"), "seed-2020.start"),
    ],
)
def test_wrong_input_is_told_with_its_field(
    words: tuple[str, ...], field: str, tmp_path: Path
) -> None:
    code, out, _ = run(*words, "--json", store=tmp_path)
    assert code == 2
    problems = json.loads(out)["problems"]
    assert any(field in (p["field"] or "") or field in (p["value"] or "") for p in problems)
    assert all(p["what"] and p["next"] for p in problems)
    assert not list(tmp_path.iterdir())


def test_the_screen_speaks_both_languages(store: Path) -> None:
    for lang, words in (
        (
            "nl",
            ("Wie betaalt en wie houdt over", "Per groep", "Onder andere aannames", "kans beter"),
        ),
        ("en", ("Who pays and who keeps", "By group", "Under other assumptions", "not calibrated")),
    ):
        code, out, err = run(
            "base", "duale-trajecten", "z-route-ruim", "-r", "40", "--lang", lang, store=store
        )
        assert code == 0
        for word in words:
            assert word.lower() in out.lower()
        assert "nan" not in out.split()
        assert "Traceback" not in err


def test_policies_are_listed_with_evidence_and_legal_room() -> None:
    result = CliRunner().invoke(app, ["policies", "--json"])
    assert result.exit_code == 0
    listed = json.loads(result.stdout)
    assert {row["kind"] for row in listed} == set(kinds())
    for row in listed:
        assert row["legal_room"]
        assert isinstance(row["measured"], bool)
        assert all(size["status"] for size in row["sizes"])
