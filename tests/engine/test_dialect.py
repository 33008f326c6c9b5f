"""Compiled functions keep to the dialect in which Numba and Python give the same bits.

What breaks it was measured: powers (`x**3` differed for a quarter of the values), NumPy's own
functions (`np.exp`: one in twenty), floats of 32 bits, integers that wrap, and mixing unsigned
with signed integers, which makes floats of both. And a field of a record that is called as an
attribute of NumPy's records (`size`, `sort`) reads as that attribute, silently, when interpreted.
"""

from __future__ import annotations

import ast
import builtins
import re

import numpy as np
import pytest

from simulation import randomness
from simulation.agents.gemeente import GEMEENTE
from simulation.agents.inburgeraar import HUISHOUDEN, INBURGERAAR
from simulation.agents.taalaanbieder import AANBOD
from simulation.requests import MOMENT, REQUEST, WHO
from simulation.rules import rules_dtype
from tests.engine.source import (
    ROOT,
    called_name,
    compiled_functions,
    compiled_in,
    decorators,
    trees,
)

RECORDS = {
    "INBURGERAAR": INBURGERAAR,
    "HUISHOUDEN": HUISHOUDEN,
    "GEMEENTE": GEMEENTE,
    "AANBOD": AANBOD,
    "WHO": WHO,
    "MOMENT": MOMENT,
    "REQUEST": REQUEST,
    "rules": rules_dtype(),
}
CASTS = {"uint64", "int64", "float64"}
MATH = {"sqrt", "log", "exp", "floor", "cos", "sin"}
"""Functions of the C library that Python's math and compiled code call with the same result."""
BUILTINS = {"range", "int", "float", "bool", "min", "max", "abs", "len"}
"""round, sum, pow and divmod have other rules when compiled."""
UNSIGNED = re.compile(r"uint64|\bid_(low|high)\b|\bword|\bkey|\bproduct|\bMASK|\bSHIFT")
"""Words of identity and of the generator; activities in a byte are small enough for any type."""
BITS = ast.LShift | ast.RShift | ast.BitAnd | ast.BitOr | ast.BitXor
STATEMENTS = (
    ast.FunctionDef | ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Return | ast.Expr
    | ast.If | ast.For | ast.While | ast.Break | ast.Continue | ast.Pass
)  # fmt: skip
STRANGE = (
    ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp | ast.Dict | ast.Set
    | ast.List | ast.JoinedStr | ast.Starred | ast.NamedExpr | ast.Await | ast.Yield
)  # fmt: skip
COMPILED_NAMES = {name.rsplit(".", 1)[1] for name in compiled_functions()}


def _call_problem(node: ast.Call) -> str:
    """What is wrong with a call, or ''."""
    if isinstance(node.func, ast.Attribute):
        owner = ast.unparse(node.func.value)
        if owner in ("np", "numpy"):
            return "" if node.func.attr in CASTS else f"calls {ast.unparse(node.func)}"
        if owner == "math":
            return "" if node.func.attr in MATH else f"calls {ast.unparse(node.func)}"
        if owner == "keys" and node.func.attr in COMPILED_NAMES:
            return ""
        return f"calls {ast.unparse(node.func)}"
    name = called_name(node)
    if name in COMPILED_NAMES or name in BUILTINS:
        return ""
    known = "a builtin" if hasattr(builtins, name) else "no compiled function"
    return f"calls {name}, {known}"


def problems_of(function: ast.FunctionDef) -> list[str]:
    """Where a function leaves the dialect."""
    found = []
    for node in ast.walk(function):
        said = ""
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Pow):
            said = "uses **"
        elif isinstance(node, ast.BinOp) and isinstance(node.op, BITS):
            literals = [s for s in (node.left, node.right) if isinstance(s, ast.Constant)]
            if literals and UNSIGNED.search(ast.unparse(node)):
                said = f"mixes {literals[0].value!r} into a word"
        elif isinstance(node, ast.Call):
            said = _call_problem(node)
        elif isinstance(node, ast.Attribute) and node.attr in ("float32", "float16", "half"):
            said = f"uses {node.attr}"
        elif isinstance(node, STRANGE) or (
            isinstance(node, ast.stmt) and not isinstance(node, STATEMENTS)
        ):
            said = f"has a {type(node).__name__}"
        elif isinstance(node, ast.arguments) and (node.vararg or node.kwarg or node.defaults):
            said = "has arguments by default, * or **"
        if said:
            found.append(f"line {getattr(node, 'lineno', function.lineno)} {said}")
    return found


def test_compiled_functions_keep_to_the_dialect() -> None:
    found = {name: said for name, f in compiled_functions().items() if (said := problems_of(f))}
    assert found == {}


def test_there_are_compiled_functions_to_look_at() -> None:
    assert len(compiled_functions()) > 100


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return x**2", "uses **"),
        ("x **= 2", "uses **"),
        ("return np.exp(x)", "calls np.exp"),
        ("return np.where(x, 1, 0)", "calls np.where"),
        ("return np.float32(x)", "calls np.float32"),
        ("return math.pow(x, 3)", "calls math.pow"),
        ("return math.gamma(x)", "calls math.gamma"),
        ("return round(x)", "calls round"),
        ("return sum(x)", "calls sum"),
        ("return helper(x)", "calls helper, no compiled function"),
        ("return p.ability.sum()", "calls p.ability.sum"),
        ("return word >> 32", "mixes 32 into a word"),
        ("return p.id_high & 4095", "mixes 4095 into a word"),
        ("return 1 << np.uint64(x)", "mixes 1 into a word"),
        ("return [x for x in y]", "has a ListComp"),
        ("try:\n        pass\n    finally:\n        pass", "has a Try"),
        ("with x:\n        pass", "has a With"),
        ("raise ValueError", "has a Raise"),
        ("assert x", "has a Assert"),
    ],
)
def test_leaving_the_dialect_is_seen(body: str, said: str) -> None:
    tree = ast.parse(f"@step\ndef f(x):\n    {body}\n")
    (function,) = compiled_in(tree)
    assert any(said in line for line in problems_of(function))


def test_only_one_module_compiles() -> None:
    """Another decorator could switch on fastmath, or a cache that does not see changes."""
    found = [
        f"{module}:{node.lineno}"
        for module, tree in trees().items()
        if module != "simulation.compiled"
        for node in ast.walk(tree)
        if (isinstance(node, ast.Import) and any("numba" in a.name for a in node.names))
        or (isinstance(node, ast.ImportFrom) and "numba" in (node.module or ""))
    ]
    assert found == []


def test_no_fastmath() -> None:
    """Fast mathematics may add up in another order, on another processor in another one."""
    assert set(decorators()) >= {"step", "kernel"}
    for call in decorators().values():
        settings = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
        assert settings["fastmath"] == "False"
        assert settings["error_model"] == "'numpy'"
        assert "parallel" not in settings


def test_vector_mathematics_of_another_library_is_off() -> None:
    import os

    assert os.environ["NUMBA_DISABLE_INTEL_SVML"] == "1"


@pytest.mark.parametrize("name", RECORDS)
def test_no_field_hides_an_attribute_of_numpy(name: str) -> None:
    taken = set(dir(np.record)) | set(dir(np.void)) | set(dir(np.recarray))
    assert set(RECORDS[name].names) & taken == set()


def test_a_hidden_attribute_would_be_seen() -> None:
    """Why: interpreted, `offer.size` is NumPy's size of one record, not the field."""
    records = np.zeros(1, dtype=[("size", "i8"), ("occupied", "i8")]).view(np.recarray)
    records["size"] = 15
    assert records[0].size != 15
    assert {"size", "sort"} <= set(dir(np.record))


@pytest.mark.parametrize("name", RECORDS)
def test_floats_have_64_bits_and_only_identities_are_unsigned(name: str) -> None:
    for field, (kind, *_) in RECORDS[name].fields.items():
        base = kind.base
        assert base.kind in "fiu", (field, base)
        assert base.kind != "f" or base.itemsize == 8, field
        assert base.kind != "u" or field in ("id_low", "id_high"), field


def test_no_float32_in_the_package() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in sorted((ROOT / "simulation").rglob("*.py"))
        for word in ("float32", "float16", '"f4"', "'f4'", "'<f4'", '"<f4"')
        if word in path.read_text("utf-8")
    ]
    assert found == []


def test_the_generator_mixes_no_signed_number_into_its_words() -> None:
    """uint64 with int64 is float64 in compiled code: the low bits of a product would be lost."""
    body = compiled_functions()["randomness.philox"].body[1:]  # after what it says of itself
    nodes = [node for statement in body for node in ast.walk(statement)]
    names = {
        node.id for node in nodes if isinstance(node, ast.Name) and hasattr(randomness, node.id)
    }
    signed = {n for n in names if not isinstance(getattr(randomness, n), np.uint64)}
    assert signed == {"ROUNDS"}
    assert len(names) >= 6
    assert [node.value for node in nodes if isinstance(node, ast.Constant)] == []
