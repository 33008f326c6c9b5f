"""Mesa's DataCollector works with the model, and the columns give the same much quicker."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.model import (
    ColumnCollector,
    Gemeente,
    Inburgeraar,
    InburgeringModel,
    Taalaanbieder,
    WorldEnded,
    WorldNotEnded,
    month_reporters,
)
from simulation.quiet_mesa import mesa
from simulation.record import MONTHLY_COLUMNS
from tests.engine.worlds import prepared

pytestmark = [pytest.mark.every_python, pytest.mark.filterwarnings("error")]

MONTHS = 24


def make(**options: Any) -> InburgeringModel:
    scenario = prepared(MONTHS, 30_000, 15_000)
    return InburgeringModel(scenario.setup, scenario.draw, 7, **options)


def test_model_reporters_collect_the_counts_of_each_month() -> None:
    collector = mesa.DataCollector(model_reporters={**month_reporters(), "date": "date"})
    model = make(datacollector=collector)
    model.run_model()
    found = collector.get_model_vars_dataframe()
    assert found["date"].iloc[[0, -1]].tolist() == ["2022-01", "2023-12"]
    expected = model.monthly_table()
    np.testing.assert_array_equal(found[list(MONTHLY_COLUMNS)].to_numpy(), expected.to_numpy())
    np.testing.assert_array_equal(expected.to_numpy(), model.outcome().monthly)
    assert expected.index.tolist() == found["date"].tolist()


def test_agenttype_reporters_collect_institutions() -> None:
    collector = mesa.DataCollector(
        agenttype_reporters={
            Gemeente: {"caseload": "caseload", "name": lambda gemeente: gemeente.name},
            Taalaanbieder: {"occupied": "occupied"},
        }
    )
    model = make(datacollector=collector)
    caseloads = []
    while model.running:
        model.step()
        caseloads.append(model.world.gemeenten["caseload"].tolist())
    found = collector.get_agenttype_vars_dataframe(Gemeente)
    assert found["caseload"].to_numpy().reshape(MONTHS, 2).tolist() == caseloads
    assert found["name"].unique().tolist() == ["stad-1", "stad-2"]
    assert len(collector.get_agenttype_vars_dataframe(Taalaanbieder)) == 3 * MONTHS


def test_agent_reporters_go_over_everybody() -> None:
    """`name` is what every agent has; the rest differs by type, so that is what types are for."""
    collector = mesa.DataCollector(agent_reporters={"name": "name"})
    model = make(people=True, datacollector=collector)
    model.run_model()
    found = collector.get_agent_vars_dataframe()
    assert len(found.loc[MONTHS]) == len(model.agents) == 5 + len(model.in_view)


def test_a_user_collects_by_hand_too() -> None:
    """As in Mesa's own tutorials: also before the first step."""
    collector = mesa.DataCollector(model_reporters=month_reporters("werk"))
    model = make()
    collector.collect(model)
    model.step()
    collector.collect(model)
    assert collector.get_model_vars_dataframe()["werk"].tolist() == [0, model.count("werk")]


def test_columns_give_what_views_give() -> None:
    fields = ["gemeente", "phase", "lezen", "age", "pip_month", "seat"]
    views = mesa.DataCollector(
        agenttype_reporters={Inburgeraar: {name: name for name in ["row", *fields]}}
    )
    columns = ColumnCollector(fields)

    class Both:
        def collect(self, model: InburgeringModel) -> None:
            views.collect(model)
            columns.collect(model)

    make(people=True, datacollector=Both()).run_model()
    by_view = views.get_agenttype_vars_dataframe(Inburgeraar).reset_index()
    by_column = columns.get_people_dataframe().reset_index()
    assert len(by_column) == len(by_view) > 1000
    keys = [by_view["Step"].astype(int).tolist(), by_view["row"].tolist()]
    assert keys == [by_column["month"].tolist(), by_column["person"].tolist()]
    for name in fields:
        one, other = by_view[name].astype(object), by_column[name].astype(object)
        assert one.where(one.notna(), None).tolist() == other.where(other.notna(), None).tolist()


def test_columns_of_the_same_month_replace_each_other() -> None:
    collector = ColumnCollector(["phase", "phase"])
    assert collector.names == ("phase",)
    with pytest.raises(ValueError, match="nothing was collected"):
        collector.get_people_dataframe()
    model = make()
    model.step()
    collector.collect(model)
    collector.collect(model)
    assert len(collector.get_people_dataframe()) == len(model.in_view)


def test_wrong_names_are_told_at_once() -> None:
    with pytest.raises(ValueError, match=r"'ages', 'fase'.*allowed are household, gemeente"):
        ColumnCollector(["age", "ages", "fase"])
    with pytest.raises(ValueError, match=r"column 'vaart': allowed are opvang"):
        make().count("vaart")


def test_the_end_is_the_end() -> None:
    model = make()
    with pytest.raises(WorldNotEnded, match=r"0 of 24 months"):
        model.outcome()
    model.run_model()
    assert (model.running, model.date) == (False, "2023-12")
    digest = model.outcome().digest
    for _ in range(3):
        with pytest.raises(WorldEnded, match=r"month 24 \(2023-12\) was the last"):
            model.step()
    assert (model.steps, model.month) == (MONTHS, MONTHS)
    assert model.outcome().digest == digest


def test_a_setup_with_problems_is_refused() -> None:
    with pytest.raises(ValueError, match="months"):
        InburgeringModel.of_region(start="2024-01", until="2023-12")
    with pytest.raises(ValueError, match=r"parameters\.lessen\.hours"):
        InburgeringModel.of_region(parameters={"lessen.hours": 9})
    with pytest.raises(ValueError, match="seed -1 lies outside"):
        InburgeringModel.of_region(until="2022-06", seed=-1)
