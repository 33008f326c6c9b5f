"""Commands about scenario files and regions: list, show, make, check, describe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from experiments.cli.front import Front, JsonOption, Lang, LangOption

group = typer.Typer(help="List the shipped scenarios. Example: doorstroom scenarios")


@group.callback(invoke_without_command=True)
def scenarios(
    context: typer.Context,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """List the shipped scenarios.

    Example: doorstroom scenarios
    """
    if context.invoked_subcommand is not None:
        return
    front = Front(lang, as_json)
    with front.guard():
        from experiments.scenario.files import list_shipped, load_scenario

        shipped = [load_scenario(name).scenario for name in list_shipped()]
        if as_json:
            front.print_json([{"name": s.name, "title": s.title_in(front.lang)} for s in shipped])
            return
        from experiments.cli.tables import plain_table

        table = plain_table(front.texts("scenarios.name"), front.texts("scenarios.title"))
        for scenario in shipped:
            table.add_row(scenario.name, scenario.title_in(front.lang))
        front.out.print(table)
        front.out.print(front.texts("scenarios.next"))


@group.command("show")
def show(
    name: Annotated[str, typer.Argument(help="A shipped scenario.")],
    lang: LangOption = Lang.nl,
) -> None:
    """Print the file of a shipped scenario.

    Example: doorstroom scenarios show base
    """
    front = Front(lang)
    with front.guard():
        from experiments.errors import InputProblems, Problem, nearest_of
        from experiments.scenario.files import SHIPPED, list_shipped

        shipped = list_shipped()
        if name not in shipped:
            details = {"options": ", ".join(shipped)}
            near = nearest_of(name, shipped)
            raise InputProblems(
                [Problem("unknown-shipped", "NAME", name, nearest=near, details=details)]
            )
        text = (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")
        typer.echo(text, nl=False)


def new(
    name: Annotated[str, typer.Argument(help="Name of the scenario; becomes NAME.yaml here.")],
    lang: LangOption = Lang.nl,
) -> None:
    """Write a commented scenario file to start from; never over an existing one.

    Example: doorstroom new meer-z-plekken
    """
    front = Front(lang)
    with front.guard():
        from experiments.scenario.template import write_new_scenario

        path = write_new_scenario(name, Path(), front.lang)
        front.out.print(front.texts("new.done", path=str(path)), soft_wrap=True)


def check(
    file: Annotated[str, typer.Argument(help="A scenario file, or a shipped name.")],
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Check a scenario as a whole, without simulating.

    Example: doorstroom check meer-z-plekken.yaml
    """
    front = Front(lang, as_json)
    with front.guard():
        from experiments.scenario.files import load_scenario

        loaded = load_scenario(file)
        if as_json:
            listed = [problem.as_json(front.texts) for problem in loaded.warnings]
            front.print_json({"schema": 1, "exit_code": 0, "problems": listed})
            return
        front.warn(loaded.warnings)
        months = loaded.scenario.months
        front.out.print(front.texts("check.fine", name=loaded.scenario.name, months=months))


def schema() -> None:
    """Print the JSON Schema of a scenario file, for editors.

    Example: doorstroom schema > scenario.schema.json
    """
    from experiments.scenario.template import json_schema_text

    typer.echo(json_schema_text())


def regions(as_json: JsonOption = False, lang: LangOption = Lang.nl) -> None:
    """List the regions with their municipalities.

    Example: doorstroom regions
    """
    front = Front(lang, as_json)
    with front.guard():
        from experiments.numbers import write_number
        from simulation.region import list_regions, load_region

        loaded = [load_region(slug) for slug in list_regions()]
        if as_json:
            front.print_json(
                [
                    {
                        "name": region.name,
                        "title": region.title,
                        "gemeenten": [
                            {"name": g.name, "title": g.title, "inhabitants": g.inhabitants}
                            for g in region.gemeenten
                        ],
                    }
                    for region in loaded
                ]
            )
            return
        from experiments.cli.tables import plain_table

        names = ("regions.region", "regions.gemeente", "regions.inhabitants")
        table = plain_table(*(front.texts(name) for name in names), right=(2,))
        for region in loaded:
            for position, gemeente in enumerate(region.gemeenten):
                first = f"{region.title} ({region.name})" if position == 0 else ""
                inhabitants = write_number(gemeente.inhabitants, front.lang)
                table.add_row(first, gemeente.title, inhabitants)
        front.out.print(table)
