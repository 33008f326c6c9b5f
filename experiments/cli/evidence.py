"""`doorstroom evidence`: the published facts behind the model, listed, filtered, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.cli.front import Front, JsonOption, Lang, LangOption

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DETAILS = (
    "statistic",
    "value",
    "low",
    "high",
    "unit",
    "population",
    "period",
    "geography",
    "status",
    "counts_as",
    "use",
    "source_title",
    "source_year",
    "source_url",
    "locator",
    "note",
    "known_conflicts",
)


def evidence(
    ref: Annotated[
        str | None, typer.Argument(help="One fact, for example rules:N100; none lists them.")
    ] = None,
    table: Annotated[str | None, typer.Option(help="Only this table.")] = None,
    status: Annotated[
        str | None, typer.Option(help="read, derived, remembered or assumption.")
    ] = None,
    topic: Annotated[str | None, typer.Option(help="Only this topic.")] = None,
    source: Annotated[str | None, typer.Option(help="Only from this source.")] = None,
    use: Annotated[str | None, typer.Option(help="calibrate, validate, input or context.")] = None,
    search: Annotated[str | None, typer.Option(help="Only with these words.")] = None,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """List the facts behind the model with status and source, or show one.

    Example: doorstroom evidence --status remembered
    """
    front = Front(lang, as_json)
    filters = {
        "table": table,
        "status": status,
        "topic": topic,
        "source": source,
        "use": use,
        "search": search,
    }
    with front.guard():
        rows = _rows(ref, filters)
        if as_json:
            front.print_json({"schema": 1, "facts": rows})
        elif ref is not None:
            _print_fact(front, rows[0])
        else:
            _print_facts(front, rows)


def _rows(ref: str | None, filters: Mapping[str, str | None]) -> Sequence[dict[str, Any]]:
    from calibration.evidence import UnknownFactError, load_evidence
    from calibration.listing import UnknownChoiceError, fact_rows, filter_facts
    from experiments.errors import InputProblems, Problem

    facts = load_evidence()
    given = {name: value for name, value in filters.items() if value is not None}
    problems = []
    chosen = facts.facts
    for name, value in given.items():  # one by one, so that every wrong filter is told
        try:
            filter_facts(facts, **{name: value})
        except UnknownChoiceError as wrong:
            options = ", ".join(wrong.allowed)
            problems.append(
                Problem(
                    "not-among",
                    f"--{wrong.field}",
                    wrong.value,
                    nearest=wrong.nearest,
                    details={"options": options},
                )
            )
    if ref is not None:
        try:
            chosen = (facts.get(ref),)
        except UnknownFactError as wrong:
            near = wrong.nearest[0] if wrong.nearest else None
            problems.append(Problem("unknown-fact", "REF", ref, nearest=near))
    if problems:
        raise InputProblems(problems)
    if ref is None:
        chosen = _filtered(filter_facts, facts, given)
    return fact_rows(facts, chosen)


def _filtered(filter_facts: Any, facts: Any, given: Mapping[str, str]) -> Any:
    from calibration.listing import UnknownChoiceError
    from experiments.errors import InputProblems, Problem

    try:
        return filter_facts(facts, **given)
    except UnknownChoiceError as wrong:  # each exists, but not together: a topic of another table
        options = ", ".join(wrong.allowed)
        problem = Problem(
            "not-among",
            f"--{wrong.field}",
            wrong.value,
            nearest=wrong.nearest,
            details={"options": options},
        )
        raise InputProblems([problem]) from None


def _print_facts(front: Front, rows: Sequence[Mapping[str, Any]]) -> None:
    from experiments.cli.tables import plain_table

    names = ("ref", "statistic", "value", "unit", "period", "status", "source_key")
    table = plain_table(*(front.texts(f"evidence.{name}") for name in names))
    for row in rows:
        cells = [str(row[name] or "") for name in names]
        if row["counts_as"] != row["status"]:
            cells[5] = front.texts("evidence.worse", status=row["status"], as_=row["counts_as"])
        table.add_row(*cells)
    front.out.print(table)
    front.out.print(front.texts("evidence.number", n=len(rows)))


def _print_fact(front: Front, row: Mapping[str, Any]) -> None:
    from experiments.cli.tables import plain_table

    table = plain_table(str(row["ref"]), str(row["topic"]))
    for name in _DETAILS:
        value = row[name]
        text = "\n".join(value) if isinstance(value, list) else str(value or "")
        if text:
            table.add_row(front.texts(f"evidence.{name}"), text)
    front.out.print(table)
