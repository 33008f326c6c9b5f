from __future__ import annotations

from dataclasses import replace

import pytest

from experiments.compare.cohort import (
    Cohort,
    change_month,
    cohorts_from,
    differs_in_world,
    window_differences,
)
from experiments.compare.outcomes import LAW_NEUTRAL, direction_of, group_of, outcomes_of
from experiments.compare.question import check_question
from experiments.errors import InputProblems
from experiments.scenario.setups import setup_of
from simulation.months import parse_month
from simulation.observable import Observable
from tests.compare.asking import asked, shipped


def test_everybody_in_a_cohort_is_followed_equally_long() -> None:
    end = parse_month("2031-12") + 1
    short, long = cohorts_from(parse_month("2025-01"), end)
    assert short == Cohort(parse_month("2025-01"), parse_month("2028-12"), 36)
    assert long == Cohort(parse_month("2025-01"), parse_month("2026-12"), 60)
    assert all(cohort.last + cohort.at < end for cohort in (short, long))
    assert long.years == 2.0
    assert cohorts_from(parse_month("2027-03"), end)[-1].at == 36
    assert cohorts_from(parse_month("2029-06"), end) == ()


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("duale-trajecten", "2025-01"),
        ("iedereen-z", "2025-01"),
        ("combinatie", "2025-01"),
        ("hoge-instroom", "2022-01"),
        ("base", "2022-01"),
    ],
)
def test_a_cohort_begins_where_the_scenarios_part(name: str, month: str) -> None:
    base, other = (setup_of(scenario) for scenario in shipped("base", name))
    assert change_month(base, other) == parse_month(month)
    assert differs_in_world(base, other) == (name == "hoge-instroom")


def test_a_dated_parameter_begins_at_its_date() -> None:
    base = setup_of(shipped("base")[0])
    other = replace(base, overrides={"lessen.b1_hours_week": {parse_month("2026-05"): 14.0}})
    assert change_month(base, other) == parse_month("2026-05")
    always = replace(base, overrides={"lessen.b1_hours_week": {-1: 14.0}})
    assert change_month(base, always) == base.start


def test_the_same_scenario_twice_is_refused() -> None:
    base = shipped("base")[0]
    setups = [setup_of(base), setup_of(base.model_copy(update={"until": "2030-12"}))]
    assert window_differences(*setups) == ["months"]
    question = replace(asked("base", "z-route-ruim"), scenarios=(base, base))
    with pytest.raises(InputProblems) as wrong:
        check_question(question)
    assert [problem.code for problem in wrong.value.problems] == ["compare-twice"]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"until": "2030-12"}, "compare-window", "anders.until"),
        ({"start": "2023-01"}, "compare-window", "anders.start"),
        ({"warm_up": "2019-01"}, "compare-window", "anders.warm_up"),
    ],
)
def test_another_window_is_a_problem_with_its_field(
    change: dict[str, str], code: str, field: str
) -> None:
    base = shipped("base")[0]
    other = base.model_copy(update={"name": "anders", **change})
    question = replace(asked("base", "z-route-ruim"), scenarios=(base, other))
    with pytest.raises(InputProblems) as wrong:
        check_question(question)
    assert (code, field) in [(p.code, p.field) for p in wrong.value.problems]


def test_a_world_too_short_to_follow_anybody_is_refused() -> None:
    question = asked("base", "z-route-ruim", since=parse_month("2030-01"))
    with pytest.raises(InputProblems) as wrong:
        check_question(question)
    assert [problem.code for problem in wrong.value.problems] == ["compare-short"]


def test_fulfilled_never_stands_without_its_split_level_and_work() -> None:
    cohorts = cohorts_from(300, 384)
    outcomes = outcomes_of(cohorts, 300)
    moments = [o.filter for o in outcomes if o.name == "fulfilled" and not group_of(o)]
    assert len(moments) == 2
    for moment in moments:
        same = [o for o in outcomes if not group_of(o) and o.filter.get("at") == moment["at"]]
        names = [o.name for o in same if isinstance(o, Observable)]
        assert {"level_b1", "employed"} <= set(names)
        assert names.count("fulfilled_by") == 4


def test_nobody_is_shown_by_origin_and_every_outcome_has_a_direction_or_none() -> None:
    outcomes = outcomes_of(cohorts_from(300, 384), 300)
    assert not [o for o in outcomes if "origin" in o.filter]
    assert {direction_of(o) for o in outcomes} == {-1, 0, 1}
    assert len({o.key for o in outcomes}) == len(outcomes) > 140


def test_across_laws_only_what_both_know() -> None:
    outcomes = outcomes_of(cohorts_from(300, 384), 300, across_laws=True)
    assert {o.name for o in outcomes} <= LAW_NEUTRAL
    assert not [o for o in outcomes if "term" in o.name or o.name == "fulfilled"]
    assert {"employed", "cost_per_person"} <= {o.name for o in outcomes}
