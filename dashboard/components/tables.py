"""Real tables, which a screen reader can read; what is in them is shown as it is, not as markup."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

_UNITS = re.compile(r"(?<=\d) %")
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+!|~$:])")


def plain_table(columns: Mapping[str, Sequence[str]], alt: str) -> None:
    """Show a table of texts. columns: by their heading; alt: what the table holds."""
    frame = pd.DataFrame({as_text(n): list(map(as_text, cells)) for n, cells in columns.items()})
    st.table(frame, hide_index=True, border="horizontal", alt=alt)


def as_text(cell: str) -> str:
    """Return a text in which nothing is markup: cells of a table are read as Markdown."""
    kept_together = _UNITS.sub("\u00a0%", str(cell)).replace("€ ", "€\u00a0")
    return _MARKUP.sub(r"\\\1", kept_together)
