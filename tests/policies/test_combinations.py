"""Several levers at once: what they do to one thing has diminishing returns, whatever the kinds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulation.engine import prepare, simulate
from simulation.parameters import load_registry
from simulation.policies import kinds
from simulation.policy import Policy
from simulation.record import MONTHLY_COLUMNS
from tests.policies.kinds_world import FROM, START, lived, policy, prepared_with, setup_with

STRONG: dict[str, dict[str, float]] = {
    # sizes at which each reaches the same people for long, on attendance and on work
    "maatschappelijke_begeleiding": {"omvang": 4, "maanden": 36, "aanwezigheid": 0.05},
    "kinderopvang": {"gebruik": 1, "aanwezigheid": 0.2, "onderbreking": 0, "werk": 1},
    "startbanen": {"aandeel": 1, "plaatsen": 5000, "hazard_ratio": 2, "maanden": 36},
    "taalmaatje": {"aandeel": 1, "plaatsen": 5000, "werk": 1.15, "maanden": 36},
}


def strong(kind: str) -> Policy:
    return policy(kind, values=STRONG[kind])


def course_hours(*policies: Policy, uncapped: float = 0) -> float:
    """Lesson hours that everybody followed, over some worlds."""
    setup = setup_with(*policies)
    overrides = {**setup.overrides, "beleid.uncapped": {-1: uncapped}}
    prepared = prepare(replace(setup, overrides=overrides), load_registry().draw("point"))
    return sum(float(lived(prepared, n).people["course_hours"].sum()) for n in range(3))


def test_two_helps_for_attendance_do_less_than_their_sum() -> None:
    """Guidance and child care both reach mothers; the weaker one counts by half for them."""
    one, other = strong("maatschappelijke_begeleiding"), strong("kinderopvang")
    found = [course_hours(*ps) for ps in ((one,), (one, other))]
    full = course_hours(one, other, uncapped=1)
    assert found[0] < found[1] < full
    assert course_hours(one, uncapped=1) == found[0]


@pytest.mark.parametrize("uncapped", [0.0, 1.0])
def test_the_order_of_policies_does_not_matter_to_effects(uncapped: float) -> None:
    kinds_at_once = [strong(kind) for kind in STRONG]
    setups = [setup_with(*order) for order in (kinds_at_once, kinds_at_once[::-1])]
    digests = set()
    for setup in setups:
        overrides = {**setup.overrides, "beleid.uncapped": {-1: uncapped}}
        prepared = prepare(replace(setup, overrides=overrides), load_registry().draw("point"))
        digests.add(simulate(prepared, 3, 0).digest)
    assert len(digests) == 1


def test_every_lever_at_once_still_runs_and_counts_what_overlaps() -> None:
    """All kinds with their own examples: people are conserved, and overlaps are counted."""
    outcome = simulate(prepared_with(*(policy(kind) for kind in kinds())), 3, 0)
    assert outcome.effects.affected > outcome.effects.stacked > 0
    assert set(outcome.effects.programmes) <= set(kinds())
    assert np.isfinite(outcome.observables[outcome.counts > 0]).all()
    plain = simulate(prepared_with(), 3, 0)
    arrived = MONTHLY_COLUMNS.index("instroom")
    early = slice(0, FROM - START)
    assert np.array_equal(outcome.monthly[early, arrived], plain.monthly[early, arrived])
