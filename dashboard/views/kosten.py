"""Kosten en financiering: what it costs, who pays, what the state gives; never one balance."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.components.chart_box import chart_box
from dashboard.components.compare_tables import cohort_lines, payer_table
from dashboard.components.money_table import ledger_table
from dashboard.components.result_gate import compare_command, results_of_tab
from dashboard.results import charts_of, compared_charts
from experiments.charts.catalogue import footer_for
from experiments.texts import texts_in

CHARTS = ("kosten", "vergoeding")
COMPARED = ("betalers",)


def page() -> None:
    """Show the money of this tab's scenario."""
    text, lang = session.words(), session.language()
    shown = results_of_tab("kosten")
    if shown is None:
        return
    st.warning(text("money.indicative"))
    if shown.comparison is not None:
        st.header(text("money.payers"), anchor=False)
        st.caption(text("money.two_views"))
        payer_table(shown.comparison.comparison, 1)
        cohort_lines(shown.comparison.comparison)
        texts = texts_in(lang)
        command = compare_command(shown.comparison.comparison.question.scenarios, shown.comparison)
        for chart in compared_charts(shown.comparison, session.language(), COMPARED):
            footer = footer_for(shown.comparison, texts)
            chart_box(chart, key=chart.name, footer=footer, command=command)
    for chart in charts_of(shown.scenario.data, lang, CHARTS).charts:
        chart_box(chart, key=chart.name, footer=shown.footer(), command=shown.command())
    ledger_table(shown.scenario)


page()
