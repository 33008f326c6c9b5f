"""The SPUK through the years: advance, settlement, reserve, repayment and a deficit."""

from __future__ import annotations

from typing import Any

import pytest

from simulation import accounts as ac
from tests.money.desk import booked, fund_month, still

TASK = {"huisvesting.taakstelling": 10_000.0}
"""National, a half-year: 25 for a gemeente of 40,000 in 16 million."""


def live_through(world: Any, years: list[tuple[int, int]], months: int) -> None:
    """Fund the first gemeente month by month; of each year who settled and what was spent."""
    for month in range(months):
        year = month // 12
        if month % 12 == 3 and year < len(years):
            settled, euros = years[year]
            world.gemeenten["settled_asiel"][0, 0] = settled
            world.ledger[month, 0, ac.LEERROUTE_B1] = euros * 100
        fund_month(world, month, 0)


def test_the_advance_is_for_seven_in_ten_of_the_taakstelling() -> None:
    world = still(TASK)
    fund_month(world, 0, 0)
    # (25 + 25) x 0.70 = 35; x 8,378.03 = 293,231.05 a year; a twelfth is 24,435.92
    assert booked(world, "spuk_voorschot") == {0: 24_435_92}


def test_the_advance_counts_both_halves_of_the_year() -> None:
    world = still({"huisvesting.taakstelling": {0: 10_000.0, 6: 20_000.0}})
    for month in range(12):
        fund_month(world, month, 0)
    # (25 + 50) x 0.70 = 52.5; x 8,378.03 = 439,846.575; a twelfth is 36,653.88
    assert booked(world, "spuk_voorschot") == dict.fromkeys(range(12), 36_653_88)


def test_the_advance_knows_those_of_the_years_before() -> None:
    world = still({"huisvesting.taakstelling": 0.0})
    world.gemeenten["settled_asiel"][0] = (12, 24, 0)
    world.gemeenten["registered_gezin"][0] = (6, 0, 0)
    for month in range(12, 24):
        fund_month(world, month, 0)
    # 2024: 12 x 4,434.50 + 24 x 1,108.62 + 6 x 664.12 = 53,214.00 + 26,606.88 + 3,984.72
    # = 83,805.60; a twelfth is 6,983.80
    assert booked(world, "spuk_voorschot") == dict.fromkeys(range(12, 24), 6_983_80)


@pytest.fixture(scope="module")
def three_years() -> Any:
    """2023: 30 settle, 200,000 spent; 2024: nobody, 180,000; 2025: 20, 150,000."""
    world = still({**TASK, "spuk.prestatie": 0})
    live_through(world, [(30, 200_000), (0, 180_000), (20, 150_000)], 43)
    return world


def test_each_year_is_settled_on_real_counts_in_july_of_the_next(three_years: Any) -> None:
    # advance 2023: 12 x 24,435.92 = 293,231.04
    # advance 2024: 35 x 8,757.86 + 30 x 4,434.50 = 439,560.10; 12 x 36,630.01 = 439,560.12
    # advance 2025: 35 x 9,154.91 + 30 x 1,158.89 = 355,188.55; 12 x 29,599.05 = 355,188.60
    # right 2023: 30 x 8,378.03 = 251,340.90
    # right 2024: 30 x 4,434.50 = 133,035.00
    # right 2025: 20 x 9,154.91 + 30 x 1,158.89 = 183,098.20 + 34,766.70 = 217,864.90
    assert booked(three_years, "spuk_afrekening") == {
        18: 251_340_90 - 293_231_04,
        30: 133_035_00 - 439_560_12,
        42: 217_864_90 - 355_188_60,
    }


def test_what_is_not_spent_goes_back_but_for_the_reserve(three_years: Any) -> None:
    # 2023: 251,340.90 - 200,000.00 = 51,340.90 left; a tenth of the right is kept, 25,134.09
    # 2024: 133,035.00 + 25,134.09 - 180,000.00 = -21,830.91, a deficit: nothing goes back
    # 2025: 217,864.90 - 21,830.91 - 150,000.00 = 46,033.99; 21,786.49 is kept
    assert booked(three_years, "spuk_terugbetaling") == {
        18: 25_134_09 - 51_340_90,
        42: 21_786_49 - 46_033_99,
    }
    assert three_years.gemeenten["reserve"][0] == 21_786_49


def test_a_surplus_is_no_saving(three_years: Any) -> None:
    received = sum(
        sum(booked(three_years, account).values())
        for account in ("spuk_afrekening", "spuk_terugbetaling")
    )
    # only the advances of the three years that were settled
    received += sum(c for m, c in booked(three_years, "spuk_voorschot").items() if m < 36)
    assert received == 530_000_00 + 21_786_49


def test_a_deficit_is_carried_over() -> None:
    world = still({**TASK, "spuk.prestatie": 0})
    live_through(world, [(10, 100_000)], 19)
    # 10 x 8,378.03 - 100,000.00 = -16,219.70
    assert world.gemeenten["reserve"][0] == -16_219_70
    assert booked(world, "spuk_terugbetaling") == {}


def test_an_advance_for_nobody_goes_back_whole() -> None:
    world = still(TASK)
    live_through(world, [(0, 0)], 24)
    assert booked(world, "spuk_afrekening") == {18: -293_231_04}


def test_what_is_spent_on_nobody_is_a_deficit() -> None:
    world = still({"huisvesting.taakstelling": 0.0})
    live_through(world, [(0, 500)], 24)
    assert world.gemeenten["reserve"][0] == -500_00


def test_only_what_the_spuk_may_pay_counts_as_spent() -> None:
    world = still(TASK)
    for account in range(ac.COSTS):
        world.ledger[5, 0, account] = 1_00
    for month in range(12):
        fund_month(world, month, 0)
    # PVT, MAP, B1, Onderwijs, Z, participation, alfabetisering, empty places, guidance, duaal,
    # lessons in reception
    assert world.gemeenten["spent"][0, 0] == 11_00
