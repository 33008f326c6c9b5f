"""No number of the model hides in the code: steps read `rule.<registered>`, or count.

A number that stands in a step has no source, no prior and no date, and no app shows it. Allowed are
0, 1, 12 months, the 2 of counting and halving, the half of rounding, and the named constants below,
each with the reason why it is no parameter. And the other way: whatever is registered is used.
"""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from simulation.parameters import load_registry
from simulation.policies import kinds
from simulation.rules import DERIVED
from tests.engine.source import ROOT, compiled_in, functions_with_place, top_constants, trees

OBVIOUS = {0, 1, 2, 12}
HALF = 0.5
NUMBERS = {
    # steps of the law
    "steps.examens.TRIED_WITHOUT_DIPLOMA": "a code of the state of the taalschakeltraject",
    "steps.examens.TRIED_WITH_DIPLOMA": "a code of the state of the taalschakeltraject",
    "steps.handhaving.BANDS": "the size of DUO's grid of fines: its three bands are registered",
    "steps.sancties.BLAMES": "the weights of blame: their registered vector has four",
    "steps.sancties.MOST_CASES": "keeps a count inside one byte",
    "steps.verlenging.CIRCUMSTANCES": "the length of the registered shares of circumstances",
    "steps.verhuizing.MOST_MOVES": "keeps a count inside one byte",
    "steps.lening.QUARTER": "months of a quarter",
    "steps.huisvesting.HALF_YEAR": "months of half a year, the period of a taakstelling",
    "steps.geld.PER_1000": "a unit: per thousand inhabitants",
    "steps.geld.PRICED_ONTZORGEN": "the unit of tarief.ontzorgen: for six months",
    "steps.geld.REFERENCE_YEARS": "the length of the registered curve",
    "steps.vergoeding.HALF_YEAR": "months of half a year, the period of a taakstelling",
    "steps.vergoeding.THIS_YEAR": "a place among the counted years",
    "steps.vergoeding.LAST_YEAR": "a place among the counted years",
    "steps.vergoeding.YEAR_BEFORE": "a place among the counted years",
    "steps.vergoeding.DECEMBER": "a calendar month: the counts are of 31 December",
    "steps.intake.PER_1000": "a unit: per thousand inhabitants",
    "steps.plaatsen.PER_1000": "a unit: per thousand inhabitants",
    "steps.intake.LONGEST_DELAY": "keeps a geometric delay inside two bytes; longer than any world",
    "steps.plaatsen.LONGEST_DELAY": "as the delay of the intake",
    "steps.participatie.MOST_COUNTED": "keeps a count inside one byte",
    # who arrives
    "population.YEAR": "months of a year",
    "traits.YEAR": "months of a year",
    "traits.DECADE": "months of ten years, the unit of the ties with age",
    "traits.MIN_SHARE": "against division by an empty band of ages",
    "traits.ALMOST_ONE": "keeps the last month of a band inside it",
    "traits.ITEMS": "items of the leerbaarheidstoets, its unit: scores are items of 40",
    "population.CODE_SHIFT": "a place in the word of identity",
    "population.SERIES_SHIFT": "a place in the word of identity",
    "population.MEMBERS": "numbers set aside for members of a household in an identity",
    "population.HOUSEHOLD_MEMBER": "an address within a household",
    "population.FIRST_CHILD": "an address within a household",
    "population.FIRST_NAREIS": "an address within a household",
    "population.MOST_CHILDREN": "the length of the registered shares of families by children",
}
"""Upper-case numbers of the modules in which people come and live."""
MODEL = ("simulation.steps.", "simulation.population", "simulation.traits", "simulation.inflow")
DATES = {
    "inflow.MONTHS_COUNTED_2020": "how a published series counts: its last year stops in August",
    "inflow.FIRST_PARTIAL": "the month from which that series counts part of a year",
}
PLACES = {
    "traits.draw_age": {5: "bands of age: the length of the registered shares"},
    "deadlines.deadline_months": {3: "13/3 weeks a month, the one conversion", 13: "see 3"},
    "world.draw_block": {3: "the lane of a block"},
    "world.write_notes": {3: "a column of an event", 4: "a column of an event"},
}
"""Numbers that may stand in one function, with the reason."""
DISPLAY_ONLY = {
    "huisvesting.norm_weeks": "the norm beside the waits in charts and on screen",
    "pip.deadline_weeks": "the deadline beside the waits in charts and on screen",
}
"""Registered, shown with its source, and used by no step."""
NOT_YET = {}
"""Registered, and used nowhere."""
BY_ID = {
    "geld.price_rise": "read by its dates, to put every amount in the prices of its month",
    "wereld.vanaf": "the date of a named variant of the world",
    "wereld.huisvesting_gehaald": "stands in for the pace of housing in a named variant",
    "wereld.huisvesting_achterstand": "stands in for the pace of housing in a named variant",
    "wereld.arbeidsmarkt_krap": "stands in for the tightness in a named variant",
    "wereld.arbeidsmarkt_gemiddeld": "stands in for the tightness in a named variant",
    "wereld.arbeidsmarkt_ruim": "stands in for the tightness in a named variant",
}


def settings_by_kind() -> dict[str, str]:
    """Settings of policies that are registered themselves, with the kind whose file reads them."""
    return {
        f"{kind.name}.{setting.name}": kind.name
        for kind in kinds().values()
        for setting in kind.settings
        if setting.rule is None
    }


def is_number(node: ast.AST) -> bool:
    """Whether a node is a literal number (True and False are none)."""
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def halves(function: ast.AST) -> set[int]:
    """The literals of `int(... + 0.5)` and `floor(... + 0.5)`: rounding, by their identity."""
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("int", "math.floor"):
            (argument,) = node.args
            if isinstance(argument, ast.BinOp) and isinstance(argument.op, ast.Add):
                found.add(id(argument.right))
    return found


def strange_numbers(module: str, tree: ast.Module) -> list[str]:
    """Numbers in compiled functions that are neither obvious nor explained."""
    found = []
    for function in compiled_in(tree):
        place = f"{module.removeprefix('simulation.')}.{function.name}"
        rounding = halves(function)
        for node in ast.walk(function):
            if not is_number(node) or node.value in OBVIOUS or node.value in PLACES.get(place, {}):
                continue
            half = node.value == HALF and (id(node) in rounding or place in HALVES)
            found += [] if half else [f"{place}:{node.lineno} {node.value}"]
    return found


HALVES = {
    "population.men_share": "of a couple one of two is a man",
    "population.draw_child": "boys and girls are as many",
    "randomness.unit": "the middle of a word's interval",
}
"""Functions in which one half is a share of two, or a middle."""
LANES = re.compile(r"keys\.[A-Z_]+ \+ [0-3]\b")


def without_lanes(tree: ast.Module) -> ast.Module:
    """The tree without the lane in `keys.DECISION + 3`: an address, held by test_keys.py."""

    class Drop(ast.NodeTransformer):
        def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
            self.generic_visit(node)
            return node.left if LANES.fullmatch(ast.unparse(node)) else node

    return Drop().visit(ast.parse(ast.unparse(tree)))


def test_no_number_hides_in_compiled_code() -> None:
    found = []
    for module, tree in trees().items():
        if module != "simulation.randomness":  # constants of the generator: known answers hold them
            found += [line for line in strange_numbers(module, without_lanes(tree))]
    assert found == []


def test_every_named_number_has_a_reason() -> None:
    found = {
        f"{module.removeprefix('simulation.')}.{name}"
        for module, tree in trees().items()
        if module.startswith(MODEL)
        for name, value in top_constants(tree).items()
        if is_number(value) or isinstance(value, ast.UnaryOp | ast.BinOp)
    }
    assert found == set(NUMBERS) | set(DATES)


@pytest.mark.parametrize(
    "code",
    [
        "return hours >= 600",
        "return 0.3 * x",
        "return x + 0.5",
        "return p.score < 28",
        "x = 36\n    return x",
        "return f(x, -3)",
    ],
)
def test_a_hidden_number_is_seen(code: str) -> None:
    tree = ast.parse(f"@step\ndef f(p, x):\n    {code}\n")
    assert strange_numbers("simulation.steps.made_up", without_lanes(tree))


@pytest.mark.parametrize(
    "code",
    ["return int(x + 0.5) + 1", "return x / 12 + 2", "return draw(now, p, keys.WORK + 3, 0)"],
)
def test_an_obvious_number_is_fine(code: str) -> None:
    tree = ast.parse(f"@step\ndef f(p, x):\n    {code}\n")
    assert not strange_numbers("simulation.steps.made_up", without_lanes(tree))


RULES = {"rule", "rules", "table"}
"""Names under which a record of rules, or the table of them, goes."""


def rules_read(tree: ast.Module) -> set[str]:
    """The fields of a record of rules that a module reads; `{}` stands for what varies."""
    found = {
        node.attr
        for function in compiled_in(tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and _owner(node.value) in RULES
    }
    found |= {
        _text(node.slice)
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript) and _owner(node.value) in RULES
    }
    return found - {""}


def _owner(node: ast.expr) -> str:
    """The name of what is read: `rules` for `world.rules[t, g, 0]`."""
    return ast.unparse(node).split("[")[0].split(".")[-1]


def _text(node: ast.expr) -> str:
    """A constant text, or an f-string with `{}` for each value in it; '' for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)


def matches(read: str, field: str) -> bool:
    """Whether a reading may be of this field."""
    return re.fullmatch(re.escape(read).replace(r"\{\}", r"\w+"), field) is not None


@cache
def read_anywhere() -> set[str]:
    """Every field that the simulation reads from a record of rules."""
    return set().union(*(rules_read(tree) for tree in trees().values()))


FIELDS = {parameter.field for parameter in load_registry().values()}


def test_every_rule_that_is_read_is_registered_or_derived() -> None:
    known = FIELDS | set(DERIVED)
    assert {r for r in read_anywhere() if not any(matches(r, field) for field in known)} == set()


def test_a_reading_of_rules_is_seen() -> None:
    code = """
@step
def f(world, rule, t):
    return rule.one + world.rules[t, 0, 0].two

def g(prepared, route):
    return prepared.rules["three"][0, 0, 0] + rule[f"four_{route}_five"]
"""
    read = rules_read(ast.parse(code))
    assert read == {"one", "two", "three", "four_{}_five"}
    assert matches("four_{}_five", "four_z_five")
    assert not matches("four_{}_five", "four_z_six")


def test_every_registered_parameter_is_used() -> None:
    unread = {field for field in FIELDS if not any(matches(r, field) for r in read_anywhere())}
    unused = {p.id for p in load_registry().values() if p.field in unread}
    assert unused == set(DISPLAY_ONLY) | set(NOT_YET) | set(BY_ID) | set(settings_by_kind())


def asked_for(tree: ast.Module) -> set[str]:
    """The settings that a kind's `apply` reads: `to["name"]` and `to.price("name")`."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "to":
            found.add(ast.literal_eval(node.slice))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "to.price":
            found.add(ast.literal_eval(node.args[0]))
    return found


@pytest.mark.parametrize("kind", kinds())
def test_every_setting_of_a_policy_is_used(kind: str) -> None:
    own = {name.split(".")[1] for name, owner in settings_by_kind().items() if owner == kind}
    # Where its `apply` stands: in its own file, or in one that several kinds share.
    assert own <= asked_for(trees()[kinds()[kind].apply.__module__])


def test_every_derived_number_is_used() -> None:
    assert set(DERIVED) - read_anywhere() == set()


@pytest.mark.parametrize("name", [*DISPLAY_ONLY, *BY_ID])
def test_what_is_shown_or_read_by_id_really_is(name: str) -> None:
    texts = [
        path.read_text("utf-8")
        for package in ("experiments", "simulation")
        for path in (ROOT / package).rglob("*.py")
    ]
    assert any(f'"{name}"' in text for text in texts)


def test_constants_of_places_are_still_needed() -> None:
    """An exception that nobody needs any more goes."""
    present = {
        f"{module.removeprefix('simulation.')}.{place}"
        for module, tree in trees().items()
        for place, node in functions_with_place(tree)
        if is_number(node)
    }
    assert set(PLACES) | set(HALVES) <= present
