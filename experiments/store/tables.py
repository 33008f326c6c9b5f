"""The tables of a result: worlds side by side, written as Parquet with page checksums.

`runs` has a row a world, `monthly` a row a world and month, `observables` a row a world and
observable. Rows stand in the order of the worlds, so the same question gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.worlds import World
from simulation.months import format_month

TABLES = ("runs", "monthly", "observables")


def build_tables(
    worlds: Sequence[World],
    start: int,
    columns: Sequence[str],
    keys: Sequence[str],
) -> Mapping[str, pa.Table]:
    """Return the three tables of a run.

    worlds: in order of their number; failed ones have a row in `runs` only. start: first month,
    counted from 2000-01. columns: names of the monthly columns. keys: of the observables.
    """
    return {
        "runs": _runs(worlds),
        "monthly": _monthly(worlds, start, columns),
        "observables": _observables(worlds, keys),
    }


def _runs(worlds: Sequence[World]) -> pa.Table:
    outcomes = [world.outcome for world in worlds]
    return pa.table(
        {
            "world": pa.array([world.number for world in worlds], pa.int32()),
            "draw": pa.array([world.draw for world in worlds], pa.int32()),
            "draw_digest": pa.array([world.draw_digest for world in worlds], pa.string()),
            "status": pa.array(["failed" if o is None else "done" for o in outcomes], pa.string()),
            "people": pa.array([o and o.people for o in outcomes], pa.int64()),
            "person_months": pa.array([o and o.person_months for o in outcomes], pa.int64()),
            "digest": pa.array([o and o.digest for o in outcomes], pa.string()),
            "error": pa.array([world.error for world in worlds], pa.string()),
        }
    )


def _monthly(worlds: Sequence[World], start: int, columns: Sequence[str]) -> pa.Table:
    done = [(world.number, world.outcome) for world in worlds if world.outcome is not None]
    months = done[0][1].monthly.shape[0] if done else 0
    labels = pa.array([format_month(start + month) for month in range(months)], pa.string())
    index = np.tile(np.arange(months, dtype=np.int32), len(done))
    counts = np.zeros((0, len(columns)), np.int64)
    if done:
        counts = np.concatenate([outcome.monthly for _, outcome in done])
    numbers = np.repeat(np.array([number for number, _ in done], np.int32), months)
    table = {
        "world": pa.array(numbers),
        "month": pa.DictionaryArray.from_arrays(pa.array(index), labels),
    }
    for position, name in enumerate(columns):
        table[name] = pa.array(np.ascontiguousarray(counts[:, position]), pa.int64())
    return pa.table(table)


def _observables(worlds: Sequence[World], keys: Sequence[str]) -> pa.Table:
    done = [(world.number, world.outcome) for world in worlds if world.outcome is not None]
    values = np.zeros(0)
    behind = np.zeros(0, np.int64)
    if done:
        values = np.concatenate([outcome.observables for _, outcome in done])
        behind = np.concatenate([outcome.counts for _, outcome in done])
    numbers = np.repeat(np.array([number for number, _ in done], np.int32), len(keys))
    index = np.tile(np.arange(len(keys), dtype=np.int32), len(done))
    return pa.table(
        {
            "world": pa.array(numbers),
            "key": pa.DictionaryArray.from_arrays(pa.array(index), pa.array(keys, pa.string())),
            "value": pa.array(values, pa.float64(), mask=np.isnan(values)),
            "n": pa.array(behind, pa.int64()),
        }
    )


def write_table(table: pa.Table, path: Path) -> None:
    """Write one table as Parquet: zstd, page checksums. Raises OSError."""
    pq.write_table(table, path, compression="zstd", write_page_checksum=True)


def read_table(path: Path) -> pa.Table:
    """Read one table, checking its page checksums. Raises OSError when they do not fit."""
    return pq.read_table(path, page_checksum_verification=True)
