"""Paper creates no jobs: a policy that changes only the label of an exam changes nobody's work.

Lowering a skill to A2 changes the level on the diploma. It also ends lessons sooner, and whoever
has no lessons looks for work: that is real, and shut off here, so that only the label is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from simulation.agents.events import A_EMPLOYED, M_FULFILLED
from simulation.engine import advance, build_world, prepare
from simulation.parameters import BEGIN, load_registry
from simulation.policies import kinds
from simulation.policy import Policy
from simulation.setup import Setup
from tests.engine.worlds import region

START, MONTHS = 276, 84
LESSONS_DO_NOTHING = {"werk.lock_in": 0, "werk.language": 0, "onderwijs.lock_in": 0}
"""With these a month of lessons more or less changes no chance of work: only papers could."""
LENIENT = Policy("terugvaloptie", START, values={"drempel": 4, "inzet": 0})
STRICT = Policy("terugvaloptie", START, values={"min_uren": 2000})


def lived(policy: Policy, values: Mapping[str, float]) -> Any:
    overrides = {name: {BEGIN: float(value)} for name, value in values.items()}
    setup = Setup(region(60_000), START, MONTHS, overrides=overrides, policies=(policy,))
    world = build_world(prepare(setup, load_registry().draw("point")), 1, 0)
    assert advance(world, 0, MONTHS)
    return world


def work(world: Any) -> np.ndarray[Any, Any]:
    return (world.activities >> A_EMPLOYED) & 1


def test_changing_only_the_label_of_an_exam_changes_nobodys_employment() -> None:
    lenient, strict = (lived(policy, LESSONS_DO_NOTHING) for policy in (LENIENT, STRICT))
    # The labels really differ, and so do the diplomas.
    needed = [world.people["level_needed"] for world in (lenient, strict)]
    assert (needed[0] != needed[1]).any(axis=1).sum() > 30
    diplomas = [
        (world.people["milestones"][:, M_FULFILLED] >= 0).sum() for world in (lenient, strict)
    ]
    assert diplomas[0] > diplomas[1] + 20
    assert np.array_equal(work(lenient), work(strict))
    assert work(strict).sum() > 1000


def test_where_paper_did_create_jobs_that_would_be_seen() -> None:
    paper = {**LESSONS_DO_NOTHING, "werk.passed": 1.3}
    assert not np.array_equal(work(lived(LENIENT, paper)), work(lived(STRICT, paper)))


def test_no_kind_rests_on_paper() -> None:
    """No policy sets the worth of a diploma, nor counts it among its sizes."""
    registry = load_registry()
    assert registry["werk.passed"].value == ((BEGIN, 1.0),)
    for kind in kinds().values():
        assert "werk.passed" not in kind.size_ids
        assert all(setting.rule != "werk.passed" for setting in kind.settings)
