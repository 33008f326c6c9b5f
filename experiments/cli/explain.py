"""`doorstroom explain`: what happens in a month, what a number is, what an outcome means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.cli.front import Front, JsonOption, Lang, LangOption

if TYPE_CHECKING:
    from simulation.parameters import Parameter

group = typer.Typer(
    help="Explain a month, a parameter or an observable. Example: doorstroom explain month",
    no_args_is_help=True,
)


@group.command("month")
def month(as_json: JsonOption = False, lang: LangOption = Lang.nl) -> None:
    """Print the steps of a month in their order, with the articles of the law.

    Example: doorstroom explain month
    """
    front = Front(lang, as_json)
    with front.guard():
        from simulation.month import describe_month

        steps = describe_month()
        if as_json:
            front.print_json(
                [
                    {
                        "number": step.number,
                        "name": step.name,
                        "title": _title(step, front.lang),
                        "law": step.law,
                    }
                    for step in steps
                ]
            )
            return
        from experiments.cli.tables import plain_table

        names = ("explain.number", "explain.step", "explain.what", "explain.law")
        table = plain_table(*(front.texts(name) for name in names), right=(0,))
        for step in steps:
            table.add_row(str(step.number), step.name, _title(step, front.lang), step.law)
        front.out.print(table)


@group.command("parameter")
def parameter(
    name: Annotated[str, typer.Argument(metavar="ID", help="For example afschalen.min_hours.")],
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Show a number of the model: meaning, value, range, source and status.

    Example: doorstroom explain parameter afschalen.min_hours
    """
    front = Front(lang, as_json)
    with front.guard():
        from experiments.errors import InputProblems, Problem, nearest_of
        from simulation.parameters import format_steps, load_registry

        registry = load_registry()
        found = registry.get(name)
        if found is None:
            group_of = [key for key in registry if key.startswith(name.rstrip(".") + ".")]
            if not group_of:
                near = nearest_of(name, registry)
                raise InputProblems([Problem("unknown-parameter", "ID", name, nearest=near)])
            _print_group(front, [registry[key] for key in group_of])
            return
        rows = {
            "meaning": found.meaning_en if front.lang == "en" else found.meaning_nl,
            "value": format_steps(found),
            "unit": found.unit,
            "low": found.low,
            "high": found.high,
            "family": found.family,
            "status": found.status,
            "source": _source(found.source),
            "evidence": list(found.evidence),
            "note": found.note,
        }
        _print_rows(front, found.id, "parameter", rows)


@group.command("observable")
def observable(
    name: Annotated[
        str,
        typer.Argument(help="For example employed, or waiting[queue=lessen,stat=mean]."),
    ],
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Show what an outcome means, its unit and filters, and for whom a run gives it.

    Example: doorstroom explain observable employed
    """
    front = Front(lang, as_json)
    with front.guard():
        from experiments.cli.observables import explain

        found, rows = explain(name, front.lang)
        _print_rows(front, found, "observable", rows)


def _title(step: Any, lang: str) -> str:
    return str(step.title_en if lang == "en" else step.title_nl)


def _source(key: str) -> str:
    """Return the source's title, publisher and year beside its key, where it is a known one."""
    from calibration.evidence import load_evidence

    try:
        source = load_evidence().source(key)
    except KeyError:
        return key
    parts = (source.title, source.publisher, source.year, source.link or "")
    return f"{key}: " + ", ".join(part for part in parts if part and part != "-")


def _print_group(front: Front, parameters: list[Parameter]) -> None:
    from simulation.parameters import format_steps

    if front.as_json:
        front.print_json({p.id: format_steps(p) for p in parameters})
        return
    from experiments.cli.tables import plain_table

    names = ("explain.id", "explain.meaning", "explain.value", "explain.unit", "explain.status")
    table = plain_table(*(front.texts(name) for name in names))
    for found in parameters:
        meaning = found.meaning_en if front.lang == "en" else found.meaning_nl
        table.add_row(found.id, meaning, format_steps(found), found.unit, found.status)
    front.out.print(table)


def _print_rows(front: Front, name: str, kind: str, rows: dict[str, Any]) -> None:
    if front.as_json:
        front.print_json({kind: name} | rows)
        return
    from experiments.cli.tables import plain_table

    table = plain_table(front.texts(f"explain.{kind}"), name)
    for key, value in rows.items():
        text = "\n".join(value) if isinstance(value, list) else value
        if text is not None and text != "":
            shown = f"{text:g}" if isinstance(text, float) else str(text)
            table.add_row(front.texts(f"explain.{key}"), shown)
    front.out.print(table)
