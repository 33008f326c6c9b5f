"""Life lines of invented people, by the same package as `doorstroom life`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from experiments.errors import InputProblems, Problem
from experiments.life.identity import parse_identity
from experiments.life.line import LifeLine, life_line
from experiments.life.people import Group, Listed, first_differences, list_people
from experiments.life.story import story_of, story_of_two
from experiments.life.versus import Parting, part
from experiments.life.world import UnknownPerson, WorldKey, follow, with_scenario
from experiments.scenario.model import Scenario
from simulation.region import load_region


@dataclass(frozen=True)
class Wanted:
    """Whose life. scenarios: one or two; person: an identity, empty where people are listed."""

    scenarios: tuple[Scenario, ...]
    seed: int
    lang: str
    person: str = ""
    group: Group = field(default_factory=Group)

    @property
    def worlds(self) -> tuple[WorldKey, ...]:
        """The world of each scenario: the first one, with the registered values."""
        first = WorldKey(self.scenarios[0], self.seed)
        return (first, *(with_scenario(first, other) for other in self.scenarios[1:]))


@dataclass(frozen=True)
class People:
    """Who there is. parts: for each the month in which the lives part (YYYY-MM), where they do."""

    listed: tuple[Listed, ...]
    parts: dict[str, str]


@dataclass(frozen=True)
class Told:
    """A life told: its lines (one or two), where they part, the story, and files to take along."""

    lines: tuple[LifeLine, ...]
    parting: Parting | None
    story: tuple[str, ...]
    files: dict[str, bytes]


def people_of(wanted: Wanted) -> People:
    """Return everybody in view in the first scenario's world."""
    worlds = wanted.worlds
    listed = tuple(list_people(worlds[0], wanted.group))
    if len(worlds) == 1:
        return People(listed, {})
    found = first_differences(worlds[0], worlds[1])
    return People(listed, {str(who): month for who, month in found.items()})


def told(wanted: Wanted) -> Told:
    """Return the life line of a person. Raises InputProblems where there is nobody like that."""
    worlds = wanted.worlds
    identity = parse_identity(wanted.person, load_region(wanted.scenarios[0].region))
    try:
        if identity is None:
            raise InputProblems([_nobody(wanted.person, wanted.scenarios[0].name)])
        lived = [follow(world, identity) for world in worlds]
    except UnknownPerson as unknown:
        raise InputProblems([_nobody(wanted.person, unknown.scenario)]) from None
    lines = tuple(life_line(one) for one in lived)
    parting = part(lived[0], lived[1], wanted.lang) if len(lived) > 1 else None
    if parting is None:
        story = story_of(lines[0], wanted.lang)
    else:
        story = story_of_two(lines[0], lines[1], parting, wanted.lang)
    return Told(lines, parting, tuple(story), _files(lines, parting, story, wanted.lang))


def _nobody(person: str, scenario: str) -> Problem:
    return Problem("life-not-here", "person", person, details={"scenario": scenario})


def _files(
    lines: tuple[LifeLine, ...], parting: Parting | None, story: list[str], lang: str
) -> dict[str, bytes]:
    """Return the files that `doorstroom life` writes, by name."""
    import tempfile
    from pathlib import Path

    from experiments.life.folder import write_life

    document: dict[str, Any] = {"schema": 1, "lives": [line.as_json() for line in lines]}
    if parting is not None:
        document["parting"] = parting.as_json(lines[0])
    document["story"] = story
    texts = {"story": "\n".join(story) + "\n", "data": document}
    parted = None if parting is None else parting.t
    with tempfile.TemporaryDirectory() as name:
        folder = write_life(Path(name) / "life", lines, parted, texts, lang)
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
