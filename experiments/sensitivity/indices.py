"""Sample factors and reckon their indices, through SALib; the model between them is any function.

Factors are shares between 0 and 1; what values they stand for is the caller's. The indices of
Sobol' (first order, total) are the share of an outcome's variance that a factor makes by itself
and with all others; those of Morris say how far the outcome moves when the factor moves through
its range (mu*), and how unevenly (sigma); PAWN compares whole distributions (Kolmogorov-Smirnov,
median over slices), so it also sees what moves the tails only.

Sources: Saltelli et al. 2010 and Jansen 1999 (sobol), Morris 1991 and Campolongo 2007 (morris),
Pianosi and Wagener 2018 (pawn).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from experiments.sensitivity.model import Method

Table = npt.NDArray[np.float64]
LEVEL = 0.90
"""What every interval of an index holds, by resampling."""
RESAMPLES = 200
MORRIS_LEVELS = 8
PAWN_SLICES = 10
MEASURES: Mapping[Method, tuple[str, ...]] = {
    "sobol": ("first", "first_interval", "total", "total_interval"),
    "morris": ("mu_star", "mu_star_interval", "sigma"),
    "pawn": ("median", "maximum"),
}
"""What each method gives of a factor; an interval is half its width."""
RANKED_BY: Mapping[Method, str] = {"sobol": "total", "morris": "mu_star", "pawn": "median"}


@dataclass(frozen=True)
class Indices:
    """The indices of all factors for one outcome.

    factors: names; measures: an array a measure, in their order, nan where the outcome does not
    vary at all.
    """

    factors: tuple[str, ...]
    measures: Mapping[str, Table]

    def of(self, factor: str) -> dict[str, float]:
        """Return the measures of a factor."""
        place = self.factors.index(factor)
        return {name: float(values[place]) for name, values in self.measures.items()}


def runs_of(method: Method, samples: int, factors: int) -> int:
    """Return how many times the model runs."""
    return {
        "morris": samples * (factors + 1),
        "sobol": samples * (factors + 2),
        "pawn": samples,
    }[method]


def sample(method: Method, factors: Sequence[str], samples: int, seed: int) -> Table:
    """Return the shares that are tried: (runs, factors) between 0 and 1."""
    from SALib.sample import latin, morris, sobol

    problem = _problem(factors)
    if method == "morris":
        table = morris.sample(problem, samples, num_levels=MORRIS_LEVELS, seed=seed)
    elif method == "sobol":
        table = sobol.sample(problem, samples, calc_second_order=False, seed=seed)
    else:
        table = latin.sample(problem, samples, seed=seed)
    return np.asarray(table, dtype=np.float64)


def reckon(
    method: Method, factors: Sequence[str], shares: Table, outcome: Table, seed: int
) -> Indices:
    """Return the indices of an outcome. shares: of `sample`; outcome: (runs,) without nan.

    Raises ValueError for nan: a run that is left out would bend every index.
    """
    from SALib.analyze import morris, pawn, sobol

    if np.isnan(outcome).any():
        raise ValueError("an outcome is undefined in some runs")
    names = tuple(factors)
    if not np.ptp(outcome):
        empty = np.full(len(names), np.nan)
        return Indices(names, {measure: empty for measure in MEASURES[method]})
    problem = _problem(factors)
    resampling: dict[str, Any] = {"num_resamples": RESAMPLES, "conf_level": LEVEL, "seed": seed}
    columns: tuple[str, ...]
    if method == "sobol":
        found = sobol.analyze(problem, outcome, calc_second_order=False, **resampling)
        columns = ("S1", "S1_conf", "ST", "ST_conf")
    elif method == "morris":
        found = morris.analyze(problem, shares, outcome, num_levels=MORRIS_LEVELS, **resampling)
        columns = ("mu_star", "mu_star_conf", "sigma")
    else:
        found = pawn.analyze(problem, shares, outcome, S=PAWN_SLICES, seed=seed)
        columns = ("median", "maximum")
    return Indices(
        names,
        {
            measure: np.asarray(found[column], dtype=np.float64)
            for measure, column in zip(MEASURES[method], columns, strict=True)
        },
    )


def _problem(factors: Sequence[str]) -> dict[str, Any]:
    return {"num_vars": len(factors), "names": list(factors), "bounds": [[0.0, 1.0]] * len(factors)}
