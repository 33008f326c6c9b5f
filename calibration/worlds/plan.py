"""Which worlds a set of targets needs: each region once, as long as its rows ask.

The Netherlands is one big municipality to scale: a twentieth of the people with a twentieth of the
homes, the staff and the places. Rows about an origin are asked of a second such world in which
every origin is as large: nothing in the model depends on the mix of origins, and in a twentieth of
the Netherlands there would be a handful of Iraqis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calibration.targets.places import NATION
from calibration.targets.produced import first_month, last_month
from calibration.targets.target import Target
from calibration.worlds.inputs import INFLOW, load_inputs
from simulation.agents.codes import DOELGROEP_NAMES
from simulation.inflow import OWN_FILE, InflowRow
from simulation.months import MONTHS_PER_YEAR, parse_month
from simulation.observables import Observable
from simulation.parameters import BEGIN, load_registry
from simulation.region import Gemeente, Region, load_region
from simulation.setup import EARLIEST, Setup

DEFAULT_SCALE = 20
ORIGINS = 7
SINCE_BASE = parse_month("2018-01")
"""From here on a region is followed as the shipped scenarios warm it up."""
OPEN_END = parse_month("2025-12")
"""Until when people are followed where a row names no end."""


@dataclass(frozen=True)
class PlannedWorld:
    """A world and what is asked of it. rows: places in the targets, one for each observable."""

    name: str
    setup: Setup
    observables: tuple[Observable, ...]
    rows: tuple[int, ...]


def plan_worlds(
    targets: Sequence[Target], scale: float = DEFAULT_SCALE
) -> tuple[PlannedWorld, ...]:
    """The worlds that answer these targets. scale: the Netherlands is so many times smaller."""
    groups: dict[tuple[str, bool], list[int]] = {}
    for place, target in enumerate(targets):
        by_origin = target.region == NATION and "origin" in target.observable.filter
        groups.setdefault((target.region, by_origin), []).append(place)
    return tuple(_plan(targets, *key, rows, scale) for key, rows in sorted(groups.items()))


def nation(scale: float = DEFAULT_SCALE) -> Region:
    """The Netherlands as one municipality, so many times smaller."""
    people = load_registry()["instroom.landelijke_inwoners"].value[0][1]
    inhabitants = round(people / scale)
    return Region(NATION, "Nederland", (Gemeente(NATION, "Nederland", 1, inhabitants, None, ""),))


def _plan(
    targets: Sequence[Target], region: str, by_origin: bool, rows: list[int], scale: float
) -> PlannedWorld:
    asked = [targets[place].observable for place in rows]
    last = max(OPEN_END if (end := last_month(o)) is None else end for o in asked)
    first = min(first_month(observable) for observable in asked)
    where = nation(scale) if region == NATION else load_region(region)
    if region != NATION and first >= SINCE_BASE:
        setup = Setup(where, SINCE_BASE, last + 1 - SINCE_BASE)
    else:
        setup = _past(where, last + 1 - EARLIEST, region == NATION, by_origin)
    name = f"{region}-herkomst" if by_origin else region
    return PlannedWorld(name, setup, tuple(asked), tuple(rows))


def _past(region: Region, months: int, whole_pool: bool, by_origin: bool) -> Setup:
    """A world from 2013 on, under the inputs of those years.

    whole_pool: there is no demand for places from outside. by_origin: every origin as large.
    """
    overrides: dict[str, dict[int, float]] = {
        name: {number.month: number.value for number in series}
        for name, series in load_inputs().items()
        if not name.startswith(INFLOW)
    }
    if by_origin:
        overrides["bevolking.syria"] = {BEGIN: 1 / ORIGINS}
        for place in range(ORIGINS - 2):
            overrides[f"bevolking.other_origin.{place}"] = {BEGIN: 1 / (ORIGINS - 1)}
    if whole_pool:
        overrides["aanbod.pool_other_inhabitants"] = {BEGIN: 0.0}
    return Setup(
        region=region,
        start=EARLIEST,
        months=months,
        inflow=OWN_FILE,
        inflow_rows=_inflow(region),
        overrides=overrides,
    )


def _inflow(region: Region) -> tuple[InflowRow, ...]:
    """The national inflow by the region's share of inhabitants, for each municipality."""
    people = load_registry()["instroom.landelijke_inwoners"].value[0][1]
    series = load_inputs()
    return tuple(
        InflowRow(
            number.month,
            gemeente.name,
            doelgroep,
            number.value / MONTHS_PER_YEAR * gemeente.inhabitants / people,
        )
        for doelgroep in DOELGROEP_NAMES
        for number in series[f"{INFLOW}{doelgroep}"]
        for gemeente in region.gemeenten
    )
