"""The SPUK amounts in force, cell by cell against the evidence, and what they entitle to."""

from __future__ import annotations

import csv
import math
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from simulation.months import parse_month
from simulation.parameters import BEGIN, load_registry
from tests.money.desk import entitlement, still

EVIDENCE = Path(__file__).resolve().parents[2] / "calibration" / "data" / "finance.csv"
GRID = {
    (2022, "a"): "F009",
    (2022, "b"): "F010",
    (2022, "c"): "F011",
    (2023, "a"): "F013",
    (2023, "b"): "F014",
    (2023, "c"): "F015",
    (2025, "a"): "F017",
    (2025, "b"): "F018",
    (2025, "c"): "F019",
    (2026, "a"): "F021",
    (2026, "b"): "F022",
    (2026, "c"): "F023",
    (2022, "gezin"): "F026",
    (2023, "gezin"): "F027",
    (2025, "gezin"): "F028",
    (2026, "gezin"): "F029",
    (2026, "prestatie_a"): "F034",
    (2026, "prestatie_b"): "F035",
    (2026, "prestatie_c"): "F036",
    (2026, "prestatie_d"): "F037",
}


@cache
def evidence() -> dict[str, dict[str, str]]:
    with EVIDENCE.open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@cache
def rules() -> Any:
    """The rules from 2020 to 2027 as worlds have them, (months,)."""
    early = {"wet.in_force": {0: float(parse_month("2020-01"))}}
    return still(early, start="2020-01", months=96).rules[:, 0, 0]


def in_force(name: str, year: int) -> list[float]:
    """The amount in each month of a year, in whole cents."""
    twelve = rules()[f"spuk_{name}"][(year - 2020) * 12 :][:12]
    return [round(float(amount), 2) for amount in twelve]


@pytest.mark.parametrize(("year", "name"), GRID)
def test_an_amount_is_that_of_the_regulation_in_every_month(year: int, name: str) -> None:
    row = evidence()[GRID[year, name]]
    assert int(row["year"]) == year
    assert in_force(name, year) == [float(row["value"])] * 12


@pytest.mark.parametrize("name", ["a", "b", "c", "gezin"])
def test_2024_is_the_geometric_mean_of_its_neighbours(name: str) -> None:
    before, after = in_force(name, 2023)[0], in_force(name, 2025)[0]
    assert in_force(name, 2024) == [pytest.approx(math.sqrt(before * after), abs=0.006)] * 12


def test_2024_as_a_whole_is_what_the_evidence_derives() -> None:
    whole = sum(in_force(name, 2024)[0] for name in "abc")
    assert round(whole) == int(evidence()["F025"]["value"]) == 14301
    assert round(in_force("gezin", 2024)[0]) == int(evidence()["F030"]["value"]) == 664


def test_2020_is_the_amount_of_the_presentation_split_as_in_2022() -> None:
    whole = float(evidence()["F001"]["value"])  # 12,712
    total = sum(in_force(name, 2022)[0] for name in "abc")
    for name in "abc":
        part = whole * in_force(name, 2022)[0] / total
        assert in_force(name, 2020) == [pytest.approx(part, abs=0.006)] * 12
    assert round(sum(in_force(name, 2020)[0] for name in "abc"), 2) == 12712.00
    assert in_force("gezin", 2020) == [589.0] * 12


def test_there_is_no_pay_for_results_before_2026() -> None:
    for letter in "abcd":
        steps = load_registry()[f"spuk.prestatie_{letter}"].value
        assert steps[0] == (BEGIN, 0.0)
        assert [date for date, _ in steps[1:]] == [parse_month("2026-01")]


def test_after_the_last_known_year_amounts_follow_prices() -> None:
    # 2027: 706.72 x 1.02 = 720.8544
    assert in_force("gezin", 2027) == [720.85] * 12


def gemeente(prestatie: int, start: str) -> Any:
    """Made up: 8 settled last year, 5 and 4 fulfilled the year before."""
    world = still({"spuk.prestatie": prestatie}, start=start, months=12)
    world.gemeenten["settled_asiel"][0] = (99, 8, 5)
    world.gemeenten["completed_asiel"][0] = (77, 88, 4)
    return world


@pytest.mark.parametrize("prestatie", [0, 1])
def test_entitlement_of_2023(prestatie: int) -> None:
    # 10 x 8,378.03 + 8 x 4,242.17 + 5 x 1,060.54 + 3 x 635.32
    # = 83,780.30 + 33,937.36 + 5,302.70 + 1,905.96; no d yet, whatever the switch says
    amount = entitlement(gemeente(prestatie, "2023-01"), 0, 10.0, 3.0)
    assert round(amount, 2) == 124_926.32


def test_entitlement_of_2026_without_pay_for_results() -> None:
    # 10 x 6,087.34 + 8 x 4,718.96 + 5 x 1,179.74 + 3 x 706.72
    # = 60,873.40 + 37,751.68 + 5,898.70 + 2,120.16; nothing for the 4 completed
    assert round(entitlement(gemeente(0, "2026-01"), 0, 10.0, 3.0), 2) == 106_643.94


def test_entitlement_of_2026_with_pay_for_results() -> None:
    # 10 x 5,820.70 + 8 x 4,247.06 + 5 x 1,061.77 + 4 x 856.51 + 3 x 706.72
    # = 58,207.00 + 33,976.48 + 5,308.85 + 3,426.04 + 2,120.16
    assert round(entitlement(gemeente(1, "2026-01"), 0, 10.0, 3.0), 2) == 103_038.53
