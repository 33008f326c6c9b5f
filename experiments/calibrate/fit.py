"""Fitting: stages and generations on the project's threads, kept after each, resumed after a kill.

The same question (layer, seed, sizes, targets, registry, engine) has one folder; what is there is
not done again, and the draws that come out have the same digest whether it was interrupted or not.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from calibration.fit.assimilation import (
    GENERATIONS,
    SEED_STEP,
    STAGES,
    Stage,
    first_scores,
    misfit,
    next_scores,
    stages_of,
)
from calibration.fit.parameters import (
    LOCAL,
    FitParameter,
    draw_with,
    load_fit_parameters,
    values_of,
)
from calibration.fit.posterior_files import write_posterior
from calibration.fit.scales import DISCREPANCY, Array
from calibration.targets.target import TargetSet
from calibration.validation.assess import measured_discrepancy
from experiments.calibrate.simulate import Progress, no_progress, simulate_targets
from experiments.store.disk import digest_of
from simulation.compiled import engine_digest
from simulation.parameters import Draw, load_registry

SCHEMA = 1
MEMBERS = 400
SCALE = 20.0


@dataclass(frozen=True)
class FitRequest:
    """What is fitted. stage: of STAGES; start: scores by column to begin from instead of the prior,
    (members,) each.
    """

    targets: TargetSet
    stage: str
    seed: int = 1
    members: int = MEMBERS
    scale: float = SCALE
    start: Mapping[str, Array] = field(default_factory=dict, hash=False)

    def parameters(self) -> list[FitParameter]:
        """What takes part: local columns only where a region is refined."""
        local = self.stage == LOCAL
        return [p for p in load_fit_parameters() if local or p.layer != LOCAL]

    @property
    def key(self) -> dict[str, Any]:
        """Everything that decides the outcome."""
        return {
            "schema": SCHEMA,
            "stage": self.stage,
            "seed": self.seed,
            "members": self.members,
            "scale": self.scale,
            "generations": GENERATIONS,
            "discrepancy": DISCREPANCY,
            "targets": self.targets.digest,
            "parameters": [repr((p.column, p.layer, p.prior)) for p in self.parameters()],
            "start": {name: digest_of(scores.tolist()) for name, scores in self.start.items()},
            "registry": load_registry().digest,
            "engine": engine_digest(),
        }


@dataclass(frozen=True)
class Told:
    """What a stage learned. misfit: before and after; moved: columns with how much narrower they
    became (0 nothing, 1 all) and how far their middle went, in standard deviations of the prior.
    """

    stage: str
    rows: int
    misfit_before: float
    misfit_after: float
    moved: Mapping[str, tuple[float, float]]

    def as_json(self) -> dict[str, Any]:
        """As it stands in the sidecar of the draws."""
        return {
            "stage": self.stage,
            "rows": self.rows,
            "misfit_before": round(self.misfit_before, 3),
            "misfit_after": round(self.misfit_after, 3),
            "moved": {n: [round(a, 3), round(b, 3)] for n, (a, b) in self.moved.items()},
        }


@dataclass(frozen=True)
class Fit:
    """What came of a request: scores by column, what each stage learned, digest of the draws."""

    scores: Mapping[str, Array]
    told: tuple[Told, ...]
    digest: str
    folder: Path
    discrepancy: Mapping[str, float]


def fit(
    request: FitRequest,
    store: Path,
    workers: int,
    command: Sequence[str] = (),
    out: Path | None = None,
    progress: Progress = no_progress,
) -> Fit:
    """Fit, or read what was fitted before; write the draws to the folder of the request, or `out`.

    progress: told after every world, over all generations that are still to be done.
    """
    folder = store / "calibrate" / digest_of(request.key)[:16]
    folder.mkdir(parents=True, exist_ok=True)
    fitter = _Fitter(request, folder, workers, progress)
    told = tuple(fitter.run(stage) for stage in stages_of(request.stage, request.targets))
    ensemble = [values_of(fitter.member(m)) for m in range(request.members)]
    about = {
        "command": " ".join(command),
        "stage": request.stage,
        "seed": request.seed,
        "scale": request.scale,
        "targets": request.targets.name,
        "targets_digest": request.targets.digest,
        "engine_digest": request.key["engine"],
        "fitted_on": sorted(t.id for t in request.targets.to_fit()),
        "stages": [stage.as_json() for stage in told],
        "discrepancy": fitter.discrepancy(),
    }
    place = out or folder
    digest = write_posterior(place, ensemble, about)
    return Fit(fitter.scores, told, digest, place, fitter.discrepancy())


class _Fitter:
    """The ensemble as it goes through the stages."""

    def __init__(self, request: FitRequest, folder: Path, workers: int, progress: Progress) -> None:
        self.request, self.folder, self.workers = request, folder, workers
        self.progress = progress
        self.columns = [p.column for p in request.parameters() if not p.held]
        self.last: tuple[Stage, Array] | None = None
        prior = first_scores(request.seed, request.members, self.columns)
        self.scores: dict[str, Array] = {
            column: request.start.get(column, prior[:, place])
            for place, column in enumerate(self.columns)
        }

    def member(self, index: int) -> dict[str, float]:
        """The scores of one member."""
        return {column: float(scores[index]) for column, scores in self.scores.items()}

    def discrepancy(self) -> dict[str, float]:
        """By block, how far the last ensemble misses the rows it was fitted on."""
        if self.last is None:
            return {}
        stage, values = self.last
        found = measured_discrepancy(stage.targets, values)
        return {block: round(sd, 4) for block, sd in found.items()}

    def run(self, stage: Stage) -> Told:
        """Take the ensemble through the generations of a stage."""
        if not stage.targets:
            return Told(stage.name, 0, float("nan"), float("nan"), {})
        before = {column: self.scores[column].copy() for column in stage.columns}
        fits = []
        for generation in range(GENERATIONS):
            values = self._values(stage, generation)
            fits.append(misfit(stage.targets, values))
            scores = np.column_stack([self.scores[column] for column in stage.columns])
            seed = self.request.seed
            after = next_scores(stage, generation, scores, values, seed)
            self.scores |= {name: after[:, k] for k, name in enumerate(stage.columns)}
        values = self._values(stage, GENERATIONS)
        self.last = (stage, values)
        return Told(
            stage.name,
            len(stage.targets),
            fits[0],
            misfit(stage.targets, values),
            {c: _learned(before[c], self.scores[c]) for c in stage.columns},
        )

    def _values(self, stage: Stage, generation: int) -> Array:
        """What the ensemble gives for the rows of the stage: kept, or simulated and kept."""
        path = self.folder / f"{stage.name}-{generation}.npy"
        kept = _read(path, (self.request.members, len(stage.targets)))
        if kept is not None:
            return kept
        number = STAGES.index(stage.name) * (GENERATIONS + 1) + generation
        seed = (self.request.seed + SEED_STEP * (number + 1)) % 2**32
        values = simulate_targets(
            stage.targets,
            self._draw,
            self.request.members,
            seed,
            self.workers,
            self.request.scale,
            self.progress,
        ).values
        _write(path, values)
        return values

    def _draw(self, index: int) -> Draw:
        return draw_with(values_of(self.member(index)), self.request.seed, index)


def _learned(before: Array, after: Array) -> tuple[float, float]:
    spread = float(before.std())
    narrower = 1.0 - float(after.std()) / spread if spread else 0.0
    return narrower, float(after.mean() - before.mean())


def _read(path: Path, shape: tuple[int, int]) -> Array | None:
    try:
        values = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return values if values.shape == shape else None


def _write(path: Path, values: Array) -> None:
    aside = path.with_suffix(".part")
    with aside.open("wb") as file:
        np.save(file, values, allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
