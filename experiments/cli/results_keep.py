"""Results elsewhere, and results no longer: `doorstroom results export` and `gc`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.cli.front import Front, JsonOption, Lang, LangOption
from experiments.cli.options import ResultArgument, StoreOption
from experiments.errors import InputProblems, Problem, StoreProblem

if TYPE_CHECKING:
    from experiments.store.catalogue import Entry


def export(
    result: ResultArgument,
    out: Annotated[Path, typer.Option("--out", "-o", help="A new or empty folder.")],
    form: Annotated[str, typer.Option("--format", help="parquet or csv.")] = "parquet",
    crate: Annotated[
        bool, typer.Option("--crate", help="Describe it by RO-Crate, for a data repository.")
    ] = False,
    licence: Annotated[
        str | None, typer.Option(help="Address of the licence of the data, for --crate.")
    ] = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Write the tables of a result as one file each, for other programs or a data repository.

    Example: doorstroom results export base --out deposit --crate
    """
    front = Front(lang, as_json)
    with front.guard():
        from experiments.cli.address import result_meant
        from experiments.errors import nearest_of
        from experiments.store.crate import describe_crate
        from experiments.store.export import FORMATS, export_tables

        problems = []
        if form not in FORMATS:
            options = {"options": ", ".join(FORMATS)}
            nearest = nearest_of(form, FORMATS)
            problems.append(
                Problem("not-among", "--format", form, nearest=nearest, details=options)
            )
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            problems.append(Problem("out-taken", "--out", str(out)))
        if licence is not None and not crate:
            problems.append(Problem("licence-unused", "--licence", licence))
        if problems:
            raise InputProblems(problems)
        found = result_meant(front, result, store)
        folder = out.expanduser().absolute()
        files = export_tables(found, folder, form)
        if crate:
            try:
                files.append(describe_crate(folder, found.manifest, files, licence))
            except OSError as error:
                raise StoreProblem(str(folder), error.strerror or str(error)) from error
        if as_json:
            names = [file.name for file in files]
            front.print_json({"schema": 1, "meta": {"path": str(folder)}, "files": names})
            return
        front.out.print(front.texts("results.exported", n=len(files), path=str(folder)))
        if crate and licence is None:
            front.tell("results.no_licence")


def gc(
    store: StoreOption = None,
    unfinished: Annotated[
        bool, typer.Option("--unfinished", help="Also work that can still go on.")
    ] = False,
    other_engines: Annotated[
        bool, typer.Option("--other-engines", help="Also results of another version.")
    ] = False,
    older_than: Annotated[
        int | None, typer.Option(help="Also results that ended more than so many days ago.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Remove damaged results and what killed runs left, and more where asked; shows it first.

    Example: doorstroom results gc --unfinished --yes
    """
    front = Front(lang, as_json)
    with front.guard():
        from experiments.numbers import write_number
        from experiments.store.gc import removable, remove
        from experiments.store.location import store_folder

        if older_than is not None and older_than < 0:
            details = {"low": 0, "high": 100_000}
            raise InputProblems(
                [Problem("option-range", "--older-than", str(older_than), details=details)]
            )
        folder = store_folder(store)
        found = removable(folder, unfinished, other_engines, older_than)
        size = write_number(sum(entry.size for entry in found) / 1e6, front.lang, 1)
        if not as_json:
            _show(front, found)
            front.tell("results.gc", n=len(found), megabytes=size)
        if found and not yes:
            if not sys.stdin.isatty():
                raise InputProblems([Problem("gc-unasked", "--yes")])
            if not typer.confirm(front.texts("results.gc_sure"), err=True):
                return
        leftovers = remove(folder, found)
        if as_json:
            removed = [entry.content() for entry in found]
            front.print_json({"schema": 1, "removed": removed, "leftovers": leftovers})
        else:
            front.out.print(front.texts("results.gc_done", n=len(found), leftovers=leftovers))


def _show(front: Front, found: list[Entry]) -> None:
    for entry in found:
        state = front.texts(f"results.state_{entry.state}", failed=entry.failed)
        front.out.print(f"{entry.id}  {entry.scenario}  {state}")
