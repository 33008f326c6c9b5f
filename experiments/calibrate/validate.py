"""Validating: simulate what a target file asks under draws of the parameters, and assess it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from calibration.fit.scales import DISCREPANCY
from calibration.targets import TargetSet, load_targets
from calibration.targets.blocks import BLOCKS
from calibration.targets.target import CALIBRATE
from calibration.validation.assess import Assessment, assess
from experiments.calibrate.simulate import Progress, no_progress, simulate_targets
from experiments.calibrated import POSTERIOR
from simulation.parameters import Draw, load_registry
from simulation.posterior import load_posterior

DRAWS = 100
SCALE = 10.0


@dataclass(frozen=True)
class ValidateRequest:
    """What is asked. parameters: point, prior or posterior; worlds: draws times replications."""

    targets: TargetSet
    parameters: str
    draws: int = DRAWS
    replications: int = 1
    seed: int = 1
    scale: float = SCALE

    @property
    def worlds(self) -> int:
        """How many sets of worlds there are."""
        return self.draws * self.replications


def validate(
    request: ValidateRequest, workers: int, progress: Progress = no_progress
) -> Assessment:
    """Simulate and assess every row of the file. Raises PosteriorError where there is none."""
    registry = load_registry()

    def draw_of(member: int) -> Draw:
        index = member % request.draws
        return registry.draw(request.parameters, seed=request.seed, index=index)

    targets = request.targets
    simulated = simulate_targets(
        targets.rows,
        draw_of,
        request.worlds,
        request.seed,
        workers,
        request.scale,
        progress,
    )
    known = load_targets().of_use(CALIBRATE)
    counts = np.median(simulated.counts, axis=0).astype(int).tolist()
    widths = discrepancy_of(request.parameters)
    return assess(targets, known, simulated.values, counts, widths, request.seed)


def discrepancy_of(parameters: str) -> Mapping[str, float]:
    """By block, how far the model misses what it was fitted on: as measured with the posterior, and
    never less than was assumed in the fit.
    """
    measured = load_posterior().about["discrepancy"] if parameters == POSTERIOR else {}
    return {block: max(float(measured.get(block, 0.0)), DISCREPANCY) for block in BLOCKS}


def meta_of(request: ValidateRequest, seconds: float) -> dict[str, Any]:
    """What was asked and by what it was answered, for JSON and reports."""
    from experiments.provenance import doorstroom_version
    from simulation.compiled import engine_digest

    fitted = load_posterior().digest if request.parameters == POSTERIOR else None
    return {
        "targets": request.targets.name,
        "targets_digest": request.targets.digest,
        "parameters": request.parameters,
        "posterior_digest": fitted,
        "draws": request.draws,
        "replications": request.replications,
        "seed": request.seed,
        "scale": request.scale,
        "interval": "parameters, chance and the model's discrepancy together",
        "version": doorstroom_version(),
        "engine_digest": engine_digest(),
        "seconds": round(seconds, 1),
    }
