"""The gemeentefonds by its key, the BUIG by size class, and the money for the Onderwijsroute."""

from __future__ import annotations

from typing import Any

import pytest

from simulation import accounts as ac
from simulation.months import parse_month
from simulation.region import Gemeente, Region, load_region
from tests.money.desk import booked, buig_month, fund_month, onderwijs_month, still
from tests.simulation.worlds import Newcomer

EARLY = {"wet.in_force": {0: float(parse_month("2020-01"))}}
MIDDEN_TWENTE = load_region("midden-twente")
BORNE, HAAKSBERGEN, HENGELO = (
    [g.name for g in MIDDEN_TWENTE.gemeenten].index(name)
    for name in ("borne", "haaksbergen", "hengelo")
)


def funded(gemeente: int, values: dict[str, Any] | None = None) -> Any:
    """A gemeente of Midden Twente, funded from 2020 to 2024."""
    world = still({**EARLY, **(values or {})}, "2020-01", 60, MIDDEN_TWENTE)
    for month in range(60):
        fund_month(world, month, gemeente)
    return world


def by_year(world: Any, account: str, gemeente: int) -> list[int]:
    """Cents in each year, and every month of a year alike."""
    cents = world.ledger[:, gemeente, ac.ACCOUNT_NAMES.index(account)].reshape(-1, 12)
    assert (cents == cents[:, :1]).all()
    return [int(year) for year in cents[:, 0]]


def test_hengelo_has_the_amounts_of_the_presentation() -> None:
    world = funded(HENGELO)
    # a twelfth of 126,220, 280,527 and 308,614; the last for 2024 too
    expected = [0, 10_518_33, 23_377_25, 25_717_83, 25_717_83]
    assert by_year(world, "gemeentefonds", HENGELO) == expected
    # a twelfth of 160,622, in 2020 only
    assert by_year(world, "gemeentefonds_eenmalig", HENGELO) == [13_385_17, 0, 0, 0, 0]


def test_the_amount_may_follow_prices_after_2023() -> None:
    world = funded(HENGELO, {"gemeentefonds.indexed": 1})
    # 308,614 x 1.0453 / 12 = 26,882.85
    expected = [0, 10_518_33, 23_377_25, 25_717_83, 26_882_85]
    assert by_year(world, "gemeentefonds", HENGELO) == expected


def test_borne_by_the_key() -> None:
    world = funded(BORNE)
    # 24,632 / 83,051 x (0.78 + 0.22 x 0.045 / 0.12) = 0.296589 x 0.8625 = 0.2558079
    # x 126,220, 280,527, 308,614 and 160,622, over 12
    expected = [0, 2_690_67, 5_980_08, 6_578_82, 6_578_82]
    assert by_year(world, "gemeentefonds", BORNE) == expected
    assert by_year(world, "gemeentefonds_eenmalig", BORNE)[0] == 3_424_03


def test_haaksbergen_by_the_key() -> None:
    # 24,360 / 83,051 x (0.78 + 0.22 x 0.05 / 0.12) = 0.293314 x 0.871667 = 0.2556717
    world = funded(HAAKSBERGEN)
    expected = [0, 2_689_24, 5_976_90, 6_575_33, 6_575_33]
    assert by_year(world, "gemeentefonds", HAAKSBERGEN) == expected


def of_size(inhabitants: int) -> Region:
    town = Gemeente("stad", "Stad", 9001, inhabitants, 0, "invented")
    return Region("verzonnen", "Verzonnen", (town,))


@pytest.mark.parametrize(
    ("inhabitants", "cents"),
    [
        # 10 benefits in the month at 19,000 a year: 15,833.33; spent in it: 12,000.00
        (10_000, 12_000_00),
        (15_000, 12_000_00),
        (27_500, 13_916_67),  # half of each
        (35_000, 15_066_67),  # (35,000 - 15,000) / 25,000 = 0.8: 12,666.67 + 2,400.00
        (40_000, 15_833_33),
        (83_051, 15_833_33),
    ],
)
def test_the_buig_by_size(inhabitants: int, cents: int) -> None:
    world = still({}, "2026-01", 1, of_size(inhabitants))
    world.gemeenten["buig_benefits"][0] = 10.0
    world.ledger[0, 0, ac.BIJSTAND] = 12_000_00
    buig_month(world, 0, 0)
    assert booked(world, "buig") == {0: cents}


def test_a_small_gemeente_gets_what_it_spent_two_years_before() -> None:
    world = still({}, "2024-01", 36, of_size(10_000))
    world.ledger[0, 0, ac.BIJSTAND] = 10_000_00
    world.ledger[24, 0, ac.BIJSTAND] = 99_000_00
    for month in range(25):
        buig_month(world, month, 0)
    # 2024: what is spent; 2026: 10,000 x 1.0453 x 1.018 = 10,641.15, whatever is spent now
    assert booked(world, "buig") == {0: 10_000_00, 24: 10_641_15}


def test_a_large_gemeente_keeps_what_it_saves_on_bijstand() -> None:
    paid = []
    for spent in (0, 50_000_00):
        world = still({}, "2024-01", 36, of_size(83_051))
        world.ledger[:, 0, ac.BIJSTAND] = spent
        world.gemeenten["buig_benefits"][0] = 10.0
        buig_month(world, 24, 0)
        paid.append(booked(world, "buig"))
    assert paid == [{24: 15_833_33}] * 2


@pytest.mark.parametrize(
    ("switch", "spent", "cents"),
    [
        # a budget of 100,000: own risk 7,500; half of what lies between 7,500 and 12,500
        (1, 100_000_00, 0),
        (1, 105_000_00, 0),
        (1, 108_000_00, 250_00),
        (1, 112_500_00, 2_500_00),
        (1, 115_000_00, 5_000_00),  # 2,500 and the whole of the last 2,500
        (1, 90_000_00, 0),
        (0, 115_000_00, 0),
    ],
)
def test_the_vangnet(switch: int, spent: int, cents: int) -> None:
    world = still({"buig.vangnet": switch}, "2023-01", 12)
    world.gemeenten["buig_paid"][0] = 100_000_00
    world.gemeenten["bijstand_spent"][0] = spent
    fund_month(world, 11, 0)
    assert booked(world, "vangnet") == ({11: cents} if cents else {})


def test_money_for_the_onderwijsroute_moves_from_the_centrumgemeente_to_the_start() -> None:
    world = still({}, "2025-12", 2)
    for month in range(2):
        world.gemeenten["started_onderwijs"][0] = 2
        fund_month(world, month, 0)
        assert world.gemeenten["started_onderwijs"][0] == 0
    # 14,800,000 / 400 / 12 = 3,083.33 in December 2025; 2 x 17,000 in January 2026
    assert booked(world, "spuk_centrum") == {0: 3_083_33}
    assert booked(world, "abo") == {1: 34_000_00}


@pytest.mark.parametrize(
    ("year", "cents"), [(2022, 15_000_000), (2023, 9_000_000), (2024, 15_900_000)]
)
def test_money_for_centrumgemeenten_by_year(year: int, cents: int) -> None:
    world = still({}, f"{year}-01", 12)
    fund_month(world, 0, 0)
    # the national amount / 400 / 12, in cents
    assert booked(world, "spuk_centrum") == {0: round(cents / 400 / 12 * 100)}


def test_who_pays_the_onderwijsroute_before_and_after_2026() -> None:
    values = {"tarief.onderwijs_traject": {0: 17_000.0, 1: 17_000.0}}
    values["tarief.onderwijs_planning"] = {0: 10_500.0, 1: 10_500.0}
    world = still(values, "2025-11", 3, people=[Newcomer("A")])
    # amounts of November and later stand in prices of their own year, 2025
    onderwijs_month(world, 1, 0, 0.1)
    onderwijs_month(world, 2, 0, 0.1)
    # December 2025: a tenth of 10,500 from the SPUK, of the other 6,500 from the centrumgemeente
    assert booked(world, "leerroute_onderwijs") == {1: 1_050_00}
    assert booked(world, "onderwijs_centrum") == {1: 650_00}
    # January 2026: a tenth of 17,000 x 1.018 from the grant of its own
    assert booked(world, "onderwijs_apart") == {2: 1_730_60}
