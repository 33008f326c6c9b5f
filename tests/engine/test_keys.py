"""Every piece of luck has one address: decisions are numbered for ever and used in one place.

Two draws at one address would be the same number: somebody's illness would decide a diploma. A
renumbered decision would change every published result without a word. So the numbers are frozen
here, every call in the engine is found in its syntax tree, and no lane of a block may be read by
two of them.
"""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from simulation import randomness
from simulation.agents import codes
from simulation.engine import advance, build_world
from simulation.randomness import LANES
from simulation.randomness import luck as keys_of_world
from simulation.world import FORTUNE
from tests.engine.source import called_name, functions_with_place, top_constants, trees
from tests.engine.worlds import START, prepared

# Append; never change a number and never give it to something else.
FROZEN = {
    "WORK": 0,
    "COURSE_BREAK": 1,
    "SOCIETY": 2,
    "LEAVING": 3,
    "EXAM_BOOKING": 4,
    "PVT_MAP": 5,
    "EXEMPTION": 6,
    "COOPERATION": 7,
    "TRAIT_SEX_AGE": 8,
    "TRAIT_SCHOOLING": 12,
    "TRAIT_HEALTH": 16,
    "TRAIT_APTITUDE": 20,
    "TRAIT_COURSE": 24,
    "TRAIT_ORIGIN": 28,
    "TRAIT_WISHES": 32,
    "INTAKE_CALL_DELAY": 36,
    "INTAKE_NO_SHOW": 40,
    "LEERBAARHEIDSTOETS": 44,
    "QUEUE_ORDER": 48,
    "ROUTE_CHOICE": 52,
    "ROUTE_REVIEW": 56,
    "EXAM_PART": 60,
    "EXAM_KNM": 64,
    "EXAM_TAALSCHAKEL": 68,
    "OWN_COURSE_DELAY": 72,
    "LAPSE_BLAME": 76,
    "JOB_KIND": 80,
    "BREAK_KIND": 84,
    "VRIJSTELLING": 88,
    "EDUCATION_AFTER_ROUTE": 92,
    "ARRIVALS": 96,
    "HOUSEHOLD_KIND": 100,
    "CHILDREN": 104,
    "NAREIS": 108,
    "OUTSIDE_DEMAND": 112,
    "OUTSIDE_ORDER": 116,
    "EXTENSION_REQUEST": 120,
    "PARAMETER": 124,
    "TAKE_UP": 128,
    "LOAN": 132,
    "CIRCUMSTANCE": 136,
    "COLLEGE_FINE": 140,
    "STUDY_KIND": 144,
    "MOVE": 148,
    "EXAM_ONA": 152,
    "ONA_COURSE": 156,
    "AGI_REQUEST": 160,
    "ELIP": 164,
    "CASELOAD": 200,
}
RETIRED = {
    "LEERBAARHEIDSTOETS": "the error of the test is the second normal of TRAIT_APTITUDE",
    "VRIJSTELLING": "the exemption at the start is the last lane of TRAIT_HEALTH",
}
"""Numbers that nothing draws at: they stay taken."""
REPEATED = {
    ("population.draw_sex_and_age", randomness.TRAIT_SEX_AGE + 1): (
        "a partner of like age takes the luck of age of the household's first person"
    ),
}
"""Lanes that are read a second time on purpose."""
NOT_DECISIONS = {"ROUNDS", "LANES", "POISSON_LIMIT"}
DRAWS = {"draw": 1, "draw_four": LANES, "poisson": 1}
"""What draws, and how many lanes one call reads; the decision is the last argument but one."""
GENERATOR = {"randomness.draw", "randomness.draw_four", "randomness.poisson"}
GENERATOR |= {"world.draw", "world.draw_four", "world.draw_block"}
"""What passes the decisions of others on. No other function may call these with a number."""
VARYING = {
    ("world.enlist", "QUEUE_ORDER"): {1, 2, 3},
}
"""Lanes of a block that a call reads by a number that varies; without an entry all four."""


def decisions(tree: ast.Module) -> dict[str, ast.expr]:
    """The decisions of the module on randomness, with what is assigned to them."""
    return {
        name: value
        for name, value in top_constants(tree).items()
        if isinstance(getattr(randomness, name, None), int) and name not in NOT_DECISIONS
    }


def lanes_of(decision: ast.expr, width: int, place: str) -> set[int]:
    """The lanes that a draw may read.

    Raises:
        ValueError: where the decision is not a named one, or leaves the block of the named one.
    """
    said = f"{place}: {ast.unparse(decision)}"
    words = [
        n.id if isinstance(n, ast.Name) else getattr(n, "attr", "") for n in ast.walk(decision)
    ]
    named = [word for word in words if word in FROZEN]
    if len(named) != 1:
        raise ValueError(f"{said} names no decision")
    first = FROZEN[named[0]]
    if (place, named[0]) in VARYING:
        return {first + lane for lane in VARYING[place, named[0]]}
    try:
        text = ast.unparse(decision).replace("keys.", "")
        first = eval(text, {"__builtins__": {}}, {named[0]: first})
    except NameError:  # one of the block's lanes, by a number that varies
        width = LANES
    if not FROZEN[named[0]] <= first < FROZEN[named[0]] + LANES:
        raise ValueError(f"{said} leaves its block")
    if width == LANES and first % LANES:
        raise ValueError(f"{said} starts inside a block")
    return set(range(first, first + width))


def draws_in(module: str, tree: ast.Module) -> list[tuple[str, set[int]]]:
    """Each place in a module that draws, or reads the month's fortune, with the lanes it reads."""
    found = []
    for function, node in functions_with_place(tree):
        place = f"{module.removeprefix('simulation.')}.{function}"
        if place in GENERATOR:
            continue
        if isinstance(node, ast.Call) and called_name(node) == "philox":
            raise ValueError(f"{place} calls the generator itself")
        if isinstance(node, ast.Call) and called_name(node) in DRAWS and len(node.args) > 3:
            found.append((place, lanes_of(node.args[-2], DRAWS[called_name(node)], place)))
        elif (
            isinstance(node, ast.Subscript)
            and ast.unparse(node.value).split(".")[-1] == "fortune"
            and isinstance(node.slice, ast.Tuple)
        ):
            lanes = lanes_of(node.slice.elts[0], 1, place)
            if max(lanes) >= FORTUNE:
                raise ValueError(f"{place} reads a lane that the month does not draw")
            found.append((place, lanes))
    return found


def all_draws() -> list[tuple[str, set[int]]]:
    """Every place in the engine that draws."""
    return [found for module, tree in trees().items() for found in draws_in(module, tree)]


def clashes(draws: list[tuple[str, set[int]]]) -> list[str]:
    """Lanes that more than one call reads."""
    readers: dict[int, list[str]] = {}
    for place, lanes in draws:
        for lane in lanes:
            if (place, lane) in REPEATED and place in readers.get(lane, []):
                continue
            readers.setdefault(lane, []).append(place)
    return [f"lane {lane}: {', '.join(p)}" for lane, p in sorted(readers.items()) if len(p) > 1]


def test_decisions_keep_their_numbers() -> None:
    found = {
        name: getattr(randomness, name) for name in decisions(trees()["simulation.randomness"])
    }
    assert found == FROZEN


def test_decisions_are_written_as_numbers() -> None:
    """`NEXT = LAST + 4` would renumber whatever follows."""
    values = decisions(trees()["simulation.randomness"])
    assert [name for name, value in values.items() if not isinstance(value, ast.Constant)] == []


def test_no_number_is_given_twice() -> None:
    assert [n for n, times in Counter(FROZEN.values()).items() if times > 1] == []


def test_no_lane_is_read_in_two_places() -> None:
    assert clashes(all_draws()) == []


def test_every_decision_is_used_or_retired() -> None:
    """A decision of a block that is drawn whole counts as used where the block is drawn."""
    read = set().union(*(lanes for _, lanes in all_draws()))
    assert {name for name, number in FROZEN.items() if number not in read} == set(RETIRED)


def test_the_month_draws_the_blocks_of_its_hazards() -> None:
    """The fortune of a month is the blocks from WORK on; its rows are the decisions' numbers."""
    assert randomness.WORK == 0
    assert FORTUNE % LANES == 0
    hazards = {number for number in FROZEN.values() if number < FORTUNE}
    assert hazards == set(range(len(hazards)))


def test_lists_of_people_have_the_lanes_behind_the_list_for_homes() -> None:
    """The order in a list is lane list - 1 of QUEUE_ORDER; lane 0 belongs to households."""
    lists = (codes.QUEUE_INTAKE, codes.QUEUE_PIP, codes.QUEUE_LES)
    assert {queue - 1 for queue in lists} == VARYING["world.enlist", "QUEUE_ORDER"]
    assert codes.QUEUE_HUISVESTING - 1 == 0


def test_the_fortune_of_a_month_is_what_draw_gives() -> None:
    """The fast loop over everybody draws the same numbers as one call for one person."""
    scenario = prepared(8, 200_000)
    world = build_world(scenario, 3, 9)
    assert advance(world, 0, scenario.setup.months)
    luck = keys_of_world(3, 9)
    calendar = START + scenario.setup.months - 1
    arrived = int(world.arrived[0])
    assert arrived > 100
    for index in world.arrivals[: arrived : arrived // 40]:
        p = world.people[index]
        for lane in range(FORTUNE):
            expected = randomness.draw(luck, p["id_low"], p["id_high"], lane, calendar)
            assert world.fortune[lane, p["rank"]] == expected


def test_what_is_repeated_on_purpose_is_still_there() -> None:
    times = Counter((place, lane) for place, lanes in all_draws() for lane in lanes)
    assert {key for key, number in times.items() if number > 1} == set(REPEATED)


def test_somebody_draws_at_all() -> None:
    """The scan would also be content with an engine that it cannot read."""
    assert len(all_draws()) > 25


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("draw(luck, a, b, 60, 0)", "names no decision"),
        ("draw(luck, a, b, keys.MYSTERY, 0)", "names no decision"),
        ("draw(now, p, number, 0)", "names no decision"),
        ("draw(now, p, keys.WORK + 4, 0)", "leaves its block"),
        ("draw(luck, a, b, keys.EXAM_PART - 1, 0)", "leaves its block"),
        ("draw_four(luck, a, b, keys.WORK + 1, 0)", "starts inside a block"),
        ("draw_four(now, p, keys.COURSE_BREAK, 0)", "starts inside a block"),
        ("x = world.fortune[3, p.rank]", "names no decision"),
        ("x = fortune[keys.EXAM_KNM, p.rank]", "does not draw"),
        ("keys.philox(a, b, c, d, e, f)", "calls the generator itself"),
    ],
)
def test_a_strange_decision_is_seen(code: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        draws_in("made.up", ast.parse(f"def f():\n    {code}"))


def test_a_lane_read_twice_is_seen() -> None:
    code = """
def ill(p):
    draw(now, p, keys.EXAM_PART + part, 0)

def sit(p):
    draw(luck, a, b, keys.EXAM_PART + 2, 0)
    return fortune[keys.WORK, p.rank] + fortune[keys.WORK, p.rank]
"""
    assert clashes(draws_in("made.up", ast.parse(code))) == [
        "lane 0: made.up.sit, made.up.sit",
        "lane 62: made.up.ill, made.up.sit",
    ]
