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
from simulation.randomness import LANES
from tests.engine.source import called_name, functions_with_place, top_constants, trees

# Append; never change a number and never give it to something else.
FROZEN = {
    "WORK": 0,
    "COURSE_BREAK": 1,
    "SOCIETY": 2,
    "LEAVING": 3,
    "EXAM_BOOKING": 4,
    "PVT_MAP": 5,
    "EXEMPTION": 6,
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
"""What draws, and how many lanes one call reads."""
PLACE_OF_DECISION = 3
"""The decision is the fourth argument of each."""


def decisions(tree: ast.Module) -> dict[str, ast.expr]:
    """The decisions of the module on randomness, with what is assigned to them."""
    return {
        name: value
        for name, value in top_constants(tree).items()
        if isinstance(getattr(randomness, name, None), int) and name not in NOT_DECISIONS
    }


def lanes_of(call: ast.Call) -> set[int]:
    """The lanes that one call may read.

    Raises:
        ValueError: where the decision is not a named one, or a named one plus something.
    """
    decision = call.args[PLACE_OF_DECISION]
    offset: ast.expr | None = None
    if isinstance(decision, ast.BinOp) and isinstance(decision.op, ast.Add):
        decision, offset = decision.left, decision.right
    name = decision.attr if isinstance(decision, ast.Attribute) else ""
    name = decision.id if isinstance(decision, ast.Name) else name
    if name not in FROZEN:
        raise ValueError(f"line {call.lineno}: {ast.unparse(call)} names no decision")
    first = FROZEN[name]
    width = DRAWS[called_name(call)]
    if isinstance(offset, ast.Constant):
        if not 0 <= offset.value < LANES:
            raise ValueError(f"line {call.lineno}: {ast.unparse(call)} leaves its block")
        first += offset.value
    elif offset is not None:  # one of the block's lanes, by a number that varies
        width = LANES
    if width == LANES and first % LANES:
        raise ValueError(f"line {call.lineno}: {ast.unparse(call)} starts inside a block")
    return set(range(first, first + width))


def draws_in(module: str, tree: ast.Module) -> list[tuple[str, set[int]]]:
    """Each place in a module that draws, with the lanes it may read."""
    return [
        (f"{module.removeprefix('simulation.')}.{place}", lanes_of(node))
        for place, node in functions_with_place(tree)
        if isinstance(node, ast.Call)
        and called_name(node) in DRAWS
        and len(node.args) > PLACE_OF_DECISION
    ]


def all_draws() -> list[tuple[str, set[int]]]:
    """Every place in the engine that draws; the generator itself passes decisions on."""
    return [
        found
        for module, tree in trees().items()
        if module != "simulation.randomness"
        for found in draws_in(module, tree)
    ]


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
    found = {name: getattr(randomness, name) for name in decisions(trees()["simulation.randomness"])}
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
        ("draw(luck, a, b, number, 0)", "names no decision"),
        ("draw(luck, a, b, keys.WORK + 4, 0)", "leaves its block"),
        ("draw_four(luck, a, b, keys.WORK + 1, 0)", "starts inside a block"),
        ("draw_four(luck, a, b, keys.COURSE_BREAK, 0)", "starts inside a block"),
    ],
)
def test_a_strange_decision_is_seen(code: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        draws_in("made.up", ast.parse(f"def f():\n    {code}"))


def test_a_lane_read_twice_is_seen() -> None:
    code = """
def ill(p):
    draw(luck, a, b, keys.EXAM_PART + part, 0)

def sit(p):
    draw(luck, a, b, keys.EXAM_PART + 2, 0)
"""
    assert clashes(draws_in("made.up", ast.parse(code))) == [
        "lane 62: made.up.ill, made.up.sit"
    ]
