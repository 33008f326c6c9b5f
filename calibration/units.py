"""Comparing a registered number with a row of the evidence that is written in its own unit."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from calibration.facts import Fact
from simulation.months import parse_month

_SHARES = {"percent": 0.01, "share": 1.0, "fraction": 1.0, "probability": 1.0, "per": 1.0}
_TIMES = ("week", "month", "year", "day")
_LEVELS = ("A0", "A1", "A2", "B1", "B2")
_NUMBER_IN_WORDS = re.compile(r"(?<![\w.])(?:\d+(?:,\d{3})+|\d+)(?:\.\d+)?")
_PER = re.compile(r"(?:/| per )([a-z]+)")


def measure(unit: str) -> tuple[str, float]:
    """Return what a unit measures and how many of that one of it is; ('', 1) where unknown.

    Only what makes two numbers incomparable is told apart: shares, euros, hours (a week, a month,
    a level), and the other times, each of its own. A read 3 months that is registered as 13 weeks
    is a derivation, so times are not converted.
    """
    words = unit.replace("/", " / ").split()
    head = words[0] if words else ""
    if head in _SHARES:
        return "share", _SHARES[head]
    if head.casefold() in ("eur", "euro"):
        return "euro", 1.0
    if head == "thousand":
        return "", 1000.0
    if "hours" in words:
        per = _PER.search(unit)
        span = per.group(1) if per else ""
        return f"hours {span if span in ('week', 'month', 'year', 'level') else ''}".strip(), 1.0
    time = head.rstrip("s")
    return (time, 1.0) if time in _TIMES else ("", 1.0)


def comparable(fact: Fact, unit: str) -> tuple[float, ...]:
    """Return the numbers of a row as they would be registered in `unit`; empty where they differ.

    The numbers are the value's; low and high where the row has no value. Dates become months
    since January 2000 for the unit `month`, levels 1 for A1 to 4 for B2, yes and no 1 and 0.
    """
    if unit == "month":
        return (float(parse_month(fact.month)),) if fact.month else ()
    if unit == "switch":
        return (float(fact.flag),) if fact.flag is not None else ()
    if fact.unit == "CEFR":
        return (float(_LEVELS.index(fact.value)),) if fact.value in _LEVELS else ()
    there, row_scale = measure(fact.unit)
    here, own_scale = measure(unit)
    if there and here and there != here:
        return ()
    scale = row_scale / own_scale
    ends = tuple(end for end in (fact.low, fact.high) if end is not None)
    return tuple(number * scale for number in fact.numbers or (() if fact.value else ends))


def in_words(text: str, unit: str) -> tuple[float, ...]:
    """Return the numbers that stand in a text, percents as shares where `unit` is a share."""
    numbers = [float(found.replace(",", "")) for found in _NUMBER_IN_WORDS.findall(text)]
    if measure(unit)[0] == "share" and ("percent" in text or "%" in text):
        numbers += [number / 100 for number in numbers]
    return tuple(numbers)


def is_among(value: float, numbers: Iterable[float]) -> bool:
    """Tell whether a value is one of the numbers, but for the last bits of a float."""
    return any(math.isclose(value, number, rel_tol=1e-9, abs_tol=1e-12) for number in numbers)
