"""What holds in every world and every month, whatever the parameters: people, places, hours.

A world is stepped month by month and looked at after each. Every case ends with the proof that
stepping changed nothing: the same world run in one go gives the same.
"""

import numpy as np
import pytest

from simulation import engine
from simulation.agents.codes import (
    ABSENT,
    LES,
    NEVER,
    ONDERBROKEN,
    OPVANG,
    ROUTES,
    STILL_IN,
    UIT,
    WACHT_LES,
)
from simulation.agents.events import E_INTAKE, E_MOVED, E_PIP, M_OUT, M_PERMIT
from simulation.months import parse_month
from simulation.parameters import BEGIN, load_registry
from simulation.record import C_OPVANG_WI2013, MONTHLY_COLUMNS, PHASE_COLUMNS
from simulation.setup import Setup
from tests.simulation.worlds import TWO_TOWNS

START = parse_month("2022-01")
MONTHS = 96
CUT = 48
SCARCE = {
    "aanbod.extra_places_b1": {BEGIN: -450},
    "aanbod.extra_places_z": {BEGIN: -350},
    "klantmanager.fte_per_1000": {BEGIN: 0.03},
    "huisvesting.realisation": {BEGIN: 0.4},
}
BOUGHT_LESS = {"aanbod.extra_places_b1": {START + CUT: -300}, "lessen.break_hazard": {BEGIN: 0.1}}
CASES = {"registered": ({}, -1), "scarce": (SCARCE, -1), "bought less": (BOUGHT_LESS, -1)}
CASES |= {f"prior {number}": ({}, number) for number in range(3)}
COLUMN = {name: number for number, name in enumerate(MONTHLY_COLUMNS)}


def prepare(overrides, draw=-1, months=MONTHS):
    values = load_registry().draw("point" if draw < 0 else "prior", 7, max(draw, 0))
    return engine.prepare(Setup(TWO_TOWNS, START, months, overrides=overrides), values)


class Month:
    """The world at the end of a month, and the month before it."""

    def __init__(self, world, t, before):
        self.world, self.t, self.before = world, t, before
        self.people = world.people
        self.counts = world.monthly[t]
        here = world.people[~np.isin(world.people["phase"], (ABSENT, UIT))]
        self.here = here[here["arrival"] <= t]

    def check_people(self):
        """Arrived = in scope + out, and everybody in scope has exactly one phase."""
        total = self.world.monthly[: self.t + 1].sum(axis=0)
        by_phase = self.counts[list(PHASE_COLUMNS)].sum() + self.counts[C_OPVANG_WI2013]
        assert by_phase == len(self.here)
        assert total[COLUMN["instroom"]] == len(self.here) + total[COLUMN["uitstroom"]]
        active = self.world.active[: self.world.in_scope[0]]
        assert sorted(active) == sorted(self.here["index"])
        permits = self.people["milestones"][:, M_PERMIT] != NEVER
        gone = self.people["milestones"][:, M_OUT] != NEVER
        assert permits.sum() == total[COLUMN["instroom"]]
        assert gone.sum() == total[COLUMN["uitstroom"]]
        for column in ("te_laat", "werk", "bijstand"):
            assert self.counts[COLUMN[column]] <= len(self.here)

    def check_places(self):
        """A place in use is somebody's; there are never more of them than are offered.

        Where a contract is cut down, whoever has a place keeps it: then nobody new may start.
        """
        for route in range(1, ROUTES):
            offer = self.world.aanbod[route]
            seated = self.people[(self.people["seat"] == 1) & (self.people["route"] == route)]
            outsiders = self.world.releases[self.t + 1 :, route].sum()
            assert offer["occupied"] == len(seated) + outsiders
            assert np.isin(seated["phase"], (LES, ONDERBROKEN)).all()
            assert offer["occupied"] >= 0
            assert offer["open_seats"] >= 0
            most = max(int(offer["places"]), self.before["occupied"][route])
            assert offer["occupied"] <= most
        lessons = self.here[(self.here["phase"] == LES) & (self.here["own_course"] == 0)]
        assert (lessons["seat"] == 1).all()
        waiting = self.here[self.here["phase"] == WACHT_LES]
        assert (waiting["seat"] == 0).all()

    def check_homes(self):
        """Who waits for a home is counted as waiting; homes are given at the pace, no faster."""
        for number, gemeente in enumerate(self.world.gemeenten):
            h = self.world.households
            waits = (h["gemeente"] == number) & (h["asked_home"] == 1) & (h["left"] == STILL_IN)
            waits &= h["settled"] == NEVER
            assert gemeente["in_reception"] == h["persons"][waits].sum()
            assert -h["persons"].max() <= gemeente["housing_credit"] <= 0
            assert gemeente["backlog"] >= 0
        in_reception = self.here[self.here["phase"] == OPVANG]
        assert (self.world.households["settled"][in_reception["household"]] == NEVER).all()

    def check_hours(self):
        """Klantmanagers spend no hour that they do not have."""
        assert (self.world.gemeenten["hours_left"] >= 0).all()


@pytest.mark.parametrize("case", CASES)
def test_month_by_month(case):
    prepared = prepare(*CASES[case])
    world = engine.build_world(prepared, 3, 0, trace=True)
    for t in range(MONTHS):
        before = world.aanbod.copy()
        assert engine.advance(world, t, t + 1)
        month = Month(world, t, before)
        month.check_people()
        month.check_places()
        month.check_homes()
        month.check_hours()
    outcome = engine.measure(prepared, world)
    assert (outcome.monthly >= 0).all()
    check_spent_hours(prepared, world, outcome)

    whole = engine.build_world(prepared, 3, 0, trace=True)
    assert engine.advance(whole, 0, MONTHS)
    assert_same(outcome, engine.measure(prepared, whole))


def check_spent_hours(prepared, world, outcome):
    """By gemeente, over any first months: intakes and PIPs within the hours of direct work."""
    rule = prepared.rules[:, 0, 0]
    inhabitants = np.array([g.inhabitants for g in TWO_TOWNS.gemeenten])
    per_head = rule["klantmanager_fte_per_1000"] / 1000 * rule["klantmanager_hours_month"]
    had = np.cumsum(np.outer(per_head * rule["klantmanager_direct_share"], inhabitants), axis=0)
    spent = np.zeros_like(had)
    for code, hours in ((E_INTAKE, "intake_hours"), (E_PIP, "pip_hours")):
        events = outcome.events[outcome.events[:, 2] == code]
        towns = towns_at(world, outcome, events)
        np.add.at(spent, (events[:, 0], towns), rule[hours][events[:, 0]])
    assert spent.sum() > 0
    assert (np.cumsum(spent, axis=0) <= had + 1e-6).all()


def towns_at(world, outcome, events):
    """The gemeente of each event: where the person lived when it happened."""
    towns = world.people["gemeente"][events[:, 1]].copy()
    moves = outcome.events[outcome.events[:, 2] == E_MOVED]
    for month, person, _, _, old in moves[::-1]:
        towns[(events[:, 1] == person) & (events[:, 0] <= month)] = old
    return towns


def assert_same(one, other):
    assert one.digest == other.digest
    np.testing.assert_array_equal(one.observables, other.observables)
    np.testing.assert_array_equal(one.monthly, other.monthly)
    np.testing.assert_array_equal(one.events, other.events)


def run(overrides, months=60):
    prepared = prepare(overrides, months=months)
    world = engine.build_world(prepared, 3, 0, trace=True)
    assert engine.advance(world, 0, months)
    return engine.measure(prepared, world)


def test_a_change_without_effect_changes_nothing():
    """Every parameter overridden by the value that it has: bit for bit the same world."""
    as_registered = {
        name: {date: number for date, number in parameter.value}
        for name, parameter in load_registry().items()
    }
    plain = run({})
    assert len(plain.events) > 1000
    assert_same(plain, run(as_registered))


def test_a_change_after_the_end_changes_nothing():
    later = START + 60
    changes = {name: {later: 0} for name in ("pvt.hazard", "klantmanager.fte_per_1000")}
    assert_same(run({}), run(changes))


def test_a_change_with_an_effect_is_seen():
    assert run({}).digest != run({"pvt.hazard": {START + 30: 0.2}}).digest


def test_a_change_halfway_leaves_the_months_before_it():
    plain = run({}).monthly
    changed = run({"huisvesting.realisation": {START + 30: 0.1}}).monthly
    np.testing.assert_array_equal(plain[:30], changed[:30])
    assert (plain[30:] != changed[30:]).any()


def test_no_two_people_are_the_same_person():
    """Identity is the address of all luck: whoever shares it shares a life (model.md 5)."""
    prepared = prepare({})
    shared = []
    for replication in range(60):
        people = engine.build_world(prepared, 3, replication).people
        identities = np.stack([people["id_low"], people["id_high"]], axis=1)
        _, numbers = np.unique(identities, axis=0, return_counts=True)
        shared += [replication] * int((numbers > 1).sum())
    assert shared == []
