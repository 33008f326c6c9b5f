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
    plain_table(
        {
            text("sheet.what"): [" ".join(filter(None, (r.where, r.since))) for r in rows],
            text("sheet.in_base"): [row.base for row in rows],
            text("sheet.here"): [row.here for row in rows],
            text("sheet.status"): [
                text(f"status.{row.status}") if row.status else "" for row in rows
            ],
        },
        text("sheet.summary"),
    )
