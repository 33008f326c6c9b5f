"""The method of the fit where the answer is known: exact where it must be, honest elsewhere,
repeatable; and rank histograms that would see an overconfident fit.
"""

import numpy as np
import pytest

from calibration.fit.keyed import normals
from calibration.fit.smoother import moved

STEPS = 3
BINS = 6
CHI2_999 = 20.5
"""The 99.9 % point of chi-square with 5 degrees of freedom."""


def forward(scores: np.ndarray) -> np.ndarray:
    """A reduced model: three scores, six outcomes that bend as shares do."""
    a, b, c = scores.T
    logits = np.column_stack([a - 1, a + b, b - 1.5, b + 0.5 * c, c, a - c])
    return np.arcsin(np.sqrt(1 / (1 + np.exp(-0.6 * logits))))


def fitted(seen: np.ndarray, sd: np.ndarray, seed: int, members: int = 150) -> np.ndarray:
    scores = normals(seed, members, ["a", "b", "c"])
    for step in range(STEPS):
        noise = normals(seed, members, [f"{step} {row}" for row in range(len(seen))])
        scores = moved(scores, forward(scores), seen, sd, STEPS, noise)
    return scores


def ranks(claimed: float, problems: int = 90) -> np.ndarray:
    """Where the truth lies among the draws; claimed: the error told to the fit against the real."""
    sd = np.full(6, 0.08)
    found = []
    for problem in range(problems):
        truth = normals(1000 + problem, 1, ["truth a", "truth b", "truth c"])
        error = normals(1000 + problem, 1, [f"error {row}" for row in range(6)])[0]
        draws = fitted(forward(truth)[0] + sd * error, sd * claimed, 5000 + problem)
        found.append((draws < truth).mean(axis=0))
    return np.array(found)


def chi2(found: np.ndarray) -> float:
    """Distance from a flat histogram."""
    counts = np.histogram(found, bins=BINS, range=(0, 1))[0]
    expected = counts.sum() / BINS
    return float(((counts - expected) ** 2 / expected).sum())


def test_it_is_exact_for_a_linear_model() -> None:
    members, sd = 4000, np.array([0.5])
    scores = normals(1, members, ["a"])
    for step in range(STEPS):
        noise = normals(1, members, [f"n{step}"])
        scores = moved(scores, 2.0 * scores, np.array([1.0]), sd, STEPS, noise)
    variance = 1 / (1 + 4 / 0.25)
    assert scores.mean() == pytest.approx(variance * 2.0 / 0.25, abs=0.03)
    assert scores.var() == pytest.approx(variance, rel=0.1)


def test_known_scores_are_recovered() -> None:
    truth = np.array([[0.8, -0.6, 0.4]])
    sd = np.full(6, 0.03)
    draws = fitted(forward(truth)[0], sd, 7)
    distance = np.abs(draws.mean(axis=0) - truth[0]) / draws.std(axis=0)
    assert (distance < 1.7).all()
    assert (draws.std(axis=0) < 0.5).all()


def test_rank_histogram_is_flat() -> None:
    assert chi2(ranks(1.0)) < CHI2_999


def test_rank_histogram_sees_a_fit_that_claims_too_much() -> None:
    assert chi2(ranks(0.2)) > CHI2_999


def test_what_no_outcome_moves_stays_at_its_prior() -> None:
    members = 300
    scores = normals(3, members, ["a", "idle"])
    for step in range(STEPS):
        noise = normals(3, members, [f"n{step}"])
        outcomes = scores[:, :1] * 1.0
        scores = moved(scores, outcomes, np.array([0.5]), np.array([0.1]), STEPS, noise)
    assert scores[:, 0].std() < 0.25
    assert scores[:, 1].std() == pytest.approx(1.0, abs=0.12)


def test_an_undefined_outcome_ends_nothing() -> None:
    scores = normals(4, 50, ["a"])
    outcomes = np.where(scores > 1, np.nan, scores)
    after = moved(scores, outcomes, np.array([0.2]), np.array([0.2]), 1.0, normals(4, 50, ["n"]))
    assert np.isfinite(after).all()


def test_the_same_numbers_every_time_and_by_name_alone() -> None:
    one, two = normals(9, 5, ["a", "b"]), normals(9, 7, ["b", "c", "a"])
    assert (one[:, 0] == two[:5, 2]).all()
    assert (one[:, 1] == two[:5, 0]).all()
