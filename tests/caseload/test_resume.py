"""People of a caseload go on where they stand: by hand, under the law, month by month."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from experiments.caseload.invent import invent, rows_of, write_files
from experiments.caseload.people import load_caseload
from simulation import engine
from simulation.agents import codes
from simulation.agents import events as ev
from simulation.agents.codes import (
    A2,
    ASIEL,
    B1_ROUTE,
    GEZIN,
    LES,
    MIDDEN,
    NA_LES,
    OPVANG,
    SERIES_CASELOAD,
    WACHT_INTAKE,
    WACHT_LES,
    WACHT_PIP,
    WOMAN,
    Z_ROUTE,
)
from simulation.parameters import load_registry
from simulation.region import load_region
from simulation.setup import Setup
from simulation.underway import Caseload, Sitting, Underway, unknown_fields
from tests.caseload.worlds import START, resume, setup_of
from tests.simulation.law_before import life_before
from tests.simulation.law_checker import Facts, violations
from tests.simulation.test_invariants import Month

FAR = {"duty": START - 12, "settled": START - 9, "notice": START - 11}
SET = {**FAR, "intake": START - 8, "pip": START - 7, "term_end": START + 29}
KNOWN = {"sex": WOMAN, "education": MIDDEN, "birth": START - 360, "score": 35, "job": 0}
KNOWN |= {"needs_alfabetisering": False, "sittings": (), "pvt_known": True, "map_known": True}


def one(**known: object) -> Underway:
    """Somebody in Aadorp, of whom nearly everything is known."""
    return Underway(**({"gemeente": 0, "doelgroep": ASIEL, "household": 1} | KNOWN | known))  # type: ignore[arg-type]


def test_somebody_in_lessons_goes_on_with_what_was_passed() -> None:
    """Reading at B1 is passed, the rest is at 2.9 and a level takes long: one more part asks 3.0.

    She has followed 250 hours in the B1-route, her PVT and MAP are done. In month 0 (January, four
    weeks of 9 hours) she follows 36 hours more. With ability 3 for all skills she books the three
    other skills and KNM in month 0, sits in 1 and hears of B1 in 2, of KNM in 3: then it is done.
    """
    person = one(
        **SET,
        route=B1_ROUTE,
        had_lessons=True,
        lessons=START - 7,
        course_hours=250.0,
        missed_hours=0.0,
        sittings=(Sitting(0, 3, START - 2, True),),
        pvt=START - 3,
        map=START - 1,
        spoken=3.0,
        written=3.0,
    )
    world = resume(setup_of([person], 12))
    assert world.before[0]["phase"] == LES
    assert world.life(0)[:5] == [
        (0, "exam_booked", 1, 3),
        (0, "exam_booked", 2, 3),
        (0, "exam_booked", 3, 3),
        (0, "exam_booked", 4, A2),
        (2, "exam_passed", 1, 3),
    ]
    assert world.life(0)[-2:] == [(3, "exam_passed", 4, A2), (3, "fulfilled", 1, 0)]
    hours = [event for event in world.lives[0] if event[1] == "hours"]
    assert hours[0] == (0, "hours", int(250 + 36 * float(world.before[0]["attendance"])), 0)
    # Nothing that lay behind her happens again.
    again = {"permit", "settled", "notice", "intake", "pip", "lessons", "pvt", "map"}
    assert again.isdisjoint(event[1] for event in world.lives[0])


def test_the_term_of_before_runs_on() -> None:
    """Her term ends in month 5; nothing is passed and she learns nothing: overdue then, once."""
    person = one(
        **{**SET, "term_end": START + 5},
        route=B1_ROUTE,
        had_lessons=True,
        lessons=START - 7,
        lessons_ended=START - 1,
        course_hours=100.0,
        spoken=0.5,
        written=0.5,
    )
    world = resume(setup_of([person], 10, {"pvt.hazard": 0, "map.hours_month": 0}))
    assert world.before[0]["phase"] == NA_LES
    assert [event for event in world.life(0) if event[1] == "overdue"] == [(5, "overdue", 1, 1)]


def test_who_waits_longest_is_first_also_when_the_wait_began_before() -> None:
    """Two wait for a lesson; one place a month comes free for the B1-route from month 3 on.

    The PIP of the second in the file is three months older: that one starts first.
    """
    people = [
        one(**SET, route=B1_ROUTE),
        one(**{**SET, "pip": START - 4, "intake": START - 5}, route=B1_ROUTE, household=2),
    ]
    people.reverse()
    values = {"aanbod.extra_places_b1": {0: -1e6, 3: 1e6}, "klantmanager.fte_per_1000": 1000}
    world = resume(setup_of(people, 8, values))
    assert [int(p["phase"]) for p in world.before] == [WACHT_LES, WACHT_LES]
    q = world.world.queues
    assert (world.before["milestones"][:, ev.M_PIP] == [-4, -7]).all()
    assert len(q.items) > 0
    # A late offer counts from the PIP on (RI 4.1): six months had passed for one, three for none.
    assert world.before["ground_months"][:, codes.GROUND_LATE_OFFER].tolist() == [3, 6]


def test_every_phase_has_its_people() -> None:
    people = [
        one(duty=START - 6, in_reception=True),
        one(**FAR, household=2),
        one(**FAR, intake=START - 3, household=3),
        one(**SET, route=Z_ROUTE, household=4),
        one(doelgroep=GEZIN, duty=START - 5, household=5),
    ]
    world = resume(setup_of(people, 6))
    phases = [OPVANG, WACHT_INTAKE, WACHT_PIP, WACHT_LES, WACHT_INTAKE]
    assert world.before["phase"].tolist() == phases
    assert world.outcome.monthly[0, 15] == len(people)  # they come into view in the first month
    assert [event[1] for event in world.life(0)][:1] == ["settled"]
    assert [event[1] for event in world.life(2)][:2] == ["pip", "lessons"]


def test_known_things_are_taken_as_they_are() -> None:
    person = one(
        **SET,
        route=Z_ROUTE,
        had_lessons=True,
        lessons=START - 6,
        course_hours=300.0,
        missed_hours=60.0,
        participation_hours=210.0,
        job=codes.PART_TIME,
        job_since=START - 4,
        pvt=START - 5,
        spoken=1.5,
        written=0.5,
    )
    p = resume(setup_of([person], 1)).before[0]
    assert (p["sex"], p["education"], p["birth"], p["score"]) == (WOMAN, MIDDEN, START - 360, 35)
    assert (p["course_hours"], p["offered_hours"], p["participation_hours"]) == (300, 360, 210)
    assert (p["job"], p["job_since"], p["term_end"]) == (codes.PART_TIME, -4, 29)
    assert p["ability"].tolist() == [0.5, 1.5, 0.5, 1.5]
    assert p["milestones"][[ev.M_PIP, ev.M_LESSONS, ev.M_PVT]].tolist() == [-7, -6, -5]


def test_unknown_things_are_imputed_by_keyed_draws_and_counted() -> None:
    people = [
        Underway(0, ASIEL, START - 20 + n % 8, n, pip=START - 9, route=B1_ROUTE, had_lessons=True)
        for n in range(40)
    ]
    counted = unknown_fields(people)
    assert counted["birth"] == counted["sex"] == counted["settled"] == counted["pvt"] == 40
    first, same = (resume(setup_of(people, 1, certain=False)) for _ in range(2))
    np.testing.assert_array_equal(first.before, same.before)
    p = first.before
    assert 0 < p["sex"].sum() < 40  # not everybody alike
    assert 0 < (p["milestones"][:, ev.M_PVT] != codes.NEVER).sum() < 40
    order = p["milestones"][:, [ev.M_NOTICE, ev.M_SETTLED, ev.M_INTAKE, ev.M_PIP, ev.M_LESSONS]]
    assert (np.diff(order.astype(int), axis=1) >= 0).all()
    assert (p["course_hours"] > 0).all()
    # One more person, last in the file and of another month: nobody else changes.
    more = [*people, Underway(0, ASIEL, START - 30, 99)]
    grown = resume(setup_of(more, 1, certain=False)).before[:40]
    for name in set(p.dtype.names) - {"rank"}:  # a place in the order of arrival
        np.testing.assert_array_equal(p[name], grown[name])


def test_the_candidate_is_like_what_is_known() -> None:
    """Low schooling and a low score together: the people taken have been drawn with both."""
    low = [
        Underway(0, ASIEL, START - 20, n, education=codes.LAAG, score=12, sex=WOMAN)
        for n in range(20)
    ]
    high = [
        Underway(0, ASIEL, START - 21, 100 + n, education=codes.HOOG, score=39, sex=WOMAN)
        for n in range(20)
    ]
    p = resume(setup_of([*low, *high], 1)).before
    assert (p["education"][:20] == codes.LAAG).all() and (p["education"][20:] == codes.HOOG).all()
    assert p["learning_rate"][:20].mean() < 0.6 * p["learning_rate"][20:].mean()
    assert p["aptitude"][:20].mean() < p["aptitude"][20:].mean()


def test_real_people_are_never_traced() -> None:
    setup = setup_of([one(**FAR)], 3)
    assert setup.caseload is not None
    real = replace(setup, caseload=Caseload(setup.caseload.people))
    prepared = engine.prepare(real, load_registry().draw("point"))
    with pytest.raises(ValueError, match="never traced"):
        engine.build_world(prepared, 1, 0, trace=True)
    assert engine.simulate(prepared, 1, 0).events.size == 0


@pytest.fixture(scope="module")
def regional(tmp_path_factory):
    """A caseload of all four gemeenten, through the files: (setup, caseload)."""
    folder = tmp_path_factory.mktemp("caseload")
    write_files(rows_of(invent(seed=3, gemeente="", one_in=2)), folder)
    region = load_region("midden-twente")
    loaded = load_caseload(folder, region, invented=True)
    return Setup(region, loaded.start, 60, caseload=loaded.caseload), loaded


@pytest.mark.parametrize("draw", [-1, 0, 1])
def test_no_life_of_a_caseload_breaks_the_law(regional, draw) -> None:
    setup, loaded = regional
    kind = "point" if draw < 0 else "prior"
    world = resume(setup, seed=5 + draw, draw=load_registry().draw(kind, 11, max(draw, 0)))
    found = []
    for place, person in enumerate(loaded.caseload.people):
        facts = Facts(
            asylum=person.doelgroep == ASIEL,
            start=setup.start,
            last=setup.months - 1,
            attendance=_part_followed(world.after[place]),
        )
        sat: dict[int, list[int]] = {}
        for sitting in person.sittings or ():
            sat.setdefault(sitting.part, []).append(sitting.month - setup.start)
        before = life_before(world.before[place], facts, sat)
        found += [(place, text) for text in violations(world.lives[place], facts, before)]
    assert found == []
    assert len(loaded.caseload.people) > 300


def _part_followed(p) -> float:
    """Of the lessons given, those before the start included: what the files say, then the habit."""
    given = float(p["offered_hours"])
    return float(p["course_hours"]) / given if given > 0 else float(p["attendance"])


def test_what_always_holds_holds_with_a_caseload(regional) -> None:
    """People, places, homes and hours, month by month, as in any world."""
    setup, _ = regional
    prepared = engine.prepare(setup, load_registry().draw("point"))
    world = engine.build_world(prepared, 3, 0, trace=True)
    for t in range(setup.months):
        before = world.aanbod.copy()
        if t == 0:
            for route in range(1, codes.ROUTES):  # places that they hold already
                own = world.people[world.people["seat"] == 1]
                before["occupied"][route] += (own["route"] == route).sum()
        assert engine.advance(world, t, t + 1)
        month = Month(world, t, before)
        month.check_people()
        month.check_places()
        month.check_homes()
        month.check_hours()
    whole = engine.build_world(prepared, 3, 0, trace=True)
    assert engine.advance(whole, 0, setup.months)
    assert engine.measure(prepared, world).digest == engine.measure(prepared, whole).digest


def test_nobody_of_a_caseload_is_somebody_else(regional) -> None:
    setup, loaded = regional
    prepared = engine.prepare(setup, load_registry().draw("point"))
    people = engine.build_world(prepared, 3, 0).people
    assert (people["series"] == SERIES_CASELOAD).sum() == len(loaded.caseload.people)
    identities = np.stack([people["id_low"], people["id_high"]], axis=1)
    assert len(np.unique(identities, axis=0)) == len(people)


def test_files_say_what_the_world_was(regional) -> None:
    """Read back from the files: phases, routes, hours and parts as the world had them."""
    invented = invent(seed=3, gemeente="", one_in=2)
    setup, loaded = regional
    prepared = engine.prepare(setup, load_registry().draw("point"))
    people = engine.build_world(prepared, 3, 0).people
    own = people[people["series"] == SERIES_CASELOAD]
    was = invented.world.people[list(invented.people)]
    # Files say nothing of an interruption, nor of a place lost: whoever has had lessons is in them.
    lost = (was["phase"] == WACHT_LES) & (was["milestones"][:, ev.M_LESSONS] != codes.NEVER)
    in_lessons = (was["phase"] == codes.ONDERBROKEN) | lost
    assert (own["phase"][in_lessons] == LES).all() and in_lessons.any()
    # An empty date of the intake, before there is a PIP, is an intake that is still to come.
    no_date = np.array([p.intake is None and p.pip is None for p in loaded.caseload.people])
    no_date &= was["phase"] == WACHT_PIP
    same = ~in_lessons & ~no_date
    assert (own["phase"] == was["phase"])[same].all()
    assert (own["route"] == was["route"]).all()
    with_pip = was["route"] != codes.NO_ROUTE
    assert (own["term_end"] - was["term_end"] == invented.start - setup.start)[with_pip].all()
    known = np.array([p.course_hours is not None for p in loaded.caseload.people])
    np.testing.assert_allclose(own["course_hours"][known], was["course_hours"][known], atol=0.5)
    assert (own["passed_level"][:, : codes.SKILLS] == was["passed_level"][:, : codes.SKILLS]).all()


def test_places_elsewhere_are_taken_and_come_free_in_step() -> None:
    """Of the B1-route: starts a month times the months that a place is held."""
    region = load_region("midden-twente")
    people = tuple(Underway(2, ASIEL, START - 20, number) for number in range(12))
    setup = Setup(region, START, 12, caseload=Caseload(people))
    prepared = engine.prepare(setup, load_registry().draw("point"))
    world = engine.build_world(prepared, 1, 0)
    rule = prepared.rules[0, 0, 0]
    elsewhere = sum(g.inhabitants for place, g in enumerate(region.gemeenten) if place != 2)
    elsewhere += rule["aanbod_pool_other_inhabitants"]
    a_month = rule["aanbod_outside_starts_b1"] * elsewhere / 1000 / 12
    stay = int(rule["derived_stay_b1"])
    assert world.aanbod["occupied"][B1_ROUTE] == int(a_month * stay)
    free = world.releases[:stay, B1_ROUTE]
    assert free.sum() == int(a_month * stay)
    assert abs(free - a_month).max() < 1
    plain = engine.build_world(
        engine.prepare(replace(setup, caseload=None), load_registry().draw("point")), 1, 0
    )
    assert not plain.aanbod["occupied"].any() and not plain.releases.any()
