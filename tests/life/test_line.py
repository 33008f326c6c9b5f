"""A life line against the world that it comes from: the same world, the same record, every cent."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.life.identity import Identity, identity_of, parse_identity, place_of
from experiments.life.line import life_line
from experiments.life.people import Group, find_person, list_people, numbers_of, typical
from experiments.life.sentences import conclusion, introduction, tell
from experiments.life.world import UnknownPerson, WorldKey, follow
from experiments.scenario.files import load_scenario
from simulation import engine
from simulation.accounts import ACCOUNTS, COST, PAYERS
from simulation.agents import codes
from simulation.agents import events as ev

SHORT = load_scenario("base").scenario.model_copy(update={"until": "2027-06"})
KEY = WorldKey(SHORT, seed=5, world=2, parameters="prior")
SOME = (1, 40, 77, 150, 260, 333, 402, 480, 555, 640)


@pytest.fixture(scope="module")
def prepared():
    return KEY.prepared()


@pytest.fixture(scope="module")
def whole(prepared):
    """The same world in one go, everybody traced."""
    world = engine.build_world(prepared, KEY.seed, KEY.world, trace=True)
    assert engine.advance(world, 0, prepared.setup.months)
    return world, engine.measure(prepared, world)


def lives(prepared):
    for number in SOME:
        identity = find_person(KEY, str(number), prepared)
        assert identity is not None
        yield follow(KEY, identity, prepared)


@pytest.fixture(scope="module")
def lived(prepared):
    return list(lives(prepared))


def test_following_changes_nothing(prepared, whole, lived) -> None:
    """Stepped, with another log, and only one person traced: the same person at the end."""
    world, _ = whole
    for life in lived:
        index = place_of(life.identity, world.people, prepared.setup.region)
        same, followed = world.people[index].copy(), life.end.copy()
        for record in (same, followed):
            record["traced"] = 0
        assert same == followed


def test_the_events_are_those_of_a_traced_world(prepared, whole, lived) -> None:
    world, outcome = whole
    for life in lived:
        index = place_of(life.identity, world.people, prepared.setup.region)
        mine = outcome.events[outcome.events[:, 1] == index][:, [0, 2, 3, 4]]
        np.testing.assert_array_equal(life.events, mine)
        assert len(mine) > 0


def test_every_cent_is_one_of_the_ledger(prepared, whole, lived) -> None:
    """By month, account and amount; and their sum is what the life line says was paid."""
    world, outcome = whole
    for life in lived:
        index = place_of(life.identity, world.people, prepared.setup.region)
        mine = outcome.entries[outcome.entries[:, 1] == index][:, [0, 2, 3]]
        np.testing.assert_array_equal(life.entries, mine)
        line = life_line(life)
        costs = [c for _, account, c in mine.tolist() if ACCOUNTS[account].kind == COST]
        assert sum(line.paid_by(payer) for payer in PAYERS) == sum(costs) == line.states[-1].paid


def test_the_states_are_those_of_the_monthly_record(prepared, whole, lived) -> None:
    world, _ = whole
    bits = (("job", ev.A_EMPLOYED), ("bijstand", ev.A_BIJSTAND), ("education", ev.A_EDUCATION))
    for life in lived:
        index = place_of(life.identity, world.people, prepared.setup.region)
        line = life_line(life)
        for state in line.states:
            if state.phase == "uit":
                continue
            byte = int(world.activities[state.t, index])
            for name, bit in bits:
                assert bool(getattr(state, name)) == bool(byte >> bit & 1), (name, state.t)
            assert codes.ROUTE_NAMES[byte >> ev.A_ROUTE] == state.route


def test_the_phases_fill_the_months_without_gaps(lived) -> None:
    for life in lived:
        line = life_line(life)
        assert line.spans[0].first == line.states[0].t
        assert line.spans[-1].last == line.states[-1].t
        for before, after in zip(line.spans, line.spans[1:], strict=False):
            assert after.first == before.last + 1
            assert (before.phase, before.route) != (after.phase, after.route)


def test_moments_tell_every_event_once(lived) -> None:
    """Exam parts of a month are told together and hours once a year; nothing else is left out."""
    for life in lived:
        line = life_line(life)
        kept = sum(max(len(m.parts), 1) for m in line.moments if m.event != "hours")
        assert kept == sum(event != ev.E_HOURS for event in life.events[:, 1].tolist())
        hours = [m for m in line.moments if m.event == "hours"]
        years = {line.date(int(t))[:4] for t, e, *_ in life.events.tolist() if e == ev.E_HOURS}
        assert [line.date(m.t)[:4] for m in hours] == sorted(years)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_life_can_be_told_and_says_that_it_is_invented(lived, lang) -> None:
    first = {"nl": "Verzonnen persoon; het verschil voor één persoon is illustratie."}
    for life in lived:
        line = life_line(life)
        said = introduction(line, lang)
        assert said[0] == first.get(lang, said[0])
        assert "nvented" in said[0] or lang == "nl"
        months = [sentence.month for sentence in tell(line, lang)]
        assert months == sorted(months)
        assert conclusion(line, lang)


def test_the_data_are_plain_and_say_so(lived) -> None:
    import json

    for life in lived:
        document = json.loads(json.dumps(life_line(life).as_json(), allow_nan=False))
        assert document["fictional"] is True
        assert "origin" not in document["person"]
        assert len(document["months"]) > 0


def test_an_identity_reads_back(prepared) -> None:
    world = KEY.build(prepared)
    region = prepared.setup.region
    for place in range(0, len(world.people), 37):
        identity = identity_of(world.people[place], region)
        assert parse_identity(str(identity), region) == identity
        assert place_of(identity, world.people, region) == place


NOBODY = """
x
0
99999
hengelo/asiel/2023-13/1
hengelo/asiel/2023-01/0
delft/asiel/2023-01/1
hengelo/oud/2023-01/1
hengelo/asiel/2023-01/1.15
hengelo/asiel/2023-01/999
"""


@pytest.mark.parametrize("text", NOBODY.split("\n"))
def test_who_is_not_there_is_not_found(text: str, prepared) -> None:
    assert find_person(KEY, text, prepared) is None


def test_following_somebody_who_is_not_there_is_refused(prepared) -> None:
    with pytest.raises(UnknownPerson, match="99"):
        follow(KEY, Identity("hengelo", "asiel", "2023-01", 99), prepared)


def test_numbers_count_arrivals_after_the_start(prepared) -> None:
    people = KEY.build(prepared).people
    numbers = numbers_of(people)
    after = people["arrival"] >= 0
    assert sorted(numbers[after]) == list(range(1, int(after.sum()) + 1))
    assert (numbers[~after] == 0).all()
    ordered = people["arrival"][after][np.argsort(numbers[after])]
    assert (np.diff(ordered) >= 0).all()


def test_a_list_holds_exactly_the_group(prepared) -> None:
    everybody = list_people(KEY, Group(), prepared)
    women = list_people(KEY, Group(sex="f", route="z", doelgroep="asiel"), prepared)
    assert women == [p for p in everybody if (p.sex, p.route, p.doelgroep) == ("f", "z", "asiel")]
    assert 0 < len(women) < len(everybody)
    chosen = typical(women)
    assert chosen is not None
    assert chosen.followed >= 60 or chosen.followed == max(p.followed for p in women)
    assert typical([]) is None
