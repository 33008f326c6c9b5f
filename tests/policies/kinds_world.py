"""A small made-up region under one kind of policy, beside the same region without it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from simulation.engine import Prepared, advance, build_world, measure, prepare
from simulation.parameters import BEGIN, load_registry
from simulation.policies import kinds
from simulation.policy import Policy, Target
from simulation.setup import Setup
from tests.engine.worlds import everything, region

START = 276
"""January 2023."""
MONTHS = 66
FROM = START + 26
"""March 2025: after the last dated value of every rule that a policy sets."""
TIGHT: Mapping[str, Mapping[int, float]] = {
    # every queue is felt
    "klantmanager.fte_per_1000": {BEGIN: 0.06},
    "aanbod.pool_other_inhabitants": {BEGIN: 60_000.0},
    "aanbod.slack_b1": {BEGIN: -0.5},
    "aanbod.slack_onderwijs": {BEGIN: -0.6},
    "aanbod.slack_z": {BEGIN: -0.5},
    "leerroute.onderwijs_wish": {BEGIN: 0.6},
}
POOL_RULES = ("aanbod_",)
"""Rules of the whole pool: whoever a policy is for, everybody's places follow."""


def setup_with(*policies: Policy, months: int = MONTHS, towns: tuple[int, ...] = (45_000, 25_000)):
    return Setup(region(*towns), START, months, overrides=TIGHT, policies=policies)


def policy(kind: str, **more: Any) -> Policy:
    """The kind's own example from FROM on; `values` and other fields replace it."""
    values = more.pop("values", kinds()[kind].example)
    return Policy(kind, more.pop("start", FROM), values=values, **more)


def neutral(kind: str) -> dict[str, float]:
    """Settings with which a kind does nothing: rules as they are, its own as it declares."""
    declared = kinds()[kind]
    rules = {
        setting.name: load_registry()[setting.rule].at(FROM)
        for setting in declared.settings
        if setting.rule is not None
    }
    return {**rules, **declared.neutral}


@cache
def base() -> Prepared:
    """The region without any policy."""
    return prepared_with()


def prepared_with(*policies: Policy, **more: Any) -> Prepared:
    return prepare(setup_with(*policies, **more), load_registry().draw("point"))


def lived(prepared: Prepared, replication: int = 0) -> Any:
    """A traced world that has run to its end."""
    world = build_world(prepared, 3, replication, trace=True)
    assert advance(world, 0, prepared.setup.months)
    return world


@cache
def base_world() -> Any:
    return lived(base())


def differences(prepared: Prepared) -> list[str]:
    """The names of all numbers in which a world differs from the one without policies."""
    world = lived(prepared)
    ours = everything(world, measure(prepared, world))
    plain = everything(base_world(), measure(base(), base_world()))
    return [
        name
        for name in plain
        if not name.startswith("policies.")  # there who takes part is listed, or nobody is
        and not _same(ours[name], plain[name])
    ]


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape == other.shape and np.array_equal(one, other, equal_nan=True)


def changed_rules(prepared: Prepared) -> dict[str, np.ndarray]:
    """(months, gemeenten, doelgroepen) bool of each rule that differs from the base anywhere."""
    found = {}
    for name in base().rules.dtype.names:
        ours, plain = prepared.rules[name], base().rules[name]
        differs = ours != plain
        while differs.ndim > 3:
            differs = differs.any(axis=-1)
        if differs.any():
            found[name] = differs
    return found


def target_for(dimension: str) -> Target:
    """A target that leaves somebody out, by one dimension."""
    choices: dict[str, Any] = {
        "gemeenten": ("stad-1",),
        "doelgroep": ("asiel",),
        "sex": ("f",),
        "age_from": 30,
        "age_until": 30,
        "education": ("laag",),
        "literacy": ("latijns_schrift",),
    }
    return Target(**{dimension: choices[dimension]})
