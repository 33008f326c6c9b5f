"""Outcomes by municipality: the same worlds as a run of the region, asked other questions.

A run keeps the region's outcomes; here some of its worlds are lived again and measured for each
municipality. A person counts for the municipality of settling.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from experiments.compare.cohort import differs_in_law
from experiments.compare.outcomes import LAW_NEUTRAL
from experiments.provenance import cores
from experiments.scenario.model import Scenario
from experiments.scenario.setups import setup_of
from simulation.engine import prepare, simulate
from simulation.months import MONTHS_PER_YEAR, format_month
from simulation.observable import Observable
from simulation.parameters import load_registry

_ASIEL = {"doelgroep": "asiel"}
_WAITING = {"clock": "calendar", "among": "waiting", "queue": "lessen"}


@dataclass(frozen=True)
class Measure:
    """What is held beside each other. unit: weeks, share or persons."""

    name: str
    filters: Mapping[str, Any]
    unit: str


MEASURES: Mapping[str, Measure] = {
    "home": Measure("weeks_permit_to_settled", _ASIEL, "weeks"),
    "pip": Measure("weeks_notice_to_pip", {}, "weeks"),
    "lessons": Measure("weeks_pip_to_lessons", _ASIEL, "weeks"),
    "level": Measure("level_b1", {"clock": "pip", "at": 60}, "share"),
    "fulfilled": Measure("fulfilled", {"clock": "pip", "at": 60}, "share"),
    "work": Measure("employed", {"clock": "settled", "at": 60}, "share"),
    "bijstand": Measure("on_bijstand", {"clock": "settled", "at": 60}, "share"),
    "running": Measure("running", {"clock": "calendar", "at": "end"}, "persons"),
}
QUEUE = "queue"
"""People who wait for lessons at the end of each year, beside the measures."""
REGION = ""
"""The whole region, among the municipalities."""


@dataclass(frozen=True)
class Question:
    """Which worlds: the first so many of a run with this seed."""

    scenarios: tuple[Scenario, ...]
    seed: int
    worlds: int


@dataclass(frozen=True)
class Regional:
    """The answer. places: REGION first, then the municipalities. years: those of the queue.

    values, counts: by measure (scenarios, places, worlds), value and people behind it, nan and 0
    where nobody; queue: (scenarios, places, years, worlds) people. across_laws: the scenarios
    differ in the law; then only what means the same under both is in it.
    """

    places: tuple[str, ...]
    years: tuple[int, ...]
    values: Mapping[str, np.ndarray]
    counts: Mapping[str, np.ndarray]
    queue: np.ndarray
    across_laws: bool = False


def measures_of(across_laws: bool) -> dict[str, Measure]:
    """Return the measures; across laws those that mean the same under both, of people of both."""
    if not across_laws:
        return dict(MEASURES)
    return {
        key: replace(one, filters={**one.filters, "law": "any"})
        for key, one in MEASURES.items()
        if one.name in LAW_NEUTRAL
    }


def by_municipality(question: Question) -> Regional:
    """Simulate the worlds and measure them for each municipality."""
    setups = [setup_of(scenario) for scenario in question.scenarios]
    first = setups[0]
    across_laws = any(differs_in_law(first, other) for other in setups[1:])
    measures = measures_of(across_laws)
    places = (REGION, *(town.name for town in first.region.gemeenten))
    years = tuple(
        (first.start + month) // MONTHS_PER_YEAR + 2000
        for month in range(first.months)
        if (first.start + month) % MONTHS_PER_YEAR == MONTHS_PER_YEAR - 1
    )
    asked = _asked(measures, places, years)
    found = np.array([_worlds(one, question, asked) for one in question.scenarios])
    keys = [*measures, *(f"{QUEUE}:{year}" for year in years)]
    shape = (len(question.scenarios), question.worlds, 2, len(keys), len(places))
    values, counts = np.moveaxis(found.reshape(shape), 2, 0)
    by_key = {key: np.swapaxes(values[:, :, i], 1, 2) for i, key in enumerate(keys)}
    behind = {key: np.swapaxes(counts[:, :, i], 1, 2) for i, key in enumerate(keys)}
    queue = np.stack([by_key[f"{QUEUE}:{year}"] for year in years], axis=2)
    return Regional(
        places,
        years,
        {name: by_key[name] for name in measures},
        {name: behind[name] for name in measures},
        queue,
        across_laws,
    )


def _asked(
    measures: Mapping[str, Measure], places: tuple[str, ...], years: tuple[int, ...]
) -> list[Observable]:
    """Return the observables: each measure, then each year of the queue, for every place."""
    wanted = [(one.name, dict(one.filters)) for one in measures.values()]
    for year in years:
        at = format_month((year - 2000) * MONTHS_PER_YEAR + MONTHS_PER_YEAR - 1)
        wanted.append(("count", {**_WAITING, "at": at}))
    return [
        Observable(name, {**filters, **({"municipality": place} if place else {})})
        for name, filters in wanted
        for place in places
    ]


def _worlds(scenario: Scenario, question: Question, asked: list[Observable]) -> list[Any]:
    """Return values and counts of each world: (worlds, 2, observables)."""
    setup, registry = setup_of(scenario), load_registry()

    def one(world: int) -> Any:
        draw = registry.draw("prior", seed=question.seed, index=world)
        outcome = simulate(prepare(setup, draw, asked), question.seed, world)
        return np.array([outcome.observables, outcome.counts])

    with ThreadPoolExecutor(max_workers=cores()) as pool:
        return list(pool.map(one, range(question.worlds)))
