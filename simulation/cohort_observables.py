"""What a run also gives to show how groups fare: by leerroute of the PIP, and year by year.

Those by year depend on the world: a cohort is asked for only where the world is long enough to
follow all of it.
"""

from __future__ import annotations

from functools import lru_cache

from simulation.agents.codes import HOW_NAMES
from simulation.default_observables import DEFAULT_OBSERVABLES, EVERY_HALF_YEAR, Filter, pip
from simulation.months import MONTHS_PER_YEAR, format_month
from simulation.observable import Observable

ROUTES = ("b1", "onderwijs", "z")
FOLLOWED = 60
"""Months after the PIP at which the way through the leerroutes is told."""
TERM = 36
"""Months after the PIP at which the level of a cohort is told."""


@lru_cache(maxsize=64)
def default_observables(start: int, months: int) -> tuple[Observable, ...]:
    """What a world is measured by when nothing else is asked.

    start: months since 2000-01; months: length of the world.
    """
    return (*DEFAULT_OBSERVABLES, *_ways(), *_still_busy(), *_years(start, months))


def _ways() -> list[Observable]:
    """From the leerroute in the PIP to the last one, and from there to how the duty ended."""
    found = []
    for route in ROUTES:
        found.append(Observable(f"initial_route_{route}", pip(FOLLOWED)))
        for last in ROUTES:
            filters: Filter = {**pip(FOLLOWED), "initial_route": route}
            found.append(Observable(f"route_{last}", filters))
        at_end: Filter = {**pip(FOLLOWED), "route": route}
        found += [Observable("fulfilled_by", {"how": how, **at_end}) for how in HOW_NAMES[1:]]
        found.append(Observable("exempt", at_end))
    return found


def _still_busy() -> list[Observable]:
    """Those of each leerroute who have not fulfilled yet: `n` is everybody of it in scope."""
    return [
        Observable("running", {**pip(at), "initial_route": route})
        for route in ROUTES
        for at in EVERY_HALF_YEAR
    ]


def _years(start: int, months: int) -> list[Observable]:
    """Arrivals of each whole year, and the level of those whose PIP was set in it."""
    found = []
    first = start + -start % MONTHS_PER_YEAR
    for january in range(first, start + months - MONTHS_PER_YEAR + 1, MONTHS_PER_YEAR):
        december = january + MONTHS_PER_YEAR - 1
        window: Filter = {
            "cohort_from": format_month(january),
            "cohort_until": format_month(december),
        }
        for group in ("asiel", "gezin_overig"):
            who: Filter = {"clock": "arrival", "at": 0, "cohort_clock": "arrival", **window}
            found.append(Observable("count", {**who, "law": "any", "doelgroep": group}))
        if december + TERM < start + months:
            cohort: Filter = {**pip(TERM), "cohort_clock": "pip", **window}
            found += [Observable(name, cohort) for name in ("level_a2", "level_b1")]
    return found
