"""Every difference from the base is on the list, and nothing else."""

from __future__ import annotations

import pytest

from dashboard import edit
from dashboard.differences import differences
from dashboard.draft import check, shipped_draft
from dashboard.quantities import unit_key
from dashboard.texts import words_in
from experiments.scenario.files import BASE, list_shipped
from simulation.parameters import load_registry


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_base_has_no_difference(lang: str) -> None:
    assert differences(shipped_draft(BASE), lang) == []


@pytest.mark.parametrize("name", [name for name in list_shipped() if name != BASE])
def test_every_other_scenario_has_one(name: str) -> None:
    rows = differences(shipped_draft(name), "nl")
    assert rows
    assert all(row.where and row.base and row.here for row in rows)
    assert any(row.base != row.here for row in rows)


def test_a_lever_says_where_from_to_when_and_on_what_it_rests() -> None:
    draft = edit.with_block(shipped_draft(BASE), "intensiteit", "2027-01")
    draft = edit.with_setting(draft, 0, "uren_week", 12.5)
    (row,) = differences(draft, "nl")
    assert row.since == "vanaf januari 2027"
    assert row.where.startswith("Meer lesuren per week: ")
    assert row.where.endswith(" vanaf januari 2027")
    assert row.here == "12,5 uur per week"
    assert row.base.endswith("uur per week")
    assert row.status == "read"


def test_a_single_assumption_and_money_are_on_the_list() -> None:
    draft = edit.with_field(shipped_draft(BASE), ("parameters", "afschalen.min_hours"), 700)
    draft = edit.with_field(draft, ("money", "budgets", "hengelo"), 250_000.0)
    assert check(draft).scenario is not None
    told = {(row.base, row.here) for row in differences(draft, "nl")}
    assert told == {("600 uur", "700 uur"), ("niets", "250.000")}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_unit_has_its_word(lang: str) -> None:
    units = {parameter.unit for parameter in load_registry().values()}
    assert {unit for unit in units if unit_key(unit) not in words_in(lang)} == set()
