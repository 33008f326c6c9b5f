"""How large a batch is, before it is run: runs, person-months, minutes, megabytes."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.runner.batch import Batch
from experiments.runner.simulated import simulated
from experiments.runner.worlds import RunSimulator
from experiments.worlds import World

MOST_SECONDS = 2.0
MOST_PROBES = 8
SIDECAR_BYTES = 1_500


@dataclass(frozen=True)
class Size:
    """What a batch takes, by a few of its runs that were tried.

    missing: runs that are still to be simulated; seconds: for these, with the workers at hand;
    person_months, megabytes: of the whole batch. Nan where every try failed.
    """

    cells: int
    runs: int
    missing: int
    person_months: float
    seconds: float
    megabytes: float


def probe(batch: Batch, missing: int, workers: int) -> Size:
    """Try a few runs, spread over the cells, for two seconds at most."""
    design = batch.design
    simulator = RunSimulator(design, batch.outputs.traced, batch.outputs.detail)
    tries = min(MOST_PROBES, design.cells)
    worlds: list[World] = []
    took = 0.0
    for place in range(tries):
        cell = place * (design.cells - 1) // max(tries - 1, 1)
        begun = time.perf_counter()
        worlds.append(simulator.run(cell * design.replications))
        took += time.perf_counter() - begun
        if took > MOST_SECONDS:
            break
    done = [world.outcome for world in worlds if world.outcome is not None]
    months = sum(outcome.person_months for outcome in done) / len(done) if done else float("nan")
    rows, file = _bytes_of(batch, worlds)
    return Size(
        cells=design.cells,
        runs=design.runs,
        missing=missing,
        person_months=months * design.runs,
        seconds=took / len(worlds) * missing / min(workers, max(missing, 1)),
        megabytes=(rows * design.runs + file * len(batch.shards)) / 1e6,
    )


def _bytes_of(batch: Batch, worlds: list[World]) -> tuple[float, float]:
    """Bytes of the rows of a run, and of what the files of a shard have however few rows."""
    full, empty = (_parquet_size(batch, some) for some in (worlds, []))
    return (full - empty) / len(worlds), empty + SIDECAR_BYTES


def _parquet_size(batch: Batch, worlds: list[World]) -> int:
    size = 0
    for table in simulated(batch.design, batch.outputs, worlds).tables.values():
        stream = pa.BufferOutputStream()
        pq.write_table(table, stream, compression="zstd", write_page_checksum=True)
        size += int(stream.getvalue().size)
    return size
