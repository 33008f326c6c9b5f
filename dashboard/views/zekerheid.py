"""Zekerheid: where the spread comes from, on what the answer hangs, and what was observed."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.components.certainty import certainty_table, enough_worlds
from dashboard.components.chart_box import chart_box
from dashboard.components.compare_tables import assumptions_list, variant_table
from dashboard.components.result_gate import Shown, compare_command, results_of_tab
from dashboard.components.start_job import variants_button
from dashboard.results import charts_of, compared_charts
from experiments.charts.catalogue import footer_for
from experiments.texts import texts_in

TORNADO = ("aannames",)
CHECKS = ("toets",)


def page() -> None:
    """Show how sure the outcomes of this tab are."""
    text = session.words()
    shown = results_of_tab("zekerheid")
    if shown is None:
        return
    if shown.comparison is None:
        st.info(text("certain.base_only"))
    else:
        _of_comparison(shown)
    st.header(text("certain.checks"), anchor=False)
    st.caption(text("certain.checks_help"))
    for chart in charts_of(shown.scenario.data, text.lang, CHECKS).charts:
        chart_box(chart, key=chart.name, footer=shown.footer(), command=shown.command())


def _of_comparison(shown: Shown) -> None:
    text = session.words()
    assert shown.comparison is not None
    comparison = shown.comparison.comparison
    st.header(text("certain.spread"), anchor=False)
    st.caption(text("certain.spread_help"))
    certainty_table(comparison, 1)
    st.header(text("certain.enough"), anchor=False)
    enough_worlds(comparison, 1)
    st.header(text("compare.assumptions"), anchor=False)
    assumptions_list(comparison, 1)
    texts = texts_in(text.lang)
    command = compare_command(comparison.question.scenarios, shown.comparison)
    for chart in compared_charts(shown.comparison, text.lang, TORNADO):
        footer = footer_for(shown.comparison, texts)
        chart_box(chart, key=chart.name, footer=footer, command=command)
    if comparison.question.variants or comparison.otherwise:
        st.header(text("compare.variants"), anchor=False)
        variant_table(comparison, 1)
    if not comparison.question.variants:
        variants_button()


page()
