"""Capaciteit en wachttijd: where people wait, how long, and what a scenario does to it."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.components.beside import beside_chart
from dashboard.components.chart_box import chart_box
from dashboard.components.compare_tables import WAITS, cohort_lines, outcome_table
from dashboard.components.result_gate import results_of_tab
from dashboard.results import charts_of

QUEUES = {
    "opvang": ("opvang", "opvang_wi2013"),
    "wacht_intake": ("wacht_intake",),
    "wacht_pip": ("wacht_pip",),
    "wacht_les": ("wacht_les",),
}
"""Monthly columns of people who wait, whatever law they fall under, in the order of their way."""


def page() -> None:
    """Show waits and waiting lists."""
    text, lang = session.words(), session.language()
    shown = results_of_tab("capaciteit")
    if shown is None:
        return
    for chart in charts_of(shown.scenario.data, lang, ("wachten",)).charts:
        chart_box(chart, key=chart.name, footer=shown.footer(), command=shown.command())
    if shown.comparison is not None:
        st.header(text("wait.differences"), anchor=False)
        outcome_table(shown.comparison.comparison, 1, WAITS)
        cohort_lines(shown.comparison.comparison)
    st.header(text("wait.lists"), anchor=False)
    chosen = st.segmented_control(
        text("wait.which"),
        tuple(QUEUES),
        default="wacht_les",
        required=True,
        format_func=lambda name: text(f"wait.{name}"),
        key="queue",
        persist_state="session",
    )
    queue = chosen or "wacht_les"
    chart = beside_chart(shown.outcomes, QUEUES[queue], queue, lang)
    chart_box(chart, key=queue, footer=shown.footer(), command=shown.command())


page()
