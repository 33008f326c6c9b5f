"""Vergelijken: up to four scenarios side by side, each against the base."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.asking import MOST_SCENARIOS, question_of, shipped
from dashboard.choices import Choice, choices_of, read_choices, write_choices
from dashboard.components import head
from dashboard.components.beside import running_chart
from dashboard.components.chart_box import chart_box
from dashboard.components.compare_grid import compare_grid, settings_grid
from dashboard.components.compare_tables import cohort_lines
from dashboard.components.problems import show_problems
from dashboard.components.result_gate import compare_command
from dashboard.components.start_job import queue
from dashboard.components.tables import as_text
from dashboard.draft import shipped_draft
from dashboard.results import compared_charts, find_comparison_of, find_run
from experiments.charts.catalogue import footer_for
from experiments.compare.question import check_question
from experiments.compare.sentences import sentences_of
from experiments.errors import InputProblems
from experiments.scenario.files import BASE
from experiments.texts import texts_in

PARAMETER = "v"
"""The name of the chosen scenarios in a link."""


def page() -> None:
    """Let scenarios be chosen, and show them against the base."""
    text, lang = session.words(), session.language()
    head.title("vergelijken")
    known = choices_of(session.draft(), lang)
    chosen = _choose(known)
    if not chosen:
        st.info(text("compare.choose"))
        return
    st.query_params[PARAMETER] = write_choices(chosen)
    scenarios = [shipped(BASE), *(choice.scenario for choice in chosen)]
    options = session.options()
    st.header(text("compare.settings"), anchor=False)
    settings_grid(chosen)
    try:
        check_question(question_of(scenarios, options.replications, options.seed, False))
    except InputProblems as wrong:
        st.error(text("compare.cannot"))
        show_problems(wrong.problems, with_field=True)
        return
    stored = find_comparison_of(scenarios, options.replications, options.seed)
    runs = [find_run(one, options.replications, options.seed) for one in scenarios]
    if stored is None or any(run is None for run in runs):
        st.info(text("gate.nothing"))
        drafts = [shipped_draft(BASE), *(choice.draft for choice in chosen)]
        if st.button(text("job.compute"), type="primary", key="compute"):
            queue(scenarios, drafts)
        return
    comparison = stored.comparison
    st.header(text("compare.side_by_side"), anchor=False)
    compare_grid(comparison, chosen)
    cohort_lines(comparison)
    outcomes = [run for run in runs if run is not None]
    command = compare_command(scenarios, stored)
    footer = footer_for(stored, texts_in(lang))
    for chart in compared_charts(stored, lang):
        chart_box(chart, key=chart.name, footer=footer, command=command)
    chart_box(running_chart(outcomes, lang), key="running", footer=footer, command=command)
    for number, choice in enumerate(chosen, start=1):
        st.header(as_text(choice.title), anchor=False)
        for sentence in sentences_of(comparison, number, texts_in(lang)):
            st.text(f"• {sentence}")


def _choose(known: dict[str, Choice]) -> list[Choice]:
    """Let up to four scenarios be chosen, the base always among them."""
    text = session.words()
    if "compared" not in st.session_state:
        wanted = read_choices(str(st.query_params.get(PARAMETER, "")))
        own = [key for key, choice in known.items() if choice.own]
        usual = [*wanted, *(own if not wanted else [])]
        st.session_state["compared"] = [k for k in usual if k in known][: MOST_SCENARIOS - 1]
    picked = st.multiselect(
        text("compare.pick"),
        list(known),
        format_func=lambda key: known[key].title,
        default=[k for k in st.session_state["compared"] if k in known],
        max_selections=MOST_SCENARIOS - 1,
        placeholder=text("compare.pick_help"),
        key="compare-pick",
    )
    st.session_state["compared"] = picked
    return [known[key] for key in picked]


page()
