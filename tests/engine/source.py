"""Reads the project's own code as syntax trees, for the promises that no run can prove.

A run shows what happened once. That no rule ever draws luck of its own, or that no number hides
in a step, is a property of the text. Here are the functions that are compiled, the names they call
and the constants they use.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def trees(package: str = "simulation") -> dict[str, ast.Module]:
    """The syntax tree of every module of a package, by its dotted name."""
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = ast.parse(path.read_text("utf-8"), str(path))
    return found


@cache
def decorators() -> dict[str, ast.Call]:
    """The decorators of simulation/compiled.py that compile, each with its call of Numba."""
    return {
        function.name: node
        for function in trees()["simulation.compiled"].body
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and called_name(node) in ("njit", "jit", "vectorize")
    }


def is_compiled(function: ast.FunctionDef) -> bool:
    """Whether a function carries one of the decorators that compile."""
    names = {d.id for d in function.decorator_list if isinstance(d, ast.Name)}
    return not names.isdisjoint(decorators())


def compiled_in(tree: ast.AST) -> list[ast.FunctionDef]:
    """The functions of a module that are compiled."""
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and is_compiled(n)]


@cache
def compiled_functions() -> dict[str, ast.FunctionDef]:
    """Every compiled function of the engine, by 'module.function' without the package's name."""
    return {
        f"{module.removeprefix('simulation.')}.{function.name}": function
        for module, tree in trees().items()
        for function in compiled_in(tree)
    }


def functions_with_place(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Each node of a module with the name of the function it stands in ('' at the top)."""

    def walk(node: ast.AST, place: str) -> Iterator[tuple[str, ast.AST]]:
        for child in ast.iter_child_nodes(node):
            inner = child.name if isinstance(child, ast.FunctionDef) else place
            yield place, child
            yield from walk(child, inner)

    yield from walk(tree, "")


def called_name(call: ast.Call) -> str:
    """The last word of what is called: `draw` for both `draw(...)` and `keys.draw(...)`."""
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def top_constants(tree: ast.Module) -> dict[str, ast.expr]:
    """Assignments of a single upper-case name at the top of a module."""
    return {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id.isupper()
    }
