"""The figures of the base scenario that come with the project, so that the first page needs no run.

They are a summary: bands over the worlds by month, and the headline observables, with a digest of
their own; a test makes them anew and compares.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from experiments.charts.data import ResultData, band_of
from experiments.store.disk import digest_of
from experiments.store.results import StoredResult
from experiments.store.statistics import summarise

FILE = Path(__file__).resolve().parent / "data" / "base.json"
REPLICATIONS = 200
SEED = 1
ROUTES = ("les_b1", "les_onderwijs", "les_z")
RUNNING = ("wacht_intake", "wacht_pip", "wacht_les", *ROUTES, "les_wi2013", "onderbroken", "na_les")
"""Who is on the way: settled, with the duty, not fulfilled nor exempt."""
STOCKS: Mapping[str, tuple[str, ...]] = {
    "lopend": RUNNING,
    "wacht_les": ("wacht_les",),
    **{name: (name,) for name in ROUTES},
}
"""Series by month, each a sum of monthly columns."""
YEAR = 12
_DIGITS = 6


@dataclass(frozen=True)
class Figure:
    """One headline observable over the worlds: the middle one, and 90 % of them."""

    name: str
    filter: Mapping[str, Any]
    unit: str
    median: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Base:
    """The shipped figures. bands, changes: (3, months), the change being that over a year."""

    start: str
    months: int
    replications: int
    seed: int
    digest: str
    bands: Mapping[str, np.ndarray]
    changes: Mapping[str, np.ndarray]
    figures: tuple[Figure, ...]

    def figure(self, name: str, **filters: Any) -> Figure:
        """Return the figure of an observable. Raises KeyError."""
        for figure in self.figures:
            if figure.name == name and dict(figure.filter) == filters:
                return figure
        raise KeyError(f"{name} with {filters}")


def summary_of(result: StoredResult) -> dict[str, Any]:
    """Return what is shipped of a result, as plain values."""
    data = ResultData(result)
    request = result.manifest["request"]
    stocks = {name: data.stock(columns) for name, columns in STOCKS.items()}
    bands = {name: band_of(stock) for name, stock in stocks.items()}
    changes = {}
    for name, stock in stocks.items():
        change = np.full_like(stock, np.nan)
        change[:, YEAR:] = stock[:, YEAR:] - stock[:, :-YEAR]
        changes[name] = band_of(change)
    summaries = summarise(result)
    figures = [
        {
            "name": entry["name"],
            "filter": dict(entry["filter"]),
            "unit": entry["unit"],
            "median": _short(summaries[entry["key"]].median),
            "low": _short(summaries[entry["key"]].low),
            "high": _short(summaries[entry["key"]].high),
            "n": summaries[entry["key"]].n,
        }
        for entry in result.manifest["observables"]
        if entry["key"] in result.manifest["headlines"] or entry["name"] == "cost"
    ]
    content = {
        "start": request["start"],
        "months": request["months"],
        "replications": request["replications"],
        "seed": request["seed"],
        "bands": {name: _rows(band) for name, band in bands.items()},
        "changes": {name: _rows(band) for name, band in changes.items()},
        "figures": figures,
    }
    return {"digest": digest_of(content), **content}


@cache
def shipped_base() -> Base:
    """Return the shipped figures."""
    fields = json.loads(FILE.read_text(encoding="utf-8"))
    return Base(
        **{
            **fields,
            "bands": {name: _band(rows) for name, rows in fields["bands"].items()},
            "changes": {name: _band(rows) for name, rows in fields["changes"].items()},
            "figures": tuple(Figure(**figure) for figure in fields["figures"]),
        }
    )


def _rows(band: np.ndarray) -> list[list[float | None]]:
    return [[_short(value) for value in row] for row in band]


def _short(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), _DIGITS)


def _band(rows: list[list[float | None]]) -> np.ndarray:
    return np.array([[np.nan if v is None else v for v in row] for row in rows], dtype=np.float64)
