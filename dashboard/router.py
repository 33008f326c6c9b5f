"""Which pages there are, in which groups, and what stands around each of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dashboard import login, session
from dashboard.components import frame
from dashboard.warm import warm

# Not called `pages`: Streamlit would run such a folder by itself, without this router.
PAGES = Path(__file__).resolve().parent / "views"
GROUPS = {
    "begin": ("start",),
    "scenario": ("scenario", "berekenen"),
    "outcomes": ("uitkomsten", "doorstroom", "inburgeraar", "capaciteit", "kosten", "regio"),
    "certainty": ("vergelijken", "zekerheid", "presentatie", "verantwoording"),
}
"""The menu: its groups and their pages, each a file."""
FIRST = "start"


def show(st: Any) -> None:
    """Show the page that was asked for, inside the frame that all share."""
    st.set_page_config(page_title="Doorstroom", page_icon=str(frame.ICON), layout="wide")
    session.begin()
    warm()
    text = session.words()
    pages = {
        name: st.Page(
            PAGES / f"{name}.py",
            title=text(f"page.{name}.menu"),
            url_path=name if name != FIRST else None,
            default=name == FIRST,
        )
        for names in GROUPS.values()
        for name in names
    }
    # Streamlit's own menu with groups is no proper list to a screen reader: the frame writes it.
    chosen = st.navigation(list(pages.values()), position="hidden")
    if not login.passed():
        return
    session.keep_link()
    frame.menu(GROUPS, pages)
    frame.above()
    chosen.run()
    frame.below()
