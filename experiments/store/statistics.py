"""What the worlds of a result say together: mean, median and the spread between worlds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from experiments.store.results import StoredResult

LOW, HIGH = 5, 95
"""The percentiles of the *spreiding*: 90 % of the worlds lie between them."""


@dataclass(frozen=True)
class Summary:
    """One observable over the worlds in which it is defined; nan where there is none.

    n: the median number of persons (or of whatever is counted) behind the value in a world.
    worlds: the number of worlds in which it is defined.
    """

    key: str
    mean: float
    median: float
    low: float
    high: float
    n: int
    worlds: int


def summarise(result: StoredResult) -> dict[str, Summary]:
    """Return a summary for each observable key of a result, in the result's order."""
    keys = [str(entry["key"]) for entry in result.manifest["observables"]]
    values, counts = observable_columns(result.table("observables"), len(keys))
    return {
        key: _summary(key, values[:, position], counts[:, position])
        for position, key in enumerate(keys)
    }


def observable_columns(table: pa.Table, keys: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the values (nan where undefined) and counts, each worlds by observables."""
    values = table["value"].to_numpy(zero_copy_only=False).astype(np.float64)
    counts = table["n"].to_numpy().astype(np.int64)
    return values.reshape(-1, keys), counts.reshape(-1, keys)


def _summary(key: str, values: np.ndarray, counts: np.ndarray) -> Summary:
    defined = values[~np.isnan(values)]
    nan = float("nan")
    n = round(float(np.median(counts))) if len(counts) else 0
    if len(defined) == 0:
        return Summary(key, nan, nan, nan, nan, n, 0)
    low, median, high = np.percentile(defined, [LOW, 50, HIGH])
    mean = float(np.mean(defined))
    return Summary(key, mean, float(median), float(low), float(high), n, len(defined))


def share_of_worlds_with(result: StoredResult, column: str) -> float:
    """Return the share of worlds in which a monthly column is above 0 in any month; 0 of none."""
    months = int(result.manifest["request"]["months"])
    counts = result.table("monthly")[column].to_numpy().reshape(-1, months)
    return float(np.mean(counts.max(axis=1) > 0)) if len(counts) else 0.0
