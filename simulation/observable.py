"""An observable: a name under a filter, how it is written, read and called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from simulation.definitions import DEFINITIONS, Definition
from simulation.filters import FILTERS
from simulation.observable_checks import (
    FORM,
    ObservableError,
    ObservableProblem,
    Value,
    find_problems,
    tidy,
)
from simulation.region import Region


@dataclass(frozen=True)
class Observable:
    """A named quantity under a filter.

    filter: the filters of filters.py that apply, {name: word or number}; in whatever order and
    spelling they are given, they are kept in the order of a key. headline: whether it is shown on
    screen. Whether the filter makes sense is checked where it is asked (observable_requests.py).
    """

    name: str
    filter: Mapping[str, Value] = field(default_factory=dict, hash=False)
    headline: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "filter", tidy(self.filter))

    @cached_property
    def key(self) -> str:
        """Name and filter as one word: employed[clock=settled,at=24]."""
        inside = ",".join(f"{k}={v}" for k, v in self.filter.items())
        return f"{self.name}[{inside}]" if inside else self.name

    @property
    def definition(self) -> Definition:
        """What it means."""
        return DEFINITIONS[self.name]

    @property
    def unit(self) -> str:
        """share, weeks, persons or hours."""
        return self.definition.unit_under(self.filter)

    @property
    def definition_nl(self) -> str:
        """Definition in Dutch."""
        return self.definition.text_nl

    @property
    def definition_en(self) -> str:
        """Definition in English."""
        return self.definition.text_en

    @property
    def title_nl(self) -> str:
        """A short name for people, with what the filter says."""
        return self._title(self.definition.title_nl, "nl")

    @property
    def title_en(self) -> str:
        """A short name for people, with what the filter says."""
        return self._title(self.definition.title_en, "en")

    def _title(self, title: str, lang: str) -> str:
        parts = [self._say(name, str(value), lang) for name, value in self.filter.items()]
        said = ", ".join(part for part in parts if part)
        return f"{title} ({said})" if said else title

    def _say(self, name: str, value: str, lang: str) -> str:
        """What one filter adds to the title; the clock speaks for `at` too."""
        label = FILTERS[name].label(value, lang)
        if name != "clock":
            return label
        at = str(self.filter["at"])
        if value != "calendar":
            return f"{at} {'months' if lang == 'en' else 'maanden'} {label}"
        if at == "end":
            return "at the end" if lang == "en" else "aan het einde"
        return f"{label} {at}"


_SHAPE = re.compile(r"\s*([^\s\[\]]+)\s*(?:\[([^\[\]]*)\])?\s*")


def parse_observable(text: str, region: Region | None = None) -> Observable:
    """Read `waiting[queue=lessen,route=z,stat=share_over,weeks=13]`.

    region: checks the names of municipalities too.

    Raises:
        ObservableError: with every problem: field, value, what is allowed, the nearest word.
    """
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        raise ObservableError([ObservableProblem("observable-form", text, "observable", text)])
    name, inside = shape.group(1), (shape.group(2) or "").strip()
    problems = []
    filters: dict[str, Value] = {}
    for part in inside.split(",") if inside else []:
        key, equals, value = (word.strip() for word in part.partition("="))
        if not (key and equals and value):
            allowed = (FORM,)
            problems.append(ObservableProblem("observable-form", name, "filter", part, allowed))
        elif key in filters:
            problems.append(ObservableProblem("observable-twice", name, key, value))
        else:
            filters[key] = value
    problems += find_problems(name, tidy(filters), region)
    if problems:
        raise ObservableError(problems)
    return Observable(name, filters)
