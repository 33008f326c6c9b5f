"""A small world for emulating a trial: people of one kind, in two arms, with the same luck.

Nothing in it is scarce: a home, an intake and a course are there at once, so that what differs
between the arms is the trial's own difference. Both arms hold the same people with the same luck.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation import randomness as keys
from simulation.agents.codes import (
    LAAG,
    MAN,
    MIDDEN,
    NEVER,
    SERIES_ASIEL,
    WI2021,
    WOMAN,
)
from simulation.agents.events import A_EMPLOYED, M_LESSONS, M_SETTLED
from simulation.agents.inburgeraar import HUISHOUDEN, INBURGERAAR
from simulation.engine import advance, assemble_world, prepare
from simulation.parameters import BEGIN, load_registry
from simulation.policy import Policy
from simulation.population import HOUSEHOLD_MEMBER, MEMBERS, identity_high
from simulation.region import Gemeente, Region
from simulation.setup import Setup

TOWN = Region("proef", "Proef", (Gemeente("proef", "Proef", 9999, 100_000, 0, "invented"),))
START = 300
"""January 2025: the registered values of today."""
AGE = 30
PLENTY, NONE = 1e7, -1e7
AT_ONCE = 0.999999

NOTHING_SCARCE: Mapping[str, float] = {
    "huisvesting.taakstelling": 1e9,
    "huisvesting.realisation": 1,
    "huisvesting.coupling_months": 0,
    "huisvesting.move_away": 0,
    "huisvesting.leave_country": 0,
    "huisvesting.coa_hours": 0,
    "intake.notice_lag": 0,
    "intake.call_hazard": AT_ONCE,
    "intake.no_show": 0,
    "klantmanager.fte_per_1000": 1e4,
    "aanbod.extra_places_b1": PLENTY,
    "aanbod.extra_places_z": PLENTY,
    "aanbod.b1_start_interval": 1,
    "aanbod.z_start_interval": 1,
    "aanbod.group_minimum": 1,
    "werk.reception_men": 0,
    "werk.reception_women": 0,
    "werk.tightness": 1,
    "onderwijs.entry_young": 0,
    "onderwijs.entry_old": 0,
    "termijn.request_share": 0,
}


class Arm:
    """One arm of a trial that has run."""

    def __init__(self, world: Any) -> None:
        self._world = world
        people = world.people
        self.settled = int(people["milestones"][:, M_SETTLED].max())
        lessons = people["milestones"][:, M_LESSONS]
        self.lessons = int(np.median(lessons))
        self.ability = people["ability"].mean(axis=1)

    def employed(self, month: int) -> float:
        """The share that has a job in a month of the world."""
        return float(((self._world.activities[month] >> A_EMPLOYED) & 1).mean())

    def employed_over(self, first: int, last: int) -> float:
        """The mean of that share over months, the last one not included."""
        return float(np.mean([self.employed(month) for month in range(first, last)]))


def run_arm(
    people: int,
    months: int,
    *,
    values: Mapping[str, float] | None = None,
    policies: tuple[Policy, ...] = (),
    schooling: int = MIDDEN,
    work: float = 1.0,
    arrival: int = 0,
) -> Arm:
    """Let so many people live so many months.

    Args:
        values: registered parameters that the arm changes. policies: what is done to it.
        schooling: LAAG or MIDDEN. work: their chance of a job against the model's base.
        arrival: month of the world in which all of them come.
    """
    overrides = {
        name: {BEGIN: float(value)} for name, value in {**NOTHING_SCARCE, **(values or {})}.items()
    }
    setup = Setup(TOWN, START, months, overrides=overrides, policies=policies)
    prepared = prepare(setup, load_registry().draw("point"))
    world = assemble_world(prepared, *_invent(people, schooling, work, arrival), keys.luck(1, 0))
    advance(world, 0, months)
    return Arm(world)


def _invent(
    number: int, schooling: int, work: float, arrival: int
) -> tuple[npt.NDArray[np.void], npt.NDArray[np.void]]:
    """Single people, half of them women, whose pace and chance of work spread as registered."""
    registry = load_registry()
    people = np.zeros(number, dtype=INBURGERAAR)
    for name in ("milestones", "call_month", "exam_month", "result_month"):
        people[name] = NEVER
    for name in ("exempt_month", "extension_month"):
        people[name] = NEVER
    ordinal = np.arange(number)
    women = ordinal % 2 == 1
    people["id_high"] = identity_high(TOWN.gemeenten[0].code, SERIES_ASIEL, START)
    people["id_low"] = ordinal * MEMBERS
    people["index"] = people["household"] = ordinal
    people["next_member"] = -1
    people["arrival"] = arrival
    people["wet"] = WI2021
    people["birth"] = START - AGE * 12
    people["sex"] = np.where(women, WOMAN, MAN)
    people["education"] = schooling
    people["score"] = registry["leerbaarheidstoets.mean"].at(START)
    people["attendance"] = registry["lessen.attendance"].at(START)
    level = "lessen.hours_level_low" if schooling == LAAG else "lessen.hours_level_middle"
    pace = np.exp(registry["lessen.aptitude_spread"].at(START) * _normals(number, _GOLDEN))
    people["learning_rate"] = people["alfa_rate"] = pace / registry[level].at(START)
    luck = np.exp(registry["werk.individual_spread"].at(START) * _normals(number, _SILVER))
    people["work_factor"] = work * luck * np.where(women, registry["werk.women"].at(START), 1.0)
    households = np.zeros(number, dtype=HUISHOUDEN)
    households["id_high"] = people["id_high"]
    households["id_low"] = people["id_low"] + HOUSEHOLD_MEMBER
    households["first_member"] = ordinal
    households["persons"] = households["norm"] = 1
    households["settled"] = households["ontzorgen_until"] = NEVER
    households["decider"] = -1
    return people, households


_GOLDEN, _SILVER = (5**0.5 - 1) / 2, 2**0.5 - 1
"""Steps that fill the unit evenly and in unrelated orders: the two traits are independent."""


def _normals(number: int, pace: float) -> npt.NDArray[np.float64]:
    """Standard normals that are evenly spread, in an order of their own."""
    ranks = (0.5 + pace * np.arange(number)) % 1.0
    normal = NormalDist()
    return np.array([normal.inv_cdf(u) for u in ranks])
