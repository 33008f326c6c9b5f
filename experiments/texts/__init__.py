"""The words a user reads, Dutch and English, kept apart from the code.

TOML catalogues stand beside this file: `nl.toml` and, for a room of its own, `nl_<room>.toml`, each
with its English twin. `texts_in("nl")` gives the function that looks a key up in all of a language
and fills in its placeholders.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

LANGUAGES = ("nl", "en")
DEFAULT_LANGUAGE = "nl"


class Texts:
    """The catalogue of one language; call it with a dotted key and the placeholders' values.

    lang: one of `LANGUAGES`. Raises KeyError for a key that is not in the catalogue.
    """

    def __init__(self, lang: str, entries: dict[str, str]) -> None:
        self.lang = lang
        self._entries = entries

    def __call__(self, key: str, /, **values: Any) -> str:
        return self._entries[key].format(**values)

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def keys(self) -> frozenset[str]:
        """Return every dotted key of the catalogue."""
        return frozenset(self._entries)

    def template(self, key: str) -> str:
        """Return the text under `key` with its placeholders not filled in."""
        return self._entries[key]


@lru_cache
def texts_in(lang: str) -> Texts:
    """Return the texts of a language: `nl` or `en`. Raises ValueError for another one, or where
    two catalogues have the same key.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"language {lang!r} is not one of {', '.join(LANGUAGES)}")
    entries: dict[str, str] = {}
    for source in sorted(Path(__file__).parent.glob(f"{lang}*.toml")):
        found = read_catalogue(source)
        twice = sorted(entries.keys() & found.keys())
        if twice:
            raise ValueError(f"{source.name}: {', '.join(twice)} stand in another catalogue too")
        entries |= found
    return Texts(lang, entries)


def read_catalogue(source: Path) -> dict[str, str]:
    """Return the texts of a TOML file by their dotted keys."""
    return _flatten(tomllib.loads(source.read_text(encoding="utf-8")))


def _flatten(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    entries: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            entries.update(_flatten(value, f"{prefix}{key}."))
        else:
            entries[prefix + key] = str(value)
    return entries
