"""An observable of money: a name under a filter, as those of people, with words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from simulation.money_definitions import MONEY_DEFINITIONS, MONEY_WORDS, MoneyDefinition

_CLOCKS = {
    "settled": ("{at} maanden na vestiging", "{at} months after settling"),
    "permit": ("{at} maanden na de vergunning", "{at} months after the permit"),
}
_GROUPS = {"asiel": ("asiel", "asylum"), "gezin_overig": ("gezin en overig", "family and other")}
_OTHERS = {
    "year_from": ("gemiddeld vanaf {value}", "mean from {value} on"),
    "cohort_from": ("vergunning vanaf {value}", "permit from {value}"),
    "cohort_until": ("tot en met {value}", "until {value}"),
}
_ORDER = (
    *("clock", "at", "payer", "item", "source", "municipality", "year", "year_from"),
    *("cohort_from", "cohort_until", "doelgroep"),
)


@dataclass(frozen=True)
class MoneyObservable:
    """A quantity of euros. filter: some of its definition's filters. headline: shown on screen."""

    name: str
    filter: Mapping[str, str | int] = field(default_factory=dict, hash=False)
    headline: bool = False

    def __post_init__(self) -> None:
        ordered = {key: self.filter[key] for key in _ORDER if key in self.filter}
        object.__setattr__(self, "filter", ordered)

    @cached_property
    def key(self) -> str:
        """Name and filter as one word: cost[payer=rijk,year=2026]."""
        inside = ",".join(f"{k}={v}" for k, v in self.filter.items())
        return f"{self.name}[{inside}]" if inside else self.name

    @property
    def definition(self) -> MoneyDefinition:
        """What it means."""
        return MONEY_DEFINITIONS[self.name]

    @property
    def unit(self) -> str:
        """Always eur."""
        return self.definition.unit

    @property
    def title_nl(self) -> str:
        """A short name for people, with what the filter says."""
        return self._title(self.definition.title_nl, 0)

    @property
    def title_en(self) -> str:
        """A short name for people, with what the filter says."""
        return self._title(self.definition.title_en, 1)

    def _title(self, title: str, lang: int) -> str:
        parts = []
        for name, value in self.filter.items():
            if name == "clock":
                parts.append(_CLOCKS[str(value)][lang].format(at=self.filter["at"]))
            elif name in MONEY_WORDS:
                parts.append(MONEY_WORDS[name][str(value)][lang])
            elif name in _OTHERS:
                parts.append(_OTHERS[name][lang].format(value=value))
            elif name != "at":
                parts.append(_GROUPS.get(str(value), (str(value),) * 2)[lang])
        return f"{title} ({', '.join(parts)})" if parts else title
