"""Fields that read numbers the way people write them, and say beside themselves what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.numbers_in import NotANumber, read_number, write_typed

Save = Callable[[float | None], None]
UNREAD = "unread"
"""In the session: what was typed into fields and could not be read, by the field's key."""


def number_field(
    label: str, value: float | None, unit: str, key: str, save: Save, help_text: str
) -> None:
    """Show a field for a number; empty is None. A number that cannot be read is not saved.

    label: with the unit in it. save: called with the quantity in its registered unit.
    """
    lang, text = session.language(), session.words()
    shown = "" if value is None else write_typed(value, unit, lang)
    st.text_input(
        label,
        value=shown,
        key=key,
        max_chars=24,
        help=help_text or None,
        on_change=_typed,
        args=(key, unit, lang, save),
        persist_state="session",
    )
    wrong = unread().get(key)
    if wrong is not None:
        near = text("sheet.meant", nearest=wrong) if wrong else ""
        st.error(text("sheet.no_number", example=text("sheet.example_number")) + " " + near)


def _typed(key: str, unit: str, lang: str, save: Save) -> None:
    typed = str(st.session_state.get(key) or "").strip()
    unread().pop(key, None)
    if not typed:
        save(None)
        return
    try:
        save(read_number(typed, unit, lang))
    except NotANumber as wrong:
        unread()[key] = wrong.nearest


def unread() -> dict[str, str]:
    """Return what could not be read, by the field's key."""
    found: dict[str, str] = st.session_state.setdefault(UNREAD, {})
    return found


def forget_unread() -> None:
    """Forget what could not be read: the sheet is filled from elsewhere."""
    st.session_state[UNREAD] = {}


def saved(key: str) -> Any:
    """Return what a field holds now, for its own callback."""
    return st.session_state.get(key)
