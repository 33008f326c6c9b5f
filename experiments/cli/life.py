"""`doorstroom life`: the course of one invented person, in sentences and as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.cli.front import Front, JsonOption, Lang, LangOption
from experiments.cli.options import ScenarioArgument, between, kind_problem
from experiments.errors import InputProblems, Problem, nearest_of

if TYPE_CHECKING:
    from experiments.life.people import Group, Listed
    from experiments.life.world import WorldKey
    from experiments.scenario.model import Scenario

DEFAULT_LIMIT, MOST_ROWS = 30, 100_000


def life(
    scenario: ScenarioArgument = "base",
    person: Annotated[
        str | None,
        typer.Option(help="Whom: a number in the order of arrival, or an identity from --list."),
    ] = None,
    versus: Annotated[
        str | None, typer.Option(help="A second scenario: the same person in both.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List people to choose from.")] = False,
    sex: Annotated[str | None, typer.Option(help="Only m or f.")] = None,
    doelgroep: Annotated[str | None, typer.Option(help="Only asiel or gezin_overig.")] = None,
    gemeente: Annotated[str | None, typer.Option(help="Only this municipality.")] = None,
    education: Annotated[str | None, typer.Option(help="Only laag, midden or hoog.")] = None,
    route: Annotated[str | None, typer.Option(help="Only this first route: b1, onderwijs, z.")] = (
        None
    ),
    how: Annotated[
        str | None,
        typer.Option(help="Only this end: diploma_b1, diploma_a2, onderwijs, z, niet."),
    ] = None,
    limit: Annotated[int, typer.Option(help="Rows of the list.")] = DEFAULT_LIMIT,
    seed: Annotated[int, typer.Option(help="Same seed, same people.")] = 1,
    world: Annotated[int, typer.Option(help="Which world (replication), from 0.")] = 0,
    parameters: Annotated[
        str, typer.Option(help="point: registered values; prior: the world's own draw.")
    ] = "point",
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Folder for story, picture and data.")
    ] = None,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Tell the life line of one invented person, under one scenario or two.

    Example: doorstroom life base --person 17 --versus duale-trajecten
    """
    front = Front(lang, as_json)
    with front.guard():
        from experiments.life.people import Group

        group = Group(sex, doelgroep, gemeente, education, route, how)
        key, other = _worlds(scenario, versus, (seed, world, parameters, limit), group)
        if listed:
            _list(front, (key, other), group, limit)
        else:
            _tell(front, key, other, person, group, out)


def _worlds(
    scenario: str, versus: str | None, numbers: tuple[int, int, str, int], group: Group
) -> tuple[WorldKey, WorldKey | None]:
    """The worlds asked for. Raises InputProblems with everything that is wrong."""
    from experiments.life.world import WorldKey, with_scenario

    seed, world, parameters, limit = numbers
    found = _problems_of(seed, world, parameters, limit)
    loaded = []
    for source in (scenario, versus):
        if source is not None:
            try:
                loaded.append(_load(source))
            except InputProblems as wrong:
                found += wrong.problems
    if loaded:
        found += _problems_of_group(loaded[0], group)
    if len(loaded) == 2 and loaded[0].start != loaded[1].start:
        details = {"start": loaded[0].start}
        found.append(Problem("life-start", "--versus", loaded[1].start, details=details))
    if any(not problem.warning for problem in found):
        raise InputProblems(found)
    key = WorldKey(loaded[0], seed, world, parameters)
    return key, with_scenario(key, loaded[1]) if len(loaded) == 2 else None


def _load(source: str) -> Scenario:
    from experiments.scenario.files import load_scenario

    return load_scenario(source).scenario


def _problems_of(seed: int, world: int, parameters: str, limit: int) -> list[Problem]:
    from experiments.runner.request import MAX_REPLICATIONS, MAX_SEED

    found = (
        between("--seed", seed, 0, MAX_SEED),
        between("--world", world, 0, MAX_REPLICATIONS),
        between("--limit", limit, 1, MOST_ROWS),
        kind_problem(parameters),
    )
    return [problem for problem in found if problem is not None]


def _problems_of_group(scenario: Scenario, group: Group) -> list[Problem]:
    from experiments.life.people import allowed_values
    from simulation.region import load_region

    towns = tuple(g.name for g in load_region(scenario.region).gemeenten)
    found = []
    for name, allowed in allowed_values(towns).items():
        value = getattr(group, name)
        if value is not None and value not in allowed:
            near = nearest_of(value, allowed)
            details = {"options": ", ".join(allowed)}
            found.append(Problem("not-among", f"--{name}", value, nearest=near, details=details))
    return found


def _list(front: Front, keys: tuple[WorldKey, WorldKey | None], group: Group, limit: int) -> None:
    """With a second scenario only people whose lives differ, and from when."""
    from experiments.life.people import first_differences, list_people

    key, other = keys
    people = list_people(key, group)
    parts: dict[str, str] = {}
    if other is not None:
        parts = {str(who): month for who, month in first_differences(key, other).items()}
        people = [person for person in people if str(person.identity) in parts]
    if front.as_json:
        shown = [p.as_json() | {"parts": parts.get(str(p.identity))} for p in people[:limit]]
        front.print_json({"schema": 1, "fictional": True, "n": len(people), "people": shown})
        return
    _print_list(front, key, people, limit, parts)


def _print_list(
    front: Front, key: WorldKey, people: list[Listed], limit: int, parts: dict[str, str]
) -> None:
    from rich.table import Table

    from experiments.life.words import catalogue

    say = catalogue(front.lang)
    table = Table(box=None, pad_edge=False)
    for name in ("number", "who", "permit", "sex", "age", "education", "route", "end"):
        table.add_column(say(f"list.{name}"))
    if parts:
        table.add_column(say("list.parts"))
    for p in people[:limit]:
        number = "" if p.number is None else str(p.number)
        end = p.how if p.how != "niet" else p.phase
        cells = (number, str(p.identity), p.permit, p.sex, str(p.age), p.education, p.route, end)
        table.add_row(*cells, *([parts[str(p.identity)]] if parts else []))
    front.out.print(say("intro.fictional"), soft_wrap=True)
    front.out.print(table)
    if len(people) > limit:
        front.out.print(say("list.more", n=len(people) - limit), soft_wrap=True)
    front.out.print(say("list.footer", scenario=key.scenario.name), soft_wrap=True)


def _tell(
    front: Front,
    key: WorldKey,
    other: WorldKey | None,
    person: str | None,
    group: Group,
    out: Path | None,
) -> None:
    from experiments.life.folder import default_folder, write_life
    from experiments.life.line import life_line
    from experiments.life.story import story_of, story_of_two
    from experiments.life.versus import part
    from experiments.life.world import UnknownPerson, follow
    from experiments.store.location import store_folder

    identity = _whom(key, person, group)
    try:
        lives = [follow(one, identity) for one in (key, other) if one is not None]
    except UnknownPerson as unknown:
        details = {"scenario": unknown.scenario}
        raise InputProblems(
            [Problem("life-elsewhere", "--versus", str(identity), details=details)]
        ) from None
    lines = [life_line(lived) for lived in lives]
    document: dict[str, Any] = {"schema": 1, "lives": [line.as_json() for line in lines]}
    if other is None:
        parted = None
        story = story_of(lines[0], front.lang)
    else:
        parting = part(lives[0], lives[1], front.lang)
        parted = parting.t
        story = story_of_two(lines[0], lines[1], parting, front.lang)
        document["parting"] = parting.as_json(lines[0])
    document["story"] = story
    text = "\n".join(story) + "\n"
    target = out or default_folder(store_folder(), lines)
    write_life(target, lines, parted, {"story": text, "data": document}, front.lang)
    if front.as_json:
        front.print_json(document | {"path": str(target)})
        return
    front.out.print(text, soft_wrap=True)
    front.out.print(front.texts("life.place", path=str(target)), soft_wrap=True)


def _whom(key: WorldKey, person: str | None, group: Group) -> Any:
    """The identity asked for. Raises InputProblems if there is nobody like that."""
    from experiments.life.people import find_person, list_people, typical

    if person is None:
        people = list_people(key, group)
        chosen = typical(people)
        if chosen is None:
            raise InputProblems([Problem("life-nobody", "--person", None)])
        return chosen.identity
    identity = find_person(key, person)
    if identity is None:
        most = max((p.number or 0 for p in list_people(key, type(group)())), default=0)
        details = {"most": most, "scenario": key.scenario.name}
        raise InputProblems([Problem("life-unknown", "--person", person, details=details)])
    return identity
