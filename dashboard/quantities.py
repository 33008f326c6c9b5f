"""Units and sources in the words of the reader."""

from __future__ import annotations

import re

from calibration.evidence import load_evidence
from calibration.facts import PAGE_LOST
from dashboard.texts import words_in


def unit_key(unit: str) -> str:
    """Return the key of a registered unit in the catalogues."""
    return "unit." + re.sub(r"[^a-z0-9]+", "-", unit.lower()).strip("-")


def unit_in(unit: str, lang: str) -> str:
    """Return a registered unit in a language; what has no translation stays as it is."""
    text, key = words_in(lang), unit_key(unit)
    return text.template(key).strip() if unit and key in text else unit


def source_in(key: str, lang: str) -> str:
    """Return where a registered number comes from: title and year, or that nobody says so."""
    text = words_in(lang)
    if f"source.{key}" in text:
        return text(f"source.{key}")
    source = load_evidence().sources.get(key)
    if source is None:
        return key
    year = f", {source.year}" if source.year[:1].isdigit() else ""
    return f"{source.title.removesuffix(PAGE_LOST).strip()}{year}"
