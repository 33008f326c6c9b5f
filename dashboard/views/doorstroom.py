"""Doorstroom: the way through the leerroutes, and how long people are under way."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.components.chart_box import chart_box
from dashboard.components.result_gate import results_of_tab
from dashboard.results import charts_of

CHARTS = ("doorstroom", "overleving", "fasen", "instroom")


def page() -> None:
    """Show the flows of this tab's scenario and, on demand, of the base."""
    text, lang = session.words(), session.language()
    shown = results_of_tab("doorstroom")
    if shown is None:
        return
    outcome = shown.scenario
    if not shown.is_base:
        names = {"scenario": shown.scenario, "base": shown.base}
        chosen = st.segmented_control(
            text("flow.which"),
            list(names),
            default="scenario",
            required=True,
            format_func=lambda name: text(f"flow.{name}"),
            key="flow-which",
            persist_state="session",
        )
        outcome = names[chosen or "scenario"]
    made = charts_of(outcome.data, lang, CHARTS)
    order = {name: place for place, name in enumerate(CHARTS)}
    for chart in sorted(made.charts, key=lambda chart: order[chart.name]):
        chart_box(
            chart, key=chart.name, footer=shown.footer(outcome), command=shown.command(outcome)
        )
    for name in made.missing:
        st.caption(text("flow.missing", name=name))


page()
