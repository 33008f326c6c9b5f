"""From a checked scenario to what the engine is asked: a `Setup`."""

from __future__ import annotations

from experiments.errors import Problem
from experiments.scenario.model import Scenario, dated
from experiments.scenario.policies import policies_of
from experiments.scenario.yaml_reader import Document
from simulation.inflow import InflowRow, Shock
from simulation.months import parse_month
from simulation.parameters import BEGIN
from simulation.region import load_region
from simulation.setup import Setup
from simulation.variants import variant_overrides

DEFAULT_LEVEL = "middle"
DEFAULT_PEOPLE = "obliged"
WEIGHTS = {"low": 0.0, "middle": 0.5, "high": 1.0}
"""How far each level lies from the low to the high edge of a forecast."""
GIVEN_SHARES = "leerroute.given_shares"
"""The parameter (a vector by leerroute) that gives the shares of the first leerroute."""


def overrides_of(scenario: Scenario) -> dict[str, dict[int, float]]:
    """Return the values of parameters that a scenario sets: {id: {month index: value}}."""
    overrides = {name: dated(value) for name, value in scenario.parameters.items()}
    world = scenario.world
    if world is not None:
        overrides |= variant_overrides(world.housing, world.labour_market)
    overrides |= {name: {BEGIN: t.amount} for name, t in scenario.money.tariffs.items()}
    for place, share in enumerate(_route_shares(scenario)):
        overrides[f"{GIVEN_SHARES}.{place}"] = {BEGIN: share}
    return overrides


def _route_shares(scenario: Scenario) -> tuple[float, ...]:
    """Return the given shares of B1, Onderwijsroute and Z; empty where routes arise themselves."""
    block = scenario.seed_2020
    if block is None:
        return ()
    if block.routes == "heading" and block.heading is not None:
        return (block.heading.b1, block.heading.onderwijs, block.heading.z)
    if block.counts is None:
        return ()
    weight = WEIGHTS[scenario.inflow.level or DEFAULT_LEVEL]
    routes = (block.counts.b1, block.counts.onderwijs, block.counts.z)
    counts = [(1 - weight) * route.low + weight * route.high for route in routes]
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
        policies=policies_of(scenario),
        inflow_rows=tuple(
            InflowRow(parse_month(row.month), row.gemeente, row.doelgroep, row.persons)
            for row in scenario.inflow.rows
        ),
        inflow_shock=_shock_of(scenario),
        price_years={name: t.price_year for name, t in scenario.money.tariffs.items()},
        budgets=dict(scenario.money.budgets),
        prices=scenario.money.prices,
        warm_up=scenario.warm_up_months,
    )


def _shock_of(scenario: Scenario) -> Shock | None:
    block = scenario.inflow.shock
    if block is None:
        return None
    return Shock(parse_month(block.month), block.months, block.factor, block.doelgroep)


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
