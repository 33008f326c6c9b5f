"""`doorstroom results`: what lies in the store, and questions about it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.cli.front import Front, JsonOption, Lang, LangOption
from experiments.cli.options import ResultArgument, StoreOption
from experiments.cli.results_keep import export, gc
from experiments.errors import InputProblems, Problem

if TYPE_CHECKING:
    import pyarrow as pa

    from experiments.store.results import StoredResult

group = typer.Typer(
    help="List, show, query, export and clean up results. Example: doorstroom results list",
    no_args_is_help=True,
)
group.command("export")(export)
group.command("gc")(gc)
SHOWN_ROWS = 100
FACTS = ("request", "digests", "versions", "machine", "source", "times")


@group.command("list")
def list_results(
    store: StoreOption = None, as_json: JsonOption = False, lang: LangOption = Lang.nl
) -> None:
    """List the results in the store, newest first.

    Example: doorstroom results list --json
    """
    front = Front(lang, as_json)
    with front.guard():
        from experiments.cli.tables import plain_table
        from experiments.numbers import write_number
        from experiments.store.catalogue import list_entries
        from experiments.store.location import store_folder

        folder = store_folder(store)
        entries = list_entries(folder)
        if as_json:
            front.print_json([entry.content() for entry in entries])
            return
        if not entries:
            front.out.print(front.texts("results.none", path=str(folder)), soft_wrap=True)
            return
        names = ("id", "kind", "scenario", "ended", "runs", "size", "state")
        table = plain_table(*(front.texts(f"results.{name}") for name in names), right=(4, 5))
        for entry in entries:
            table.add_row(
                entry.id,
                entry.kind,
                entry.scenario,
                entry.ended[:16].replace("T", " "),
                write_number(entry.runs, front.lang) if entry.runs else "",
                f"{write_number(entry.size / 1e6, front.lang, 1)} MB",
                front.texts(f"results.state_{entry.state}", failed=entry.failed),
            )
        front.out.print(table)
        front.out.print(front.texts("results.next"))


@group.command("show")
def show(
    result: ResultArgument,
    store: StoreOption = None,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Show what a result is, what made it, and which tables it has.

    Example: doorstroom results show base
    """
    front = Front(lang, as_json)
    with front.guard():
        from experiments.cli.address import result_meant
        from experiments.cli.tables import plain_table
        from experiments.numbers import write_number

        found = result_meant(front, result, store)
        manifest = dict(found.manifest)
        if as_json:
            front.print_json(manifest)
            return
        table = plain_table(front.texts("results.what"), front.texts("results.value"))
        table.add_row(front.texts("results.id"), found.run_id)
        table.add_row(front.texts("results.kind"), found.kind)
        table.add_row(front.texts("results.command"), " ".join(manifest["command"]))
        for name in FACTS:
            table.add_row(name, _as_line(manifest[name]))
        table.add_row("outcome_digest", manifest["outcome_digest"])
        failed = manifest["failed_worlds"]
        table.add_row(front.texts("results.failed"), write_number(failed, front.lang))
        for name in found.table_names:
            rows = write_number(manifest["tables"][name]["rows"], front.lang)
            table.add_row(name, front.texts("results.rows", n=rows))
        table.add_row(front.texts("results.path"), str(found.path))
        front.out.print(table)


def _as_line(value: Any) -> str:
    if not isinstance(value, dict):
        return "" if value is None else str(value)
    return ", ".join(f"{name} {_short(fact)}" for name, fact in value.items())


def _short(fact: Any) -> str:
    text = str(fact)
    return text[:16] if len(text) == 64 else text


@group.command("query")
def query(
    result: ResultArgument,
    sql: Annotated[str, typer.Argument(help="A question in SQL over the tables of the result.")],
    store: StoreOption = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print all rows as CSV.")] = False,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Ask a result a question in SQL: tables runs, monthly, observables, ledger, cells.

    Example: doorstroom results query base "SELECT month, median(werk) FROM monthly GROUP BY month"
    """
    front = Front(lang, as_json)
    with front.guard():
        from experiments.cli.address import result_meant

        found = result_meant(front, result, store)
        table = _ask(found, sql)
        if as_json:
            front.print_json(
                {"schema": 1, "meta": {"id": found.run_id}, "rows": _rows(table, None)}
            )
        elif as_csv:
            import pyarrow.csv

            sys.stdout.flush()
            pyarrow.csv.write_csv(table, sys.stdout.buffer)
        else:
            _print_rows(front, table)


def _ask(found: StoredResult, sql: str) -> pa.Table:
    from experiments.store.index import QueryProblem
    from experiments.store.index import query as ask

    try:
        return ask(found, sql)
    except QueryProblem as problem:
        details = {"reason": problem.reason, "tables": ", ".join(found.table_names)}
        raise InputProblems([Problem("query-wrong", "SQL", sql, details=details)]) from None


def _rows(table: pa.Table, most: int | None) -> list[dict[str, Any]]:
    import math

    shown = table if most is None else table.slice(0, most)
    rows = shown.to_pylist()
    for row in rows:
        for name, value in row.items():
            if isinstance(value, float) and not math.isfinite(value):
                row[name] = None
            elif value is not None and not isinstance(
                value, str | int | float | bool | list | dict
            ):
                row[name] = str(value)
    return rows


def _print_rows(front: Front, table: pa.Table) -> None:
    from experiments.cli.tables import plain_table
    from experiments.numbers import write_number

    shown = plain_table(*table.column_names)
    for row in _rows(table, SHOWN_ROWS):
        shown.add_row(
            *(
                "" if v is None else f"{v:g}" if isinstance(v, float) else str(v)
                for v in row.values()
            )
        )
    front.out.print(shown)
    if table.num_rows > SHOWN_ROWS:
        rows = write_number(table.num_rows, front.lang)
        front.out.print(front.texts("results.more", shown=SHOWN_ROWS, rows=rows))
