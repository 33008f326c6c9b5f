"""The kinds of policy: one file each, found by themselves.

A new kind is a new file here with a `KIND`; CLI, scenario files, docs and tests find it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from simulation.policy import Kind


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind of policy by name, in the order of names.

    Raises:
        ValueError: where two kinds share a number, or a file's kind has another name.
    """
    found: dict[str, Kind] = {}
    for module in sorted(iter_modules(__path__), key=lambda module: module.name):
        kind: Kind = import_module(f"{__name__}.{module.name}").KIND
        if kind.name != module.name or kind.number in {k.number for k in found.values()}:
            raise ValueError(
                f"policies/{module.name}.py: name or number of the kind is not its own"
            )
        found[kind.name] = kind
    return found
