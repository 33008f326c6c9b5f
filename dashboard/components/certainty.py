"""How sure a difference is: what parameters, chance and the number of worlds leave open."""

from __future__ import annotations

from math import ceil, isnan

import streamlit as st

from dashboard import session
from dashboard.asking import CHOICES
from dashboard.components.compare_tables import WAITS, interval, of_scenario, short_title
from dashboard.components.tables import plain_table
from experiments.compare.comparison import Comparison, Difference
from experiments.compare.estimate import Z
from experiments.compare.outcomes import BIJSTAND, FULFILLED, LEVEL, NOTICED, WORK, group_of
from experiments.numbers import MISSING, write_difference, write_number
from experiments.texts import texts_in

SMALL_PART = 0.25
"""Of half the interval: a reckoning error that is less changes nothing in what is said."""
SHOWN = (LEVEL, FULFILLED, WORK, BIJSTAND, *WAITS)


def certainty_table(comparison: Comparison, scenario: int) -> None:
    """Show for each outcome its interval, what may be seen, and what reckoning leaves open."""
    text = session.words()
    rows = main_differences(comparison, scenario)
    plain_table(
        {
            text("compare.outcome"): [short_title(found) for found in rows],
            text("compare.difference"): [_amount(found.effect.difference, found) for found in rows],
            text("compare.interval"): [interval(found) for found in rows],
            text("certain.seen"): [_seen(found) for found in rows],
            text("certain.reckoning"): [_reckoning(found) for found in rows],
        },
        text("certain.spread"),
    )


def main_differences(comparison: Comparison, scenario: int) -> list[Difference]:
    """Return the outcomes of everybody that the page is about, at the end of the longest cohort."""
    at = comparison.question.cohorts[-1].at
    return [
        found
        for found in of_scenario(comparison, scenario)
        if found.asked.name in SHOWN
        and (found.asked.name in WAITS or found.asked.filter.get("at") == at)
        and (not group_of(found.asked) or found.asked.name == "weeks_permit_to_settled")
        and not isnan(found.effect.difference)
    ]


def worlds_needed(found: Difference) -> int:
    """Return with how many worlds the reckoning error would not matter; 0 where it is unknown.

    It does not where it is less than words would name, or small beside what parameters leave open.
    """
    effect, noticed = found.effect, NOTICED.get(found.asked.unit)
    error = effect.monte_carlo_se
    if noticed is None or isnan(error) or not error:
        return 0
    allowed = max(noticed, SMALL_PART * (effect.high - effect.low) / 2)
    return ceil(effect.worlds * (Z * error / allowed) ** 2)


def enough_worlds(comparison: Comparison, scenario: int) -> None:
    """Say whether there are enough worlds, and how many would be."""
    text = session.words()
    worlds = comparison.question.replications
    most = max(map(worlds_needed, main_differences(comparison, scenario)), default=0)
    now = write_number(worlds, text.lang)
    if most <= worlds:
        st.text(text("certain.enough_yes", worlds=now))
        return
    offered = next((choice for choice in CHOICES if choice >= most), None)
    if offered is None:
        needed = write_number(round(most, -2), text.lang)
        st.text(text("certain.enough_never", worlds=now, needed=needed, most=CHOICES[-1]))
    else:
        needed = write_number(offered, text.lang)
        st.text(text("certain.enough_no", worlds=now, needed=needed))


def _seen(found: Difference) -> str:
    low, high = found.effect.predictive_low, found.effect.predictive_high
    if isnan(low) or isnan(high):
        return MISSING
    edges = {"low": _amount(low, found), "high": _amount(high, found)}
    return texts_in(session.language())("compare.interval", **edges)


def _reckoning(found: Difference) -> str:
    error = found.effect.monte_carlo_se
    return MISSING if isnan(error) else f"± {_amount(Z * error, found).lstrip('+')}"


def _amount(value: float, found: Difference) -> str:
    return write_difference(value, found.asked.unit, session.language())
