"""One household more: who notices, and who cannot.

With room for everybody nobody else's life may change by a single event. Without it, only people
who stood, directly or through others, behind a changed person: in a list for homes, for the
klantmanager's hours (intake, PIP; talks with those in a traject come first) or for course places.
"""

import numpy as np
import pytest

from simulation import engine
from simulation import randomness as keys
from simulation.agents.events import EVENT_NAMES
from simulation.months import parse_month
from simulation.parameters import load_registry
from simulation.population import MEMBERS
from simulation.setup import Setup
from tests.simulation.worlds import MANY, TWO_TOWNS, overrides_from

START = parse_month("2022-01")
MONTHS = 84
SLACK = {
    "huisvesting.taakstelling": 1e7,
    "klantmanager.fte_per_1000": 1000,
    "aanbod.extra_places_b1": MANY,
    "aanbod.extra_places_onderwijs": MANY,
    "aanbod.extra_places_z": MANY,
    "aanbod.group_minimum": 1,
    "aanbod.b1_start_interval": 1,
    "aanbod.onderwijs_start_interval": 1,
}
SCARCE = {
    "aanbod.extra_places_b1": -450,
    "aanbod.extra_places_z": -350,
    "klantmanager.fte_per_1000": 0.05,
    "huisvesting.realisation": 0.5,
}
SERVICE = {
    "settled": "home",
    "intake_no_show": "hours",
    "intake": "hours",
    "leerbaarheidstoets": "hours",
    "pip": "hours",
    "lessons": "course",
    "hours": "course",
}
"""The list behind each event that somebody may have had to wait for."""
OF_THE_HOUSEHOLD = {"bijstand", "bijstand_ended", "ontzorgen_ended", "out"}


def prepare(values):
    setup = Setup(TWO_TOWNS, START, MONTHS, overrides=overrides_from(values, START))
    return engine.prepare(setup, load_registry().draw("point"))


def households_of(prepared, replication):
    """People and households that nothing has happened to yet."""
    world = engine.build_world(prepared, 5, replication)
    return np.array(world.people), np.array(world.households)


def pick_one(people, households):
    """An asylum household of two, with the permit in the second year."""
    for number, h in enumerate(households):
        members = people[people["household"] == number]
        if h["doelgroep"] == 0 and len(members) == 2 and 12 <= members["arrival"].min() < 24:
            return number
    raise AssertionError("no such household in this world")


def add(people, households, stranger, where):
    """The same world with one household more, in front of the others or behind them."""
    others, homes, number = stranger
    members = others[others["household"] == number].copy()
    home = homes[number : number + 1].copy()
    order = members["index"].tolist()
    first = len(people) if where == "behind" else 0
    for place, member in enumerate(members):
        member["id_low"] += 5000 * MEMBERS  # a number in the month that nobody has
        member["next_member"] = (
            -1 if member["next_member"] < 0 else first + order.index(member["next_member"])
        )
        member["index"] = first + place
    home["id_low"] += 5000 * MEMBERS
    home["first_member"] = first + order.index(home["first_member"][0])
    people, households = people.copy(), households.copy()
    if where == "behind":
        members["household"] = len(households)
        return np.concatenate([people, members]), np.concatenate([households, home])
    members["household"] = 0
    people["index"] += len(members)
    people["household"] += 1
    people["next_member"][people["next_member"] >= 0] += len(members)
    households["first_member"] += len(members)
    return np.concatenate([members, people]), np.concatenate([home, households])


def identity(p):
    """Who somebody is, in whatever order the records stand."""
    return int(p["id_low"]), int(p["id_high"]), int(p["doelgroep"])


def lives(prepared, people, households):
    """What happened to everybody, by identity."""
    world = engine.assemble_world(
        prepared, people.copy(), households.copy(), keys.luck(5, 0), trace=True
    )
    assert engine.advance(world, 0, MONTHS)
    found = {identity(p): [] for p in people}
    names = list(found)
    for month, person, code, value, extra in engine.measure(prepared, world).events.tolist():
        found[names[person]].append((month, EVENT_NAMES[code], value, extra))
    return found


@pytest.fixture(scope="module")
def stranger():
    prepared = prepare({})
    people, households = households_of(prepared, 9)
    return people, households, pick_one(people, households)


@pytest.mark.parametrize("where", ["in front", "behind"])
def test_with_room_for_everybody_nobody_notices(stranger, where):
    prepared = prepare(SLACK)
    people, households = households_of(prepared, 0)
    without = lives(prepared, people, households)
    with_one = lives(prepared, *add(people, households, stranger, where))
    assert len(with_one) == len(without) + 2
    assert {who for who, life in without.items() if with_one[who] != life} == set()
    assert sum(map(len, without.values())) > 10_000


def first_difference(one, other):
    """(month, names) of the first events in which two lives differ."""
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            return min(mine[0], theirs[0]), {mine[1], theirs[1]}
    rest = max(one, other, key=len)[min(len(one), len(other))]
    return rest[0], {rest[1]}


def lists_of(gemeente, *lives):
    """Every list on which somebody stood, or whose hours were taken up, in any of these lives."""
    routes = {value for life in lives for _, name, value, _ in life if name in {"pip", "lessons"}}
    routes |= {new for life in lives for _, name, _, new in life if name == "switched"}
    return {("home", gemeente), ("hours", gemeente), *(("course", route) for route in routes)}


@pytest.mark.parametrize("where", ["in front", "behind"])
def test_without_room_only_those_behind_somebody_notice(stranger, where):
    """Followed from one changed person to the next, in the order of the first changed month."""
    prepared = prepare(SCARCE)
    people, households = households_of(prepared, 0)
    without = lives(prepared, people, households)
    with_one = lives(prepared, *add(people, households, stranger, where))
    person = {identity(p): p for p in people}

    newcomers = [who for who in with_one if who not in without]
    arrival = min(with_one[who][0][0] for who in newcomers)
    gemeente = stranger[1][stranger[2]]["gemeente"]
    touched = lists_of(gemeente, *(with_one[who] for who in newcomers))
    changed = {
        who: first_difference(life, with_one[who])
        for who, life in without.items()
        if with_one[who] != life
    }
    # A month may hold several changed people; the order within it is not known.
    unexplained = set(changed)
    for month in sorted({month for month, _ in changed.values()}):
        assert month >= arrival
        now = {who for who in unexplained if changed[who][0] == month}
        while now:
            reached = {who for who in now if is_behind(who, changed, touched, person, unexplained)}
            assert reached, [(who, changed[who]) for who in now]
            for who in reached:
                touched |= lists_of(person[who]["gemeente"], without[who], with_one[who])
            now -= reached
            unexplained -= reached
    assert len(changed) > 20  # scarce enough to say something
    assert len(changed) < len(without)


def is_behind(who, changed, touched, person, unexplained):
    """Whether what first changed for somebody is a service that a changed person had, too."""
    names = changed[who][1]
    services = {SERVICE[name] for name in names if name in SERVICE}
    p = person[who]
    if services & {kind for kind, place in touched if kind == "course" or place == p["gemeente"]}:
        return True
    family = {
        other
        for other in changed
        if other not in unexplained and person[other]["household"] == p["household"]
    }
    return bool(family) and bool(names & (OF_THE_HOUSEHOLD | set(SERVICE)))


def test_who_shares_no_list_is_unchanged(stranger):
    """Where only homes are scarce, the other town and all family migrants live the same lives."""
    values = {**SLACK, "huisvesting.taakstelling": 12_000}
    prepared = prepare(values)
    people, households = households_of(prepared, 0)
    without = lives(prepared, people, households)
    with_one = lives(prepared, *add(people, households, stranger, "behind"))
    gemeente = stranger[1][stranger[2]]["gemeente"]
    changed = [who for who, life in without.items() if with_one[who] != life]
    towns = {identity(p): p["gemeente"] for p in people}
    assert changed
    assert {towns[who] for who in changed} == {gemeente}
    groups = {identity(p): p["doelgroep"] for p in people}
    assert {groups[who] for who in changed} == {0}  # family migrants need no home


def test_the_newcomers_live_the_life_that_their_luck_gives(stranger):
    """In front or behind, the newcomers themselves live the same life."""
    prepared = prepare(SCARCE)
    people, households = households_of(prepared, 0)
    known = {identity(p) for p in people}
    in_front, behind = (
        lives(prepared, *add(people, households, stranger, where))
        for where in ("in front", "behind")
    )
    assert in_front == behind
    assert len(set(in_front) - known) == 2
