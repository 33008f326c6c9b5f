"""Warming a world up: months lived before its first one, and then cut off.

A world that starts in 2022 with nobody in it is quieter than a real one. With a warm-up the months
before are lived first, under the law and the inflow of their dates; then every month is counted
from the start again, so that what lies before it is negative, as it is for whoever was there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from simulation.agents.codes import NEVER
from simulation.programmes import Policies
from simulation.setup import Setup
from simulation.world import World

PERSON_MONTHS = (
    *("milestones", "arrival", "call_month", "term_end", "break_since", "queued_since"),
    *("job_since", "next_review", "exempt_month", "extension_month", "exam_month", "result_month"),
    *("last_sitting", "first_sitting", "paused", "college_last", "agi_month", "duty_since"),
    "loan_due",
)
"""Fields of a person that are months of the world."""
HOUSEHOLD_MONTHS = ("settled", "ontzorgen_until")
FIRST_CODE = -9000
"""Below this a month is no month but a code: NEVER, or that somebody declined or waits."""


def with_warm_up(setup: Setup) -> Setup:
    """The setup of the whole world, warm-up included."""
    return replace(
        setup, start=setup.start - setup.warm_up, months=setup.months + setup.warm_up, warm_up=0
    )


def cut(world: World, months: int) -> World:
    """The world after so many months, as one that starts there."""
    for name in PERSON_MONTHS:
        move(world.people[name], months)
    for name in HOUSEHOLD_MONTHS:
        move(world.households[name], months)
    move(world.queues.joined, months)
    move(world.policies.joined, months)
    world.person_months[0] = 0
    world.start[0] += months
    world.now["has_past"] = 1
    world.now["affected"] = 0
    world.now["stacked"] = 0
    if world.events.shape[0]:
        world.events[: int(world.events_used[0]), 0] -= months
    if world.entries.shape[0]:
        world.entries[: int(world.entries_used[0]), 0] -= months
    policies: Policies = world.policies._replace(
        strength=world.policies.strength[months:],
        price=world.policies.price[months:],
        starts=world.policies.starts[months:],
        present=world.policies.present[months:],
    )
    return world._replace(
        outside=world.outside[months:],
        releases=world.releases[months:],
        rules=world.rules[months:],
        activities=world.activities[months:],
        ledger=world.ledger[months:],
        monthly=world.monthly[months:],
        policies=policies,
    )


def move(numbers: Any, months: int) -> None:
    """Count months from so many later; codes stay what they are."""
    numbers[...] = np.where(numbers > FIRST_CODE, numbers - months, numbers)


assert NEVER < FIRST_CODE
