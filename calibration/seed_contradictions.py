"""Where the presentation of 2020 contradicts itself or what came after, kept visible as data.

Both sides are computed from the rows of the evidence whenever they are asked for; only the
sentences stand in `data/contradictions.csv`, with places for the figures. Nothing here decides
who is right: the scenario `seed-2020` uses the counts as printed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from calibration.evidence import Evidence, load_evidence
from calibration.facts import Fact
from calibration.seed import LEERROUTES, ONDERWIJS, TOTAL, Seed, Span, Z, add_spans, read_seed

YEARS = ("2020", "2021", "2022")
# "2020 until September" may leave September out or have all of it (the talk was on the 30th).
MONTHS_COUNTED = (9, 8)


@dataclass(frozen=True, slots=True)
class Figure:
    """One side of a contradiction: low to high in `unit`, or a text such as a month.

    label: what it is of (a leerroute, a period, a place, a clock). refs: the rows it rests on.
    """

    label: str
    low: float | None
    high: float | None
    unit: str
    refs: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is printed, what the counts or later rows give, and what to make of it."""

    id: str
    subject_nl: str
    subject_en: str
    printed: tuple[Figure, ...]
    counted: tuple[Figure, ...]
    explanation_nl: str
    explanation_en: str

    @property
    def refs(self) -> tuple[str, ...]:
        """Every row that either side rests on, each once."""
        figures = (*self.printed, *self.counted)
        return tuple(dict.fromkeys(ref for figure in figures for ref in figure.refs))


# Both sides, and the figures that the sentences have places for.
Sides = tuple[tuple[Figure, ...], tuple[Figure, ...], Mapping[str, Span | float]]


def contradictions(evidence: Evidence | None = None) -> tuple[Contradiction, ...]:
    """Return every known contradiction of the presentation, both sides computed from its rows.

    evidence: the project's own where None. Raises LookupError if a row it needs is gone.
    """
    evidence = evidence or load_evidence()
    seed = read_seed(evidence)
    sides: dict[str, Sides] = {"route-heading": _route_heading(seed)}
    sides |= {f"routes-{year}": _routes_of(seed, year) for year in YEARS[1:]}
    sides["routes-total"] = _routes_of(seed, TOTAL)
    sides |= {f"{route}-total": _route_total(seed, route) for route in (ONDERWIJS, Z)}
    sides["two-thirds-total"] = _two_thirds_total(seed)
    sides["forecast-realised"] = _forecast_realised(seed, evidence)
    sides["forecast-taakstelling"] = _forecast_taakstelling(seed, evidence)
    sides["planned-start"] = _planned_start(seed, evidence)
    sides["employment-clocks"] = _employment_clocks(evidence)
    texts = evidence.contradictions
    return tuple(_tell(name, texts[name], parts) for name, parts in sides.items())


def _tell(name: str, texts: Mapping[str, str], sides: Sides) -> Contradiction:
    """Return the record, with the figures written into its sentences."""
    printed, counted, values = sides
    dutch = {key: spell(value, comma=",") for key, value in values.items()}
    english = {key: spell(value, comma=".") for key, value in values.items()}
    return Contradiction(
        id=name,
        subject_nl=texts["subject_nl"],
        subject_en=texts["subject_en"],
        printed=printed,
        counted=counted,
        explanation_nl=texts["explanation_nl"].format_map(dutch),
        explanation_en=texts["explanation_en"].format_map(english),
    )


def spell(value: Span | float, comma: str) -> str:
    """Return a figure as text, decimals behind `comma`, spans as `low-high`.

    One decimal at most; three for what is below 1, such as a region's share in percent.
    """
    if isinstance(value, Span):
        low, high = spell(value.low, comma), spell(value.high, comma)
        return low if low == high else f"{low}-{high}"
    text = f"{value:.3f}" if abs(value) < 1 else f"{value:.1f}"
    return text.rstrip("0").rstrip(".").replace(".", comma)


def round_half_up(value: float) -> float:
    """Return the nearest whole number, halves upward, as the presentation rounds."""
    return float(math.floor(value + 0.5))


def _figure(label: str, span: Span, unit: str = "persons") -> Figure:
    return Figure(label, span.low, span.high, unit, span.refs)


def _route_heading(seed: Seed) -> Sides:
    """The shares above the table against the shares of the counts in it."""
    refs = {
        route: tuple(ref for year in YEARS for ref in seed.forecasts[year].routes[route].refs)
        for route in LEERROUTES
    }
    counts = seed.shares_from_counts(YEARS)
    printed = tuple(
        Figure(route, share, share, "share", (seed.heading_refs[route],))
        for route, share in seed.heading_shares.items()
    )
    counted = tuple(
        Figure(route, counts[route], counts[route], "share", refs[route]) for route in LEERROUTES
    )
    values = {f"heading_{route}": 100 * share for route, share in seed.heading_shares.items()}
    values |= {f"counts_{route}": round_half_up(100 * counts[route]) for route in LEERROUTES}
    return printed, counted, values


def _routes_of(seed: Seed, period: str) -> Sides:
    """The printed number of obliged persons against the sum of the three leerroutes."""
    forecast = seed.forecasts[period]
    printed, counted = forecast.obliged, forecast.routes_sum
    sides = {"printed": printed, "counted": counted}
    return (_figure(period, printed),), (_figure(period, counted),), sides


def _route_total(seed: Seed, route: str) -> Sides:
    """The printed total of a leerroute over 2021-2022 against the sum of its two years."""
    printed = seed.forecasts[TOTAL].routes[route]
    counted = add_spans(seed.forecasts[year].routes[route] for year in YEARS[1:])
    sides = {"printed": printed, "counted": counted}
    return (_figure(route, printed),), (_figure(route, counted),), sides


def _two_thirds_total(seed: Seed) -> Sides:
    """The printed number of obliged persons over 2021-2022 against two thirds of the inflow."""
    total = seed.forecasts[TOTAL]
    low, high = (
        round_half_up(seed.share_obliged * end) for end in (total.all_ages.low, total.all_ages.high)
    )
    counted = Span(low, high, (*total.all_ages.refs, seed.share_obliged_ref))
    values = {"all_ages": total.all_ages, "printed": total.obliged, "counted": counted}
    return (_figure(TOTAL, total.obliged),), (_figure(TOTAL, counted),), values


def _forecast_realised(seed: Seed, evidence: Evidence) -> Sides:
    """The region's forecast for 2020 against what Hengelo alone had received by September."""
    forecast = seed.forecasts["2020"]
    cut = next(inflow for inflow in seed.realised if inflow.until)
    asiel_ref = cut.refs[0]
    paces = [cut.asiel * 12 / months for months in MONTHS_COUNTED]
    hengelo, region = evidence.get("rules:X066"), evidence.get("rules:X073")
    share = _number(hengelo) / _number(region)
    refs = (asiel_ref, hengelo.ref, region.ref)
    pace = Span(min(paces), max(paces), (asiel_ref,))
    whole = Span(pace.low / share, pace.high / share, refs)
    printed = (
        _figure("Midden Twente 2020", forecast.all_ages),
        _figure("Midden Twente 2020, inburgeringsplichtig", forecast.obliged),
    )
    counted = (
        _figure("Hengelo 2020 until September", Span(cut.asiel, cut.asiel, (asiel_ref,))),
        _figure("Hengelo 2020, whole year at that pace", pace),
        _figure("Midden Twente 2020, at Hengelo's share of inhabitants", whole),
    )
    values: dict[str, Span | float] = {
        "forecast": forecast.all_ages,
        "obliged": forecast.obliged,
        "hengelo": cut.asiel,
        "nine": paces[0],
        "eight": paces[1],
        "share": 100 * share,
        "region": Span(round_half_up(whole.low), round_half_up(whole.high)),
    }
    return printed, counted, values


def _forecast_taakstelling(seed: Seed, evidence: Evidence) -> Sides:
    """The forecast of each year against the national taakstelling times the region's share."""
    targets = {fact.statistic: fact for fact in evidence.select(topic="taakstelling")}
    share = targets["Share of national target, Midden Twente"]
    printed, counted = [], []
    values: dict[str, Span | float] = {"share": _number(share)}
    for year in YEARS:
        halves = [targets[f"National half-year target {year}-{half}"] for half in ("I", "II")]
        persons = sum(_number(half) for half in halves) * _number(share) / 100
        span = Span(persons, persons, (*(half.ref for half in halves), share.ref))
        forecast = seed.forecasts[year].all_ages
        printed.append(_figure(year, forecast))
        counted.append(_figure(year, span))
        values |= {f"forecast_{year}": forecast, f"target_{year}": round_half_up(persons)}
    return tuple(printed), tuple(counted), values


def _planned_start(seed: Seed, evidence: Evidence) -> Sides:
    """The month in which the new law was to start against the month in which it did."""
    force = evidence.get("rules:N001")
    began = force.month or ""
    late = 12 * (int(began[:4]) - int(seed.planned_start[:4]))
    late += int(began[5:]) - int(seed.planned_start[5:])
    refs = (seed.planned_start_ref,)
    printed = Figure("start", None, None, "month", refs, text=seed.planned_start)
    counted = Figure("start", None, None, "month", (force.ref,), text=began)
    return (printed,), (counted,), {"months": float(late)}


# How the rows on work of people in the Netherlands are published: outcome -> definition.
_WORK = {
    "employed share": "any paid job in that month",
    "worked at some moment in reception after notice": "ever a job since the notice, in reception",
    "main income work": "wage as the main income",
}


def clock_of(fact: Fact) -> str:
    """Return the clock of a row on work: permit, arrival, notice, settling or survey date."""
    if "after notice" in fact.statistic:
        return "notice"
    if "since first home" in fact.period:
        return "settling"
    return "permit" if fact.period.startswith("permit") else fact.period.split()[0]


def _employment_clocks(evidence: Evidence) -> Sides:
    """Work is published on several clocks and in several definitions; how many rows of each."""
    rows = [
        fact
        for fact in evidence.select(table="targets")
        if fact.statistic in _WORK and fact.use != "context"
    ]
    clocks = _count((clock_of(fact), fact) for fact in rows)
    kinds = _count((_WORK[fact.statistic], fact) for fact in rows)
    names = ("permit", "arrival", "notice", "settling", "survey")
    found = {figure.label: figure.low or 0.0 for figure in clocks}
    return clocks, kinds, {name: found.get(name, 0.0) for name in names}


def _count(labelled: Iterable[tuple[str, Fact]]) -> tuple[Figure, ...]:
    """Return a figure for each label: how many rows carry it, and which."""
    found: dict[str, tuple[str, ...]] = {}
    for label, fact in labelled:
        found[label] = (*found.get(label, ()), fact.ref)
    return tuple(Figure(label, len(r), len(r), "rows", r) for label, r in found.items())


def _number(fact: Fact) -> float:
    """Return the row's number; raises LookupError where it has none."""
    if fact.number is None:
        raise LookupError(f"{fact.ref} value: {fact.value!r} is no number")
    return fact.number
