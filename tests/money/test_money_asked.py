"""What is asked by name is what the default list says, and a cohort is the persons it names."""

from __future__ import annotations

import math

import numpy as np
import pytest

from simulation.accounts import GEMEENTE
from simulation.agents.codes import NEVER, WI2021
from simulation.agents.events import M_PERMIT
from simulation.engine import Outcome, advance, build_world, measure, observables_of, prepare
from simulation.money import by_calendar_year
from simulation.money_asked import MoneyAnswers, answer_money
from simulation.money_observable import MoneyObservable
from simulation.months import parse_month
from simulation.parameters import load_registry
from simulation.region import load_region
from simulation.setup import Setup

START, MONTHS = parse_month("2022-01"), 96
SETUP = Setup(load_region("midden-twente"), START, MONTHS)
NAMES = tuple(g.name for g in SETUP.region.gemeenten)


@pytest.fixture(scope="module")
def ran() -> tuple[Outcome, MoneyAnswers, np.ndarray]:
    prepared = prepare(SETUP, load_registry().draw("point"))
    world = build_world(prepared, 3, 0)
    assert advance(world, 0, MONTHS)
    by_year = by_calendar_year(world.ledger, START)
    answers = MoneyAnswers(world.people, by_year, np.ones(len(by_year)), (START, MONTHS), NAMES)
    return measure(prepared, world), answers, world.people


def test_asking_by_name_gives_what_the_default_list_gives(
    ran: tuple[Outcome, MoneyAnswers, np.ndarray],
) -> None:
    outcome, answers, _ = ran
    listed = [o for o in observables_of(SETUP) if isinstance(o, MoneyObservable)]
    asked = [o for o in listed if o.name != "cost_per_fulfilled"]
    values, numbers = answer_money(answers, asked)
    places = [listed.index(o) for o in asked]
    assert len(asked) > 150
    assert np.allclose(values, outcome.money[places], rtol=1e-12, equal_nan=True)
    assert np.array_equal(numbers, outcome.money_counts[places])


def test_a_cohort_is_the_persons_with_a_permit_in_its_months(
    ran: tuple[Outcome, MoneyAnswers, np.ndarray],
) -> None:
    _, answers, people = ran
    by = {"clock": "permit", "at": 36, "payer": "gemeente"}
    cohort = {**by, "cohort_from": "2024-03", "cohort_until": "2026-02"}
    value, number = answers.answer(MoneyObservable("cost_per_person", cohort))
    first, last = parse_month("2024-03") - START, parse_month("2026-02") - START
    mine = [p for p in people if p["wet"] == WI2021 and first <= p["arrival"] <= last]
    mine = [p for p in mine if p["milestones"][M_PERMIT] != NEVER and p["arrival"] + 36 <= MONTHS]
    cents = sum(int(p["cost_permit"][GEMEENTE]) for p in mine)
    assert number == len(mine) > 100
    assert value == pytest.approx(cents / 100 / len(mine), rel=1e-12)
    everybody, all_of_them = answers.answer(MoneyObservable("cost_per_person", by))
    assert all_of_them > number
    assert everybody != value


def test_doelgroepen_and_payers_add_up(ran: tuple[Outcome, MoneyAnswers, np.ndarray]) -> None:
    _, answers, _ = ran
    by = {"clock": "permit", "at": 60, "cohort_from": "2022-01"}
    total, number = answers.answer(MoneyObservable("cost_per_person", by))
    parts = [
        answers.answer(MoneyObservable("cost_per_person", {**by, "doelgroep": who}))
        for who in ("asiel", "gezin_overig")
    ]
    assert sum(n for _, n in parts) == number
    assert sum(v * n for v, n in parts) == pytest.approx(total * number)
    payers = ("rijk", "gemeente", "centrumgemeente", "inburgeraar", "werkgever")
    each = [answers.answer(MoneyObservable("cost_per_person", {**by, "payer": p})) for p in payers]
    assert sum(v for v, _ in each) == pytest.approx(total)


def test_years_from_a_date_are_the_mean_of_those_years(
    ran: tuple[Outcome, MoneyAnswers, np.ndarray],
) -> None:
    _, answers, _ = ran
    each = [
        answers.answer(MoneyObservable("cost", {"payer": "rijk", "year": year}))[0]
        for year in (2027, 2028, 2029)
    ]
    mean, _ = answers.answer(MoneyObservable("cost", {"payer": "rijk", "year_from": 2027}))
    assert mean == pytest.approx(sum(each) / 3)
    nothing, _ = answers.answer(MoneyObservable("cost", {"year_from": 2040}))
    assert math.isnan(nothing)
