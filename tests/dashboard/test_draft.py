"""A draft is checked by the reader of the command line, whatever way it came in."""

from __future__ import annotations

import pytest

from dashboard import edit
from dashboard.asking import is_shipped
from dashboard.draft import as_yaml, check, read_upload, shipped_draft
from experiments.scenario.files import list_shipped, load_scenario


@pytest.mark.parametrize("name", list_shipped())
def test_a_shipped_draft_is_the_shipped_scenario(name: str) -> None:
    scenario = check(shipped_draft(name)).scenario
    assert scenario == load_scenario(name).scenario
    assert is_shipped(scenario)


@pytest.mark.parametrize("name", list_shipped())
def test_a_saved_file_reads_back_as_the_same_draft(name: str) -> None:
    fields, problems = read_upload(as_yaml(shipped_draft(name)).encode(), f"{name}.yaml")
    assert fields == shipped_draft(name)
    assert [p for p in problems if not p.warning] == []


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "file-empty"),
        (b"format: 1\nname: [", "yaml-broken"),
        ("name: café".encode("latin-1"), "file-not-utf8"),
        (b"a: &x 1\nb: *x", "yaml-alias"),
        (b"format: 1\nformat: 1", "yaml-duplicate"),
        (b"- 1\n- 2", "not-block"),
        (b"just words", "not-block"),
        (b"format: 9", "other-format"),
        (b"a: !!python/object:os.system x", "yaml-tag"),
        (b"\x00\x01\x02", "yaml-broken"),
    ],
)
def test_a_wrong_file_is_told_by_its_cause(raw: bytes, code: str) -> None:
    fields, problems = read_upload(raw, "x.yaml")
    assert fields is None
    assert code in [problem.code for problem in problems]


def test_a_file_of_the_server_cannot_be_named() -> None:
    draft = edit.with_field(shipped_draft("base"), ("inflow", "file"), "../../../etc/passwd")
    draft = edit.with_field(draft, ("inflow", "source"), "eigen")
    checked = check(draft)
    assert checked.scenario is None
    assert [problem.code for problem in checked.problems] == ["app-no-file"]


def test_problems_stand_at_their_field() -> None:
    draft = edit.with_block(shipped_draft("base"), "z_route_capaciteit", "2027-01")
    draft = edit.with_setting(draft, 0, "plaatsen", 9e9)
    checked = check(draft)
    assert checked.scenario is None
    assert {problem.field for problem in checked.at("policies.0")} == {"policies.0.plaatsen"}
    assert checked.at("policies.1") == []


def test_impossible_dates_are_refused() -> None:
    draft = edit.with_block(shipped_draft("base"), "caseload", "2026-13")
    assert [p.code for p in check(draft).at("policies.0.from")] == ["bad-month"]


def test_editing_never_changes_what_was_there() -> None:
    base = shipped_draft("base")
    changed = edit.with_block(base, "caseload", "2027-01")
    changed = edit.with_setting(changed, 0, "fte", 2.0)
    assert base == shipped_draft("base")
    assert edit.without_block(changed, 0) == base
    world = edit.with_field(base, ("world", "housing"), "gehaald")
    assert edit.with_field(world, ("world", "housing"), None) == base


@pytest.mark.parametrize(
    ("today", "month"),
    [
        ("2026-11", "2027-01"),
        ("2026-12", "2027-01"),
        ("2027-01", "2027-04"),
        ("2050-01", "2031-12"),
    ],
)
def test_a_lever_begins_with_the_next_quarter(today: str, month: str) -> None:
    assert edit.next_quarter(shipped_draft("base"), today) == month
