"""Scales on which targets are compared: there a margin is as wide for a small share as for a large.

A share goes to the angle whose squared sine it is, a count or a wait to its square root: both make
the error of a count about the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from calibration.targets.target import EDGE, Target

Array = npt.NDArray[np.float64]
DISCREPANCY = 0.02
"""Model discrepancy, a standard deviation on this scale added to every margin: no model is so right
that a share could be met closer than about two points at a half, or half a point near nothing.
"""
LEAST_SD = 0.01


def to_scale(values: Array, units: Sequence[str]) -> Array:
    """Values (..., rows) on the scale of their unit; nan stays nan."""
    scaled = np.array(values, dtype=np.float64)
    for place, unit in enumerate(units):
        column = scaled[..., place]
        if unit == "share":
            scaled[..., place] = np.arcsin(np.sqrt(np.clip(column, 0.0, 1.0)))
        else:
            scaled[..., place] = np.sqrt(np.maximum(column, 0.0))
    return scaled


def observed(targets: Sequence[Target]) -> tuple[Array, Array]:
    """What was seen and its standard deviation, (rows,) each, on the scale of the units.

    The margin, the model's discrepancy and the weight together: a row of weight w counts as a row
    whose variance is 1/w times as large.
    """
    units = [target.unit for target in targets]
    value = to_scale(np.array([target.value for target in targets]), units)
    low = to_scale(np.array([_edge(target.low, target.value) for target in targets]), units)
    high = to_scale(np.array([_edge(target.high, target.value) for target in targets]), units)
    sd = np.maximum((high - low) / (2 * EDGE), LEAST_SD)
    weight = np.array([max(target.weight, 1e-6) for target in targets])
    extra = np.array([DISCREPANCY if u == "share" else 5 * DISCREPANCY for u in units])
    return value, np.sqrt((sd**2 + extra**2) / weight)


def _edge(edge: float | None, value: float) -> float:
    return value if edge is None else edge
