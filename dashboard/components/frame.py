"""What stands around every page: what it is, what it is not for, the language, the version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard import session
from experiments.provenance import doorstroom_version
from experiments.texts import LANGUAGES

ICON = Path(__file__).resolve().parents[1] / "icon.png"
_STYLE = """
<style>
.block-container {padding-top: 3.5rem;}
[data-testid="stCaptionContainer"] {color: #555555; opacity: 1;}
[data-testid="stCaptionContainer"] p {color: #555555; opacity: 1;}
a.doorstroom-skip {position: absolute; left: -999rem;}
a.doorstroom-skip:focus {position: static;}
.doorstroom-label {border-left: 0.3rem solid #997700; padding: 0.1rem 0.6rem; color: #222222;}
</style>
"""


def menu(groups: Mapping[str, Sequence[str]], pages: Mapping[str, Any]) -> None:
    """Write the menu: a heading a group, a link a page."""
    text = session.words()
    with st.sidebar:
        for group, names in groups.items():
            st.caption(text(f"menu.{group}"))
            for name in names:
                st.page_link(pages[name], label=text(f"page.{name}.menu"))


def above() -> None:
    """Write what stands above a page: the label that is always in sight, a link that was wrong."""
    text = session.words()
    st.html(_STYLE)
    st.html(f'<p class="doorstroom-label" role="note">{escape(text("frame.label"))}</p>')
    problem = st.session_state.get("link_problem")
    if problem:
        st.warning(text(f"link.{problem}"))


def below() -> None:
    """Write what stands below a page and in the menu."""
    text = session.words()
    with st.sidebar:
        st.html(_language_links())
        st.caption(text("frame.not_for"))
        st.caption(text("frame.version", version=doorstroom_version()))


def _language_links() -> str:
    """Return a link a language: it loads the page anew, so that the browser hears the language."""
    text = session.words()
    items = []
    for lang in LANGUAGES:
        name = escape(text(f"frame.language.{lang}"))
        if lang == session.language():
            items.append(f'<strong lang="{lang}" aria-current="true">{name}</strong>')
            continue
        fields = {**session.link_fields(), session.LANG: lang}
        address = escape(f"?{urlencode(fields)}")
        items.append(f'<a href="{address}" target="_self" lang="{lang}">{name}</a>')
    title = escape(text("frame.language.title"))
    return f'<nav aria-label="{title}">{" · ".join(items)}</nav>'
