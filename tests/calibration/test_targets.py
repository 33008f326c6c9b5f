"""Target files: what is read, what is wrong told at once, what cannot be produced refused by name;
and the project's own file against the evidence.
"""

from collections import Counter
from csv import DictReader
from importlib.resources import files
from math import sqrt

import pytest

from calibration import load_evidence
from calibration.targets import TargetError, load_targets, read_targets
from calibration.targets.problems import REFUSED, WHAT
from calibration.targets.target import COLUMNS, USES

HEADER = "id,observable,law,cohort_clock,cohort_from,cohort_until,clock,at,value,low,high,unit,use"


def read(*rows: str, header: str = HEADER):
    return read_targets("own", "\n".join([header, *rows]).encode())


def problems(*rows: str, header: str = HEADER) -> list[tuple[str, int, str]]:
    with pytest.raises(TargetError) as wrong:
        read(*rows, header=header)
    return [(p.code, p.line, p.column) for p in wrong.value.problems]


GOOD = "a,employed,,permit,2014-01,2014-12,permit,12,0.2,0.1,0.3,share,"


def test_a_row_becomes_an_observable_with_its_filters() -> None:
    target = read(GOOD).rows[0]
    assert target.observable.key == (
        "employed[clock=permit,at=12,cohort_clock=permit,cohort_from=2014-01,"
        "cohort_until=2014-12,law=any]"
    )
    assert (target.use, target.region, target.layer) == ("validate", "midden-twente", "werk")
    assert target.sd == pytest.approx(0.2 / 3.29, rel=1e-3)


def test_what_is_wrong_is_told_at_once_with_line_and_column() -> None:
    found = problems(
        "a,employd,,,,,permit,12,0.2,,,share,",
        "b,employed,,,,,permit,x,0.2,,,share,",
        "c,employed,,,,,permit,12,35,,,share,",
        "d,employed,,,,,permit,12,0.2,0.1,,share,",
        "e,employed,,,,,permit,12,zero,,,share,",
        "f,employed,,,,,permit,12,0.2,,,weeks,",
        "g,employed,,,2014-01,,permit,12,0.2,,,share,maybe",
    )
    assert found == [
        ("target-observable", 2, "observable"),
        ("target-value", 3, "at"),
        ("target-range", 4, "value"),
        ("target-margin", 5, "low"),
        ("target-number", 6, "value"),
        ("target-unit", 7, "unit"),
        ("target-filter-missing", 8, "cohort_clock"),
        ("target-value", 8, "use"),
    ]


def test_an_unknown_observable_comes_with_the_nearest_name() -> None:
    with pytest.raises(TargetError) as wrong:
        read("a,in_educaton,,,,,permit,12,0.2,,,share,")
    assert wrong.value.problems[0].nearest == "in_education"


def test_an_unknown_column_comes_with_the_nearest_name() -> None:
    with pytest.raises(TargetError) as wrong:
        read("a,employed,0.2,permit,12", header="id,observable,value,clok,at")
    assert (wrong.value.problems[0].column, wrong.value.problems[0].nearest) == ("clok", "clock")


def test_contradictory_rows_are_named() -> None:
    with pytest.raises(TargetError) as wrong:
        read(GOOD, "b" + GOOD[1:].replace("0.2,0.1,0.3", "0.5,0.45,0.55"))
    problem = wrong.value.problems[0]
    assert (problem.code, problem.row) == ("target-contradiction", "b")
    assert "a (line 2)" in problem.allowed


def test_rows_whose_margins_meet_do_not_contradict() -> None:
    assert len(read(GOOD, "b" + GOOD[1:].replace("0.2,0.1,0.3", "0.35,0.25,0.5")).rows) == 2


def test_a_fact_is_never_for_fitting_and_for_testing() -> None:
    header = HEADER + ",fact_id"
    fit, test = GOOD + "calibrate,f", "b" + GOOD[1:] + "validate,f"
    assert problems(fit, test, header=header) == [("target-fact", 3, "use")]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("x,employed,,permit,2012-01,2012-12,permit,12,0.2,,,share,", "target-too-early", "cohort"),
        ("x,employed,wi2021,permit,2014-01,2014-12,permit,12,0.2,,,share,", "target-law", "cohort"),
        ("x,passed,wi2013,permit,2023-01,2023-12,permit,12,0.2,,,share,", "target-law", "cohort"),
        ("x,passed,wi2021,,,,calendar,2020-01,0.2,,,share,", "target-law", "at"),
        ("x,pip_set,wi2013,,,,calendar,2020-01,0.2,,,share,", "target-step", "law"),
        ("x,employed,,,,,calendar,2060-01,0.2,,,share,", "target-too-late", "at"),
    ],
)
def test_what_the_model_cannot_produce_is_refused_by_name(row: str, code: str, column: str) -> None:
    targets = read(GOOD, row)
    assert [target.id for target in targets.rows] == ["a"]
    assert {(p.code, p.row) for p in targets.refused} == {(code, "x")}
    assert all(p.code in REFUSED and p.column.startswith(column) for p in targets.refused)
    with pytest.raises(TargetError):
        read(row)


def test_an_absent_group_is_refused() -> None:
    header = "id,observable,value,clock,at,age_max"
    assert problems("x,employed,0.2,permit,12,17", header=header)[0][0] == "target-group"


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe", b"", b"id,observable,value\n", b'id,observable,value\n"a,b', b"# format: 9"],
)
def test_no_file_makes_it_fall_over(content: bytes) -> None:
    with pytest.raises(TargetError) as wrong:
        read_targets("own", content)
    assert wrong.value.problems


def test_every_problem_has_words() -> None:
    assert all(str(code) in WHAT for code in REFUSED)


OWN = load_targets()


def left_out() -> dict[str, dict[str, str]]:
    text = (files("calibration") / "targets" / "left_out.csv").read_text("utf-8")
    return {row["evidence"]: row for row in DictReader(text.splitlines())}


def test_every_marked_row_of_the_evidence_is_a_target_or_left_out_with_a_reason() -> None:
    marked = {f.ref for f in load_evidence().select(table="targets") if f.cells["use"] in USES}
    used, left = {target.evidence for target in OWN.rows}, left_out()
    assert marked <= used | set(left)
    assert not used & set(left)
    assert all(row["reason"] for row in left.values())


def test_a_target_has_the_use_source_and_value_of_its_evidence() -> None:
    for target in OWN.rows:
        fact = load_evidence().get(target.evidence)
        assert fact.source_key == target.source_key
        assert target.use == fact.cells.get("use", target.use), target.id
        factor = 0.01 if fact.unit == "percent" else 1.0
        said = fact.number * factor if fact.number is not None else None
        turned = (target.value, 1 - target.value)
        assert said is not None and min(abs(said - value) for value in turned) < 5e-4, target.id


def test_a_target_is_turned_round_only_where_its_note_says_so() -> None:
    for target in OWN.rows:
        fact = load_evidence().get(target.evidence)
        factor = 0.01 if fact.unit == "percent" else 1.0
        if fact.number is not None and abs(fact.number * factor - target.value) > 5e-4:
            assert "published as" in target.note, target.id


def test_every_margin_has_a_reason_and_every_fact_is_used_once() -> None:
    assert all(target.margin_reason and target.sd > 0 for target in OWN.rows)
    assert max(Counter(target.fact_id for target in OWN.rows).values()) == 1


def test_weights_go_by_source() -> None:
    rows = Counter(target.source_key for target in OWN.of_use("calibrate"))
    for target in OWN.of_use("calibrate"):
        assert target.weight == pytest.approx(1 / sqrt(rows[target.source_key]), rel=1e-3)


def test_no_target_is_refused_of_our_own() -> None:
    assert OWN.refused == ()


def test_the_page_names_every_column() -> None:
    page = (files("calibration") / ".." / "docs" / "target-files.md").read_text("utf-8")
    missing = [column for column in COLUMNS if f"`{column}`" not in page]
    assert missing == []
