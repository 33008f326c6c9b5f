"""Life lines of invented people, by the same package as `doorstroom life`, as pages show them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.errors import InputProblems, Problem
from experiments.life.folder import write_life
from experiments.life.identity import parse_identity
from experiments.life.line import LifeLine, life_line
from experiments.life.people import Group, Listed, first_differences, list_people
from experiments.life.picture import (
    LANE_COLOURS,
    LANES,
    MARKS,
    alternative_text,
    label_of,
    look_of,
    stretches_of,
)
from experiments.life.sentences import Sentence, conclusion, introduction, tell
from experiments.life.story import story_of, story_of_two
from experiments.life.versus import Parting, difference_in_money, explain, part
from experiments.life.words import Voice
from experiments.life.world import Lived, UnknownPerson, WorldKey, follow, with_scenario
from experiments.scenario.model import Scenario
from simulation.region import load_region


@dataclass(frozen=True)
class Wanted:
    """Whose life. scenarios: one or two; person: an identity, empty where people are listed."""

    scenarios: tuple[Scenario, ...]
    seed: int
    lang: str
    person: str = ""

    @property
    def worlds(self) -> tuple[WorldKey, ...]:
        """The world of each scenario: the first one, with the registered values."""
        first = WorldKey(self.scenarios[0], self.seed)
        return (first, *(with_scenario(first, other) for other in self.scenarios[1:]))


@dataclass(frozen=True)
class People:
    """Who there is, in the order of arrival.

    parts: of two scenarios, by identity the first month (YYYY-MM) in which a milestone differs.
    """

    listed: tuple[Listed, ...]
    parts: dict[str, str]


@dataclass(frozen=True)
class Bar:
    """Months in which something is so. lane: of LANES; first, last: months of the world."""

    lane: str
    label: str
    colour: str
    first: int
    last: int


@dataclass(frozen=True)
class Life:
    """One life under one scenario, ready to be shown.

    scenario: its short name; start: calendar month of month 0, as months since 2000-01;
    levels: (month of the world, level); marks: (month, key of `picture`, word); sentences: all, in
    the order of time; end: how it ends; alt: the picture in words.
    """

    scenario: str
    title: str
    start: int
    bars: tuple[Bar, ...]
    levels: tuple[tuple[int, float], ...]
    marks: tuple[tuple[int, str, str], ...]
    sentences: tuple[Sentence, ...]
    end: tuple[str, ...]
    alt: str


@dataclass(frozen=True)
class Told:
    """A person's life under one scenario or two.

    who: first lines, of which the first says that nobody real is meant. parted: month of the
    world, YYYY-MM, in which two lives part. why: where and why; money: what the second costs more.
    files: those that `doorstroom life` writes, by name.
    """

    who: tuple[str, ...]
    lives: tuple[Life, ...]
    parted: int | None
    parted_in: str
    why: tuple[str, ...]
    money: tuple[str, ...]
    files: dict[str, bytes]


def people_of(wanted: Wanted) -> People:
    """Return everybody in view in the first scenario's world."""
    worlds = wanted.worlds
    listed = tuple(list_people(worlds[0], Group()))
    if len(worlds) == 1:
        return People(listed, {})
    found = first_differences(worlds[0], worlds[1])
    return People(listed, {str(who): month for who, month in found.items()})


def told(wanted: Wanted) -> Told:
    """Return the life of a person. Raises InputProblems where there is nobody like that."""
    lived, lang = _lived(wanted), wanted.lang
    lines = tuple(life_line(one) for one in lived)
    parting = part(lived[0], lived[1], lang) if len(lived) > 1 else None
    parted = None if parting is None else parting.t
    two = parting is not None
    return Told(
        who=tuple(introduction(lines[0], lang)[:2] if two else introduction(lines[0], lang)),
        lives=tuple(_life(line, parted, lang) for line in lines),
        parted=parted,
        parted_in="" if parted is None else lines[0].date(parted),
        why=() if parting is None else tuple(explain(parting, lines[0], lines[1], lang)),
        money=tuple(difference_in_money(lines[0], lines[1], lang)) if two else (),
        files=_files(lines, parting, lang),
    )


def _lived(wanted: Wanted) -> list[Lived]:
    worlds = wanted.worlds
    identity = parse_identity(wanted.person, load_region(wanted.scenarios[0].region))
    if identity is None:
        raise InputProblems([_nobody(wanted.person, wanted.scenarios[0].name)])
    try:
        return [follow(world, identity) for world in worlds]
    except UnknownPerson as unknown:
        raise InputProblems([_nobody(wanted.person, unknown.scenario)]) from None


def _nobody(person: str, scenario: str) -> Problem:
    return Problem("life-not-here", "person", person, details={"scenario": scenario})


def _life(line: LifeLine, parted: int | None, lang: str) -> Life:
    voice = Voice(lang, line.who.sex)
    seen = [state for state in line.states if state.phase != "uit"]
    marks = [(m.t, *MARKS[m.event]) for m in line.moments if m.event in MARKS]
    return Life(
        scenario=line.scenario,
        title=line.titles[lang],
        start=line.start,
        bars=tuple(_bars(line, voice)),
        levels=tuple((state.t, state.level) for state in seen),
        marks=tuple((t, key, voice(f"picture.{key}")) for t, _, key in marks),
        sentences=tuple(tell(line, lang)),
        end=tuple(conclusion(line, lang)),
        alt=alternative_text([line], parted, lang),
    )


def _bars(line: LifeLine, voice: Voice) -> Sequence[Bar]:
    found = []
    for span in line.spans:
        if span.phase != "uit":
            name, route, colour = look_of(span)
            label = label_of(name, route, voice)
            found.append(Bar(LANES[0], label, colour, span.first, span.last))
    for lane in LANES[1:]:
        label, colour = voice(f"picture.{lane}"), LANE_COLOURS[lane]
        found += [Bar(lane, label, colour, *months) for months in stretches_of(line, lane)]
    return found


def _files(lines: Sequence[LifeLine], parting: Parting | None, lang: str) -> dict[str, bytes]:
    """Return the files that `doorstroom life` writes, by name."""
    document: dict[str, Any] = {"schema": 1, "lives": [line.as_json() for line in lines]}
    if parting is None:
        story, parted = story_of(lines[0], lang), None
    else:
        story, parted = story_of_two(lines[0], lines[1], parting, lang), parting.t
        document["parting"] = parting.as_json(lines[0])
    document["story"] = story
    texts = {"story": "\n".join(story) + "\n", "data": document}
    with tempfile.TemporaryDirectory() as name:
        folder = write_life(Path(name) / "life", lines, parted, texts, lang)
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
