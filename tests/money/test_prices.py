"""Prices of years: what follows them, what does not, and what a euro of later is worth now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from simulation import engine
from simulation.months import parse_month
from simulation.parameters import BEGIN, NOMINAL, load_registry
from simulation.prices import price_levels, priced
from simulation.setup import Setup
from tests.engine.worlds import region
from tests.simulation.worlds import TWO_TOWNS

START = parse_month("2022-01")


def prepared(
    overrides: Mapping[str, Mapping[int, float]] | None = None, months: int = 72, **more: Any
) -> engine.Prepared:
    setup = Setup(TWO_TOWNS, START, months, overrides=overrides or {}, **more)
    return engine.prepare(setup, load_registry().draw("point"))


def by_year(name: str, scenario: engine.Prepared) -> list[float]:
    """The value in 2022, 2023, ...; all months of a year alike."""
    months = scenario.rules[name][:, 0, 0].reshape(-1, 12)
    assert (months == months[:, :1]).all()
    return [float(value) for value in months[:, 0]]


def test_price_levels_by_hand() -> None:
    # 10 % a year, 50 % in 2002, and none from 2003 on
    rises = ((BEGIN, 0.1), (24, 0.5), (36, 0.0))
    levels = price_levels(rises)
    assert levels[:5].tolist() == pytest.approx([1.0, 1.1, 1.65, 1.65, 1.65])


def test_an_amount_in_prices_of_2023_in_other_years() -> None:
    # rises against the year before: 2023 3.98 %, 2024 and 2025 4.53 %, 2026 1.8 %, 2027 2 %
    assert by_year("tarief_b1_hour", prepared()) == pytest.approx(
        [
            11 / 1.0398,
            11,
            11 * 1.0453,  # 11.4983
            11 * 1.0453 * 1.0453,  # 12.0192
            11 * 1.0453 * 1.0453 * 1.018,  # 12.2355
            11 * 1.0453 * 1.0453 * 1.018 * 1.02,
        ],
        abs=1e-9,
    )
    assert by_year("tarief_b1_hour", prepared())[4] == pytest.approx(12.2355, abs=5e-5)


@pytest.mark.parametrize(
    ("name", "amount"),
    [
        ("lening_ceiling", 10_000.0),
        ("lening_least", 15.0),
        ("tarief_examen", 50.0),
        ("handhaving_intake_fine", 250.0),
    ],
)
def test_what_the_law_names_in_euros_stays(name: str, amount: float) -> None:
    assert by_year(name, prepared()) == [amount] * 6


def test_every_amount_of_money_follows_prices_or_says_that_it_does_not() -> None:
    registry = load_registry()
    money = {name for name in registry if registry[name].unit.split(" ")[0] == "EUR"}
    assert len(money) > 40
    for name in money:
        assert registry[name].price_year is not None, name
    nominal = {name for name in money if registry[name].price_year == NOMINAL}
    assert set(priced()) == money - nominal
    assert "lening.ceiling" in nominal
    assert "tarief.b1_hour" not in nominal
    assert not any(registry[name].price_year for name in registry if name not in money)


def test_a_dated_value_stands_in_prices_of_its_own_year() -> None:
    own = {"tarief.b1_hour": {parse_month("2025-01"): 20.0}}
    values = by_year("tarief_b1_hour", prepared(own))
    # until then 11 of 2023; 20 in 2025, 20 x 1.018 in 2026, x 1.02 in 2027
    assert values[2:] == pytest.approx([11 * 1.0453, 20.0, 20.36, 20.7672])


def test_a_value_dated_within_a_year_begins_in_its_month() -> None:
    own = {"tarief.b1_hour": {parse_month("2025-07"): 20.0}}
    months = prepared(own).rules["tarief_b1_hour"][:, 0, 0]
    assert months[41] == pytest.approx(11 * 1.0453 * 1.0453)
    assert months[42:48].tolist() == pytest.approx([20.0] * 6)
    assert months[48] == pytest.approx(20.36)


def test_a_tariff_with_a_price_year_of_its_own() -> None:
    own = {"tarief.b1_hour": {BEGIN: 10.0}}
    values = by_year("tarief_b1_hour", prepared(own, price_years={"tarief.b1_hour": 2020}))
    # 10 of 2020: x 1.0185 x 1.0185 = 10.3734 in 2022; x 1.0398 = 10.7863 in 2023
    assert values[:2] == pytest.approx([10.3734, 10.7863], abs=5e-5)


def test_without_one_it_is_in_prices_of_the_registered_year() -> None:
    values = by_year("tarief_b1_hour", prepared({"tarief.b1_hour": {BEGIN: 10.0}}))
    assert values[1] == pytest.approx(10.0)


def test_a_tariff_takes_the_place_of_all_registered_steps() -> None:
    own = {"bijstand.norm": {BEGIN: 1000.0}}
    values = by_year("bijstand_norm", prepared(own, price_years={"bijstand.norm": 2024}))
    # registered are steps of 2024, 2025 and 2026; 1,000 of 2024 x 1.0453 x 1.018 in 2026
    assert values[2:5] == pytest.approx([1000.0, 1045.3, 1045.3 * 1.018])


def test_own_rises_of_prices() -> None:
    own = {"geld.price_rise": {BEGIN: 0.0, parse_month("2024-01"): 0.1}}
    # none until 2023, then a tenth a year
    assert by_year("tarief_b1_hour", prepared(own))[:4] == pytest.approx([11, 11, 12.1, 13.31])


def test_a_euro_of_later_in_prices_of_2025_and_discounted() -> None:
    rules = prepared().rules[:, 0, 0]
    # month 0: 2022 to 2025 is x 1.0398 x 1.0453 x 1.0453; month 24 (2024): x 1.0453 / 1.0225^2
    assert rules["derived_present_value"][0] == pytest.approx(1.0398 * 1.0453 * 1.0453)
    assert rules["derived_present_value"][24] == pytest.approx(1.0453 / 1.0225**2)
    # month 30, two and a half years after the start
    assert rules["derived_present_value"][30] == pytest.approx(1.0453 / 1.0225**2.5)
    # month 36 is in 2025 itself
    assert rules["derived_present_value"][36] == pytest.approx(1.0225**-3)


def test_without_rises_and_discount_a_euro_is_a_euro() -> None:
    own = {"geld.price_rise": {BEGIN: 0.0}, "geld.discount_rate": {BEGIN: 0.0}}
    assert set(prepared(own).rules["derived_present_value"][:, 0, 0]) == {1.0}


def test_constant_prices_divide_each_year_by_its_level() -> None:
    found = {}
    for prices in ("nominal", "constant"):
        setup = Setup(region(30_000), START, 48, prices=prices)
        scenario = engine.prepare(setup, load_registry().draw("point"))
        outcome = engine.simulate(scenario, 3, 0)
        keys = [(o.name, tuple(o.filter.items())) for o in engine.observables_of(setup)]
        found[prices] = (
            dict(zip(keys, [*outcome.observables, *outcome.money], strict=True)),
            outcome,
        )
    (nominal, first), (constant, second) = found["nominal"], found["constant"]
    # the ledger itself is nominal in both
    assert np.array_equal(first.ledger, second.ledger)
    to_2025 = {
        2022: 1.0398 * 1.0453 * 1.0453,
        2023: 1.0453 * 1.0453,
        2024: 1.0453,
        2025: 1.0,
    }
    for year, factor in to_2025.items():
        key = ("cost", (("year", year),))
        assert nominal[key] > 0
        assert constant[key] == pytest.approx(nominal[key] * factor)
    mean = sum(constant["cost", (("year", year),)] for year in to_2025) / 4
    assert constant["cost", ()] == pytest.approx(mean)
    # the cost of a person is in prices of one year already
    changed = {key for key in constant if constant[key] != pytest.approx(nominal[key], nan_ok=True)}
    assert {name for name, _ in changed} >= {"cost", "funding", "cost_per_fulfilled"}
    assert "cost_per_person" not in {name for name, _ in changed}
