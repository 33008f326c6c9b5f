"""The generator is the published one, its addresses are what they say, its shapes are right."""

from __future__ import annotations

import math
from statistics import NormalDist

import numba
import numpy as np
import pytest

from simulation import randomness as keys
from simulation.compiled import compiles
from tests.engine.addresses import COORDINATES, Address, draw_by_hand, draw_lanes, philox_by_hand
from tests.engine.scores import score_chi_square, score_correlation, score_mean, threshold

# Random123, the distribution of the authors of the paper, file kat_vectors: counter, key, answer.
KNOWN_ANSWERS = {
    "zeros": ([0, 0, 0, 0], [0, 0], [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]),
    "ones": (
        [0xFFFFFFFF] * 4,
        [0xFFFFFFFF] * 2,
        [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD],
    ),
    "digits of pi": (
        [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344],
        [0xA4093822, 0x299F31D0],
        [0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1],
    ),
}
ALL_ONES = 2**32 - 1
LUCK = keys.luck(7, 2)
SAMPLE = 100_000
MEANS = (0.003, 0.7, 4.0, 15.9, 16.0, 16.5, 60.0, 400.0)
POISSON_TESTS = 3 * len(MEANS)


def _poisson_all(luck, mean, out):
    for i in range(out.shape[0]):
        out[i] = keys.poisson(luck, np.uint64(i), np.uint64(5), keys.ARRIVALS, mean)


def _normals_all(uniforms, out):
    for i in range(uniforms.shape[0]):
        out[i, 0], out[i, 1] = keys.normal_pair(uniforms[i, 0], uniforms[i, 1])


if compiles():
    _poisson_all = numba.njit(_poisson_all)
    _normals_all = numba.njit(_normals_all)


@pytest.mark.parametrize("name", KNOWN_ANSWERS)
def test_known_answers(name: str) -> None:
    counter, key, answer = KNOWN_ANSWERS[name]
    words = keys.philox(*(np.uint64(word) for word in (*key, *counter)))
    assert [int(word) for word in words] == answer


@pytest.mark.parametrize("name", KNOWN_ANSWERS)
def test_known_answers_of_the_generator_written_by_hand(name: str) -> None:
    counter, key, answer = KNOWN_ANSWERS[name]
    words = philox_by_hand(np.array([key], dtype=np.uint64), np.array([counter], dtype=np.uint64))
    assert words.tolist() == [answer]


@pytest.mark.parametrize("coordinate", COORDINATES)
def test_the_address_is_seed_replication_person_block_occurrence(coordinate: str) -> None:
    """Key and counter hold what the module says, in that order: another layout is other luck."""
    for base in (Address(), Address(seed=ALL_ONES, replication=ALL_ONES - 600, id_low=0)):
        table = base.moved(**{coordinate: 4}).walk(coordinate, 500)
        np.testing.assert_array_equal(draw_lanes(table), draw_by_hand(table))


@pytest.mark.parametrize("lane", range(keys.LANES))
def test_one_draw_is_its_lane_of_four(lane: int) -> None:
    low, high = np.uint64(9), np.uint64(77)
    four = keys.draw_four(LUCK, low, high, keys.EXAM_PART, 3)
    assert keys.draw(LUCK, low, high, keys.EXAM_PART + lane, 3) == four[lane]


def test_a_unit_is_never_0_or_1() -> None:
    """A draw of 0 would take a logarithm of 0, a draw of 1 would miss every share."""
    lowest, highest = keys.unit(np.uint64(0)), keys.unit(np.uint64(ALL_ONES))
    assert lowest == 2.0**-33
    assert highest == 1.0 - 2.0**-33
    assert 0.0 < lowest < highest < 1.0


def test_normals_of_extreme_units_are_finite() -> None:
    for u0 in (2.0**-33, 1.0 - 2.0**-33):
        for u1 in (2.0**-33, 0.25, 0.5, 1.0 - 2.0**-33):
            assert all(abs(z) < 6.8 for z in keys.normal_pair(u0, u1))


@pytest.mark.parametrize("value", [-1, 2**32])
def test_seed_and_replication_fit_a_word(value: int) -> None:
    with pytest.raises(ValueError, match=f"seed {value} lies outside 0 to 4294967295"):
        keys.luck(value, 0)
    with pytest.raises(ValueError, match=f"replication {value} lies outside"):
        keys.luck(0, value)


def test_normals_against_theory() -> None:
    """Mean, variance, skewness and the whole distribution, of both normals of a pair."""
    uniforms = draw_lanes(Address(decision=keys.TRAIT_APTITUDE).walk("id_low", SAMPLE))
    out = np.empty((SAMPLE, 2))
    _normals_all(uniforms, out)
    limit = threshold(9)
    for z in out.T:
        assert abs(score_mean(z, 0.0, 1.0)) < limit
        assert abs(score_mean(z**2, 1.0, 2.0)) < limit
        assert abs(score_mean(z**3, 0.0, 15.0)) < limit
        # Kolmogorov and Smirnov: P(D sqrt(n) > d) < 2 exp(-2 d^2), here 1e-7.
        below = np.array([NormalDist().cdf(x) for x in np.sort(z)])
        ranks = np.arange(SAMPLE) / SAMPLE
        worst = max((below - ranks).max(), (ranks + 1 / SAMPLE - below).max())
        assert worst * math.sqrt(SAMPLE) < 2.9
    assert abs(score_mean(out[:, 0] * out[:, 1], 0.0, 1.0)) < limit
    assert abs(score_mean(out[:, 0] ** 2 * out[:, 1], 0.0, 3.0)) < limit
    assert abs(score_mean((out[:, 0] ** 2 - 1) * (out[:, 1] ** 2 - 1), 0.0, 4.0)) < limit


def _poisson_shares(mean: float, most: int) -> list[float]:
    return [math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(most)]


@pytest.mark.parametrize("mean", MEANS)
def test_poisson_against_theory(mean: float) -> None:
    """Means below, at and above the part of 16 in which large means are drawn."""
    counts = np.empty(SAMPLE, dtype=np.int64)
    _poisson_all(LUCK, mean, counts)
    limit = threshold(POISSON_TESTS)
    assert abs(score_mean(counts.astype(float), mean, mean)) < limit
    squares = (counts - mean) ** 2
    assert abs(score_mean(squares, mean, mean + 2.0 * mean**2)) < limit
    # Bins of at least 50 expected; what lies outside them is one bin more.
    shares = _poisson_shares(mean, int(mean + 12 * math.sqrt(mean)) + 12)
    expected = [SAMPLE * share for share in shares]
    common = [k for k, number in enumerate(expected) if number >= 50]
    seen = [int((counts == k).sum()) for k in common]
    rest = SAMPLE - sum(expected[k] for k in common)
    statistic = sum((n - expected[k]) ** 2 / expected[k] for n, k in zip(seen, common, strict=True))
    if rest >= 5:
        statistic += (SAMPLE - sum(seen) - rest) ** 2 / rest
    freedom = len(common) - 1 + (rest >= 5)
    if freedom >= 10:
        assert abs(score_chi_square(statistic, freedom)) < limit
    else:  # too few bins for the normal score: Markov's bound on exp(statistic / 4)
        assert statistic / 4 - freedom / 2 * math.log(2) < math.log(POISSON_TESTS / 1e-6)


def test_poisson_is_the_inverse_of_its_draw() -> None:
    """Below the part of 16 one uniform decides: the count is the quantile of that uniform."""
    mean = 3.2
    shares = np.cumsum(_poisson_shares(mean, 60))
    for person in range(300):
        low, high = np.uint64(person), np.uint64(5)
        u = keys.draw(LUCK, low, high, keys.ARRIVALS, 0)
        count = keys.poisson(LUCK, low, high, keys.ARRIVALS, mean)
        assert count == int(np.searchsorted(shares, u))


def test_poisson_of_nothing_is_nothing() -> None:
    assert keys.poisson(LUCK, np.uint64(1), np.uint64(1), keys.ARRIVALS, 0.0) == 0


def test_more_expected_arrivals_never_are_fewer() -> None:
    """Common luck: within one part a larger mean keeps everybody who came with a smaller one."""
    low, high = np.uint64(1), np.uint64(8)
    counts = [
        keys.poisson(LUCK, low, high, keys.ARRIVALS, mean) for mean in np.linspace(0.0, 16.0, 65)
    ]
    assert counts == sorted(counts)


def test_the_scores_would_see_a_wrong_spread() -> None:
    rng = draw_lanes(Address().walk("occurrence", SAMPLE))
    wide = (rng[:, 0] - 0.5) * math.sqrt(12.0) * 1.02
    assert abs(score_mean(wide**2, 1.0, 0.8)) > threshold(9)
    assert abs(score_correlation(rng[:, 0], 0.97 * rng[:, 1] + 0.03 * rng[:, 0])) > threshold(9)
