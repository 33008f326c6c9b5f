"""What the old law does against the new: more pass, later, at a lower level; and no more work.

CPB (2020) saw it for the Wi2013: people started later, more of them passed in the end, and no more
of them worked. Here it has to follow from the registered parameters of both laws, over people who
are obliged under both, on months since the permit (pattern test).
"""

from __future__ import annotations

import numpy as np
import pytest

from simulation.engine import prepare, simulate
from simulation.laws import BEHAVIOUR_OF_THE_OLD_LAW
from simulation.months import parse_month
from simulation.observable import parse_observable
from simulation.parameters import load_registry
from simulation.policy import Policy
from simulation.region import load_region
from simulation.setup import Setup

START, MONTHS, WORLDS = parse_month("2022-01"), 96, 8
ASKED = (
    "lessons_started[clock=permit,at=18,law=any,doelgroep=asiel]",
    "passed[clock=permit,at=60,law=any]",
    "level_b1[clock=permit,at=60,law=any]",
    "employed[clock=permit,at=60,law=any]",
)


def measured(*policies: Policy) -> np.ndarray:
    """(worlds, observables) of the region under these policies."""
    setup = Setup(load_region("midden-twente"), START, MONTHS, policies=policies)
    prepared = prepare(
        setup, load_registry().draw("point"), [parse_observable(text) for text in ASKED]
    )
    return np.array([simulate(prepared, 1, world).observables for world in range(WORLDS)])


@pytest.fixture(scope="module")
def difference() -> tuple[np.ndarray, np.ndarray]:
    """The old law less the new: mean and standard error of each, over paired worlds."""
    paired = measured(Policy("stelsel", START, values={"wet": 2013})) - measured()
    return paired.mean(axis=0), paired.std(axis=0, ddof=1) / np.sqrt(WORLDS)


def test_a_slower_start_more_pass_lower_and_no_more_work(
    difference: tuple[np.ndarray, np.ndarray],
) -> None:
    mean, error = difference
    started, passed, at_b1, works = mean
    assert started < -3 * error[0]
    assert passed > 3 * error[1]
    assert at_b1 < -3 * error[2]
    assert works < 3 * error[3], "more work under the old law: from which parameter?"
    assert works > -0.05


def test_what_people_do_differently_is_registered_and_named() -> None:
    registry = load_registry()
    assert set(BEHAVIOUR_OF_THE_OLD_LAW) <= set(registry)
    read = [name for name in BEHAVIOUR_OF_THE_OLD_LAW if registry[name].status == "read"]
    assert read == ["wi2013.higher_share"]
