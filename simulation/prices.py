"""Price level: what an amount stated in the prices of one year is in another.

Every amount of money is stated in the prices of a year: the first value of a parameter in its
registered price year, a dated one in that of its date. In the rules of a month it stands in the
prices of that month's year. Amounts that a law or a grant names (price year `nominal`) stay as
they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation.months import EPOCH_YEAR, MONTHS_PER_YEAR
from simulation.parameters import BEGIN, NOMINAL, Draw, load_registry
from simulation.setup import Setup

FIRST_YEAR = 2000
LAST_YEAR = 2105
"""Later than any price year and any year of a world."""


def year_of(month: int) -> int:
    """The calendar year of a month (months since 2000-01)."""
    return EPOCH_YEAR + month // MONTHS_PER_YEAR


@lru_cache(maxsize=64)
def price_levels(steps: tuple[tuple[int, float], ...]) -> npt.NDArray[np.float64]:
    """(LAST_YEAR - FIRST_YEAR + 1,) the price level of each year, that of the first year = 1.

    steps: dated values of geld.price_rise, the rise of a year against the year before.
    """
    level = np.ones(LAST_YEAR - FIRST_YEAR + 1)
    for place in range(1, len(level)):
        rise = steps[0][1]
        for date, value in steps:
            if date <= (FIRST_YEAR + place - EPOCH_YEAR) * MONTHS_PER_YEAR:
                rise = value
        level[place] = level[place - 1] * (1.0 + rise)
    return level


@cache
def priced() -> tuple[str, ...]:
    """The ids of amounts that follow prices."""
    return tuple(name for name, p in load_registry().items() if p.price_year not in (None, NOMINAL))


def merged(setup: Setup, draw: Draw, name: str) -> list[tuple[int, float, int]]:
    """Values of an amount as (date, euros, price year): the draw's, then the scenario's own."""
    registered = load_registry()[name].price_year or NOMINAL
    steps = [
        (date, value, registered if date == BEGIN else year_of(date))
        for date, value in draw.steps[name]
    ]
    for date, value in sorted(setup.overrides.get(name, {}).items()):
        year = setup.price_years.get(name, registered) if date == BEGIN else year_of(date)
        if date == BEGIN:
            steps = []
        steps.append((date, value, year))
    return steps


def price_path(setup: Setup, draw: Draw, year: int) -> npt.NDArray[np.float64]:
    """(months,) what a euro in the prices of a year is in those of each month; 1 if nominal."""
    if year == NOMINAL:
        return np.ones(setup.months)
    level = price_levels(_steps(setup, draw, "geld.price_rise"))
    years = EPOCH_YEAR + (setup.start + np.arange(setup.months)) // MONTHS_PER_YEAR
    return level[years - FIRST_YEAR] / level[year - FIRST_YEAR]


def follow_prices(
    setup: Setup,
    draw: Draw,
    table: Any,
    numbers: npt.NDArray[np.float64],
    columns: Mapping[str, int],
) -> None:
    """Put every amount in the prices of its month, and fill the derived numbers of prices.

    table: (months,) records of rules; numbers: the same as (months, fields) float64; columns:
    where each parameter stands.
    """
    rises = _steps(setup, draw, "geld.price_rise")
    level = price_levels(rises)
    years = EPOCH_YEAR + (setup.start + np.arange(setup.months)) // MONTHS_PER_YEAR
    of_month = level[years - FIRST_YEAR]
    for name in priced():
        for date, value, year in merged(setup, draw, name):
            first = 0 if date == BEGIN else max(0, date - setup.start)
            numbers[first:, columns[name]] = value * of_month[first:] / level[year - FIRST_YEAR]
    base = level[int(table["geld_price_year"][0]) - FIRST_YEAR]
    discount = (1.0 + table["geld_discount_rate"][0]) ** (
        -np.arange(setup.months) / MONTHS_PER_YEAR
    )
    table["derived_price_level"] = of_month / base
    table["derived_present_value"] = base / of_month * discount
    # The presentation prints one amount for its last year and later: from then on it may grow.
    last = year_of(load_registry()["gemeentefonds.hengelo"].value[-1][0])
    fund = np.where(years > last, of_month / level[last - FIRST_YEAR], 1.0)
    table["derived_fund_index"] = np.where(table["gemeentefonds_indexed"] == 1, fund, 1.0)


def _steps(setup: Setup, draw: Draw, name: str) -> tuple[tuple[int, float], ...]:
    own = setup.overrides.get(name, {})
    begin = [] if BEGIN in own else list(draw.steps[name])
    return tuple(sorted({**dict(begin), **own}.items()))
