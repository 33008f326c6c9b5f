"""A world month by month, with its counts divided by gemeente, doelgroep and leerroute.

The engine counts the region. Whoever asks for more looks at the people at the end of each month,
as the Mesa face does: the same world, the same bits, some more time.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from simulation.agents import events as ev
from simulation.agents.codes import (
    ABSENT,
    DOELGROEPEN,
    LES,
    NEVER,
    NO_JOB,
    NO_ROUTE,
    OPVANG,
    ROUTES,
    UIT,
    VOLDAAN,
    VRIJGESTELD,
    WI2013,
)
from simulation.build import Prepared
from simulation.engine import Cancelled, Outcome, advance, build_world, measure
from simulation.record import (
    C_LES_B1,
    C_LES_WI2013,
    C_OPVANG_WI2013,
    MONTHLY_COLUMNS,
    PHASE_COLUMN,
)
from simulation.world import World

STOCKS = (*MONTHLY_COLUMNS[: C_OPVANG_WI2013 + 1], MONTHLY_COLUMNS[C_LES_WI2013])
"""Columns of a month's end."""
FLOWS = {
    "instroom": ev.M_PERMIT,
    "gevestigd": ev.M_SETTLED,
    "intakes": ev.M_INTAKE,
    "pips": ev.M_PIP,
    "uitstroom": ev.M_OUT,
}
"""Columns of what happens in a month, by the milestone that says when. `gevestigd` also counts
whoever needed no home from the region, which `gehuisvest` of MONTHLY_COLUMNS does not."""
DETAIL_COLUMNS = (*STOCKS, *FLOWS)


def simulate_detailed(
    prepared: Prepared, seed: int, replication: int, cancel: Any = None, trace: bool = False
) -> tuple[Outcome, npt.NDArray[np.int64]]:
    """Run one world as `simulate` does, and count its groups each month.

    Returns:
        the outcome, the same as that of `simulate`; and (months, gemeenten, DOELGROEPEN, ROUTES,
        columns) int64, by DETAIL_COLUMNS: route 0 is before the PIP.

    Raises:
        Cancelled: if `cancel` was set.
    """
    world = build_world(prepared, seed, replication, cancel, trace)
    setup = prepared.setup
    shape = (setup.months, len(setup.region.gemeenten), DOELGROEPEN, ROUTES, len(DETAIL_COLUMNS))
    detail = np.zeros(shape, dtype=np.int64)
    for month in range(setup.months):
        if not advance(world, month, month + 1):
            raise Cancelled
        _count(world, month, detail[month])
    return measure(prepared, world), detail


def _count(world: World, month: int, counts: npt.NDArray[np.int64]) -> None:
    """Add the people of one month's end to (gemeenten, DOELGROEPEN, ROUTES, columns)."""
    people = world.people
    phase = people["phase"].astype(np.int64)
    here = (phase != ABSENT) & (phase != UIT)
    group = tuple(people[name].astype(np.int64) for name in ("gemeente", "doelgroep", "route"))

    def add(column: npt.NDArray[np.int64] | int, who: npt.NDArray[np.bool_]) -> None:
        places = column if isinstance(column, int) else column[who]
        np.add.at(counts, (*(one[who] for one in group), places), 1)

    add(_columns_of_phases(people, phase), here)
    duty_done = (phase == VOLDAAN) | (phase == VRIJGESTELD)
    add(STOCKS.index("te_laat"), here & (people["lapses"] > 0) & ~duty_done)
    add(STOCKS.index("werk"), here & (people["job"] != NO_JOB))
    add(STOCKS.index("bijstand"), here & (people["on_bijstand"] == 1))
    for place, milestone in enumerate(FLOWS.values(), start=len(STOCKS)):
        when = people["milestones"][:, milestone]
        now = when == month
        if month == 0:  # who was in reception already comes into view in the first month
            now |= (when < 0) & (when != NEVER)
        add(place, now)


def _columns_of_phases(people: Any, phase: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The place in STOCKS of everybody's phase; of no meaning for who is not in view."""
    places = [STOCKS.index(MONTHLY_COLUMNS[c]) if c >= 0 else 0 for c in PHASE_COLUMN]
    columns = np.array(places, dtype=np.int64)[phase]
    route = people["route"].astype(np.int64)
    own_school = STOCKS.index(MONTHLY_COLUMNS[C_LES_WI2013])
    first_route = STOCKS.index(MONTHLY_COLUMNS[C_LES_B1])
    in_lessons = np.where(route == NO_ROUTE, own_school, first_route + route - 1)
    columns = np.where(phase == LES, in_lessons, columns)
    waits_under_old_law = (phase == OPVANG) & (people["wet"] == WI2013)
    old = STOCKS.index(MONTHLY_COLUMNS[C_OPVANG_WI2013])
    return np.where(waits_under_old_law, old, columns)
