"""What all commands share: language, JSON or screen, and how failure is told."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.errors import (
    ExitCode,
    InputProblems,
    Problem,
    RunStopped,
    StoreProblem,
    print_problems,
    problems_as_json,
)
from experiments.texts import texts_in

if TYPE_CHECKING:
    from rich.console import Console

LANGUAGE_VARIABLE = "DOORSTROOM_LANG"
WIDTH_IN_FILES = 120
"""Columns of text that goes to a file or a pipe instead of a terminal."""


class Lang(StrEnum):
    """The languages of the output."""

    nl = "nl"
    en = "en"


LangOption = Annotated[
    Lang, typer.Option("--lang", envvar=LANGUAGE_VARIABLE, help="Language of the output.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]


class Front:
    """The face of one command: where it prints, and in which language.

    out: the answer, standard output. err: everything else, standard error.
    """

    def __init__(self, lang: Lang, as_json: bool = False) -> None:
        self.lang = lang.value
        self.as_json = as_json
        self.texts = texts_in(self.lang)

    @cached_property
    def out(self) -> Console:
        """The console of the answer."""
        from rich.console import Console

        width = None if sys.stdout.isatty() else WIDTH_IN_FILES
        return Console(highlight=False, markup=False, emoji=False, width=width)

    @cached_property
    def err(self) -> Console:
        """The console of messages, progress and problems."""
        from rich.console import Console

        width = None if sys.stderr.isatty() else WIDTH_IN_FILES
        return Console(stderr=True, highlight=False, markup=False, emoji=False, width=width)

    def tell(self, key: str, /, **values: Any) -> None:
        """Print a message from the catalogue on standard error."""
        self.err.print(self.texts(key, **values), soft_wrap=True)

    def print_json(self, document: Any) -> None:
        """Print a JSON document on standard output."""
        text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
        sys.stdout.write(text + "\n")

    def warn(self, problems: Iterable[Problem]) -> None:
        """Print warnings on standard error."""
        listed = list(problems)
        if listed:
            print_problems(listed, self.texts, self.err)

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Turn what went wrong inside into words and an exit code. Raises typer.Exit."""
        try:
            yield
        except InputProblems as wrong:
            self._tell_problems(wrong)
            raise typer.Exit(ExitCode.WRONG_INPUT) from None
        except StoreProblem as failure:
            self.tell("error.store", path=failure.path, reason=failure.reason)
            raise typer.Exit(ExitCode.FAILED) from None
        except RunStopped as stopped:
            key = "run.stopped_kept" if stopped.kept else "run.stopped"
            self.tell(key, done=stopped.done, worlds=stopped.worlds)
            raise typer.Exit(ExitCode.STOPPED) from None

    def _tell_problems(self, wrong: InputProblems) -> None:
        if self.as_json:
            text = problems_as_json(wrong.problems, self.texts, ExitCode.WRONG_INPUT)
            sys.stdout.write(text + "\n")
        else:
            print_problems(wrong.problems, self.texts, self.err)
