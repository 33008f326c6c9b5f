"""Percentiles per month over all runs are numpy's, whatever the numbers and the shards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from experiments.store.percentiles import monthly_percentiles
from experiments.store.results import DamagedResult, StoredResult
from experiments.store.tables import write_table

MONTHS = 7
COLUMNS = ["werk", "opvang"]


def kept(folder: Path, shards: list[np.ndarray[Any, Any]]) -> StoredResult:
    """A batch with these counts, (worlds, months, columns) a shard."""
    listed = []
    for number, counts in enumerate(shards):
        name = f"{number}"
        (folder / "shards" / name).mkdir(parents=True)
        rows = counts.reshape(-1, len(COLUMNS))
        columns = {c: pa.array(rows[:, place].copy()) for place, c in enumerate(COLUMNS)}
        write_table(pa.table(columns), folder / "shards" / name / "monthly.parquet")
        listed.append({"name": name})
    manifest = {
        "monthly": COLUMNS,
        "request": {"months": MONTHS},
        "tables": {"monthly": {"sha256": None}},
        "shards": listed,
    }
    return StoredResult(folder, manifest)


@pytest.mark.parametrize("sizes", [[1], [2], [3, 1], [40, 41, 1, 18], [0, 5], [1001]])
@pytest.mark.parametrize("most", [0, 1, 30, 5_000, 200_000])
def test_they_are_those_of_numpy(tmp_path: Path, sizes: list[int], most: int) -> None:
    rng = np.random.default_rng(most)
    shards = [rng.integers(0, most + 1, (size, MONTHS, len(COLUMNS))) for size in sizes]
    bands = monthly_percentiles(kept(tmp_path, shards), COLUMNS)
    expected = np.percentile(np.concatenate(shards), [5, 50, 95], axis=0)
    for place, name in enumerate(COLUMNS):
        assert bands[name] == pytest.approx(expected[:, :, place], rel=1e-12)


def test_no_finished_run_is_no_number(tmp_path: Path) -> None:
    nothing = kept(tmp_path, [np.zeros((0, MONTHS, len(COLUMNS)), np.int64)])
    assert np.isnan(monthly_percentiles(nothing, ["werk"])["werk"]).all()


def test_another_column_is_named(tmp_path: Path) -> None:
    some = kept(tmp_path, [np.zeros((1, MONTHS, len(COLUMNS)), np.int64)])
    with pytest.raises(KeyError, match="wrk"):
        monthly_percentiles(some, ["werk", "wrk"])


def test_a_flipped_bit_is_told(tmp_path: Path) -> None:
    some = kept(tmp_path, [np.arange(300 * MONTHS * 2).reshape(300, MONTHS, 2)])
    (file,) = some.files("monthly")
    body = bytearray(file.read_bytes())
    body[60] ^= 1
    file.write_bytes(bytes(body))
    with pytest.raises(DamagedResult, match="monthly"):
        monthly_percentiles(some, ["werk"])
