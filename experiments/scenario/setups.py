"""From a checked scenario to what the engine is asked: a `Setup`."""

from __future__ import annotations

from calibration.seed import LEERROUTES, TOTAL, load_seed
from experiments.errors import Problem
from experiments.scenario.model import Scenario, dated
from experiments.scenario.yaml_reader import Document
from simulation.parameters import BEGIN
from simulation.region import load_region
from simulation.setup import Setup

DEFAULT_LEVEL = "middle"
DEFAULT_PEOPLE = "obliged"
GIVEN_SHARES = "leerroute.given_shares"
"""The parameter (a vector by leerroute) that gives the shares of the first leerroute."""


def overrides_of(scenario: Scenario) -> dict[str, dict[int, float]]:
    """Return the values of parameters that a scenario sets: {id: {month index: value}}."""
    overrides = {name: dated(value) for name, value in scenario.parameters.items()}
    for place, share in enumerate(_route_shares(scenario)):
        overrides[f"{GIVEN_SHARES}.{place}"] = {BEGIN: share}
    return overrides


def _route_shares(scenario: Scenario) -> tuple[float, ...]:
    """Return the given shares of B1, Onderwijsroute and Z; empty where routes arise themselves."""
    block = scenario.seed_2020
    if block is None:
        return ()
    if block.route_shares is not None:
        own = block.route_shares
        return (own.b1, own.onderwijs, own.z)
    seed = load_seed()
    if block.routes == "heading":
        return tuple(seed.heading_shares[route] for route in LEERROUTES)
    level = scenario.inflow.level or DEFAULT_LEVEL
    counts = [getattr(seed.forecasts[TOTAL].routes[route], level) for route in LEERROUTES]
    return tuple(count / sum(counts) for count in counts)


def setup_of(scenario: Scenario) -> Setup:
    """Return the engine's setup of a scenario, with its parameters by month index."""
    return Setup(
        region=load_region(scenario.region),
        start=scenario.start_month,
        months=scenario.months,
        inflow=scenario.inflow.source,
        inflow_level=scenario.inflow.level or DEFAULT_LEVEL,
        inflow_people=scenario.inflow.people or DEFAULT_PEOPLE,
        overrides=overrides_of(scenario),
    )


def problems_of_setup(scenario: Scenario, document: Document) -> list[Problem]:
    """Return what the engine itself has against the scenario, each with its line."""
    found = []
    for problem in setup_of(scenario).validate():
        path = tuple(problem.field.split("."))
        place = document.place_of(path)
        details = {"allowed": problem.allowed, "next_step": problem.next_step}
        value = str(problem.value)
        found.append(
            Problem("setup", problem.field, value, document.name, place.line, None, details)
        )
    return found
