"""What a household lives on: reception, bijstand and ontzorgen, furnishing, fees and loans."""

from __future__ import annotations

from typing import Any

import pytest

from simulation import accounts as ac
from simulation.agents.codes import GEZIN, OPVANG, UIT, VOLDAAN, WACHT_LES, WACHT_PIP
from simulation.agents.events import M_FULFILLED
from simulation.ledger import NOBODY
from tests.money.desk import booked, household_month, repay_month, sit_exam, still
from tests.simulation.worlds import Newcomer, tell


def of_people(world: Any, account: str, month: int) -> dict[int, int]:
    """Cents by person on an account in one month of a world at the desk."""
    number = ac.ACCOUNT_NAMES.index(account)
    entries = world.entries[: world.entries_used[0]].tolist()
    return {who: cents for m, who, a, cents in entries if (m, a) == (month, number)}


def of_person(story: Any, name: str, account: str) -> dict[int, int]:
    """Cents of somebody on an account by month."""
    number, who = ac.ACCOUNT_NAMES.index(account), story.names.index(name)
    entries = story.outcome.entries.tolist()
    assert who > NOBODY
    return {month: cents for month, w, a, cents in entries if (w, a) == (who, number)}


def home(members: int, phase: int = WACHT_LES, **household: float) -> Any:
    """A household of a couple and children who turned 18, settled at the start of 2024."""
    others = [Newcomer(name, partner="A") for name in "BCD"[: members - 1]]
    world = still({}, "2024-01", 24, people=[Newcomer("A"), *others])
    world.people["settled"] = 1
    world.people["phase"] = phase
    values = {"settled": 0, "on_bijstand": 1, "ontzorgen_until": 0} | household
    for name, value in values.items():
        world.households[name][0] = value
    return world


def test_bijstand_is_the_norm_of_a_single_person() -> None:
    world = home(1, norm=1.0)
    household_month(world, 0, 0)
    # 1,283.83 net is 1,283.83 x 1.13 = 1,450.73 gross
    assert booked(world, "bijstand") == {0: 1_450_73}


def test_bijstand_tops_income_up_to_the_norm_of_a_couple() -> None:
    world = home(2, norm=1.4286, income=0.4)
    household_month(world, 0, 0)
    # (1.4286 - 0.4) x 1,283.83 x 1.13 = 1,320.55 x 1.13 = 1,492.22 for both
    assert booked(world, "bijstand") == {0: 1_492_22}
    assert of_people(world, "bijstand", 0) == {0: 746_11, 1: 746_11}


def test_shares_of_members_add_up_to_the_cent() -> None:
    world = home(3, norm=1.4286, income=0.4)
    household_month(world, 0, 0)
    shares = of_people(world, "bijstand", 0)
    # 149,222 cents over three
    assert sorted(shares.values()) == [497_40, 497_41, 497_41]
    assert set(shares) == {0, 1, 2}


def test_who_has_left_does_not_share() -> None:
    world = home(2, norm=1.4286, income=0.4)
    world.people["phase"][1] = UIT
    household_month(world, 0, 0)
    assert of_people(world, "bijstand", 0) == {0: 1_492_22}


def test_no_bijstand_above_the_norm_or_without_the_right() -> None:
    for household in ({"income": 1.5}, {"income": 0.0, "on_bijstand": 0}):
        world = home(2, norm=1.4286, **household)
        household_month(world, 0, 0)
        assert booked(world, "bijstand") == {}


def test_ontzorgen_is_for_six_months_and_dearer_by_the_month_after_that() -> None:
    world = home(2, norm=1.4286, ontzorgen_until=8, ontzorgen_months=8)
    for month in range(10):
        household_month(world, month, 0)
    # prices of 2023 in 2024: 1,000 / 6 x 1.0453 = 174.22 in six months; then 130 x 1.0453 = 135.89
    assert booked(world, "ontzorgen") == dict.fromkeys(range(6), 174_22) | {6: 135_89, 7: 135_89}


def test_ontzorgen_in_a_life() -> None:
    story = tell([Newcomer("A")], 14)
    paid = of_person(story, "A", "ontzorgen")
    ended = [month for month, name, _, _ in story.all_of("A") if name == "ontzorgen_ended"]
    begin = story.of("A", "bijstand")[0][0]
    # 1,000 / 6 in each of the six months from the first bijstand on
    assert paid == dict.fromkeys(range(begin, begin + 6), 166_67)
    assert ended == [begin + 6]
    # and bijstand goes on: 1,283.83 of 2024 back to 2023, / 1.0453 x 1.13 = 1,387.86
    in_2023 = {m: c for m, c in of_person(story, "A", "bijstand").items() if m < 12}
    assert in_2023 == dict.fromkeys(range(begin, 12), 1_387_86)


def test_reception_is_paid_for_everybody_in_it() -> None:
    world = home(2, OPVANG, settled=-1, asked_home=1, persons=4)
    world.people["settled"] = 0
    world.households["settled"] = world.people["milestones"][0, M_FULFILLED]  # never
    household_month(world, 0, 0)
    # two children too: 4 x 28,000 x 1.0453 / 12 = 9,756.13, by the two in the model
    assert booked(world, "opvang") == {0: 9_756_13}
    assert sorted(of_people(world, "opvang", 0).values()) == [4_878_06, 4_878_07]


def test_reception_is_paid_until_the_home() -> None:
    values = {"huisvesting.taakstelling": {0: 0, 6: 1e7}}
    story = tell([Newcomer("A", arrival=1), Newcomer("B", arrival=1, partner="A")], 12, values)
    assert [month for month, _, _, _ in story.of("A", "settled")] == [6]
    # 2 x 28,000 / 12 = 4,666.67 for the household: 2,333.33 and 2,333.34
    a, b = of_person(story, "A", "opvang"), of_person(story, "B", "opvang")
    assert list(a) == list(b) == [1, 2, 3, 4, 5]
    assert {a[month] + b[month] for month in a} == {4_666_67}
    assert min(of_person(story, "A", "bijstand")) == 6


def test_a_home_is_furnished_once_and_everybody_is_guided() -> None:
    people = [Newcomer("A"), Newcomer("B", partner="A"), Newcomer("C")]
    story = tell(people, 6)
    # 4,000 a household, 2,500 a person, in prices of 2023
    furnished = [sum(of_person(story, name, "inrichting").values()) for name in "ABC"]
    assert sorted(furnished[:2]) == [0, 4_000_00]
    assert furnished[2] == 4_000_00
    assert [sum(of_person(story, n, "begeleiding").values()) for n in "ABC"] == [2_500_00] * 3


def test_who_follows_later_is_guided_into_a_furnished_home() -> None:
    people = [Newcomer("A"), Newcomer("B", arrival=5, partner="A")]
    story = tell(people, 8)
    assert of_person(story, "B", "inrichting") == {}
    assert of_person(story, "B", "begeleiding") == {5: 2_500_00}


def test_a_family_migrant_gets_no_home_and_no_guidance() -> None:
    story = tell([Newcomer("G", doelgroep=GEZIN)], 12)
    for account in ("inrichting", "begeleiding", "opvang", "bijstand", "ontzorgen", "leerroute_b1"):
        assert of_person(story, "G", account) == {}


@pytest.mark.parametrize("attempt", [1, 2, 3])
def test_the_first_two_attempts_are_free_for_status_holders(attempt: int) -> None:
    world = still({}, people=[Newcomer("A"), Newcomer("G", doelgroep=GEZIN)])
    sit_exam(world, 0, 0, attempt)
    assert of_people(world, "examen_gratis", 0) == ({0: 50_00} if attempt <= 2 else {})
    assert of_people(world, "examen", 0) == ({0: 50_00} if attempt == 3 else {})
    sit_exam(world, 1, 1, attempt)
    assert of_people(world, "examen", 1) == {1: 50_00}
    assert of_people(world, "examen_gratis", 1) == {}


def lent(euros: int, interest: float, months: int = 300) -> Any:
    """Somebody who borrowed, and fulfilled in month 0."""
    world = still({"lening.interest": interest}, months=months, people=[Newcomer("G", GEZIN)])
    world.people["loan"] = euros * 100
    world.people["phase"] = VOLDAAN
    world.people["milestones"][0, M_FULFILLED] = 0
    for month in range(months):
        repay_month(world, month, 0)
    return world


def test_repayment_starts_after_six_months_and_takes_ten_years() -> None:
    world = lent(6_000, 0.0)
    # 6,000 / 120 = 50
    assert booked(world, "aflossing") == dict.fromkeys(range(6, 126), 50_00)
    assert world.people["loan"][0] == 0


def test_at_least_fifteen_euros_a_month() -> None:
    world = lent(1_000, 0.0)
    # 1,000 / 120 is 8.33: so 66 times 15, and 10 at last
    assert booked(world, "aflossing") == dict.fromkeys(range(6, 72), 15_00) | {72: 10_00}
    assert world.people["loan"][0] == 0


def test_interest_comes_first() -> None:
    world = lent(6_000, 0.024)
    paid = booked(world, "aflossing")
    # 6,000 x 0.002 = 12 beside 50; next month the interest is 0.002 x 5,950 = 11.90, so 50.10 off
    assert paid[6] == paid[7] == 62_00
    assert len(paid) < 120
    assert world.people["loan"][0] == 0
    assert sum(paid.values()) > 6_000_00


def test_nothing_is_repaid_before_the_duty_has_ended() -> None:
    world = still({}, people=[Newcomer("G", GEZIN)])
    world.people["loan"] = 100_00
    world.people["phase"] = WACHT_PIP
    world.people["milestones"][0, M_FULFILLED] = 0
    repay_month(world, 40, 0)
    assert booked(world, "aflossing") == {}
