"""The benchmark of batches measures what it says."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks import batch


@pytest.fixture(scope="module")
def measured() -> dict[str, Any]:
    return batch.measure(short=True, full=False)


def test_it_measures_what_it_can_in_short(measured: dict[str, Any]) -> None:
    left_out = {"percentile_seconds", "percentiles_seconds", "percentiles_memory_mb"}
    left_out |= {"large_seconds", "large_memory_mb", "large_megabytes"}
    assert set(batch.MEANINGS) - set(measured) == left_out
    assert measured["runs"] == 64


def test_the_numbers_hang_together(measured: dict[str, Any]) -> None:
    assert 0 < measured["bare_ms"] < 1000
    ratio = measured["batch_ms"] / measured["bare_ms"] - 1
    assert measured["overhead_wall"] == pytest.approx(ratio)
    assert measured["megabytes_per_1000_runs"] > 1
