"""What a definition is, and the short ways to write one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulation.requests import (
    ANY,
    EVENT_QUANTITIES,
    Q_ACTIVITY,
    Q_FULFILLED_BY,
    Q_REACHED,
    Q_WAIT,
    S_MEAN,
    S_MEAN_WAIT,
    S_SUM,
)

BETTER, WORSE, NEUTRAL = "better", "worse", "neutral"
DIRECTIONS = {
    BETTER: ("meer is beter", "more is better"),
    WORSE: ("meer is slechter", "more is worse"),
    NEUTRAL: ("meer is beter noch slechter", "more is neither better nor worse"),
}
UNITS = {
    "share": ("aandeel", "share"),
    "weeks": ("weken", "weeks"),
    "persons": ("mensen", "people"),
    "hours": ("uren", "hours"),
}
"""The units of what life records tell; another source of numbers may have other ones."""


@dataclass(frozen=True)
class Definition:
    """An observable's meaning.

    unit: of UNITS, or the source's own; more_is: whether more of it is better, worse or neither;
    needs, takes: the filters of its own that it must and may have, beside those of every
    observable (filters.py). The numbers from `quantity` on are what the compiled pass adds up,
    see REQUEST in requests.py; `doelgroep`: the only one that it is about.
    """

    unit: str
    title_nl: str
    title_en: str
    text_nl: str
    text_en: str
    more_is: str
    quantity: int
    which: int = ANY
    unless: int = 0
    among: int = ANY
    begin: int = ANY
    begin_too: int = ANY
    end: int = ANY
    statistic: int = S_MEAN
    movers: int = 0
    doelgroep: int = ANY
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()

    @property
    def is_event(self) -> bool:
        """Whether it counts what happens in a window, not what is true at a moment."""
        return self.quantity in EVENT_QUANTITIES

    def unit_under(self, filters: Mapping[str, object]) -> str:
        """The unit with these filters: of a wait `share_over` gives a share."""
        return "share" if filters.get("stat") == "share_over" else self.unit


SCOPE_NL = " Van de mensen die op dat moment in beeld zijn."
SCOPE_EN = " Of those in scope at that moment."

Words = tuple[str, str, str, str]
"""Title in Dutch and English, text in Dutch and English."""


def share(
    words: Words, more_is: str, quantity: int, needs: tuple[str, ...] = (), **measured: Any
) -> Definition:
    """A share of the people in scope at a moment."""
    title_nl, title_en, text_nl, text_en = words
    words = (title_nl, title_en, text_nl + SCOPE_NL, text_en + SCOPE_EN)
    return share_of(words, more_is, quantity, needs, **measured)


def share_of(
    words: Words, more_is: str, quantity: int, needs: tuple[str, ...] = (), **measured: Any
) -> Definition:
    """A share of other people: the text says whom."""
    return Definition("share", *words, more_is, quantity, needs=needs, **measured)


def activity(words: Words, more_is: str, which: int, **measured: Any) -> Definition:
    """A share by the activities of that month; `which` is a mask."""
    return share(words, more_is, Q_ACTIVITY, which=which, **measured)


def reached(words: Words, more_is: str, milestone: int) -> Definition:
    """A share who have reached a milestone."""
    return share(words, more_is, Q_REACHED, which=milestone)


def fulfilled_by(words: Words, more_is: str, *hows: int) -> Definition:
    """A share who have fulfilled the duty in one of these ways."""
    return share(words, more_is, Q_FULFILLED_BY, which=sum(1 << how for how in hows))


def persons(words: Words, quantity: int) -> Definition:
    """A number of people at a moment."""
    return Definition("persons", *words, NEUTRAL, quantity, statistic=S_SUM)


def mean_wait(words: Words, begin: int, end: int, begin_too: int = ANY) -> Definition:
    """The mean wait between two milestones."""
    title_nl, title_en, text_nl, text_en = words
    return Definition(
        "weeks",
        title_nl,
        title_en,
        f"Gemiddeld aantal weken {text_nl}, van wie het tweede moment bereikte.",
        f"Mean number of weeks {text_en}, of those who reached the second moment.",
        WORSE,
        Q_WAIT,
        begin=begin,
        begin_too=begin_too,
        end=end,
        statistic=S_MEAN_WAIT,
    )
