"""A lever: a number of a scenario that a design turns, a setting of a policy or a parameter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from experiments.scenario.model import Scenario
from simulation.parameters import load_registry
from simulation.policies import kinds
from simulation.units import physical_bounds


@dataclass(frozen=True)
class Lever:
    """One number that is turned.

    name: `kind.setting` of a policy, for example `z_route_capaciteit.plaatsen`, or the id of a
    registered parameter. start: the month (YYYY-MM) from which it holds; None: where the scenario
    has the policy, from when it says, and a parameter always.
    """

    name: str
    start: str | None = None

    @property
    def kind(self) -> str | None:
        """The kind of policy that it is a setting of; None for a parameter of the model."""
        kind, _, setting = self.name.partition(".")
        known = kinds().get(kind)
        if known is None or setting not in {one.name for one in known.settings}:
            return None
        return kind

    @property
    def setting(self) -> str:
        """The name of the setting within its kind."""
        return self.name.partition(".")[2]

    def bounds(self) -> tuple[float, float]:
        """What its values may be. Raises KeyError for a name that does not exist."""
        if self.kind is None:
            return physical_bounds(load_registry()[self.name].unit)
        kind = kinds()[self.kind]
        return kind.bounds(kind.setting(self.setting))


def lever_names() -> list[str]:
    """Every name that a lever can have."""
    of_policies = [f"{kind.name}.{s.name}" for kind in kinds().values() for s in kind.settings]
    return list(dict.fromkeys([*of_policies, *load_registry()]))


def turned(
    data: Mapping[str, Any], levers: Mapping[Lever, float]
) -> dict[str, list[dict[str, Any]] | dict[str, Any]]:
    """Return the `policies` and `parameters` of a scenario's data with the levers turned.

    A policy that the scenario has keeps its other settings; one that it has not is added, from
    the lever's month on. Raises LookupError for a policy that the scenario has more than once.
    """
    policies = [dict(block) for block in data.get("policies") or []]
    parameters = dict(data.get("parameters") or {})
    for lever, value in levers.items():
        number = int(value) if float(value).is_integer() else float(value)
        if lever.kind is None:
            parameters[lever.name] = number if lever.start is None else {lever.start: number}
            continue
        blocks = [block for block in policies if block.get("kind") == lever.kind]
        if len(blocks) > 1:
            raise LookupError(lever.name)
        if not blocks:
            blocks = [{"kind": lever.kind, "from": lever.start}]
            policies += blocks
        elif lever.start is not None:
            blocks[0]["from"] = lever.start
        blocks[0][lever.setting] = number
    return {"policies": policies, "parameters": parameters}


def turn(scenario: Scenario, levers: Mapping[Lever, float]) -> Scenario:
    """Return a checked scenario with its levers turned; the result is not checked again."""
    if not levers:
        return scenario
    data = {"policies": scenario.policies, "parameters": scenario.parameters}
    return scenario.model_copy(update=turned(data, levers))
