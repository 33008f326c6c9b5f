"""The forecast of 2020 as an input: what goes in comes out, on average.

The presentation of 30 September 2020 prints an inflow of asylum status holders for 2020, 2021 and
2022, two thirds of whom have the duty, and counts for each leerroute in 2021 and 2022 together. A
world under that forecast has that inflow and those shares; the law is asked to hold from 2020.
"""

import numpy as np
import pytest

from calibration.seed import LEERROUTES, TOTAL, load_seed
from simulation import engine
from simulation.agents.codes import ASIEL, NO_ROUTE, ROUTES
from simulation.months import parse_month
from simulation.parameters import BEGIN, load_registry
from simulation.record import C_INSTROOM
from simulation.region import load_region
from simulation.setup import Setup

START = parse_month("2020-01")
YEARS = ("2020", "2021", "2022")
WORLDS = 1000
MOST_ERRORS = 4


@pytest.fixture(scope="module")
def worlds():
    """Inflow a year (worlds, years) and first leerroutes (routes,) of many worlds."""
    printed = load_seed().forecasts[TOTAL].routes
    counts = [printed[route].middle for route in LEERROUTES]
    from_2020 = ("wet.in_force", "intake.notice_from_asiel", "intake.notice_from_gezin")
    overrides = {name: {BEGIN: START} for name in from_2020}
    for place, count in enumerate(counts):
        overrides[f"leerroute.given_shares.{place}"] = {BEGIN: count / sum(counts)}
    setup = Setup(load_region("midden-twente"), START, 36, inflow="seed-2020", overrides=overrides)
    prepared = engine.prepare(setup, load_registry().draw("point"))
    inflow = np.zeros((WORLDS, len(YEARS)))
    routes = np.zeros(ROUTES)
    for number in range(WORLDS):
        world = engine.build_world(prepared, 1, number)
        assert engine.advance(world, 0, 36)
        inflow[number] = world.monthly[:, C_INSTROOM].reshape(len(YEARS), 12).sum(axis=1)
        routes += np.bincount(world.people["first_route"], minlength=ROUTES)
        assert (world.people["doelgroep"] == ASIEL).all()
    return inflow, routes


@pytest.mark.parametrize("year", YEARS)
def test_the_inflow_of_each_year_is_what_the_forecast_prints(worlds, year):
    """Two thirds of the persons of all ages, halfway between low and high."""
    inflow = worlds[0][:, YEARS.index(year)]
    forecast = load_seed().forecasts[year]
    expected = forecast.all_ages.middle * load_seed().share_obliged
    error = inflow.std() / np.sqrt(WORLDS)
    print(
        f"{year}: {inflow.mean():.1f} +- {error:.1f}, printed {expected:.1f} ({forecast.obliged})"
    )
    assert abs(inflow.mean() - expected) < MOST_ERRORS * error


def test_the_leerroutes_have_the_shares_of_the_counts(worlds):
    routes = worlds[1][NO_ROUTE + 1 :]
    printed = load_seed().forecasts[TOTAL].routes
    counts = np.array([printed[route].middle for route in LEERROUTES])
    expected = counts / counts.sum()
    error = np.sqrt(expected * (1 - expected) / routes.sum())
    assert (np.abs(routes / routes.sum() - expected) < MOST_ERRORS * error).all()
