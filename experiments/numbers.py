"""Numbers as people read them: Dutch (1.234,5) by default, English (1,234.5) as a choice."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import isnan

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

MISSING = "–"
_LOCALES = {"nl": "nl_NL", "en": "en_GB"}
_PATTERNS = {"weeks": "#,##0.0", "hours": "#,##0", "persons": "#,##0"}
_EURO = {"nl": "€ #,##0;€ -#,##0", "en": "€#,##0;-€#,##0"}


def write_number(value: float, lang: str, decimals: int = 0) -> str:
    """Write a number with so many decimals; a dash for nan."""
    if isnan(value):
        return MISSING
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=_LOCALES[lang])


def write_quantity(value: float, unit: str, lang: str) -> str:
    """Write an observable's value: a share as a percentage, weeks with one decimal, else whole.

    unit: `share`, `weeks`, `persons`, `hours` or `eur`; any other is written with two decimals.
    """
    if isnan(value):
        return MISSING
    if unit == "share":
        pattern = "#,##0.0 %" if lang == "nl" else "#,##0.0%"
        return format_percent(value, format=pattern, locale=_LOCALES[lang])
    if unit == "eur":
        return format_decimal(value, format=_EURO[lang], locale=_LOCALES[lang])
    return format_decimal(value, format=_PATTERNS.get(unit, "#,##0.00"), locale=_LOCALES[lang])


def write_millions(value: float, lang: str, decimals: int = 1) -> str:
    """Write euros in millions: `€ 1,2 mln`; a dash for nan."""
    if isnan(value):
        return MISSING
    word = "mln" if lang == "nl" else "million"
    sign = "-" if value < 0 else ""
    space = " " if lang == "nl" else ""
    return f"{sign}€{space}{write_number(abs(value) / 1e6, lang, decimals)} {word}"


def write_percent(value: float, lang: str) -> str:
    """Write a share as whole percents, for sentences and axes."""
    if isnan(value):
        return MISSING
    pattern = "#,##0 %" if lang == "nl" else "#,##0%"
    return format_percent(value, format=pattern, locale=_LOCALES[lang])


@lru_cache(maxsize=4096)
def write_month(month: str, lang: str) -> str:
    """Write a month YYYY-MM in words: `december 2031`."""
    first_day = date.fromisoformat(f"{month}-01")
    return format_date(first_day, format="LLLL yyyy", locale=_LOCALES[lang])


def write_difference(value: float, unit: str, lang: str) -> str:
    """Write a difference with its sign: of a share in percentage points (`+1,2 pp`)."""
    if isnan(value):
        return MISSING
    if unit == "share":
        written = f"{write_number(value * 100, lang, 1)} pp"
    else:
        written = write_quantity(value, unit, lang)
    if not any(digit in written for digit in "123456789"):
        return written.replace("-", "")
    return f"+{written}" if value > 0 else written
