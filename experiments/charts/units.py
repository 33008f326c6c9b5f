"""How the numbers of a chart are written on its axes, by unit."""

from __future__ import annotations

from functools import partial
from math import isnan
from typing import TYPE_CHECKING

from experiments.numbers import MISSING, write_millions, write_number, write_percent, write_quantity

if TYPE_CHECKING:
    from matplotlib.axis import Axis

MILLIONS, POINTS = "millions", "points"
"""Euros that are written in millions; differences of shares, in percent points."""


FACTORS = {MILLIONS: 1e-6, POINTS: 100.0}
"""By how much a unit's numbers are multiplied before they are written."""
STEPS = (1, 2, 5, 10)
"""Ticks lie so far apart, times a power of ten: then few decimals tell them apart."""
_MOST_DECIMALS = 4


def decimals_of(step: float) -> int:
    """Return how many decimals tell ticks apart that lie a step apart."""
    for decimals in range(_MOST_DECIMALS):
        if abs(step - round(step, decimals)) < step / 100:
            return decimals
    return _MOST_DECIMALS


def write_tick(value: float, unit: str, lang: str, step: float) -> str:
    """Write a number on an axis whose ticks lie a step apart, both in the chart's own numbers."""
    if isnan(value):
        return MISSING
    if unit == "share":
        return write_percent(value, lang)
    if unit == "eur":
        return write_quantity(value, "eur", lang)
    factor = FACTORS.get(unit, 1.0)
    return write_number(value * factor, lang, decimals_of(step * factor))


def write_value(value: float, unit: str, lang: str) -> str:
    """Write a number in a sentence, with its unit where that is short."""
    if isnan(value):
        return MISSING
    if unit == MILLIONS:
        return write_millions(value, lang)
    if unit == POINTS:
        return write_number(value * 100, lang, 1)
    if unit == "share":
        return write_percent(value, lang)
    return write_quantity(value, unit, lang)


def ticks_on(inches: float, unit: str) -> int:
    """Return how many numbers fit along an axis of this length without touching."""
    each = 1.5 if unit == "eur" else 0.8
    return max(2, min(6, int(inches / each)))


def format_axis(axis: Axis, unit: str, lang: str, ticks: int = 6) -> None:
    """Give an axis of matplotlib round numbers, written in a language."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    whole = unit in {"persons", "weeks"}
    axis.set_major_locator(MaxNLocator(nbins=ticks, integer=whole, steps=list(STEPS)))
    axis.set_major_formatter(FuncFormatter(partial(_tick, axis=axis, unit=unit, lang=lang)))


def _tick(value: float, _position: int, axis: Axis, unit: str, lang: str) -> str:
    ticks = axis.get_majorticklocs()
    step = float(ticks[1] - ticks[0]) if len(ticks) > 1 else 1.0
    return write_tick(round(value, 9) + 0.0, unit, lang, step)
