"""Series that the past needs and that are fitted on nothing: inflow, housing targets, origins.

They stand in `inputs.csv`, each number with the row of the evidence it comes from and its status.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from simulation.months import parse_month

INFLOW = "inflow."
"""Series that begin with this are people with the duty a year in the Netherlands, by doelgroep; the
others are dated values of the parameter of that name.
"""


@dataclass(frozen=True)
class Input:
    """One number of a series, from a month (since 2000-01) on until the next."""

    series: str
    month: int
    value: float
    unit: str
    evidence: tuple[str, ...]
    status: str
    note: str


@cache
def load_inputs() -> Mapping[str, tuple[Input, ...]]:
    """Every series by name, its numbers in order of date."""
    text = (files("calibration") / "worlds" / "inputs.csv").read_text(encoding="utf-8")
    series: dict[str, list[Input]] = {}
    for row in csv.DictReader(text.splitlines()):
        refs = tuple(ref for ref in row["evidence"].split("|") if ref)
        month, value = parse_month(row["date"]), float(row["value"])
        found = Input(row["series"], month, value, row["unit"], refs, row["status"], row["note"])
        series.setdefault(found.series, []).append(found)
    return {name: tuple(sorted(found, key=lambda i: i.month)) for name, found in series.items()}
