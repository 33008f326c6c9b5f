"""Numbers as people type them: 77,5 and 1.000 in Dutch, 77.5 and 1,000 in English."""

from __future__ import annotations

import re

from babel.numbers import NumberFormatError, format_decimal, parse_decimal

_LOCALES = {"nl": "nl_NL", "en": "en_GB"}
_SHAPE = re.compile(r"[-+]?[0-9][0-9.,]{0,20}")
PERCENT_UNITS = frozenset({"share", "relative", "share of target"})
"""Units that are typed and shown as percents."""
CHOICE = "choice"
"""Unit of a number that is a name, such as the year of a law: written without points."""
_DIGITS = 10


class NotANumber(ValueError):
    """What was typed is no number of this language; `nearest` is how it may have been meant."""

    def __init__(self, nearest: str) -> None:
        self.nearest = nearest
        super().__init__(nearest)


def read_number(typed: str, unit: str, lang: str) -> float:
    """Return the quantity that was typed, in its unit. Raises NotANumber.

    A percent sign or unit behind the number is not accepted: the field says what it is in.
    """
    text = typed.strip()
    try:
        if not _SHAPE.fullmatch(text):
            raise NumberFormatError(text)
        value = float(parse_decimal(text, locale=_LOCALES[lang], strict=True))
    except (NumberFormatError, ValueError):
        raise NotANumber(_nearest(text, lang)) from None
    return round(value / 100, _DIGITS) if unit in PERCENT_UNITS else value


def write_typed(value: float, unit: str, lang: str) -> str:
    """Return a quantity as somebody would type it."""
    shown = round(value * 100, _DIGITS) if unit in PERCENT_UNITS else value
    pattern = "0" if unit == CHOICE else "#,##0.##########"
    return format_decimal(shown, format=pattern, locale=_LOCALES[lang])


def _nearest(text: str, lang: str) -> str:
    """Return the same number in this language's writing, if that can be told; else empty."""
    other = "en" if lang == "nl" else "nl"
    try:
        if not _SHAPE.fullmatch(text):
            raise NumberFormatError(text)
        value = parse_decimal(text, locale=_LOCALES[other], strict=True)
    except (NumberFormatError, ValueError):
        return ""
    return format_decimal(value, format="#,##0.##########", locale=_LOCALES[lang])
