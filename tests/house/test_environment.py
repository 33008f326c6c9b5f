"""The environment these tests run in is the one that the constraints describe."""

import importlib.metadata
import subprocess
import sys
import tomllib

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT

pytestmark = pytest.mark.every_python

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
MODULES = {"pyyaml": "yaml", "python-pptx": "pptx", "salib": "SALib"}


def pins_here() -> dict[str, str]:
    """The pinned version of each library on this Python."""
    found = {}
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            pin = Requirement(line)
            if pin.marker is None or pin.marker.evaluate():
                (specifier,) = pin.specifier
                found[canonicalize_name(pin.name)] = specifier.version
    return found


def needed() -> set[str]:
    """Everything that the project and its tests need here, what those need included."""
    lines = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]
    waiting = [Requirement(line) for line in lines]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement = waiting.pop()
        for extra in {"", *requirement.extras}:
            node = (canonicalize_name(requirement.name), extra)
            if node in seen:
                continue
            seen.add(node)
            for line in importlib.metadata.requires(requirement.name) or []:
                further = Requirement(line)
                where = {**default_environment(), "extra": extra}
                if further.marker is None or further.marker.evaluate(where):
                    waiting.append(further)
    return {name for name, _ in seen}


def test_every_library_behind_the_libraries_is_pinned() -> None:
    assert needed() - set(pins_here()) == set()


def test_the_installed_versions_are_the_pinned_ones() -> None:
    pins = pins_here()
    other = {
        name: f"{importlib.metadata.version(name)} installed, {pins[name]} pinned"
        for name in needed() & set(pins)
        if importlib.metadata.version(name) != pins[name]
    }
    assert other == {}, "run `make setup`"


@pytest.mark.parametrize("line", PROJECT["dependencies"])
def test_a_library_loads(line: str) -> None:
    """A library can need another without saying so."""
    name = canonicalize_name(Requirement(line).name)
    code = f"import {MODULES.get(name, name)}"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
