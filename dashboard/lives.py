"""Whose life a tab shows: the people of a world, found and remembered once for everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dashboard.components.aside import made
from dashboard.workshop.lives import People, Told, Wanted
from dashboard.workshop.tasks import LIFE, PEOPLE
from experiments.life.people import LONG_ENOUGH, Group, Listed
from experiments.scenario.model import Scenario

MOST_LISTED = 50
"""So many people stand in the list to choose from; a number finds any other."""


def people(scenarios: Sequence[Scenario], seed: int, lang: str) -> People | None:
    """Return who there is; None where the page says why not."""
    wanted = Wanted(tuple(scenarios), seed, lang)
    found: People | None = _remembered(PEOPLE, wanted, "life.listing", without_language=True)
    return found


def life(scenarios: Sequence[Scenario], seed: int, lang: str, person: str) -> Told | None:
    """Return the life of a person; None where the page says why not."""
    found: Told | None = _remembered(
        LIFE, Wanted(tuple(scenarios), seed, lang, person), "life.busy"
    )
    return found


def _remembered(task: str, wanted: Wanted, note: str, without_language: bool = False) -> Any:
    scenarios = tuple(one.model_dump_json() for one in wanted.scenarios)
    lang = "" if without_language else wanted.lang
    return made(task, wanted, note, (scenarios, wanted.seed, lang, wanted.person))


def of_group(found: People, group: Group, parted_only: bool) -> list[Listed]:
    """Return who belongs to a group, those first who can be followed for long.

    parted_only: only people whose life differs between the two scenarios.
    """
    mine = [
        person
        for person in found.listed
        if group.has(person) and (not parted_only or str(person.identity) in found.parts)
    ]
    return list(_long_first(mine))


def _long_first(listed: Sequence[Listed]) -> Iterator[Listed]:
    yield from (person for person in listed if person.followed >= LONG_ENOUGH)
    yield from (person for person in listed if person.followed < LONG_ENOUGH)


def named(found: People, typed: str) -> Listed | None:
    """Return the person of a number or identity; None for nobody."""
    typed = typed.strip()
    for person in found.listed:
        if typed in (str(person.identity), str(person.number)):
            return person
    return None
