"""What was published about a lever in earlier years: from the evidence, no number of our own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from calibration.evidence import load_evidence
from experiments.charts.published import counted
from simulation.months import MONTHS_PER_YEAR
from simulation.parameters import load_registry
from simulation.region import load_region

INFLOW, RECEPTION, HOUSED, PASS_MARK = "inflow", "reception", "housed", "pass_mark"
BESIDE = {"huisvesting": (HOUSED, RECEPTION), "leerbaarheidstoets_grens": (PASS_MARK,)}
"""Histories beside the levers of a kind of policy."""
_ROWS = {
    RECEPTION: {
        "2018-10": "E380",
        "2019-12": "E379",
        "2021-01": "E378",
        "2022-10": "E377",
        "2023-01": "E370",
    },
    HOUSED: {"2022-06": "E387", "2022-12": "E386"},
    PASS_MARK: {"2022-01": "E116", "2023-04": "E117"},
}
"""Rows of the observations, by month; of a half-year its last one."""
_INHABITANTS = "instroom.landelijke_inwoners"


@dataclass(frozen=True)
class Point:
    """A published value. when: YYYY or YYYY-MM; ref: the row of the evidence behind it."""

    when: str
    value: float
    ref: str

    @property
    def at(self) -> float:
        """The moment as a year with its part."""
        year, _, month = self.when.partition("-")
        return int(year) + (int(month) - 1) / MONTHS_PER_YEAR if month else float(year)


@dataclass(frozen=True)
class History:
    """A series. name: key under `history` in the catalogues; line: which of several it is."""

    name: str
    line: str
    points: tuple[Point, ...]


@cache
def histories(name: str, region: str) -> tuple[History, ...]:
    """Return what was published under a name; empty where nothing was."""
    if name == INFLOW:
        return _inflow(region)
    points = [_point(when, row) for when, row in _ROWS.get(name, {}).items()]
    return (History(name, "", tuple(points)),) if points else ()


def _inflow(region: str) -> tuple[History, ...]:
    """Return new people with the duty a year: counted in the Netherlands, times the share."""
    here = load_region(region).inhabitants
    everywhere = load_registry()[_INHABITANTS].value[0][1]
    return tuple(
        History(INFLOW, group, tuple(Point(str(f.year), f.middle, f.ref) for f in found))
        for group in ("asiel", "gezin_overig")
        if (found := counted(group, here, everywhere))
    )


def sources(found: tuple[History, ...]) -> list[str]:
    """Return the keys of the sources behind histories, each once."""
    refs = [point.ref for one in found for point in one.points]
    return list(dict.fromkeys(load_evidence().get(ref).source_key for ref in refs))


def _point(when: str, row: str) -> Point:
    ref = f"observations:{row}"
    number = load_evidence().get(ref).number
    assert number is not None
    return Point(when, number, ref)
