"""DUO's fine and new term, cell by cell, against the rows of the evidence (RI 7.1-7.4, bijlage 6).

Each row of `calibration/data/rules.csv` gives the amounts of three bands of hours, and its note the
edges of the bands. For every cell people are made who stand just inside it, and `fine_for` and
`new_term_months` of the engine judge them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pytest

from calibration.evidence import load_evidence
from simulation.agents import events as ev
from simulation.agents.codes import (
    ASIEL,
    B1,
    B1_ROUTE,
    GEZIN,
    KNM,
    NEVER,
    ONDERWIJSROUTE,
    SKILLS,
    Z_ROUTE,
)
from simulation.agents.inburgeraar import INBURGERAAR
from simulation.compiled import as_records, step
from simulation.steps.handhaving import fine_for, new_term_months
from tests.engine.worlds import prepared

NEARLY = 0.01
FULL = 5_000.0
"""More hours than any course has."""
PARTS_OF_2021 = SKILLS + 1
"""The skills and KNM."""
TRIED = ("not every part", "every part once", "failed parts twice")


@step
def judge(people: Any, rules: Any, judged: Any) -> None:
    """Fill judged, (people, 2): the fine in euros and the new term in months."""
    for i in range(people.shape[0]):
        p = people[i]
        rule = rules[p.doelgroep]
        judged[i, 0] = fine_for(p, rule)
        judged[i, 1] = new_term_months(p, rule)


@dataclass(frozen=True)
class Learner:
    """Somebody whose term has ended.

    hours: lessons followed; made: hours of participation; tried: place in TRIED; passed: parts
    passed at the level asked, KNM last; pvt, knowing_map: whether PVT and MAP are done.
    """

    route: int
    doelgroep: int
    hours: float
    made: float = 0.0
    tried: int = 0
    passed: int = 0
    pvt: bool = True
    knowing_map: bool = True


def verdicts(learners: list[Learner]) -> list[tuple[int, int]]:
    """(fine, new term) of each."""
    people = np.zeros(len(learners), dtype=INBURGERAAR)
    people["milestones"] = NEVER
    people["level_needed"] = B1
    for p, who in zip(people, learners, strict=True):
        p["route"], p["doelgroep"] = who.route, who.doelgroep
        p["course_hours"], p["participation_hours"] = who.hours, who.made
        p["offered_hours"] = ONDERWIJS_OFFERED
        for part in range(PARTS_OF_2021):
            done = part < who.passed
            if part < SKILLS:
                p["passed_level"][part] = B1 if done else 0
            elif done:
                p["milestones"][ev.M_KNM] = 30
            # Of what is open the last part decides the class; the others were tried twice.
            p["attempts"][part] = who.tried if part == KNM and not done else 2
        p["milestones"][ev.M_PVT] = 10 if who.pvt else NEVER
        p["milestones"][ev.M_MAP] = 10 if who.knowing_map else NEVER
    rules = prepared(1, 50_000).rules[0, 0]
    judged = np.zeros((len(people), 2), dtype=np.int64)
    judge(as_records(people), as_records(rules), judged)
    return [(int(fine), int(months)) for fine, months in judged]


ONDERWIJS_OFFERED = 1_500.0
PLANNED = float(prepared(1, 50_000).rules["lessen_b1_hours_total"][0, 0, 0])


def amounts(ref: str) -> tuple[float, ...]:
    """The list of numbers in a row of the rules."""
    return load_evidence().get(f"rules:{ref}").numbers


def bands(ref: str, unit: float = 1.0) -> list[tuple[float, float]]:
    """Lowest and highest of the three bands that the note of a row names, times a unit."""
    note = load_evidence().get(f"rules:{ref}").note
    found = re.search(r"bands: (\S+) / (\S+) / (\S+)", note)
    assert found is not None, note
    edges = [float(re.findall(r"\d+", text)[0]) for text in found.groups()[1:]]
    assert 0 < edges[0] < edges[1]
    below = [edge * unit - NEARLY for edge in edges]
    return [(0.0, below[0]), (edges[0] * unit, below[1]), (edges[1] * unit, FULL)]


GRIDS = {
    "B1, asylum": (B1_ROUTE, ASIEL, ("N137", "N138", "N139"), PLANNED / 100),
    "B1, family": (B1_ROUTE, GEZIN, ("N140", "N141", "N142"), 1.0),
    "Onderwijs, asylum": (
        ONDERWIJSROUTE, ASIEL, ("N143", "N144", "N145"), ONDERWIJS_OFFERED / 100,
    ),
    "Onderwijs, family": (
        ONDERWIJSROUTE, GEZIN, ("N143", "N144", "N145"), ONDERWIJS_OFFERED / 100,
    ),
}  # fmt: skip
"""route, doelgroep, the rows by class of attempts, hours of one unit of a band."""


@pytest.mark.parametrize("name", GRIDS)
def test_the_grid_of_b1_and_onderwijsroute(name: str) -> None:
    """27 cells and more: three classes of attempts, three bands at both edges, 0 to 4 parts."""
    route, doelgroep, rows, unit = GRIDS[name]
    less = (0.0, *amounts("N146"))
    learners, expected = [], []
    for tried, row in enumerate(rows):
        grid = amounts(row)
        for (place, band), passed in product(enumerate(bands(row, unit)), range(PARTS_OF_2021)):
            for hours in band:
                learners.append(Learner(route, doelgroep, hours, tried=tried, passed=passed))
                expected.append(round(grid[place] * (1 - less[passed])))
    assert [fine for fine, _ in verdicts(learners)] == expected
    print(f"\n{name}: {len(expected)} cells, {min(expected)} to {max(expected)} euro")


def test_the_grid_of_the_z_route() -> None:
    """Course hours by hours of participation (asylum), course hours alone (family)."""
    rows = ("N147", "N148", "N149")
    by_course, learners, expected = bands("N147"), [], []
    for (row, made), (place, course) in product(
        zip(rows, by_course, strict=True), enumerate(by_course)
    ):
        for hours, participation in product(course, made):
            if hours < FULL or participation < FULL:  # who made all hours has no fine
                learners.append(Learner(Z_ROUTE, ASIEL, hours, participation))
                expected.append(round(amounts(row)[place]))
    for place, course in enumerate(bands("N150")):
        top = min(course[1], 800 - NEARLY)
        for hours in (course[0], top):
            learners.append(Learner(Z_ROUTE, GEZIN, hours))
            expected.append(round(amounts("N150")[place]))
    assert [fine for fine, _ in verdicts(learners)] == expected
    print(f"\nZ-route: {len(expected)} cells")


def test_pvt_and_map_have_fines_of_their_own() -> None:
    """On top of the grid; the Onderwijsroute has no MAP (Wi 8)."""
    pvt, of_map = amounts("N112")[0], amounts("N117")[0]
    for route, doelgroep in product((B1_ROUTE, ONDERWIJSROUTE, Z_ROUTE), (ASIEL, GEZIN)):
        done, *open_ones = verdicts(
            [
                Learner(route, doelgroep, 500, 500, 1, 2, a, b)
                for a, b in ((True, True), (False, True), (True, False), (False, False))
            ]
        )
        more = [fine - done[0] for fine, _ in open_ones]
        due = 0 if route == ONDERWIJSROUTE else of_map
        assert more == [pvt, due, pvt + due]


def test_the_new_term_of_b1_and_onderwijsroute() -> None:
    """By parts passed, 0 / 1 / 2 / 3-4; the row's list is 24, 18, 12, 6."""
    months = amounts("N151")
    expected = [months[0], months[1], months[2], months[3], months[3]]
    for route, doelgroep in product((B1_ROUTE, ONDERWIJSROUTE), (ASIEL, GEZIN)):
        learners = [
            Learner(route, doelgroep, 100, passed=passed) for passed in range(PARTS_OF_2021)
        ]
        assert [term for _, term in verdicts(learners)] == expected


@pytest.mark.parametrize(("row", "doelgroep"), [("N152", ASIEL), ("N153", GEZIN)])
def test_the_new_term_of_the_z_route(row: str, doelgroep: int) -> None:
    """By hours made, course and participation together for asylum."""
    fact = load_evidence().get(f"rules:{row}")
    row_text = " ".join(fact.cells.values())
    steps = re.findall(r"<=(\d+) / (\d+)-(\d+) / (\d+)-(\d+) / (\d+)-(\d+) h", row_text)
    first, *edges = (float(text) for text in steps[0])
    ranges = [(0.0, first), *zip(edges[::2], edges[1::2], strict=True)]
    assert len(ranges) == len(fact.numbers) == 4
    learners, expected = [], []
    for (low, high), months in zip(ranges, fact.numbers, strict=True):
        for total in (low, high):
            hours = total / 2 if doelgroep == ASIEL else total
            made = total / 2 if doelgroep == ASIEL else 0.0
            learners.append(Learner(Z_ROUTE, doelgroep, hours, made))
            expected.append(months)
    assert [term for _, term in verdicts(learners)] == expected


def test_the_new_term_where_pvt_or_map_is_missing() -> None:
    """Six months, both missing twelve; the longest applies (RI 7.4)."""
    six = amounts("N154")[0]
    made = {"hours": FULL, "made": FULL, "passed": PARTS_OF_2021}
    for route in (B1_ROUTE, Z_ROUTE):
        terms = [
            term
            for _, term in verdicts(
                [
                    Learner(route, ASIEL, pvt=False, **made),
                    Learner(route, ASIEL, knowing_map=False, **made),
                    Learner(route, ASIEL, pvt=False, knowing_map=False, **made),
                    Learner(route, ASIEL, 100, pvt=False, knowing_map=False),
                ]
            )
        ]
        assert terms == [six, six, 2 * six, amounts("N151")[0]]


def test_one_part_more_or_an_hour_less_is_another_cell() -> None:
    """The grid can fail: neighbours differ."""
    base = Learner(B1_ROUTE, GEZIN, 250, tried=1, passed=2)
    other = [
        Learner(B1_ROUTE, GEZIN, 250 - NEARLY, tried=1, passed=2),
        Learner(B1_ROUTE, GEZIN, 250, tried=2, passed=2),
        Learner(B1_ROUTE, GEZIN, 250, tried=1, passed=3),
    ]
    (fine, _), *rest = verdicts([base, *other])
    assert fine == 384
    assert [amount for amount, _ in rest] == [480, 270, 256]
