"""The reduced configuration: the part of the model that the oracle writes a second time.

Two small gemeenten, eight years from January 2022, the national inflow by inhabitants. In it are:

- asylum households (alone, couples, with children) and family migrants, their traits drawn from
  the registered margins and ties;
- homes at the pace of the taakstelling with its arrears; DUO's notice; intake and PIP limited by
  the hours of klantmanagers, no-show and early intake included;
- three leerroutes with limited places in a pool, group starts, continuous intake on seats that
  come free, people from outside the region; courses that family migrants find for themselves;
- voorinburgering, lessons, alfabetisering, four skills, forgetting, interruption and return;
- PVT and MAP; exams with booking, lead time and result delay; taalschakeltraject;
- progress talks, switches, afschalen; the term, its lapse and the new terms;
- work in and after reception, bijstand, moving away, leaving the country, pension age.

Left out by a neutral value, because it would only repeat code without a queue or a clock of its
own: whoever fills reception at the start and falls under the old law (none), nareis and children
who turn 18 (share 0, all exempt), vrijstelling and ontheffing (share 0),
extensions (nobody asks), education and volunteering (chance 0), exams at B2 (nobody wishes).
Not measured, so not written: fines, ontzorgen.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import SimpleNamespace

from simulation.months import parse_month
from simulation.parameters import BEGIN, load_registry
from simulation.region import Gemeente, Region
from simulation.setup import Setup

START = parse_month("2022-01")
MONTHS = 96

REGION = Region(
    "oracle",
    "Twee kleine gemeenten",
    (
        Gemeente("oost", "Oost", 9001, 30_000, None, "made up"),
        Gemeente("west", "West", 9002, 15_000, 5, "made up"),
    ),
)

LEFT_OUT: Mapping[str, float] = {
    "instroom.share_nareis": 0,
    "instroom.share_eighteen": 0,
    "instroom.opvang_stock": 0,
    "vrijstelling.eighteen_in_education": 1,
    "vrijstelling.asiel": 0,
    "vrijstelling.gezin": 0,
    "ontheffing.unable_share": 0,
    "ontheffing.gezin_unable_share": 0,
    "termijn.request_share": 0,
    "onderwijs.entry_young": 0,
    "onderwijs.entry_old": 0,
    "onderwijs.after_route": 0,
    "vrijwilligerswerk.entry": 0,
    "examens.b2_share": 0,
    "handhaving.cooperation_hazard": 0,
    "ontheffing.bio_share": 0,
    "huisvesting.move_within": 0,
    "intake.early_hours": 0,
}
"""Neutral values: with these, what the oracle does not have does not happen in the engine."""

TIGHTENED: Mapping[str, float] = {
    "aanbod.pool_other_inhabitants": 20_000,
    "aanbod.group_size": 8,
    "aanbod.group_minimum": 3,
    "aanbod.extra_places_onderwijs": 7,
    "leerroute.onderwijs_wish": 0.6,
}
"""A pool and groups that fit two small gemeenten, so that every queue is felt."""


def overrides(changes: Mapping[str, float] | None = None) -> dict[str, dict[int, float]]:
    """The engine's overrides for the reduced configuration, and any `changes` on top."""
    values = {**LEFT_OUT, **TIGHTENED, **(changes or {})}
    return {name: {BEGIN: float(value)} for name, value in values.items()}


def reduced_setup(changes: Mapping[str, float] | None = None) -> Setup:
    """The engine's setup of the reduced configuration."""
    return Setup(REGION, START, MONTHS, overrides=overrides(changes))


@cache
def numbers_by_month() -> tuple[SimpleNamespace, ...]:
    """The registered numbers of every month, under their ids with underscores.

    The oracle shares the engine's tables of numbers, and nothing of what is done with them.
    """
    own = {name: value[BEGIN] for name, value in overrides().items()}
    months = []
    for calendar in range(START, START + MONTHS):
        values: dict[str, float | list[float]] = {}
        for name, parameter in load_registry().items():
            value = own.get(name, parameter.at(calendar))
            stem, _, last = name.rpartition(".")
            if last.isdigit():
                vector = values.setdefault(stem.replace(".", "_"), [])
                assert isinstance(vector, list) and len(vector) == int(last), name
                vector.append(value)
            else:
                values[name.replace(".", "_")] = value
        months.append(SimpleNamespace(**values))
    return tuple(months)
