"""Who a person is, the same in every scenario: gemeente, series, month of arrival and ordinal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulation.agents import codes
from simulation.months import format_month, parse_month
from simulation.population import CODE_SHIFT, HOUSEHOLD_MEMBER, MEMBERS, SERIES_SHIFT
from simulation.region import Region

SERIES = {
    "asiel": codes.SERIES_ASIEL,
    "gezin": codes.SERIES_GEZIN,
    "opvang": codes.SERIES_STOCK,
}
"""The series in which a household arrives; later members keep that of their household."""
_SHAPE = re.compile(r"([a-z0-9-]+)/([a-z]+)/(\d{4}-\d{2})/(\d{1,5})(?:\.(\d{1,2}))?")


@dataclass(frozen=True)
class Identity:
    """A person's address in all luck.

    gemeente: its name; series: of SERIES; month: YYYY-MM in which the household arrived;
    household: its number in that month, from 1; member: 0 for whoever came first.
    """

    gemeente: str
    series: str
    month: str
    household: int
    member: int = 0

    def __str__(self) -> str:
        member = f".{self.member}" if self.member else ""
        return f"{self.gemeente}/{self.series}/{self.month}/{self.household}{member}"

    def words(self, region: Region) -> tuple[int, int]:
        """The two words of identity that the engine keys luck with: (id_high, id_low)."""
        code = next(g.code for g in region.gemeenten if g.name == self.gemeente)
        series = SERIES[self.series]
        high = (code << CODE_SHIFT) | (series << SERIES_SHIFT) | parse_month(self.month)
        return high, (self.household - 1) * MEMBERS + self.member


def identity_of(record: Any, region: Region) -> Identity:
    """The identity of somebody with this record. Raises StopIteration for another region's."""
    high, low = int(record["id_high"]), int(record["id_low"])
    series = (high >> SERIES_SHIFT) % (1 << (CODE_SHIFT - SERIES_SHIFT))
    return Identity(
        gemeente=next(g.name for g in region.gemeenten if g.code == high >> CODE_SHIFT),
        series=next(name for name, number in SERIES.items() if number == series),
        month=format_month(high % (1 << SERIES_SHIFT)),
        household=low // MEMBERS + 1,
        member=low % MEMBERS,
    )


def parse_identity(text: str, region: Region) -> Identity | None:
    """Read `hengelo/asiel/2023-05/3` or `.../3.1`; None for anything else."""
    shape = _SHAPE.fullmatch(text.strip())
    if shape is None:
        return None
    gemeente, series, month, household, member = shape.groups()
    known = gemeente in {g.name for g in region.gemeenten} and series in SERIES
    within = int(household) >= 1 and int(member or 0) < HOUSEHOLD_MEMBER
    try:
        parse_month(month)
    except ValueError:
        return None
    if not (known and within):
        return None
    return Identity(gemeente, series, month, int(household), int(member or 0))


def place_of(identity: Identity, people: Any, region: Region) -> int | None:
    """The place of somebody in a world's people, or None if this world has nobody of that name."""
    high, low = identity.words(region)
    found = np.flatnonzero((people["id_high"] == high) & (people["id_low"] == low))
    return int(found[0]) if found.size else None
