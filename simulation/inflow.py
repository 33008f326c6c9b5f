"""How many people come, from which published figures: an input, never an outcome.

Inflow is people. The taakstelling is no inflow: it sets the pace at which municipalities house
the people who are there (steps/huisvesting.py). Counts vary by chance around these rates.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from simulation.agents.codes import ASIEL, DOELGROEP_NAMES, DOELGROEPEN, GEZIN
from simulation.months import MONTHS_PER_YEAR
from simulation.parameters import load_registry

if TYPE_CHECKING:
    from simulation.setup import Setup

OWN_FILE = "eigen"
"""The source that is a file of the user's own."""

LEVELS = ("low", "middle", "high")
PEOPLE = ("obliged", "all_ages")
MONTHS_COUNTED_2020 = 8
"""The presentation prints 2020 'tot september': January to August."""
FIRST_PARTIAL = 240
"""January 2020, in months since 2000-01."""


@dataclass(frozen=True)
class InflowSource:
    """A published series that arrivals follow."""

    title_nl: str
    title_en: str
    description_nl: str
    description_en: str


INFLOWS: Mapping[str, InflowSource] = {
    "landelijk": InflowSource(
        "landelijke cohorten maal het aandeel van de regio",
        "national cohorts times the region's share",
        "Nieuwe inburgeringsplichtigen in Nederland (CBS, 2022-2024), maal inwoners van de regio "
        "gedeeld door inwoners van Nederland; vanaf 2025 het gemiddelde van die drie jaren "
        "(aanname).",
        "New people with the duty in the Netherlands (CBS, 2022-2024) times the region's share of "
        "inhabitants; from 2025 on the mean of those three years (assumption).",
    ),
    "seed-2020": InflowSource(
        "raming van de presentatie van 30 september 2020",
        "forecast of the presentation of 30 September 2020",
        "Instroom asielgerechtigden Midden Twente 2020-2022, waarvan twee derde "
        "inburgeringsplichtig; zonder gezinsmigranten, die de raming niet noemt.",
        "Inflow of asylum status holders in Midden Twente 2020-2022, two thirds of whom have the "
        "duty; without family migrants, whom the forecast does not name.",
    ),
    "hengelo-gerealiseerd": InflowSource(
        "gerealiseerde instroom van Hengelo 2018-2020",
        "realised inflow of Hengelo 2018-2020",
        "Getelde instroom in de presentatie (2020 tot september); of dat alle leeftijden zijn, "
        "zegt zij niet: inflow.people kiest. Andere gemeenten naar inwoners.",
        "Counted inflow in the presentation (2020 until September); it does not say whether all "
        "ages are counted: inflow.people chooses. Other municipalities by inhabitants.",
    ),
    OWN_FILE: InflowSource(
        "een eigen bestand met aantallen per maand",
        "a file of your own with numbers a month",
        "Mensen met de plicht per maand, gemeente en doelgroep, uit het bestand in inflow.file; "
        "een regel geldt vanaf zijn maand tot de volgende van dezelfde gemeente en doelgroep.",
        "People with the duty a month, by gemeente and doelgroep, from the file in inflow.file; a "
        "row holds from its month until the next of the same gemeente and doelgroep.",
    ),
}


@dataclass(frozen=True)
class InflowRow:
    """A row of a user's own series: from this month on so many people with the duty a month."""

    month: int
    gemeente: str
    doelgroep: str
    persons: float


@dataclass(frozen=True)
class Shock:
    """More or fewer arrivals for a while: a factor on one doelgroep in some months."""

    month: int
    months: int
    factor: float
    doelgroep: str = "asiel"


def arrival_rates(setup: Setup, rules: Any, history: int) -> npt.NDArray[np.float64]:
    """Expected arrivals of people with the duty.

    Args:
        setup: names the source and the region.
        rules: (months, gemeenten, doelgroepen) records of the rules in force.
        history: months before the start over which the stock in reception had built up.

    Returns:
        (DOELGROEPEN, history + months, gemeenten) float64, persons a month. Before the start it
        is the stock in reception, spread evenly.
    """
    gemeenten = setup.region.gemeenten
    rates = np.zeros((DOELGROEPEN, history + setup.months, len(gemeenten)))
    rule = rules[:, 0, 0]
    inhabitants = np.array([g.inhabitants for g in gemeenten], dtype=np.float64)
    if setup.inflow == "landelijk":
        share = inhabitants / rule["instroom_landelijke_inwoners"][0]
        asiel = rule["instroom_asiel_per_jaar"] * _level_factor(setup, "instroom.asiel_per_jaar")
        gezin = rule["instroom_gezin_per_jaar"] * _level_factor(setup, "instroom.gezin_per_jaar")
        earlier = rule["instroom_asiel_voor_2022"], rule["instroom_gezin_voor_2022"]
        asiel = np.where(earlier[0] > 0.0, earlier[0], asiel)
        gezin = np.where(earlier[1] > 0.0, earlier[1], gezin)
        rates[ASIEL, history:] = np.outer(asiel, share)
        rates[GEZIN, history:] = np.outer(gezin, share)
        if history:
            adults = float(rule["seed_share_obliged"][0])
            waiting = rule["instroom_opvang_stock"][0]
            if setup.start < rule["wet_in_force"][0]:
                waiting = rule["instroom_opvang_stock_2018"][0]
            stock = float(waiting) * adults * share
            rates[ASIEL, :history] = stock / history * MONTHS_PER_YEAR
    elif setup.inflow == "seed-2020":
        weight = LEVELS.index(setup.inflow_level) / (len(LEVELS) - 1)
        total = rule["seed_asiel_low"] * (1 - weight) + rule["seed_asiel_high"] * weight
        share = inhabitants / inhabitants.sum()
        rates[ASIEL, history:] = np.outer(total * rule["seed_share_obliged"], share)
    elif setup.inflow == OWN_FILE:
        rates[:] = _own_series(setup) * MONTHS_PER_YEAR
    else:
        hengelo = next((g.inhabitants for g in gemeenten if g.name == "hengelo"), None)
        share = inhabitants / (hengelo or inhabitants.sum())
        dates = setup.start + np.arange(setup.months)
        counted = np.where(dates < FIRST_PARTIAL, MONTHS_PER_YEAR, MONTHS_COUNTED_2020)
        people = rule["seed_share_obliged"] if setup.inflow_people == "all_ages" else 1.0
        scale = people * MONTHS_PER_YEAR / counted
        rates[ASIEL, history:] = np.outer(rule["seed_hengelo_asiel"] * scale, share)
        rates[GEZIN, history:] = np.outer(rule["seed_hengelo_gezin"] * scale, share)
    rates[ASIEL, history:] *= first_arrivals(rule)[:, None]
    shock = setup.inflow_shock
    if shock is not None:
        first = max(history + shock.month - setup.start, history)
        last = max(history + shock.month + shock.months - setup.start, history)
        rates[DOELGROEP_NAMES.index(shock.doelgroep), first:last] *= shock.factor
    return rates / MONTHS_PER_YEAR


def _level_factor(setup: Setup, name: str) -> npt.NDArray[np.float64]:
    """(months,) how far the national series lies from its middle, once it is an assumption.

    The last dated value is the assumed one; `low` and `high` are the registered edges of it.
    """
    parameter = load_registry()[name]
    since, middle = parameter.value[-1]
    edge = {"low": parameter.low, "high": parameter.high}.get(setup.inflow_level)
    dates = setup.start + np.arange(setup.months)
    return np.where(dates >= since, (edge or middle) / middle, 1.0)


def _own_series(setup: Setup) -> npt.NDArray[np.float64]:
    """(DOELGROEPEN, months, gemeenten) persons a month of a user's own rows."""
    names = [gemeente.name for gemeente in setup.region.gemeenten]
    series = np.zeros((DOELGROEPEN, setup.months, len(names)))
    for row in sorted(setup.inflow_rows, key=lambda row: row.month):
        first = max(row.month - setup.start, 0)
        group, place = DOELGROEP_NAMES.index(row.doelgroep), names.index(row.gemeente)
        series[group, first:, place] = row.persons
    return series


def first_arrivals(rule: Any) -> npt.NDArray[np.float64]:
    """(months,) share of the asylum inflow that comes first, by month of the world.

    Later family members and children who turn 18 follow the households of this world, so their
    part of the published series is left free only as far as they can have come by then: nareis
    by the distribution of their lag, children in step with the years that schooling leaves.
    """
    months = np.arange(1, len(rule) + 1)
    median = float(rule["instroom_nareis_lag_months"][0])
    spread = float(rule["instroom_nareis_lag_spread"][0])
    normal = NormalDist()
    arrived = np.array([normal.cdf(math.log(t / median) / spread) for t in months])
    grown = np.minimum(months / (rule["vrijstelling_schooling_years"] * MONTHS_PER_YEAR), 1.0)
    later = rule["instroom_share_nareis"] * arrived + rule["instroom_share_eighteen"] * grown
    return np.asarray(1.0 - later, dtype=np.float64)
