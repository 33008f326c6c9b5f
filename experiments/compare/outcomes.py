"""What two scenarios are compared on: outcomes of closed cohorts, and the budget by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from experiments.compare.cohort import Cohort
from simulation import accounts as ac
from simulation.agents.codes import HOW_NAMES
from simulation.definitions.definition import BETTER, NEUTRAL, WORSE
from simulation.money import FUNDED
from simulation.money_observable import MoneyObservable
from simulation.observable import Observable
from simulation.observable_checks import Value
from simulation.prices import year_of

Asked = Observable | MoneyObservable
Filter = Mapping[str, str | int]
"""Filters of an observable of people or of money."""

LEVEL, WORK, FULFILLED, BIJSTAND = "level_b1", "employed", "fulfilled", "on_bijstand"
"""Level and work are what a trade-off is about; fulfilled never stands alone."""
AT_THE_END = (
    *(LEVEL, "level_a2", "level_b2", FULFILLED, "exempt", "passed"),
    *("interrupted", "switched", "afgeschaald", "extended", "overdue"),
    *(WORK, "ever_employed", "main_income_work", BIJSTAND, "in_education", "volunteering"),
)
ON_THE_WAY: tuple[tuple[str, Filter], ...] = (
    ("weeks_permit_to_settled", {"doelgroep": "asiel"}),
    ("weeks_notice_to_intake", {}),
    ("weeks_notice_to_pip", {}),
    ("weeks_pip_to_lessons", {}),
    *(("weeks_pip_to_lessons", {"route": route}) for route in ("b1", "onderwijs", "z")),
    ("waiting", {"queue": "lessen", "stat": "share_over", "weeks": 13}),
    ("waiting", {"queue": "lessen", "stat": "share_over", "weeks": 13, "route": "z"}),
    ("course_hours", {}),
)
GROUPS: tuple[Filter, ...] = (
    {"doelgroep": "asiel"},
    {"doelgroep": "gezin_overig"},
    {"sex": "m"},
    {"sex": "f"},
    {"literacy": "latijns_schrift"},
    {"literacy": "ander_schrift"},
    {"literacy": "niet_geletterd"},
    {"age_max": 29},
    {"age_min": 30, "age_max": 44},
    {"age_min": 45},
)
"""By whom outcomes are shown, so that losers are seen. Never by origin."""
BY_GROUP = (LEVEL, FULFILLED, WORK, BIJSTAND)
NOTICED = {"share": 0.005, "weeks": 0.5, "cost_per_person": 25.0, "eur": 10_000.0}
"""By outcome or unit, the least difference that words name: half a percentage point, half a week,
euros per person and euros a year of a region. However sure the model is, less is no news.
"""
LAW_NEUTRAL = frozenset(
    {WORK, "ever_employed", "main_income_work", "main_income_benefit", BIJSTAND}
    | {"any_benefit", "in_education", "volunteering", "cost", "cost_per_person"}
)
"""Outcomes that mean the same under every law: these alone compare one law with another."""


def outcomes_of(
    cohorts: tuple[Cohort, ...], start: int, across_laws: bool = False
) -> tuple[Asked, ...]:
    """Return everything that is compared of these cohorts, each once.

    start: the first month of the policy, since 2000-01: the budget counts whole years from it.
    across_laws: only what means the same under both laws (LAW_NEUTRAL).
    """
    listed: dict[str, Asked] = {}
    found: list[Asked] = [*_people(cohorts), *_money(cohorts), *_budget(start)]
    for asked in found:
        if asked.name in LAW_NEUTRAL or not across_laws:
            listed.setdefault(asked.key, asked)
    return tuple(listed.values())


def refused_across_laws(cohorts: tuple[Cohort, ...], start: int) -> tuple[str, ...]:
    """Return the names of what is not compared across laws, each once, in the usual order."""
    names = dict.fromkeys(asked.name for asked in outcomes_of(cohorts, start))
    return tuple(name for name in names if name not in LAW_NEUTRAL)


def _people(cohorts: tuple[Cohort, ...]) -> Iterator[Observable]:
    for cohort in reversed(cohorts):
        for name in AT_THE_END:
            yield Observable(name, cohort.moment)
        for how in HOW_NAMES[1:]:
            yield Observable("fulfilled_by", {"how": how, **cohort.moment})
    for cohort in cohorts[:1]:
        for name, filters in ON_THE_WAY:
            yield Observable(name, {**filters, **cohort.people})
    for cohort in cohorts[-1:]:
        for group in GROUPS:
            for name in BY_GROUP:
                yield Observable(name, {**cohort.moment, **group})


def _money(cohorts: tuple[Cohort, ...]) -> Iterator[MoneyObservable]:
    for cohort in reversed(cohorts):
        mine: Filter = {"clock": "permit", "at": cohort.at, **cohort.permits}
        yield MoneyObservable("cost_per_person", mine)
        for payer in ac.PAYERS:
            yield MoneyObservable("cost_per_person", {**mine, "payer": payer})


def _budget(start: int) -> Iterator[MoneyObservable]:
    since: Filter = {"year_from": year_of(start)}
    yield MoneyObservable("cost", since)
    for payer in ac.PAYERS:
        yield MoneyObservable("cost", {**since, "payer": payer})
    for item in ac.ITEMS:
        yield MoneyObservable("cost", {**since, "item": item})
    for source in FUNDED:
        yield MoneyObservable("funding", {**since, "source": source})
        yield MoneyObservable("balance", {**since, "source": source})
    for name in ("spuk_returned", "lent", "repaid"):
        yield MoneyObservable(name, since)


def direction_of(asked: Asked) -> int:
    """Return 1 where more is better, -1 where less is, 0 where neither."""
    return {BETTER: 1, WORSE: -1, NEUTRAL: 0}[asked.definition.more_is]


def group_of(asked: Asked) -> dict[str, Value]:
    """Return the group that an outcome is about; empty for everybody."""
    names = ("doelgroep", "sex", "literacy", "age_min", "age_max")
    return {name: asked.filter[name] for name in names if name in asked.filter}
