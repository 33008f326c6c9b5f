"""The registry: every number that the engine uses, once, with its source and its status.

The registry is a set of tables in `data/parameters`, one a subject. A number may change by date
('31; 2023-04=28'). Ids that end in a whole number from 0 on ('lessen.teaching_weeks.0') are the
elements of one vector.
"""

from __future__ import annotations

import csv
import hashlib
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import chain
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation.compiled import kernel
from simulation.months import format_month, parse_month
from simulation.posterior import fitted_steps
from simulation.randomness import PARAMETER, draw, luck

STATUSES = ("read", "derived", "remembered", "assumption", "calibrated")
FAMILIES = ("point", "uniform", "triangular", "normal", "lognormal", "logit")
KINDS = ("point", "prior", "posterior")
FIELDS = (
    "id",
    "unit",
    "value",
    "low",
    "high",
    "family",
    "status",
    "source",
    "evidence",
    "meaning_nl",
    "meaning_en",
    "note",
)
PRICED_FIELDS = (*FIELDS, "price_year")
"""Columns of a table that has amounts of money."""
MONEY = "EUR"
"""The first word of the unit of every amount of money."""
NOMINAL = 0
"""The price year of an amount that does not follow prices: a law or a grant names it as it is."""
BEGIN = -1
"""The date of a value that holds from the beginning."""
TAIL = 0.05
"""`low` and `high` of a normal, lognormal or logit prior leave out this share on each side."""
_STANDARD = NormalDist()
_EDGE = _STANDARD.inv_cdf(1 - TAIL)


class ParameterError(ValueError):
    """The registry's tables are wrong; carries every problem found."""


@dataclass(frozen=True)
class Parameter:
    """One registered number.

    value: steps (month since 2000-01, number); the first step has month BEGIN.
    low, high: range of the prior, or None for a number that is not drawn.
    price_year: of an amount of money, the year in whose prices the first step is stated (a later
    step is in those of its own year), or NOMINAL; None for everything that is no money.
    """

    id: str
    unit: str
    value: tuple[tuple[int, float], ...]
    low: float | None
    high: float | None
    family: str
    status: str
    source: str
    evidence: tuple[str, ...]
    meaning_nl: str
    meaning_en: str
    note: str
    price_year: int | None = None

    @property
    def field(self) -> str:
        """The name under which compiled code reads this number (vectors share one)."""
        return self.id.rsplit(".", 1)[0].replace(".", "_") if self.is_element else self._flat

    @property
    def _flat(self) -> str:
        return self.id.replace(".", "_")

    @property
    def is_element(self) -> bool:
        """Whether this is an element of a vector."""
        return self.id.rsplit(".", 1)[-1].isdigit()

    @property
    def element(self) -> int:
        """Its place in the vector (0 where it is not in one)."""
        return int(self.id.rsplit(".", 1)[-1]) if self.is_element else 0

    @property
    def prior_digest(self) -> str:
        """Sha256 of the dated values and their prior."""
        content = repr((self.value, self.low, self.high, self.family))
        return hashlib.sha256(content.encode()).hexdigest()

    def at(self, month: int) -> float:
        """The value in force in this month (months since 2000-01)."""
        result = self.value[0][1]
        for start, number in self.value:
            if start <= month:
                result = number
        return result

    def quantile(self, base: float, u: float) -> float:
        """The prior's value at probability u, for the value `base` in force at some date.

        A split normal on the family's own scale for normal, lognormal and logit, so that the
        median is `base` and `low` and `high` each leave out TAIL.
        """
        if self.low is None or self.high is None or self.family == "point":
            return base
        if self.family == "uniform":
            return self.low + (self.high - self.low) * u
        if self.family == "triangular":
            return _triangular(self.low, base, self.high, u)
        to, back = _SCALES[self.family]
        z = _STANDARD.inv_cdf(u)
        edge = self.high if z > 0 else self.low
        centre = to(base)
        return back(centre + abs(to(edge) - centre) / _EDGE * z)


def _triangular(low: float, mode: float, high: float, u: float) -> float:
    mode = min(max(mode, low), high)
    split = (mode - low) / (high - low)
    if u < split:
        return low + math.sqrt(u * (high - low) * (mode - low))
    return high - math.sqrt((1 - u) * (high - low) * (high - mode))


def _logit(x: float) -> float:
    x = min(max(x, 1e-9), 1 - 1e-9)
    return math.log(x / (1 - x))


_SCALES: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "normal": (float, float),
    "lognormal": (math.log, math.exp),
    "logit": (_logit, lambda x: 1 / (1 + math.exp(-x))),
}


@dataclass(frozen=True)
class Draw:
    """One set of values of all parameters: the registered ones, or one draw from the priors.

    index: the number of the draw; steps: per parameter the dated values.
    """

    kind: str
    index: int
    steps: Mapping[str, tuple[tuple[int, float], ...]]

    @property
    def digest(self) -> str:
        """Sha256 of every id, date and value."""
        names = sorted(self.steps)
        dated = [self.steps[name] for name in names]
        digest = hashlib.sha256("\n".join(names).encode())
        digest.update(np.array(list(map(len, dated)), dtype="<i8").tobytes())
        numbers = chain.from_iterable(chain.from_iterable(dated))
        digest.update(np.fromiter(numbers, dtype="<f8").tobytes())
        return digest.hexdigest()


class Registry(Mapping[str, Parameter]):
    """All parameters by id, in the order of the tables."""

    def __init__(self, parameters: tuple[Parameter, ...]) -> None:
        self._by_id = {parameter.id: parameter for parameter in parameters}

    def __getitem__(self, key: str) -> Parameter:
        return self._by_id[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    @property
    def digest(self) -> str:
        """Sha256 over everything that is registered."""
        text = "\n".join(repr(parameter) for parameter in self._by_id.values())
        return hashlib.sha256(text.encode()).hexdigest()

    def dtype(self) -> np.dtype[np.void]:
        """The record of rules: a float64 (or a vector of them) for each parameter."""
        return self._dtype

    @cached_property
    def _dtype(self) -> np.dtype[np.void]:
        sizes: dict[str, int] = {}
        for parameter in self._by_id.values():
            sizes[parameter.field] = max(sizes.get(parameter.field, 0), parameter.element + 1)
        vectors = {p.field for p in self._by_id.values() if p.is_element}
        return np.dtype(
            [(name, "f8", (n,)) if name in vectors else (name, "f8") for name, n in sizes.items()]
        )

    def draw(self, kind: str, seed: int = 0, index: int = 0) -> Draw:
        """One draw: 'point' gives the registered values, 'prior' draws from the priors, 'posterior'
        takes what was fitted from the shipped draws in turn and the rest from the priors.

        Every parameter has its own address in the keyed generator, so another parameter more
        changes no draw of the others. A dated parameter keeps one place in its prior.

        Raises:
            ValueError: for another kind; PosteriorError (a ValueError) if the shipped posterior
                is missing, damaged, or fitted on other priors than these.
        """
        if kind not in KINDS:
            raise ValueError(f"parameters {kind!r}: allowed are {', '.join(KINDS)}")
        steps = dict(self._registered)
        if kind == "point":
            return Draw(kind, index, steps)
        places = np.empty(len(self._drawn))
        draw_places(luck(seed, index), self._addresses, places)
        for parameter, u in zip(self._drawn, places.tolist(), strict=True):
            dated = [(date, parameter.quantile(value, u)) for date, value in parameter.value]
            steps[parameter.id] = tuple(dated)
        if kind == "posterior":
            steps |= fitted_steps(index, self._prior_digests)
        return Draw(kind, index, steps)

    @cached_property
    def _prior_digests(self) -> dict[str, str]:
        return {name: parameter.prior_digest for name, parameter in self._by_id.items()}

    @cached_property
    def _registered(self) -> dict[str, tuple[tuple[int, float], ...]]:
        """The dated values of every parameter."""
        return {name: parameter.value for name, parameter in self._by_id.items()}

    @cached_property
    def _drawn(self) -> tuple[Parameter, ...]:
        """Those that have a prior."""
        return tuple(p for p in self._by_id.values() if p.family != "point")

    @cached_property
    def _addresses(self) -> npt.NDArray[np.uint64]:
        """(drawn parameters, 2) words of identity, from the ids."""
        return np.array([_address(parameter.id) for parameter in self._drawn], dtype=np.uint64)


@kernel
def draw_places(key: Any, addresses: Any, places: Any) -> None:
    """A uniform for each parameter: its place in its prior."""
    for i in range(addresses.shape[0]):
        places[i] = draw(key, addresses[i, 0], addresses[i, 1], PARAMETER, 0)


def _address(name: str) -> tuple[int, int]:
    digest = hashlib.sha256(name.encode()).digest()
    return int.from_bytes(digest[:4], "big"), int.from_bytes(digest[4:8], "big")


@cache
def load_registry() -> Registry:
    """Read and check every table of the registry.

    Raises:
        ParameterError: with every problem: table, line, field, value and what is allowed.
    """
    parameters: list[Parameter] = []
    problems: list[str] = []
    folder = resources.files("simulation") / "data" / "parameters"
    for table in sorted(folder.iterdir(), key=lambda path: path.name):
        if table.name.endswith(".csv"):
            text = table.read_text(encoding="utf-8")
            for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
                parameter, wrong = _read_row(row)
                problems += [f"{table.name} line {number}: {problem}" for problem in wrong]
                if parameter is not None:
                    parameters.append(parameter)
    ids = [parameter.id for parameter in parameters]
    problems += [
        f"{name}: registered twice" for name in sorted({i for i in ids if ids.count(i) > 1})
    ]
    if problems:
        raise ParameterError("\n".join(problems))
    return Registry(tuple(parameters))


def _read_row(row: dict[str, str]) -> tuple[Parameter | None, list[str]]:
    if tuple(row) not in (FIELDS, PRICED_FIELDS) or None in row.values():
        return None, [f"has the fields {', '.join(map(str, row))}; asked are {', '.join(FIELDS)}"]
    problems = []
    price_year, wrong = read_price_year(row)
    problems += wrong
    for field, allowed in (("family", FAMILIES), ("status", STATUSES)):
        if row[field] not in allowed:
            problems.append(f"{field} is {row[field]!r}; allowed are {', '.join(allowed)}")
    try:
        steps = parse_steps(row["value"], row["unit"])
        low = float(row["low"]) if row["low"] else None
        high = float(row["high"]) if row["high"] else None
    except ValueError as error:
        return None, [*problems, str(error)]
    if row["family"] != "point" and (low is None or high is None or not low < high):
        problems.append(f"a {row['family']} prior needs low < high, not {low} and {high}")
    if not all(row[field] for field in ("id", "unit", "source", "meaning_nl", "meaning_en")):
        problems.append("id, unit, source and both meanings must be filled")
    if problems:
        return None, problems
    evidence = tuple(ref for ref in row["evidence"].split("|") if ref)
    rest = {name: row[name] for name in ("id", "unit", "family", "status", "source", "note")}
    return (
        Parameter(
            value=steps,
            low=low,
            high=high,
            evidence=evidence,
            meaning_nl=row["meaning_nl"],
            meaning_en=row["meaning_en"],
            price_year=price_year,
            **rest,
        ),
        [],
    )


def read_price_year(row: Mapping[str, str]) -> tuple[int | None, list[str]]:
    """The price year of a row, and what is wrong with its money: every amount says in which
    prices it is stated, and none is negative.
    """
    text = row.get("price_year", "")
    if row["unit"].split(" ")[0] != MONEY:
        wrong = f"price_year is {text!r}; only amounts of money have one: leave it empty"
        return None, [wrong] if text else []
    problems = []
    amounts = [part.rpartition("=")[2] for part in row["value"].split(";")]
    for amount in (*amounts, row["low"], row["high"]):
        if amount.strip().startswith("-"):
            problems.append(f"{row['id']} is {amount.strip()}; an amount of money is 0 or more")
    if text == "nominal":
        return NOMINAL, problems
    if re.fullmatch(r"20\d\d", text):
        return int(text), problems
    allowed = "a year from 2000 to 2099, or nominal for an amount that does not follow prices"
    problems.append(
        f"{row['id']}: price_year is {text!r}; allowed is {allowed}: "
        "fill in the year in whose prices the source states the amount"
    )
    return None, problems


def parse_steps(text: str, unit: str) -> tuple[tuple[int, float], ...]:
    """Read '31; 2023-04=28' as dated steps; numbers of unit 'month' are written YYYY-MM."""
    steps = []
    for part in text.split(";"):
        date, _, number = part.strip().rpartition("=")
        value = float(parse_month(number)) if unit == "month" else float(number)
        if not math.isfinite(value):
            raise ValueError(f"value {number!r} is not a finite number")
        steps.append((parse_month(date) if date else BEGIN, value))
    if steps[0][0] != BEGIN or [date for date, _ in steps] != sorted({date for date, _ in steps}):
        raise ValueError(f"value {text!r}: the first value has no date, later dates rise")
    return tuple(steps)


def format_steps(parameter: Parameter) -> str:
    """The dated values as the table writes them."""

    def show(number: float) -> str:
        return format_month(int(number)) if parameter.unit == "month" else f"{number:g}"

    return "; ".join(
        show(number) if date == BEGIN else f"{format_month(date)}={show(number)}"
        for date, number in parameter.value
    )


RulesTable = npt.NDArray[np.void]
"""(months, gemeenten, doelgroepen) records of Registry.dtype(): the rules in force."""
