"""The words of the app, Dutch and English, beside those of the command line."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from experiments.texts import LANGUAGES, Texts, read_catalogue


@lru_cache
def words_in(lang: str) -> Texts:
    """Return the app's texts of a language, from all its catalogues.

    Raises ValueError for an unknown language, or where two catalogues have the same key.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"language {lang!r} is not one of {', '.join(LANGUAGES)}")
    entries: dict[str, str] = {}
    for source in sorted(Path(__file__).parent.glob(f"{lang}*.toml")):
        found = read_catalogue(source)
        if entries.keys() & found.keys():
            raise ValueError(f"{source.name} has keys of another catalogue")
        entries |= found
    return Texts(lang, entries)
