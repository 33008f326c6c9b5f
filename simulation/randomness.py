"""Keyed draws: every piece of luck has an address, and nothing is ever consumed.

A draw is a pure function of (seed, replication, person, decision, occurrence). Two policies
therefore see the same people with the same luck and differ only by what the policy changes;
one more arrival, another order of work or another number of threads changes nobody's luck.

The generator is Philox4x32-10 (J. Salmon, M. Moraes, R. Dror, D. Shaw, 'Parallel random
numbers: as easy as 1, 2, 3', SC 2011): a counter goes in, four words of 32 bits come out.

- key: seed (32 bits), replication (32 bits)
- counter: ordinal of the person, identity of the person, block of decisions, occurrence

Four decisions share a block, and one call serves all four. The *occurrence* is the count for
things that happen once or are counted (a trait, the second sitting of an exam part), and the
calendar month only for monthly hazards: keyed by month alone, a delay of one month would give
a person a wholly different life and pairing two policies would be worth nothing.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from simulation.compiled import often, step

MASK = np.uint64(0xFFFFFFFF)
SHIFT = np.uint64(32)
MULTIPLIER_0 = np.uint64(0xD2511F53)
MULTIPLIER_1 = np.uint64(0xCD9E8D57)
WEYL_0 = np.uint64(0x9E3779B9)
WEYL_1 = np.uint64(0xBB67AE85)
ROUNDS = 10
LANES = 4
TO_UNIT = 2.0**-32
TWO_PI = 6.283185307179586
POISSON_PART = 16.0
POISSON_LIMIT = 200

# Decisions. Numbers are addresses: never renumber, never reuse, each used in one place.
# Monthly hazards (occurrence = calendar month), one block: one call a person-month.
WORK = 0
COURSE_BREAK = 1
SOCIETY = 2
LEAVING = 3
# Monthly hazards of a person in a route, one block.
EXAM_BOOKING = 4
PVT_MAP = 5
EXEMPTION = 6
COOPERATION = 7
# Traits (occurrence 0), one block of four each.
TRAIT_SEX_AGE = 8
TRAIT_SCHOOLING = 12
TRAIT_HEALTH = 16
TRAIT_APTITUDE = 20
TRAIT_COURSE = 24
TRAIT_ORIGIN = 28
TRAIT_WISHES = 32
# Counted decisions (occurrence = count).
INTAKE_CALL_DELAY = 36
INTAKE_NO_SHOW = 40
LEERBAARHEIDSTOETS = 44
QUEUE_ORDER = 48
ROUTE_CHOICE = 52
ROUTE_REVIEW = 56
EXAM_PART = 60
"""Lanes 60-63 are the four skills; the occurrence is the attempt."""
EXAM_KNM = 64
EXAM_TAALSCHAKEL = 68
OWN_COURSE_DELAY = 72
LAPSE_BLAME = 76
JOB_KIND = 80
BREAK_KIND = 84
VRIJSTELLING = 88
EDUCATION_AFTER_ROUTE = 92
# Households and arrivals (person = the household or the series of arrivals).
ARRIVALS = 96
HOUSEHOLD_KIND = 100
CHILDREN = 104
NAREIS = 108
OUTSIDE_DEMAND = 112
OUTSIDE_ORDER = 116
EXTENSION_REQUEST = 120
# Parameters (person = the parameter, replication = the draw).
PARAMETER = 124
# Policies (occurrence = the slot of the programme).
TAKE_UP = 128
# Money (person; occurrence 0).
LOAN = 132
# The term and the college (occurrence = lapses, or cases so far).
CIRCUMSTANCE = 136
COLLEGE_FINE = 140
STUDY_KIND = 144
# Moves within the region (person = the household; occurrence = moves so far).
MOVE = 148
# Wi2013 (person; occurrence = attempt, lapses, or 0).
EXAM_ONA = 152
ONA_COURSE = 156
AGI_REQUEST = 160
ELIP = 164
# People of a caseload: what is not known of them (occurrence 0).
CASELOAD = 200

Luck = tuple[np.uint64, np.uint64]
"""(seed, replication), both below 2**32."""


def luck(seed: int, replication: int) -> Luck:
    """The key of one world.

    Raises:
        ValueError: if seed or replication lies outside 0 to 2**32 - 1.
    """
    for name, value in (("seed", seed), ("replication", replication)):
        if not 0 <= value <= int(MASK):
            raise ValueError(f"{name} {value} lies outside 0 to {int(MASK)}")
    return np.uint64(seed), np.uint64(replication)


@often
def philox(key_0: Any, key_1: Any, c0: Any, c1: Any, c2: Any, c3: Any) -> Any:
    """Four words of 32 bits (as uint64) from a key of two words and a counter of four."""
    for _ in range(ROUNDS):
        product_0 = MULTIPLIER_0 * c0
        product_1 = MULTIPLIER_1 * c2
        c0 = (product_1 >> SHIFT) ^ c1 ^ key_0
        c1 = product_1 & MASK
        c2 = (product_0 >> SHIFT) ^ c3 ^ key_1
        c3 = product_0 & MASK
        key_0 = (key_0 + WEYL_0) & MASK
        key_1 = (key_1 + WEYL_1) & MASK
    return c0, c1, c2, c3


@often
def unit(word: Any) -> Any:
    """A word of 32 bits as a float strictly between 0 and 1, exact in float64."""
    return (float(word) + 0.5) * TO_UNIT


@often
def draw_four(luck: Any, id_low: Any, id_high: Any, decision: int, occurrence: int) -> Any:
    """Four uniforms: the decisions of one block. `decision` is the block's first number."""
    w0, w1, w2, w3 = philox(
        luck[0],
        luck[1],
        np.uint64(id_low),
        np.uint64(id_high),
        np.uint64(decision // LANES),
        np.uint64(occurrence),
    )
    return unit(w0), unit(w1), unit(w2), unit(w3)


@often
def draw(luck: Any, id_low: Any, id_high: Any, decision: int, occurrence: int) -> Any:
    """One uniform strictly between 0 and 1 for this decision and occurrence."""
    u0, u1, u2, u3 = draw_four(luck, id_low, id_high, decision, occurrence)
    lane = decision % LANES
    if lane == 0:
        return u0
    if lane == 1:
        return u1
    if lane == LANES - 1:
        return u3
    return u2


@step
def normal_pair(u0: Any, u1: Any) -> Any:
    """Two independent standard normals from two uniforms (Box and Muller 1958)."""
    radius = math.sqrt(-2.0 * math.log(u0))
    return radius * math.cos(TWO_PI * u1), radius * math.sin(TWO_PI * u1)


@step
def poisson(luck: Any, id_low: Any, id_high: Any, decision: int, mean: float) -> int:
    """A Poisson count with this mean, by inversion; large means in exact parts of PART each."""
    total = 0
    occurrence = 0
    left = mean
    while left > 0.0:
        part = min(left, POISSON_PART)
        left -= part
        u = draw(luck, id_low, id_high, decision, occurrence)
        occurrence += 1
        probability = math.exp(-part)
        cumulative = probability
        count = 0
        while u > cumulative and count < POISSON_LIMIT:
            count += 1
            probability *= part / count
            cumulative += probability
        total += count
    return total
