"""Scenarios side by side: a row an outcome, a column a scenario; no rank where none holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import session
from dashboard.choices import Choice
from dashboard.components.compare_tables import interval, of_scenario, short_title, verdict
from dashboard.components.tables import plain_table
from dashboard.differences import differences
from experiments.compare.comparison import Comparison, Difference
from experiments.compare.outcomes import BIJSTAND, FULFILLED, LEVEL, WORK, group_of
from experiments.numbers import write_difference, write_quantity

SHOWN = (FULFILLED, LEVEL, WORK, BIJSTAND, "overdue")
MONEY = ("gemeente", "rijk", "inburgeraar")


def compare_grid(comparison: Comparison, chosen: Sequence[Choice]) -> None:
    """Show every scenario's difference from the base in a few outcomes, and in euros a year."""
    text, lang = session.words(), session.language()
    first = [found for found in of_scenario(comparison, 1) if _is_shown(comparison, found)]
    keys = [found.asked.key for found in first]
    titles = [
        text("compare.pays", payer=text(f"money.payer.{found.asked.filter['payer']}"))
        if found.asked.name == "cost"
        else short_title(found)
        for found in first
    ]
    base = [write_quantity(found.reference, found.asked.unit, lang) for found in first]
    columns = {text("compare.outcome"): titles, text("compare.base"): base}
    for number, choice in enumerate(chosen, start=1):
        cells = []
        for key in keys:
            found = comparison.difference(number, key)
            amount = write_difference(found.effect.difference, found.asked.unit, lang)
            cells.append(f"{amount} ({interval(found)}): {verdict(found)}")
        columns[_heading(choice, columns)] = cells
    plain_table(columns, text("compare.side_by_side"))
    st.caption(text("compare.no_rank"))


def _is_shown(comparison: Comparison, found: Difference) -> bool:
    asked = found.asked
    if asked.name == "cost":
        return asked.filter.get("payer") in MONEY
    at = comparison.question.cohorts[-1].at
    return asked.name in SHOWN and asked.filter.get("at") == at and not group_of(asked)


def settings_grid(chosen: Sequence[Choice]) -> None:
    """Show in which settings the scenarios differ, and nothing else."""
    text, lang = session.words(), session.language()
    rows: dict[str, dict[int, str]] = {}
    base: dict[str, str] = {}
    for number, choice in enumerate(chosen):
        for found in differences(choice.draft, lang):
            rows.setdefault(found.where, {})[number] = found.here
            base[found.where] = found.base
    if not rows:
        st.text(text("sheet.no_difference"))
        return
    columns = {text("sheet.what"): list(rows), text("sheet.in_base"): list(base.values())}
    for number, choice in enumerate(chosen):
        columns[_heading(choice, columns)] = [
            row.get(number, text("compare.as_base")) for row in rows.values()
        ]
    plain_table(columns, text("compare.settings"))


def _heading(choice: Choice, columns: Mapping[str, object]) -> str:
    """Return a heading of its own for a scenario, also where two have the same title."""
    if choice.title not in columns:
        return choice.title
    return f"{choice.title} ({choice.scenario.name}, {len(columns)})"
