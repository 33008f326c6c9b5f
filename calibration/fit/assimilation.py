"""One layer of the fit: how an ensemble moves, generation after generation, and what it learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from calibration.fit.keyed import normals
from calibration.fit.parameters import LOCAL, FitParameter, fitted_in
from calibration.fit.scales import Array, observed, to_scale
from calibration.fit.smoother import moved
from calibration.targets.target import LAYERS, VALIDATE, Target, TargetSet

TOGETHER = "samen"
STAGES = (*LAYERS, TOGETHER, LOCAL)
LETTERS = dict(zip("abcde", STAGES, strict=False))
"""The layers by letter, as the issue of the fit counts them."""
LOCAL_LAYERS = ("instroom", "doorlooptijd", LOCAL)
"""What a municipality's own figures can refine; work and language stay as they were fitted."""
GENERATIONS = 3
SEED_STEP = 7919
"""Between the luck of two generations: any odd number would do."""


@dataclass(frozen=True)
class Stage:
    """A layer with its rows, its columns and the share of the information that it takes.

    share: 1.0 where a layer is fitted alone; in the whole fit each layer takes half of what its
    rows say, and all together take the other half, so that nothing counts twice.
    """

    name: str
    targets: tuple[Target, ...]
    parameters: tuple[FitParameter, ...]
    share: float

    @property
    def inflation(self) -> float:
        """By which the variance of the data is multiplied in each generation."""
        return GENERATIONS / self.share

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of what is fitted."""
        return tuple(p.column for p in self.parameters)


class FittedOnTest(ValueError):
    """A row for testing was offered to the fit. It never is: it would test nothing any more."""


def stage_of(name: str, targets: TargetSet, share: float) -> Stage:
    """The stage of a layer, or of all layers together."""
    if name == LOCAL:
        return Stage(name, targets.to_fit(), fitted_in(LOCAL_LAYERS), share)
    layers = LAYERS if name == TOGETHER else (name,)
    return Stage(name, targets.to_fit(layers), fitted_in(layers), share)


def stages_of(name: str, targets: TargetSet) -> tuple[Stage, ...]:
    """What is done to fit a layer alone, or all: the layers one after the other, then together."""
    if name != TOGETHER:
        return (stage_of(name, targets, 1.0),)
    return tuple(stage_of(stage, targets, 0.5) for stage in (*LAYERS, TOGETHER))


def first_scores(seed: int, members: int, columns: Sequence[str]) -> Array:
    """(members, columns) scores of the prior."""
    return normals(seed, members, columns)


def next_scores(stage: Stage, generation: int, scores: Array, values: Array, seed: int) -> Array:
    """The scores of the stage's columns after one generation.

    scores: (members, columns of the stage). values: (members, rows), in the units of the targets.
    Raises FittedOnTest.
    """
    tested = [target.id for target in stage.targets if target.use == VALIDATE]
    if tested:
        raise FittedOnTest(f"rows for testing: {', '.join(tested)}")
    seen, sd = observed(stage.targets)
    outcomes = to_scale(values, [target.unit for target in stage.targets])
    names = [f"noise {stage.name} {generation} {target.id}" for target in stage.targets]
    noise = normals(seed, len(scores), names)
    return moved(scores, outcomes, seen, sd, stage.inflation, noise)


def misfit(targets: Sequence[Target], values: Array) -> float:
    """Mean square of the standardised distance between what was seen and the ensemble's mean,
    by the margins, the discrepancy and the ensemble's own spread; about 1 where all fits.
    """
    seen, sd = observed(targets)
    outcomes = to_scale(values, [target.unit for target in targets])
    mean, var = np.nanmean(outcomes, axis=0), np.nanvar(outcomes, axis=0)
    weight = np.array([max(target.weight, 1e-6) for target in targets])
    distance = (seen - mean) ** 2 / (sd**2 * weight + var)
    return float(np.average(distance, weights=weight))
