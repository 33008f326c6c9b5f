"""The rules in force: one record of plain numbers a month, gemeente and doelgroep.

A record holds every registered parameter under its id with underscores
(`afschalen_min_hours`), and a few numbers that follow from them by arithmetic (`derived_...`),
so that the steps read as law. Policies change these records (change.py).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from statistics import NormalDist
from typing import Any

import numpy as np

from simulation.agents.codes import HIGHEST_LEVEL
from simulation.change import RulesTable, apply_policies
from simulation.months import MONTHS_PER_YEAR
from simulation.parameters import BEGIN, Draw, load_registry
from simulation.prices import follow_prices
from simulation.programmes import ProgrammeTables
from simulation.setup import Setup

LOGISTIC_SD = math.pi / math.sqrt(3)
"""Standard deviation of a standard logistic."""
LOGISTIC_NORMAL = (16 * math.sqrt(3) / (15 * math.pi)) ** 2
"""Scale in the logistic-normal approximation (Zeger, Liang and Albert 1988, Biometrics 44)."""

ARITHMETIC = (
    "derived_z_schooling_low",
    "derived_z_schooling_high",
    "derived_z_illiterate",
    "derived_z_alfabetisering",
    "derived_z_disorder",
    "derived_z_gezin_disorder",
    "derived_candidate_spread",
    "derived_candidate_scale",
    "derived_largest_entry",
    "derived_stay_b1",
    "derived_stay_onderwijs",
    "derived_stay_z",
    "derived_places_b1",
    "derived_places_onderwijs",
    "derived_places_z",
)
PRICES = ("derived_price_level", "derived_present_value", "derived_fund_index")
DERIVED = (*ARITHMETIC, *PRICES)
"""Numbers that are not registered: by arithmetic in derived_values, and of prices in prices.py."""


BOUNDING = (
    "werk_base_hazard",
    "werk_tightness",
    "werk_passed",
    "werk_age_45",
    "werk_slope",
    "werk_slope_years",
    "werk_origin_slope",
    "werk_language",
    "werk_language_able",
    "werk_wait",
    "werk_wait_centre",
    "werk_wait_counted",
)
"""What `largest_entry` takes at its largest over all dates."""


@cache
def rules_dtype() -> np.dtype[np.void]:
    """The record of rules: all registered numbers and the derived ones, float64 each."""
    registered = load_registry().dtype()
    fields = [(name, registered[name]) for name in registered.names or ()]
    return np.dtype([*fields, *((name, np.dtype("f8")) for name in DERIVED)], align=True)


@cache
def _bought() -> tuple[str, ...]:
    """The registered numbers of the offer of places."""
    return tuple(name for name in rules_dtype().names or () if name.startswith("aanbod_"))


@cache
def _columns() -> dict[str, int]:
    """Where each parameter stands in a record, counted in numbers of eight bytes."""
    fields: Mapping[str, Any] = rules_dtype().fields or {}
    return {
        name: fields[parameter.field][1] // 8 + parameter.element
        for name, parameter in load_registry().items()
    }


def build_rules_and_programmes(
    setup: Setup, draw: Draw
) -> tuple[np.ndarray[Any, Any], ProgrammeTables]:
    """The table of rules of one setup under one draw, and the programmes of its policies.

    Returns:
        (months, gemeenten, doelgroepen) records of rules_dtype(): one record a month, seen by all
        gemeenten and doelgroepen, unless a policy tells them apart; and what policies do to who
        takes part (no programmes at all where there are no policies).
    """
    table = np.zeros(setup.months, dtype=rules_dtype())
    numbers = table.view("f8").reshape(setup.months, -1)
    columns = _columns()
    numbers[0, list(columns.values())] = [draw.steps[name][0][1] for name in columns]
    numbers[1:] = numbers[0]
    drawn = table[0].copy()
    for name, steps in draw.steps.items():
        if len(steps) == 1 and name not in setup.overrides:
            continue
        overrides = setup.overrides.get(name, {})
        for date, value in [*steps[1:], *sorted(overrides.items())]:
            first = 0 if date == BEGIN else max(0, date - setup.start)
            numbers[first:, columns[name]] = value
    _derive(table, drawn)
    follow_prices(setup, draw, table, numbers, columns)
    rules = RulesTable(table, len(setup.region.gemeenten))
    programmes = apply_policies(setup, draw, rules)
    return rules.view(), programmes


def _derive(table: np.ndarray[Any, Any], drawn: np.void) -> None:
    """Fill the derived numbers; they follow the values of the first month, before any policy.

    The offer of places was bought before anybody changed a rule: apart from what a scenario
    says of the offer itself (aanbod.*), it follows the drawn values (`drawn`, one record).
    """
    rule: Any = table[0].copy()
    for name in BOUNDING:
        rule[name] = table[name].max(axis=0)
    waiting = table["werk_wait"]
    rule["werk_wait"] = waiting.min() if waiting.max() <= 0.0 else abs(waiting).max()
    for name, value in derived_values(rule).items():
        table[name] = value
    before: Any = drawn.copy()
    for name in _bought():
        before[name] = table[0][name]
    for name, value in derived_values(before).items():
        if name.startswith(("derived_stay", "derived_places")):
            table[name] = value


def derived_values(rule: Mapping[str, Any]) -> dict[str, float]:
    """Numbers that follow from the registered ones by arithmetic, but for those of prices.py.

    The thresholds of the latent normals give the published shares. The spread of the candidate
    factor gives the parts of an exam the registered latent correlation: with a logistic error of
    variance pi^2/3, c^2 / (c^2 + pi^2/3) = rho; the slope is scaled up so that the pass chance
    over all candidates keeps the registered slope.
    """
    z = NormalDist().inv_cdf
    rho = float(rule["examens_candidate_correlation"])
    spread = math.sqrt(rho / (1 - rho)) * LOGISTIC_SD
    stays = course_stays(rule)
    names = ("b1", "onderwijs", "z")
    places = [
        float(rule[f"aanbod_outside_starts_{name}"])
        * stay
        / MONTHS_PER_YEAR
        * (1 + float(rule[f"aanbod_slack_{name}"]))
        for name, stay in zip(names, stays, strict=True)
    ]
    values = (
        z(float(rule["bevolking_schooling_low"])),
        z(1 - float(rule["bevolking_schooling_high"])),
        z(float(rule["bevolking_illiterate"])),
        z(float(rule["bevolking_needs_alfabetisering"])),
        z(1 - float(rule["bevolking_mental_disorder"])),
        z(1 - float(rule["bevolking_gezin_mental_disorder"])),
        spread,
        math.sqrt(1 + LOGISTIC_NORMAL * spread * spread),
        largest_entry(rule),
        *stays,
        *places,
    )
    return dict(zip(ARITHMETIC, values, strict=True))


def course_stays(rule: Mapping[str, Any]) -> tuple[float, float, float]:
    """Months that somebody holds a place in the B1-route, Onderwijsroute and Z-route.

    The contract's hours over the hours of an average month; in the Z-route the hours must be
    followed, so attendance counts.
    """
    weeks = float(sum(rule["lessen_teaching_weeks"])) / MONTHS_PER_YEAR
    ratio = float(rule["aanbod_stay_ratio"])
    b1 = float(rule["lessen_b1_hours_total"]) / float(rule["lessen_b1_hours_week"])
    onderwijs = float(rule["lessen_onderwijs_hours_total"])
    onderwijs /= float(rule["lessen_onderwijs_hours_week"])
    z = float(rule["lessen_z_hours"]) / float(rule["lessen_z_hours_week"])
    z /= float(rule["lessen_attendance"])
    return b1 / weeks * ratio, onderwijs / weeks * ratio, z / weeks * ratio


def largest_entry(rule: Mapping[str, Any]) -> float:
    """A bound on the monthly chance of a job, apart from what is personal: most draws lie above
    it, and need no exponential. It holds for every date, because what varies by date
    is taken at its largest; `werk_language_centre` is not drawn and does not vary.
    """
    years = float(rule["werk_slope_years"])
    slope = float(max(rule["werk_origin_slope"])) + abs(float(rule["werk_slope"]))
    language = max(float(rule["werk_language"]), float(rule["werk_language_able"]))
    above = HIGHEST_LEVEL - float(rule["werk_language_centre"])
    exponent = max(slope, 0.0) * years + max(language, 0.0) * above
    exponent += largest_of_waiting(rule)
    return (
        float(rule["werk_base_hazard"])
        * float(rule["werk_tightness"])
        * max(float(rule["werk_passed"]), 1.0)
        * max(float(rule["werk_age_45"]), 1.0)
        * math.exp(exponent)
    )


def largest_of_waiting(rule: Mapping[str, Any]) -> float:
    """The most that a wait can add to the logarithm of that chance: no wait at all where waiting
    hurts, the longest that counts (or none) where it would help.
    """
    per_month = float(rule["werk_wait"])
    months = float(rule["werk_wait_centre"])
    if per_month > 0.0:
        months = max(months, float(rule["werk_wait_counted"]))
    return abs(per_month) * months
