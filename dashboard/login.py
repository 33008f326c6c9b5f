"""A login by a provider of one's own (OIDC), where whoever runs the server asks for one."""

from __future__ import annotations

import os

import streamlit as st

from dashboard import session

VARIABLE = "DOORSTROOM_LOGIN"
"""Set to anything but 0, no page is shown before the login; docs/app.md says how."""


def passed() -> bool:
    """Return whether pages may be shown; else show the button that logs in."""
    if os.environ.get(VARIABLE, "") in ("", "0"):
        return True
    if getattr(st.user, "is_logged_in", False):
        return True
    text = session.words()
    st.title(text("login.title"), anchor=False)
    st.text(text("login.lead"))
    st.button(text("login.button"), type="primary", on_click=st.login)
    return False
