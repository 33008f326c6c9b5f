"""The engine against the oracle: same means, within chance.

One comparison of many outcomes at once, with a chance of 1 in 1,000 that it fails where both are
right. The seeds are fixed, so it does not fail now and then: it fails when somebody changes what
happens to people. Which of the two is right then, the law and the descriptions have to say.
"""

from __future__ import annotations

import pytest

from tests.oracle.comparison import Sample, compare, engine_sample, oracle_sample, table

ORACLE_WORLDS = 220
ENGINE_WORLDS = 1_000
MUTANT_WORLDS = 300
LEAST_OUTCOMES = 100

OFF_BY_ONE_MONTH = {
    "result of the Staatsexamen": {"examens.result_weeks_nt2": 9},
    "result of KNM": {"examens.result_weeks_a2": 12},
    "lead time of an exam": {"examens.lead_weeks": 10},
    "term": {"termijn.months": 37},
    "coupling to a gemeente": {"huisvesting.coupling_months": 2},
    "start of the MAP": {"map.from_months": 7},
    "new call after a no-show": {"intake.recall_months": 3},
}
"""Numbers of the engine that each shift one clock by a month; the oracle keeps the right one."""


@pytest.fixture(scope="module")
def oracle() -> Sample:
    return oracle_sample(ORACLE_WORLDS)


def test_the_engine_agrees_with_the_oracle(oracle: Sample) -> None:
    rows = compare(oracle, engine_sample(ENGINE_WORLDS))
    print("\n" + table(rows))
    assert len(rows) >= LEAST_OUTCOMES
    different = [row for row in rows if row.differs]
    assert not different, "\n" + table(different)


@pytest.mark.parametrize("clock", OFF_BY_ONE_MONTH)
def test_a_clock_that_is_one_month_off_is_noticed(oracle: Sample, clock: str) -> None:
    right = {row.key for row in compare(oracle, engine_sample(MUTANT_WORLDS)) if row.differs}
    rows = compare(oracle, engine_sample(MUTANT_WORLDS, OFF_BY_ONE_MONTH[clock]))
    noticed = [row for row in rows if row.differs and row.key not in right]
    print("\n" + table(noticed))
    assert noticed
