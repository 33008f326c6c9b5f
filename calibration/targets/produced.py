"""Whether the model can produce what a row asks: a row that it cannot is refused, never scored."""

from __future__ import annotations

from calibration.targets.problems import TargetProblem
from simulation.months import format_month, parse_month
from simulation.observables import Observable
from simulation.parameters import load_registry
from simulation.setup import EARLIEST

LATEST = parse_month("2040-12")
_ROUTES = ("route_", "initial_route_")
_OF_PRESENT_LAW = (
    *("intake_started", "pip_set", "weeks_notice_to_intake", "weeks_notice_to_pip", "pip_late"),
    *("weeks_pip_to_lessons", "switched", "afgeschaald", "running"),
)
"""Observables of steps that the Wi2013 does not have: it knew no intake, PIP or leerroute."""
_QUEUES_OF_PRESENT_LAW = ("intake", "pip", "lessen")


def what_cannot_be(line: int, row: str, observable: Observable) -> list[TargetProblem]:
    """Everything that the model cannot produce of a well-written row, by column."""
    found = [*_dates(observable), *_law(observable), *_people(observable)]
    return [
        TargetProblem(code, line, column, str(observable.filter.get(column, "")), row, allowed)
        for code, column, allowed in found
    ]


def first_month(observable: Observable) -> int:
    """The first month (since 2000-01) of which an observable asks something."""
    asked = [
        parse_month(str(observable.filter[column]))
        for column in ("cohort_from", "event_from")
        if column in observable.filter
    ]
    moment = calendar_month(observable)
    return min(asked) if asked else (EARLIEST if moment is None else min(moment, EARLIEST))


def last_month(observable: Observable) -> int | None:
    """The last month of which an observable asks something; None where it has no end."""
    moment = calendar_month(observable)
    if moment is not None:
        return moment
    filters = observable.filter
    if "event_until" in filters:
        return parse_month(str(filters["event_until"]))
    if "cohort_until" in filters and "at" in filters:
        return parse_month(str(filters["cohort_until"])) + int(filters["at"])
    return None


def calendar_month(observable: Observable) -> int | None:
    """The month of the calendar at which an observable looks, if it does."""
    filters = observable.filter
    if filters.get("clock") != "calendar" or filters.get("at") == "end":
        return None
    return parse_month(str(filters["at"]))


def _dates(observable: Observable) -> list[tuple[str, str, str]]:
    found = []
    filters = observable.filter
    earliest = f"{format_month(EARLIEST)} or later: the model knows no act of before"
    for column in ("cohort_from", "cohort_until", "event_from", "event_until"):
        if column in filters and parse_month(str(filters[column])) < EARLIEST:
            found.append(("target-too-early", column, earliest))
    moment = calendar_month(observable)
    if moment is not None and moment < EARLIEST:
        found.append(("target-too-early", "at", earliest))
    last = last_month(observable)
    if last is not None and last > LATEST:
        found.append(("target-too-late", "at", f"{format_month(LATEST)} or earlier"))
    return found


def _law(observable: Observable) -> list[tuple[str, str, str]]:
    """Acts and dates that do not go together, and steps that an act does not have."""
    filters, name = observable.filter, observable.name
    in_force = int(load_registry()["wet.in_force"].value[0][1])
    law = filters.get("law")
    since = format_month(in_force)
    found = []
    moments = {"at": calendar_month(observable)}
    for column in ("cohort_until", "event_until"):
        moments[column] = parse_month(str(filters[column])) if column in filters else None
    if law == "wi2021":
        for column, month in moments.items():
            if month is not None and month < in_force:
                found.append(("target-law", column, f"{since} or later under wi2021"))
    if law == "wi2013":
        if "cohort_from" in filters and parse_month(str(filters["cohort_from"])) >= in_force:
            found.append(("target-law", "cohort_from", f"before {since} under wi2013"))
        asked = (name.startswith(_ROUTES), name in _OF_PRESENT_LAW, "initial_route" in filters)
        clocks = "pip" in (filters.get("clock"), filters.get("cohort_clock"))
        if any(asked) or clocks or filters.get("queue") in _QUEUES_OF_PRESENT_LAW:
            found.append(("target-step", "law", "wi2021 or empty: no intake, PIP or leerroute"))
    return found


def _people(observable: Observable) -> list[tuple[str, str, str]]:
    registry = load_registry()
    adult = int(registry["bevolking.adult_age"].value[0][1])
    pension = int(registry["huisvesting.aow_age"].value[0][1])
    found = []
    if int(observable.filter.get("age_max", adult)) < adult:
        found.append(("target-group", "age_max", f"{adult} or more: younger people have no duty"))
    if int(observable.filter.get("age_min", 0)) >= pension:
        found.append(("target-group", "age_min", f"below {pension}, the pension age"))
    return found
