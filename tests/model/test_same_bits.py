"""Stepping through Mesa gives what the batch path gives, bit for bit, whoever looks on.

The model is looked at in every way between the steps, and its own random numbers are used up: none
of it may reach the world.
"""

from __future__ import annotations

import numpy as np
import pytest

from simulation.engine import Prepared, advance, build_world, measure, simulate
from simulation.model import (
    ColumnCollector,
    Gemeente,
    Inburgeraar,
    InburgeringModel,
    Taalaanbieder,
)
from simulation.quiet_mesa import mesa
from tests.engine.worlds import everything, small_worlds

pytestmark = [pytest.mark.every_python, pytest.mark.filterwarnings("error")]

SEED, REPLICATION = 11, 4


def look_hard(model: InburgeringModel) -> None:
    """Read every field of every agent, and use the random numbers that Mesa gives a model."""
    for kind in (Gemeente, Taalaanbieder, Inburgeraar):
        if kind in model.agents_by_type:
            model.agents_by_type[kind].get(list(kind.fields()))
    model.agents.shuffle_do(lambda agent: agent.name)
    model.rng.random(3)
    model.monthly_table()


@pytest.mark.parametrize("name", small_worlds())
def test_stepping_gives_the_same_bits(name: str) -> None:
    scenario = small_worlds()[name]
    whole = build_world(scenario, SEED, REPLICATION, trace=True)
    assert advance(whole, 0, scenario.setup.months)

    model = InburgeringModel(
        scenario.setup, scenario.draw, SEED, REPLICATION, people=True, trace=True
    )
    while model.running:
        model.step()
        if model.month % 6 == 0:
            look_hard(model)
    assert model.month == model.steps == scenario.setup.months

    expected = everything(whole, measure(scenario, whole))
    found = everything(model.world, model.outcome())
    assert found.keys() == expected.keys()
    for field, numbers in expected.items():
        np.testing.assert_array_equal(found[field], numbers, err_msg=field)
    assert model.outcome().digest == simulate(scenario, SEED, REPLICATION).digest


def test_another_world_is_another_world() -> None:
    """The comparison above could fail: another replication has other bits."""
    scenario = small_worlds()["prior"]
    model = InburgeringModel(scenario.setup, scenario.draw, SEED, REPLICATION + 1)
    model.run_model()
    assert model.outcome().digest != simulate(scenario, SEED, REPLICATION).digest


def collected(scenario: Prepared) -> InburgeringModel:
    collector = mesa.DataCollector(agenttype_reporters={Inburgeraar: {"phase": "phase"}})
    model = InburgeringModel(
        scenario.setup, scenario.draw, SEED, people=True, datacollector=collector
    )
    model.run_model()
    return model


def test_collectors_change_nothing() -> None:
    scenario = small_worlds()["prior"]
    plain = InburgeringModel(
        scenario.setup, scenario.draw, SEED, datacollector=ColumnCollector(["phase"])
    )
    plain.run_model()
    assert collected(scenario).outcome().digest == plain.outcome().digest


def test_from_a_region_and_dates() -> None:
    """The friendly way asks for the same world as a setup by hand."""
    values = {"lessen.b1_hours_week": 12, "aanbod.extra_places_z": {"2023-01": 40}}
    model = InburgeringModel.of_region(until="2023-12", seed=3, parameters=values)
    assert (model.setup.months, model.setup.region.name) == (24, "midden-twente")
    rules = model.prepared.rules[:, 0, 0]
    assert (rules["lessen_b1_hours_week"] == 12).all()
    assert rules["aanbod_extra_places_z"].tolist() == [0.0] * 12 + [40.0] * 12
    model.run_model()
    assert model.outcome().digest == simulate(model.prepared, 3, 0).digest
