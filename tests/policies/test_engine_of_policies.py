"""What policies must not cost: one compilation, shared rules where nothing differs, no memory."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.agents.programme import JOB_ENTRY
from simulation.change import _apart
from simulation.engine import prepare
from simulation.parameters import load_registry
from simulation.policy import Policy
from simulation.setup import Setup
from tests.engine.worlds import run_apart
from tests.policies.kinds_world import FROM, base, lived, policy, prepared_with, setup_with


def test_the_engine_is_compiled_once_whatever_policies_do() -> None:
    """Rules shared by all and rules apart, one gemeente and two, one month and many."""
    assert run_apart("-m", "tests.policies.signatures").strip() == "1 1 [False, True]"


@pytest.mark.parametrize("shape", [(1, 1, 2), (1, 3, 2), (5, 1, 2), (5, 3, 2)])
def test_rules_apart_are_never_contiguous(shape: tuple[int, ...]) -> None:
    rules = _apart(shape, np.dtype([("x", "f8")]))
    assert rules.shape == shape
    assert not rules.flags.c_contiguous and not rules.flags.f_contiguous


def test_rules_cannot_be_changed_afterwards() -> None:
    for prepared in (base(), prepared_with(policy("huisvesting"))):
        with pytest.raises(ValueError, match="read-only"):
            prepared.rules["afschalen_min_hours"][0, 0, 0] = 1.0


def test_without_policies_there_is_one_record_a_month_and_no_programme() -> None:
    assert base().rules.strides[1:] == (0, 0)
    world = lived(base())
    assert world.policies.joined.nbytes == world.policies.strength.nbytes == 0


def test_one_record_a_month_suffices_where_a_policy_is_for_everybody() -> None:
    assert prepared_with(policy("caseload")).rules.strides[1:] == (0, 0)
    assert prepared_with(policy("intensiteit")).rules.strides[1:] != (0, 0)


def test_policies_in_one_scenario_see_each_others_rules() -> None:
    """Each changes the rules in force when its turn comes, so two of one kind add up."""
    twice = prepared_with(policy("z_route_capaciteit"), policy("z_route_capaciteit"))
    assert twice.rules["aanbod_extra_places_z"][-1, 0, 0] == 120.0


def test_a_policy_reads_what_a_scenario_sets() -> None:
    setup = setup_with(policy("duale_trajecten"))
    own = {**setup.overrides, "duale_trajecten.hazard_ratio": {-1: 1.0}}
    for overrides, neutral in ((setup.overrides, False), (own, True)):
        prepared = prepare(
            Setup(setup.region, setup.start, setup.months, overrides=overrides,
                  policies=setup.policies),
            load_registry().draw("point"),
        )  # fmt: skip
        effects = prepared.programmes.effects
        gains = (effects["scale"] == JOB_ENTRY) & (effects["log_size"] > 0)
        assert gains.any() != neutral


def test_sizes_follow_the_draw() -> None:
    """Under draws from the priors the effect differs, and its median is the registered one."""
    registry = load_registry()
    setup = setup_with(policy("duale_trajecten"), months=1)
    sizes = [
        float(prepare(setup, registry.draw("prior", 1, index)).programmes.effects["log_size"][0])
        for index in range(41)
    ]
    point = float(prepare(setup, registry.draw("point")).programmes.effects["log_size"][0])
    assert len(set(sizes)) == 41
    assert min(sizes) < point < max(sizes)
    assert min(sizes) < 0.0, "the prior of a dual trajectory holds harm too"


def test_a_setup_with_a_wrong_policy_is_refused() -> None:
    wrong = (Policy("duale_trajekten", FROM), policy("caseload", until=FROM - 1))
    fields = [problem.field for problem in setup_with(*wrong).validate()]
    assert fields == ["policies.0.kind", "policies.1.until"]
    with pytest.raises(ValueError, match="duale_trajekten"):
        prepare(setup_with(*wrong), load_registry().draw("point"))
