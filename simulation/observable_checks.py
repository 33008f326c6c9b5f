"""Whether a name and its filters ask something that can be answered; all that is wrong at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from simulation.agents.codes import DOELGROEP_NAMES, LAW_NAMES
from simulation.definitions import DEFINITIONS, QUEUES, Definition
from simulation.filters import (
    CHOICE,
    END,
    EVENT_FILTERS,
    FILTERS,
    MOMENT,
    MOMENT_FILTERS,
    MONTH,
    NAME,
    NUMBER,
    WHO_FILTERS,
    WHOLE,
)
from simulation.months import parse_month
from simulation.region import Region
from simulation.requests import ANY, Q_STANDING

Value = str | int | float
Filters = Mapping[str, Value]

FORM = "name[filter=value,filter=value]"
MOST_MONTHS_AFTER = 360
"""Months after a clock: no world is longer."""
IN_TERM = "_in_term"
"""End of the names of what is counted within the term of a law: never across two laws."""
RANGES = (
    ("cohort_from", "cohort_until"),
    ("event_from", "event_until"),
    ("age_min", "age_max"),
)
_UNKNOWN, _MISSING, _VALUE = "observable-filter", "observable-missing", "observable-value"


@dataclass(frozen=True)
class ObservableProblem:
    """One thing that is wrong with an observable.

    code: observable-name, -form, -filter, -twice, -missing or -value; field: the filter, or
    'observable'; allowed: the words that would do, or one that describes them.
    """

    code: str
    observable: str
    field: str
    value: str = ""
    allowed: tuple[str, ...] = ()
    nearest: str | None = None

    def __str__(self) -> str:
        wrong = {
            "observable-name": "no observable has this name",
            "observable-form": f"not of the form {FORM}",
            "observable-filter": "no filter of this observable",
            "observable-twice": "given twice",
            "observable-missing": "missing",
            "observable-value": "not allowed",
        }[self.code]
        value = f" {self.value!r}" if self.value else ""
        allowed = f"; allowed: {', '.join(self.allowed)}" if self.allowed else ""
        near = f"; did you mean {self.nearest}?" if self.nearest else ""
        return f"{self.observable}: {self.field}{value}: {wrong}{allowed}{near}"


class ObservableError(ValueError):
    """Observables that cannot be asked; carries every problem found."""

    def __init__(self, problems: Iterable[ObservableProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest_of(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word closest to this one, if any comes close."""
    found = get_close_matches(word.strip().casefold(), list(allowed), n=1, cutoff=0.6)
    return found[0] if found else None


def is_of_moment(name: str, filters: Filters) -> bool:
    """Whether a known observable looks at a moment; a wait does where it is of those waiting."""
    definition = DEFINITIONS[name]
    return not definition.is_event or (
        "among" in definition.takes and filters.get("among") == "waiting"
    )


def needed_filters(name: str, filters: Filters) -> tuple[str, ...]:
    """The filters without which a known observable asks nothing, in the order of a key."""
    needed = set(DEFINITIONS[name].needs)
    if is_of_moment(name, filters):
        needed |= {"clock", "at"}
    if filters.get("stat") == "share_over":
        needed.add("weeks")
    if filters.get("among") == "waiting" and DEFINITIONS[name].quantity != Q_STANDING:
        needed.add("queue")
    if "cohort_from" in filters or "cohort_until" in filters:
        needed.add("cohort_clock")
    return tuple(found for found in FILTERS if found in needed)


def known_filters(name: str, filters: Filters) -> tuple[str, ...]:
    """The filters that a known observable may have beside these, in the order of a key."""
    definition = DEFINITIONS[name]
    known = {*WHO_FILTERS, *definition.needs, *definition.takes, *needed_filters(name, filters)}
    known |= set(MOMENT_FILTERS if is_of_moment(name, filters) else EVENT_FILTERS)
    if definition.quantity == Q_STANDING:
        known.discard("among")
    if "stat" in filters and filters["stat"] != "share_over":
        known.discard("weeks")
    return tuple(found for found in FILTERS if found in known)


def only_doelgroep(definition: Definition, filters: Filters) -> int:
    """The one doelgroep that a definition, or the queue that is named, is about; or ANY."""
    queue = QUEUES.get(str(filters.get("queue")))
    if "queue" in definition.needs and queue is not None:
        return queue.doelgroep
    return definition.doelgroep


def allowed_values(name: str, field: str, filters: Filters, region: Region | None) -> list[str]:
    """The words that a filter of a known observable may be, or a description of them."""
    kind = FILTERS[field].kind
    if field == "law" and name.endswith(IN_TERM):
        return list(LAW_NAMES)
    if field == "among" and DEFINITIONS[name].is_event:
        return ["all", "waiting"]
    only = only_doelgroep(DEFINITIONS[name], filters)
    if field == "doelgroep" and only != ANY:
        return [DOELGROEP_NAMES[only]]
    if kind == CHOICE:
        return list(FILTERS[field].values)
    if kind == NAME:
        return [g.name for g in region.gemeenten] if region else ["a municipality of the region"]
    calendar = filters.get("clock") == "calendar"
    months = f"a whole number of months, 0 to {MOST_MONTHS_AFTER}"
    return {
        WHOLE: ["a whole number from 0 on"],
        NUMBER: ["a number from 0 on"],
        MONTH: ["YYYY-MM"],
        MOMENT: ["YYYY-MM", END] if calendar else [months],
    }[kind]


def find_problems(
    name: str, filters: Filters, region: Region | None = None
) -> list[ObservableProblem]:
    """Everything that is wrong with a name and its filters; municipalities only with a region."""
    if name not in DEFINITIONS:
        allowed = tuple(DEFINITIONS)
        near = nearest_of(name, allowed)
        return [ObservableProblem("observable-name", name, "observable", name, allowed, near)]
    known = known_filters(name, filters)
    found = []
    for field, value in filters.items():
        text = str(value)
        if field not in known:
            near = nearest_of(field, known)
            found.append(ObservableProblem(_UNKNOWN, name, field, text, known, near))
        elif not _is_allowed(name, field, value, filters, region):
            allowed = tuple(allowed_values(name, field, filters, region))
            near = nearest_of(text, allowed)
            found.append(ObservableProblem(_VALUE, name, field, text, allowed, near))
    for field in needed_filters(name, filters):
        if field not in filters:
            allowed = tuple(allowed_values(name, field, filters, region))
            found.append(ObservableProblem(_MISSING, name, field, "", allowed))
    return found or _wrong_ranges(name, filters)


def _is_allowed(
    name: str, field: str, value: Value, filters: Filters, region: Region | None
) -> bool:
    text, kind = str(value), FILTERS[field].kind
    if kind == CHOICE or (kind == NAME and region is not None):
        return text in allowed_values(name, field, filters, region)
    if kind == NAME:
        return bool(text.strip())
    if kind == MONTH or (kind == MOMENT and filters.get("clock") == "calendar"):
        return (kind == MOMENT and text == END) or _is_month(text)
    if kind == NUMBER:
        return text.replace(".", "", 1).isdecimal()
    return text.isdecimal() and int(text) <= MOST_MONTHS_AFTER


def _is_month(text: str) -> bool:
    try:
        parse_month(text)
    except ValueError:
        return False
    return True


def _wrong_ranges(name: str, filters: Filters) -> list[ObservableProblem]:
    """Windows that end before they begin; months of four digits compare as words."""
    found = []
    for first, last in RANGES:
        if first in filters and last in filters:
            low, high = filters[first], filters[last]
            wrong = int(low) > int(high) if first == "age_min" else str(low) > str(high)
            if wrong:
                allowed = (f"{high} or less ({last})",)
                found.append(ObservableProblem(_VALUE, name, first, str(low), allowed))
    return found


def tidy(filters: Filters) -> dict[str, Value]:
    """The same filters in the order of a key, whole numbers as numbers."""
    order = [name for name in FILTERS if name in filters]
    order += [name for name in filters if name not in FILTERS]
    return {name: _tidy_value(name, filters[name]) for name in order}


def _tidy_value(name: str, value: Value) -> Value:
    text = str(value).strip()
    if name in FILTERS and FILTERS[name].kind in (WHOLE, NUMBER, MOMENT):
        if text.isdecimal():
            return int(text)
        if FILTERS[name].kind == NUMBER and text.replace(".", "", 1).isdecimal():
            number = float(text)
            return int(number) if number.is_integer() else number
    return text
