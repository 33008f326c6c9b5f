"""`doorstroom charts`: draw the charts of a result, for a slide, a page or a table."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.cli.front import Front, JsonOption, Lang, LangOption
from experiments.cli.options import ResultArgument, StoreOption
from experiments.errors import InputProblems, Problem, nearest_of

if TYPE_CHECKING:
    from experiments.charts.catalogue import Stored
    from experiments.charts.folder import Drawn


def charts(
    result: ResultArgument,
    only: Annotated[
        str, typer.Option(help="Names of charts, with commas; none is all. See --json.")
    ] = "",
    formats: Annotated[
        str, typer.Option("--format", help="png, svg, pdf, csv, with commas.")
    ] = "png,svg,pdf",
    size: Annotated[str, typer.Option(help="16:9, a4 or square.")] = "16:9",
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder for the files; default charts in this folder."),
    ] = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Draw the charts of a result: one message each, with its numbers as a table where asked.

    Example: doorstroom charts RESULT --only wachten,niveau --format png,csv --size a4 -o raad
    """
    front = Front(lang, as_json)
    with front.guard():
        begun = time.perf_counter()
        wanted = _Wish(only, formats, size, out or Path("charts"))
        stored = wanted.open(result, front, store)
        drawn = wanted.draw(stored, front)
        from experiments.charts.folder import write_charts

        files = write_charts(wanted.folder, drawn)
        _show(front, drawn, wanted.folder, len(files), time.perf_counter() - begun)


class _Wish:
    """The options as they were typed, and what is wrong with them."""

    def __init__(self, only: str, formats: str, size: str, folder: Path) -> None:
        self.only = _words(only)
        self.formats = _words(formats)
        self.size = size.lower()
        self.folder = folder

    def problems(self) -> list[Problem]:
        """Return everything that is wrong with the options, all at once."""
        from experiments.charts.folder import FORMATS
        from experiments.charts.style import SIZES

        found = _unknown("--format", self.formats, FORMATS)
        found += _unknown("--size", [self.size], tuple(SIZES))
        if not self.formats:
            found.append(Problem("not-among", "--format", "", details=_options(FORMATS)))
        if self.folder.exists() and not self.folder.is_dir():
            found.append(Problem("not-folder", "--out", str(self.folder)))
        return found

    def open(self, result: str, front: Front, store: Path | None) -> Stored:
        """Return the result that was named. Raises InputProblems, with those of the options."""
        from experiments.charts.catalogue import FAMILIES, SWEEP, names_of
        from experiments.cli.address import drawable_meant, folder_kind

        found = self.problems()
        try:
            stored = drawable_meant(front, result, store, run=not found, batches=True)
        except InputProblems as wrong:
            raise InputProblems([*wrong.problems, *found]) from None
        if self.only:
            names = names_of(stored, front.texts)
            families = [name.partition("-")[0] for name in names]
            words = [word for word in self.only if word not in (*families, *names)]
            of_one = [
                word for word in words if folder_kind(stored.path) == SWEEP and word in FAMILIES
            ]
            found += [Problem("charts-of-batch", "--only", word) for word in of_one]
            unknown = [word for word in words if word not in of_one]
            known = tuple(dict.fromkeys([*families, *names]))
            found = [*_unknown("--only", unknown, known), *found]
        if found:
            raise InputProblems(found)
        return stored

    def draw(self, stored: Stored, front: Front) -> list[Drawn]:
        """Draw what was asked. Raises InputProblems for a chart that this result cannot give."""
        from experiments.charts.catalogue import make_charts
        from experiments.charts.folder import draw

        made = make_charts(stored, front.texts, self.only or None)
        missing = [
            Problem("chart-missing", "--only", name, details={"observable": what})
            for name, what in made.missing.items()
        ]
        missing += [
            Problem("chart-unfit", "--only", name, details={"reason": reason})
            for name, reason in made.unfit.items()
        ]
        if missing and (self.only or not made.charts):
            raise InputProblems(missing)
        front.warn([_as_warning(problem) for problem in missing])
        return list(draw(made.charts, stored, front.lang, self.formats, self.size))


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(word.strip().lower() for word in text.split(",") if word.strip()))


def _unknown(field: str, words: Sequence[str], allowed: Sequence[str]) -> list[Problem]:
    return [
        Problem(
            "not-among", field, word, nearest=nearest_of(word, allowed), details=_options(allowed)
        )
        for word in words
        if word not in allowed
    ]


def _options(allowed: Sequence[str]) -> dict[str, str]:
    return {"options": ", ".join(allowed)}


def _as_warning(problem: Problem) -> Problem:
    from dataclasses import replace

    return replace(problem, warning=True)


def _show(front: Front, drawn: Sequence[Drawn], folder: Path, files: int, seconds: float) -> None:
    if front.as_json:
        charts = [
            {
                "name": one.chart.name,
                "message": one.chart.message,
                "alt": one.alt,
                "files": sorted(one.files),
            }
            for one in drawn
        ]
        meta = {"path": str(folder.absolute()), "seconds": round(seconds, 3)}
        front.print_json({"schema": 1, "meta": meta, "charts": charts})
        return
    from experiments.cli.tables import plain_table

    table = plain_table(front.texts("charts.name"), front.texts("charts.message"))
    for one in drawn:
        table.add_row(one.chart.name, one.chart.message)
    front.out.print(table)
    front.out.print(front.texts("charts.place", n=files, path=str(folder)), soft_wrap=True)
