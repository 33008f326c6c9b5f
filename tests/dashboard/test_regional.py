"""Outcomes by municipality are those of the region's own worlds, and add up to it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dashboard.asking import request_for, shipped, shipped_names
from dashboard.components.regional_charts import (
    FEWEST,
    difference_columns,
    few_places,
    level_columns,
    measure_chart,
    queue_chart,
)
from dashboard.workshop.regional import (
    MEASURES,
    REGION,
    Question,
    Regional,
    by_municipality,
    measures_of,
)
from experiments.charts.data import ResultData
from experiments.compare.outcomes import LAW_NEUTRAL
from experiments.runner.run import answer
from simulation.region import load_region

WORLDS = 6
TOWNS = load_region("midden-twente")


@pytest.fixture(scope="module")
def found() -> Regional:
    return by_municipality(Question((shipped("base"), shipped("z-route-ruim")), 1, WORLDS))


def test_the_region_is_that_of_the_run(found: Regional, tmp_path: Path) -> None:
    run = answer(request_for(shipped("base"), WORLDS, 1), tmp_path, workers=1).result
    data = ResultData(run)
    compared = 0
    for name, measure in MEASURES.items():
        if name in ("work", "bijstand"):  # a run asks these at other moments
            continue
        stored = data.values(measure.name, **measure.filters)
        np.testing.assert_array_equal(found.values[name][0, 0], stored, err_msg=name)
        compared += 1
    assert compared >= 5


def test_municipalities_add_up_to_the_region(found: Regional) -> None:
    assert not found.across_laws
    assert found.places == (REGION, *(town.name for town in TOWNS.gemeenten))
    np.testing.assert_array_equal(found.queue[:, 1:].sum(axis=1), found.queue[:, 0])
    for name, counts in found.counts.items():
        np.testing.assert_array_equal(counts[:, 1:].sum(axis=1), counts[:, 0], err_msg=name)
    shares = np.nan_to_num(found.values["level"]) * found.counts["level"]
    np.testing.assert_allclose(shares[:, 1:].sum(axis=1), shares[:, 0], atol=1e-6)


def test_a_municipality_with_few_people_is_not_told(found: Regional) -> None:
    counts = {name: values.copy() for name, values in found.counts.items()}
    counts["level"][:, 1] = FEWEST - 1
    thin = Regional(found.places, found.years, found.values, counts, found.queue)
    town = found.places[1]
    assert few_places(thin, 0, "level") == [town]
    assert few_places(found, 0, "level") == []
    chart = measure_chart(thin, 0, "level", False, TOWNS, "nl")
    assert town not in {row.key for row in chart.rows}
    place = list(MEASURES).index("level")
    for columns in (level_columns(thin, 0, "nl"), difference_columns(thin, "nl")):
        assert columns["Borne"][place] == "te weinig mensen"
        assert columns["hele regio"][place] != "te weinig mensen"


def test_levels_of_people_are_rounded_and_differences_are_not(found: Regional) -> None:
    place = list(MEASURES).index("running")
    levels = [column[place] for column in list(level_columns(found, 0, "nl").values())[1:]]
    assert all(int(level.replace(".", "")) % 5 == 0 for level in levels)
    chart = measure_chart(found, 0, "running", True, TOWNS, "nl")
    row = next(row for row in chart.rows if row.key == "borne")
    borne = next(town for town in TOWNS.gemeenten if town.name == "borne")
    middle = np.median(found.values["running"][0, found.places.index("borne")])
    assert row.middle == pytest.approx(1000 * middle / borne.inhabitants)


def test_the_queue_of_few_is_told_together(found: Regional) -> None:
    def lines(queue: np.ndarray) -> dict[str, float]:
        told = Regional(found.places, found.years, found.values, found.counts, queue)
        return {one.key: float(one.band[1][-1]) for one in queue_chart(told, 0, "nl").series}

    queue = np.zeros_like(found.queue)
    for place, people in enumerate((90, 10, 10, 50, 20)):
        queue[:, place] = people
    assert lines(queue) == {"hengelo": 50, "together": 40}
    queue[:, 1:] = 5
    assert lines(queue) == {REGION: 90}
    queue[:, 1:] = FEWEST
    assert set(lines(queue)) == set(found.places) - {REGION}


def test_across_laws_only_what_means_the_same_is_asked() -> None:
    asked = measures_of(across_laws=True)
    assert set(asked) == {"work", "bijstand"}
    for one in asked.values():
        assert one.name in LAW_NEUTRAL
        assert one.filters["law"] == "any"
    assert set(measures_of(across_laws=False)) == set(MEASURES)


def test_every_shipped_scenario_of_another_law_is_known_as_one() -> None:
    base = shipped("base")
    for name in shipped_names():
        scenario = shipped(name)
        if (scenario.start, scenario.until) == (base.start, base.until):
            other_law = any(block.get("kind") == "stelsel" for block in scenario.policies)
            found = by_municipality(Question((base, scenario), 1, 1)) if other_law else None
            assert found is None or found.across_laws, name
