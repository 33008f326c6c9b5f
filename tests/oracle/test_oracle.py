"""The engine against the oracle: same means, within chance.

One comparison of many outcomes at once, with a chance of 1 in 1,000 that it fails where both are
right. The seeds are fixed, so it does not fail now and then: it fails when somebody changes what
happens to people. Which of the two is right then, the law and the descriptions have to say.
"""

from __future__ import annotations

import pytest

from tests.oracle.comparison import compare, engine_sample, oracle_sample, table
from tests.oracle.oracle import Oracle
from tests.oracle.phases import UIT

ENGINE_WORLDS = 4
"""For each world of the oracle: the engine's are cheap."""
LEAST_OUTCOMES = 100

ONE_MONTH_OFF = {
    "result of the Staatsexamen": {"examens.result_weeks_nt2": 9},
    "result of KNM": {"examens.result_weeks_a2": 12},
    "lead time of an exam": {"examens.lead_weeks": 10},
    "term": {"termijn.months": 37},
    "start of the MAP": {"map.from_months": 7},
    "new call after a no-show": {"intake.recall_months": 3},
}
"""Numbers of the engine that each shift one clock by a month; the oracle keeps the right one."""


@pytest.mark.every_python
def test_the_oracle_itself_keeps_people_and_places() -> None:
    model = Oracle(seed=1)
    while model.month < len(model.numbers):
        model.step()
        inside = [person for person in model.everybody if person.phase != UIT]
        arrived = sum(month["instroom"] for month in model.monthly)
        left = sum(month["uitstroom"] for month in model.monthly)
        assert arrived == len(model.everybody) == len(inside) + left
        for course in model.taalaanbieder.courses.values():
            seated = sum(person.has_seat and person.route == course.route for person in inside)
            assert course.taken == seated + sum(course.outsiders_until.values())
            assert 0 <= course.taken <= course.places


@pytest.mark.parametrize("worlds", [200, pytest.param(1_200, marks=pytest.mark.soak)])
def test_the_engine_agrees_with_the_oracle_which_would_notice_a_month(worlds: int) -> None:
    """One test, because the oracle's worlds take a minute and serve both halves.

    Asked for with `-m soak` it takes some six minutes and sees differences half the size.
    """
    oracle = oracle_sample(worlds)
    rows = compare(oracle, engine_sample(ENGINE_WORLDS * worlds))
    print("\n" + table(rows))
    different = [row for row in rows if row.differs]
    assert len(rows) >= LEAST_OUTCOMES
    assert not different, "\n" + table(different)

    for clock, changes in ONE_MONTH_OFF.items():
        rows = compare(oracle, engine_sample(worlds, changes))
        noticed = [row for row in rows if row.differs]
        print(f"\n{clock} one month off:\n{table(noticed)}")
        assert noticed, f"{clock}: a shift of one month goes unnoticed"
