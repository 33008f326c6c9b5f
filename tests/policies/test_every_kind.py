"""What holds for every kind of policy, whoever adds it: this suite finds the kinds itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulation.accounts import ACCOUNT_NAMES, ACCOUNTS, PAYERS
from simulation.agents.codes import ASIEL, DOELGROEP_NAMES, GEZIN, WOMAN
from simulation.agents.events import M_NOTICE, M_PERMIT, MILESTONES
from simulation.agents.programme import LESSON_HOURS, PARTICIPATION_HOURS, PROGRAMME
from simulation.engine import prepare
from simulation.parameters import BEGIN, load_registry
from simulation.policies import kinds
from simulation.policy import DIMENSIONS, FORBIDDEN, Policy, Target
from simulation.policy_checks import policy_problems
from tests.engine.worlds import region
from tests.policies.kinds_world import (
    FROM,
    MONTHS,
    POOL_RULES,
    START,
    base,
    base_world,
    changed_rules,
    differences,
    lived,
    neutral,
    policy,
    prepared_with,
    target_for,
)

KINDS = sorted(kinds())
FELT = {"monthly", "people.ability", "people.milestones"}
"""What people live differently; a small effect on learning moves no count of a small town."""
every_kind = pytest.mark.parametrize("kind", KINDS)


def test_the_first_nine_are_found() -> None:
    assert set(KINDS) >= {
        *("duale_trajecten", "z_route_capaciteit", "b1_route_capaciteit"),
        *("onderwijsroute_capaciteit", "vroege_start", "huisvesting"),
        *("intensiteit", "terugvaloptie", "caseload"),
    }


def test_numbers_of_kinds_are_apart() -> None:
    numbers = [kind.number for kind in kinds().values()]
    assert len(set(numbers)) == len(numbers)


# -- nothing, something, and when ----------------------------------------------------------------


@every_kind
def test_neutral_settings_change_no_bit(kind: str) -> None:
    assert differences(prepared_with(policy(kind, values=neutral(kind)))) == []


@every_kind
def test_no_strength_changes_no_bit(kind: str) -> None:
    assert differences(prepared_with(policy(kind, strength=0.0))) == []


@every_kind
def test_dates_that_never_come_change_no_bit(kind: str) -> None:
    late = policy(kind, start=START + MONTHS)
    past = policy(kind, start=START - 24, until=START - 1)
    assert differences(prepared_with(late, past)) == []


@every_kind
def test_the_example_changes_something(kind: str) -> None:
    """Else the tests above would hold for a kind that never does anything."""
    assert FELT & set(differences(prepared_with(policy(kind))))


@every_kind
def test_nothing_happens_before_its_date(kind: str) -> None:
    world, plain = lived(prepared_with(policy(kind))), base_world()
    begun = FROM - START
    assert np.array_equal(world.monthly[:begun], plain.monthly[:begun])
    assert np.array_equal(world.activities[:begun], plain.activities[:begun])
    assert np.array_equal(world.ledger[:begun], plain.ledger[:begun])


@every_kind
def test_rules_and_programmes_keep_to_the_dates(kind: str) -> None:
    until = FROM + 11
    prepared = prepared_with(policy(kind, until=until))
    inside = np.zeros(MONTHS, dtype=bool)
    inside[FROM - START : until - START + 1] = True
    touched = [*changed_rules(prepared).values()]
    if len(prepared.programmes.programmes):
        touched.append(prepared.programmes.strength > 0)
    assert touched
    for differs in touched:
        months = differs.any(axis=tuple(range(1, differs.ndim)))
        assert not months[~inside].any()
        assert months[inside].all()


@every_kind
def test_a_ramp_grows_to_the_whole(kind: str) -> None:
    """Half way it does less than at the end, and then exactly what it does without a ramp."""
    ramped, whole = prepared_with(policy(kind, ramp_months=9)), prepared_with(policy(kind))
    half, end = FROM - START + 4, FROM - START + 9
    for name in changed_rules(whole):
        at = [ramped.rules[name][t] for t in (0, half, end)]
        assert np.array_equal(at[2], whole.rules[name][end]), name
        plain = base().rules[name]
        moved = abs(at[1] - plain[half])
        most = abs(whole.rules[name][end] - plain[end])
        switch = load_registry().get(name.replace("_", ".", 1))
        if switch is None or switch.unit not in ("switch", "choice"):
            assert np.allclose(moved, most / 2, atol=1e-9) or (moved < most).any(), name
    strength = ramped.programmes.strength
    if strength.shape[-1]:
        assert strength[half].max() == pytest.approx(0.5)
        assert strength[end].max() == 1.0


# -- for whom ------------------------------------------------------------------------------------


@every_kind
def test_rules_change_only_for_whom_it_can_be(kind: str) -> None:
    """Where a kind is for one doelgroep, the rules of the other stay as they are."""
    left_out = [n for n in DOELGROEP_NAMES if n not in kinds()[kind].doelgroepen]
    prepared = prepared_with(policy(kind))
    for group in left_out:
        place = DOELGROEP_NAMES.index(group)
        for name, differs in changed_rules(prepared).items():
            if not name.startswith(POOL_RULES):
                assert not differs[:, :, place].any(), name
        assert not prepared.programmes.strength[:, :, place].any()


TARGETED = [(kind, dimension) for kind in KINDS for dimension in kinds()[kind].targets]


@pytest.mark.parametrize(("kind", "dimension"), TARGETED)
def test_a_target_leaves_the_others_alone(kind: str, dimension: str) -> None:
    prepared = prepared_with(policy(kind, target=target_for(dimension)))
    strength = prepared.programmes.strength
    if dimension in ("gemeenten", "doelgroep"):
        axis, place = (1, 1) if dimension == "gemeenten" else (2, GEZIN)
        others = {n: d.take(place, axis) for n, d in changed_rules(prepared).items()}
        for name, differs in others.items():
            assert name.startswith(POOL_RULES) or not differs.any(), name
        assert not strength.take(place, axis).any()
        assert FELT & set(differences(prepared))
        return
    world = lived(prepared)
    joined = world.people[(world.policies.joined >= 0).any(axis=1)]
    assert len(joined) > 5
    months = world.policies.joined[(world.policies.joined >= 0).any(axis=1)].max(axis=1)
    age = (START + months - joined["birth"]) / 12
    inside = {
        "sex": joined["sex"] == WOMAN,
        "age_from": age >= 30,
        "age_until": age < 30,
        "education": joined["education"] == 0,
        "literacy": joined["literacy"] == 0,
    }
    assert inside[dimension].all()
    everybody = lived(prepared_with(policy(kind))).policies.joined >= 0
    assert everybody.any(axis=1).sum() > len(joined)


def test_some_kind_can_be_aimed_by_every_dimension() -> None:
    assert {dimension for _, dimension in TARGETED} == set(DIMENSIONS)


@every_kind
def test_a_target_that_a_kind_does_not_know_is_refused(kind: str) -> None:
    for dimension in set(DIMENSIONS) - set(kinds()[kind].targets):
        aimed = policy(kind, target=target_for(dimension))
        problems = policy_problems([aimed], region(45_000))
        assert [p.code for p in problems if not p.warning] == ["policy-target"]


def test_nobody_can_be_aimed_at_by_origin_nationality_or_religion() -> None:
    """A target has no such field, and no kind declares it; scenario files say why they refuse."""
    assert set(DIMENSIONS).isdisjoint(FORBIDDEN)
    for word in FORBIDDEN:
        with pytest.raises(TypeError):
            Target(**{word: ("syria",)})
    for kind in kinds().values():
        assert set(kind.targets) <= set(DIMENSIONS)


def test_no_rule_of_a_policy_reads_origin() -> None:
    """What decides who joins is in the programme's record, and origin is not in it."""
    assert not any(word in name for name in PROGRAMME.names for word in FORBIDDEN if word != "ras")


# -- declared, documented, paid ------------------------------------------------------------------


@every_kind
def test_it_is_told_in_both_languages(kind: str) -> None:
    declared = kinds()[kind]
    for part in ("title", "changes", "hurts", "law"):
        dutch, english = (getattr(declared.words(lang), part) for lang in ("nl", "en"))
        assert dutch and english and dutch != english


@every_kind
def test_every_setting_is_registered_with_meaning_and_bounds(kind: str) -> None:
    declared = kinds()[kind]
    for setting in declared.settings:
        parameter = declared.registered(setting)
        low, high = declared.bounds(setting)
        assert low < high
        assert parameter.meaning_nl and parameter.meaning_en
        if setting.rule is None:
            assert low <= parameter.value[-1][1] <= high
    for name in declared.size_ids:
        assert name in load_registry()
    assert set(declared.needs) <= {s.name for s in declared.settings}
    assert set(declared.neutral) | set(declared.example) <= {s.name for s in declared.settings}


@every_kind
def test_the_example_is_lawful_and_without_a_word_of_complaint(kind: str) -> None:
    assert policy_problems([policy(kind)], region(45_000)) == []


@every_kind
def test_without_a_setting_it_says_what_it_needs(kind: str) -> None:
    problems = policy_problems([Policy(kind, FROM)], region(45_000))
    needs = kinds()[kind].needs
    assert [p.code for p in problems] == (["policy-empty"] if needs else [])


@every_kind
def test_its_cost_is_declared_and_booked(kind: str) -> None:
    """The item moves in the ledger; a kind without cost of its own says so."""
    declared = kinds()[kind]
    if not declared.costs:
        assert kind in ("huisvesting", "terugvaloptie")
        return
    world, plain = lived(prepared_with(policy(kind))), base_world()
    for cost in declared.costs:
        assert cost.tariff in load_registry()
        assert cost.per_nl and cost.per_en
        account = ACCOUNTS[ACCOUNT_NAMES.index(cost.item)]
        assert PAYERS[account.payer] == cost.payer and account.payee == cost.payee
        place = ACCOUNT_NAMES.index(cost.item)
        before = plain.ledger[: FROM - START, :, place]
        assert np.array_equal(world.ledger[: FROM - START, :, place], before)
        assert (world.ledger[:, :, place] != plain.ledger[:, :, place]).any(), cost.item


@every_kind
def test_without_its_effect_only_mechanics_and_cost_are_left(kind: str) -> None:
    """The sizes of no effect leave rules and participants, and no effect but of set hours."""
    declared = kinds()[kind]
    setup = prepared_with(policy(kind)).setup
    own = {name: {BEGIN: value} for name, value in declared.no_effect.items()}
    setup = replace(setup, overrides={**setup.overrides, **own})
    prepared = prepare(setup, base().draw)
    left = set(prepared.programmes.effects["scale"].tolist())
    assert left <= {LESSON_HOURS, PARTICIPATION_HOURS}
    assert bool(declared.sizes) == bool(own)
    before = prepared_with(policy(kind)).programmes.effects
    assert len(before) > len(left) or kind == "huisvesting" or not declared.sizes


@every_kind
def test_the_same_people_come(kind: str) -> None:
    """Nobody's arrival, traits or notice depend on a policy."""
    world, plain = lived(prepared_with(policy(kind))), base_world()
    assert len(world.people) == len(plain.people)
    for field in ("id_low", "id_high", "arrival", "birth", "sex", "score", "attendance"):
        assert np.array_equal(world.people[field], plain.people[field]), field
    assert M_PERMIT < M_NOTICE < MILESTONES
    came = world.people["milestones"][:, M_PERMIT]
    together = (came >= 0) & (plain.people["milestones"][:, M_PERMIT] >= 0)
    assert np.array_equal(came[together], plain.people["milestones"][together, M_PERMIT])
    assert (world.people["doelgroep"] == ASIEL).any()
