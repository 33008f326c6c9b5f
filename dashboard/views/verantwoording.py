"""Verantwoording: what the model does, what it rests on, and how far to trust it."""

from __future__ import annotations

import streamlit as st

from calibration.evidence import load_evidence
from dashboard import session
from dashboard.components import head
from dashboard.components.tables import plain_table
from dashboard.numbers_in import write_typed
from dashboard.quantities import unit_in
from experiments.provenance import doorstroom_version
from experiments.scenario.files import BASE, load_scenario
from experiments.texts import texts_in
from simulation.month import describe_month
from simulation.months import parse_month
from simulation.parameters import load_registry

BLOCKS = ("inflow", "waiting", "routes", "learning", "exams", "work", "money", "law")
"""Parts of the model whose trust is stated apart."""
REFUSALS = ("person", "staff", "origin", "forecast", "small", "old_law")
MOST_FOUND = 50
TERMS = ("b1", "onderwijs", "z", "pip", "pvt", "map", "knm", "taakstelling", "ontheffing", "world")


def page() -> None:
    """Show the account in tabs."""
    text = session.words()
    head.title("verantwoording")
    names = ("model", "trust", "sources", "assumptions", "terms", "access", "about")
    tabs = st.tabs([text(f"account.tab.{name}") for name in names])
    for tab, show in zip(
        tabs, (_model, _trust, _sources, _assumptions, _terms, _access, _about), strict=True
    ):
        with tab:
            show()


def _model() -> None:
    text, lang = session.words(), session.language()
    st.text(text("account.model"))
    steps = [(str(s.number), getattr(s, f"title_{lang}"), s.law) for s in describe_month()]
    texts = texts_in(lang)
    names = ("explain.number", "explain.step", "explain.law")
    columns = {texts(n): [row[i] for row in steps] for i, n in enumerate(names)}
    plain_table(columns, text("account.month"))


def _trust() -> None:
    text = session.words()
    st.header(text("account.trust"), anchor=False)
    plain_table(
        {
            text("account.block"): [text(f"account.block_of.{b}.name") for b in BLOCKS],
            text("account.state"): [text(f"account.block_of.{b}.state") for b in BLOCKS],
        },
        text("account.trust"),
    )
    st.text(text("account.never_seen"))
    st.header(text("account.refuses"), anchor=False)
    for name in REFUSALS:
        st.text(f"• {text(f'account.refusal.{name}')}")


def _sources() -> None:
    text = session.words()
    sources = load_evidence().sources.values()
    wanted = st.text_input(text("account.search_source"), key="source", max_chars=60).casefold()
    rows = [s for s in sources if wanted in f"{s.key} {s.title} {s.publisher}".casefold()]
    st.caption(text("account.found", shown=min(len(rows), MOST_FOUND), n=len(rows)))
    rows = rows[:MOST_FOUND]
    plain_table(
        {
            text("account.source"): [s.title for s in rows],
            text("account.publisher"): [s.publisher for s in rows],
            text("account.year"): [str(s.year or "–") for s in rows],
        },
        text("account.tab.sources"),
    )


def _assumptions() -> None:
    text, lang = session.words(), session.language()
    start = parse_month(load_scenario(BASE).scenario.start)
    wanted = st.text_input(text("account.search"), key="assumption", max_chars=60).casefold()
    statuses = ["", "assumption", "remembered", "derived", "read", "calibrated"]
    status = st.selectbox(
        text("sheet.status"),
        statuses,
        format_func=lambda s: text(f"status.{s}") if s else text("account.every_status"),
        key="status",
    )
    found = []
    for parameter in load_registry().values():
        meaning = parameter.meaning_en if lang == "en" else parameter.meaning_nl
        fits = wanted in f"{meaning} {parameter.id}".casefold()
        if fits and status in ("", parameter.status):
            found.append((parameter, meaning))
    st.caption(text("account.found", shown=min(len(found), MOST_FOUND), n=len(found)))
    found = found[:MOST_FOUND]
    plain_table(
        {
            text("compare.assumption"): [meaning for _, meaning in found],
            text("account.value"): [
                f"{write_typed(p.at(start), p.unit, lang)} {unit_in(p.unit, lang)}"
                for p, _ in found
            ],
            text("sheet.status"): [text(f"status.{p.status}") for p, _ in found],
            text("compare.name"): [p.id for p, _ in found],
        },
        text("account.tab.assumptions"),
    )


def _terms() -> None:
    text = session.words()
    plain_table(
        {
            text("account.term"): [text(f"account.term_of.{t}.name") for t in TERMS],
            text("account.meaning"): [text(f"account.term_of.{t}.meaning") for t in TERMS],
        },
        text("account.tab.terms"),
    )


def _access() -> None:
    text = session.words()
    for key in ("status", "works", "gaps_head"):
        st.text(text(f"account.access.{key}"))
    for key in ("english", "chart", "grid", "focus", "order"):
        st.text(f"• {text(f'account.access.gap.{key}')}")
    st.text(text("account.access.contact"))


def _about() -> None:
    text = session.words()
    st.text(text("account.privacy"))
    st.text(text("account.licence"))
    st.text(text("frame.version", version=doorstroom_version()))


page()
