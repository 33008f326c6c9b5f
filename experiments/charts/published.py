"""Figures that others published, from the evidence, in the terms of a chart."""

from __future__ import annotations

from dataclasses import dataclass

from calibration.evidence import load_evidence
from simulation.region import Region

REGION_OF_2020 = "midden-twente"
"""The region of the presentation of 2020."""
HENGELO = "hengelo"
_COUNTED = {
    "asiel": {2022: "observations:E008", 2023: "observations:E009", 2024: "observations:E026"},
    "gezin_overig": {
        2022: "observations:E011",
        2023: "observations:E012",
        2024: "observations:E027",
    },
}
"""New people with the duty in the Netherlands, by year."""
_INHABITANTS = "rules:X030"
_FORECAST = {2020: "seed:S11", 2021: "seed:S13", 2022: "seed:S15"}
"""Forecast of 2020: asylum status holders with the duty, Midden Twente."""
_REALISED = {2018: "seed:S01", 2019: "seed:S04"}
"""Counted: asylum status holders in Hengelo, whole years."""


@dataclass(frozen=True)
class Figure:
    """One published number of a year, with its margin (equal to it where none is given).

    ref: its row in the evidence.
    """

    year: int
    low: float
    middle: float
    high: float
    ref: str = ""


def counted(group: str, inhabitants: float, of: float) -> list[Figure]:
    """Return national cohorts of a group times a region's share of the inhabitants, `of` in all."""
    return [_figure(year, ref, inhabitants / of) for year, ref in _COUNTED[group].items()]


def forecast_of_2020(region: Region) -> list[Figure]:
    """Return the forecast of the presentation for its own region; nothing for another one."""
    if region.name != REGION_OF_2020:
        return []
    return [_figure(year, ref) for year, ref in _FORECAST.items()]


def realised(region: Region) -> list[Figure]:
    """Return what Hengelo counted, scaled to the region by inhabitants; nothing without Hengelo."""
    own = next((g.inhabitants for g in region.gemeenten if g.name == HENGELO), None)
    if own is None:
        return []
    everybody = region.inhabitants
    return [_figure(year, ref, everybody / own) for year, ref in _REALISED.items()]


def _figure(year: int, ref: str, factor: float = 1.0) -> Figure:
    fact = load_evidence().get(ref)
    low, high = fact.low, fact.high
    middle = fact.number
    if middle is None:
        assert low is not None and high is not None
        middle = (low + high) / 2
    low = middle if low is None else low
    high = middle if high is None else high
    return Figure(year, low * factor, middle * factor, high * factor, ref)
