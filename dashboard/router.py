"""Which pages there are, in which groups, and what stands around each of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dashboard import session
from dashboard.components import frame
from dashboard.warm import warm

PAGES = Path(__file__).resolve().parent / "pages"
GROUPS = {
    "begin": ("start",),
    "scenario": ("scenario", "berekenen"),
    "outcomes": ("uitkomsten", "doorstroom", "capaciteit", "kosten"),
    "certainty": ("vergelijken", "verantwoording"),
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
        text(f"menu.{group}"): [
            st.Page(
                PAGES / f"{name}.py",
                title=text(f"page.{name}.menu"),
                url_path=name if name != FIRST else None,
                default=name == FIRST,
            )
            for name in names
        ]
        for group, names in GROUPS.items()
    }
    chosen = st.navigation(pages, expanded=True)
    session.keep_link()
    frame.above()
    chosen.run()
    frame.below()
