"""Which numbers are fitted, in which layer, under which prior; and from scores to values.

A fitted number is a column: a parameter's id, whose later dated values move in proportion, or
`id@YYYY-MM`, its value from that month on. Fitting works on standard normal scores: a score of 0
is the middle of the prior. Priors are those of the registry, but weak where theirs was derived
from a row that is fitted on (`parameters.csv` says which and why).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation.months import format_month, parse_month
from simulation.parameters import BEGIN, Draw, Parameter, load_registry
from simulation.posterior import DATED

POINT = "point"
LOCAL = "lokaal"
"""The layer of columns that only a region's own figures can tell: not in the shipped posterior."""
MOST_SCORE = 5.0
"""Scores beyond this lie outside any prior that is meant."""
HALVINGS = 40
_NORMAL = NormalDist()


@dataclass(frozen=True)
class FitParameter:
    """A column that is fitted, or held (`held`) while others are.

    prior: the registered parameter with the value, range and family that the fit uses.
    """

    column: str
    layer: str
    prior: Parameter
    note: str

    @property
    def id(self) -> str:
        """The parameter's id."""
        return self.column.partition(DATED)[0]

    @property
    def month(self) -> int:
        """From which month (since 2000-01) the value holds, or BEGIN."""
        date = self.column.partition(DATED)[2]
        return parse_month(date) if date else BEGIN

    @property
    def held(self) -> bool:
        """Whether it is not fitted."""
        return self.prior.family == POINT

    @property
    def middle(self) -> float:
        """The value at score 0."""
        return self.prior.value[0][1]

    def value(self, score: float) -> float:
        """The value at a standard normal score."""
        if self.held:
            return self.middle
        score = min(max(score, -MOST_SCORE), MOST_SCORE)
        return self.prior.quantile(self.middle, _NORMAL.cdf(score))

    def score(self, value: float) -> float:
        """The score that has this value: value() read backwards, by halving."""
        low, high = -MOST_SCORE, MOST_SCORE
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            if self.value(middle) < value:
                low = middle
            else:
                high = middle
        return (low + high) / 2


@cache
def load_fit_parameters() -> tuple[FitParameter, ...]:
    """Every column of parameters.csv, in its order; raises KeyError for an unknown parameter."""
    text = (files("calibration") / "fit" / "parameters.csv").read_text(encoding="utf-8")
    return tuple(_read(row) for row in csv.DictReader(text.splitlines()))


def _read(row: Mapping[str, str]) -> FitParameter:
    name, _, date = row["column"].partition(DATED)
    registered = load_registry()[name]
    month = parse_month(date) if date else BEGIN
    middle = float(row["value"]) if row["value"] else registered.at(month)
    family = row["family"] or registered.family
    low = float(row["low"]) if row["low"] else registered.low
    high = float(row["high"]) if row["high"] else registered.high
    around = low is not None and high is not None and low < middle < high
    if family not in (POINT, "triangular", "uniform") and not around:
        raise ValueError(f"{row['column']}: {low} < {middle} < {high} does not hold")
    prior = replace(registered, value=((BEGIN, middle),), family=family, low=low, high=high)
    return FitParameter(row["column"], row["layer"], prior, row["note"])


def scores_of(columns: Mapping[str, npt.NDArray[np.float64]]) -> dict[str, Any]:
    """Scores, by fitted column, of the values of a posterior: {name in its file: (draws,)}."""
    return {
        p.column: np.array([p.score(float(value)) for value in columns[p.column]])
        for p in load_fit_parameters()
        if not p.held and p.column in columns
    }


def fitted_in(layers: Sequence[str]) -> tuple[FitParameter, ...]:
    """The columns that are fitted in these layers."""
    return tuple(p for p in load_fit_parameters() if not p.held and p.layer in layers)


def values_of(scores: Mapping[str, float]) -> dict[str, float]:
    """The value of every column at its score; a column without a score stands at its middle, but
    a local one is then left to its prior.
    """
    return {
        p.column: p.value(scores.get(p.column, 0.0))
        for p in load_fit_parameters()
        if p.layer != LOCAL or p.column in scores
    }


def steps_of(values: Mapping[str, float]) -> dict[str, tuple[tuple[int, float], ...]]:
    """The dated values of every parameter that these columns name."""
    registry = load_registry()
    steps: dict[str, dict[int, float]] = {}
    for column in sorted(values, key=lambda c: (c.partition(DATED)[0], DATED in c)):
        name, _, date = column.partition(DATED)
        known = steps.setdefault(name, dict(registry[name].value))
        if date:
            known[parse_month(date)] = values[column]
        else:
            base = known[BEGIN]
            factor = values[column] / base if base else 1.0
            steps[name] = {month: value * factor for month, value in known.items()}
            steps[name][BEGIN] = values[column]
    return {name: tuple(sorted(known.items())) for name, known in steps.items()}


def draw_with(values: Mapping[str, float], seed: int, index: int) -> Draw:
    """Draw `index` from the priors, with these columns in it."""
    prior = load_registry().draw("prior", seed=seed, index=index)
    return Draw("prior", index, {**prior.steps, **steps_of(values)})


def columns_of(
    ensemble: Sequence[Mapping[str, float]],
) -> tuple[tuple[str, ...], npt.NDArray[np.float64]]:
    """Names and (members, columns) values of every dated value, as a file of draws holds them."""
    rows = []
    names: tuple[str, ...] = ()
    for values in ensemble:
        row = {
            name if month == BEGIN else f"{name}{DATED}{format_month(month)}": value
            for name, steps in sorted(steps_of(values).items())
            for month, value in steps
        }
        names = tuple(row)
        rows.append(list(row.values()))
    return names, np.array(rows, dtype=np.float64)
