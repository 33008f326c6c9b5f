"""Worlds that no policy controls: inflow of every kind, housing paths, the labour market."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.agents.codes import ASIEL, GEZIN
from simulation.build import prepare
from simulation.engine import simulate
from simulation.inflow import InflowRow, Shock
from simulation.months import parse_month
from simulation.parameters import BEGIN, load_registry
from simulation.setup import Setup
from simulation.variants import HOUSING, LABOUR_MARKET, VARIED, variant_overrides
from tests.engine.worlds import region

START = parse_month("2022-01")
MONTHS = 120
ASSUMED = parse_month("2025-01") - START
"""From here on the national series are an assumption."""
TOWNS = region(60_000, 30_000)


def rates(**fields: Any) -> np.ndarray[Any, Any]:
    """(doelgroepen, months, gemeenten) expected arrivals a month; reception before it left out."""
    prepared = prepare(Setup(TOWNS, START, MONTHS, **fields), load_registry().draw("point"))
    return prepared.rates[:, prepared.history :]


@pytest.mark.parametrize(
    ("level", "asiel", "gezin"), [("low", 18_000, 7_000), ("high", 26_000, 14_000)]
)
def test_high_and_low_inflow_are_the_registered_edges_of_the_future(
    level: str, asiel: int, gezin: int
) -> None:
    """The past is what was published; from 2025 on 21,600 and 11,233 a year become the edges."""
    middle, other = rates(), rates(inflow_level=level)
    assert np.array_equal(other[:, :ASSUMED], middle[:, :ASSUMED])
    after = other[:, ASSUMED:] / middle[:, ASSUMED:]
    assert after[ASIEL] == pytest.approx(asiel / 21_600)
    assert after[GEZIN] == pytest.approx(gezin / 11_233)


def test_a_shock_multiplies_one_doelgroep_for_a_while() -> None:
    shock = Shock(parse_month("2026-03"), months=6, factor=2.5)
    ratio = rates(inflow_shock=shock) / rates()
    first = parse_month("2026-03") - START
    inside = np.zeros(MONTHS, dtype=bool)
    inside[first : first + 6] = True
    assert ratio[ASIEL, inside] == pytest.approx(2.5)
    assert (ratio[ASIEL, ~inside] == 1).all() and (ratio[GEZIN] == 1).all()


def test_a_shock_changes_nobody_who_comes_anyway() -> None:
    """The same people arrive before it, and so does everybody outside it."""
    from simulation.engine import build_world

    shock = Shock(parse_month("2026-03"), 6, 3.0)
    draw = load_registry().draw("point")
    plain, more = (
        build_world(prepare(Setup(TOWNS, START, MONTHS, inflow_shock=s), draw), 1, 0).people
        for s in (None, shock)
    )
    known = {(int(p["id_low"]), int(p["id_high"])): p for p in more}
    assert len(more) > len(plain) + 10
    for p in plain:
        same = known[int(p["id_low"]), int(p["id_high"])]
        assert (p["score"], p["birth"], p["arrival"]) == (
            same["score"],
            same["birth"],
            same["arrival"],
        )


def test_an_own_series_is_read_as_steps() -> None:
    """Five a month in stad-1 from the start, none from 2024 on; three in stad-2 from 2023."""
    rows = (
        InflowRow(parse_month("2023-01"), "stad-2", "gezin_overig", 3),
        InflowRow(parse_month("2024-01"), "stad-1", "gezin_overig", 0),
        InflowRow(parse_month("2021-06"), "stad-1", "gezin_overig", 5),
    )
    found = rates(inflow="eigen", inflow_rows=rows)[GEZIN]
    assert found[:24, 0].tolist() == [5.0] * 24
    assert not found[24:, 0].any()
    assert not found[:12, 1].any()
    assert found[12:, 1].tolist() == pytest.approx([3.0] * (MONTHS - 12))


def test_of_an_own_asylum_series_room_is_left_for_who_follows() -> None:
    """As of the published ones: later family and children who turn 18 come on top."""
    rows = (InflowRow(START, "stad-1", "asiel", 10.0),)
    found = rates(inflow="eigen", inflow_rows=rows)[ASIEL, :, 0]
    assert found[0] == pytest.approx(10.0, rel=0.01)
    assert 8.5 < found[-1] < 9.9


def test_an_own_series_runs() -> None:
    rows = (
        InflowRow(START, "stad-1", "asiel", 6.0),
        InflowRow(START, "stad-2", "gezin_overig", 4.0),
    )
    setup = Setup(TOWNS, START, 48, inflow="eigen", inflow_rows=rows)
    outcome = simulate(prepare(setup, load_registry().draw("point")), 1, 0)
    assert 300 < outcome.people < 700


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"inflow": "eigen"}, "inflow.rows"),
        ({"inflow_rows": (InflowRow(START, "stad-1", "asiel", 1.0),)}, "inflow.rows"),
        (
            {"inflow": "eigen", "inflow_rows": (InflowRow(START, "nergens", "asiel", 1),)},
            "inflow.rows",
        ),
        (
            {"inflow": "eigen", "inflow_rows": (InflowRow(START, "stad-1", "asiel", -1),)},
            "inflow.rows",
        ),
        ({"inflow_shock": Shock(START, 0, 2.0)}, "inflow.shock"),
        ({"inflow_shock": Shock(START, 3, -1.0)}, "inflow.shock"),
        ({"inflow_shock": Shock(START, 3, 1.0, "studenten")}, "inflow.shock"),
    ],
)
def test_a_wrong_inflow_is_refused(fields: dict[str, Any], where: str) -> None:
    assert [p.field for p in Setup(TOWNS, START, 24, **fields).validate()] == [where]


def test_housing_paths_and_labour_markets_are_dated_rules() -> None:
    since = parse_month("2026-01")
    assert variant_overrides() == {}
    assert variant_overrides("gemist", None) == {}
    assert variant_overrides("gehaald", "ruim") == {
        "huisvesting.realisation": {since: 1.0},
        "werk.tightness": {since: 0.8},
    }
    assert set(VARIED.values()) <= set(load_registry())


def test_variants_are_in_order() -> None:
    """Met houses more than missed, and missed more than arrears; a tight market hires most."""
    registry, since = load_registry(), parse_month("2026-01")
    paces = [
        variant_overrides(name, None).get(
            "huisvesting.realisation", {since: registry["huisvesting.realisation"].at(since)}
        )[since]
        for name in HOUSING
    ]
    assert paces == sorted(paces, reverse=True) and len(set(paces)) == 3
    tightness = [variant_overrides(None, n)["werk.tightness"][since] for n in LABOUR_MARKET]
    assert tightness == sorted(tightness, reverse=True) and len(set(tightness)) == 3


@pytest.mark.parametrize("name", HOUSING)
def test_a_housing_path_leaves_the_past_alone(name: str) -> None:
    overrides = variant_overrides(name, "ruim")
    draw = load_registry().draw("point")
    plain = simulate(prepare(Setup(TOWNS, START, MONTHS), draw), 1, 0)
    varied = simulate(prepare(Setup(TOWNS, START, MONTHS, overrides=overrides), draw), 1, 0)
    begun = parse_month("2026-01") - START
    assert np.array_equal(plain.monthly[:begun], varied.monthly[:begun])
    assert not np.array_equal(plain.monthly, varied.monthly)


def test_a_met_taakstelling_empties_reception_and_arrears_fill_it() -> None:
    draw = load_registry().draw("point")
    waiting = {}
    for name in HOUSING:
        setup = Setup(TOWNS, START, MONTHS, overrides=variant_overrides(name, None))
        prepared = prepare(setup, draw)
        waiting[name] = sum(int(simulate(prepared, 1, r).monthly[-1, 0]) for r in range(4))
    assert waiting["gehaald"] < waiting["gemist"] < waiting["achterstand"]
    assert BEGIN == -1
