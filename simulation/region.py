"""Regions as data: municipalities with their inhabitants, and what is known of each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable


class RegionError(ValueError):
    """A region's file is missing or wrong; says which field, what is allowed, what to do."""


@dataclass(frozen=True)
class Gemeente:
    """A municipality.

    code: CBS code, part of the identity of its people; inhabitants: persons;
    backlog: arrears on the taakstelling at the start (persons), None = by formula;
    non_western_share: of its inhabitants, for the key of the gemeentefonds, None = as Hengelo.
    """

    name: str
    title: str
    code: int
    inhabitants: int
    backlog: float | None
    sources: str
    non_western_share: float | None = None


@dataclass(frozen=True)
class Region:
    """A named set of municipalities that share a pool of course places."""

    name: str
    title: str
    gemeenten: tuple[Gemeente, ...]

    @property
    def inhabitants(self) -> int:
        """Inhabitants of all municipalities together."""
        return sum(gemeente.inhabitants for gemeente in self.gemeenten)


def _folder() -> Traversable:
    return resources.files("simulation") / "data" / "regions"


def list_regions() -> tuple[str, ...]:
    """The names of the regions that come with the program."""
    return tuple(
        sorted(
            f.name.removesuffix(".toml") for f in _folder().iterdir() if f.name.endswith(".toml")
        )
    )


def load_region(name: str) -> Region:
    """Read a region that comes with the program.

    Raises:
        RegionError: for an unknown name, a region without municipalities or a wrong field.
    """
    if name not in list_regions():
        raise RegionError(f"region {name!r} is unknown; allowed are {', '.join(list_regions())}")
    text = (_folder() / f"{name}.toml").read_text(encoding="utf-8")
    return read_region(name, text)


def read_region(name: str, text: str) -> Region:
    """Read a region from the text of a TOML file.

    Raises:
        RegionError: as load_region.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RegionError(f"region {name!r} is no valid TOML: {error}") from error
    rows = data.get("gemeente", [])
    if not rows:
        raise RegionError(f"region {name!r} has no [[gemeente]]; a region needs at least one")
    problems = []
    gemeenten = []
    for row in rows:
        label = f"region {name!r}, gemeente {row.get('name', '?')!r}"
        missing = {"name", "title", "code", "inhabitants", "sources"} - row.keys()
        if missing:
            problems.append(f"{label}: {', '.join(sorted(missing))} missing")
            continue
        if not (isinstance(row["inhabitants"], int) and row["inhabitants"] > 0):
            problems.append(
                f"{label}: inhabitants is {row['inhabitants']!r}; a whole number above 0"
            )
        if not (isinstance(row["code"], int) and 0 < row["code"] < 2**14):
            problems.append(f"{label}: code is {row['code']!r}; a CBS code of at most 4 digits")
        share = row.get("non_western_share", 0.0)
        if not (isinstance(share, int | float) and 0.0 <= share <= 1.0):
            problems.append(f"{label}: non_western_share is {share!r}; a share from 0 to 1")
        gemeenten.append(
            Gemeente(
                row["name"],
                row["title"],
                row["code"],
                row["inhabitants"],
                row.get("backlog"),
                row["sources"],
                row.get("non_western_share"),
            )
        )
    if len({g.code for g in gemeenten}) < len(gemeenten):
        problems.append(f"region {name!r}: two municipalities share a code")
    if problems:
        raise RegionError("\n".join(problems))
    return Region(name, data.get("title", name), tuple(gemeenten))
