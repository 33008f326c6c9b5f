"""A scenario in the making: plain fields as a YAML file has them, checked as a whole.

The draft is what the sheet edits, a link carries and a file holds; what the model is asked is
only ever a draft that was checked by the same reader as the command line's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import yaml

from experiments.errors import InputProblems, Problem
from experiments.scenario.files import SHIPPED, check_document
from experiments.scenario.model import Scenario
from experiments.scenario.yaml_reader import Document, read_yaml, read_yaml_file

Draft = dict[str, Any]
FILE_FIELD = "inflow.file"


@dataclass(frozen=True)
class Checked:
    """What the check of a draft says: the scenario, or what is in its way.

    problems: errors and warnings; those of one field stand under its dotted path.
    """

    scenario: Scenario | None
    problems: tuple[Problem, ...]

    def at(self, field: str) -> list[Problem]:
        """Return the problems of a field, or of what is inside it."""
        inside = f"{field}."
        return [p for p in self.problems if p.field == field or p.field.startswith(inside)]

    @property
    def errors(self) -> list[Problem]:
        """What has to be put right first."""
        return [problem for problem in self.problems if not problem.warning]


@cache
def _shipped_text(name: str) -> str:
    return json.dumps(read_yaml_file(SHIPPED / f"{name}.yaml").data)


def shipped_draft(name: str) -> Draft:
    """Return the fields of a shipped scenario."""
    fields: Draft = json.loads(_shipped_text(name))
    return fields


def as_yaml(draft: Mapping[str, Any]) -> str:
    """Return the draft as the text of a scenario file."""
    order = ("format", "name", "title", "description", "region", "start", "until", "inflow")
    first = {name: draft[name] for name in order if name in draft}
    rest = {name: value for name, value in draft.items() if name not in first}
    return yaml.safe_dump(first | rest, allow_unicode=True, sort_keys=False, width=88)


def canonical(draft: Mapping[str, Any]) -> str:
    """Return one text for one draft, whatever the order of its fields."""
    return json.dumps(draft, ensure_ascii=False, sort_keys=True)


def check(draft: Mapping[str, Any]) -> Checked:
    """Check a draft as a whole."""
    return _check(canonical(draft))


@lru_cache(maxsize=256)
def _check(text: str) -> Checked:
    fields = json.loads(text)
    try:
        document = read_yaml(as_yaml(fields), fields.get("name") or "scenario")
        return _checked(document)
    except (InputProblems, RecursionError) as wrong:
        return Checked(None, getattr(wrong, "problems", (Problem("file-empty"),)))


def read_upload(raw: bytes, name: str) -> tuple[Draft | None, tuple[Problem, ...]]:
    """Read a scenario file that was uploaded; return its fields, or everything that is wrong."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, (Problem("file-not-utf8", file=name, line=line),)
    try:
        document = read_yaml(text, name)
        checked = _checked(document)
    except (InputProblems, RecursionError) as wrong:
        return None, getattr(wrong, "problems", (Problem("file-empty", file=name),))
    if checked.errors:
        return None, checked.problems
    return dict(document.data), checked.problems


def _checked(document: Document) -> Checked:
    data = document.data
    inflow = data.get("inflow") if isinstance(data, dict) else None
    if isinstance(inflow, dict) and "file" in inflow:
        # A file beside the scenario would be a file of this server: the command line only.
        line = document.place_of(("inflow", "file")).line
        return Checked(None, (Problem("app-no-file", FILE_FIELD, file=document.name, line=line),))
    try:
        loaded = check_document(document, SHIPPED / "draft.yaml")
    except InputProblems as wrong:
        return Checked(None, wrong.problems)
    return Checked(loaded.scenario, loaded.warnings)
