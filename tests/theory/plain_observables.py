"""Observables worked out from replayed lives, by the words of their definitions.

`definitions.py` says what each is; the engine's compiled pass is measure.py. Here the same stands
in plain Python over lists, written apart from it. Left out is what events do not tell (the size of
an income), and money.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from simulation.agents.codes import (
    A2,
    B1,
    B1_ROUTE,
    DOELGROEP_NAMES,
    HOW_NAMES,
    PART_NAMES,
    ROUTE_NAMES,
    SEX_NAMES,
    WI2021,
)
from simulation.months import parse_month
from simulation.observables import Observable
from tests.theory.replay import Life

WEEKS = 13 / 3
CLOCKS = {"permit": "permit", "duty": "notice", "settled": "settled", "pip": "pip"}
Test = Callable[[Life, int], bool | None]
Answer = tuple[float, int]
"""Mean (or number of persons) and how many stand behind it."""


def by(month: int | None, moment: int) -> bool:
    """Whether something happened in or before a month."""
    return month is not None and month <= moment


def ever(name: str) -> Test:
    return lambda life, m: by(life.first.get(name), m)


def route_is(route: int) -> Test:
    return lambda life, m: life.first_route == route if by(life.first.get("pip"), m) else None


def finished(life: Life, m: int) -> bool:
    return by(life.first.get("fulfilled"), m) or by(life.first.get("exempt"), m)


def running(life: Life, m: int) -> bool:
    return by(life.first.get("pip"), m) and not finished(life, m)


def overdue(life: Life, m: int) -> bool:
    return by(life.first.get("overdue"), m) and not finished(life, m)


def extended(life: Life, m: int) -> bool:
    late = by(life.first.get("overdue"), m)
    return by(life.first.get("extended"), m) and not late and not finished(life, m)


def in_term(life: Life, m: int) -> bool | None:
    fulfilled, late = life.first.get("fulfilled"), life.first.get("overdue")
    if not by(fulfilled, m) and not by(late, m):
        return None
    if fulfilled is None or not by(fulfilled, m):
        return False
    return late is None or late > m or late >= fulfilled


def lowered(life: Life, m: int) -> bool | None:
    if life.routes.get(m) != B1_ROUTE:
        return None
    return by(life.first.get("afgeschaald"), m)


SHARES: dict[str, Test] = {
    "count": lambda life, m: True,
    "running": running,
    "overdue": overdue,
    "extended": extended,
    "fulfilled_in_term": in_term,
    "afgeschaald": lowered,
    "exempt": ever("exempt"),
    "switched": ever("switched"),
    "interrupted": ever("interrupted"),
    "fined": ever("fined"),
    "employed_in_reception": lambda life, m: by(life.job_in_reception, m),
    "level_a2": lambda life, m: by(life.levels.get(A2), m),
    "level_b1": lambda life, m: by(life.levels.get(B1), m),
    "employed": lambda life, m: m in life.worked,
    "on_bijstand": lambda life, m: m in life.bijstand,
    "in_education": lambda life, m: m in life.studied,
    "volunteering": lambda life, m: m in life.volunteered,
    **{f"initial_route_{name}": route_is(code) for code, name in enumerate(ROUTE_NAMES) if code},
}
WAITS = {
    "weeks_permit_to_settled": ("permit", "settled"),
    "weeks_notice_to_intake": ("notice", "intake"),
    "weeks_notice_to_pip": ("notice", "pip"),
    "weeks_pip_to_lessons": ("pip", "lessons"),
    "waiting": ("pip", "lessons"),
    "pip_late": ("notice", "pip"),
}
FROM_REGISTRATION = ("weeks_notice_to_pip", "pip_late")
"""These count from the notice, or from later registration."""
FILTERS = {"clock", "at", "doelgroep", "sex", "route", "how", "part", "weeks", "queue", "stat"}
KNOWN = {*SHARES, *WAITS, "fulfilled_by", "ever_employed", "part_pass_rate", "course_hours"}


def is_known(observable: Observable) -> bool:
    """Whether it can be worked out here: the name, with filters that are told apart."""
    asked = observable.filter
    if observable.name not in KNOWN or not asked.keys() <= FILTERS:
        return False
    over = (asked.get("queue"), asked.get("stat")) == ("lessen", "share_over")
    return observable.name != "waiting" or over


def work_out(
    observable: Observable, lives: list[Life], sexes: Any, start: int, months: int
) -> Answer:
    """Value and n of an observable over these lives of a world of so many months."""
    chosen = [life for life in lives if life.wet == WI2021 and passes(observable, life, sexes)]
    name = observable.name
    if name in WAITS:
        return wait(observable, chosen)
    if name == "part_pass_rate":
        part = PART_NAMES.index(str(observable.filter["part"]))
        return mean(life.results[part] for life in chosen if part in life.results)
    if name == "course_hours":
        return mean(life.hours for life in chosen if "lessons_ended" in life.first)
    if name == "fulfilled_by":
        test = fulfilled_by(observable)
    elif name == "ever_employed":
        test = worked_since(int(str(observable.filter["at"])))
    else:
        test = SHARES[name]
    answers = []
    for life in chosen:
        moment = moment_of(observable, life, start, months)
        answer = None if moment is None else test(life, moment)
        if answer is not None:
            answers.append(answer)
    if observable.unit == "persons":
        return float(sum(answers)), len(answers)
    return mean(answers)


def worked_since(at: int) -> Test:
    """A job in one of the months since the clock's start, `at` months before the moment."""

    def test(life: Life, m: int) -> bool:
        first = life.first.get("job")
        began = first is not None and m - at <= first <= m
        return began or any(m - at <= month <= m for month in life.worked)

    return test


def fulfilled_by(observable: Observable) -> Test:
    how = HOW_NAMES.index(str(observable.filter["how"]))
    return lambda life, m: by(life.first.get("fulfilled"), m) and life.how == how


def passes(observable: Observable, life: Life, sexes: Any) -> bool:
    """Whether a life passes the filters of who it is."""
    asked = observable.filter
    return (
        asked.get("doelgroep", DOELGROEP_NAMES[life.doelgroep]) == DOELGROEP_NAMES[life.doelgroep]
        and asked.get("sex", SEX_NAMES[sexes[life.person]]) == SEX_NAMES[sexes[life.person]]
        and asked.get("route", ROUTE_NAMES[life.first_route]) == ROUTE_NAMES[life.first_route]
    )


def moment_of(observable: Observable, life: Life, start: int, months: int) -> int | None:
    """The month of the world that is asked of this life; None outside the world, and where the
    person is not in view at its end.
    """
    clock, at = observable.filter.get("clock"), observable.filter.get("at")
    if clock == "calendar":
        moment = months - 1 if at == "end" else parse_month(str(at)) - start
    else:
        begin = life.first.get(CLOCKS[str(clock)])
        if begin is None:
            return None
        moment = begin + int(str(at))
    here = life.first["permit"] <= moment and not by(life.first.get("out"), moment)
    return moment if 0 <= moment < months and here else None


def wait(observable: Observable, lives: list[Life]) -> Answer:
    """Weeks between two moments, or the share above a limit."""
    begin, end = WAITS[observable.name]
    waits = []
    for life in lives:
        first, second = life.first.get(begin), life.first.get(end)
        if first is None or second is None:
            continue
        if observable.name in FROM_REGISTRATION and "settled" in life.first:
            first = max(first, life.first["settled"])
        waits.append(max(second - first, 0) * WEEKS)
    limit = observable.filter.get("weeks")
    if limit is None:
        return mean(waits)
    return mean(weeks > float(limit) for weeks in waits)


def mean(values: Iterable[float]) -> Answer:
    """Mean and number; nan of nothing."""
    found = [float(value) for value in values]
    return (sum(found) / len(found) if found else float("nan")), len(found)
