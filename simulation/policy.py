"""What a policy is: a value (kind, dates, numbers, for whom), and how a kind declares itself.

A kind of policy is one small file in `simulation/policies/`. It declares its numbers, evidence,
cost and legal room here, and says in `apply` what it changes: rules in, rules out, and effects
for people who take part (change.py). It never reaches into the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from simulation.parameters import Parameter, load_registry
from simulation.units import physical_bounds

if TYPE_CHECKING:
    from simulation.change import Change

DIMENSIONS = ("gemeenten", "doelgroep", "sex", "age_from", "age_until", "education", "literacy")
"""By what a policy may choose its people. Origin, nationality and religion are not among them."""
FORBIDDEN = (
    "origin",
    "herkomst",
    "land",
    "country",
    "nationality",
    "nationaliteit",
    "religion",
    "religie",
    "geloof",
    "ethnicity",
    "etniciteit",
    "afkomst",
    "ras",
    "race",
)
"""Words for what no policy may choose its people by, in either language."""
NOTHING = {"ratio": 1.0, "share": 0.0, "relative": 0.0}
"""What an effect size of a unit is when there is no effect."""
MEASURED = ("read", "derived", "calibrated")
"""Statuses of an effect size that was measured somewhere."""


@dataclass(frozen=True)
class Target:
    """For whom a policy is: empty is everybody; ages in years, `age_until` not included."""

    gemeenten: tuple[str, ...] = ()
    doelgroep: tuple[str, ...] = ()
    sex: tuple[str, ...] = ()
    age_from: int | None = None
    age_until: int | None = None
    education: tuple[str, ...] = ()
    literacy: tuple[str, ...] = ()

    def dimensions(self) -> tuple[str, ...]:
        """By what it chooses."""
        return tuple(d for d in DIMENSIONS if getattr(self, d) not in ((), None))


@dataclass(frozen=True)
class Policy:
    """One policy of a scenario.

    start, until: first and last month in force (months since 2000-01; None is for ever);
    ramp_months: months over which it grows to full strength; values: numbers that differ from the
    registered ones, by name; buiten_de_wet: knowingly outside the law; strength: 0 (nothing) to 1,
    for asking what part of it would do.
    """

    kind: str
    start: int
    until: int | None = None
    ramp_months: int = 0
    target: Target = Target()
    values: Mapping[str, float] = field(default_factory=dict)
    buiten_de_wet: bool = False
    strength: float = 1.0


@dataclass(frozen=True)
class Setting:
    """A number of a kind of policy.

    rule: the registered rule that it replaces; then it has no default, and what is not given stays
    as it is; low, high: what it may be; only: the values of a choice that is no row of whole
    numbers. Without a rule it is registered itself, as `kind.name`,
    and so is what it may be.
    """

    name: str
    rule: str | None = None
    low: float | None = None
    high: float | None = None
    only: tuple[float, ...] = ()


def own(names: str) -> tuple[Setting, ...]:
    """Settings that are registered themselves, by their names in one text."""
    return tuple(Setting(name) for name in names.split())


@dataclass(frozen=True)
class Limit:
    """What the law asks of a setting: at least or at most the registered rule's value."""

    setting: str
    side: Literal["min", "max"]
    rule: str
    article: str


@dataclass(frozen=True)
class Cost:
    """Something that the policy pays for: item, registered tariff, and by what it is counted."""

    item: str
    tariff: str
    per_nl: str
    per_en: str
    payer: str = "gemeente"
    payee: str = "aanbieder"


@dataclass(frozen=True)
class Words:
    """A kind in one language: title, what it changes, how it can hurt, what the law says."""

    title: str
    changes: str
    hurts: str
    law: str


@dataclass(frozen=True)
class Kind:
    """A kind of policy, as its file declares it.

    number: its address in keyed draws, never changed. effect: whether its registered sizes are
    direct, or totals that were converted by emulating their trial (calibration/trials.py).
    sizes: numbers that its effect rests on beside capacity and rules (own settings, or registered
    ids of the model), the one to ask a break-even of first; targets: by what it may choose people;
    doelgroepen: whom it can be for at all; widens: the queue it serves; needs: settings of which
    one must be given, because without it the policy would do nothing; neutral: registered settings
    with which it does nothing; example: settings to start from; limits: what the law asks.
    """

    name: str
    number: int
    nl: Words
    en: Words
    settings: tuple[Setting, ...]
    apply: Callable[[Change], None]
    effect: Literal["direct", "total"] = "direct"
    sizes: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    doelgroepen: tuple[str, ...] = ("asiel", "gezin_overig")
    widens: Literal["", "huisvesting", "intake", "lessen", "programma"] = ""
    costs: tuple[Cost, ...] = ()
    limits: tuple[Limit, ...] = ()
    needs: tuple[str, ...] = ()
    neutral: Mapping[str, float] = field(default_factory=dict)
    example: Mapping[str, float] = field(default_factory=dict)

    def setting(self, name: str) -> Setting:
        """The setting of that name. Raises KeyError."""
        return {setting.name: setting for setting in self.settings}[name]

    def registered(self, setting: Setting) -> Parameter:
        """The registered parameter behind a setting: unit, meaning, prior, evidence, status."""
        return load_registry()[setting.rule or f"{self.name}.{setting.name}"]

    def bounds(self, setting: Setting) -> tuple[float, float]:
        """What a setting may be: as it says, as it is registered, or what its unit allows."""
        parameter = self.registered(setting)
        low, high = setting.low, setting.high
        if low is None and parameter.family == "point":
            low, high = parameter.low, parameter.high
        lowest, highest = physical_bounds(parameter.unit)
        return lowest if low is None else low, highest if high is None else high

    def words(self, lang: str) -> Words:
        """The kind in words."""
        return self.en if lang == "en" else self.nl

    @property
    def size_ids(self) -> tuple[str, ...]:
        """The registered ids of its effect sizes."""
        return tuple(name if "." in name else f"{self.name}.{name}" for name in self.sizes)

    @property
    def no_effect(self) -> Mapping[str, float]:
        """The sizes at which nothing is left but mechanics and cost, by registered id.

        For the parameters of a scenario: 1 for a ratio, 0 for a share or a logarithm; how long an
        effect lasts needs no value.
        """
        found = {}
        for name in self.size_ids:
            unit = load_registry()[name].unit
            if unit in NOTHING or unit.startswith("log per "):
                found[name] = NOTHING.get(unit, 0.0)
        return found

    @property
    def unmeasured(self) -> tuple[str, ...]:
        """Effect sizes that nobody has measured: with these no probability may be printed."""
        registry = load_registry()
        return tuple(name for name in self.size_ids if registry[name].status not in MEASURED)

    @property
    def measured(self) -> bool:
        """Whether every size that the effect rests on was measured."""
        return not self.unmeasured
