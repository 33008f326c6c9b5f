"""The presentation of 30 September 2020 as figures: what Hengelo printed, typed, nothing mended.

Every figure is a row of the table `seed` and keeps its reference. Where the presentation
contradicts itself or other rows, `calibration.seed_contradictions` says so; the figures here are
as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from calibration.evidence import Evidence, load_evidence
from calibration.facts import Fact

B1 = "b1"
ONDERWIJS = "onderwijs"
Z = "z"
LEERROUTES = (B1, ONDERWIJS, Z)
# How the table spells each leerroute; the rest of the statistic is `count` or `share in ...`.
_SPELLING = {B1: "B1-route", ONDERWIJS: "Onderwijsroute", Z: "Z-route"}

TOTAL = "2021-2022"
_CUT_SHORT = re.compile(r"(\d{4}) until ([A-Z][a-z]+)")


@dataclass(frozen=True, slots=True)
class Span:
    """A printed figure from low to high, in the unit of its row; refs: the rows it rests on."""

    low: float
    high: float
    refs: tuple[str, ...] = ()

    @property
    def middle(self) -> float:
        """Halfway between low and high."""
        return (self.low + self.high) / 2

    def __add__(self, other: Span) -> Span:
        """Return the span of the sum, lows with lows and highs with highs, as the table adds."""
        return Span(self.low + other.low, self.high + other.high, self.refs + other.refs)


@dataclass(frozen=True, slots=True)
class RealisedInflow:
    """Who came to Hengelo in a year; persons. until: the month at which the count stops, or ''.

    The presentation does not say whether all ages are counted or the obliged only.
    """

    year: int
    until: str
    asiel: float
    gezin: float
    totaal: float
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast for Midden Twente; persons. period: a year, or `2021-2022` for the sum.

    routes: leerroute -> the count that the table prints for it.
    """

    period: str
    all_ages: Span
    obliged: Span
    routes: Mapping[str, Span]

    @property
    def routes_sum(self) -> Span:
        """The counts of the three leerroutes added up; `obliged` is what is printed for it."""
        return add_spans(self.routes[route] for route in LEERROUTES)


@dataclass(frozen=True, slots=True)
class Budget:
    """An amount of the presentation, in euro; period: the year, or the first year of many."""

    item: str
    period: str
    geography: str
    amount: float
    ref: str


@dataclass(frozen=True)
class Seed:
    """The presentation's figures.

    realised: Hengelo, 2018 to 2020. forecasts: by period, 2020 to 2022 and their total of
    2021-2022. share_obliged: of the forecast inflow, printed as 2/3. heading_shares: the shares
    above the table of leerroutes. distribution: inhabitants and non-western migrants, shares of
    the execution budget. municipalities: how many the sub-region has. planned_start: `YYYY-MM`.
    """

    realised: tuple[RealisedInflow, ...]
    forecasts: Mapping[str, Forecast]
    share_obliged: float
    share_obliged_ref: str
    heading_shares: Mapping[str, float]
    heading_refs: Mapping[str, str]
    budgets: tuple[Budget, ...]
    distribution: Mapping[str, float]
    municipalities: int
    planned_start: str
    planned_start_ref: str

    def shares_from_counts(self, periods: Iterable[str]) -> dict[str, float]:
        """Return each leerroute's share in the middles of the counts over some periods; sum 1."""
        chosen = [self.forecasts[period] for period in periods]
        middles = {
            route: sum(forecast.routes[route].middle for forecast in chosen) for route in LEERROUTES
        }
        total = sum(middles.values())
        return {route: middle / total for route, middle in middles.items()}


def add_spans(spans: Iterable[Span]) -> Span:
    """Return the sum of spans; 0 to 0 for none."""
    total = Span(0.0, 0.0)
    for span in spans:
        total = total + span
    return total


def read_seed(evidence: Evidence) -> Seed:
    """Return the presentation's figures from the rows of the table `seed`.

    Raises LookupError if a figure has no row or several.
    """
    rows = evidence.select(table="seed")
    share = _only(rows, "share inburgeringsplichtig")
    start = _only(rows, "start of the new system as planned")
    heading = {
        route: _only(rows, f"{spelling} share in the table heading")
        for route, spelling in _SPELLING.items()
    }
    years = [str(year) for year in range(2020, 2023)]
    keys = ("inhabitants", "non-western migrants")
    return Seed(
        realised=tuple(_read_realised(rows)),
        forecasts={period: _read_forecast(rows, period) for period in (*years, TOTAL)},
        share_obliged=_number(share),
        share_obliged_ref=share.ref,
        heading_shares={route: _number(fact) for route, fact in heading.items()},
        heading_refs={route: fact.ref for route, fact in heading.items()},
        budgets=tuple(
            Budget(fact.statistic, fact.period, fact.geography, _number(fact), fact.ref)
            for fact in rows
            if fact.topic == "budget" and fact.unit.startswith("EUR")
        ),
        distribution={key: _number(_only(rows, f"distribution key: {key}")) for key in keys},
        municipalities=int(_number(_only(rows, "municipalities of the sub-region"))),
        planned_start=start.value,
        planned_start_ref=start.ref,
    )


@lru_cache(maxsize=1)
def load_seed() -> Seed:
    """Return the presentation's figures from the project's own evidence, read once."""
    return read_seed(load_evidence())


def _read_realised(rows: Iterable[Fact]) -> Iterable[RealisedInflow]:
    """Yield the realised inflow of each period, in the order of the table."""
    inflow = [fact for fact in rows if fact.topic == "inflow"]
    for period in dict.fromkeys(fact.period for fact in inflow):
        cut = _CUT_SHORT.fullmatch(period)
        columns = ("asielgerechtigden", "gezinsmigranten", "totaal")
        facts = [_only(inflow, column, period) for column in columns]
        asiel, gezin, totaal = (_number(fact) for fact in facts)
        yield RealisedInflow(
            year=int(cut.group(1) if cut else period),
            until=cut.group(2) if cut else "",
            asiel=asiel,
            gezin=gezin,
            totaal=totaal,
            refs=tuple(fact.ref for fact in facts),
        )


def _read_forecast(rows: Iterable[Fact], period: str) -> Forecast:
    """Return the forecast of a period, all ages, obliged and by leerroute."""
    facts = [fact for fact in rows if fact.topic in ("forecast", "leerroute")]
    return Forecast(
        period=period,
        all_ages=_span(_only(facts, "instroom asielgerechtigden", period)),
        obliged=_span(_only(facts, "inburgeringsplichtig", period)),
        routes={
            route: _span(_only(facts, f"{spelling} count", period))
            for route, spelling in _SPELLING.items()
        },
    )


def _only(rows: Iterable[Fact], statistic: str, period: str | None = None) -> Fact:
    """Return the one row with this statistic (and period); raises LookupError otherwise."""
    found = [
        fact
        for fact in rows
        if fact.statistic == statistic and (period is None or fact.period == period)
    ]
    if len(found) != 1:
        raise LookupError(f"seed.csv: {len(found)} rows for {statistic!r} in {period or 'any'}")
    return found[0]


def _number(fact: Fact) -> float:
    """Return the row's number; raises LookupError where it has none."""
    if fact.number is None:
        raise LookupError(f"seed.csv:{fact.line} value: {fact.value!r} is no number")
    return fact.number


def _span(fact: Fact) -> Span:
    """Return the row's low and high; raises LookupError where it has none."""
    if fact.low is None or fact.high is None:
        raise LookupError(f"seed.csv:{fact.line} low, high: a forecast has both")
    return Span(fact.low, fact.high, (fact.ref,))
