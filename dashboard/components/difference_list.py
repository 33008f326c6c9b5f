"""The list of everything in which the scenario differs from the base."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.components.tables import plain_table
from dashboard.differences import differences
from dashboard.draft import Draft


def show_differences(draft: Draft) -> None:
    """Write every difference from the base; and say so when there is none."""
    text = session.words()
    rows = differences(draft, session.language())
    if not rows:
        st.text(text("sheet.no_difference"))
        return
    cells: list[tuple[str, str, str, str]] = []
    heading = ""
    for row in rows:
        mine = " ".join(filter(None, (row.group, row.since))) if row.group else ""
        if mine and mine != heading:
            cells.append((f"{mine}:", "", "", ""))
        heading = mine
        what = row.what if row.group else row.where
        status = text(f"status.{row.status}") if row.status else ""
        cells.append((what, row.base, row.here, status))
    names = ("sheet.what", "sheet.in_base", "sheet.here", "sheet.status")
    columns = {text(name): [cell[i] for cell in cells] for i, name in enumerate(names)}
    plain_table(columns, text("sheet.summary"))
