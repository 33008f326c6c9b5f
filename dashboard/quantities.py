"""Units and statuses in the words of the reader."""

from __future__ import annotations

import re

from dashboard.texts import words_in


def unit_key(unit: str) -> str:
    """Return the key of a registered unit in the catalogues."""
    return "unit." + re.sub(r"[^a-z0-9]+", "-", unit.lower()).strip("-")


def unit_in(unit: str, lang: str) -> str:
    """Return a registered unit in a language; what has no translation stays as it is."""
    text, key = words_in(lang), unit_key(unit)
    return text.template(key).strip() if unit and key in text else unit
