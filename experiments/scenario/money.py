"""The money of a scenario: prices of one's own, budgets that bind, and how amounts are shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from experiments.errors import Problem, nearest_of
from experiments.scenario.blocks import Block
from experiments.scenario.yaml_reader import Document
from simulation.parameters import NOMINAL, load_registry
from simulation.prices import priced
from simulation.region import list_regions, load_region

Euros = Annotated[float, Field(ge=0.0, le=1e11)]
Year = Annotated[int, Field(ge=2000, le=2099)]


class Tariff(Block):
    """A price of one's own: euros, and the year in whose prices they are stated."""

    amount: Euros
    price_year: Year


class Money(Block):
    """Prices, budgets, and how amounts are shown.

    prices: nominal, in the prices of each year; constant, in those of geld.price_year. tariffs:
    by the id of the parameter. budgets: euros a year for course places by municipality; when they
    are spent, people wait.
    """

    prices: Literal["nominal", "constant"] = "nominal"
    tariffs: dict[str, Tariff] = Field(default_factory=dict, max_length=100)
    budgets: dict[str, Euros] = Field(default_factory=dict, max_length=400)


def problems_of_money(document: Document) -> Iterator[Problem]:
    """What is wrong with tariffs, budgets and undated amounts, each with its line."""
    data = document.data
    money = data.get("money")
    if isinstance(money, dict):
        yield from _tariffs(document, money.get("tariffs"))
        yield from _budgets(document, money.get("budgets"), data.get("region"))
    own = data.get("parameters")
    for name, value in (own if isinstance(own, dict) else {}).items():
        if name in priced() and isinstance(value, int | float) and not isinstance(value, bool):
            yield _problem(document, ("parameters", name), "needs-price-year", parameter=name)


def _tariffs(document: Document, tariffs: Any) -> Iterator[Problem]:
    registry = load_registry()
    given = document.data.get("parameters")
    for name in tariffs if isinstance(tariffs, dict) else ():
        path = ("money", "tariffs", name)
        found = registry.get(name)
        if found is None or found.price_year in (None, NOMINAL):
            nearest = nearest_of(name, priced())
            yield _problem(document, path, "unknown-tariff", value=None, nearest=nearest)
        elif isinstance(given, dict) and name in given:
            yield _problem(document, path, "tariff-twice", parameter=name)


def _budgets(document: Document, budgets: Any, region: Any) -> Iterator[Problem]:
    if not isinstance(budgets, dict) or region not in list_regions():
        return
    known = [gemeente.name for gemeente in load_region(str(region)).gemeenten]
    for name in budgets:
        if name not in known:
            options, nearest = ", ".join(known), nearest_of(name, known)
            path = ("money", "budgets", name)
            yield _problem(
                document, path, "unknown-municipality", value=None, options=options, nearest=nearest
            )


def _problem(document: Document, path: tuple[str, ...], code: str, **more: Any) -> Problem:
    place = document.place_of(path)
    nearest = more.pop("nearest", None)
    value = more.pop("value", place.written)
    return Problem(code, ".".join(path), value, document.name, place.line, nearest, more, False)
