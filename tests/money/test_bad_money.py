"""Money that is written wrong is told at once: field, value, what is allowed, what to do next."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from experiments.errors import InputProblems, Problem
from experiments.scenario.files import check_document
from experiments.scenario.setups import setup_of
from experiments.scenario.yaml_reader import read_yaml
from experiments.texts import texts_in
from simulation import engine
from simulation.months import parse_month
from simulation.parameters import BEGIN, NOMINAL, load_registry, read_price_year
from simulation.region import load_region
from simulation.setup import Setup, SetupProblem
from tests.experiments.command import doorstroom

ROW = {"id": "tarief.proef", "unit": "EUR per person", "value": "100", "low": "50", "high": "200"}
GOOD = """\
format: 1
name: geld
title: {nl: Geld}
region: midden-twente
start: 2022-01
until: 2024-12
inflow: {source: landelijk}
"""


def scenario(text: str) -> Any:
    return check_document(read_yaml(GOOD + text, "geld.yaml"), Path("geld.yaml"))


def problems_of(text: str, good: str = GOOD) -> list[Problem]:
    with pytest.raises(InputProblems) as wrong:
        check_document(read_yaml(good + text, "geld.yaml"), Path("geld.yaml"))
    return list(wrong.value.problems)


def whole(problem: Problem) -> None:
    """A problem names what is wrong, what is allowed and the next step, in both languages."""
    for language in ("nl", "en"):
        told = problem.as_json(texts_in(language))
        assert told["field"] == problem.field
        assert told["what"]
        # of a field that is missing its name says what is asked
        assert told["allowed"] or told["nearest"] or problem.code == "missing-field", told
        assert told["next"], told
        assert "{" not in f"{told['what']}{told['allowed']}{told['next']}"


# The registry


@pytest.mark.parametrize("text", ["", "nominaal", "1999", "23", "2023-01"])
def test_an_amount_without_a_price_year_is_refused(text: str) -> None:
    year, wrong = read_price_year({**ROW, "price_year": text})
    assert year is None
    assert len(wrong) == 1
    for part in ("tarief.proef", repr(text), "2000 to 2099", "nominal", "fill in the year"):
        assert part in wrong[0]


def test_a_price_year_is_a_year_or_nominal() -> None:
    assert read_price_year({**ROW, "price_year": "2023"}) == (2023, [])
    assert read_price_year({**ROW, "price_year": "nominal"}) == (NOMINAL, [])


@pytest.mark.parametrize(
    ("field", "text"),
    [("value", "-1"), ("value", "10; 2024-01=-5"), ("low", "-0.01"), ("high", "-3")],
)
def test_a_negative_amount_is_refused(field: str, text: str) -> None:
    _, wrong = read_price_year({**ROW, "price_year": "2023", field: text})
    assert len(wrong) == 1
    assert text.rpartition("=")[2] in wrong[0]
    assert "0 or more" in wrong[0]


def test_everything_wrong_with_an_amount_is_told_at_once() -> None:
    _, wrong = read_price_year({**ROW, "value": "-1", "low": "-2", "price_year": ""})
    assert len(wrong) == 3


def test_what_is_no_money_has_no_price_year() -> None:
    hours = {**ROW, "unit": "hours"}
    assert read_price_year({**hours, "price_year": "", "value": "-1"}) == (None, [])
    _, wrong = read_price_year({**hours, "price_year": "2023"})
    assert "leave it empty" in wrong[0]


# A scenario


def test_good_money_becomes_a_setup() -> None:
    text = """\
parameters:
  tarief.map: {2023-01: 800}
  lening.ceiling: 12000
money:
  prices: constant
  tariffs:
    tarief.b1_hour: {amount: 12.5, price_year: 2024}
  budgets:
    hengelo: 1500000
"""
    loaded = scenario(text)
    setup = setup_of(loaded.scenario)
    assert setup.prices == "constant"
    assert setup.overrides["tarief.b1_hour"] == {BEGIN: 12.5}
    assert setup.overrides["tarief.map"] == {parse_month("2023-01"): 800.0}
    assert setup.price_years == {"tarief.b1_hour": 2024}
    assert setup.budgets == {"hengelo": 1_500_000.0}
    assert setup.validate() == []


BAD = """\
parameters:
  tarief.map: 800
  tarief.pvt: {2023-01: -5}
  lening.ceiling: -10000
money:
  prices: real
  tariffs:
    tarief.b1_uur: {amount: 12, price_year: 2024}
    tarief.z_traject: {amount: 9000}
    tarief.alfabetisering: {amount: -1, price_year: 2024}
    lening.least: {amount: 20, price_year: 2024}
    tarief.map: {amount: 700, price_year: 2024}
  budgets:
    hengeloo: 1000
    borne: -1
"""


def test_every_mistake_about_money_is_told_at_once() -> None:
    found = problems_of(BAD)
    told = {problem.field: problem for problem in found}
    assert set(told) == {
        "parameters.tarief.map",
        "parameters.tarief.pvt.2023-01",
        "parameters.lening.ceiling",
        "money.prices",
        "money.tariffs.tarief.b1_uur",
        "money.tariffs.tarief.z_traject.price_year",
        "money.tariffs.tarief.alfabetisering.amount",
        "money.tariffs.lening.least",
        "money.tariffs.tarief.map",
        "money.budgets.hengeloo",
        "money.budgets.borne",
    }
    assert len(found) == len(told)
    assert told["parameters.tarief.map"].code == "needs-price-year"
    assert told["parameters.tarief.map"].value == "800"
    assert told["money.tariffs.tarief.b1_uur"].nearest == "tarief.b1_hour"
    assert told["money.tariffs.tarief.map"].code == "tariff-twice"
    assert told["money.budgets.hengeloo"].nearest == "hengelo"
    assert "borne" in told["money.budgets.hengeloo"].details["options"]
    lines = {problem.line for problem in found}
    assert None not in lines
    assert told["money.budgets.borne"].line == GOOD.count("\n") + 15
    for problem in found:
        whole(problem)


@pytest.mark.parametrize("month", ["2018-01", "2019-12"])
def test_there_is_no_spuk_for_a_start_before_2020(month: str) -> None:
    good = GOOD.replace("start: 2022-01", f"start: {month}")
    problems = problems_of("parameters: {wet.in_force: 2015-01}\n", good)
    assert [(p.field, p.value) for p in problems] == [("start", month)]
    assert "2020-01" in problems[0].details["allowed"]
    assert "SPUK" in problems[0].details["allowed"]
    assert "spuk.gezin" in problems[0].details["next_step"]
    whole(problems[0])


def test_own_amounts_of_the_spuk_open_earlier_years() -> None:
    midden_twente = load_region("midden-twente")
    early = {"wet.in_force": {BEGIN: float(parse_month("2015-01"))}}

    def wrong(**more: dict[int, float]) -> list[str]:
        own = early | {name.replace("__", "."): value for name, value in more.items()}
        setup = Setup(midden_twente, parse_month("2018-01"), 12, overrides=own)
        return [problem.field for problem in setup.validate()]

    assert wrong() == ["start"]
    assert wrong(spuk__a={BEGIN: 7000.0}) == []
    assert wrong(spuk__a={parse_month("2018-01"): 7000.0}) == []
    assert wrong(spuk__a={parse_month("2018-06"): 7000.0}) == ["start"]


# The engine's own check


def test_the_engine_refuses_it_too_and_all_at_once() -> None:
    setup = Setup(
        load_region("midden-twente"),
        parse_month("2022-01"),
        12,
        overrides={
            "tarief.map": {BEGIN: -1.0},
            "spuk.a": {BEGIN: float("nan")},
            "intake.no_show": {BEGIN: 0.1},
        },
        budgets={"atlantis": 5.0, "hengelo": -2.0, "borne": float("inf")},
        prices="real",
    )
    problems = setup.validate()
    assert {(problem.field, problem.value) for problem in problems} == {
        ("parameters.tarief.map", "-1"),
        ("parameters.spuk.a", "nan"),
        ("money.budgets.atlantis", "atlantis"),
        ("money.budgets.hengelo", "-2"),
        ("money.budgets.borne", "inf"),
        ("money.prices", "real"),
    }
    assert all(isinstance(p, SetupProblem) and p.allowed and p.next_step for p in problems)
    with pytest.raises(ValueError, match=r"money\.budgets\.atlantis.*hengelo") as wrong:
        engine.prepare(setup, load_registry().draw("point"))
    assert "parameters.tarief.map" in str(wrong.value)


# The command


@pytest.mark.parametrize("command", ["check", "run"])
def test_the_command_ends_with_2_and_writes_nothing(command: str, tmp_path: Path) -> None:
    file = tmp_path / "geld.yaml"
    file.write_text(GOOD + BAD, encoding="utf-8")
    done = doorstroom(command, "geld.yaml", store=tmp_path / "store", cwd=tmp_path)
    assert done.returncode == 2
    for part in ("money.budgets.hengeloo", "hengelo", "money.tariffs.tarief.b1_uur"):
        assert part in done.stdout + done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["geld.yaml"]
    assert file.read_text(encoding="utf-8") == GOOD + BAD


def test_the_command_tells_machines_every_mistake(tmp_path: Path) -> None:
    (tmp_path / "geld.yaml").write_text(GOOD + BAD, encoding="utf-8")
    done = doorstroom("check", "geld.yaml", "--json", store=tmp_path / "store", cwd=tmp_path)
    assert done.returncode == 2
    told = json.loads(done.stdout or done.stderr)
    problems = told["problems"] if isinstance(told, dict) else told
    assert len([p for p in problems if p["severity"] == "error"]) == 11
