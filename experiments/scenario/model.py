"""A scenario: one YAML file that says what to simulate, where, and from when until when.

`load_scenario` reads and checks a file as a whole; what the fields mean to the engine (regions,
parameters, inflow) is checked in `checks.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    Discriminator,
    Field,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from experiments.scenario.blocks import Block
from experiments.scenario.money import Money
from simulation.months import parse_month
from simulation.parameters import BEGIN
from simulation.setup import MOST_MONTHS

FORMAT = 1
NAME_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,62}$"
FIRST_MONTH = "2000-01"
LAST_MONTH = "2099-12"
MAX_MONTHS = MOST_MONTHS
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def is_month(text: object) -> bool:
    """Tell whether `text` is a month YYYY-MM between `FIRST_MONTH` and `LAST_MONTH`."""
    fits = isinstance(text, str) and _MONTH.fullmatch(text) is not None
    return fits and FIRST_MONTH <= str(text) <= LAST_MONTH


def _check_month(text: str) -> str:
    if not is_month(text):
        raise PydanticCustomError("bad_month", "no month")
    return text


Month = Annotated[
    str,
    AfterValidator(_check_month),
    Field(json_schema_extra={"pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$", "examples": ["2022-01"]}),
]
Number = Annotated[float, Field(ge=-1e12, le=1e12)]
Persons = Annotated[float, Field(gt=0.0, le=1e9)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Line = Annotated[str, Field(min_length=1, max_length=120)]
Prose = Annotated[str, Field(max_length=4000)]


def _shape_of(value: Any) -> str:
    if isinstance(value, dict):
        return "dated"
    looks_like_month = isinstance(value, str) and re.match(r"[0-9]{4}-[0-9]", value)
    return "month" if looks_like_month else "number"


Quantity = Annotated[
    Annotated[Number, Tag("number")] | Annotated[Month, Tag("month")], Discriminator(_shape_of)
]
ParameterValue = Annotated[
    Annotated[Number, Tag("number")]
    | Annotated[Month, Tag("month")]
    | Annotated[dict[Month, Quantity], Field(min_length=1), Tag("dated")],
    Discriminator(_shape_of),
]


class Title(Block):
    """A short name in Dutch and, where there is one, in English."""

    nl: Line
    en: Line | None = None


class Description(Block):
    """What the scenario is about, in Dutch and, where there is one, in English."""

    nl: Prose
    en: Prose | None = None


class InflowRows(Block):
    """A row of a user's own series: from this month on so many people a month."""

    month: Month
    gemeente: str
    doelgroep: str
    persons: float


class InflowShock(Block):
    """More or fewer arrivals for a while: a factor on one doelgroep from a month on."""

    month: Month
    months: Annotated[int, Field(ge=1, le=MAX_MONTHS)]
    factor: Annotated[float, Field(ge=0.0, le=100.0)]
    doelgroep: Literal["asiel", "gezin_overig"] = "asiel"


class World(Block):
    """What no policy controls: named variants of `simulation.variants`."""

    housing: Literal["gehaald", "gemist", "achterstand"] | None = None
    labour_market: Literal["krap", "gemiddeld", "ruim"] | None = None


class Inflow(Block):
    """Which source says how many people arrive; the slugs of `simulation.inflow.INFLOWS`.

    level: which edge of a forecast that gives two; only for `seed-2020`. people: how counts are
    read that do not say whether all ages are in them; only for `hengelo-gerealiseerd`. file: a CSV
    file beside the scenario, only for `eigen`; rows: what was read from it, never written here.
    """

    source: str
    level: Literal["low", "middle", "high"] | None = None
    people: Literal["obliged", "all_ages"] | None = None
    file: Line | None = None
    shock: InflowShock | None = None
    rows: list[InflowRows] = Field(default_factory=list)


class RouteShares(Block):
    """Shares of the three leerroutes among those with a PIP; they add up to 1."""

    b1: Share
    onderwijs: Share
    z: Share

    @model_validator(mode="after")
    def _add_up(self) -> RouteShares:
        total = self.b1 + self.onderwijs + self.z
        if abs(total - 1.0) > 1e-6:
            raise PydanticCustomError("shares_sum", "sum {total}", {"total": f"{total:.6g}"})
        return self


class Count(Block):
    """A forecast of persons, from low to high."""

    low: Persons
    high: Persons

    @model_validator(mode="after")
    def _rise(self) -> Count:
        if self.low > self.high:
            raise PydanticCustomError("low_above_high", "low above high")
        return self


class RouteCounts(Block):
    """Persons for each of the three leerroutes."""

    b1: Count
    onderwijs: Count
    z: Count


class Seed2020(Block):
    """Leerroutes as the presentation of 2020 gives them, instead of as they arise in the model.

    The presentation contradicts itself, so both stand in the scenario and `routes` chooses:
    counts, the persons per route at the level of the inflow; heading, the shares above the table.
    """

    routes: Literal["counts", "heading"]
    counts: RouteCounts | None = None
    heading: RouteShares | None = None

    @model_validator(mode="after")
    def _have_the_chosen_one(self) -> Seed2020:
        if getattr(self, self.routes) is None:
            raise PydanticCustomError("chosen_missing", "chosen", {"chosen": self.routes})
        return self


class Scenario(Block):
    """A checked scenario; months are YYYY-MM and `until` is included.

    parameters: per id a value that always holds, or values by the month from which they hold.
    warm_up: month from which lives are lived before the start, under the law of their month.
    policies: blocks that each kind of policy checks itself (policies.py); buiten_de_wet: the
    scenario as a whole is knowingly outside the law, and every result says so.
    """

    format: Literal[1]
    name: Annotated[str, Field(pattern=NAME_PATTERN)]
    title: Title
    description: Description | None = None
    region: str
    start: Month
    until: Month
    inflow: Inflow
    parameters: dict[str, ParameterValue] = Field(default_factory=dict, max_length=500)
    money: Money = Field(default_factory=Money)
    seed_2020: Seed2020 | None = None
    world: World | None = None
    policies: list[dict[str, Any]] = Field(default_factory=list, max_length=50)
    buiten_de_wet: bool = False
    warm_up: Month | None = None

    @property
    def start_month(self) -> int:
        """The first month, counted from 2000-01 = 0."""
        return parse_month(self.start)

    @property
    def months(self) -> int:
        """How many months are simulated."""
        return parse_month(self.until) - self.start_month + 1

    @property
    def warm_up_months(self) -> int:
        """How many months are lived before the start and not reported."""
        return 0 if self.warm_up is None else self.start_month - parse_month(self.warm_up)

    def title_in(self, lang: str) -> str:
        """Return the title in `lang`, or the Dutch one where that is missing."""
        return (self.title.en if lang == "en" else None) or self.title.nl

    def description_in(self, lang: str) -> str:
        """Return the description in `lang`, or the Dutch one where that is missing."""
        if self.description is None:
            return ""
        return (self.description.en if lang == "en" else None) or self.description.nl

    def resolved(self) -> dict[str, Any]:
        """Return every field as plain values, defaults filled in: what the run id is made of.

        A file of one's own counts by its rows, not by its name.
        """
        fields = self.model_dump(mode="json")
        fields["inflow"].pop("file")
        if self.warm_up is None:
            fields.pop("warm_up")
        return fields


def dated(value: float | str | Mapping[str, float | str]) -> dict[int, float]:
    """Return a parameter's value by month index; a single value holds from the beginning.

    A value that is a date itself (a text YYYY-MM) becomes its month index.
    """
    if isinstance(value, Mapping):
        return {parse_month(month): _number(quantity) for month, quantity in value.items()}
    return {BEGIN: _number(value)}


def _number(quantity: float | str) -> float:
    return float(parse_month(quantity) if isinstance(quantity, str) else quantity)
