"""More of what a policy gives never makes anybody wait longer, for a fixed list of arrivals.

Everybody is there from the beginning, stands in one queue, and is served in the order of waiting;
nothing but the size of the policy differs. Groups of any size may start: with a smallest group,
two who are left over may have to wait for a third, and more places can leave two over.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from simulation import randomness as keys
from simulation.agents.codes import NEVER
from simulation.agents.events import M_INTAKE, M_LESSONS, M_SETTLED
from simulation.engine import advance, assemble_world, prepare
from simulation.months import parse_month
from simulation.parameters import load_registry
from simulation.policies import kinds
from simulation.policy import Policy
from simulation.setup import Setup
from tests.simulation.worlds import CERTAIN, TWO_TOWNS, Newcomer, invent, overrides_from

START = parse_month("2025-01")
MONTHS = 60
FOREVER = 10_000
STEPS = {
    "z_route_capaciteit": ("plaatsen", (0, 3, 6, 12, 40)),
    "b1_route_capaciteit": ("plaatsen", (0, 3, 6, 12, 40)),
    "onderwijsroute_capaciteit": ("plaatsen", (0, 3, 6, 12, 40)),
    "caseload": ("fte_relatief", (-0.5, 0, 0.5, 2, 5)),
    "huisvesting": ("realisatie", (0.1, 0.3, 0.5, 0.8, 1.5)),
    "duale_trajecten": ("plaatsen", (0, 3, 6, 12, 40)),
    "taalmaatje": ("plaatsen", (0, 3, 6, 12, 40)),
    "startbanen": ("plaatsen", (0, 3, 6, 12, 40)),
}
"""From less to more, by the setting that widens the queue."""
SCARCE: dict[str, dict[str, float]] = {
    "lessen": {f"aanbod.extra_places_{route}": -200.0 for route in ("b1", "onderwijs", "z")},
    "intake": {"klantmanager.fte_per_1000": 0.02, "klantmanager.talk_hours_year": 0},
    "huisvesting": {"huisvesting.taakstelling": 30_000.0},
    "programma": {},
}


def people() -> list[Newcomer]:
    """Sixty people in two towns: a third for each leerroute."""
    kinds_of_people: list[dict[str, Any]] = [
        {"score": 10},
        {"age": 20, "wants_onderwijs": 1},
        {},
    ]
    return [
        Newcomer(f"n{i}", gemeente=i % 2, attendance=0.9, **kinds_of_people[i % 3])
        for i in range(60)
    ]


def waits(kind: str, value: float) -> np.ndarray[Any, Any]:
    """(people,) month in which each was served by the queue that a kind widens."""
    declared = kinds()[kind]
    queue = declared.widens
    setting, _ = STEPS[kind]
    values = {setting: value} | ({"aandeel": 1} if queue == "programma" else {})
    policies = (Policy(kind, START, values=values),)
    overrides = overrides_from({**CERTAIN, **SCARCE[queue]}, START)
    if queue == "lessen":
        for route in ("b1", "onderwijs", "z"):
            overrides[f"aanbod.extra_places_{route}"] = {-1: 5.0}
            overrides[f"aanbod.outside_starts_{route}"] = {-1: 0.0}
    setup = Setup(TWO_TOWNS, START, MONTHS, overrides=overrides, policies=policies)
    prepared = prepare(setup, load_registry().draw("point"))
    world = assemble_world(prepared, *invent(people(), START), keys.luck(1, 0))
    assert advance(world, 0, MONTHS)
    if queue == "programma":
        served = world.policies.joined[:, 0].astype(int)
        return np.where(served >= 0, served, FOREVER)
    milestone = {"lessen": M_LESSONS, "intake": M_INTAKE, "huisvesting": M_SETTLED}[queue]
    served = world.people["milestones"][:, milestone].astype(int)
    return np.where(served != NEVER, served, FOREVER)


def test_every_kind_that_widens_a_queue_is_looked_at() -> None:
    assert {name for name, kind in kinds().items() if kind.widens} == set(STEPS)


@pytest.mark.parametrize("kind", STEPS)
def test_more_never_makes_anybody_wait_longer(kind: str) -> None:
    _, values = STEPS[kind]
    served = [waits(kind, value) for value in values]
    for less, more in pairwise(served):
        assert (more <= less).all()
    assert served[-1].sum() < served[0].sum()
    assert (served[-1] < FOREVER).sum() > 15


def test_the_extra_places_are_shared_in_the_order_of_waiting() -> None:
    """Nobody who asked later starts earlier, whatever the number of places."""
    served = waits("b1_route_capaciteit", 3)
    assert len(set(served[served < FOREVER].tolist())) > 1
