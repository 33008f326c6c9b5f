"""A broken table says all that is wrong at once: file, line, field, value, what is allowed."""

import shutil
from importlib.resources import as_file, files

import pytest

from calibration.evidence import EvidenceError, read_evidence


@pytest.fixture
def folder(tmp_path):
    with as_file(files("calibration").joinpath("data")) as path:
        return shutil.copytree(path, tmp_path / "data")


def _change(folder, table, line, old, new):
    path = folder / f"{table}.csv"
    lines = path.read_text("utf-8").split("\n")
    assert old in lines[line - 1], lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new, 1)
    path.write_text("\n".join(lines), "utf-8")


def _problems(folder):
    with pytest.raises(EvidenceError) as caught:
        read_evidence(folder)
    return caught.value


# table, line, what stands there, what it becomes, field, part of what is allowed
BROKEN = [
    ("seed", 2, "read,", "seen,", "status", "read, derived, remembered, assumption"),
    ("rules", 3, "N002,", "N001,", "id", "a name of its own (also rules.csv:2)"),
    ("rules", 2, "2022-01-01", "2022-13-01", "value", "YYYY-MM"),
    ("rules", 7, "obliged,yes", "obliged,maybe", "value", "yes, no"),
    ("rules", 15, "B1,,,CEFR", "B9,,,CEFR", "value", "A0, A1, A2, B1"),
    ("rules", 28, ",3,,,oproepen", ",three,,,oproepen", "value", "a number"),
    ("finance", 2, "SEED", "NOWHERE", "source_key", "a source_key of sources.csv"),
    ("finance", 26, "13900,14700", "14700,13900", "value", "14700..13900"),
    ("behaviour", 31, "10,6,15", "16,6,15", "value", "6..15"),
    ("behaviour", 32, "0.8,0.6,0.92", "0.8,low,0.92", "low", "a number"),
    ("targets", 2, "calibrate", "fit", "use", "calibrate, validate, input, context"),
    ("targets", 3, 'Syria",6', 'Syria",six', "months_since", "a number"),
    ("observations", 2, "E001,cohort", "E001,cohort ", "topic", "no blanks"),
    ("observations", 3, "26200", "", "value", "named in known_conflicts.csv"),
    ("observations", 16, "75,71,76", "75,71,", "low", "both or neither"),
    ("sources", 2, "https://cbs.nl", "cbs.nl", "url", "an address"),
    ("sources", 3, "SWI2022_CH5", "SWI2023_Ch5", "source_key", "differs in more than case"),
    ("known_conflicts", 2, "no_value", "lost", "kind", "no_value, "),
    ("known_conflicts", 3, "finance:F055", "finance:F999", "refs", "table:id of a fact"),
]


@pytest.mark.parametrize(("table", "line", "old", "new", "field", "allowed"), BROKEN)
def test_each_kind_of_problem_is_found_where_it_is(folder, table, line, old, new, field, allowed):
    _change(folder, table, line, old, new)
    problems = _problems(folder).problems
    found = [p for p in problems if (p.file, p.line, p.field) == (f"{table}.csv", line, field)]
    assert found and allowed in found[0].allowed


def test_all_problems_are_told_at_once(folder):
    for table, line, old, new, _, _ in BROKEN:
        _change(folder, table, line, old, new)
    error = _problems(folder)
    places = {(p.file, p.line, p.field) for p in error.problems}
    assert {(f"{table}.csv", line, field) for table, line, _, _, field, _ in BROKEN} <= places
    assert f"{len(error.problems)} problem(s)" in str(error)
    for problem in error.problems:
        assert str(problem) in str(error)
        assert problem.allowed and problem.line >= 1


def test_a_problem_reads_as_one_line(folder):
    _change(folder, "behaviour", 31, "10,6,15", "16,6,15")
    (problem,) = _problems(folder).problems
    expected = "behaviour.csv:31 value: '16'; allowed: 6..15, or named in known_conflicts.csv"
    assert str(problem) == expected


def test_a_known_conflict_excuses_its_row_and_only_that(folder):
    _change(folder, "behaviour", 31, "10,6,15", "16,6,15")
    path = folder / "known_conflicts.csv"
    known = "K99,outside_range,behaviour:L30,value,for this test,\n"
    path.write_text(path.read_text("utf-8") + known, "utf-8")
    assert read_evidence(folder).get("L30").number == 16.0


def test_an_excuse_that_nothing_needs_is_a_problem(folder):
    path = folder / "known_conflicts.csv"
    known = "K99,outside_range,behaviour:L30,value,for this test,\n"
    path.write_text(path.read_text("utf-8") + known, "utf-8")
    (problem,) = _problems(folder).problems
    assert (problem.file, problem.field, problem.value) == (
        "known_conflicts.csv",
        "refs",
        "behaviour:L30",
    )
    assert "nothing is wrong there" in problem.allowed


def test_files_that_are_missing_strange_or_no_text(folder):
    (folder / "seed.csv").unlink()
    (folder / "rules.csv").write_text("id,rule\nN001,x\n", "utf-8")
    (folder / "targets.csv").write_bytes(b"id\xff\n")
    problems = {(p.file, p.field) for p in _problems(folder).problems}
    wanted = {("seed.csv", "file"), ("rules.csv", "header"), ("targets.csv", "file")}
    assert wanted <= problems


def test_rows_of_another_length(folder):
    _change(folder, "finance", 3, "F002,", "F002,extra,")
    problems = _problems(folder).problems
    assert ("finance.csv", 3, "row") in {(p.file, p.line, p.field) for p in problems}
