"""The words of the app, Dutch and English, beside those of the command line."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from experiments.texts import LANGUAGES, Texts, read_catalogue


@lru_cache
def words_in(lang: str) -> Texts:
    """Return the app's catalogue of a language. Raises ValueError for an unknown one."""
    if lang not in LANGUAGES:
        raise ValueError(f"language {lang!r} is not one of {', '.join(LANGUAGES)}")
    return Texts(lang, read_catalogue(Path(__file__).with_name(f"{lang}.toml")))
