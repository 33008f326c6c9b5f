"""What is wrong with the policies of a scenario, all at once, by each kind's own declaration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simulation.agents.codes import (
    DOELGROEP_NAMES,
    EDUCATION_NAMES,
    LITERACY_NAMES,
    SEX_NAMES,
)
from simulation.months import format_month
from simulation.parameters import load_registry
from simulation.policies import kinds
from simulation.policy import Kind, Limit, Policy
from simulation.region import Region

SLOTS_A_KIND = 16
"""Policies of one kind that a scenario may hold, each with luck of its own."""
CHOICES = {
    "doelgroep": DOELGROEP_NAMES,
    "sex": SEX_NAMES,
    "education": EDUCATION_NAMES,
    "literacy": LITERACY_NAMES,
}
OLDEST = 120


@dataclass(frozen=True)
class PolicyProblem:
    """One thing that is wrong: which policy (by place), which field, a code and its details.

    path: the field within the policy, as parts. warning: told, and allowed.
    """

    place: int
    path: tuple[str, ...]
    code: str
    value: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    warning: bool = False


def policy_problems(policies: Sequence[Policy], region: Region) -> list[PolicyProblem]:
    """Everything that is wrong with these policies, and warnings; empty means none."""
    found: list[PolicyProblem] = []
    counted: Counter[str] = Counter()
    for place, policy in enumerate(policies):
        counted[policy.kind] += 1
        found += _check(place, policy, region)
        if counted[policy.kind] == SLOTS_A_KIND + 1:
            details = {"most": SLOTS_A_KIND}
            found.append(PolicyProblem(place, ("kind",), "policy-too-many", policy.kind, details))
    return found


def outside_the_law(policies: Sequence[Policy]) -> list[tuple[Policy, Limit]]:
    """The policies that go beyond a limit of the law, each with the limit."""
    return [(policy, limit) for policy in policies for limit in _broken(policy)]


def _broken(policy: Policy) -> Iterator[Limit]:
    kind = kinds().get(policy.kind)
    for limit in kind.limits if kind else ():
        value = policy.values.get(limit.setting)
        if value is not None:
            lawful = load_registry()[limit.rule].at(policy.start)
            if value < lawful if limit.side == "min" else value > lawful:
                yield limit


def _check(place: int, policy: Policy, region: Region) -> Iterator[PolicyProblem]:
    kind = kinds().get(policy.kind)
    if kind is None:
        details = {"options": ", ".join(kinds())}
        yield PolicyProblem(place, ("kind",), "policy-kind", policy.kind, details)
        return
    if policy.until is not None and policy.until < policy.start:
        details = {"start": format_month(policy.start)}
        until = format_month(policy.until)
        yield PolicyProblem(place, ("until",), "policy-until", until, details)
    if policy.ramp_months < 0:
        yield PolicyProblem(
            place, ("ramp_months",), "too-small", str(policy.ramp_months), {"bound": 0}
        )
    yield from _check_values(place, policy, kind)
    yield from _check_target(place, policy, kind, region)
    yield from _check_law(place, policy)


def _check_values(place: int, policy: Policy, kind: Kind) -> Iterator[PolicyProblem]:
    names = [setting.name for setting in kind.settings]
    for name, value in policy.values.items():
        if name not in names:
            details = {"options": ", ".join(names), "kind": kind.name}
            yield PolicyProblem(place, (name,), "policy-setting", name, details)
            continue
        setting = kind.setting(name)
        parameter = kind.registered(setting)
        low, high = kind.bounds(setting)
        details = {"low": f"{low:g}", "high": f"{high:g}", "unit": parameter.unit}
        if not low <= value <= high:
            yield PolicyProblem(place, (name,), "policy-bounds", f"{value:g}", details)
        elif setting.only and value not in setting.only:
            details = {"options": ", ".join(f"{only:g}" for only in setting.only)}
            yield PolicyProblem(place, (name,), "policy-only", f"{value:g}", details)
        elif parameter.unit == "switch" and value not in (0, 1):
            yield PolicyProblem(place, (name,), "policy-switch", f"{value:g}")
        elif parameter.unit == "choice" and value != round(value):
            yield PolicyProblem(place, (name,), "policy-choice", f"{value:g}", details)
        elif setting.rule is None and parameter.family != "point":
            lowest, highest = parameter.low, parameter.high
            if lowest is not None and highest is not None and not lowest <= value <= highest:
                details = {"low": f"{lowest:g}", "high": f"{highest:g}", "unit": parameter.unit}
                details["parameter"] = parameter.id
                yield PolicyProblem(place, (name,), "outside-prior", f"{value:g}", details, True)
    if kind.needs and not any(name in policy.values for name in kind.needs):
        details = {"options": ", ".join(kind.needs), "kind": kind.name}
        yield PolicyProblem(place, (), "policy-empty", "", details)


def _check_target(
    place: int, policy: Policy, kind: Kind, region: Region
) -> Iterator[PolicyProblem]:
    target = policy.target
    for dimension in target.dimensions():
        path = ("target", dimension)
        if dimension not in kind.targets:
            details = {"options": ", ".join(kind.targets) or "-", "kind": kind.name}
            yield PolicyProblem(place, path, "policy-target", dimension, details)
            continue
        if dimension.startswith("age"):
            age = getattr(target, dimension)
            if not 0 <= age <= OLDEST:
                details = {"low": "0", "high": str(OLDEST), "unit": "years"}
                yield PolicyProblem(place, path, "policy-bounds", str(age), details)
            continue
        known: tuple[str, ...] = tuple(g.name for g in region.gemeenten)
        if dimension != "gemeenten":
            known = CHOICES[dimension]
        if dimension == "doelgroep":
            known = kind.doelgroepen
        for name in getattr(target, dimension):
            if name not in known:
                details = {"options": ", ".join(known)}
                yield PolicyProblem(place, path, "not-among", name, details)
    low, high = target.age_from, target.age_until
    if low is not None and high is not None and low >= high:
        yield PolicyProblem(place, ("target", "age_until"), "policy-ages", str(high))


def _check_law(place: int, policy: Policy) -> Iterator[PolicyProblem]:
    """Beyond the law only knowingly; then every result says so."""
    for limit in _broken(policy):
        lawful = load_registry()[limit.rule].at(policy.start)
        details = {"bound": f"{lawful:g}", "article": limit.article, "kind": policy.kind}
        code = "policy-outside-law" if policy.buiten_de_wet else f"policy-law-{limit.side}"
        value = f"{policy.values[limit.setting]:g}"
        yield PolicyProblem(
            place, (limit.setting,), code, value, details, warning=policy.buiten_de_wet
        )
