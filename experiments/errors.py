"""What can go wrong for a user, and how it is told: problems, exit codes, rendering.

A problem is data (a code, a field, the value as it was written); its sentences stand in the
catalogues under `problem.<code>`: `what` is wrong, what is `allowed`, what to do `next`.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from experiments.texts import Texts

if TYPE_CHECKING:
    from rich.console import Console


class ExitCode(IntEnum):
    """What the command tells the shell when it ends."""

    DONE = 0
    FAILED = 1
    WRONG_INPUT = 2
    DONE_WITH_FAILED_RUNS = 3
    STOPPED = 130


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with the input.

    code: key under `problem` in the catalogues. field: dotted path, for example
    `parameters.afschalen.min_hours`. value: as the user wrote it. line: 1 for the first.
    details: values for the placeholders of the sentences. warning: told, but not in the way.
    """

    code: str
    field: str = ""
    value: str | None = None
    file: str | None = None
    line: int | None = None
    nearest: str | None = None
    details: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    warning: bool = False

    def sentence(self, part: str, texts: Texts) -> str:
        """Return the `what`, `allowed` or `next` sentence; empty if the code has none."""
        key = f"problem.{self.code}.{part}"
        if key not in texts:
            return ""
        known = {"field": self.field, "value": self.value, "nearest": self.nearest}
        return texts(key, **(known | dict(self.details)))

    def as_json(self, texts: Texts) -> dict[str, Any]:
        """Return the problem as a mapping for `--json`."""
        return {
            "code": self.code,
            "severity": "warning" if self.warning else "error",
            "file": self.file,
            "line": self.line,
            "field": self.field or None,
            "value": self.value,
            "what": self.sentence("what", texts),
            "allowed": self.sentence("allowed", texts) or None,
            "nearest": self.nearest,
            "next": self.sentence("next", texts) or None,
        }


class InputProblems(Exception):
    """The input is wrong; carries every problem found, not only the first. Exit code 2."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.field or p.file}: {p.code}" for p in self.problems))


class RunStopped(Exception):
    """The user stopped the run. Exit code 130.

    done: worlds that were finished when it stopped, of `worlds`. kept: whether what was finished
    is kept, so that the same command goes on.
    """

    def __init__(self, done: int, worlds: int, kept: bool = False) -> None:
        self.done = done
        self.worlds = worlds
        self.kept = kept
        super().__init__(f"stopped after {done} of {worlds} worlds")


class StoreProblem(Exception):
    """The store cannot be read or written. Exit code 1; `reason` is the system's own words."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


def nearest_of(value: object, allowed: Iterable[str]) -> str | None:
    """Return the allowed spelling closest to `value`, or None if nothing comes close."""
    wanted = str(value).strip()
    options = {option.casefold(): option for option in allowed}
    found = get_close_matches(wanted.casefold(), options, n=1, cutoff=0.6)
    if found:
        return options[found[0]]
    starts = [o for o in options if len(wanted) >= 3 and wanted.casefold() in o]
    return options[min(starts, key=len)] if starts else None


def print_problems(problems: Iterable[Problem], texts: Texts, console: Console) -> None:
    """Print the problems for a reader: place and field, what, allowed, nearest, next step."""
    from rich.padding import Padding
    from rich.text import Text

    listed = list(problems)
    errors = sum(not p.warning for p in listed)
    if errors:
        key = "error.head_one" if errors == 1 else "error.head"
        console.print(Text(texts(key, n=errors), style="bold red"))
    for problem in listed:
        head = Text("\n" if errors or problem is not listed[0] else "")
        head.append(_place(problem, texts), style="bold yellow" if problem.warning else "bold")
        console.print(head)
        for part in ("what", "allowed", "nearest", "next"):
            if part == "nearest":
                near = problem.nearest
                sentence = texts("error.nearest", nearest=near) if near else ""
            else:
                sentence = problem.sentence(part, texts)
            if sentence:
                console.print(Padding(Text(sentence), (0, 0, 0, 2), expand=False))


def _place(problem: Problem, texts: Texts) -> str:
    where = [problem.file] if problem.file else []
    if problem.line:
        where.append(texts("error.line", line=problem.line))
    what = problem.field
    if what and problem.value is not None:
        what = f"{what}: {_shorten(problem.value)}"
    elif problem.value is not None:
        what = _shorten(problem.value)
    start = f"{texts('error.warning')} " if problem.warning else ""
    return start + " · ".join([", ".join(where), what] if where and what else where or [what])


def _shorten(value: str, longest: int = 80) -> str:
    line = " ".join(value.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def problems_as_json(problems: Iterable[Problem], texts: Texts, code: ExitCode) -> str:
    """Return the JSON document that `--json` prints instead of an answer."""
    listed = [p.as_json(texts) for p in problems]
    return json.dumps({"schema": 1, "exit_code": int(code), "problems": listed}, ensure_ascii=False)
