"""What charts read: the tables of a result, as bands over the worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from experiments.store.results import StoredResult
from experiments.store.statistics import HIGH, LOW, observable_columns
from simulation.months import parse_month


class ResultData:
    """The numbers of a result, per world; loaded once for all charts."""

    def __init__(self, result: StoredResult) -> None:
        self.manifest: Mapping[str, Any] = result.manifest
        self.start = parse_month(result.manifest["request"]["start"])
        self.months = int(result.manifest["request"]["months"])
        self._monthly = result.table("monthly")
        self._entries = list(result.manifest["observables"])
        table = result.table("observables")
        self._values, self._counts = observable_columns(table, len(self._entries))

    def stock(self, columns: Sequence[str]) -> np.ndarray:
        """Return the sum of monthly columns per world: (worlds, months) float64."""
        total = np.zeros((self._values.shape[0], self.months))
        for name in columns:
            total += self._monthly[name].to_numpy().reshape(-1, self.months)
        return total

    def values(self, name: str, **filters: Any) -> np.ndarray:
        """Return one observable per world: (worlds,) float64, nan where undefined.

        Raises KeyError unless exactly one observable has this name and filter.
        """
        return self._values[:, self._position(name, filters)]

    def behind(self, name: str, **filters: Any) -> int:
        """Return the median over worlds of the number behind an observable. Raises KeyError."""
        return round(float(np.median(self._counts[:, self._position(name, filters)])))

    def moments(self, name: str, **filters: Any) -> list[int]:
        """Return the `at` of every observable with this name and, apart from `at`, this filter."""
        found = []
        for entry in self._entries:
            rest = {key: value for key, value in entry["filter"].items() if key != "at"}
            if entry["name"] == name and rest == filters and "at" in entry["filter"]:
                found.append(int(entry["filter"]["at"]))
        return sorted(found)

    def over_time(self, name: str, moments: Sequence[int], **filters: Any) -> np.ndarray:
        """Return an observable at several moments: (worlds, moments) float64. Raises KeyError."""
        return np.column_stack([self.values(name, at=at, **filters) for at in moments])

    def _position(self, name: str, filters: Mapping[str, Any]) -> int:
        found = [
            position
            for position, entry in enumerate(self._entries)
            if entry["name"] == name and dict(entry["filter"]) == dict(filters)
        ]
        if len(found) != 1:
            raise KeyError(f"{name} with {dict(filters)}: {len(found)} observables, not 1")
        return found[0]


def band_of(worlds: np.ndarray) -> np.ndarray:
    """Return the 5th, 50th and 95th percentile over the first axis, worlds without nan only.

    worlds: (worlds, points) float64. Returns (3, points); nan where no world has a value.
    """
    band = np.full((3, worlds.shape[1]), np.nan)
    for point in range(worlds.shape[1]):
        defined = worlds[~np.isnan(worlds[:, point]), point]
        if len(defined):
            band[:, point] = np.percentile(defined, [LOW, 50, HIGH])
    return band
