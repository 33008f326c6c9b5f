"""Calendar months as whole numbers.

A month is the number of months since January 2000 (2022-01 is 264). Inside a world the engine
counts from the world's own start; only this module knows the calendar.
"""

from __future__ import annotations

import re

EPOCH_YEAR = 2000
MONTHS_PER_YEAR = 12
LAST_MONTH = 4095
"""The largest month that a person's identity can carry (12 bits: December 2341)."""

_PATTERN = re.compile(r"^(\d{4})-(\d{2})$")


def parse_month(text: str) -> int:
    """Read 'YYYY-MM' as months since January 2000.

    Raises:
        ValueError: if the text has another shape, a month outside 01-12, or lies outside
            2000-01 to 2341-12.
    """
    match = _PATTERN.match(text)
    if match is None:
        raise ValueError(f"{text!r} is not a month; write YYYY-MM, for example 2022-01")
    year, month = int(match.group(1)), int(match.group(2))
    if not 1 <= month <= MONTHS_PER_YEAR:
        raise ValueError(f"{text!r} has month {month:02d}; a month is 01 to 12")
    index = (year - EPOCH_YEAR) * MONTHS_PER_YEAR + month - 1
    if not 0 <= index <= LAST_MONTH:
        raise ValueError(f"{text!r} lies outside 2000-01 to {format_month(LAST_MONTH)}")
    return index


def format_month(index: int) -> str:
    """Write months since January 2000 as 'YYYY-MM'."""
    return f"{EPOCH_YEAR + index // MONTHS_PER_YEAR:04d}-{index % MONTHS_PER_YEAR + 1:02d}"
