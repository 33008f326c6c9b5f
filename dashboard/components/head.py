"""The head of a page: its question as title, and the bar that says which scenario is shown."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from dashboard import session
from dashboard.differences import differences
from experiments.numbers import write_number


def title(page: str) -> None:
    """Write the question that a page answers, and one sentence under it."""
    text = session.words()
    st.title(text(f"page.{page}.title"), anchor=False)
    st.text(text(f"page.{page}.lead"))


def scenario_bar(computed: str = "") -> None:
    """Write which scenario is shown, how it differs from the base, and a link to it.

    computed: the day of computing, where there is a result.
    """
    text, lang = session.words(), session.language()
    chosen, options = session.scenario(), session.options()
    if chosen is None:
        return
    number = len(differences(session.draft(), lang))
    key = "bar.none" if number == 0 else "bar.one" if number == 1 else "bar.more"
    worlds = write_number(options.replications, lang)
    parts = [chosen.title_in(lang), text(key, n=number), text("bar.worlds", worlds=worlds)]
    if computed:
        parts.append(text("bar.computed", day=computed))
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.text(" · ".join(parts))
        with st.popover(text("bar.link")):
            st.caption(text("bar.link_help"))
            st.code(link(), language=None, wrap_lines=True)


def link() -> str:
    """Return the address that shows this page with this scenario."""
    address = str(st.context.url or "").split("?", 1)[0]
    fields = session.link_fields()
    return f"{address}?{urlencode(fields)}" if fields else address
