"""The printed order of a month is the order in which things really happen.

month.py is what somebody reads who wants to check the model against the law, and what the command
line prints; `advance` is what runs. They are held together by watching a small world, month by
month and person by person, and by reading who calls whom.
"""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from simulation.month import MONTH, describe_month
from tests.engine.source import called_name, compiled_functions
from tests.engine.worlds import NOT_COMPILED, run_apart

LISTED = [name for step in MONTH for name in step.functions]
MACHINERY = {
    "world.draw_fortune": "draws the month's luck of everybody; changes nobody",
    "world.carry_out": "does in lists, places and the log what a person's steps asked for",
    "engine.live_month": "calls the steps of one person",
    "ledger.book_dues": "enters in the ledger what a person's steps noted",
}
"""What a month calls besides its steps."""
ANYWHERE: dict[str, str] = {}
"""Functions that change somebody, with the reason why no step of the list leads to them."""


class Seen:
    """What tests/engine/month_trace.py recorded."""

    def __init__(self, file: Path) -> None:
        data = json.loads(file.read_text("utf-8"))
        self.months = [tuple(month) for month in data["months"]]
        self.lives = [tuple(name for name in life if name in LISTED) for life in data["lives"]]
        self.of_a_person = {name for life in self.lives for name in life}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    file = tmp_path_factory.mktemp("order") / "month.json"
    run_apart("-m", "tests.engine.month_trace", file, environment=NOT_COMPILED)
    return Seen(file)


def test_the_steps_are_numbered_from_1() -> None:
    assert [step.number for step in describe_month()] == list(range(1, len(MONTH) + 1))
    assert len({step.name for step in MONTH}) == len(MONTH)
    assert len(set(LISTED)) == len(LISTED)


def test_what_is_listed_exists() -> None:
    names = {name.removeprefix("steps.") for name in compiled_functions()}
    assert [name for name in LISTED if name not in names] == []


def test_the_months_of_the_world_follow_the_list(seen: Seen) -> None:
    """Every month, without exception."""
    expected = [name for name in LISTED if name not in seen.of_a_person]
    for month in seen.months:
        assert [name for name in month if name not in MACHINERY] == expected
    assert len(seen.months) == 60


def test_the_months_of_people_follow_the_list(seen: Seen) -> None:
    """Nobody's month runs against the list, whatever happens in it."""
    for life in seen.lives:
        places = [LISTED.index(name) for name in life]
        assert places == sorted(places), life


def test_everything_that_is_listed_happens(seen: Seen) -> None:
    happened = {name for month in seen.months for name in month} | seen.of_a_person
    assert set(LISTED) - happened == set()


def test_people_stand_together_in_the_list(seen: Seen) -> None:
    """A month runs through all people once: the steps of a person are one run of the list."""
    person = [name in seen.of_a_person for name in LISTED]
    first, last = person.index(True), len(person) - 1 - person[::-1].index(True)
    assert all(person[first : last + 1])
    month = seen.months[0]
    before = {name for name in LISTED[:first] if name not in seen.of_a_person}
    assert set(month[: month.index("engine.live_month")]) - set(MACHINERY) == before


CHANGERS = {"reach", "emit", "count", "join", "leave", "write_notes", "mark"}
"""Calls that change a record, a list, the log or a count."""


def changes_state(function: ast.FunctionDef) -> bool:
    """Whether a function itself writes in a record or an array, or calls what does."""
    for node in ast.walk(function):
        targets = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        if any(isinstance(t, ast.Attribute | ast.Subscript) for t in targets):
            return True
        if isinstance(node, ast.Call) and called_name(node) in CHANGERS:
            return True
    return False


def reachable(names: set[str], functions: dict[str, ast.FunctionDef]) -> set[str]:
    """These functions, what they call, what those call, and so on."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found or name not in functions:
            continue
        found.add(name)
        calls = {called_name(n) for n in ast.walk(functions[name]) if isinstance(n, ast.Call)}
        waiting += [other for other in functions if other.rsplit(".", 1)[1] in calls]
    return found


def unlisted(functions: dict[str, ast.FunctionDef]) -> set[str]:
    """Step functions that change state and are neither listed nor called by a listed one."""
    called = reachable({f"steps.{name}" for name in LISTED}, functions)
    steps = {name for name in functions if name.startswith("steps.")}
    changing = {name for name in steps if changes_state(functions[name])}
    return {name.removeprefix("steps.") for name in changing - called}


def test_no_step_changes_anything_outside_the_list() -> None:
    assert unlisted(compiled_functions()) == set(ANYWHERE)


@pytest.mark.parametrize(
    "body", ["p.phase = 3", "p.ability[0] += 1.0", "emit(now, p, 1, 0, 0)", "reach(now, p, 4)"]
)
def test_a_step_outside_the_list_would_be_seen(body: str) -> None:
    (function,) = ast.parse(f"def meddle(p, now):\n    {body}").body
    assert isinstance(function, ast.FunctionDef)
    functions = {**compiled_functions(), "steps.made_up.meddle": function}
    assert "made_up.meddle" in unlisted(functions)
