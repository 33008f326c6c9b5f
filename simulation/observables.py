"""Every outcome's definition, once.

An observable is a name, a filter and a definition. The same definitions serve results, charts,
and later calibration, validation and a user's own targets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from simulation.agents import events as ev
from simulation.agents.codes import (
    DOELGROEP_NAMES,
    HOW_NAMES,
    PART_NAMES,
    ROUTE_NAMES,
    SEX_NAMES,
)
from simulation.definitions import DEFINITIONS, Definition
from simulation.measure import (
    ANY,
    CALENDAR,
    Q_COUNT,
    Q_RUNNING,
    REQUEST,
)
from simulation.money_definitions import MONEY_DEFINITIONS, MONEY_WORDS, MoneyDefinition
from simulation.months import parse_month

CLOCKS = {"permit": ev.M_PERMIT, "duty": ev.M_NOTICE, "settled": ev.M_SETTLED, "pip": ev.M_PIP}
FOREVER = 10_000
"""Later than any month of a world."""
EVERY_HALF_YEAR = tuple(range(6, 61, 6))


@dataclass(frozen=True)
class Observable:
    """A named quantity under a filter.

    filter: clock and at, doelgroep, sex, route, how, part, weeks, queue, stat as they apply.
    headline: whether it is shown on screen.
    """

    name: str
    filter: Mapping[str, str | int] = field(default_factory=dict)
    headline: bool = False

    @property
    def key(self) -> str:
        """Name and filter as one word: employed[clock=settled,at=24]."""
        inside = ",".join(f"{k}={v}" for k, v in self.filter.items())
        return f"{self.name}[{inside}]" if inside else self.name

    @property
    def definition(self) -> Definition | MoneyDefinition:
        """What it means."""
        if self.name in MONEY_DEFINITIONS:
            return MONEY_DEFINITIONS[self.name]
        return DEFINITIONS[self.name]

    @property
    def unit(self) -> str:
        """share, weeks, persons, hours or eur."""
        return self.definition.unit

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
        return _title(self, self.definition.title_nl, _WORDS_NL)

    @property
    def title_en(self) -> str:
        """A short name for people, with what the filter says."""
        return _title(self, self.definition.title_en, _WORDS_EN)


_WORDS_NL = {
    "asiel": "asiel",
    "gezin_overig": "gezin en overig",
    "m": "mannen",
    "f": "vrouwen",
    "b1": "B1-route",
    "onderwijs": "Onderwijsroute",
    "z": "Z-route",
    "diploma_b1": "met diploma B1",
    "diploma_a2": "met diploma met A2-onderdelen",
    "settled": "{at} maanden na vestiging",
    "pip": "{at} maanden na het PIP",
    "permit": "{at} maanden na de vergunning",
    "duty": "{at} maanden na de kennisgeving",
    "end": "aan het einde",
    "weeks": "langer dan {weeks} weken",
}
_WORDS_EN = {
    "asiel": "asylum",
    "gezin_overig": "family and other",
    "m": "men",
    "f": "women",
    "b1": "B1-route",
    "onderwijs": "Onderwijsroute",
    "z": "Z-route",
    "diploma_b1": "with diploma B1",
    "diploma_a2": "with diploma with A2 parts",
    "settled": "{at} months after settling",
    "pip": "{at} months after the PIP",
    "permit": "{at} months after the permit",
    "duty": "{at} months after the notice",
    "end": "at the end",
    "weeks": "longer than {weeks} weeks",
}


def _title(observable: Observable, title: str, words: Mapping[str, str]) -> str:
    parts = []
    for name, value in observable.filter.items():
        if name in ("at", "queue", "stat"):
            continue
        if name in MONEY_WORDS and str(value) in MONEY_WORDS[name]:
            parts.append(MONEY_WORDS[name][str(value)][0 if words is _WORDS_NL else 1])
            continue
        if name == "clock":
            if value == "calendar":
                parts.append(words.get(str(observable.filter["at"]), str(observable.filter["at"])))
            else:
                parts.append(words[str(value)].format(at=observable.filter["at"]))
        elif name == "weeks":
            parts.append(words["weeks"].format(weeks=value))
        else:
            parts.append(words.get(str(value), str(value)))
    return f"{title} ({', '.join(parts)})" if parts else title


def _default() -> tuple[Observable, ...]:
    asiel: dict[str, str | int] = {"doelgroep": "asiel"}
    gezin: dict[str, str | int] = {"doelgroep": "gezin_overig"}

    def at(clock: str, months: int | str) -> dict[str, str | int]:
        return {"clock": clock, "at": months}

    yes = True
    listed = [
        Observable("running", at("calendar", "end"), yes),
        Observable("count", at("calendar", "end")),
        Observable("weeks_permit_to_settled", asiel, yes),
        Observable("weeks_notice_to_intake", asiel, yes),
        Observable("weeks_notice_to_intake", gezin, yes),
        Observable("weeks_notice_to_pip", {}, yes),
        Observable("pip_late", {"weeks": 10}, yes),
        Observable("weeks_pip_to_lessons", {**asiel}, yes),
        Observable("weeks_pip_to_lessons", {**asiel, "route": "b1"}),
        Observable("weeks_pip_to_lessons", {**asiel, "route": "onderwijs"}),
        Observable("weeks_pip_to_lessons", {**asiel, "route": "z"}),
        Observable(
            "waiting",
            {"queue": "lessen", "stat": "share_over", "weeks": 13, **asiel, "route": "z"},
            yes,
        ),
        Observable("waiting", {"queue": "lessen", "stat": "share_over", "weeks": 13, **asiel}),
        Observable("initial_route_b1", {**at("pip", 0), **asiel}, yes),
        Observable("initial_route_onderwijs", {**at("pip", 0), **asiel}),
        Observable("initial_route_z", {**at("pip", 0), **asiel}, yes),
        Observable("initial_route_z", {**at("pip", 0), **gezin}),
        Observable("switched", {**at("pip", 36)}),
        Observable("afgeschaald", {**at("pip", 36)}, yes),
        Observable("interrupted", {**at("pip", 36)}),
        Observable("level_a2", {**at("pip", 36)}),
        Observable("level_b1", {**at("pip", 36)}),
        Observable("level_a2", {**at("pip", 60)}),
        Observable("level_b1", {**at("pip", 60)}, yes),
        Observable("level_b1", {**at("pip", 60), **asiel}),
        Observable("level_b1", {**at("pip", 60), **gezin}),
        Observable("level_b1", {**at("pip", 60), "sex": "m"}),
        Observable("level_b1", {**at("pip", 60), "sex": "f"}),
        Observable("fulfilled_in_term", {**at("pip", 60)}, yes),
        Observable("extended", {**at("pip", 42)}),
        Observable("overdue", {**at("pip", 48)}, yes),
        Observable("overdue", {**at("pip", 48), **asiel}),
        Observable("fined", {**at("pip", 60), **gezin}),
        Observable("course_hours", {}),
        Observable("employed_in_reception", {**at("settled", 0), **asiel}),
        Observable("ever_employed", {**at("settled", 36), **asiel}),
        Observable("main_income_work", {**at("settled", 36), **asiel}),
        Observable("employed", {**at("settled", 36), **asiel, "sex": "m"}, yes),
        Observable("employed", {**at("settled", 36), **asiel, "sex": "f"}, yes),
        Observable("employed", {**at("settled", 36), **gezin}),
        Observable("in_education", {**at("settled", 36), **asiel}, yes),
        Observable("volunteering", {**at("settled", 36), **asiel}),
    ]
    listed += [Observable("part_pass_rate", {"part": part}) for part in PART_NAMES]
    for months in (0, *EVERY_HALF_YEAR):
        shown = months == 36
        listed.append(Observable("employed", {**at("settled", months), **asiel}, shown))
        listed.append(Observable("on_bijstand", {**at("settled", months), **asiel}, shown))
    for months in EVERY_HALF_YEAR:
        shown = months == 60
        for how in HOW_NAMES[1:]:
            listed.append(Observable("fulfilled_by", {"how": how, **at("pip", months)}, shown))
        listed.append(Observable("exempt", {**at("pip", months)}, shown))
    return tuple(listed)


DEFAULT_OBSERVABLES: tuple[Observable, ...] = _default()


def compile_requests(
    observables: tuple[Observable, ...], start: int, months: int
) -> np.ndarray[Any, Any]:
    """The requests that the compiled pass answers, one an observable.

    Raises:
        ValueError: for a filter that the definition does not know.
    """
    requests = np.zeros(len(observables), dtype=REQUEST)
    for name in ("which", "until", "doelgroep", "sex", "route", "age_from", "age_until"):
        requests[name] = ANY
    requests["from_month"] = 0
    requests["until_month"] = FOREVER
    for request, observable in zip(requests, observables, strict=True):
        _fill(request, observable, start, months)
    return requests


@cache
def persons_mask() -> np.ndarray[Any, Any]:
    """(observables,) bool: those whose value is a number of persons, not a mean."""
    return np.array([o.unit == "persons" for o in DEFAULT_OBSERVABLES])


@cache
def default_requests(start: int, months: int) -> np.ndarray[Any, Any]:
    """The requests of DEFAULT_OBSERVABLES for a world of this window."""
    return compile_requests(DEFAULT_OBSERVABLES, start, months)


def _fill(request: Any, observable: Observable, start: int, months: int) -> None:
    definition = DEFINITIONS[observable.name]
    request["quantity"] = definition.quantity
    request["which"] = definition.which
    request["until"] = definition.until
    request["clock"] = definition.clock
    codes = {"doelgroep": DOELGROEP_NAMES, "sex": SEX_NAMES, "route": ROUTE_NAMES}
    for name, value in observable.filter.items():
        if name == "clock":
            request["clock"] = CALENDAR if value == "calendar" else CLOCKS[str(value)]
        elif name == "at":
            request["at"] = _moment(value, start, months)
        elif name == "weeks":
            request["weeks"] = value
        elif name in codes:
            request[name] = codes[name].index(str(value))
        elif name == "how":
            request["which"] = HOW_NAMES.index(str(value))
        elif name == "part":
            request["which"] = PART_NAMES.index(str(value))
        elif name not in ("queue", "stat"):
            raise ValueError(f"{observable.key}: unknown filter {name!r}")
    if definition.quantity in (Q_COUNT, Q_RUNNING):
        request["clock"] = CALENDAR


def _moment(value: str | int, start: int, months: int) -> int:
    if value == "end":
        return months - 1
    if isinstance(value, str):
        return parse_month(value) - start
    return value
