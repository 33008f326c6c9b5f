"""Compiling a list of observables into the records that the pass of measure.py visits."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from simulation.agents import events as ev
from simulation.agents.codes import (
    DOELGROEP_NAMES,
    EDUCATION_NAMES,
    HOW_NAMES,
    LEVEL_NAMES,
    LITERACY_NAMES,
    ORIGIN_NAMES,
    PART_NAMES,
    ROUTE_NAMES,
    SEX_NAMES,
    WI2021,
)
from simulation.compiled import as_records
from simulation.definitions import QUEUES, Definition, Queue
from simulation.filters import AMONG, CLOCKS, COHORT_CLOCKS, END, LAWS
from simulation.months import parse_month
from simulation.observable import Observable
from simulation.observable_checks import (
    Filters,
    ObservableError,
    find_problems,
    is_of_moment,
    only_doelgroep,
)
from simulation.region import Region
from simulation.requests import (
    AMONG_ALL,
    AMONG_WAITING,
    ANY,
    CALENDAR,
    EVENTS,
    FOREVER,
    MOMENT,
    Q_STANDING,
    REQUEST,
    S_MEAN_WAIT,
    S_QUANTILE,
    S_SHARE_OVER,
    WHO,
    Requests,
)

Record = tuple[int, ...]
STATISTICS = {
    "mean": S_MEAN_WAIT,
    "p50": S_QUANTILE,
    "p90": S_QUANTILE,
    "share_over": S_SHARE_OVER,
}
PERCENTS = {"p50": 50, "p90": 90}
_NAMES = {
    "doelgroep": DOELGROEP_NAMES,
    "sex": SEX_NAMES,
    "origin": ORIGIN_NAMES,
    "education": EDUCATION_NAMES,
    "literacy": LITERACY_NAMES,
    "initial_route": ROUTE_NAMES,
    "route": ROUTE_NAMES,
    "level": LEVEL_NAMES,
    "how": HOW_NAMES,
    "part": PART_NAMES,
}
_PLAIN_WHO = ("sex", "origin", "education", "literacy", "initial_route")
_OF_DEFINITION = ("quantity", "which", "unless", "among", "begin", "begin_too", "end", "statistic")
_STRETCH = ("first", "last")


@lru_cache(maxsize=64)
def compile_requests(
    observables: tuple[Observable, ...], start: int, months: int, region: Region
) -> Requests:
    """The records that the compiled pass answers for a world of this window and region.

    start: months since 2000-01; months: length of the world.

    Raises:
        ObservableError: with every problem of every observable.
    """
    problems = [p for o in observables for p in find_problems(o.name, o.filter, region)]
    if problems:
        raise ObservableError(problems)
    window = _Window(start, months, region)
    tree: dict[Record, dict[Record, list[dict[str, Any]]]] = {}
    for place, observable in enumerate(observables):
        who, moment, request = window.records_of(observable)
        tree.setdefault(who, {}).setdefault(moment, []).append({**request, "place": place})
    return _flatten(tree)


def _flatten(tree: dict[Record, dict[Record, list[dict[str, Any]]]]) -> Requests:
    """Lay the groups out one after the other, each with the stretch of what belongs to it."""
    whos = np.zeros(len(tree), dtype=WHO)
    moments = np.zeros(sum(map(len, tree.values())), dtype=MOMENT)
    asked = [request for group in tree.values() for found in group.values() for request in found]
    requests = np.zeros(len(asked), dtype=REQUEST)
    row = m = r = 0
    for w, (who, group) in enumerate(tree.items()):
        whos[w] = (*who, m, m + len(group))
        for moment, found in group.items():
            moments[m] = (*moment, r, r + len(found))
            for request in found:
                for name, value in request.items():
                    requests[name][r] = value
                if request["statistic"] == S_QUANTILE:
                    requests["row"][r] = row
                    row += 1
                r += 1
            m += 1
    return Requests(as_records(whos), as_records(moments), as_records(requests), row)


class _Window:
    """A world's window and region, under which words and dates become numbers."""

    def __init__(self, start: int, months: int, region: Region) -> None:
        self.start, self.months = start, months
        self.municipalities = tuple(g.name for g in region.gemeenten)

    def records_of(self, observable: Observable) -> tuple[Record, Record, dict[str, Any]]:
        """The WHO and MOMENT of an observable, without their stretch, and its REQUEST."""
        filters, definition = observable.filter, observable.definition
        clock, at = EVENTS, 0
        if is_of_moment(observable.name, filters):
            clock = CLOCKS[str(filters["clock"])]
            at = self._month(filters, "at", 0) if clock == CALENDAR else int(filters["at"])
        who = self._who(filters, definition, clock, at)
        among, queue = AMONG[str(filters.get("among", "all"))], Queue(ANY, ANY)
        if "queue" in definition.needs:
            definition, among = _of_queue(definition, filters), AMONG_ALL
        elif among == AMONG_WAITING:
            queue = QUEUES[str(filters["queue"])]
        moment = {
            "clock": clock,
            "at": at,
            "movers": definition.movers,
            "route": _code("route", filters),
            "among": among,
            "begin": queue.begin,
            "begin_too": queue.begin_too,
            "end": queue.end,
        }
        return who, _record(MOMENT, moment), self._request(filters, definition)

    def _who(self, filters: Filters, definition: Definition, clock: int, at: int) -> Record:
        """Whom: age counts at the cohort's clock, else at the clock, else at the permit."""
        cohort = ANY
        if "cohort_clock" in filters:
            cohort = COHORT_CLOCKS[str(filters["cohort_clock"])]
        age_clock = ANY
        if "age_min" in filters or "age_max" in filters:
            at_clock = ev.M_PERMIT if clock == EVENTS else clock
            age_clock = at_clock if cohort == ANY else cohort
        municipality = ANY
        if "municipality" in filters:
            municipality = self.municipalities.index(str(filters["municipality"]))
        only = only_doelgroep(definition, filters)
        who = {name: _code(name, filters) for name in _PLAIN_WHO} | {
            "law": LAWS[str(filters["law"])] if "law" in filters else WI2021,
            "doelgroep": _code("doelgroep", filters) if only == ANY else only,
            "municipality": municipality,
            "municipality_now": 1 if filters.get("municipality_at") == "now" else 0,
            "age_min": int(filters.get("age_min", ANY)),
            "age_max": int(filters.get("age_max", ANY)),
            "age_clock": age_clock,
            "age_month": at if age_clock == CALENDAR else ANY,
            "cohort_clock": cohort,
            "cohort_from": self._month(filters, "cohort_from", -FOREVER),
            "cohort_until": self._month(filters, "cohort_until", FOREVER),
        }
        return _record(WHO, who)

    def _request(self, filters: Filters, definition: Definition) -> dict[str, Any]:
        """What: the definition's numbers, and those that its own filters give."""
        request = {name: getattr(definition, name) for name in _OF_DEFINITION}
        if "how" in filters:
            request["which"] = 1 << _code("how", filters)
        if "part" in filters:
            request["which"] = _code("part", filters)
        return request | {
            "level": _code("level", filters),
            "event_from": self._month(filters, "event_from", -FOREVER),
            "event_until": self._month(filters, "event_until", FOREVER),
            "weeks": float(filters.get("weeks", 0)),
            "percent": PERCENTS.get(str(filters.get("stat")), 0),
        }

    def _month(self, filters: Filters, name: str, default: int) -> int:
        """A date as a month of the world."""
        if name not in filters:
            return default
        value = str(filters[name])
        return self.months - 1 if value == END else parse_month(value) - self.start


def _of_queue(definition: Definition, filters: Filters) -> Definition:
    """The definition of a wait in the queue that is named, with the statistic that is named."""
    queue = QUEUES[str(filters["queue"])]
    return replace(
        definition,
        quantity=Q_STANDING if filters.get("among") == "waiting" else definition.quantity,
        begin=queue.begin,
        begin_too=queue.begin_too,
        end=queue.end,
        statistic=STATISTICS[str(filters["stat"])],
    )


def _code(name: str, filters: Filters) -> int:
    """The engine's code of a word, or ANY where the filter is not there."""
    return _NAMES[name].index(str(filters[name])) if name in filters else ANY


def _record(kind: np.dtype[Any], values: dict[str, int]) -> Record:
    """The values of a record in the order of its fields, without its stretch."""
    return tuple(values[name] for name in kind.names or () if name not in _STRETCH)
