"""What a fact, a source and a known conflict are: one row each of the tables in `data/`.

A fact keeps every cell as it was published (`cells`) and gives typed readings beside it, because
the tables hold numbers, dates, levels, yes and no, and lists such as `0.70|0.65|0.65|0.65`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# Best first. read: the number was read in the source; derived: computed from read numbers, the note
# says how; remembered: recalled, not read again; assumption: a choice of the model. A number may
# never be presented with a better status than the row that it comes from.
STATUSES = ("read", "derived", "remembered", "assumption")
USES = ("calibrate", "validate", "input", "context")

LIST_SEPARATOR = "|"
NO_URL = frozenset({"", "-", "n/a"})
# How the source table says that only the site is known, not the page.
PAGE_LOST = "[exact page address not retained]"

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(\d+(?:\.\d+)?)k")
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")
_FLAGS = {"yes": True, "no": False}


def read_number(text: str) -> float | None:
    """Return the number that `text` states (`12`, `-0.05`, `20k`), or None where it is none."""
    if _NUMBER.fullmatch(text):
        return float(text)
    thousands = _THOUSANDS.fullmatch(text)
    if thousands:
        return 1000.0 * float(thousands.group(1))
    return None


def read_numbers(text: str) -> tuple[float, ...]:
    """Return the numbers of a single value or a list; empty where one part is not a number."""
    numbers = [read_number(part) for part in text.split(LIST_SEPARATOR)]
    known = tuple(number for number in numbers if number is not None)
    return known if len(known) == len(numbers) else ()


def read_dates(text: str) -> tuple[str, ...]:
    """Return the dates of `2023-04`, `2022-01-01` or `2013-01-01 to 2021-12-31`; else empty."""
    parts = text.split(" to ")
    if len(parts) <= 2 and all(_DATE.fullmatch(part) for part in parts):
        return tuple(parts)
    return ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One published number, rule or amount, with its source and its status.

    ref: `table:id`, names one row of the whole evidence. id: as in the source table.
    topic, statistic: what it is about and what it says; each table fills them from its own columns
    (`calibration.tables`). value: the text of the cell. low, high: floats in `unit` or None;
    sampling ranges unless the note says that they were read. use: calibrate, validate, input or
    context, only for `targets`. cells: every column of the row, verbatim. line: in its file.
    """

    table: str
    id: str
    topic: str
    statistic: str
    value: str
    low: float | None
    high: float | None
    unit: str
    population: str
    period: str
    geography: str
    source_key: str
    locator: str
    status: str
    use: str
    note: str
    cells: Mapping[str, str] = field(compare=False, repr=False)
    line: int

    @property
    def ref(self) -> str:
        """The reference by which parameters and conflicts name this row, `table:id`."""
        return f"{self.table}:{self.id}"

    @property
    def number(self) -> float | None:
        """The value as one number in `unit`; None for text, lists, dates and empty values."""
        return read_number(self.value)

    @property
    def numbers(self) -> tuple[float, ...]:
        """The value as numbers in `unit`: one, or several where the cell is a list; else empty."""
        return read_numbers(self.value)

    @property
    def flag(self) -> bool | None:
        """The value as yes or no; None where it is neither."""
        return _FLAGS.get(self.value)

    @property
    def dates(self) -> tuple[str, ...]:
        """The value as one date, or as first and last day of a window; ISO text; else empty."""
        return read_dates(self.value)

    @property
    def month(self) -> str | None:
        """The month `YYYY-MM` of the (first) date; None where the value is no date."""
        return self.dates[0][:7] if self.dates else None

    def contains(self, text: str) -> bool:
        """Tell whether every word of `text` occurs in some cell, whatever its case."""
        haystack = "\n".join(self.cells.values()).casefold()
        return all(word in haystack for word in text.casefold().split())


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts were read, recalled or assumed. year: as printed; may be `n.d.` or `-`."""

    key: str
    title: str
    publisher: str
    year: str
    url: str
    line: int

    @property
    def link(self) -> str | None:
        """The address if it is a complete one, else None."""
        return self.url if self.url.startswith(("https://", "http://")) else None

    @property
    def page_kept(self) -> bool:
        """Whether the very page is known: False for recalled, own or lost pages."""
        return self.url not in NO_URL and PAGE_LOST not in self.title


@dataclass(frozen=True, slots=True)
class KnownConflict:
    """Something in the evidence that does not fit, kept visible instead of smoothed over.

    refs: `table:id` of facts, `sources:KEY` of sources. field: the column concerned, or empty.
    counts_as: the status with which the facts may be used, where that is worse than the status
    in their row; empty means as the row says.
    """

    id: str
    kind: str
    refs: tuple[str, ...]
    field: str
    reason: str
    counts_as: str
    line: int
