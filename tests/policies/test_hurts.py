"""Every lever can hurt somewhere: the channel that its file names, seen in a world."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simulation.accounts import ACCOUNT_NAMES
from simulation.agents.codes import ASIEL, B1_ROUTE, CERTIFICAAT_Z, NEVER, Z_ROUTE
from simulation.agents.events import (
    M_INTAKE,
    M_LESSONS,
    M_LEVEL_B1,
    M_NOTICE,
    M_PIP,
    M_SETTLED,
)
from simulation.agents.programme import ATTENDANCE, INTERRUPTION, JOB_ENTRY, LEARNING
from simulation.engine import prepare
from simulation.parameters import BEGIN
from simulation.policy import Policy
from simulation.record import MONTHLY_COLUMNS
from tests.policies.kinds_world import FROM, START, base, lived, policy, prepared_with

WORLDS = 6


def runs(*policies: Policy) -> list[Any]:
    prepared = prepared_with(*policies, months=96) if policies else prepared_with(months=96)
    return [lived(prepared, number) for number in range(WORLDS)]


def wait(worlds: list[Any], begin: int, end: int, **which: Any) -> float:
    """Mean months between two milestones, of who reached the second after the policy's date."""
    found = []
    for world in worlds:
        months = world.people["milestones"].astype(int)
        chosen = (months[:, end] >= FROM - START) & (months[:, begin] != NEVER)
        for name, value in which.items():
            chosen &= world.people[name] == value
        found += (months[chosen, end] - months[chosen, begin]).tolist()
    return float(np.mean(found))


def share(worlds: list[Any], milestone: int) -> float:
    """The share with a milestone of those whose PIP came after the policy's date."""
    found = []
    for world in worlds:
        months = world.people["milestones"].astype(int)
        chosen = months[:, M_PIP] >= FROM - START
        found += (months[chosen, milestone] != NEVER).tolist()
    return float(np.mean(found))


def paid(worlds: list[Any], item: str) -> int:
    return sum(int(world.ledger[:, :, ACCOUNT_NAMES.index(item)].sum()) for world in worlds)


def sizes(kind: str, **values: float) -> dict[tuple[int, int], float]:
    """The log sizes of a kind's effects: by what they scale and (one of) their routes' bits."""
    given = dict(policy(kind).values) | values
    effects = prepared_with(policy(kind, values=given)).programmes.effects
    return {(int(e["scale"]), int(e["routes"])): float(e["log_size"]) for e in effects}


@pytest.fixture(scope="module")
def plain() -> list[Any]:
    return runs()


def test_more_hours_a_week_lower_attendance_and_raise_interruption() -> None:
    """Seven hours more: by the registered sizes, and nothing where they are nought."""
    found = sizes("intensiteit", uren_week=16)
    assert found[ATTENDANCE, -1] == pytest.approx(7 * -0.01)
    assert found[INTERRUPTION, -1] == pytest.approx(7 * 0.03)
    assert sizes("intensiteit", uren_week=16, aanwezigheid=0, onderbreking=0) == {}


def test_more_hours_a_week_use_up_the_teachers(plain: list[Any]) -> None:
    """Fewer groups of the same teachers, so a longer wait; less so where teachers are added."""
    many = {"uren_week": 18, "extra_docenten": 0}
    alone = runs(policy("intensiteit", values=many))
    helped = runs(policy("intensiteit", values={**many, "extra_docenten": 1}))
    route = {"doelgroep": ASIEL, "first_route": B1_ROUTE}
    waits = [wait(worlds, M_PIP, M_LESSONS, **route) for worlds in (plain, alone, helped)]
    assert waits[1] > waits[0]
    assert waits[1] > waits[2]
    places = [w.rules["aanbod_teacher_load_b1"][-1, 0, 0] for w in (alone[0], helped[0])]
    # 70,000 of the pool's 130,000 inhabitants at twice the hours.
    assert places == pytest.approx([1 + 70 / 130, 1.0])


def test_hours_in_all_are_held_or_grow_along() -> None:
    totals = [
        prepared_with(policy("intensiteit", values={"uren_week": 12, "totaal_vast": held})).rules[
            "lessen_b1_hours_total"
        ][-1, 0, ASIEL]
        for held in (1, 0)
    ]
    assert totals == pytest.approx([800, 800 * 12 / 9])


def test_a_dual_trajectory_costs_attendance_and_looking_for_work() -> None:
    """Sixteen hours more in the B1-route; in the Z-route ten of them are participation already."""
    found = sizes("duale_trajecten")
    assert found[ATTENDANCE, 1 << B1_ROUTE] == pytest.approx(16 * -0.004)
    assert found[ATTENDANCE, 1 << Z_ROUTE] == pytest.approx(6 * -0.004)
    effects = prepared_with(policy("duale_trajecten")).programmes.effects
    entry = [float(e["log_size"]) for e in effects if e["scale"] == JOB_ENTRY]
    assert sorted(entry) == pytest.approx([np.log(0.8), 1.68 * np.log(1.3)])


def test_a_dual_trajectory_may_harm_or_help_learning() -> None:
    for change in (-0.1, 0.1):
        assert sizes("duale_trajecten", leereffect=change)[LEARNING, -1] == np.log(1 + change)


def test_displaced_jobs_take_from_the_effect() -> None:
    """Of 0.3 displaced, seven tenths of the extra jobs are left."""

    def extra(displaced: float) -> float:
        given = {"hazard_ratio": 2, "direct_ratio": 1, "verdringing": displaced, "lock_in": 0}
        effects = prepared_with(policy("duale_trajecten", values=given)).programmes.effects
        return float(np.exp(effects["log_size"][effects["scale"] == JOB_ENTRY].max())) - 1

    assert extra(0.3) == pytest.approx(0.7 * extra(0))


def test_a_pip_in_reception_starts_the_clock_before_the_home() -> None:
    """Law allows it; the term runs while no leerroute can start (Wi 11)."""
    slow = Policy("huisvesting", START, values={"realisatie": 0.05})
    given = {"intake_aandeel": 1, "pip_in_opvang": 1}
    early = [lived(prepared_with(slow, Policy("vroege_start", START, values=given), months=96))]
    months = early[0].people["milestones"].astype(int)
    moved = (months[:, M_PIP] != NEVER) & (months[:, M_SETTLED] != NEVER)
    asylum = early[0].people["doelgroep"] == ASIEL
    before = moved & asylum & (months[:, M_PIP] < months[:, M_SETTLED])
    assert before.sum() > 20
    lessons = months[before, M_LESSONS]
    assert (lessons[lessons != NEVER] >= months[before, M_SETTLED][lessons != NEVER]).all()
    waited = (months[before, M_SETTLED] - months[before, M_PIP]).mean()
    assert waited > 3


def test_an_intake_in_reception_takes_more_hours(plain: list[Any]) -> None:
    """Of the same klantmanagers, so those who live here wait longer for theirs."""
    given = {"intake_aandeel": 1, "vervolguren": 20}
    early = runs(policy("vroege_start", values=given))
    assert wait(early, M_NOTICE, M_INTAKE, doelgroep=1) > wait(
        plain, M_NOTICE, M_INTAKE, doelgroep=1
    )


def test_lessons_in_reception_above_those_of_coa_are_the_municipalitys(plain: list[Any]) -> None:
    early = runs(policy("vroege_start"))
    assert paid(plain, "lessen_opvang") == 0 < paid(early, "lessen_opvang")
    hours = [sum(w.people["coa_hours"].sum() for w in worlds) for worlds in (plain, early)]
    assert hours[1] > hours[0]


def test_faster_housing_makes_the_next_lines_longer_and_bijstand_earlier(plain: list[Any]) -> None:
    faster = runs(policy("huisvesting", values={"realisatie": 1.5}))
    assert paid(faster, "bijstand") > paid(plain, "bijstand")
    assert paid(faster, "opvang") < paid(plain, "opvang")
    waits = [wait(w, M_PIP, M_LESSONS, doelgroep=ASIEL) for w in (plain, faster)]
    assert waits[1] > waits[0]


def test_more_klantmanagers_do_less_each_and_cost_the_same(plain: list[Any]) -> None:
    """Half as many again, and again: the effect on work grows by less than the staff."""
    one, two, three = (sizes("caseload", fte_relatief=r)[JOB_ENTRY, -1] for r in (1, 2, 3))
    assert one > two - one > three - two > 0
    assert three == pytest.approx(2 * one)  # four times the contact is two doublings
    more = runs(policy("caseload", values={"fte_relatief": 1}))
    assert paid(more, "casemanagement") > paid(plain, "casemanagement")


def test_lenient_lowering_lets_fewer_reach_b1_and_strict_lets_more_terms_lapse() -> None:
    lenient = runs(policy("terugvaloptie", values={"drempel": 3.6, "inzet": 0}))
    strict = runs(policy("terugvaloptie", values={"min_uren": 2000}))
    assert share(lenient, M_LEVEL_B1) < share(strict, M_LEVEL_B1)
    lapses = [sum(int(w.people["lapses"].sum()) for w in worlds) for worlds in (lenient, strict)]
    assert lapses[0] < lapses[1]


def test_earlier_lessons_lock_people_in(plain: list[Any]) -> None:
    """More places: more person-months in lessons, in which one looks for less work."""
    more = runs(policy("b1_route_capaciteit", values={"plaatsen": 300}))
    column = MONTHLY_COLUMNS.index("les_b1")
    in_lessons = [sum(int(w.monthly[:, column].sum()) for w in worlds) for worlds in (plain, more)]
    assert in_lessons[1] > in_lessons[0]


def test_empty_places_cost_money_where_the_contract_says_so() -> None:
    for guaranteed in (0.0, 1.0):
        setup = prepared_with(policy("z_route_capaciteit", values={"plaatsen": 500})).setup
        own = {**setup.overrides, "contract.empty_paid": {BEGIN: guaranteed}}
        world = lived(prepare(replace(setup, overrides=own), base().draw))
        assert (paid([world], "lege_plaatsen") > 0) == (guaranteed > 0)


def test_everybody_in_the_z_route_fulfils_more_and_knows_less() -> None:
    """Never `fulfilled` alone: hours are no level."""
    found = {}
    for everybody in (False, True):
        setup = prepared_with(months=96).setup
        own = dict(setup.overrides)
        if everybody:
            shares = {f"leerroute.given_shares.{n}": {FROM: float(n == 2)} for n in range(3)}
            own |= {**shares, "leerroute.switch_window_months": {FROM: 0.0}}
            own |= {"aanbod.slack_z": {BEGIN: 3.0}}
        worlds = [lived(prepare(replace(setup, overrides=own), base().draw), n) for n in range(3)]
        people = np.concatenate([w.people for w in worlds])
        cohort = people[people["milestones"][:, M_PIP] >= FROM - START]
        found[everybody] = (
            (cohort["how"] > 0).mean(),
            (cohort["milestones"][:, M_LEVEL_B1] != NEVER).mean(),
            (cohort["how"] == CERTIFICAAT_Z).mean(),
        )
    assert found[True][0] > found[False][0]
    assert found[True][1] < found[False][1]
    assert found[True][2] > found[False][2]
