"""The words of a life line, Dutch and English, in catalogues of their own beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from experiments.numbers import write_number
from experiments.texts import Texts

FOLDER = Path(__file__).with_name("texts")
PRONOUNS = ("They", "they", "Their", "their", "them")
LEVELS = 4


@lru_cache
def catalogue(lang: str) -> Texts:
    """The catalogue of a language. Raises ValueError for another than nl and en."""
    path = FOLDER / f"{lang}.toml"
    if not path.exists():
        raise ValueError(f"language {lang!r} is not one of nl, en")
    return Texts(lang, _flat(tomllib.loads(path.read_text(encoding="utf-8"))))


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    entries: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            entries |= _flat(value, f"{prefix}{key}.")
        else:
            entries[prefix + key] = str(value)
    return entries


class Voice:
    """Says things about one person in one language: pronouns and small words filled in."""

    def __init__(self, lang: str, sex: str) -> None:
        self.lang = lang
        self.say = catalogue(lang)
        self._pronouns = {name: self.say(f"word.{name}_{sex}") for name in PRONOUNS}

    def __call__(self, key: str, /, **values: Any) -> str:
        """A sentence of the catalogue."""
        return self.say(key, **(self._pronouns | values))

    def knows(self, key: str) -> bool:
        """Whether the catalogue has this sentence."""
        return key in self.say

    def word(self, name: str, **values: Any) -> str:
        """A word of the catalogue."""
        return self(f"word.{name}", **values)

    def wait(self, months: int) -> str:
        """How long something took: `after 3 months`."""
        return self.word(f"wait_{months}" if months in (0, 1) else "wait_n", n=months)

    def lag(self, months: int) -> str:
        """How long after something else: `3 months after`."""
        return self.word(f"lag_{months}" if months in (0, 1) else "lag_n", n=months)

    def level(self, ability: float) -> str:
        """The CEFR level that somebody has reached: `about A2`."""
        reached = min(max(int(ability), 0), LEVELS)
        name = self.word(f"level_{reached}")
        return self.word("about", level=name) if reached else name

    def together(self, items: Sequence[str]) -> str:
        """`a, b and c`."""
        if len(items) < 2:
            return "".join(items)
        return self.word("and", first=", ".join(items[:-1]), last=items[-1])

    def euro(self, cents: int) -> str:
        """Whole euros: `€ 1.234`."""
        space = " " if self.lang == "nl" else ""
        return f"€{space}{write_number(abs(cents) / 100, self.lang)}"

    def number(self, value: float, decimals: int = 0) -> str:
        """A number the way the language writes it."""
        return write_number(value, self.lang, decimals)
