"""A statistical screen of the keyed draws, walking every coordinate of the address apart.

A library's battery tests one long stream. Here nobody draws a stream: a person's luck is read at
addresses that differ in one coordinate by one (the next person, the next month, the next attempt,
the next replication), so that is what must look independent. Each family of scores is held to one
threshold with a chance of one in a million that a perfect generator fails it; deliberately bad
generators show that the screen can fail.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest

from simulation.randomness import LANES
from tests.engine.addresses import (
    COORDINATES,
    WORD_BITS,
    Address,
    Floats,
    Words,
    draw_by_hand,
    draw_lanes,
    words_of,
)
from tests.engine.scores import (
    score_chi_square,
    score_correlation,
    score_count,
    score_lag,
    score_pairs,
    score_uniform,
    threshold,
)

Generator = Callable[[Words], Floats]

STEPS = 2**17
LAGS = (1, 2, 3, 4, 12, 16, 256)
# Typical places, and corners: the first person, the last month, keys of ones.
PLACES = (
    Address(),
    Address(seed=0, replication=0, id_low=0, id_high=0, decision=0, occurrence=0),
    Address(seed=12345, replication=999, id_low=15, decision=96, occurrence=276),
    Address(seed=2**32 - 2**17, replication=2**32 - 2**17, id_high=2**30, occurrence=4000),
)
AVALANCHE_PLACES = 1024
PAIRS = tuple(combinations(range(LANES), 2))


def screen_walk(draws: Generator, coordinate: str) -> dict[str, float]:
    """Scores of one coordinate: uniform and uncorrelated along it, lanes independent."""
    scores = {}
    for number, place in enumerate(PLACES):
        lanes = draws(place.walk(coordinate, STEPS))
        for lane in range(LANES):
            u = lanes[:, lane]
            name = f"place {number} lane {lane}"
            scores[f"{name} uniform"] = score_uniform(u)
            scores[f"{name} low bits"] = score_uniform(u * 2.0**24 % 1.0)
            scores[f"{name} next to next"] = score_pairs(u[:-1:2], u[1::2])
            for lag in LAGS:
                scores[f"{name} lag {lag}"] = score_lag(u, lag)
        for a, b in PAIRS:
            name = f"place {number} lanes {a} {b}"
            scores[f"{name} correlation"] = score_correlation(lanes[:, a], lanes[:, b])
            scores[f"{name} square"] = score_pairs(lanes[:, a], lanes[:, b])
            scores[f"{name} one on"] = score_correlation(lanes[:-1, a], lanes[1:, b])
    return scores


def flipped_bits(draws: Generator, coordinate: str) -> np.ndarray:
    """(input bits, output bits): how often flipping one input bit flips each output bit.

    The last two bits of the decision choose a lane of the same call and are left out.
    """
    place = COORDINATES.index(coordinate)
    rng = np.random.default_rng(20220101)  # scattered addresses; not luck of the model
    table = rng.integers(0, 2**WORD_BITS, size=(AVALANCHE_PLACES, 6), dtype=np.uint64)
    table[:, 4] &= np.uint64(0xFFFFFFFC)
    before = words_of(draws(table))
    counts = []
    for bit in range(2 if coordinate == "decision" else 0, WORD_BITS):
        changed = table.copy()
        changed[:, place] ^= np.uint64(1 << bit)
        difference = before ^ words_of(draws(changed))
        out = (difference[:, :, None] >> np.arange(WORD_BITS, dtype=np.uint64)) & np.uint64(1)
        counts.append(out.reshape(AVALANCHE_PLACES, -1).sum(axis=0))
    return np.array(counts)


def screen_avalanche(draws: Generator, coordinate: str) -> dict[str, float]:
    """Scores of the flips: each input bit, each output bit, each pair of them, and the spread."""
    counts = flipped_bits(draws, coordinate)
    inputs, outputs = counts.shape
    trials = AVALANCHE_PLACES
    scores = {
        f"input {i}": score_count(int(counts[i].sum()), trials * outputs) for i in range(inputs)
    }
    for o in range(outputs):
        scores[f"output {o}"] = score_count(int(counts[:, o].sum()), trials * inputs)
        for i in range(inputs):
            scores[f"input {i} output {o}"] = score_count(int(counts[i, o]), trials)
    spread = float(((counts - trials / 2) ** 2).sum() / (trials / 4))
    scores["spread"] = score_chi_square(spread, counts.size)
    return scores


def alarms(scores: dict[str, float]) -> dict[str, float]:
    """The scores that a perfect generator passes with a chance of one in a million in all."""
    limit = threshold(len(scores))
    return {name: round(score, 1) for name, score in scores.items() if abs(score) > limit}


@pytest.mark.parametrize("coordinate", COORDINATES)
def test_walking_one_coordinate_looks_independent(coordinate: str) -> None:
    assert alarms(screen_walk(draw_lanes, coordinate)) == {}


@pytest.mark.parametrize("coordinate", COORDINATES)
def test_one_bit_of_an_address_changes_half_of_the_bits(coordinate: str) -> None:
    assert alarms(screen_avalanche(draw_lanes, coordinate)) == {}


def test_walking_two_coordinates_together_looks_independent() -> None:
    """Somebody's next attempt a month later, the next person of the next replication."""
    scores = {}
    for a, b in combinations(range(len(COORDINATES)), 2):
        table = PLACES[0].walk(COORDINATES[a], STEPS)
        table[:, b] = PLACES[0].walk(COORDINATES[b], STEPS)[:, b]
        for lane, u in enumerate(draw_lanes(table).T):
            name = f"{COORDINATES[a]} and {COORDINATES[b]}, lane {lane}"
            scores[f"{name} uniform"] = score_uniform(u)
            scores |= {f"{name} lag {lag}": score_lag(u, lag) for lag in LAGS}
    assert alarms(scores) == {}


# Generators that are wrong in one way each; the screen has to see every one of them.


def too_even(table: Words) -> Floats:
    """The fractional part of a multiple of the golden ratio: evenly spread, not random."""
    lanes = np.arange(LANES, dtype=np.float64)
    return (table.sum(axis=1, dtype=np.float64)[:, None] + 7.0 * lanes) * 0.6180339887498949 % 1.0


def shared_lanes(table: Words) -> Floats:
    """Lane 3 repeats half of the luck of lane 0."""
    lanes = draw_by_hand(table)
    lanes[:, 3] = np.where(lanes[:, 2] < 0.5, lanes[:, 0], lanes[:, 3])
    return lanes


def lucky_middle(table: Words) -> Floats:
    """One draw in fifty is pulled to the middle."""
    lanes = draw_by_hand(table)
    return np.where(lanes < 0.02, 0.5 + lanes, lanes)


def echo(table: Words) -> Floats:
    """The month before shines through: an average of two draws, made uniform again."""
    now = draw_by_hand(table)
    table = table.copy()
    table[:, 5] -= np.uint64(1)
    mean = (np.floor(now * 64) + np.floor(draw_by_hand(table) * 64) * 0.05) / 64 % 1.0
    return (mean + now / 64) % 1.0


@pytest.mark.parametrize("bad", [too_even, shared_lanes, lucky_middle, echo])
def test_the_walk_sees_a_bad_generator(bad: Generator) -> None:
    assert alarms(screen_walk(bad, "occurrence"))


@pytest.mark.parametrize("coordinate", COORDINATES)
def test_the_walk_sees_a_coordinate_that_is_left_out(coordinate: str) -> None:
    def blind(table: Words) -> Floats:
        table = table.copy()
        table[:, COORDINATES.index(coordinate)] = 0
        return draw_by_hand(table)

    assert alarms(screen_walk(blind, coordinate))


@pytest.mark.parametrize("rounds", [1, 2, 3, 4])
def test_the_avalanche_sees_too_few_rounds(rounds: int) -> None:
    """Philox with few rounds spreads a changed bit too little; with ten it must not show."""
    found = {c: alarms(screen_avalanche(lambda t: draw_by_hand(t, rounds), c)) for c in COORDINATES}
    assert any(found.values())
