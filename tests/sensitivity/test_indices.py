"""The indices against functions whose indices are known."""

from __future__ import annotations

from math import pi

import numpy as np
import pytest

from experiments.sensitivity.indices import Table, reckon, runs_of, sample

THREE = ("x1", "x2", "x3")


def ishigami(shares: Table, a: float = 7.0, b: float = 0.1) -> Table:
    """Ishigami and Homma 1990, on shares of (-pi, pi)."""
    x = (shares * 2 - 1) * pi
    found: Table = np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])
    return found


def test_sobol_gives_the_known_indices_of_ishigami() -> None:
    # By hand: V = a²/8 + b π⁴/5 + b² π⁸/18 + 1/2 = 13.845; V1 = (1 + b π⁴/5)²/2 = 4.346;
    # V2 = a²/8 = 6.125; V13 = b² π⁸ (1/18 - 1/50) = 3.374.
    variance = 49 / 8 + 0.1 * pi**4 / 5 + 0.01 * pi**8 / 18 + 0.5
    first = np.array([(1 + 0.1 * pi**4 / 5) ** 2 / 2, 49 / 8, 0.0]) / variance
    both = 0.01 * pi**8 * (1 / 18 - 1 / 50) / variance
    total = first + np.array([both, 0.0, both])
    shares = sample("sobol", THREE, 1024, seed=1)
    assert len(shares) == runs_of("sobol", 1024, 3) == 1024 * 5
    found = reckon("sobol", THREE, shares, ishigami(shares), seed=1)
    assert found.measures["first"] == pytest.approx(first, abs=0.03)
    assert found.measures["total"] == pytest.approx(total, abs=0.03)
    assert found.measures["first"] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)
    assert found.measures["total"] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)
    assert (found.measures["total_interval"] < 0.1).all()


def test_morris_sees_what_moves_and_how_unevenly() -> None:
    shares = sample("morris", THREE, 100, seed=1)
    assert len(shares) == runs_of("morris", 100, 3) == 400
    line = 2 * shares[:, 0] + 0.5 * shares[:, 1]
    found = reckon("morris", THREE, shares, line, seed=1)
    assert found.measures["mu_star"] == pytest.approx([2.0, 0.5, 0.0], abs=1e-9)
    assert found.measures["sigma"] == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
    curved = reckon("morris", THREE, shares, ishigami(shares), seed=1)
    assert curved.of("x3")["sigma"] > 1.0


def test_pawn_ranks_what_shifts_the_distribution() -> None:
    shares = sample("pawn", THREE, 2000, seed=1)
    assert len(shares) == runs_of("pawn", 2000, 3) == 2000
    found = reckon("pawn", THREE, shares, 2 * shares[:, 0] + 0.5 * shares[:, 1], seed=1)
    first, second, third = found.measures["median"]
    assert first > second > third
    assert third < 0.1


def test_the_same_seed_gives_the_same() -> None:
    for method in ("sobol", "morris", "pawn"):
        one, two = (sample(method, THREE, 16, seed=3) for _ in range(2))  # type: ignore[arg-type]
        assert np.array_equal(one, two)
        assert not np.array_equal(one, sample(method, THREE, 16, seed=4))  # type: ignore[arg-type]
        assert one.min() >= 0.0
        assert one.max() <= 1.0


def test_a_run_that_is_missing_is_never_left_out() -> None:
    shares = sample("sobol", THREE, 16, seed=1)
    outcome = ishigami(shares)
    outcome[5] = np.nan
    with pytest.raises(ValueError, match="undefined"):
        reckon("sobol", THREE, shares, outcome, seed=1)


def test_an_outcome_that_does_not_vary_has_no_indices() -> None:
    shares = sample("sobol", THREE, 16, seed=1)
    found = reckon("sobol", THREE, shares, np.ones(len(shares)), seed=1)
    assert np.isnan(found.measures["total"]).all()
