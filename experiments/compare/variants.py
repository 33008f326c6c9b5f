"""The same comparison under other assumptions: what the answer hangs on.

Each variant sets registered numbers in both arms: the effect of a policy that nobody measured at
nothing and over its range, displacement, the other structure of work, the slack of the offer, and
measures that add up without diminishing returns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from experiments.compare.cohort import policies_apart
from simulation.parameters import BEGIN, load_registry
from simulation.policies import kinds
from simulation.policy import Kind
from simulation.setup import Setup

DISPLACEMENT = 0.3
"""The share of displacement at which a result is shown beside 0; an assumption, as is 0."""
DISPLACED = "verdringing"
STRUCTURE = "werk.structure"
SLACK = ("aanbod.slack_b1", "aanbod.slack_onderwijs", "aanbod.slack_z")
DIMINISHING, ADDING_UP = "beleid.diminishing", 1.0
"""What a further measure adds beside a stronger one, and its value where nothing diminishes."""
EVIDENCE = ("zero", "size-neutral", "size-low", "size-high")
"""Variants that a result on an unmeasured effect cannot do without."""


@dataclass(frozen=True)
class Variant:
    """Registered numbers that are set in both arms.

    name: what it is about; values: {registered id: number}; size: of a size-variant, the number
    that the first effect size has.
    """

    name: str
    values: Mapping[str, float]
    size: float | None = None

    @property
    def key(self) -> str:
        """Name and numbers: two variants of the same name may set different ones."""
        inside = ";".join(f"{name}={value:g}" for name, value in sorted(self.values.items()))
        return f"{self.name}[{inside}]" if inside else self.name

    def of(self, setup: Setup) -> Setup:
        """Return the setup with these numbers; a policy that sets one of them gives way."""
        overrides = dict(setup.overrides)
        for name, value in self.values.items():
            overrides[name] = {BEGIN: value}
        policies = tuple(
            replace(
                policy,
                values={
                    name: value
                    for name, value in policy.values.items()
                    if f"{policy.kind}.{name}" not in self.values
                },
            )
            for policy in setup.policies
        )
        return replace(setup, overrides=overrides, policies=policies)

    def touches(self, setup: Setup) -> bool:
        """Tell whether a world of this setup can be another one under the variant."""
        used = {policy.kind for policy in setup.policies}
        return any(
            name.split(".")[0] not in kinds() or name.split(".")[0] in used for name in self.values
        )


MAIN = Variant("main", {})


def kinds_apart(reference: Setup, other: Setup) -> tuple[Kind, ...]:
    """Return the kinds of policy in which two setups differ, each once, in the scenario's order."""
    names = dict.fromkeys(policy.kind for policy in policies_apart(reference, other))
    return tuple(kinds()[name] for name in names)


def variants_of(reference: Setup, other: Setup, all_of_them: bool = True) -> tuple[Variant, ...]:
    """Return the variants that belong to the comparison of two setups.

    all_of_them: else only those that an unmeasured effect cannot do without (EVIDENCE).
    """
    found = list(_of_unmeasured(kinds_apart(reference, other)))
    if all_of_them:
        found += _of_the_world(reference, other)
    return tuple(found)


def _of_unmeasured(apart: tuple[Kind, ...]) -> Iterator[Variant]:
    unmeasured = [kind for kind in apart if not kind.measured]
    if not unmeasured:
        return
    nothing: dict[str, float] = {}
    for kind in unmeasured:
        nothing |= kind.no_effect
    yield Variant("zero", nothing)
    size, neutral = first_size(unmeasured[0])
    parameter = load_registry()[size]
    for name, value in (
        ("size-neutral", neutral),
        ("size-low", parameter.low),
        ("size-high", parameter.high),
    ):
        if value is not None and (name == "size-neutral" or value != neutral):
            yield Variant(name, {size: value}, size=value)


def first_size(kind: Kind) -> tuple[str, float | None]:
    """Return the registered id of the size to ask a break-even of, and where it does nothing."""
    size = kind.size_ids[0]
    return size, kind.no_effect.get(size)


def _of_the_world(reference: Setup, other: Setup) -> Iterator[Variant]:
    apart, registry = kinds_apart(reference, other), load_registry()
    for kind in apart:
        if any(setting.name == DISPLACED for setting in kind.settings):
            yield Variant("displacement", {f"{kind.name}.{DISPLACED}": DISPLACEMENT})
    structure = registry[STRUCTURE].value[-1][1]
    mine = other.overrides.get(STRUCTURE, {}).get(BEGIN, structure)
    yield Variant("structure", {STRUCTURE: 1.0 - mine})
    if any(kind.widens == "lessen" for kind in apart):
        for name in ("low", "high"):
            values = {slack: float(getattr(registry[slack], name)) for slack in SLACK}
            yield Variant(f"slack-{name}", values)
    if len([kind for kind in apart if kind.sizes]) > 1:
        yield Variant("uncapped", {DIMINISHING: ADDING_UP})
