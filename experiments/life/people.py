"""Who lives in a world: a list to pick from, by number or by group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from experiments.life.identity import SERIES, Identity, identity_of, parse_identity, place_of
from experiments.life.world import WorldKey
from simulation.agents import codes
from simulation.agents import events as ev
from simulation.engine import Prepared, advance
from simulation.months import MONTHS_PER_YEAR, format_month

LONG_ENOUGH = 60
"""Months that a life line of a chosen group can be followed, where there is such a person."""
PHASES = codes.PHASE_NAMES[1:]
HOW = codes.HOW_NAMES


@dataclass(frozen=True)
class Listed:
    """One person of a world, in a list.

    number: place in the order of arrival, from 1, or None for who was there at the start;
    permit: YYYY-MM; route: the first leerroute; phase: at the world's end; how: how the duty was
    fulfilled; followed: months in the world.
    """

    number: int | None
    identity: Identity
    gemeente: str
    doelgroep: str
    sex: str
    age: int
    education: str
    permit: str
    route: str
    phase: str
    how: str
    followed: int

    def as_json(self) -> dict[str, Any]:
        """The row as plain values."""
        return {name: getattr(self, name) for name in _FIELDS} | {"identity": str(self.identity)}


_FIELDS = (
    *("number", "gemeente", "doelgroep", "sex", "age", "education"),
    *("permit", "route", "phase", "how"),
)


@dataclass(frozen=True)
class Group:
    """Whom to list: what is None may be anything."""

    sex: str | None = None
    doelgroep: str | None = None
    gemeente: str | None = None
    education: str | None = None
    route: str | None = None
    how: str | None = None

    def has(self, person: Listed) -> bool:
        """Whether a person belongs to the group."""
        asked = {name: value for name, value in vars(self).items() if value is not None}
        return all(getattr(person, name) == value for name, value in asked.items())


def allowed_values(gemeenten: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What each field of a group may be."""
    return {
        "sex": codes.SEX_NAMES,
        "doelgroep": codes.DOELGROEP_NAMES,
        "gemeente": gemeenten,
        "education": codes.EDUCATION_NAMES,
        "route": codes.ROUTE_NAMES,
        "how": codes.HOW_NAMES,
    }


def list_people(key: WorldKey, group: Group, prepared: Prepared | None = None) -> list[Listed]:
    """Everybody of a group who comes into view in a world, in the order of arrival."""
    prepared = prepared or key.prepared()
    world = key.build(prepared)
    advance(world, 0, prepared.setup.months)
    region = prepared.setup.region
    known = set(SERIES.values()) | {codes.SERIES_NAREIS, codes.SERIES_EIGHTEEN}
    people = world.people
    numbers = numbers_of(people)
    rows = [
        _listed(people[place], int(numbers[place]), prepared, region)
        for place in np.argsort(people["rank"]).tolist()
        if people["milestones"][place, ev.M_PERMIT] != codes.NEVER
        and int(people["series"][place]) in known
    ]
    return [row for row in rows if group.has(row)]


def numbers_of(people: Any) -> npt.NDArray[np.int64]:
    """(n,) everybody's number: the order of arrival after the start; 0 for who was there."""
    first = int((people["arrival"] < 0).sum())
    return np.maximum(people["rank"].astype(np.int64) - first + 1, 0)


def _listed(p: Any, number: int, prepared: Prepared, region: Any) -> Listed:
    setup = prepared.setup
    arrival = setup.start + int(p["arrival"])
    out = int(p["milestones"][ev.M_OUT])
    last = out if out != codes.NEVER else setup.months - 1
    return Listed(
        number=number or None,
        identity=identity_of(p, region),
        gemeente=region.gemeenten[p["gemeente"]].name,
        doelgroep=codes.DOELGROEP_NAMES[p["doelgroep"]],
        sex=codes.SEX_NAMES[p["sex"]],
        age=(arrival - int(p["birth"])) // MONTHS_PER_YEAR,
        education=codes.EDUCATION_NAMES[p["education"]],
        permit=format_month(arrival),
        route=codes.ROUTE_NAMES[p["first_route"]],
        phase=codes.PHASE_NAMES[p["phase"]],
        how=codes.HOW_NAMES[p["how"]],
        followed=last - int(p["arrival"]),
    )


def first_differences(key: WorldKey, other: WorldKey) -> dict[Identity, str]:
    """YYYY-MM of the first milestone that differs between two worlds, by person.

    Only people who live in both, and whose milestones differ; it says where to look, not who is
    better off.
    """
    worlds = []
    for one in (key, other):
        prepared = one.prepared()
        world = one.build(prepared)
        advance(world, 0, prepared.setup.months)
        region = prepared.setup.region
        worlds.append({_address(p): p["milestones"].astype(int) for p in world.people})
    people, start = world.people, prepared.setup.start
    found = {}
    for p in people:
        address = _address(p)
        if address not in worlds[0]:
            continue
        pair = np.stack([worlds[0][address], worlds[1][address]])
        changed = pair[:, pair[0] != pair[1]]
        months = changed[changed != codes.NEVER]
        if months.size:
            found[identity_of(p, region)] = format_month(start + int(months.min()))
    return found


def _address(p: Any) -> tuple[int, int]:
    return int(p["id_high"]), int(p["id_low"])


def find_person(key: WorldKey, text: str, prepared: Prepared | None = None) -> Identity | None:
    """The identity that a user means: a number in the order of arrival, or an identity."""
    prepared = prepared or key.prepared()
    region = prepared.setup.region
    people = key.build(prepared).people
    if text.strip().isdecimal():
        same = numbers_of(people) == int(text)
        return identity_of(people[same][0], region) if int(text) and same.any() else None
    identity = parse_identity(text, region)
    if identity is None or place_of(identity, people, region) is None:
        return None
    return identity


def typical(people: list[Listed]) -> Listed | None:
    """The first of a list who can be followed long enough; else whoever is followed longest."""
    for person in people:
        if person.followed >= LONG_ENOUGH:
            return person
    return max(people, key=lambda person: person.followed, default=None)
