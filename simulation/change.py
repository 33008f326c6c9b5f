"""The two doors of a policy: other rules for its dates and people, and effects for who takes part.

`apply_policies` lets every policy of a scenario change the table of rules in turn, through a
`Change`. The table stays one record a month as long as no policy tells gemeenten or doelgroepen
apart; then it becomes one record for each. Either way it is seen through strides that are not
contiguous, so that the engine is compiled once for both.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from simulation.agents import codes
from simulation.agents.codes import DOELGROEPEN
from simulation.agents.programme import (
    EFFECT,
    EVERYBODY,
    NO_ACCOUNT,
    NO_LIMIT,
    POLICY_DATE,
    PROGRAMME,
)
from simulation.parameters import NOMINAL, Draw, load_registry
from simulation.policies import kinds
from simulation.policy import Kind, Policy
from simulation.policy_checks import SLOTS_A_KIND
from simulation.prices import price_path
from simulation.programmes import ProgrammeTables, no_programmes

if TYPE_CHECKING:
    from simulation.setup import Setup

Floats = npt.NDArray[np.float64]
EVERY_AGE = (0, 200)


class RulesTable:
    """The rules of every month: one record for all gemeenten and doelgroepen, until they differ."""

    def __init__(self, records: npt.NDArray[np.void], gemeenten: int) -> None:
        self.shape = (len(records), gemeenten, DOELGROEPEN)
        self.records = records[:, None, None]

    def split(self) -> None:
        """Give every gemeente and doelgroep a record of its own."""
        if self.records.shape != self.shape:
            whole = _apart(self.shape, self.records.dtype)
            whole[...] = self.records
            self.records = whole

    def column(self, rule: str) -> Any:
        """(months, gemeenten or 1, doelgroepen or 1) numbers of a rule, to be changed."""
        parameter = load_registry()[rule]
        numbers = self.records[parameter.field]
        return numbers[..., parameter.element] if parameter.is_element else numbers

    def view(self) -> npt.NDArray[np.void]:
        """(months, gemeenten, doelgroepen) records that nobody can change any more."""
        if self.records.shape != self.shape:
            return np.broadcast_to(self.records, self.shape)
        self.records.flags.writeable = False
        return self.records


def _apart(shape: tuple[int, ...], dtype: np.dtype[Any]) -> npt.NDArray[np.void]:
    """Room for records, counted backwards along the last axis: never contiguous, as a shared
    record is not, so that compiled code sees one kind of array.
    """
    return np.zeros(shape, dtype=dtype)[..., ::-1]


@dataclass
class Programme:
    """A programme that a policy is setting up: `effect` adds what it does to who takes part."""

    record: Any
    strength: Floats
    price: Floats
    effects: list[Any] = field(default_factory=list)

    def costs(self, account: int, price: Floats) -> None:
        """Charge a price, (months,) euros, on an account of the ledger when somebody joins."""
        self.record["account"], self.price = account, price

    def only(self, who: int) -> None:
        """For nobody but MOTHERS, or those IN_ALFABETISERING (agents/programme.py)."""
        self.record["who"] = who

    def effect(
        self,
        scale: int,
        log_size: float,
        *,
        onset: float = 0,
        full: float = NO_LIMIT,
        half_life: float = 0,
        routes: tuple[int, ...] = (),
    ) -> None:
        """Scale something by exp(log_size), from `onset` months after joining, `full` months long.

        An effect of nought is none.
        half_life: months in which the effect halves after that; 0 ends it at once. routes: only
        there. On the policy's date clock the strength follows the policy's dates instead.
        """
        if log_size == 0.0:
            return
        effect = np.zeros((), dtype=EFFECT)
        effect["scale"], effect["log_size"] = scale, log_size
        effect["onset"], effect["full"] = round(onset), round(full)
        effect["decay"] = math.log(2) / half_life if half_life > 0 else 0.0
        effect["routes"] = _bits(routes)
        self.effects.append(effect)


def _bits(numbers: tuple[int, ...]) -> int:
    return sum(1 << number for number in set(numbers)) if numbers else EVERYBODY


class Change:
    """What one policy may do: read its numbers and the rules, change rules, set up programmes."""

    def __init__(
        self, setup: Setup, draw: Draw, policy: Policy, table: RulesTable, nth: int
    ) -> None:
        self.setup = setup
        self._draw = draw
        self.policy = policy
        self.kind: Kind = kinds()[policy.kind]
        self.programmes: list[Programme] = []
        self._table = table
        self._slot = self.kind.number * SLOTS_A_KIND + nth
        self._first = min(max(policy.start - setup.start, 0), setup.months - 1)

    # -- numbers ---------------------------------------------------------------------------------

    def __getitem__(self, name: str) -> float:
        """A setting's number: as the policy says, else as it is registered and drawn."""
        setting = self.kind.setting(name)
        if name in self.policy.values:
            return float(self.policy.values[name])
        return self.rule(setting.rule or f"{self.kind.name}.{name}")

    def given(self, name: str) -> bool:
        """Whether the policy says a setting itself."""
        return name in self.policy.values

    def rule(self, rule: str) -> float:
        """The rule in force for the policy's people when it begins, before this policy."""
        column = self._table.column(rule)
        place = tuple(int(np.flatnonzero(mask)[0]) for mask in self.masks)
        shared = column.shape[1:] == (1, 1)
        return float(column[self._first, 0, 0] if shared else column[(self._first, *place)])

    def price(self, name: str) -> Floats:
        """(months,) a setting that is an amount, in the prices of each month.

        A number that the policy gives is in the price year of the registered one.
        """
        if not self.given(name):
            records = self._table.records[f"{self.kind.name}_{name}"]
            return np.array(records[:, 0, 0], dtype=np.float64)
        year = self.kind.registered(self.kind.setting(name)).price_year or NOMINAL
        return self[name] * price_path(self.setup, self._draw, year)

    # -- when and for whom -----------------------------------------------------------------------

    @cached_property
    def weight(self) -> Floats:
        """(months,) how far the policy is in force: 0 before and after, rising over the ramp."""
        policy = self.policy
        calendar = self.setup.start + np.arange(self.setup.months)
        grown = np.minimum((calendar - policy.start + 1) / (policy.ramp_months + 1), 1.0)
        until = np.inf if policy.until is None else policy.until
        inside = (calendar >= policy.start) & (calendar <= until)
        return np.where(inside, grown, 0.0) * policy.strength

    @cached_property
    def masks(self) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """(gemeenten,) and (doelgroepen,) bool: for whom the rules change."""
        target = self.policy.target
        names = [gemeente.name for gemeente in self.setup.region.gemeenten]
        of_gemeente = np.array([not target.gemeenten or n in target.gemeenten for n in names])
        groups = target.doelgroep or self.kind.doelgroepen
        of_group = np.array([n in groups for n in codes.DOELGROEP_NAMES])
        return of_gemeente, of_group

    @property
    def inhabitants(self) -> float:
        """Inhabitants of the gemeenten that the policy is for."""
        towns = zip(self.setup.region.gemeenten, self.masks[0], strict=True)
        return float(sum(town.inhabitants for town, chosen in towns if chosen))

    @property
    def pool_share(self) -> float:
        """Their part of the inhabitants of the pool that buys courses together."""
        pool = self.rule("aanbod.pool_other_inhabitants") + self.setup.region.inhabitants
        return self.inhabitants / pool

    def contract_places(self, route: str) -> float:
        """Places that the pool's contract holds for a leerroute (b1, onderwijs, z)."""
        pool = self.rule("aanbod.pool_other_inhabitants") + self.setup.region.inhabitants
        return float(self._table.records[f"derived_places_{route}"].flat[0]) * pool / 1000

    # -- door 1: rules ---------------------------------------------------------------------------

    def set(self, rule: str, value: float) -> None:
        """Put a value in the place of a rule."""
        self._blend(rule, lambda old: np.full_like(old, value))

    def add(self, rule: str, amount: float) -> None:
        """Add to a rule."""
        self._blend(rule, lambda old: old + amount)

    def scale(self, rule: str, factor: float) -> None:
        """Multiply a rule."""
        self._blend(rule, lambda old: old * factor)

    def scale_for_pool(self, rule: str, factor: float) -> None:
        """Multiply a rule of the whole pool, whoever the policy is for."""
        self._blend(rule, lambda old: old * factor, pool=True)

    def switch(self, rule: str, value: float) -> None:
        """Set a rule that is yes or no: at once, without a ramp."""
        self._blend(rule, lambda old: np.full_like(old, value), ramp=False)

    def set_if_given(self, setting: str) -> None:
        """Replace the rule that a setting stands for, if the policy gives it."""
        rule = self.kind.setting(setting).rule
        if self.given(setting) and rule is not None:
            self.set(rule, self[setting])

    def _blend(
        self, rule: str, new: Callable[[Any], Any], ramp: bool = True, pool: bool = False
    ) -> None:
        weight = self.weight if ramp else np.where(self.weight > 0.0, 1.0, 0.0)
        everybody = pool or all(mask.all() for mask in self.masks)
        if not everybody:
            self._table.split()
        column = self._table.column(rule)
        of_gemeente, of_group = self.masks
        chosen = (of_gemeente[:, None] & of_group)[None] if not everybody else np.ones((1, 1, 1))
        far = weight[:, None, None] * chosen
        old = column.copy()
        goal = new(old)
        column[...] = np.where(far >= 1.0, goal, np.where(far > 0.0, old + far * (goal - old), old))

    # -- door 2: effects -------------------------------------------------------------------------

    def programme(
        self,
        clock: int = POLICY_DATE,
        *,
        after: float = 0,
        within: float = NO_LIMIT,
        months: float = NO_LIMIT,
        places: float = NO_LIMIT,
        share: float = 1.0,
        phases: tuple[int, ...] = (),
        routes: tuple[int, ...] = (),
    ) -> Programme:
        """Set up a programme for the policy's people.

        clock: a milestone, from `after` to `within` months behind which somebody may join (once);
        or POLICY_DATE, which holds for whoever is eligible while the policy is in force. months:
        how long it lasts. places: at the same time. phases, routes: where somebody has to be.
        """
        target = self.policy.target
        record = np.zeros((), dtype=PROGRAMME)
        record["slot"], record["clock"], record["share"] = self._slot, clock, share
        record["after"], record["within"] = round(after), round(within)
        record["months"] = round(months)
        record["places"], record["account"] = round(places), NO_ACCOUNT
        record["phases"], record["routes"] = _bits(phases), _bits(routes)
        for name, names, chosen in (
            ("sexes", codes.SEX_NAMES, target.sex),
            ("schooling", codes.EDUCATION_NAMES, target.education),
            ("literacies", codes.LITERACY_NAMES, target.literacy),
        ):
            record[name] = _bits(tuple(names.index(choice) for choice in chosen))
        record["age_from"] = EVERY_AGE[0] if target.age_from is None else target.age_from
        record["age_until"] = EVERY_AGE[1] if target.age_until is None else target.age_until
        of_gemeente, of_group = self.masks
        strength = self.weight[:, None, None] * (of_gemeente[:, None] & of_group)
        programme = Programme(record, strength, np.zeros(self.setup.months))
        self.programmes.append(programme)
        return programme


def apply_policies(setup: Setup, draw: Draw, table: RulesTable) -> ProgrammeTables:
    """Let every policy of a setup change the rules, in their order; returns their programmes."""
    if not setup.policies:
        return no_programmes(setup.months, len(setup.region.gemeenten))
    counted: Counter[str] = Counter()
    found: list[tuple[str, Programme]] = []
    for policy in setup.policies:
        change = Change(setup, draw, policy, table, counted[policy.kind])
        counted[policy.kind] += 1
        change.kind.apply(change)
        found += [(policy.kind, programme) for programme in change.programmes]
    return _tables(setup, found)


def _tables(setup: Setup, found: list[tuple[str, Programme]]) -> ProgrammeTables:
    tables = no_programmes(setup.months, len(setup.region.gemeenten))
    if not found:
        return tables
    effects: list[Any] = []
    for _, programme in found:
        programme.record["first_effect"] = len(effects)
        effects += programme.effects
        programme.record["end_effect"] = len(effects)
    return ProgrammeTables(
        tuple(name for name, _ in found),
        np.array([programme.record for _, programme in found], dtype=PROGRAMME),
        np.array(effects, dtype=EFFECT),
        np.ascontiguousarray(np.stack([p.strength for _, p in found], axis=-1)),
        np.ascontiguousarray(np.stack([p.price for _, p in found], axis=-1)),
    )
