"""Money balances to the cent: by item, payer, municipality and year, in the ledger and beyond."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from simulation import accounts as ac
from simulation import engine
from simulation.agents import events as ev
from simulation.agents.codes import NEVER
from simulation.ledger import NOBODY
from simulation.money_observable import MoneyObservable
from simulation.months import parse_month
from simulation.observables import Observable
from simulation.parameters import BEGIN, load_registry
from simulation.region import load_region
from simulation.setup import Setup
from tests.experiments.command import doorstroom

START = parse_month("2022-01")
MONTHS = 60
YEARS = range(2022, 2027)
DRAWS = range(3)


def scenario(draw: int, **overrides: float) -> engine.Prepared:
    """Midden Twente with a draw from the priors."""
    own = {name.replace("__", "."): {BEGIN: value} for name, value in overrides.items()}
    # Entries name people, and people one gemeente: the last.
    own["huisvesting.move_within"] = {BEGIN: 0.0}
    setup = Setup(load_region("midden-twente"), START, MONTHS, overrides=own)
    return engine.prepare(setup, load_registry().draw("prior", seed=3, index=draw))


@pytest.fixture(scope="module", params=DRAWS)
def world(request: pytest.FixtureRequest) -> engine.Outcome:
    return engine.simulate(scenario(request.param), 7, request.param)


@pytest.fixture(scope="module")
def traced() -> tuple[Any, engine.Outcome]:
    """A world in which a euro is worth the same in every year, with every entry."""
    prepared = scenario(1, geld__price_rise=0.0, geld__discount_rate=0.0)
    made = engine.build_world(prepared, 7, 1, trace=True)
    assert engine.advance(made, 0, MONTHS)
    return made, engine.measure(prepared, made)


def listed() -> tuple[Observable | MoneyObservable, ...]:
    return engine.observables_of(scenario(0).setup)


def in_cents(outcome: engine.Outcome) -> dict[tuple[str, str], int]:
    """Amounts of a world in cents by name and filter: of a year, or the sum of its five years."""
    found = {}
    for observable, value in zip(listed(), [*outcome.observables, *outcome.money], strict=True):
        if observable.name in ("cost", "funding", "balance"):
            cents = value * 100 if "year" in observable.filter else value * 100 * len(YEARS)
            assert cents == pytest.approx(round(cents), abs=0.01)
            key = ",".join(f"{k}={v}" for k, v in observable.filter.items())
            found[observable.name, key] = round(cents)
    return found


def test_items_payers_municipalities_and_years_add_up_to_the_same_cents(
    world: engine.Outcome,
) -> None:
    cents = in_cents(world)
    total = int(world.ledger[:, :, : ac.COSTS].sum())
    assert total > 10_000_000_00
    assert cents["cost", ""] == total
    assert sum(cents["cost", f"item={item}"] for item in ac.ITEMS) == total
    assert sum(cents["cost", f"payer={payer}"] for payer in ac.PAYERS) == total
    names = [gemeente.name for gemeente in load_region("midden-twente").gemeenten]
    assert sum(cents["cost", f"municipality={name}"] for name in names) == total
    assert sum(cents["cost", f"year={year}"] for year in YEARS) == total


def test_every_year_and_municipality_is_its_own_row_of_the_ledger(world: engine.Outcome) -> None:
    cents = in_cents(world)
    for row, year in enumerate(YEARS):
        of_year = world.ledger[row, :, : ac.COSTS].sum(axis=0)
        assert cents["cost", f"year={year}"] == of_year.sum()
        for number, payer in enumerate(ac.PAYERS):
            mine = [of_year[n] for n, a in enumerate(ac.ACCOUNTS[: ac.COSTS]) if a.payer == number]
            assert cents["cost", f"payer={payer},year={year}"] == sum(mine)
    for place, gemeente in enumerate(load_region("midden-twente").gemeenten):
        mine = world.ledger[:, place, : ac.COSTS].sum()
        assert cents["cost", f"municipality={gemeente.name}"] == mine


@pytest.mark.parametrize("source", ac.SOURCES[:-1])
def test_a_balance_is_funding_less_what_it_may_pay(source: str, world: engine.Outcome) -> None:
    cents = in_cents(world)
    sums = {ac.COST: 0, ac.FUNDING: 0, ac.LOAN: 0}
    for number, account in enumerate(ac.ACCOUNTS):
        if account.eligible == source:
            sums[account.kind] += int(world.ledger[:, :, number].sum())
    assert sums[ac.FUNDING] > 0
    assert cents["funding", f"source={source}"] == sums[ac.FUNDING]
    assert cents["balance", f"source={source}"] == sums[ac.FUNDING] - sums[ac.COST]


def test_costs_and_loans_are_never_negative(world: engine.Outcome) -> None:
    for number, account in enumerate(ac.ACCOUNTS):
        if account.name not in ("spuk_afrekening", "spuk_terugbetaling"):
            assert world.ledger[:, :, number].min() >= 0, account.name
    back = world.ledger[:, :, ac.SPUK_TERUGBETALING]
    assert back.max() <= 0
    assert back.min() < 0


def test_the_entries_of_a_traced_world_are_its_ledger(traced: tuple[Any, engine.Outcome]) -> None:
    made, outcome = traced
    month, who, account, cents = outcome.entries.T
    of_person = who > NOBODY
    gemeente = np.where(of_person, made.people["gemeente"][np.maximum(who, 0)], NOBODY - who)
    added = np.zeros_like(made.ledger)
    np.add.at(added, (month, gemeente, account), cents)
    assert of_person.sum() > 10_000
    assert (~of_person).sum() > 1_000
    assert (added == made.ledger).all()


def test_what_people_cost_is_the_sum_of_their_entries(traced: tuple[Any, engine.Outcome]) -> None:
    made, outcome = traced
    expected: dict[tuple[str, int, int], int] = defaultdict(int)
    settled = made.people["milestones"][:, ev.M_SETTLED]
    arrival = made.people["arrival"]
    for month, who, account, cents in outcome.entries.tolist():
        if who <= NOBODY or account >= ac.COSTS:
            continue
        clocks = [("cost_permit", int(arrival[who]))]
        if settled[who] != NEVER:
            clocks.append(("cost_settled", int(settled[who])))
        for field, begin in clocks:
            since = month - begin
            if since < 60 and (field == "cost_permit" or since >= 0):
                late = 0 if since < 36 else len(ac.PAYERS)
                expected[field, who, late + ac.PAYER_OF[account]] += cents
    for field in ("cost_permit", "cost_settled"):
        table = made.people[field]
        kept = {
            (field, int(who), int(slot)): int(table[who, slot])
            for who, slot in zip(*np.nonzero(table), strict=True)
        }
        assert kept == {k: cents for k, cents in expected.items() if k[0] == field and cents}
        assert len(kept) > 500


SCENARIO = """\
format: 1
name: sommen
title: {nl: Sommen}
region: midden-twente
start: 2022-01
until: 2024-12
inflow: {source: landelijk}
"""


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    """What `doorstroom run --json --fresh` says of three worlds, and the folder it keeps."""
    folder = tmp_path_factory.mktemp("sums")
    (folder / "sommen.yaml").write_text(SCENARIO, encoding="utf-8")
    options = ("--replications", "3", "--json", "--fresh", "--no-charts", "--workers", "1")
    done = doorstroom("run", "sommen.yaml", *options, store=folder / "store", cwd=folder)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return told, folder / "store" / "results" / told["meta"]["id"]


def test_the_stored_ledger_adds_up_to_the_observables_of_each_world(
    stored: tuple[dict[str, Any], Path],
) -> None:
    _, folder = stored
    paid: dict[tuple[int, str], int] = defaultdict(int)
    for row in pq.read_table(folder / "ledger.parquet").to_pylist():
        if row["kind"] != ac.COST:
            continue
        for key in (
            "cost",
            f"cost[year={row['year']}]",
            f"cost[payer={row['payer']}]",
            f"cost[item={row['item']}]",
            f"cost[municipality={row['municipality']}]",
            f"cost[payer={row['payer']},year={row['year']}]",
        ):
            paid[row["world"], key] += row["cents"]
    seen = 0
    for row in pq.read_table(folder / "observables.parquet").to_pylist():
        if row["key"] == "cost" or row["key"].startswith("cost["):
            cents = row["value"] * 100 * (1 if "year=" in row["key"] else 3)
            assert cents == pytest.approx(paid[row["world"], row["key"]], abs=0.01), row["key"]
            seen += 1
    names = len(load_region("midden-twente").gemeenten)
    assert seen == 3 * (1 + 3 + 5 + 5 * 3 + len(ac.ITEMS) + names)


def test_what_machines_read_adds_up_too(stored: tuple[dict[str, Any], Path]) -> None:
    told, _ = stored
    cost = [entry for entry in told["observables"] if entry["name"] == "cost"]

    def total(*names: str) -> float:
        return math.fsum(e["value"] for e in cost if tuple(e["filter"]) == names)

    for names in (("item",), ("payer",), ("municipality",)):
        assert total(*names) == pytest.approx(total(), abs=0.01), names
    # without a year it is the mean of the three years
    assert total("year") / 3 == pytest.approx(total(), abs=0.01)
    assert total("payer", "year") == pytest.approx(total("year"), abs=0.01)
