"""Percentiles per month over all runs of a result, exactly, however many runs there are.

Counts are whole numbers, so how often each value occurs in a month says all. Shards are read by
several threads and counted one after the other: memory does not grow with the batch.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.provenance import cores
from experiments.store.results import DamagedResult, StoredResult
from experiments.store.statistics import HIGH, LOW
from simulation.compiled import kernel

SHARES = (LOW / 100, 0.5, HIGH / 100)
_ROOM = 1024
"""Values that are counted at first, from 0 on; more room is made where it is needed."""

Times = npt.NDArray[np.int64]


def monthly_percentiles(result: StoredResult, columns: list[str]) -> dict[str, npt.NDArray[Any]]:
    """Return per monthly column the 5th, 50th and 95th percentile over all runs of a result.

    Each (3, months) float64; months in order, between two runs on the straight line, as numpy does.
    Over a batch this mixes its cells: for one of them ask with SQL. Raises KeyError for another
    column, DamagedResult.
    """
    unknown = [name for name in columns if name not in result.manifest["monthly"]]
    if unknown:
        raise KeyError(", ".join(unknown))
    months = int(result.manifest["request"]["months"])
    files: SimpleQueue[Path] = SimpleQueue()
    for file in result.files("monthly"):
        files.put(file)
    workers = min(cores(), files.qsize())
    with ThreadPoolExecutor(workers) as pool:
        work = [pool.submit(_count_files, files, columns, months, result) for _ in range(workers)]
        counted = [one.result() for one in work]
    return {
        name: _percentiles(_together([times[place] for times in counted]))
        for place, name in enumerate(columns)
    }


def _count_files(
    files: SimpleQueue[Path], columns: list[str], months: int, result: StoredResult
) -> list[Times]:
    """Count the values of files until there are none left: per column (months, values) times."""
    counted = [np.zeros((months, _ROOM), np.int64) for _ in columns]
    while True:
        try:
            file = files.get_nowait()
        except Empty:
            return counted
        for table in _pieces(file, columns, result):
            for place, name in enumerate(columns):
                values = table[name].to_numpy()
                top = int(values.max(initial=0))
                if top >= counted[place].shape[1]:
                    counted[place] = _widened(counted[place], 2 * top)
                count_values(values, counted[place])


def _pieces(file: Path, columns: list[str], result: StoredResult) -> Iterator[pa.Table]:
    """Yield the row groups of a file; each holds whole worlds."""
    try:
        with pq.ParquetFile(file, page_checksum_verification=True) as opened:
            for piece in range(opened.num_row_groups):
                yield opened.read_row_group(piece, columns, use_threads=False)
    except (OSError, pa.ArrowException) as error:
        raise DamagedResult(result.path, f"{file.relative_to(result.path)}: {error}") from error


@kernel
def count_values(values: Any, times: Any) -> None:
    """Count values that stand month after month, world after world.

    values: (worlds * months,) int64, 0 or more; times: (months, room) int64, added to.
    """
    months = times.shape[0]
    for row in range(values.shape[0]):
        times[row % months, values[row]] += 1


def _widened(times: Times, room: int) -> Times:
    wider = np.zeros((len(times), room), np.int64)
    wider[:, : times.shape[1]] = times
    return wider


def _together(parts: list[Times]) -> Times:
    room = max(part.shape[1] for part in parts)
    return np.sum([_widened(part, room) for part in parts], axis=0)


def _percentiles(times: Times) -> npt.NDArray[np.float64]:
    """(3, months) from how often each value occurs in each month."""
    up_to = np.cumsum(times, axis=1)
    runs = up_to[:, -1]
    if runs[0] == 0:
        return np.full((len(SHARES), len(times)), np.nan)
    found = np.empty((len(SHARES), len(times)))
    for row, share in enumerate(SHARES):
        place = (runs - 1) * share
        below = np.floor(place).astype(np.int64)
        low, high = (
            np.array([np.searchsorted(month, rank, side="right") for month, rank in pairs])
            for pairs in (
                zip(up_to, below, strict=True),
                zip(up_to, np.minimum(below + 1, runs - 1), strict=True),
            )
        )
        found[row] = low + (high - low) * (place - below)
    return found
