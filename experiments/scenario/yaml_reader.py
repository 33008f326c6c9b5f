"""Read a small YAML file into plain values, remembering the line of every field.

Only what a scenario needs is accepted. Anchors, aliases, tags, several documents, duplicate
keys, deep nesting and big files are refused while reading, before anything is built from them.
A plain scalar is a whole number, a decimal with a point, true, false or empty; every other one
stays the text that was written: `no`, `1_000` and `2022-01` mean what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from experiments.errors import InputProblems, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 10
MAX_NODES = 20_000

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,30}\.[0-9]{1,30}([eE][-+]?[0-9]{1,3})?")
_WORDS = {"true": True, "false": False, "": None, "null": None, "~": None}

Path_ = tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """Where a value stands: the line (1 for the first) and the text as written (scalars only)."""

    line: int
    written: str | None = None


@dataclass(frozen=True)
class Document:
    """A file that was read: its values, and the place of each by path (`("inflow", "source")`).

    problems: what the reading itself found wrong, such as duplicate keys.
    """

    name: str
    data: Any
    places: dict[Path_, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def place_of(self, path: Path_) -> Place:
        """Return the place of `path`, or of the nearest field around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(1))


def read_yaml_file(path: Path) -> Document:
    """Read one YAML file.

    Raises InputProblems when the file is missing, a folder, unreadable, too big, not UTF-8 or
    no acceptable YAML.
    """
    name = str(path)
    try:
        if path.is_dir():
            raise InputProblems([Problem("file-is-folder", file=name)])
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputProblems([Problem("file-missing", file=name)]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        problem = Problem("file-unreadable", file=name, details={"reason": reason})
        raise InputProblems([problem]) from None
    if len(raw) > MAX_BYTES:
        raise InputProblems([_limit("file-too-big", name, None, MAX_BYTES)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputProblems([Problem("file-not-utf8", file=name, line=line)]) from None
    return read_yaml(text, name)


def read_yaml(text: str, name: str) -> Document:
    """Read YAML text; `name` is the file that problems are reported for.

    Raises InputProblems when the text is no acceptable YAML.
    """
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        reason = error.problem or error.context or ""
        problem = Problem("yaml-broken", file=name, line=line, details={"reason": reason})
        raise InputProblems([*builder.problems, problem]) from None
    except yaml.YAMLError as error:  # a character that YAML forbids
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        reason = getattr(error, "reason", str(error))
        problem = Problem("yaml-broken", file=name, line=line, details={"reason": reason})
        raise InputProblems([*builder.problems, problem]) from None
    return Document(name, builder.data, builder.places, tuple(builder.problems))


@dataclass
class _Open:
    """A mapping or list that is being read."""

    target: dict[str, Any] | list[Any]
    path: Path_
    key: str | None = None
    skip: bool = False


class _Builder:
    """Builds values from the stream of YAML events, refusing what a scenario may not hold."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.data: Any = None
        self.places: dict[Path_, Place] = {}
        self.problems: list[Problem] = []
        self._open: list[_Open] = []
        self._documents = 0
        self._nodes = 0

    def take(self, event: yaml.Event) -> None:
        """Take in the next event. Raises InputProblems on what must stop the reading."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(Problem("yaml-documents", file=self.name, line=line))
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(Problem("yaml-alias", file=self.name, line=line, value=f"*{event.anchor}"))
        elif isinstance(event, yaml.NodeEvent):
            self._take_node(event, line)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._open.pop()

    def _take_node(self, event: Any, line: int) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._refuse(_limit("yaml-too-long", self.name, line, MAX_NODES))
        if event.anchor:
            found = f"&{event.anchor}"
            self._refuse(Problem("yaml-alias", file=self.name, line=line, value=found))
        if event.tag:
            self._refuse(Problem("yaml-tag", file=self.name, line=line, value=event.tag))
        if isinstance(event, yaml.ScalarEvent):
            self._take_scalar(event, line)
            return
        if len(self._open) >= MAX_DEPTH:
            self._refuse(_limit("yaml-too-deep", self.name, line, MAX_DEPTH))
        target: dict[str, Any] | list[Any]
        target = {} if isinstance(event, yaml.MappingStartEvent) else []
        if self._open and isinstance(self._open[-1].target, dict) and self._open[-1].key is None:
            self._refuse(Problem("yaml-key", file=self.name, line=line))
        path = self._place(target, Place(line))
        self._open.append(_Open(target, path))

    def _take_scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        inside = self._open[-1] if self._open else None
        if inside and isinstance(inside.target, dict) and inside.key is None:
            inside.key = event.value
            path = (*inside.path, event.value)
            inside.skip = path in self.places
            if inside.skip:
                first = self.places[path].line
                dotted = ".".join(part for part in path if not part.startswith("\0"))
                problem = Problem(
                    "yaml-duplicate", dotted, None, self.name, line, details={"first": first}
                )
                self.problems.append(problem)
            else:
                self.places[path] = Place(line)
            return
        plain = event.style is None
        self._place(_resolve(event.value) if plain else event.value, Place(line, event.value))

    def _place(self, value: Any, place: Place) -> Path_:
        """Put a value where the reading is, and return its path."""
        if not self._open:
            self.data = value
            self.places[()] = place
            return ()
        inside = self._open[-1]
        if isinstance(inside.target, list):
            path = (*inside.path, str(len(inside.target)))
            inside.target.append(value)
            self.places[path] = place
            return path
        key = inside.key
        assert key is not None
        inside.key = None
        path = (*inside.path, key)
        if inside.skip:  # the first of two stays; what is in the second is not looked at
            return (*inside.path, "\0" + str(place.line), key)
        inside.target[key] = value
        self.places[path] = Place(self.places[path].line, place.written)
        return path

    def _refuse(self, problem: Problem) -> None:
        raise InputProblems([*self.problems, problem])


def _resolve(written: str) -> Any:
    if written.lower() in _WORDS:
        return _WORDS[written.lower()]
    if _INTEGER.fullmatch(written):
        return int(written)
    if _DECIMAL.fullmatch(written):
        return float(written)
    return written


def _limit(code: str, name: str, line: int | None, limit: int) -> Problem:
    return Problem(code, file=name, line=line, details={"limit": limit})


def walk(data: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Yield every path in `data` with its value, parents first."""
    yield path, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from walk(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from walk(value, (*path, str(index)))
