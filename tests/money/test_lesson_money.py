"""What lessons cost: followed, missed and kept ones, alfabetisering, and a course of one's own."""

from __future__ import annotations

from typing import Any

import pytest

from simulation.agents.codes import GEZIN, VOLDAAN
from tests.money.test_household_money import of_person
from tests.simulation.worlds import Newcomer, Value, tell

B1_MONTH = 36
"""Hours offered in a month of lessons, under certainty; July and August have none."""


def lessons(
    attendance: float, values: dict[str, Value], alfa_hours: float = 0, months: int = 20
) -> Any:
    """Somebody in the B1-route who learns too slowly to finish; prices do not rise."""
    person = Newcomer(
        "A", attendance=attendance, hours_per_level=5000, alfa_hours=alfa_hours, score=45
    )
    return tell([person], months, {"geld.price_rise": 0, **values})


@pytest.mark.parametrize(
    ("missed_paid", "cents"),
    # 36 hours offered, 27 followed, at 11 euros
    [(1.0, 396_00), (0.5, 346_50), (0.0, 297_00)],
)
def test_a_missed_lesson_costs_what_the_contract_says(missed_paid: float, cents: int) -> None:
    story = lessons(0.75, {"contract.missed_paid": missed_paid})
    paid = of_person(story, "A", "leerroute_b1")
    assert len(paid) == 5
    assert set(paid.values()) == {cents}
    assert not {6, 7, 18, 19} & set(paid)


@pytest.mark.parametrize(
    ("missed_paid", "alfa", "rest"),
    [
        # 45 hours to follow at 0.75 is 60 offered: 36 and 24; then 12 of the route
        (1.0, [360_00, 240_00], [132_00, 396_00]),
        # of those missed nothing: 27 and 18 followed; then 9
        (0.0, [270_00, 180_00], [99_00, 297_00]),
    ],
)
def test_alfabetisering_comes_first_and_costs_its_own_price(
    missed_paid: float, alfa: list[int], rest: list[int]
) -> None:
    values: dict[str, Value] = {
        "contract.missed_paid": missed_paid,
        "lessen.alfabetisering_hours": 550,  # at 5,500 euros: 10 an hour
    }
    story = lessons(0.75, values, alfa_hours=45)
    assert list(of_person(story, "A", "alfabetisering").values()) == alfa
    assert list(of_person(story, "A", "leerroute_b1").values())[:2] == rest


@pytest.mark.parametrize(("seat_paid", "cents"), [(1.0, 396_00), (0.5, 198_00), (0.0, 0)])
def test_a_kept_seat_costs_what_the_contract_says(seat_paid: float, cents: int) -> None:
    values: dict[str, Value] = {
        "contract.seat_paid": seat_paid,
        "lessen.illness_hazard": {0: 0, 9: 0.999999, 10: 0},
        "lessen.return_hazard": 0,
        "lessen.seat_kept_months": 3,
    }
    story = lessons(1.0, values, months=15)
    assert [month for month, _, _, _ in story.of("A", "interrupted")] == [9]
    assert [month for month, _, _, _ in story.of("A", "seat_lost")] == [12]
    late = {m: c for m, c in of_person(story, "A", "leerroute_b1").items() if m >= 9}
    # lessons in month 9, a seat kept in months 10 and 11, none since month 12
    assert late == {9: 396_00} | ({10: cents, 11: cents} if cents else {})


def family(**values: Value) -> Any:
    person = Newcomer("G", doelgroep=GEZIN, hours_per_level=60)
    own: dict[str, Value] = {"geld.price_rise": 0, "lening.interest": 0}
    own |= {name.replace("__", "."): value for name, value in values.items()}
    return tell([person], 60, own)


def test_a_family_migrant_pays_a_course_and_borrows_up_to_the_ceiling() -> None:
    story = family(lening__share=1, tarief__own_course_hour=100)
    course = list(of_person(story, "G", "eigen_cursus").values())
    # 36 hours at 100; DUO lends 2,000 a quarter at most
    assert course[:4] == [3_600_00] * 4
    lent = of_person(story, "G", "lening")
    assert set(lent.values()) == {2_000_00}
    assert len({month // 3 for month in lent}) == len(lent) > 3
    assert of_person(story, "G", "leerroute_b1") == {}


def test_the_loan_is_paid_back_six_months_after_the_duty_has_ended() -> None:
    story = family(lening__share=1)
    fulfilled = story.of("G", "fulfilled")[0][0]
    borrowed = sum(of_person(story, "G", "lening").values())
    back = of_person(story, "G", "aflossing")
    assert borrowed == sum(of_person(story, "G", "eigen_cursus").values()) > 0
    assert min(back) == fulfilled + 6
    assert set(back.values()) == {max(15_00, round(borrowed / 120))}
    person = story.person("G")
    assert person["phase"] == VOLDAAN
    assert person["loan"] == borrowed - sum(back.values())


def test_who_does_not_borrow_owes_nothing() -> None:
    story = family(lening__share=0)
    assert sum(of_person(story, "G", "eigen_cursus").values()) > 0
    assert of_person(story, "G", "lening") == of_person(story, "G", "aflossing") == {}
