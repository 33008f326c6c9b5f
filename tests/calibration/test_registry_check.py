"""The check of the registry, on made-up parameters and on the real ones."""

from dataclasses import dataclass

import pytest

from calibration.evidence import load_evidence
from calibration.registry_check import Value, check_registry, numbers_of
from calibration.units import comparable, in_words, measure


@dataclass(frozen=True)
class Made:
    """A parameter as the registry has them."""

    id: str = "made.up"
    unit: str = "hours"
    value: Value = 600.0
    low: float | None = None
    high: float | None = None
    status: str = "read"
    source: str = "BI2021"
    evidence: tuple[str, ...] = ("rules:N100",)
    note: str = ""


@pytest.mark.parametrize(
    "parameter",
    [
        Made(),
        Made(source=""),
        Made(value=((-1, 600.0),)),
        Made(evidence=("N100",)),
        # percent in the row, share in the registry
        Made(unit="share", value=0.61, source="SWI2023_SUM", evidence=("observations:E013",)),
        # each date has its row
        Made(
            unit="items of 40",
            value={"2022-01": 31.0, "2023-04": 28.0},
            source="LBT_DIVOSA",
            evidence=("observations:E116", "observations:E117"),
        ),
        # elements of a list
        Made(unit="months", value=18.0, source="RI2021", evidence=("rules:N151",)),
        # low and high of a row without a value
        Made(unit="persons", value=56.0, source="HENGELO2020", evidence=("seed:S10",)),
        # a date, a level, yes and no
        Made(unit="month", value=264.0, source="WI2021", evidence=("rules:N001",)),
        Made(unit="CEFR", value=3.0, source="WI2021", evidence=("rules:N072",)),
        Made(
            unit="switch",
            value=((-1, 1.0), (301, 0.0)),
            source="AH2540",
            evidence=("rules:N156",),
        ),
        # a number in the row's statistic, and one in its note that the parameter's note points at
        Made(value=400.0, source="RI2021", evidence=("rules:N152",)),
        Made(unit="share", value=0.9, source="RI2021_2023", evidence=("rules:N137",), note="bands"),
        Made(status="derived", value=599.0, source="OWN", note="600 - 1"),
        Made(status="derived", value=599.0),
        Made(status="remembered", unit="hours", value=121.0, source="MEM", evidence=("N037",)),
        Made(status="remembered", value=5.0, source="MEM", evidence=()),
        Made(status="remembered", value=700.0, source="MEM", evidence=("rules:N075",)),
        Made(status="assumption", value=1.0, source="own_assumption", evidence=(), note="why"),
        Made(status="assumption", value=1.0, source="own_assumption"),
        Made(status="calibrated", value=1.0, source="", evidence=(), note="fitted"),
    ],
)
def test_sound_parameters_pass(parameter):
    assert check_registry([parameter]) == []


@pytest.mark.parametrize(
    ("parameter", "field", "message"),
    [
        (Made(value=601.0), "value", "no cited row that was read states it"),
        (Made(evidence=()), "evidence", "read asks for a row read"),
        (Made(evidence=("rules:N9999",)), "evidence", "no single fact is called"),
        (Made(source="NOWHERE"), "source", "is no source_key"),
        (Made(source="WI2021"), "source", "the cited rows say BI2021"),
        (Made(low=601.0, high=700.0), "value", "outside 601.0..700.0"),
        (Made(status="sure"), "status", "is none of read, derived"),
        # of two dates one has no row
        (Made(value={"2022-01": 600.0, "2024-01": 700.0}), "value", "no cited row that was read"),
        # the row says EUR: 400 of them are not 400 hours
        (Made(value=400.0, source="RI2021_2023", evidence=("N140",)), "note", "only in the note"),
        (Made(unit="share", value=61.0, source="", evidence=("E013",)), "value", "no cited row"),
        (Made(unit="switch", value=1.0), "note", "in words"),
        (
            Made(unit="switch", value=0.0, source="WI2021", evidence=("N157",)),
            "value",
            "the cited rows say [1.0]",
        ),
        # read, but the row is weaker: by its own status, or by a known conflict
        (Made(unit="hours", value=121.0, source="MEM", evidence=("N037",)), "evidence", "row read"),
        (Made(value=420.0, source="DUURZAAM2024", evidence=("N180",)), "status", "as derived"),
        (
            Made(evidence=("N100", "N075"), value=600.0),
            "status",
            "rules:N075 counts as remembered",
        ),
        (Made(status="derived", source="", evidence=()), "note", "derived asks for evidence"),
        (Made(status="derived", source="", evidence=("L30",)), "status", "counts as assumption"),
        (Made(status="remembered"), "evidence", "remembered asks for a remembered row"),
        (
            Made(status="remembered", value=1200.0, source="MEM", evidence=("rules:N075",)),
            "value",
            "no cited row has it",
        ),
        (Made(status="remembered", source="MEM", evidence=("L30",)), "status", "as assumption"),
        (Made(status="assumption", source="", evidence=()), "note", "assumption asks for"),
        (Made(status="calibrated", source="", evidence=()), "note", "calibrated asks for"),
    ],
)
def test_unsound_parameters_are_told(parameter, field, message):
    problems = check_registry([parameter])
    told = [str(problem) for problem in problems if problem.field == field]
    assert any(message in line for line in told), problems
    assert all(line.startswith(f"made.up {field} ") for line in told)


def test_every_problem_of_every_parameter_is_told():
    two = [Made(id="a", value=1.5, source="NOWHERE"), Made(id="b", evidence=())]
    problems = check_registry(two)
    assert {(p.parameter, p.field) for p in problems} == {
        ("a", "source"),
        ("a", "value"),
        ("b", "evidence"),
    }


@pytest.mark.parametrize(
    ("value", "numbers"),
    [
        (3, [("", 3.0)]),
        ({"2023-04": 28.0}, [("from 2023-04", 28.0)]),
        ((1.0, 2.0), [("[0]", 1.0), ("[1]", 2.0)]),
        (((-1, 31.0), (279, 28.0)), [("", 31.0), ("from 2023-04", 28.0)]),
    ],
)
def test_numbers_of_a_value(value, numbers):
    assert numbers_of(value) == numbers


@pytest.mark.parametrize(
    ("unit", "what", "scale"),
    [
        ("percent of starters", "share", 0.01),
        ("per month", "share", 1.0),
        ("EUR/person", "euro", 1.0),
        ("thousand permits", "", 1000.0),
        ("course hours NT2", "hours", 1.0),
        ("hours/week", "hours week", 1.0),
        ("hours per week", "hours week", 1.0),
        ("months after PIP", "month", 1.0),
        ("years", "year", 1.0),
        ("learners", "", 1.0),
    ],
)
def test_what_units_measure(unit, what, scale):
    assert measure(unit) == (what, scale)


def test_numbers_of_rows_in_another_unit():
    evidence = load_evidence()
    assert comparable(evidence.get("N049"), "months") == (36.0,)
    assert comparable(evidence.get("N049"), "weeks") == ()  # that would be a derivation
    assert comparable(evidence.get("E080"), "permits") == (20000.0,)
    assert comparable(evidence.get("N004"), "month") == ()


def test_numbers_in_words():
    assert in_words("1,000 to 1,500 h at A2, 2016-II", "hours") == (1000.0, 1500.0, 2016.0)
    assert in_words("<60 / 60-89 percent", "share") == (60.0, 60.0, 89.0, 0.6, 0.6, 0.89)


def _real_problems():
    parameters = pytest.importorskip("simulation.parameters")
    return check_registry(parameters.load_registry().values())


def test_the_real_registry_agrees_with_its_evidence():
    problems = [problem for problem in _real_problems() if problem.field != "note"]
    assert not problems, "\n".join(map(str, problems))


def test_the_real_registry_says_how_and_why():
    problems = [problem for problem in _real_problems() if problem.field == "note"]
    assert not problems, "\n".join(map(str, problems))
