"""The `policies` of a scenario file: reading a block, and checking it by its kind's declaration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from experiments.errors import Problem, nearest_of
from experiments.scenario.model import FIRST_MONTH, LAST_MONTH, Scenario, is_month
from experiments.scenario.yaml_reader import Document, Path_
from simulation.months import parse_month
from simulation.policies import kinds
from simulation.policy import DIMENSIONS, FORBIDDEN, Kind, Policy, Target
from simulation.policy_checks import outside_the_law, policy_problems
from simulation.region import Region, RegionError, load_region

COMMON = ("kind", "from", "until", "ramp_months", "target", "buiten_de_wet")
"""Fields that every policy has; all others are settings of its kind."""
BLOCK = "policies"
AGES = ("age_from", "age_until")


def policies_of(scenario: Scenario) -> tuple[Policy, ...]:
    """The policies of a scenario that was checked."""
    return tuple(_read(block) for block in scenario.policies)


def is_unlawful(scenario: Scenario) -> bool:
    """Whether a scenario is knowingly outside the law; then every result says so."""
    return scenario.buiten_de_wet or bool(outside_the_law(policies_of(scenario)))


def _read(block: Mapping[str, Any]) -> Policy:
    target: Mapping[str, Any] = block.get("target") or {}
    chosen: dict[str, Any] = {
        name: value if name in AGES else tuple(_listed(value)) for name, value in target.items()
    }
    until = block.get("until")
    return Policy(
        kind=block["kind"],
        start=parse_month(block["from"]),
        until=None if until is None else parse_month(until),
        ramp_months=block.get("ramp_months", 0),
        target=Target(**chosen),
        values={name: float(value) for name, value in block.items() if name not in COMMON},
        buiten_de_wet=block.get("buiten_de_wet", False),
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def problems_of_policies(document: Document) -> Iterator[Problem]:
    """Everything that is wrong with the policies of a document, each with its line."""
    data = document.data
    blocks = data.get(BLOCK) if isinstance(data, dict) else None
    if not isinstance(blocks, list):
        return
    readable: dict[int, Policy] = {}
    for place, block in enumerate(blocks):
        if isinstance(block, dict):
            found = list(_problems_of_block(document, place, block))
            yield from found
            if not found:
                readable[place] = _read(block)
    region = _region_of(data)
    if region is None:
        return
    places = list(readable)
    for problem in policy_problems([readable[place] for place in places], region):
        path = (str(places[problem.place]), *problem.path)
        details = dict(problem.details)
        options = str(details.get("options", "")).split(", ")
        nearest = nearest_of(problem.value, options) if problem.value else None
        yield _problem(
            document, path, problem.code, details, problem.value or None, nearest, problem.warning
        )


def _region_of(data: Mapping[str, Any]) -> Region | None:
    try:
        return load_region(str(data.get("region")))
    except RegionError:
        return None


def _problem(
    document: Document,
    path: Path_,
    code: str,
    details: Mapping[str, Any] | None = None,
    value: str | None = None,
    nearest: str | None = None,
    warning: bool = False,
) -> Problem:
    whole = (BLOCK, *path)
    place = document.place_of(whole)
    shown = place.written if whole in document.places and value is None else value
    dotted = ".".join(whole)
    return Problem(code, dotted, shown, document.name, place.line, nearest, details or {}, warning)


def _problems_of_block(document: Document, place: int, block: dict[str, Any]) -> Iterator[Problem]:
    """What is wrong with the shape of one block; its meaning is checked once it can be read."""
    here = (str(place),)
    kind = kinds().get(str(block.get("kind")))
    for name in ("kind", "from"):
        if name not in block:
            yield _problem(document, (*here, name), "missing-field", {"fields": ""})
    if "kind" in block and kind is None:
        options = ", ".join(kinds())
        nearest = nearest_of(block["kind"], kinds())
        yield _problem(
            document, (*here, "kind"), "policy-kind", {"options": options}, None, nearest
        )
    for name, value in block.items():
        path = (*here, name)
        if name in ("from", "until") and not is_month(value):
            details = {"first": FIRST_MONTH, "last": LAST_MONTH}
            yield _problem(document, path, "bad-month", details)
        elif name == "ramp_months" and (isinstance(value, bool) or not isinstance(value, int)):
            yield _problem(document, path, "not-number")
        elif name == "buiten_de_wet" and not isinstance(value, bool):
            yield _problem(document, path, "policy-yes-or-no")
        elif name == "target":
            yield from _problems_of_target(document, path, value)
        elif name.lower() in FORBIDDEN:
            yield _problem(document, path, "policy-forbidden", {"options": ", ".join(DIMENSIONS)})
        elif name not in COMMON and kind is not None:
            yield from _problems_of_setting(document, path, kind, name, value)


def _problems_of_setting(
    document: Document, path: Path_, kind: Kind, name: str, value: Any
) -> Iterator[Problem]:
    names = [setting.name for setting in kind.settings]
    if name not in names:
        details = {"options": ", ".join((*COMMON, *names)), "kind": kind.name}
        nearest = nearest_of(name, (*COMMON, *names))
        yield _problem(document, path, "policy-setting", details, None, nearest)
        return
    is_switch = kind.registered(kind.setting(name)).unit == "switch"
    if isinstance(value, bool) and is_switch:
        return
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield _problem(document, path, "not-number")


def _problems_of_target(document: Document, path: Path_, target: Any) -> Iterator[Problem]:
    if not isinstance(target, dict):
        yield _problem(document, path, "not-block", {"fields": ", ".join(DIMENSIONS)})
        return
    for name, value in target.items():
        where = (*path, name)
        if name.lower() in FORBIDDEN:
            yield _problem(document, where, "policy-forbidden", {"options": ", ".join(DIMENSIONS)})
        elif name not in DIMENSIONS:
            details = {"fields": ", ".join(DIMENSIONS)}
            nearest = nearest_of(name, DIMENSIONS)
            yield _problem(document, where, "unknown-field", details, None, nearest)
        elif name in AGES:
            if isinstance(value, bool) or not isinstance(value, int):
                yield _problem(document, where, "not-number")
        elif not all(isinstance(one, str) for one in _listed(value)) or value == []:
            yield _problem(document, where, "not-text")


def policies_schema() -> dict[str, Any]:
    """The JSON Schema of the list of policies: one shape a kind, by its own declaration."""
    month = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}
    return {
        "type": "array",
        "maxItems": 50,
        "items": {"oneOf": [_schema_of(kind, month) for kind in kinds().values()]},
    }


def _schema_of(kind: Kind, month: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "kind": {"const": kind.name},
        "from": month,
        "until": month,
        "ramp_months": {"type": "integer", "minimum": 0},
        "buiten_de_wet": {"type": "boolean"},
    }
    if kind.targets:
        words = {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
        ages = {"type": "integer", "minimum": 0}
        fields["target"] = {
            "type": "object",
            "properties": {name: ages if name in AGES else words for name in kind.targets},
            "additionalProperties": False,
        }
    for setting in kind.settings:
        parameter = kind.registered(setting)
        low, high = kind.bounds(setting)
        about = f"{parameter.meaning_en} ({parameter.unit})"
        fields[setting.name] = {"description": about, "type": ["number"]}
        if parameter.unit == "switch":
            fields[setting.name]["type"] = ["number", "boolean"]
        for word, bound in (("minimum", low), ("maximum", high)):
            if abs(bound) != float("inf"):
                fields[setting.name][word] = bound
    return {
        "type": "object",
        "title": kind.en.title,
        "description": kind.en.changes,
        "properties": fields,
        "required": ["kind", "from"],
        "additionalProperties": False,
    }
