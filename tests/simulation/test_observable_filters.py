"""Whom an observable is about: every filter, on people who differ in that one thing.

Worlds start in January 2023 and have the clock of test_lifecourses.py: PIP in month 3.
"""

import numpy as np
import pytest

from simulation import engine
from simulation.agents.codes import (
    ERITREA,
    GEZIN,
    HOOG,
    LAAG,
    NOT_LITERATE,
    OTHER_SCRIPT,
    WOMAN,
)
from simulation.observables import Observable, ObservableError
from simulation.record import C_OPVANG, C_OPVANG_WI2013
from tests.engine.worlds import prepared
from tests.simulation.asking import ask, hold
from tests.simulation.worlds import Newcomer, tell

SLOW = {"ability": 1.2, "hours_per_level": 100_000}
TRAITS = {
    "doelgroep=gezin_overig": {"doelgroep": GEZIN},
    "sex=f": {"sex": WOMAN},
    "origin=eritrea": {"origin": ERITREA},
    "education=laag": {"education": LAAG},
    "education=hoog": {"education": HOOG},
    "literacy=ander_schrift": {"literacy": OTHER_SCRIPT},
    "literacy=niet_geletterd": {"literacy": NOT_LITERATE},
    "municipality=beekdam": {"gemeente": 1},
    "initial_route=z": {"score": 20},
    "age_min=50": {"age": 50},
    "age_max=29": {"age": 25},
}
"""A filter, and what one of the people has that the others have not."""
OTHERS = {"doelgroep=asiel", "sex=m", "origin=syria", "education=midden", "law=wi2021"}
OTHERS |= {"literacy=latijns_schrift", "municipality=aadorp", "initial_route=b1"}


@pytest.fixture(scope="module")
def crowd():
    """One who differs for each filter, and one who differs in nothing: 12 people for 24 months."""
    people = [Newcomer(name, **{**SLOW, **trait}) for name, trait in TRAITS.items()]
    return tell([*people, Newcomer("plain", **SLOW)], 24)


def test_each_filter_finds_its_one_person(crowd):
    hold(crowd, {f"count[clock=permit,at=12,{text}]": (1, 1) for text in TRAITS})
    hold(crowd, {f"pip_set[clock=permit,at=12,{text}]": (1, 1) for text in TRAITS})
    hold(crowd, {f"weeks_notice_to_pip[{text}]": (2 * 13 / 3, 1) for text in TRAITS})


def test_the_others_are_found_by_the_other_words(crowd):
    """Two differ in schooling and two in literacy, so ten are as most people are."""
    found = ask(crowd, *(f"count[clock=permit,at=12,{text}]" for text in OTHERS))
    two = {"education=midden", "literacy=latijns_schrift"}
    for text in OTHERS:
        expected = 12 if text == "law=wi2021" else 10 if text in two else 11
        assert found[f"count[clock=permit,at=12,{text}]"] == (expected, expected), text


def test_filters_together(crowd):
    both = "count[clock=permit,at=12,education=midden,literacy=latijns_schrift]"
    hold(crowd, {both: (8, 8), "count[clock=permit,at=12,sex=f,origin=eritrea]": (0, 0)})


def test_where_somebody_lives_now_is_where_they_settled(crowd):
    for when in ("settling", "now"):
        text = f"count[clock=permit,at=12,municipality=beekdam,municipality_at={when}]"
        hold(crowd, {text: (1, 1)})


@pytest.mark.parametrize(
    ("clock", "age"),
    [
        ("clock=permit,at=20", 29),  # at the clock, not at the moment
        ("clock=pip,at=12", 30),
        ("clock=pip,at=12,cohort_clock=permit", 29),
        ("clock=calendar,at=2023-01", 29),
        ("clock=calendar,at=2023-03", 30),  # on the calendar: at that moment
        ("clock=calendar,at=2024-03", 31),
        ("clock=calendar,at=2024-03,cohort_clock=pip", 30),
    ],
)
def test_age_counts_at_the_cohort_or_the_clock(clock, age):
    """Lina is 29 years and 10 months old at her permit in month 0, 30 from month 2 on."""
    lina = Newcomer("Lina", age=29 + 10 / 12, **SLOW)
    story = tell([lina], 24)
    hold(
        story,
        {
            f"count[{clock},age_min={age}]": (1, 1),
            f"count[{clock},age_min={age + 1}]": (0, 0),
            f"count[{clock},age_max={age}]": (1, 1),
            f"count[{clock},age_max={age - 1}]": (0, 0),
        },
    )


@pytest.fixture(scope="module")
def arrivals():
    """Four who come in months 0, 2, 6 and 11; the world has 24 months."""
    people = [Newcomer(f"from {month}", arrival=month, **SLOW) for month in (0, 2, 6, 11)]
    return tell(people, 24)


@pytest.mark.parametrize(
    ("cohort", "n"),
    [
        ("cohort_clock=permit,cohort_from=2023-01,cohort_until=2023-03", 2),
        ("cohort_clock=arrival,cohort_from=2023-01,cohort_until=2023-03", 2),
        ("cohort_clock=permit,cohort_from=2023-02,cohort_until=2023-03", 1),
        ("cohort_clock=permit,cohort_from=2023-03", 3),
        ("cohort_clock=permit,cohort_until=2022-12", 0),
        ("cohort_clock=pip,cohort_from=2023-01,cohort_until=2023-03", 0),
        ("cohort_clock=pip,cohort_from=2023-04,cohort_until=2023-06", 2),
        ("cohort_clock=duty,cohort_until=2023-02", 1),
        ("cohort_clock=settled,cohort_until=2023-07", 3),
    ],
)
def test_a_cohort_is_a_window_of_its_clock(arrivals, cohort, n):
    hold(
        arrivals,
        {
            f"pip_set[clock=permit,at=12,{cohort}]": (1 if n else None, n),
            f"weeks_notice_to_pip[{cohort}]": (2 * 13 / 3 if n else None, n),
        },
    )


def test_a_closed_cohort_has_only_whom_the_world_can_follow(arrivals):
    """Twelve months are known of all four (the last from month 11), thirteen of three."""
    hold(
        arrivals,
        {
            "pip_set[clock=permit,at=12]": (1, 4),
            "pip_set[clock=permit,at=13]": (1, 3),
            "pip_set[clock=permit,at=23]": (1, 1),
            "pip_set[clock=permit,at=24]": (None, 0),
            "pip_set[clock=permit,at=13,cohort_clock=permit,cohort_from=2023-07]": (1, 1),
        },
    )


def test_the_old_law_is_asked_by_name():
    """Under the national inflow the stock in reception is of the Wi2013; else nobody asks it."""
    scenario = prepared(24, 300_000)
    world = engine.build_world(scenario, 1, 0)
    assert engine.advance(world, 0, 24)
    at = {"clock": "calendar", "at": "2022-02"}
    laws = ({}, {"law": "wi2021"}, {"law": "wi2013"}, {"law": "any"})
    asked = [Observable("count", {**at, **law}) for law in laws]
    plain, new, old, both = engine.measure(scenario, world, asked).observables
    assert plain == new
    assert old > 10
    assert both == old + new
    reception = {"queue": "huisvesting", "stat": "mean", "among": "waiting", **at, "law": "any"}
    n = engine.measure(scenario, world, [Observable("waiting", reception)]).counts[0]
    month = engine.measure(scenario, world).monthly[1]
    assert n == month[C_OPVANG] + month[C_OPVANG_WI2013]


def test_an_unknown_municipality_is_named_with_those_there_are():
    scenario = prepared(24, 30_000, 20_000)
    asked = [Observable("count", {"clock": "calendar", "at": "end", "municipality": "stad-11"})]
    with pytest.raises(ObservableError) as found:
        engine.prepare(scenario.setup, scenario.draw, asked)
    (problem,) = found.value.problems
    assert (problem.field, problem.value) == ("municipality", "stad-11")
    assert problem.allowed == ("stad-1", "stad-2")
    assert problem.nearest == "stad-1"


def test_a_world_can_be_asked_another_list():
    """As often as one likes, in any order and grouping: an answer is its own."""
    scenario = prepared(48, 30_000)
    world = engine.build_world(scenario, 1, 0)
    assert engine.advance(world, 0, 48)
    whole = engine.measure(scenario, world)
    answers = dict(
        zip(scenario.observables, zip(whole.observables, whole.counts, strict=True), strict=True)
    )
    backwards = scenario.observables[::-1]
    turned = engine.measure(scenario, world, backwards)
    for observable, value, n in zip(backwards, turned.observables, turned.counts, strict=True):
        expected = answers[observable]
        assert (np.isnan(value) and np.isnan(expected[0])) or value == expected[0], observable.key
        assert n == expected[1]
    for observable in scenario.observables[::7]:
        alone = engine.measure(scenario, world, [observable])
        np.testing.assert_equal(alone.observables[0], answers[observable][0])
    assert engine.measure(scenario, world, []).observables.shape == (0,)
    np.testing.assert_equal(engine.measure(scenario, world).observables, whole.observables)


def test_a_scenario_can_be_prepared_with_its_own_list():
    scenario = prepared(24, 30_000)
    asked = (Observable("count", {"clock": "calendar", "at": "end"}),)
    own = engine.prepare(scenario.setup, scenario.draw, asked)
    outcome, default = engine.simulate(own, 1, 0), engine.simulate(scenario, 1, 0)
    assert outcome.observables.shape == (1,)
    np.testing.assert_array_equal(outcome.monthly, default.monthly)
    assert outcome.observables[0] == default.observables[scenario.observables.index(asked[0])]
