"""Uitkomsten: the scenario against the base, in words, tables and charts."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.components.beside import running_chart
from dashboard.components.chart_box import chart_box
from dashboard.components.compare_tables import (
    MAIN_OUTCOMES,
    assumptions_list,
    cohort_lines,
    group_table,
    outcome_table,
    variant_table,
)
from dashboard.components.figures import figure_table
from dashboard.components.result_gate import Shown, compare_command, results_of_tab
from dashboard.components.start_job import variants_button
from dashboard.results import charts_of, compared_charts
from experiments.charts.catalogue import footer_for
from experiments.compare.sentences import sentences_of
from experiments.texts import texts_in

CHARTS = ("uitkomst", "niveau", "werk")
COMPARED = ("verschil-voldaan", "verschil-werk", "groepen")
"""Charts of a comparison that belong here; those of money stand on their own page."""


def page() -> None:
    """Show the outcomes of this tab's scenario."""
    text = session.words()
    shown = results_of_tab("uitkomsten")
    if shown is None:
        return
    if shown.comparison is None:
        st.info(text("outcome.base_only"))
        figure_table(shown.base.result)
    else:
        _against_base(shown)
    chart_box(
        running_chart(shown.outcomes, session.language()),
        key="running",
        footer=shown.footer(),
        command=shown.command(),
    )
    for chart in charts_of(shown.scenario.data, session.language(), CHARTS).charts:
        chart_box(chart, key=chart.name, footer=shown.footer(), command=shown.command())


def _against_base(shown: Shown) -> None:
    text, texts = session.words(), texts_in(session.language())
    assert shown.comparison is not None
    comparison = shown.comparison.comparison
    st.header(text("outcome.in_words"), anchor=False)
    for sentence in sentences_of(comparison, 1, texts):
        st.text(f"• {sentence}")
    command = compare_command(comparison.question.scenarios, shown.comparison)
    footer = footer_for(shown.comparison, texts)
    for chart in compared_charts(shown.comparison, session.language(), COMPARED):
        chart_box(chart, key=chart.name, footer=footer, command=command)
    st.header(text("compare.outcomes"), anchor=False)
    outcome_table(comparison, 1, MAIN_OUTCOMES)
    st.caption(text("outcome.never_alone"))
    cohort_lines(comparison)
    st.header(text("compare.groups"), anchor=False)
    st.caption(text("compare.groups_help"))
    group_table(comparison, 1)
    st.header(text("compare.assumptions"), anchor=False)
    assumptions_list(comparison, 1)
    if comparison.question.variants or comparison.otherwise:
        st.header(text("compare.variants"), anchor=False)
        variant_table(comparison, 1)
    if not comparison.question.variants:
        variants_button()


page()
