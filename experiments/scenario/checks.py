"""Check what a scenario's fields mean: regions, inflow, parameters, and dates that fit together.

These checks look at the values as they were read, also where another field is wrong, so that a
user hears about everything at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from experiments.errors import Problem, nearest_of
from experiments.scenario.model import MAX_MONTHS, is_month
from experiments.scenario.money import problems_of_money
from experiments.scenario.setups import GIVEN_SHARES
from experiments.scenario.units import MONTH_UNIT, physical_bounds
from experiments.scenario.yaml_reader import Document, Path_
from simulation.inflow import INFLOWS
from simulation.months import parse_month
from simulation.parameters import Parameter, load_registry
from simulation.region import list_regions

SEED_INFLOW = "seed-2020"
COUNTED_INFLOW = "hengelo-gerealiseerd"
_OWN_INFLOW = {"level": SEED_INFLOW, "people": COUNTED_INFLOW}


def problems_of_meaning(document: Document) -> list[Problem]:
    """Return the errors and warnings of a document's fields, each with its line."""
    if not isinstance(document.data, dict):
        return []
    return [
        *_check_region(document),
        *_check_period(document),
        *_check_inflow(document),
        *_check_parameters(document),
        *problems_of_money(document),
    ]


def _value(document: Document, *path: str) -> Any:
    data = document.data
    for part in path:
        if not isinstance(data, dict) or part not in data:
            return None
        data = data[part]
    return data


def _problem(document: Document, path: Path_, code: str, **more: Any) -> Problem:
    place = document.place_of(path)
    nearest = more.pop("nearest", None)
    warning = more.pop("warning", False)
    value = more.pop("value", place.written)
    dotted = ".".join(path)
    return Problem(code, dotted, value, document.name, place.line, nearest, more, warning)


def _check_region(document: Document) -> Iterator[Problem]:
    region = _value(document, "region")
    known = list_regions()
    if isinstance(region, str) and region not in known:
        options, nearest = ", ".join(known), nearest_of(region, known)
        yield _problem(document, ("region",), "unknown-region", options=options, nearest=nearest)


def _check_period(document: Document) -> Iterator[Problem]:
    start, until = _value(document, "start"), _value(document, "until")
    if not (is_month(start) and is_month(until)):
        return
    months = parse_month(until) - parse_month(start) + 1
    if months < 1:
        yield _problem(document, ("until",), "until-before-start", start=start)
    elif months > MAX_MONTHS:
        yield _problem(document, ("until",), "too-many-months", months=months, limit=MAX_MONTHS)


def _check_inflow(document: Document) -> Iterator[Problem]:
    source = _value(document, "inflow", "source")
    known = list(INFLOWS)
    if isinstance(source, str) and source not in known:
        path, options = ("inflow", "source"), ", ".join(known)
        nearest = nearest_of(source, known)
        yield _problem(document, path, "unknown-inflow", options=options, nearest=nearest)
    for field, owner in _OWN_INFLOW.items():
        if _value(document, "inflow", field) is not None and source != owner:
            yield _problem(document, ("inflow", field), "other-inflow", inflow=owner)
    if _value(document, "seed_2020") is not None and source != SEED_INFLOW:
        yield _problem(document, ("seed_2020",), "other-inflow", inflow=SEED_INFLOW)


def _check_parameters(document: Document) -> Iterator[Problem]:
    given = _value(document, "parameters")
    if not isinstance(given, dict):
        return
    registry = load_registry()
    for name, value in given.items():
        path = ("parameters", name)
        if name.startswith(GIVEN_SHARES) and _value(document, "seed_2020") is not None:
            yield _problem(document, path, "given-twice")
        parameter = registry.get(name)
        if parameter is None:
            nearest = nearest_of(name, registry)
            yield _problem(document, path, "unknown-parameter", value=None, nearest=nearest)
            continue
        dated = value.items() if isinstance(value, dict) else [(None, value)]
        for month, quantity in dated:
            where = path if month is None else (*path, month)
            yield from _check_quantity(document, where, parameter, quantity)


def _check_quantity(
    document: Document, path: Path_, parameter: Parameter, quantity: Any
) -> Iterator[Problem]:
    details: dict[str, Any] = {"unit": parameter.unit, "parameter": parameter.id}
    if parameter.unit == MONTH_UNIT:
        if not isinstance(quantity, str):
            yield _problem(document, path, "needs-month", **details)
        return
    if is_month(quantity):
        yield _problem(document, path, "needs-number", **details)
    if isinstance(quantity, bool) or not isinstance(quantity, (int, float)):
        return
    lowest, highest = physical_bounds(parameter.unit)
    if quantity < lowest:
        yield _problem(document, path, "impossible-low", bound=f"{lowest:g}", **details)
    elif quantity > highest:
        yield _problem(document, path, "impossible-high", bound=f"{highest:g}", **details)
    elif _outside_prior(parameter, quantity):
        bounds = {"low": f"{parameter.low:g}", "high": f"{parameter.high:g}"}
        yield _problem(document, path, "outside-prior", warning=True, **bounds, **details)


def _outside_prior(parameter: Parameter, quantity: float) -> bool:
    low, high = parameter.low, parameter.high
    return low is not None and high is not None and not low <= quantity <= high
