"""All rows of a target file against simulated worlds: inside or not and why, coverage, rules of
thumb, and how far each block of the model is to be trusted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from calibration.fit.keyed import normals
from calibration.fit.scales import Array, observed, to_scale
from calibration.targets.blocks import BLOCKS, LAWS, block_of, law_of
from calibration.targets.target import CALIBRATE, VALIDATE, Target, TargetSet
from calibration.validation.naive import constant_hazard, last_observation
from calibration.validation.scores import Score, score

INSIDE, MARGIN, TOO_LOW, TOO_HIGH, NOBODY = "inside", "margin", "too_low", "too_high", "nobody"
"""Why a row is where it is: inside; outside, but its own margin reaches in; the model gives too
little, or too much; nobody in the worlds is what it asks.
"""
FITTED, TESTED, FAILED, ASSUMED, UNSEEN = "gefit", "getoetst", "getoetst_niet", "aanname", "nergens"
COMPLETION = ("voltooien", "wi2021")
"""Completion under the present act: published nowhere yet."""
NOISE = "discrepancy"


@dataclass(frozen=True)
class Assessed:
    """One row and how it did. n: median number of people behind it in a world."""

    target: Target
    score: Score
    n: int
    why: str
    last: float | None
    hazard: float | None


@dataclass(frozen=True)
class Coverage:
    """Of how many rows that could be scored the observation lies inside."""

    n: int
    inside_50: int
    inside_90: int

    @property
    def share_50(self) -> float:
        """Share inside the middle half; nan of none."""
        return self.inside_50 / self.n if self.n else math.nan

    @property
    def share_90(self) -> float:
        """Share inside the middle 90 %; nan of none."""
        return self.inside_90 / self.n if self.n else math.nan


@dataclass(frozen=True)
class Benchmark:
    """Mean score of the model and of a rule of thumb over the rows that both can answer."""

    name: str
    n: int
    model: float
    naive: float


@dataclass(frozen=True)
class Assessment:
    """All of it. trust: by block and act; discrepancy: what was added, by block."""

    targets: TargetSet
    rows: tuple[Assessed, ...]
    discrepancy: Mapping[str, float]

    def of_use(self, use: str) -> tuple[Assessed, ...]:
        """The rows of one use."""
        return tuple(row for row in self.rows if row.target.use == use)

    @property
    def benchmarks(self) -> tuple[Benchmark, ...]:
        """The rules of thumb, over the rows for testing."""
        tested = [row for row in self.of_use(VALIDATE) if row.score.scored]
        return (
            _benchmark("last_observation", [(row, row.last) for row in tested]),
            _benchmark("constant_hazard", [(row, row.hazard) for row in tested]),
        )

    def trust(self, fitted: bool) -> dict[tuple[str, str], str]:
        """How far each block is to be trusted under each act. fitted: whether the parameters are
        a posterior: without a fit a row for fitting has fitted nothing.
        """
        return {(block, law): self._trust(block, law, fitted) for block in BLOCKS for law in LAWS}

    def _trust(self, block: str, law: str, fitted: bool) -> str:
        rows = [
            row
            for row in self.rows
            if (block_of(row.target.observable), law_of(row.target.observable)) == (block, law)
        ]
        tested = coverage([row for row in rows if row.target.use == VALIDATE])
        if tested.n:
            return TESTED if 2 * tested.inside_90 > tested.n else FAILED
        if fitted and any(row.target.use == CALIBRATE for row in rows):
            return FITTED
        return UNSEEN if (block, law) == COMPLETION else ASSUMED


def assess(
    targets: TargetSet,
    known: Sequence[Target],
    values: Array,
    counts: Sequence[int],
    discrepancy: Mapping[str, float],
    seed: int,
) -> Assessment:
    """Assess simulated values, (members, rows), against the rows of a file.

    known: rows for fitting, from which rules of thumb may learn. discrepancy: by block, the
    standard deviation on the scale of fit/scales.py by which the model misses what it was fitted
    on; it widens every interval, because a row for testing will be missed as much.
    """
    rows = targets.rows
    widened = _widened(rows, values, discrepancy, seed)
    found = []
    for place, target in enumerate(rows):
        result = score(target.value, widened[:, place])
        last, hazard = last_observation(target, known), constant_hazard(target, known)
        why = _why(target, result)
        found.append(Assessed(target, result, int(counts[place]), why, last, hazard))
    return Assessment(targets, tuple(found), discrepancy)


def coverage(rows: Sequence[Assessed]) -> Coverage:
    """How many of the rows that could be scored lie inside."""
    scored = [row.score for row in rows if row.score.scored]
    return Coverage(len(scored), sum(s.inside_50 for s in scored), sum(s.inside_90 for s in scored))


def by_source(rows: Sequence[Assessed]) -> dict[str, Coverage]:
    """Coverage by source: rows of one source are not independent of each other."""
    keys = dict.fromkeys(row.target.source_key or row.target.id for row in rows)
    return {
        key: coverage([r for r in rows if (r.target.source_key or r.target.id) == key])
        for key in keys
    }


def measured_discrepancy(targets: Sequence[Target], values: Array) -> dict[str, float]:
    """By block: how far the fitted model misses its own rows, beyond chance.

    On the scale of fit/scales.py. What their margins hold (definitions, dates, who was counted) is
    in it, because a published figure for testing has the like. targets: rows for fitting only.
    values: (members, rows).
    """
    seen, _ = observed(targets)
    outcomes = to_scale(values, [target.unit for target in targets])
    excess = (seen - np.nanmean(outcomes, axis=0)) ** 2 - np.nanvar(outcomes, axis=0)
    found = {}
    for block in BLOCKS:
        at = [
            p
            for p, t in enumerate(targets)
            if block_of(t.observable) == block and t.use == CALIBRATE and np.isfinite(excess[p])
        ]
        if at:
            weight = np.array([targets[p].weight for p in at])
            found[block] = math.sqrt(max(float(np.average(excess[at], weights=weight)), 0.0))
    return found


def _widened(
    rows: Sequence[Target], values: Array, discrepancy: Mapping[str, float], seed: int
) -> Array:
    """The values with a keyed discrepancy of their block on every member."""
    units = [target.unit for target in rows]
    sd = np.array([discrepancy.get(block_of(target.observable), 0.0) for target in rows])
    noise = normals(seed, len(values), [f"{NOISE} {target.id}" for target in rows])
    scaled = to_scale(values, units) + sd * noise
    back = np.array(scaled)
    for place, unit in enumerate(units):
        column = scaled[:, place]
        if unit == "share":
            back[:, place] = np.sin(np.clip(column, 0.0, math.pi / 2)) ** 2
        else:
            back[:, place] = np.maximum(column, 0.0) ** 2
    return back


def _why(target: Target, result: Score) -> str:
    if not result.scored:
        return NOBODY
    if result.inside_90:
        return INSIDE
    low, high = target.low, target.high
    if low is not None and high is not None and low <= result.high_90 and high >= result.low_90:
        return MARGIN
    return TOO_LOW if result.high_90 < target.value else TOO_HIGH


def _benchmark(name: str, answers: Sequence[tuple[Assessed, float | None]]) -> Benchmark:
    both = [
        (row, value) for row, value in answers if value is not None and row.target.unit == "share"
    ]
    if not both:
        return Benchmark(name, 0, math.nan, math.nan)
    model = sum(row.score.crps for row, _ in both) / len(both)
    naive = sum(abs(row.target.value - value) for row, value in both) / len(both)
    return Benchmark(name, len(both), model, naive)
