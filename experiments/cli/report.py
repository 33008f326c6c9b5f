"""`doorstroom report`: a result to read and to hand over, as HTML, PDF and workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from experiments.cli.front import Front, Lang, LangOption
from experiments.cli.options import ResultArgument, StoreOption
from experiments.errors import InputProblems, Problem, nearest_of

FORMATS = ("html", "pdf", "xlsx")


def report(
    result: ResultArgument,
    formats: Annotated[str, typer.Option("--format", help="html, pdf, xlsx, with commas.")] = (
        "html,pdf,xlsx"
    ),
    out: Annotated[
        Path, typer.Option("--out", "-o", help="The files to write, without what follows the dot.")
    ] = Path("doorstroom-rapport"),
    store: StoreOption = None,
    lang: LangOption = Lang.nl,
) -> None:
    """Make a report of a result: answers in words, charts with their tables, sources.

    Example: doorstroom report RESULT --format pdf -o raadsinformatiebrief
    """
    front = Front(lang)
    with front.guard():
        from experiments.charts.files import write_whole
        from experiments.cli.address import drawable_meant
        from experiments.report.content import report_of
        from experiments.report.forms import FORMS

        wanted = list(dict.fromkeys(word.strip().lower() for word in formats.split(",")))
        found = [
            Problem(
                "not-among",
                "--format",
                word,
                nearest=nearest_of(word, FORMATS),
                details={"options": ", ".join(FORMATS)},
            )
            for word in wanted
            if word not in FORMATS
        ]
        try:
            stored = drawable_meant(front, result, store, run=not found)
        except InputProblems as wrong:
            raise InputProblems([*wrong.problems, *found]) from None
        if found:
            raise InputProblems(found)
        made = report_of(stored, front.texts)
        stem = out.with_suffix("") if out.suffix.lower().lstrip(".") in FORMATS else out
        bodies = {kind: FORMS[kind](made, front.texts) for kind in wanted}
        for kind, body in bodies.items():
            path = write_whole(stem.with_name(f"{stem.name}.{kind}"), body)
            front.out.print(str(path), soft_wrap=True)
