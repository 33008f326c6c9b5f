"""Months by group are the same world, and add up to the region."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from experiments.scenario.files import load_scenario
from experiments.scenario.setups import setup_of
from simulation.agents.codes import ASIEL, NO_ROUTE
from simulation.build import Prepared
from simulation.detail import DETAIL_COLUMNS, FLOWS, STOCKS, simulate_detailed
from simulation.engine import Cancelled, prepare, simulate
from simulation.parameters import BEGIN, load_registry
from simulation.record import MONTHLY_COLUMNS

PHASES = [name for name in STOCKS if name not in ("te_laat", "werk", "bijstand")]


def prepared_with(**overrides: float) -> Prepared:
    setup = setup_of(load_scenario("combinatie").scenario)
    own = {name.replace("__", "."): {BEGIN: value} for name, value in overrides.items()}
    setup = replace(setup, overrides={**setup.overrides, **own})
    return prepare(setup, load_registry().draw("prior", seed=3, index=1))


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return prepared_with()


def test_the_groups_add_up_to_the_region_and_the_bits_are_the_same(prepared: Prepared) -> None:
    outcome, detail = simulate_detailed(prepared, 3, 1)
    plain = simulate(prepared, 3, 1)
    assert outcome.digest == plain.digest
    assert outcome.observables.tobytes() == plain.observables.tobytes()
    region = detail.sum(axis=(1, 2, 3))
    shared = set(DETAIL_COLUMNS) & set(MONTHLY_COLUMNS)
    assert len(shared) == len(DETAIL_COLUMNS) - 1
    for name in shared:
        whole = plain.monthly[:, MONTHLY_COLUMNS.index(name)]
        assert np.array_equal(region[:, DETAIL_COLUMNS.index(name)], whole), name
    housed = plain.monthly[:, MONTHLY_COLUMNS.index("gehuisvest")]
    assert (region[:, DETAIL_COLUMNS.index("gevestigd")] >= housed).all()


def test_routes_begin_with_the_pip_and_lessons_are_of_the_own_route() -> None:
    """Where nobody is under the Wi2013, which knows no routes."""
    _, detail = simulate_detailed(prepared_with(instroom__opvang_stock=0.0), 3, 1)
    by_route = detail.sum(axis=(0, 1, 2))
    for name in ("wacht_les", "les_b1", "les_onderwijs", "les_z", "na_les", "pips"):
        assert by_route[NO_ROUTE, DETAIL_COLUMNS.index(name)] == 0, name
    for route, name in enumerate(("les_b1", "les_onderwijs", "les_z"), start=1):
        column = by_route[:, DETAIL_COLUMNS.index(name)]
        assert column[route] == column.sum() > 0
    opvang = detail[..., DETAIL_COLUMNS.index("opvang")].sum(axis=(0, 1, 3))
    assert opvang[ASIEL] == opvang.sum()


def test_whoever_is_under_the_old_law_has_no_route(prepared: Prepared) -> None:
    _, detail = simulate_detailed(prepared, 3, 1)
    under = detail.sum(axis=(0, 1, 2))[:, DETAIL_COLUMNS.index("les_wi2013")]
    assert under[NO_ROUTE] == under.sum() > 0


def test_a_stopped_world_stops(prepared: Prepared) -> None:
    with pytest.raises(Cancelled):
        simulate_detailed(prepared, 3, 1, cancel=np.ones(1, dtype=np.int64))


def test_everybody_is_in_one_phase(prepared: Prepared) -> None:
    _, detail = simulate_detailed(prepared, 3, 1)
    flows = detail.sum(axis=(1, 2, 3))
    arrived, gone = (flows[:, DETAIL_COLUMNS.index(n)].cumsum() for n in ("instroom", "uitstroom"))
    phases = sum(flows[:, DETAIL_COLUMNS.index(name)] for name in PHASES)
    assert np.array_equal(phases, arrived - gone)
    assert set(FLOWS) < set(DETAIL_COLUMNS)
