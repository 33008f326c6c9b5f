"""Exams, levels, how the duty is fulfilled and the term, of lives worked out by hand.

The lives are those of test_lifecourses.py: PIP in month 3, first term until month 39. So `at` 22
after the PIP is month 25, and 36 the last month of the term.
"""

import pytest

from simulation.agents.codes import GEZIN
from tests.simulation.asking import hold
from tests.simulation.worlds import MANY, NONE, Newcomer, tell

SLOW = {"ability": 1.2, "hours_per_level": 100_000}


@pytest.fixture(scope="module")
def seven():
    """Six with a PIP in month 3, and Ines, who is exempt in month 1 and never has one.

    Amira has B1 in 25, Bashir A2 in 35, Cemile the certificaat in 33, Dawit (Onderwijsroute, then
    B1) A2 in 31, Liya the Onderwijsroute in 23; Sami passes nothing, and the term ends in 39.
    """
    people = [
        Newcomer("Amira", hours_per_level=200),
        Newcomer("Bashir", hours_per_level=450),
        Newcomer("Cemile", score=20, attendance=0.8, hours_per_level=2000),
        Newcomer("Dawit", age=20, wants_onderwijs=1, ability=0.15, hours_per_level=400),
        Newcomer("Liya", age=20, wants_onderwijs=1, hours_per_level=200),
        Newcomer("Sami", **SLOW),
        Newcomer("Ines", starts_exempt=1),
    ]
    story = tell(people, 45)
    fulfilled = {p.name: [event[0] for event in story.of(p.name, "fulfilled")] for p in people}
    assert list(fulfilled.values()) == [[25], [35], [33], [31], [23], [], []]
    return story


def test_how_they_fulfilled(seven):
    hold(
        seven,
        {
            "fulfilled_by[how=diploma_b1,clock=pip,at=21]": (0, 6),
            "fulfilled_by[how=diploma_b1,clock=pip,at=22]": (1 / 6, 6),
            "fulfilled_by[how=diploma_a2,clock=pip,at=36]": (2 / 6, 6),
            "fulfilled_by[how=onderwijs,clock=pip,at=36]": (1 / 6, 6),
            "fulfilled_by[how=z,clock=pip,at=36]": (1 / 6, 6),
            "passed[clock=pip,at=36]": (4 / 6, 6),
            "fulfilled[clock=pip,at=36]": (5 / 6, 6),
            "passed[clock=permit,at=39]": (4 / 7, 7),
            "fulfilled[clock=permit,at=39]": (5 / 7, 7),
            "exempt[clock=permit,at=0]": (0, 7),
            "exempt[clock=permit,at=39]": (1 / 7, 7),
            # Who has fulfilled stays in scope, and is left out of nothing.
            "employed[clock=pip,at=36]": (0, 6),
            "count[clock=calendar,at=end]": (7, 7),
            "employed[clock=pip,at=36,among=passed]": (0, 4),
            "employed[clock=pip,at=22,among=passed]": (0, 2),
        },
    )


def test_levels_reached(seven):
    """Nobody sat at B2; Liya's diploma and Cemile's certificaat give no level per skill."""
    hold(
        seven,
        {
            "level_a2[clock=pip,at=36]": (3 / 6, 6),
            "level_b1[clock=pip,at=21]": (0, 6),
            "level_b1[clock=pip,at=22]": (1 / 6, 6),
            "level_b1[clock=pip,at=36]": (1 / 6, 6),
            "level_b2[clock=pip,at=36]": (0, 6),
        },
    )


def test_b2_counts_for_whoever_sat_at_it():
    """Two at 4.2 from the start: Bea wishes to sit at B2, Ben does not. Both have B1 by month 9."""
    able = {"ability": 4.2, "hours_per_level": 100_000}
    story = tell([Newcomer("Ben", **able), Newcomer("Bea", wants_b2=1, **able)], 20)
    hold(
        story,
        {
            "level_b1[clock=pip,at=6]": (1, 2),
            "level_b2[clock=pip,at=6]": (1 / 2, 2),
            "part_pass_rate[part=lezen,level=b2]": (1, 1),
            "part_pass_rate[part=lezen,level=b1]": (1, 1),
        },
    )


def test_where_they_stand_towards_the_term(seven):
    hold(
        seven,
        {
            "within_term[clock=permit,at=0]": (1, 7),  # nobody's term has begun
            "within_term[clock=permit,at=2]": (6 / 7, 7),
            "within_term[clock=pip,at=35]": (1 / 6, 6),
            "overdue[clock=pip,at=35]": (0, 6),
            "overdue[clock=pip,at=36]": (1 / 6, 6),
            "within_term[clock=pip,at=36]": (0, 6),
            "extended[clock=pip,at=36]": (0, 6),
            "running[clock=calendar,at=2023-03]": (0, 7),
            "running[clock=calendar,at=2025-01]": (5, 7),  # not Liya, nor Ines
            # No first term ends before month 39, not even that of who fulfilled before.
            "fulfilled_in_term[clock=pip,at=35]": (None, 0),
            "fulfilled_in_term[clock=pip,at=36]": (5 / 6, 6),
            "fulfilled_in_term[clock=permit,at=39]": (5 / 6, 6),
            "fined[clock=pip,at=41]": (0, 6),
        },
    )


def test_an_extended_term():
    """Gul waited seven months for lessons: extended in 36, over in 45."""
    story = tell([Newcomer("Gul", **SLOW)], 50, {"aanbod.extra_places_b1": {0: NONE, 10: MANY}})
    hold(
        story,
        {
            "extended[clock=pip,at=32]": (0, 1),
            "within_term[clock=pip,at=32]": (1, 1),
            "extended[clock=pip,at=33]": (1, 1),
            "within_term[clock=pip,at=33]": (0, 1),
            "fulfilled_in_term[clock=pip,at=41]": (None, 0),
            "extended[clock=pip,at=42]": (0, 1),
            "overdue[clock=pip,at=42]": (1, 1),
            "fulfilled_in_term[clock=pip,at=42]": (0, 1),
        },
    )


def test_who_fulfils_after_the_term_was_not_in_time():
    """Liya misses only the PVT when the term ends in 39, and has it in 41."""
    liya = Newcomer("Liya", age=20, wants_onderwijs=1, hours_per_level=200)
    story = tell([liya], 45, {"pvt.hazard": {0: 0, 41: 0.999999}})
    assert [event[0] for event in story.of("Liya", "overdue", "fulfilled")] == [39, 41]
    hold(
        story,
        {
            "overdue[clock=pip,at=36]": (1, 1),
            "overdue[clock=pip,at=38]": (0, 1),
            "fulfilled[clock=pip,at=38]": (1, 1),
            "fulfilled_in_term[clock=pip,at=38]": (0, 1),
        },
    )


def test_whoever_left_before_the_moment_is_not_counted():
    """Amira (B1 in 25) and Sami move away at the end of month 30."""
    people = [Newcomer("Amira", hours_per_level=200), Newcomer("Sami", **SLOW)]
    story = tell(people, 45, {"huisvesting.move_away": {0: 0, 30: 1, 31: 0}})
    hold(
        story,
        {
            "fulfilled_by[how=diploma_b1,clock=pip,at=26]": (1 / 2, 2),
            "fulfilled_by[how=diploma_b1,clock=pip,at=27]": (None, 0),
            "overdue[clock=pip,at=36]": (None, 0),
        },
    )


def farah_and_faisal(months):
    """Family and asylum since January 2022, as in test_lifecourses_of_the_term.py.

    Reading and listening passed at once, at B1, sat in 6; writing and speaking sat in 36 and
    failed, known in 37. The term ends in 40; only Farah is fined.
    """
    half_way = {"ability": (3.5, 3.5, 1.5, 1.5), "hours_per_level": 1000}
    people = [Newcomer("Farah", GEZIN, **half_way), Newcomer("Faisal", **half_way)]
    values = {
        "lessen.b1_hours_total": 300,
        "map.hours_month": 0,
        "examens.premature_within": 2,
    }
    return tell(people, months, values, start="2022-01")


def test_fines_and_first_sittings():
    hold(
        farah_and_faisal(50),
        {
            "fined[clock=pip,at=35]": (0, 2),
            "fined[clock=pip,at=36]": (1 / 2, 2),
            "fined[clock=pip,at=36,doelgroep=gezin_overig]": (1, 1),
            "fined[clock=pip,at=36,doelgroep=asiel]": (0, 1),
            "part_pass_rate[part=lezen]": (1, 2),
            "part_pass_rate[part=knm]": (1, 2),
            "part_pass_rate[part=knm,level=a2]": (1, 2),
            "part_pass_rate[part=knm,level=b1]": (None, 0),
            "part_pass_rate[part=schrijven]": (0, 2),
            "part_pass_rate[part=schrijven,level=b1]": (0, 2),
            "part_pass_rate[part=schrijven,event_from=2025-01,event_until=2025-01]": (0, 2),
            "part_pass_rate[part=schrijven,event_until=2024-12]": (None, 0),
            "part_pass_rate[part=schrijven,event_from=2025-02]": (None, 0),
        },
    )


def test_a_sitting_without_a_result_is_not_counted():
    """The world ends with month 36, in which they sit."""
    hold(
        farah_and_faisal(37),
        {"part_pass_rate[part=schrijven]": (None, 0), "part_pass_rate[part=lezen]": (1, 2)},
    )


def test_the_level_of_the_first_sitting(seven):
    """Amira sat at B1, Bashir and Dawit at A2; KNM is always A2, and in the Onderwijsroute too."""
    hold(
        seven,
        {
            "part_pass_rate[part=lezen]": (1, 3),
            "part_pass_rate[part=lezen,level=a2]": (1, 2),
            "part_pass_rate[part=lezen,level=b1]": (1, 1),
            "part_pass_rate[part=lezen,level=b2]": (None, 0),
            "part_pass_rate[part=knm]": (1, 4),
        },
    )
