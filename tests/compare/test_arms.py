"""The arms of a comparison on the real engine."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import numpy as np
import pytest

from experiments.compare import arms as arms_room
from experiments.compare.arms import Arm, arms_of, simulate_arms, worlds_of
from experiments.compare.question import VARIANT_DRAWS
from experiments.compare.variants import MAIN, Variant
from experiments.scenario.setups import setup_of
from simulation.engine import observables_of, prepare, simulate
from simulation.money_observable import MoneyObservable
from simulation.observable import Observable
from simulation.parameters import load_registry
from tests.compare.asking import asked, compared


def test_an_arm_gives_what_the_engine_gives() -> None:
    question = asked("base", "z-route-ruim", worlds=4)
    values = simulate_arms(question, [Arm(0, MAIN)], 2)["0:main"]
    setup = setup_of(question.scenarios[0])
    assert values.draws.tolist() == [0, 1, 0, 1]
    for world in (0, 3):
        draw = load_registry().draw("prior", seed=1, index=world % 2)
        people = [a for a in question.asked if isinstance(a, Observable)]
        outcome = simulate(prepare(setup, draw, people), 1, world)
        place = [question.asked.index(a) for a in people]
        assert np.array_equal(values.values[world, place], outcome.observables, equal_nan=True)
        assert np.array_equal(values.behind[world, place], outcome.counts)
        listed = [o.key for o in observables_of(setup) if isinstance(o, MoneyObservable)]
        total = values.values[world, [a.key for a in question.asked].index("cost[year_from=2025]")]
        years = [listed.index(f"cost[year={year}]") for year in YEARS]
        assert total == pytest.approx(outcome.money[years].mean())


YEARS = range(2025, 2032)


def test_the_answer_does_not_depend_on_the_workers() -> None:
    question = asked("base", "duale-trajecten", worlds=6)
    one, three = (simulate_arms(question, arms_of(question), n) for n in (1, 3))
    assert one.keys() == three.keys()
    for name, arm in one.items():
        assert np.array_equal(arm.values, three[name].values, equal_nan=True), name


def test_the_same_people_have_the_same_luck_unless_asked_apart() -> None:
    paired = asked("base", "z-route-ruim", worlds=4, kind="point", variants=False)
    apart = replace(paired, independent=True)
    assert paired.digest != apart.digest
    housing = "weeks_permit_to_settled"
    for question, same in ((paired, True), (apart, False)):
        found = simulate_arms(question, arms_of(question), 2)
        place = [a.name for a in question.asked].index(housing)
        mine, theirs = (found[f"{n}:main"].values[:, place] for n in (0, 1))
        assert np.array_equal(mine, theirs) == same


def test_a_reference_that_a_variant_cannot_touch_is_not_simulated_again() -> None:
    question = asked("base", "duale-trajecten")
    names = [arm.name for arm in arms_of(question)]
    assert len(names) == len(set(names))
    assert "0:structure[werk.structure=1]" in names
    assert not [name for name in names if name.startswith("0:zero")]
    assert [name for name in names if name.startswith("1:zero")]


def test_variants_take_whole_draws() -> None:
    question = asked("base", "z-route-ruim", worlds=400)
    variant = Variant("structure", {"werk.structure": 1.0})
    worlds = worlds_of(question, variant)
    assert len(worlds) == 2 * VARIANT_DRAWS
    assert {w % question.draws for w in worlds} == set(range(VARIANT_DRAWS))
    assert worlds_of(question, MAIN) == list(range(400))
    point = asked("base", "z-route-ruim", worlds=400, kind="point")
    assert len(worlds_of(point, variant)) == 2 * VARIANT_DRAWS


def test_a_failed_world_is_told_and_does_not_end_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = arms_room.build_world

    def sometimes(prepared: object, seed: int, luck: int, cancel: object) -> object:
        if luck == 2:
            raise RuntimeError("this world has no room")
        return real(prepared, seed, luck, cancel)

    monkeypatch.setattr(arms_room, "build_world", sometimes)
    comparison = compared(asked("base", "z-route-ruim", worlds=4, variants=False))
    assert set(comparison.failed) == {"0:main:2", "1:main:2"}
    assert "no room" in comparison.failed["0:main:2"]
    found = comparison.main(1, "level_b1")
    assert found is not None
    assert found.effect.worlds == 3
    assert not isnan(found.effect.difference)


def test_what_a_policy_of_no_strength_changes_is_nothing() -> None:
    question = asked("base", "z-route-ruim", worlds=4, variants=False)
    nothing = question.scenarios[1].model_copy(
        update={"policies": [{"kind": "z_route_capaciteit", "from": "2025-01", "plaatsen": 0}]}
    )
    question = replace(question, scenarios=(question.scenarios[0], nothing))
    comparison = compared(question)
    assert len(comparison.differences) > 100
    assert not [d.asked.key for d in comparison.differences if d.effect.moved]
    assert {d.why_null for d in comparison.differences} == {"no-difference"}
