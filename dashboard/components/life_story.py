"""A life in sentences: what two policies have in common once, then each on its own."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import session
from dashboard.components.tables import as_text, plain_table
from dashboard.workshop.lives import Told
from experiments.life.sentences import Sentence
from experiments.numbers import write_month


def show_story(told: Told) -> None:
    """Show the sentences, and how it ends."""
    text = session.words()
    first = told.lives[0]
    st.header(text("life.story"), anchor=False)
    if len(told.lives) == 1 or told.parted is None:
        _table(first.sentences, text("life.story"))
        for line in [*first.end, *told.money]:
            st.text(f"• {line}")
        return
    common = [sentence for sentence in first.sentences if sentence.month < told.parted_in]
    if common:
        _table(common, text("life.common"))
    for life, column in zip(told.lives, st.columns(2, gap="medium"), strict=True):
        with column:
            st.subheader(as_text(text("life.under", title=life.title)), anchor=False)
            later = [one for one in life.sentences if one.month >= told.parted_in]
            _table(later, life.title)
            for line in life.end:
                st.text(f"• {line}")
    st.subheader(text("life.money"), anchor=False)
    for line in told.money:
        st.text(f"• {line}")


def _table(sentences: Sequence[Sentence], alt: str) -> None:
    """Show sentences behind their month, which is named once."""
    text, lang = session.words(), session.language()
    months, shown = [], ""
    for sentence in sentences:
        months.append("" if sentence.month == shown else write_month(sentence.month, lang))
        shown = sentence.month
    columns = {text("life.when"): months, text("life.happens"): [s.text for s in sentences]}
    plain_table(columns, alt)
