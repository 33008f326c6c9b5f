"""The method: an ensemble smoother with multiple data assimilation, on normal scores.

An ensemble of parameter sets is simulated, and moved towards what was seen by the regression of
scores on outcomes within the ensemble; several small steps, each with the error of the data blown
up so that together they count the data once (Emerick and Reynolds 2013, Computers & Geosciences
55). Outcomes carry their own chance, which the regression sees as noise. Correlations that an
ensemble of this size shows by chance alone are set to nothing (Luo, Bhakta and Naevdal 2018, SPE
Journal 23). With a linear model and normal errors the result is the posterior exactly; the tests
measure how far from it the method stays elsewhere (recovery, rank histograms).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
CHANCE = 2.0
"""A correlation below this many standard errors is taken for chance."""
DECIMALS = 9
"""Scores are rounded after a step, so that the order of additions in a library cannot be seen."""


def moved(
    scores: Array, outcomes: Array, seen: Array, sd: Array, inflation: float, noise: Array
) -> Array:
    """One step: the ensemble after it has seen the data with their variance times `inflation`.

    Args:
        scores: (members, parameters). outcomes: (members, rows) on the scale of `seen`; an
            undefined one (nan) counts as the mean of the others.
        seen, sd: (rows,). noise: (members, rows) standard normals.

    Returns:
        (members, parameters).
    """
    filled = _without_gaps(outcomes)
    members = len(scores)
    around = scores - scores.mean(axis=0)
    spread = filled - filled.mean(axis=0)
    cross = around.T @ spread / (members - 1)
    among = spread.T @ spread / (members - 1)
    gain_to = _tapered(cross, around.std(axis=0, ddof=1), np.sqrt(np.diag(among)), members)
    error = np.diag(inflation * sd**2)
    wanted = seen + np.sqrt(inflation) * sd * noise - filled
    step = np.linalg.solve(_tapered_among(among, members) + error, wanted.T)
    return np.round(scores + (gain_to @ step).T, DECIMALS)


def _without_gaps(outcomes: Array) -> Array:
    known = np.isfinite(outcomes)
    means = np.where(known, outcomes, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return np.where(known, outcomes, means)


def _taper(correlation: Array, members: int) -> Array:
    """1 for a clear correlation, 0 for one that chance gives, between them smoothly."""
    over = np.abs(correlation) * np.sqrt(members) / CHANCE
    return np.clip((over - 0.5) / 0.5, 0.0, 1.0)


def _tapered(cross: Array, sd_scores: Array, sd_rows: Array, members: int) -> Array:
    scale = np.maximum(np.outer(sd_scores, sd_rows), 1e-12)
    return cross * _taper(cross / scale, members)


def _tapered_among(among: Array, members: int) -> Array:
    """The covariance of outcomes is left whole: it must stay positive definite."""
    return among + 1e-10 * np.eye(len(among))
