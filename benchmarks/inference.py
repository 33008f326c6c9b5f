"""Which way of fitting is honest for its price: coverage and width on a reduced problem.

    python -m benchmarks.inference          under a minute

Three scores, six outcomes with noise, many made-up truths. Each method may simulate equally often;
counted is how often the truth lies inside its 90 % interval (90 is right), and how wide that is
against the prior. Nothing is asserted.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from calibration.fit.keyed import normals
from calibration.fit.smoother import moved

Array = npt.NDArray[np.float64]
SIMULATIONS, PROBLEMS, STEPS, KEPT = 1200, 80, 3, 0.1
NOISE = np.full(6, 0.05)
NAMES = ("a", "b", "c")
PRIOR_WIDTH = 2 * 1.645


def forward(scores: Array, seed: int, name: str) -> Array:
    """Outcomes on the scale of the fit, with chance of their own."""
    a, b, c = scores.T
    logits = np.column_stack([a - 1, a + b, b - 1.5, b + 0.5 * c, c, a - c])
    exact = np.arcsin(np.sqrt(1 / (1 + np.exp(-0.6 * logits))))
    chance = normals(seed, len(scores), [f"{name} {row}" for row in range(6)])
    return np.asarray(exact + 0.02 * chance)


def by_smoother(seen: Array, seed: int) -> Array:
    """Draws of the ensemble smoother (calibration/fit/smoother.py)."""
    members = SIMULATIONS // STEPS
    scores = normals(seed, members, NAMES)
    for step in range(STEPS):
        noise = normals(seed, members, [f"noise {step} {row}" for row in range(6)])
        outcomes = forward(scores, seed, f"chance {step}")
        scores = moved(scores, outcomes, seen, NOISE, STEPS, noise)
    return scores


def by_rejection(seen: Array, seed: int, adjusted: bool) -> Array:
    """Draws of ABC rejection, with the regression of Beaumont et al. (2002, Genetics 162)."""
    scores = normals(seed, SIMULATIONS, NAMES)
    noise = normals(seed, SIMULATIONS, [f"noise {row}" for row in range(6)])
    outcomes = forward(scores, seed, "chance") + NOISE * noise
    scaled = (outcomes - seen) / outcomes.std(axis=0)
    distance = np.sqrt((scaled**2).sum(axis=1))
    near = np.argsort(distance, kind="stable")[: int(SIMULATIONS * KEPT)]
    if not adjusted:
        return scores[near]
    weight = np.sqrt(1 - (distance[near] / distance[near].max()) ** 2 + 1e-9)[:, None]
    design = np.column_stack([np.ones(len(near)), scaled[near]]) * weight
    slopes = np.linalg.lstsq(design, scores[near] * weight, rcond=None)[0]
    return np.asarray(scores[near] - scaled[near] @ slopes[1:])


def coverage(method: str) -> tuple[float, float]:
    """Share of truths inside the 90 % interval, and its mean width against the prior's."""
    inside, width = [], []
    for problem in range(PROBLEMS):
        truth = normals(9000 + problem, 1, [f"truth {name}" for name in NAMES])
        error = normals(9000 + problem, 1, [f"error {row}" for row in range(6)])[0]
        seen = forward(truth, 9000 + problem, "seen")[0] + NOISE * error
        if method == "smoother":
            draws = by_smoother(seen, 100 + problem)
        else:
            draws = by_rejection(seen, 100 + problem, method == "rejection, adjusted")
        low, high = np.quantile(draws, [0.05, 0.95], axis=0)
        inside.append((low <= truth[0]) & (truth[0] <= high))
        width.append((high - low) / PRIOR_WIDTH)
    return float(np.mean(inside)), float(np.mean(width))


def main() -> None:
    """Print a line for each method."""
    print(f"{SIMULATIONS} simulations a problem, {PROBLEMS} problems, 90 % intervals")
    for method in ("smoother", "rejection", "rejection, adjusted"):
        share, width = coverage(method)
        print(f"{method:20s} inside {share:5.0%}   width {width:4.2f} of the prior")


if __name__ == "__main__":
    main()
