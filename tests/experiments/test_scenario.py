from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from experiments.errors import InputProblems, Problem
from experiments.scenario.files import check_document, list_shipped, load_scenario
from experiments.scenario.model import Scenario, dated
from experiments.scenario.setups import setup_of
from experiments.scenario.template import json_schema, write_new_scenario
from experiments.scenario.yaml_reader import read_yaml
from experiments.texts import texts_in
from simulation.inflow import INFLOWS
from simulation.parameters import BEGIN, load_registry

GOOD = """\
format: 1
name: proef
title:
  nl: Proef
region: midden-twente
start: 2022-01
until: 2024-12
inflow:
  source: landelijk
"""


def problems_of(text: str) -> list[Problem]:
    with pytest.raises(InputProblems) as wrong:
        check_document(read_yaml(text, "proef.yaml"), Path("proef.yaml"))
    return list(wrong.value.problems)


def only(text: str) -> Problem:
    problems = problems_of(text)
    assert len(problems) == 1, problems
    return problems[0]


def changed(**fields: str) -> str:
    lines = GOOD.splitlines()
    for name, value in fields.items():
        lines = [f"{name}: {value}" if line.startswith(f"{name}:") else line for line in lines]
    return "\n".join(lines) + "\n"


def test_a_good_scenario_becomes_a_setup() -> None:
    text = GOOD + "parameters:\n  afschalen.min_hours: {2023-01: 700}\n  intake.no_show: 0.2\n"
    loaded = check_document(read_yaml(text, "p"), Path("p"))
    setup = setup_of(loaded.scenario)
    assert (setup.start, setup.months, setup.inflow) == (264, 36, "landelijk")
    assert setup.overrides == {
        "afschalen.min_hours": {276: 700.0},
        "intake.no_show": {BEGIN: 0.2},
    }
    assert loaded.warnings == ()


def test_every_error_is_told_at_once_with_its_line_and_nearest_spelling() -> None:
    text = """\
format: 1
name: Mijn Scenario
title:
  nl: Proef
  eng: Trial
region: midden-tente
start: 2022-13
until: 2024-12
inflow:
  source: landelik
  level: midden
parameters:
  afschalen.min_hour: 600
  afschalen.min_hours: -5
  bevolking.asiel_men: 1_000
  intake.no_show:
    2022-01: 0,5
    2022-20: 0.1
  intake.hours: yes
seed_2020:
  routes: headin
  heading: {b1: 0.5, onderwijs: 0.3, z: 0.1}
regio: x
name: nog een
"""
    found = [(p.line, p.field, p.code, p.nearest) for p in problems_of(text)]
    expected = [
        (2, "name", "bad-name", None),
        (5, "title.eng", "unknown-field", "en"),
        (6, "region", "unknown-region", "midden-twente"),
        (7, "start", "bad-month", None),
        (10, "inflow.source", "unknown-inflow", "landelijk"),
        (11, "inflow.level", "other-inflow", None),
        (11, "inflow.level", "not-among", "middle"),
        (13, "parameters.afschalen.min_hour", "unknown-parameter", "afschalen.min_hours"),
        (14, "parameters.afschalen.min_hours", "impossible-low", None),
        (15, "parameters.bevolking.asiel_men", "not-number", "1000"),
        (17, "parameters.intake.no_show.2022-01", "not-number", "0.5"),
        (18, "parameters.intake.no_show.2022-20", "bad-month", None),
        (19, "parameters.intake.hours", "not-number", None),
        (20, "seed_2020", "other-inflow", None),
        (21, "seed_2020.routes", "not-among", "heading"),
        (22, "seed_2020.heading", "shares-sum", None),
        (23, "regio", "unknown-field", "region"),
        (24, "name", "yaml-duplicate", None),
    ]
    assert found == expected


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_error_says_what_and_what_next(lang: str) -> None:
    text = GOOD + "regio: x\nparameters: {intake.no_show: 3}\n"
    for problem in problems_of(text):
        told = problem.as_json(texts_in(lang))
        assert told["what"]
        assert told["next"]
        assert told["line"]


def test_no_is_a_word_and_stays_one() -> None:
    loaded = check_document(read_yaml(GOOD.replace("nl: Proef", "nl: no"), "p"), Path("p"))
    assert loaded.scenario.title.nl == "no"


def test_a_number_where_text_is_asked_is_shown_in_quotes() -> None:
    problem = only(changed(name="2022"))
    assert (problem.code, problem.nearest) == ("not-text", '"2022"')


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("start", "2022-00", "bad-month"),
        ("start", "jan 2022", "bad-month"),
        ("start", "1999-12", "bad-month"),
        ("until", "2021-12", "until-before-start"),
        ("until", "2099-12", "too-many-months"),
        ("region", "zwolle", "unknown-region"),
        ("title", "Proef", "not-block"),
        ("format", "2", "other-format"),
    ],
)
def test_one_wrong_field_is_one_error(field: str, value: str, code: str) -> None:
    text = changed(**{field: value})
    if field == "title":
        text = text.replace("  nl: Proef\n", "")
    assert only(text).code == code


@pytest.mark.parametrize("field", ["format", "name", "title", "region", "start", "inflow"])
def test_a_missing_field_is_told(field: str) -> None:
    lines = GOOD.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith(field))
    indented = at + 1
    while indented < len(lines) and lines[indented].startswith(" "):
        indented += 1
    problem = only("\n".join(lines[:at] + lines[indented:]))
    assert (problem.code, problem.field) == ("missing-field", field)


def test_a_start_before_any_law_is_refused_by_the_engine_with_the_line() -> None:
    problem = only(changed(start="2012-01"))
    assert (problem.code, problem.field, problem.line) == ("setup", "start", 6)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("-1", "impossible-low"),
        ("1.5", "impossible-high"),
        ("2022-01", "needs-number"),
        (".nan", "not-number"),
        ("[1]", "not-number"),
        ("{}", "empty-block"),
        ("true", "not-number"),
        ('"0.2"', "not-number"),
        ("50 %", "not-number"),
    ],
)
def test_impossible_values_of_a_share_are_errors(value: str, code: str) -> None:
    assert only(GOOD + f"parameters:\n  intake.no_show: {value}\n").code == code


def test_negative_capacity_is_an_error() -> None:
    problem = only(GOOD + "parameters:\n  aanbod.extra_places_z: -2\n")
    assert (problem.code, problem.line, problem.value) == ("impossible-low", 11, "-2")


def test_an_unlikely_value_is_a_warning_only() -> None:
    text = GOOD + "parameters:\n  intake.no_show: 0.9\n"
    loaded = check_document(read_yaml(text, "p"), Path("p"))
    assert [(w.code, w.line, w.warning) for w in loaded.warnings] == [("outside-prior", 11, True)]


def test_a_parameter_that_is_a_date_takes_a_month() -> None:
    text = GOOD + "parameters:\n  intake.notice_from_asiel: 2022-05\n"
    scenario = check_document(read_yaml(text, "p"), Path("p")).scenario
    assert setup_of(scenario).overrides == {"intake.notice_from_asiel": {BEGIN: 268.0}}
    wrong = GOOD + "parameters:\n  intake.notice_from_asiel: 268\n"
    assert only(wrong).code == "needs-month"


@pytest.mark.parametrize("data", ["", "- 1\n", "just text\n", "12\n"])
def test_a_file_that_is_no_scenario_is_told_so(data: str) -> None:
    assert {p.code for p in problems_of(data)} <= {"file-empty", "not-block"}


@pytest.mark.parametrize("name", list_shipped())
def test_shipped_scenarios_are_fine(name: str) -> None:
    loaded = load_scenario(name)
    assert loaded.scenario.name == name
    outside = ["scenario-outside-law"] if loaded.scenario.buiten_de_wet else []
    assert [warning.code for warning in loaded.warnings] == outside
    assert loaded.scenario.title_in("en") != loaded.scenario.title_in("nl")


def test_a_scenario_keeps_its_meaning_when_it_is_resolved() -> None:
    scenario = load_scenario("base").scenario
    again = Scenario.model_validate(scenario.resolved())
    assert again == scenario


def test_dated_values_become_month_indices() -> None:
    assert dated(3.0) == {BEGIN: 3.0}
    assert dated({"2022-01": 1.0, "2023-01": 2.0}) == {264: 1.0, 276: 2.0}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_new_scenario_is_commented_valid_and_never_overwrites(tmp_path: Path, lang: str) -> None:
    path = write_new_scenario("eigen", tmp_path, lang)
    text = path.read_text(encoding="utf-8")
    assert text.count("#") > 5
    assert load_scenario(str(path)).scenario.name == "eigen"
    uncommented = text.replace("# parameters:", "parameters:").replace("#   ", "  ")
    half = uncommented.split("parameters:")[1].splitlines()
    one = text.split("# parameters:")[0] + "parameters:\n" + half[1] + "\n"
    assert check_document(read_yaml(one, "p"), Path("p")).scenario.parameters
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(InputProblems) as wrong:
        write_new_scenario("eigen", tmp_path, lang)
    assert [p.code for p in wrong.value.problems] == ["file-exists"]
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["../weg", "Groot", "", "a" * 64, "base"])
def test_a_new_scenario_needs_a_good_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputProblems):
        write_new_scenario(name, tmp_path, "nl")
    assert list(tmp_path.iterdir()) == []


def test_the_json_schema_names_what_exists() -> None:
    schema: dict[str, Any] = json_schema()
    names = schema["properties"]["parameters"]["propertyNames"]["enum"]
    assert set(names) == set(load_registry())
    assert schema["$defs"]["Inflow"]["properties"]["source"]["enum"] == list(INFLOWS)
    assert set(schema["required"]) >= {"format", "name", "region", "start", "until", "inflow"}
    assert schema["additionalProperties"] is False
