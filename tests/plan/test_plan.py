"""`doorstroom plan`: its value meets the norm in worlds of its own, less does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.design.levers import Lever
from experiments.plan.kept import kept_in
from experiments.plan.norm import Norm, split_norm
from experiments.plan.question import PlanQuestion
from experiments.plan.search import Span
from experiments.plan.solve import Plan, solve
from experiments.scenario.files import load_scenario
from simulation.engine import advance, build_world, measure, prepare
from simulation.observable import Observable, parse_observable
from simulation.parameters import load_registry
from tests.experiments.command import doorstroom

LEVER = "z_route_capaciteit.plaatsen"
WAITING = "waiting[queue=lessen,route=z,stat=share_over,weeks=13]"
WORLDS = 40


def question(**more: Any) -> PlanQuestion:
    scenario = load_scenario("base").scenario
    asked: dict[str, Any] = {
        "scenario": scenario.model_copy(update={"until": "2027-12"}),
        "levers": (Lever(LEVER, "2025-01"),),
        "spans": (Span(0, 120, 1.0),),
        "norm": Norm(parse_observable(WAITING), "<=", 0.2),
        "by": "world",
        "probability": 0.8,
        "seed": 1,
        "replications": WORLDS,
        "parameters": "prior",
        "draws": WORLDS,
    }
    return PlanQuestion(**(asked | more))


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return solve(question(), tmp_path_factory.mktemp("plan"), 2)


def share_at(asked: PlanQuestion, value: float) -> float:
    """The share of worlds that meet the norm, simulated and measured without any of plan's code."""
    from experiments.scenario.setups import setup_of

    setup = setup_of(asked.turned((value,)))
    wanted = parse_observable(
        "waiting[queue=lessen,route=z,stat=share_over,weeks=13,event_from=2025-01]"
    )
    met = []
    for world in range(asked.replications):
        draw = load_registry().draw("prior", seed=asked.seed, index=world)
        prepared = prepare(setup, draw)
        made = build_world(prepared, asked.seed, world)
        advance(made, 0, setup.months)
        found = measure(prepared, made, [wanted]).observables[0]
        if not np.isnan(found):
            met.append(found <= asked.norm.limit)
    return float(np.mean(met))


def test_the_value_meets_the_norm_and_less_does_not(plan: Plan) -> None:
    best = plan.best
    assert best is not None
    value = best.found.value
    assert value is not None
    assert 0 < value < 120
    assert share_at(plan.question, value) >= 0.8
    assert share_at(plan.question, value - 1) < 0.8
    assert share_at(plan.question, value / 2) < 0.8


def test_more_places_cost_more(plan: Plan) -> None:
    points = plan.rows[0].found.points
    costs = [plan.extra_cost((point.value,)) for point in points]
    assert abs(costs[0]) < abs(costs[-1])
    assert costs[-1] > 0
    total = plan.extra_cost((120.0,))
    parts = [plan.extra_cost((120.0,), payer) for payer in range(len(plan.question.costs) - 1)]
    assert total == pytest.approx(sum(parts), abs=1.0)


def test_what_was_simulated_is_not_simulated_again(tmp_path: Path) -> None:
    asked = question(replications=6, draws=6, spans=(Span(0, 60, 20.0),), probability=0.5)
    first = solve(asked, tmp_path, 2)
    assert first.simulated == 6 * (1 + 4)
    again = solve(asked, tmp_path, 1)
    assert again.simulated == 0
    assert again.rows == first.rows
    softer = question(
        replications=6,
        draws=6,
        spans=(Span(0, 60, 20.0),),
        norm=Norm(parse_observable(WAITING), "<=", 0.5),
    )
    assert solve(softer, tmp_path, 2).simulated == 0
    damaged = kept_in(tmp_path, asked)
    (path,) = [p for p in damaged.folder.iterdir() if '"setting": null' in p.read_text()]
    path.write_text(path.read_text().replace("0.", "1.", 1))
    assert solve(asked, tmp_path, 2).simulated == 6
    assert solve(asked, tmp_path, 2, fresh=True).simulated == 30


def test_two_levers_give_a_frontier(tmp_path: Path) -> None:
    asked = question(
        levers=(Lever(LEVER, "2025-01"), Lever("intensiteit.uren_week", "2025-01")),
        spans=(Span(0, 120, 40.0), Span(8, 12, 1.0)),
        replications=8,
        draws=8,
        probability=0.5,
    )
    found = solve(asked, tmp_path, 2)
    assert [row.others for row in found.rows] == [(8.0,), (9.0,), (10.0,), (11.0,), (12.0,)]
    best = found.best
    assert best is not None
    met = [row for row in found.rows if row.found.value is not None]
    assert best.cost == min(row.cost for row in met)


def test_years_are_held_against_it_one_by_one() -> None:
    asked = question(by="year")
    assert [one.filter["event_from"] for one in asked.norms] == ["2025-01", "2026-01", "2027-01"]
    assert [one.filter["event_until"] for one in asked.norms] == ["2025-12", "2026-12", "2027-12"]
    late = question(by="year", levers=(Lever(LEVER, "2025-07"),))
    assert [one.filter["event_from"] for one in late.norms] == ["2026-01", "2027-01"]


def test_a_norm_counts_from_the_levers_on_unless_it_says_when() -> None:
    plain = Norm(parse_observable(WAITING), "<=", 0.1).since(300)
    assert plain.observable.filter["event_from"] == "2025-01"
    own = Norm(Observable("level_b1", {"clock": "permit", "at": 36}), ">=", 0.3)
    assert own.since(300) == own


@pytest.mark.parametrize("text", ["", "level_b1", "level_b1 < 0.1", "level_b1 <= veel", "<= 0.1"])
def test_what_is_no_norm(text: str) -> None:
    assert split_norm(text) is None


PLACES = ("--lever", LEVER, "--range", "1:9")
ASKED = (*PLACES, "--norm", f"{WAITING} <= 0.1")


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        (("--lever", "z_route_capaciteit.plaats"), {"--lever", "--norm"}),
        (("--lever", LEVER, "--range", "200:10", "--norm", f"{WAITING} <= 0.1"), {"--range"}),
        ((*PLACES, "--norm", "wating <= 0.1"), {"observable"}),
        ((*ASKED, "--from", "2040-01"), {"--from"}),
        ((*ASKED, "--probability", "2", "--by", "month"), {"--probability", "--by"}),
        ((*ASKED, "--lever", LEVER, "--range", "1:9"), {"--lever"}),
        (
            ("--lever", "intensiteit.uren_week", "--range", "8:500", *ASKED[4:]),
            {"policies.0.uren_week"},
        ),
    ],
)
def test_bad_input_is_told_at_once(
    tmp_path: Path, words: tuple[str, ...], fields: set[str]
) -> None:
    told = doorstroom("plan", "base", *words, "--json", store=tmp_path / "store")
    assert told.returncode == 2, told.stderr
    problems = json.loads(told.stdout)["problems"]
    assert fields <= {problem["field"] for problem in problems}, problems
    assert all(problem["what"] for problem in problems)
    assert not (tmp_path / "store").exists()


def test_a_norm_that_nothing_meets_is_told_with_what_comes_nearest(tmp_path: Path) -> None:
    words = ("--lever", LEVER, "--range", "0:20:10", "--norm", f"{WAITING} <= 0.0", "-r", "6")
    told = doorstroom("plan", "base", *words, "--probability", "0.99", store=tmp_path)
    assert told.returncode == 2
    assert "Het dichtstbij komt" in told.stderr
    assert LEVER in told.stderr


def test_the_command_gives_a_value_and_a_curve(tmp_path: Path) -> None:
    words = ("--lever", LEVER, "--range", "0:120:30", "--norm", f"{WAITING} <= 0.3", "-r", "8")
    told = doorstroom("plan", "base", *words, "--probability", "0.5", "--json", store=tmp_path)
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    assert found["levers"] == {LEVER: found["value"]}
    assert len(found["curve"]) >= 3
    for point in found["curve"]:
        assert point["low"] <= point["norm"] <= point["high"]
        assert point["share_low"] <= point["share"] <= point["share_high"]
    again = doorstroom("plan", "base", *words, "--probability", "0.5", store=tmp_path)
    assert again.returncode == 0
    assert LEVER in again.stdout
    assert "niet gekalibreerd" in again.stdout.lower()
