"""How the numbers of a chart are written on its axes, by unit."""

from __future__ import annotations

import math
from functools import partial
from math import isnan
from typing import TYPE_CHECKING

from experiments.numbers import MISSING, write_millions, write_number, write_percent, write_quantity

if TYPE_CHECKING:
    from matplotlib.axis import Axis

MILLIONS, POINTS = "millions", "points"
"""Euros that are written in millions; differences of shares, in percent points."""


_SHORT = {MILLIONS: 0.6e6}


def write_tick(value: float, unit: str, lang: str, span: float = math.inf) -> str:
    """Write a number on an axis. span: from its low to its high end; short ones need decimals."""
    if isnan(value):
        return MISSING
    if unit == "share":
        return write_percent(value, lang)
    if unit == MILLIONS:
        return write_number(value / 1e6, lang, 1 if span > _SHORT[unit] else 2)
    if unit == POINTS:
        points = round(value * 100, 6)
        return write_number(points, lang, 0 if points.is_integer() else 1)
    if unit == "eur":
        return write_quantity(value, "eur", lang)
    return write_number(value, lang, 0 if float(value).is_integer() else 1)


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
    axis.set_major_locator(MaxNLocator(nbins=ticks, integer=whole))
    axis.set_major_formatter(FuncFormatter(partial(_tick, axis=axis, unit=unit, lang=lang)))


def _tick(value: float, _position: int, axis: Axis, unit: str, lang: str) -> str:
    low, high = axis.get_view_interval()
    return write_tick(round(value, 9) + 0.0, unit, lang, float(high - low))
