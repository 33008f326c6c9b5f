"""The trace of everybody in a world equals the world's aggregates, exactly.

Three small worlds are traced whole. From the events alone plain Python (replay.py,
plain_observables.py) works out every monthly count and the observables, and they are the engine's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from simulation.agents import events as ev
from simulation.engine import Outcome, Prepared, advance, build_world, measure
from simulation.observables import DEFAULT_OBSERVABLES
from simulation.record import MONTHLY_COLUMNS
from tests.engine.worlds import prepared
from tests.theory.plain_observables import is_known, work_out
from tests.theory.replay import Replay

NOT_IN_EVENTS = {"geen_budget"}
"""Columns that no event tells of; without a budget nobody is in it."""
LEAST_OBSERVABLES = 80
WORLDS = {
    "registered": (108, (50_000, 20_000), -1),
    "a draw from the priors": (96, (60_000,), 3),
    "another draw": (72, (30_000,), 8),
}


@dataclass(frozen=True)
class Traced:
    """A world that has run and was traced whole, and the same read back from its events."""

    scenario: Prepared
    world: Any
    outcome: Outcome
    replay: Replay

    @classmethod
    def of(cls, months: int, inhabitants: tuple[int, ...], draw: int) -> Traced:
        scenario = prepared(months, *inhabitants, draw=draw)
        world = build_world(scenario, 4, 2, trace=True)
        assert advance(world, 0, months)
        outcome = measure(scenario, world)
        return cls(scenario, world, outcome, read_back(outcome.events, months, world))


def read_back(events: Any, months: int, world: Any) -> Replay:
    return Replay(events, months, world.people["household"])


@pytest.fixture(scope="module", params=WORLDS)
def traced(request: pytest.FixtureRequest) -> Traced:
    return Traced.of(*WORLDS[request.param])


def columns_that_differ(traced: Traced, replay: Replay) -> dict[str, int]:
    """In how many months each count differs from the engine's."""
    return {
        name: different
        for place, name in enumerate(MONTHLY_COLUMNS)
        if name not in NOT_IN_EVENTS
        and (
            different := sum(
                counts[name] != engine
                for counts, engine in zip(
                    replay.months, traced.outcome.monthly[:, place].tolist(), strict=True
                )
            )
        )
    }


def test_every_count_of_every_month(traced: Traced) -> None:
    assert columns_that_differ(traced, traced.replay) == {}
    for name in NOT_IN_EVENTS:
        assert (traced.outcome.monthly[:, MONTHLY_COLUMNS.index(name)] == 0).all()
    print(f"\n{len(traced.outcome.events)} events of {len(traced.replay.lives)} people")


def test_observables(traced: Traced) -> None:
    lives = sorted(traced.replay.lives.values(), key=lambda life: life.person)
    setup = traced.scenario.setup
    sexes = traced.world.people["sex"]
    wrong, compared, empty = [], 0, 0
    for place, observable in enumerate(DEFAULT_OBSERVABLES):
        if not is_known(observable):
            continue
        value, number = work_out(observable, lives, sexes, setup.start, setup.months)
        engine = float(traced.outcome.observables[place])
        behind = int(traced.outcome.counts[place])
        compared += 1
        empty += number == 0
        # Hours in events are whole; sums of weeks may differ in the last bit.
        near = 1.0 if observable.unit == "hours" else 1e-9
        same = abs(value - engine) <= near or (math.isnan(value) and math.isnan(engine))
        if number != behind or not same:
            wrong.append(f"{observable.key}: {value} of {number}, engine {engine} of {behind}")
    assert wrong == [], "\n".join(wrong)
    assert compared >= LEAST_OBSERVABLES
    assert empty < compared / 4
    print(f"\n{compared} observables the same, {empty} of them of nobody")


def test_people_are_conserved(traced: Traced) -> None:
    """Whoever arrived is in exactly one phase, or out: in every month, from the flows alone."""
    here = 0
    for month, counts in enumerate(traced.replay.months):
        here += counts["instroom"] - counts["uitstroom"]
        in_phases = sum(month in life.phases for life in traced.replay.lives.values())
        row = dict(zip(MONTHLY_COLUMNS, traced.outcome.monthly[month].tolist(), strict=True))
        across = {"te_laat", "werk", "bijstand", "geen_budget"}
        flows = {"instroom", "gehuisvest", "intakes", "pips", "uitstroom"}
        standing = sum(number for name, number in row.items() if name not in across | flows)
        assert here == in_phases == standing
    assert here > 100


@pytest.mark.parametrize(
    ("event", "column"),
    [
        (ev.E_INTAKE, "intakes"),
        (ev.E_LESSONS, "wacht_les"),
        (ev.E_RETURNED, "onderbroken"),
        (ev.E_JOB_LOST, "werk"),
        (ev.E_OUT, "uitstroom"),
        (ev.E_BIJSTAND, "bijstand"),
    ],
)
def test_an_event_that_is_missing_or_a_month_late_is_seen(event: int, column: str) -> None:
    """The comparison can fail: one row of thousands is dropped, or moved by a month."""
    traced = Traced.of(*WORLDS["another draw"])
    events = traced.outcome.events
    months = traced.scenario.setup.months
    last = lonely(events, event, months)
    without = np.delete(events, last, axis=0)
    assert column in columns_that_differ(traced, read_back(without, months, traced.world))
    late = events.copy()
    late[last, 0] += 1
    assert column in columns_that_differ(traced, read_back(late, months, traced.world))


def lonely(events: Any, event: int, months: int) -> int:
    """The last row of this event, before the last month, beside which nothing else of weight
    happens to that person for a month: dropped or moved it leaves a life that can be read.
    """
    for row in np.nonzero(events[:, 2] == event)[0][::-1]:
        month, person = events[row, :2]
        near = (events[:, 1] == person) & (np.abs(events[:, 0] - month) <= 1)
        near &= ~np.isin(events[:, 2], (ev.E_HOURS, ev.E_LEERBAARHEIDSTOETS))
        if month < months - 1 and near.sum() == 1:
            return int(row)
    raise AssertionError("no such event")
