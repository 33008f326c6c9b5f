"""Every lever can hurt somewhere, of the later kinds: the channel that each file names."""

from __future__ import annotations

from math import log
from typing import Any

import numpy as np
import pytest

from simulation.accounts import ACCOUNT_NAMES
from simulation.agents.codes import (
    ASIEL,
    CERTIFICAAT_Z,
    LATIN_SCRIPT,
    NEVER,
    NOT_LITERATE,
    WACHT_LES,
    WOMAN,
    Z_ROUTE,
)
from simulation.agents.events import M_BIJSTAND, M_LESSONS, M_LEVEL_B1, M_PERMIT, M_PIP, M_SETTLED
from simulation.agents.programme import (
    ATTENDANCE,
    BOOKING,
    IN_ALFABETISERING,
    INTERRUPTION,
    JOB_ENTRY,
    LEARNING,
    MOTHERS,
)
from simulation.policy import Policy
from tests.policies.kinds_world import FROM, START, lived, policy, prepared_with
from tests.simulation.worlds import Newcomer, tell

WORLDS = 6
BEGUN = FROM - START


def runs(*policies: Policy) -> list[Any]:
    prepared = prepared_with(*policies, months=96)
    return [lived(prepared, number) for number in range(WORLDS)]


def paid(worlds: list[Any], item: str) -> int:
    return sum(int(world.ledger[:, :, ACCOUNT_NAMES.index(item)].sum()) for world in worlds)


def sizes(kind: str, **values: float) -> dict[int, float]:
    """The log sizes of a kind's effects, by what they scale."""
    given = dict(policy(kind).values) | values
    effects = prepared_with(policy(kind, values=given)).programmes.effects
    return {int(e["scale"]): float(e["log_size"]) for e in effects}


@pytest.fixture(scope="module")
def plain() -> list[Any]:
    return runs()


def after_the_date(world: Any) -> Any:
    """Those whose PIP came after the policy's date."""
    return world.people[world.people["milestones"][:, M_PIP] >= BEGUN]


def share(worlds: list[Any], what: Any) -> float:
    return float(np.concatenate([what(after_the_date(world)) for world in worlds]).mean())


# -- leerbaarheidstoets_grens ---------------------------------------------------------------------


def marks(*others: Policy) -> list[list[Any]]:
    """Worlds with a low and with a high mark, beside other policies."""
    kind = "leerbaarheidstoets_grens"
    return [runs(*others, policy(kind, values={"grens": mark})) for mark in (20, 38)]


def test_a_higher_mark_fills_the_line_of_the_z_route() -> None:
    """Half of the contract's places are there: whoever is sent to Z waits longer for one."""
    low, high = marks()

    def waited(worlds: list[Any]) -> float:
        found = []
        for world in worlds:
            people = after_the_date(world)
            people = people[(people["doelgroep"] == ASIEL) & (people["first_route"] == Z_ROUTE)]
            months = people["milestones"].astype(int)
            begun = months[:, M_LESSONS] != NEVER
            found += (months[begun, M_LESSONS] - months[begun, M_PIP]).tolist()
        return float(np.mean(found))

    assert share(low, lambda p: p["first_route"] == Z_ROUTE) < 0.1
    assert share(high, lambda p: p["first_route"] == Z_ROUTE) > 0.5
    assert waited(low) < waited(high)


def test_whoever_is_sent_to_z_and_not_switched_sits_no_exam() -> None:
    """With places for all, and the window for a switch shut: fewer reach B1, more by hours."""
    plenty = [policy(f"{r}_route_capaciteit", values={"plaatsen": 900}) for r in ("b1", "z")]
    low, high = marks(*plenty, policy("terugvaloptie", values={"wisselvenster": 0}))
    at_b1 = [share(w, lambda p: p["milestones"][:, M_LEVEL_B1] != NEVER) for w in (low, high)]
    assert at_b1[1] < 0.7 * at_b1[0]
    by_hours = [share(w, lambda p: p["how"] == CERTIFICAAT_Z) for w in (low, high)]
    assert by_hours[1] > by_hours[0]


# -- examencapaciteit -----------------------------------------------------------------------------


def test_whoever_sits_sooner_has_learnt_less_and_fails_more_often() -> None:
    """The first sitting of each part: half a year's wait for it is half a year of lessons more."""

    def passed(weeks: int) -> float:
        worlds = runs(policy("examencapaciteit", values={"boekweken": weeks}))
        first = np.concatenate([w.people["first_result"][after(w)] for w in worlds])
        return float((first[first > 0] == 2).mean())

    def after(world: Any) -> Any:
        return world.people["milestones"][:, M_PIP] >= BEGUN

    assert passed(6) < passed(30)


def test_shorter_waits_cost_the_state_money_and_longer_ones_do_not() -> None:
    found = []
    for weeks in (3, 6, 12):
        rules = prepared_with(policy("examencapaciteit", values={"boekweken": weeks})).rules
        found.append(float(rules["examens_weeks_saved"][-1, 0, 0]))
    assert found == [3.0, 0.0, 0.0]
    both = policy("examencapaciteit", values={"uitslagweken_nt2": 3, "uitslagweken_a2": 4})
    assert prepared_with(both).rules["examens_weeks_saved"][-1, 0, 0] == (2 + 4) / 2


# -- handhaving -----------------------------------------------------------------------------------


def test_enforcement_drives_some_out_and_costs_hours(plain: list[Any]) -> None:
    found = sizes("handhaving")
    assert found == {BOOKING: pytest.approx(log(1.1)), INTERRUPTION: pytest.approx(log(1.05))}
    strict = runs(policy("handhaving"))
    assert paid(strict, "handhaving") > paid(plain, "handhaving")


def test_fines_of_status_holders_come_back_only_where_a_policy_says_so(plain: list[Any]) -> None:
    """By default the college fines none of them since February 2025."""
    on = runs(policy("handhaving", values={"boete_statushouders": 1}))
    off = runs(policy("handhaving", values={"boete_gezin": 0}))
    fines = [paid(worlds, "boete_gemeente") for worlds in (off, plain, on)]
    assert fines[0] < fines[1] < fines[2]


def test_more_come_to_the_intake() -> None:
    rules = prepared_with(policy("handhaving", values={"aandeel": 0.5})).rules["intake_no_show"]
    assert rules[-1, 0, 0] == pytest.approx(0.1 * (1 - 0.5 * 0.2))


# -- kinderopvang ---------------------------------------------------------------------------------


def test_child_care_reaches_mothers_only() -> None:
    world = lived(prepared_with(policy("kinderopvang")))
    reached = world.people[world.policies.joined[:, 0] >= 0]
    assert len(reached) > 20
    assert (reached["parent"] == 1).all() and (reached["sex"] == WOMAN).all()
    assert world.policies.programmes["who"].tolist() == [MOTHERS]


def test_care_costs_money_and_may_do_harm(plain: list[Any]) -> None:
    """In proportion to what is added; a child that falls ill in care costs lessons."""
    more = runs(policy("kinderopvang"))
    for item in ("kinderopvang", "kinderopvang_rijk"):
        assert paid(more, item) > paid(plain, item)
    added = 0.8 - 0.3
    assert sizes("kinderopvang")[ATTENDANCE] == pytest.approx(added * log(1.08))
    harm = sizes("kinderopvang", aanwezigheid=-0.02, werk=0.9, onderbreking=0.05)
    assert harm[ATTENDANCE] < 0 and harm[JOB_ENTRY] < 0 < harm[INTERRUPTION]
    less = sizes("kinderopvang", gebruik=0.1)
    assert less[ATTENDANCE] == pytest.approx(-0.2 * log(1.08))


# -- ontzorgen ------------------------------------------------------------------------------------


def test_longer_ontzorgen_costs_more_and_holds_people_back(plain: list[Any]) -> None:
    longer = runs(policy("ontzorgen"))
    assert paid(longer, "ontzorgen") > paid(plain, "ontzorgen")
    assert sizes("ontzorgen", voortgang=-0.02) == {
        ATTENDANCE: pytest.approx(log(0.98)),
        JOB_ENTRY: pytest.approx(log(0.95)),
    }
    effect = prepared_with(policy("ontzorgen", values={"maanden": 12})).programmes.effects[0]
    assert (int(effect["onset"]), int(effect["full"])) == (5, 6)


def test_tailored_ontzorgen_is_cheaper_and_holds_back_less(plain: list[Any]) -> None:
    tailored = runs(policy("ontzorgen", values={"op_maat": 1}))
    assert paid(tailored, "ontzorgen") < paid(plain, "ontzorgen")
    assert sizes("ontzorgen", op_maat=0.5)[JOB_ENTRY] == pytest.approx(log(1 - 0.05 * 0.5))


def test_ontzorgen_lasts_as_long_as_the_rule_when_bijstand_begins() -> None:
    """Whoever came on bijstand before the date keeps six months; after it, twelve."""
    world = lived(prepared_with(policy("ontzorgen", values={"maanden": 12})))
    people = world.people[world.people["doelgroep"] == ASIEL]
    begun = people["milestones"][:, M_BIJSTAND]
    households = world.households[people["household"]]
    months = households["ontzorgen_months"]
    alone = (begun != NEVER) & (households["ontzorgen_until"] == begun + months)
    assert set(months[alone & (begun < BEGUN)].tolist()) == {6}
    assert set(months[alone & (begun >= BEGUN)].tolist()) == {12}


# -- maatschappelijke_begeleiding -----------------------------------------------------------------


def test_half_the_guidance_harms_as_much_as_twice_helps(plain: list[Any]) -> None:
    twice = sizes("maatschappelijke_begeleiding", omvang=2)
    half = sizes("maatschappelijke_begeleiding", omvang=0.5)
    assert twice == {scale: pytest.approx(-size) for scale, size in half.items()}
    assert twice[ATTENDANCE] == pytest.approx(0.02) and JOB_ENTRY not in twice
    assert sizes("maatschappelijke_begeleiding", werk=-0.05)[JOB_ENTRY] == pytest.approx(-0.05)
    more = runs(policy("maatschappelijke_begeleiding"))
    assert paid(more, "begeleiding") > 1.3 * paid(plain, "begeleiding")


def test_only_who_settles_after_the_date_gets_more_guidance() -> None:
    world = lived(prepared_with(policy("maatschappelijke_begeleiding")))
    joined = world.policies.joined[:, 0]
    settled = world.people["milestones"][:, M_SETTLED]
    assert (joined >= 0).sum() > 20
    assert np.array_equal(joined[joined >= 0], settled[joined >= 0])
    assert (settled[joined >= 0] >= BEGUN).all()


# -- taalmaatje -----------------------------------------------------------------------------------


def test_few_pairs_are_intensive_and_work_may_suffer(plain: list[Any]) -> None:
    found = sizes("taalmaatje")
    assert found == {LEARNING: pytest.approx(log(1 + 0.07 * 0.08))}
    assert sizes("taalmaatje", werk=0.85)[JOB_ENTRY] < 0
    pairs = runs(policy("taalmaatje"))
    assert paid(pairs, "begeleiding") > paid(plain, "begeleiding")


def test_buddies_run_out() -> None:
    world = lived(prepared_with(policy("taalmaatje", values={"aandeel": 1, "plaatsen": 5})))
    assert world.policies.present.max() == 5


# -- screening_matching ---------------------------------------------------------------------------


def test_matching_makes_everybody_wait_longer_for_a_home(plain: list[Any]) -> None:
    slow = runs(policy("screening_matching", values={"aandeel": 0.5, "extra_maanden": 4}))

    def waited(worlds: list[Any]) -> float:
        found = []
        for world in worlds:
            months = world.people["milestones"].astype(int)
            chosen = (months[:, M_SETTLED] >= BEGUN) & (world.people["doelgroep"] == ASIEL)
            found += (months[chosen, M_SETTLED] - months[chosen, M_PERMIT]).tolist()
        return float(np.mean(found))

    assert waited(slow) > waited(plain)
    assert sizes("screening_matching")[JOB_ENTRY] == pytest.approx(log(1 + 0.5 * 0.2))


# -- startbanen -----------------------------------------------------------------------------------


def test_a_start_job_costs_lessons() -> None:
    found = sizes("startbanen")
    assert found == {
        JOB_ENTRY: pytest.approx(log(1.3)),
        ATTENDANCE: pytest.approx(log(0.9)),
        INTERRUPTION: pytest.approx(log(1.1)),
    }


def test_of_start_jobs_a_part_may_be_taken_from_others() -> None:
    """Displacement of 0 and of 0.3: seven tenths of the extra chance are left; of 1, nothing."""
    extra = [np.exp(sizes("startbanen", verdringing=v)[JOB_ENTRY]) - 1 for v in (0.0, 0.3)]
    assert extra == pytest.approx([0.3, 0.21])
    assert JOB_ENTRY not in sizes("startbanen", verdringing=1)


# -- alfabetisering -------------------------------------------------------------------------------

READER = Newcomer("a", alfa_hours=72, literacy=NOT_LITERATE)
"""Two months of 36 hours of alfabetisering; in a certain world without a single absence."""


def test_alfabetisering_while_waiting_takes_no_place_and_the_hours_count() -> None:
    """Nobody gets a place: with the class apart the 72 hours are made, without it none."""
    shut = {"aanbod.extra_places_b1": -1e6}
    first = tell([READER], 12, {**shut, "lessen.alfa_first": 1})
    never = tell([READER], 12, shut)
    for story, hours in ((first, 72), (never, 0)):
        p = story.person("a")
        assert p["phase"] == WACHT_LES and p["seat"] == 0
        assert (p["course_hours"], p["alfa_hours"], p["alfa_offered"]) == (hours, hours, hours)
        assert p["alfa_left"] == 72 - hours
        place = ACCOUNT_NAMES.index("alfabetisering")
        price = first.prepared.rules["tarief_alfabetisering"][0, 0, 0]
        cents = round(hours / 540 * price * 100)
        assert int(story.world.ledger[:, :, place].sum()) == pytest.approx(cents, rel=0.01)
    assert first.person("a")["ability"][0] > never.person("a")["ability"][0]
    assert len(first.of("a", "alfabetisering_ended")) == 1 and not never.of("a", "lessons")


def test_more_hours_a_week_while_learning_to_read_and_no_longer() -> None:
    """Half as many again: 54 hours a month for two months, and 36 after that (until July)."""
    made = tell([READER], 12, {"lessen.alfa_hours_ratio": 1.5}).hours("a")
    course = [hours for hours, _ in made.values()]
    assert course[:3] == [54, 108, 144]


def test_a_fuller_week_of_alfabetisering_lowers_attendance_of_those_only() -> None:
    assert sizes("alfabetisering")[ATTENDANCE] == pytest.approx(0.5 * 9 * -0.01)
    assert sizes("alfabetisering", uren_verhouding=1) == {}
    world = lived(prepared_with(policy("alfabetisering")))
    reached = world.people[world.policies.joined[:, 0] >= 0]
    assert len(reached) > 5
    assert (reached["literacy"] != LATIN_SCRIPT).all()
    assert world.policies.programmes["who"].tolist() == [IN_ALFABETISERING]
