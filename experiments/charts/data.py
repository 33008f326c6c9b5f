"""What charts read: the tables of a result, as numbers per world and bands over the worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from experiments.store.results import StoredResult
from experiments.store.statistics import HIGH, LOW, observable_columns
from simulation.months import parse_month

Filters = Mapping[str, Any]
CERTAIN = 0.95
"""A change is named only where so large a share of the worlds agree on it."""
FEWEST_WORLDS = 6
"""Five worlds without any change still agree once in sixteen times."""


class NotInResult(KeyError):
    """A chart needs what this result does not hold. what: the observable, as it is asked."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


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

    @property
    def worlds(self) -> int:
        """The number of worlds that were finished."""
        return int(self._values.shape[0])

    def stock(self, columns: Sequence[str]) -> np.ndarray:
        """Return the sum of monthly columns per world: (worlds, months) float64.

        Raises NotInResult.
        """
        total = np.zeros((self.worlds, self.months))
        for name in columns:
            if name not in self._monthly.column_names:
                raise NotInResult(f"monthly: {name}")
            total += self._monthly[name].to_numpy().reshape(-1, self.months)
        return total

    def values(self, name: str, **filters: Any) -> np.ndarray:
        """Return one observable per world: (worlds,) float64, nan where undefined.

        Raises NotInResult unless exactly one observable has this name and filter.
        """
        return self._values[:, self._position(name, filters)]

    def counts(self, name: str, **filters: Any) -> np.ndarray:
        """Return the number behind an observable per world: (worlds,) int64. Raises NotInResult."""
        return self._counts[:, self._position(name, filters)]

    def behind(self, name: str, **filters: Any) -> int:
        """Return the median over worlds of the number behind an observable. Raises NotInResult."""
        return round(float(np.median(self.counts(name, **filters))))

    def persons(self, name: str, **filters: Any) -> np.ndarray:
        """Return a share as a number of people per world, 0 where it is undefined.

        (worlds,) float64, whole. Raises NotInResult.
        """
        share = np.nan_to_num(self.values(name, **filters))
        return np.round(share * self.counts(name, **filters))

    def moments(self, name: str, **filters: Any) -> list[int]:
        """Return the `at` of every observable with this name and, apart from `at`, this filter."""
        return sorted(int(value) for value in self._found("at", name, filters))

    def years(self, name: str, **filters: Any) -> list[int]:
        """Return the years of the cohorts of an observable: whole calendar years only."""
        apart = ("cohort_from", "cohort_until")
        found = self._found("cohort_from", name, filters, apart)
        return sorted({int(str(value)[:4]) for value in found})

    def over_time(self, name: str, moments: Sequence[int], **filters: Any) -> np.ndarray:
        """Return an observable at several moments: (worlds, moments) float64.

        Raises NotInResult, also where there is no moment.
        """
        if not moments:
            raise NotInResult(_key(name, filters))
        return np.column_stack([self.values(name, at=at, **filters) for at in moments])

    def over_years(self, name: str, years: Sequence[int], **filters: Any) -> np.ndarray:
        """Return an observable of the cohorts of several years: (worlds, years) float64.

        Raises NotInResult, also where there is no year.
        """
        if not years:
            raise NotInResult(_key(name, filters))
        return np.column_stack([self.values(name, **filters, **of_year(year)) for year in years])

    def _found(
        self, wanted: str, name: str, filters: Filters, apart: Sequence[str] = ()
    ) -> list[Any]:
        out = {wanted, *apart}
        return [
            entry["filter"][wanted]
            for entry in self._entries
            if entry["name"] == name
            and wanted in entry["filter"]
            and {k: v for k, v in entry["filter"].items() if k not in out} == dict(filters)
        ]

    def _position(self, name: str, filters: Filters) -> int:
        found = [
            position
            for position, entry in enumerate(self._entries)
            if entry["name"] == name and dict(entry["filter"]) == dict(filters)
        ]
        if len(found) != 1:
            raise NotInResult(_key(name, filters))
        return found[0]


def of_year(year: int) -> dict[str, str]:
    """Return the filter of the cohort of a calendar year."""
    return {"cohort_from": f"{year}-01", "cohort_until": f"{year}-12"}


def _key(name: str, filters: Filters) -> str:
    inside = ",".join(f"{key}={value}" for key, value in filters.items())
    return f"{name}[{inside}]" if inside else name


def agreed(change: np.ndarray) -> str:
    """Return `up` or `down` where nearly all worlds agree that something changes, else ''.

    change: (worlds,) float64, nan where undefined. Of fewer than FEWEST_WORLDS all may agree by
    luck.
    """
    defined = change[~np.isnan(change)]
    if len(defined) < FEWEST_WORLDS:
        return ""
    if np.mean(defined > 0.0) >= CERTAIN:
        return "up"
    return "down" if np.mean(defined < 0.0) >= CERTAIN else ""


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


def band_of_one(worlds: np.ndarray) -> tuple[float, float, float]:
    """Return the 5th, 50th and 95th percentile of one number over the worlds."""
    low, middle, high = band_of(worlds[:, None])[:, 0]
    return float(low), float(middle), float(high)
