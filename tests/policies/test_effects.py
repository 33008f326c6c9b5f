"""Door 2: who takes part, how an effect grows and fades, and how several add up."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simulation.agents.codes import NEVER, OPVANG
from simulation.agents.events import A_EMPLOYED
from simulation.agents.programme import (
    DECLINED,
    EFFECT,
    JOB_ENTRY,
    LEARNING,
    POLICY_DATE,
    SCALE_NAMES,
    SCALES,
)
from simulation.compiled import as_records
from simulation.engine import prepare, simulate
from simulation.parameters import load_registry
from simulation.policy import Policy
from simulation.rules import rules_dtype
from simulation.steps.maatregelen import add_effect, combine_effects, forget_effects, size_after
from simulation.world import NOW
from tests.policies.kinds_world import FROM, MONTHS, START, base, lived, policy, prepared_with


def moment() -> Any:
    now = np.zeros(1, dtype=NOW)
    now["scale"] = 1.0
    return as_records(now)[0]


def rule(diminishing: float, uncapped: int = 0) -> Any:
    record = np.zeros(1, dtype=rules_dtype())
    record["beleid_diminishing"], record["beleid_uncapped"] = diminishing, uncapped
    return as_records(record)[0]


def factor(sizes: list[float], diminishing: float = 0.5, uncapped: int = 0) -> tuple[float, int]:
    """The factor on job entry of log effects, and whether they were counted as stacked."""
    now = moment()
    for size in sizes:
        add_effect(now, JOB_ENTRY, size)
    combine_effects(now, rule(diminishing, uncapped))
    others = [s for s in range(SCALES) if s != JOB_ENTRY]
    assert now["scale"][others].tolist() == [1.0] * len(others)
    assert now["affected"] == 1
    return float(now["scale"][JOB_ENTRY]), int(now["stacked"])


def test_one_effect_counts_whole() -> None:
    for diminishing in (0.0, 0.3, 1.0):
        assert factor([0.4], diminishing) == (math.exp(0.4), 0)
    assert factor([0.4], uncapped=1) == (math.exp(0.4), 0)


def test_two_effects_have_diminishing_returns_on_the_log_scale() -> None:
    """The stronger whole, the other by half: ln 1.5 + ln 1.2 / 2."""
    both, stacked = factor([math.log(1.5), math.log(1.2)], 0.5)
    assert both == pytest.approx(1.5 * math.sqrt(1.2))
    assert stacked == 1
    assert 1.5 < both < 1.5 * 1.2


def test_the_order_of_effects_does_not_matter() -> None:
    one, _ = factor([0.1, 0.4, 0.2, -0.3, -0.1])
    other, _ = factor([-0.1, 0.2, 0.4, -0.3, 0.1])
    assert one == pytest.approx(other, rel=1e-15)


def test_harm_adds_up_by_the_same_rule_and_beside_gain() -> None:
    assert factor([-0.4, -0.2], 0.5)[0] == pytest.approx(math.exp(-0.5))
    assert factor([0.3, -0.4], 0.5) == (pytest.approx(math.exp(-0.1)), 0)


def test_the_switch_lets_them_add_up_in_full() -> None:
    assert factor([0.4, 0.2], 0.5, uncapped=1)[0] == pytest.approx(math.exp(0.6))
    assert factor([0.4, 0.2], 1.0)[0] == pytest.approx(math.exp(0.6))
    assert factor([0.4, 0.2], 0.0)[0] == pytest.approx(math.exp(0.4))


def test_the_next_person_starts_at_one_again() -> None:
    now = moment()
    add_effect(now, LEARNING, 0.7)
    combine_effects(now, rule(0.5))
    forget_effects(now)
    assert now["felt"] == 0
    for name in ("gain", "gain_most", "loss", "loss_most"):
        assert now[name].tolist() == [0.0] * SCALES
    assert now["scale"].tolist() == [1.0] * SCALES


def test_every_scale_has_a_name() -> None:
    assert len(SCALE_NAMES) == SCALES


def sizes_over_time(onset: int, full: int, half_life: float, months: int) -> list[float]:
    """The log size in each month from joining on."""
    effect = np.zeros(1, dtype=EFFECT)
    effect["log_size"], effect["onset"], effect["full"] = 1.0, onset, full
    effect["decay"] = math.log(2) / half_life if half_life else 0.0
    return [size_after(as_records(effect)[0], month) for month in range(months)]


def test_onset_full_strength_and_fade() -> None:
    """Two months nothing, three whole, then half every month."""
    assert sizes_over_time(2, 3, 1.0, 8) == pytest.approx([0, 0, 1, 1, 1, 0.5, 0.25, 0.125])
    assert sizes_over_time(0, 2, 0.0, 4) == [1, 1, 0, 0]
    assert sizes_over_time(0, -1, 0.0, 40) == [1] * 40


# -- who takes part ------------------------------------------------------------------------------


def joined(*policies: Policy, of: int = 0) -> np.ndarray[Any, Any]:
    """The identities of who took part in programme number `of`."""
    world = lived(prepared_with(*policies))
    inside = world.policies.joined[:, of] >= 0
    return world.people["id_low"][inside] | (world.people["id_high"][inside] << np.uint64(32))


def dual(share: float, **more: Any) -> Policy:
    return policy("duale_trajecten", values={"aandeel": share, "plaatsen": 5000, **more})


def test_nobody_takes_part_at_a_share_of_nought_and_everybody_at_one() -> None:
    world = lived(prepared_with(dual(0.0)))
    assert not (world.policies.joined >= 0).any()
    assert (world.policies.joined == DECLINED).any()
    world = lived(prepared_with(dual(1.0)))
    assert not (world.policies.joined == DECLINED).any()
    assert (world.policies.joined >= 0).sum() > 100


def test_a_larger_share_takes_the_same_people_and_more() -> None:
    """The draw is the person's own, so two shares are the same people with the same luck."""
    weak = {"hazard_ratio": 1, "lock_in": 0, "leereffect": 0, "belasting": 0}
    few, many = joined(dual(0.3, **weak)), joined(dual(0.6, **weak))
    assert set(few.tolist()) < set(many.tolist())


def test_who_takes_part_does_not_depend_on_other_policies_or_their_order() -> None:
    weak = {"hazard_ratio": 1, "lock_in": 0, "leereffect": 0, "belasting": 0}
    alone = joined(dual(0.4, **weak))
    contact = policy("caseload", values={"fte": 0, "begeleiding": 1.2})
    before, after = joined(contact, dual(0.4, **weak), of=1), joined(dual(0.4, **weak), contact)
    assert set(alone.tolist()) == set(before.tolist()) == set(after.tolist())


def test_two_policies_of_one_kind_have_luck_of_their_own() -> None:
    weak = {"hazard_ratio": 1, "lock_in": 0, "leereffect": 0, "belasting": 0}
    first, second = (joined(dual(0.5, **weak), dual(0.5, **weak), of=n) for n in (0, 1))
    assert set(first.tolist()) != set(second.tolist())
    assert set(first.tolist()) & set(second.tolist())


def test_places_are_never_overtaken_and_are_given_back() -> None:
    world = lived(prepared_with(dual(1.0, plaatsen=4, maanden=6)))
    assert world.policies.present.max() == 4
    assert world.policies.starts.sum() > 3 * 4
    begun = FROM - START
    assert (world.policies.present[begun + 12 :] >= 3).mean() > 0.9


def test_whoever_waits_for_a_place_is_served_in_turn() -> None:
    """With one place at a time, whoever came to lessons first is first (a draw within a month)."""
    world = lived(prepared_with(dual(1.0, plaatsen=1, maanden=2)))
    months = world.policies.joined[:, 0]
    served = np.flatnonzero(months >= 0)
    assert len(served) > 5
    assert len(set(months[served].tolist())) == len(served)


def test_an_effect_holds_only_for_who_takes_part() -> None:
    """Whoever never took part lives the same life, month by month, where nobody queues."""
    strong = dual(0.3, hazard_ratio=5, lock_in=0, leereffect=0, belasting=0)
    world, plain = lived(prepared_with(strong)), lived(base())
    outside = world.policies.joined[:, 0] < 0
    inside = world.policies.joined[:, 0] >= 0
    work = [(w.activities >> A_EMPLOYED) & 1 for w in (world, plain)]
    singles = np.bincount(world.people["household"])[world.people["household"]] == 1
    assert np.array_equal(work[0][:, outside & singles], work[1][:, outside & singles])
    assert work[0][:, inside].sum() > work[1][:, inside].sum()


# -- what is counted -----------------------------------------------------------------------------


def test_months_with_more_than_one_measure_are_counted() -> None:
    one = policy("caseload", values={"fte_relatief": 1})
    two = dual(1.0, hazard_ratio=2)
    counted = [simulate(prepared_with(*ps), 3, 0).effects for ps in ((), (one,), (one, two))]
    assert (counted[0].affected, counted[0].stacked) == (0, 0)
    assert counted[1].affected > 0 and counted[1].stacked == 0
    assert counted[2].affected > counted[1].affected > counted[2].stacked > 0
    assert counted[2].programmes == ("caseload", "duale_trajecten")
    assert counted[2].starts.shape == (MONTHS, 2)


def test_combination_lies_between_the_stronger_alone_and_the_sum() -> None:
    """Jobs found: more with both than with one, fewer than where they add up in full."""
    one = policy("caseload", values={"fte": 0, "fte_relatief": 3, "begeleiding": 1.6})
    two = dual(1.0, hazard_ratio=2.5, lock_in=0, leereffect=0, belasting=0)

    def jobs(*policies: Policy, uncapped: float = 0) -> int:
        setup = prepared_with(*policies).setup
        overrides = {**setup.overrides, "beleid.uncapped": {-1: uncapped}}
        prepared = prepare(replace(setup, overrides=overrides), load_registry().draw("point"))
        found = 0
        for replication in range(4):
            world = lived(prepared, replication)
            found += int(((world.activities >> A_EMPLOYED) & 1).sum())
        return found

    alone, both, full = jobs(two), jobs(one, two), jobs(one, two, uncapped=1)
    assert alone < both < full
    assert jobs(two, uncapped=1) == alone


def test_a_programme_on_the_policys_date_holds_only_where_it_says() -> None:
    """Caseload is for running trajecten: nobody in reception is reached."""
    prepared = prepared_with(policy("caseload"))
    (programme,) = prepared.programmes.programmes
    assert programme["clock"] == POLICY_DATE
    assert (programme["phases"] >> OPVANG) & 1 == 0
    world = lived(prepared)
    never = world.people["milestones"][:, 4] == NEVER  # no PIP
    assert not (world.policies.joined[never] >= 0).any()
