"""Nobody draws luck in any other way, and nothing in an outcome hangs on chance of the machine.

The promise that a draw is a function of its address is worth nothing if a step asks another
generator, the clock, a hash that Python salts anew in every process, or the order in which a set
happens to give its members.
"""

from __future__ import annotations

import ast

import pytest

from tests.engine.source import functions_with_place, trees

PACKAGES = ("simulation", "calibration", "experiments")
FORBIDDEN_MODULES = {"random", "secrets", "uuid", "numpy.random", "scipy.stats"}
CLOCKS = {"time", "datetime"}
"""Forbidden in the simulation; elsewhere they date and time a run, and may be no seed."""
FORBIDDEN_NAMES = {"hash", "id"}
FORBIDDEN_PARTS = {"urandom", "getrandbits", "default_rng", "RandomState", "SystemRandom"}
"""Names that stand for randomness wherever they are read from."""
NO_SEEDS = {"time", "time_ns", "now", "today", "monotonic", "perf_counter", "getpid", "uuid4"}
"""What gives another answer in every run, and so is no seed."""

ALLOWED = {
    ("experiments.design.points", "scipy"): "spreads the points of a design, by the seed it says",
    ("experiments.store.disk", "uuid"): "names a folder that is written aside and renamed",
    ("experiments.charts.files", "uuid"): "names a file that is written aside and renamed",
}
"""Modules that may use such a source, with what for: it must decide nothing in an outcome."""
ALLOWED_ORDERS = {
    "simulation.parameters.load_registry": "names what is registered twice, in an error",
}
"""Functions in which a set's order reaches a message, and no outcome."""
SETS = {"set", "frozenset"}
KEEP_ORDER = {"list", "tuple", "enumerate", "iter", "next", "zip", "map", "filter", "dict"}


def imported(node: ast.AST) -> list[str]:
    """The modules that an import statement names, with what is taken from them."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def other_randomness(module: str, tree: ast.Module) -> list[str]:
    """What a module uses that is no keyed draw."""
    found = []
    forbidden = FORBIDDEN_MODULES | (CLOCKS if module.startswith("simulation") else set())
    for node in ast.walk(tree):
        for name in imported(node):
            allowed = (module, name.split(".")[0]) in ALLOWED
            bad = name.split(".")[-1] in FORBIDDEN_PARTS
            bad = bad or any(name == f or name.startswith(f"{f}.") for f in forbidden)
            found += [f"{module}:{node.lineno} imports {name}"] if bad and not allowed else []
        found += [f"{module}:{node.lineno} seeds with {said}" for said in strange_seeds(node)]
        if isinstance(node, ast.Attribute):
            dotted = ast.unparse(node)
            if node.attr in FORBIDDEN_PARTS or dotted in ("np.random", "numpy.random"):
                found.append(f"{module}:{node.lineno} reads {dotted}")
        if isinstance(node, ast.Name) and node.id in FORBIDDEN_PARTS:
            found.append(f"{module}:{node.lineno} reads {node.id}")
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in FORBIDDEN_NAMES
        ):
            found.append(f"{module}:{node.lineno} calls {node.func.id}()")
    return found


def strange_seeds(node: ast.AST) -> list[str]:
    """What a statement or an argument called seed takes from the clock or the machine."""
    if isinstance(node, ast.Assign):
        names = [ast.unparse(target) for target in node.targets]
    elif isinstance(node, ast.AnnAssign):
        names = [ast.unparse(node.target)]
    elif isinstance(node, ast.keyword):
        names = [node.arg or ""]
    else:
        return []
    if node.value is None or not any("seed" in name.lower() for name in names):
        return []
    calls = [c for c in ast.walk(node.value) if isinstance(c, ast.Call)]
    return [ast.unparse(c) for c in calls if ast.unparse(c.func).split(".")[-1] in NO_SEEDS]


def is_set(node: ast.AST, names: set[str]) -> bool:
    """Whether an expression is a set: written as one, made by set(), or a name that holds one."""
    if isinstance(node, ast.Set | ast.SetComp):
        return True
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in SETS
    if isinstance(node, ast.BinOp) and isinstance(
        node.op, ast.BitAnd | ast.BitOr | ast.BitXor | ast.Sub
    ):
        return is_set(node.left, names) or is_set(node.right, names)
    return isinstance(node, ast.Name) and node.id in names


def set_orders(module: str, tree: ast.Module) -> list[str]:
    """Places where the order of a set becomes the order of something else."""
    named: dict[str, set[str]] = {}
    for place, node in functions_with_place(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if is_set(node.value, named.get(place, set())):
                names = {t.id for t in targets if isinstance(t, ast.Name)}
                named.setdefault(place, set()).update(names)
    found = []
    for place, node in functions_with_place(tree):
        names = named.get(place, set()) | named.get("", set())
        looped: list[ast.expr] = []
        if isinstance(node, ast.For):
            looped = [node.iter]
        elif isinstance(node, ast.ListComp | ast.GeneratorExp | ast.DictComp):
            if not sorted_at_once(node, tree):
                looped = [generator.iter for generator in node.generators]
        elif isinstance(node, ast.Call):
            keeps = isinstance(node.func, ast.Name) and node.func.id in KEEP_ORDER
            joins = isinstance(node.func, ast.Attribute) and node.func.attr == "join"
            looped = list(node.args) if keeps or joins else []
        elif isinstance(node, ast.Starred):
            looped = [node.value]
        where = f"{module}.{place}"
        if any(is_set(it, names) for it in looped) and where not in ALLOWED_ORDERS:
            found.append(f"{where}:{node.lineno} takes the order of a set")
    return found


def sorted_at_once(node: ast.AST, tree: ast.AST) -> bool:
    """Whether a comprehension goes straight into something that forgets the order again."""
    forgets = {"sorted", "set", "frozenset", "sum", "any", "all", "max", "min", "len"}
    return any(
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in forgets
        and any(argument is node for argument in call.args)
        for call in ast.walk(tree)
    )


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_source_of_luck(package: str) -> None:
    found = [line for m, tree in trees(package).items() for line in other_randomness(m, tree)]
    assert found == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_order_of_a_set_reaches_a_result(package: str) -> None:
    found = [line for m, tree in trees(package).items() for line in set_orders(m, tree)]
    assert found == []


def test_what_is_allowed_is_still_there() -> None:
    """An exception that nobody needs any more goes."""
    for module, name in ALLOWED:
        tree = trees(module.split(".")[0])[module]
        tops = {found.split(".")[0] for node in ast.walk(tree) for found in imported(node)}
        assert name in tops, (module, name)


@pytest.mark.parametrize(
    "line",
    [
        "import random",
        "from random import random",
        "from numpy import random",
        "from numpy.random import default_rng",
        "import numpy.random as nr",
        "x = np.random.normal()",
        "x = numpy.random",
        "import secrets",
        "from uuid import uuid4",
        "from os import urandom",
        "x = os.urandom(4)",
        "seed = hash('inburgeraar')",
        "key = id(p)",
        "import time",
        "from datetime import datetime",
        "rng = default_rng()",
        "seed = int(time.time())",
        "run(world, seed=os.getpid())",
    ],
)
def test_other_luck_would_be_seen(line: str) -> None:
    assert other_randomness("simulation.made_up", ast.parse(line))


@pytest.mark.parametrize(
    "line",
    [
        "for p in {1, 2}: pass",
        "for p in set(people): pass",
        "names = [p for p in set(people)]",
        "names = list({p.name for p in people})",
        "waiting = set(people)\nfor p in waiting: pass",
        "text = ', '.join({'a', 'b'})",
        "first = next(iter(set(people)))",
        "rest = set(a)\nrow = (*rest, 1)",
        "for p in set(a) - set(b): pass",
        "table = {p: 1 for p in frozenset(a)}",
    ],
)
def test_an_order_of_a_set_would_be_seen(line: str) -> None:
    assert set_orders("simulation.made_up", ast.parse(line))


@pytest.mark.parametrize(
    "line",
    [
        "for p in sorted(set(people)): pass",
        "n = len({1, 2})",
        "known = a in {1, 2}",
        "worst = max(p for p in {1, 2})",
        "names = sorted(p for p in set(people))",
        "for p in [1, 2]: pass",
    ],
)
def test_a_set_without_order_is_fine(line: str) -> None:
    assert not set_orders("simulation.made_up", ast.parse(line))
