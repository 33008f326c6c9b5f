"""What the machinery of a batch costs over the bare engine, and how large batches are read.

    python benchmarks/batch.py              some minutes: 1,000 worlds, several times
    python benchmarks/batch.py --short      under a minute
    python benchmarks/batch.py --full       also 100,000 worlds of the base scenario; half an hour
    python benchmarks/batch.py --json       for machines

The bare engine draws, prepares and simulates the same worlds in as many threads, and keeps nothing.
Overhead is told in wall time, side by side in one run, and in processor time, which holds on a
busy machine too. Nothing is asserted: numbers differ by machine.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

if __package__ in (None, ""):
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.machine import describe_machine
from benchmarks.timing import Timing

LARGE = 100_000
SEED = 1
MEANINGS = {
    "runs": "runs in a batch of the base scenario, a draw for each",
    "bare_ms": "ms a run of the bare engine, two threads",
    "batch_ms": "  the same as a batch: shards written, checked, manifest",
    "overhead_wall": "share of wall time over the bare engine",
    "overhead_processor": "share of processor time over the bare engine",
    "overhead_processor_ms": "  in ms a run",
    "two_core_ratio": "times faster on two threads than on one, as a batch",
    "megabytes_per_1000_runs": "on disk",
    "percentile_seconds": "p5, p50, p95 of a column per month over 100,000 runs",
    "percentiles_seconds": "  of all 20 columns",
    "percentiles_memory_mb": "  memory of the process afterwards, at its most",
    "large_seconds": "100,000 worlds of the base scenario, two threads",
    "large_memory_mb": "  memory of the process at its most",
    "large_megabytes": "  on disk",
}


def batch_of(runs: int, store: Path, workers: int) -> Any:
    """A batch of the base scenario, a parameter draw for each run."""
    from experiments.design.design import design_of_one
    from experiments.runner.sweep import Sweep, SweepOptions
    from experiments.scenario.files import load_scenario

    design = design_of_one(load_scenario("base").scenario, SEED, runs, "prior", runs)
    return Sweep(design, store, SweepOptions(workers=workers))


def bare(runs: int, workers: int) -> None:
    """The same worlds by the engine alone; outcomes are thrown away."""
    from concurrent.futures import ThreadPoolExecutor

    from experiments.scenario.files import load_scenario
    from experiments.scenario.setups import setup_of
    from simulation.engine import prepare, simulate
    from simulation.parameters import load_registry

    setup, registry = setup_of(load_scenario("base").scenario), load_registry()

    def one(number: int) -> None:
        simulate(prepare(setup, registry.draw("prior", SEED, number)), SEED, number)

    with ThreadPoolExecutor(workers) as pool:
        for _ in pool.map(one, range(runs)):
            pass


def swept(runs: int, workers: int) -> None:
    """A batch into an empty store."""
    with tempfile.TemporaryDirectory() as store:
        batch_of(runs, Path(store), workers).run()


def clocked(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor seconds of some work."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def overhead(runs: int, repeats: int) -> dict[str, Timing]:
    """Bare engine and batch in turn, and the batch on one thread."""
    swept(32, 2)
    rounds = []
    for _ in range(repeats):
        works = (lambda: bare(runs, 2), lambda: swept(runs, 2), lambda: swept(runs, 1))
        rounds.append([clocked(work) for work in works])
    first = [r[0] for r in rounds]
    batch = [r[1] for r in rounds]
    single = [r[2] for r in rounds]
    pairs = list(zip(first, batch, strict=True))
    return {
        "bare_ms": Timing(tuple(b[0] / runs * 1e3 for b in first)),
        "batch_ms": Timing(tuple(b[0] / runs * 1e3 for b in batch)),
        "overhead_wall": Timing(tuple(b[0] / a[0] - 1 for a, b in pairs)),
        "overhead_processor": Timing(tuple(b[1] / a[1] - 1 for a, b in pairs)),
        "overhead_processor_ms": Timing(tuple((b[1] - a[1]) / runs * 1e3 for a, b in pairs)),
        "two_core_ratio": Timing(tuple(s[0] / b[0] for s, b in zip(single, batch, strict=True))),
    }


def megabytes_in(folder: Path) -> float:
    """Size of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def memory_at_most() -> float:
    """The most memory that this process has had, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1e3


def read_large(repeats: int) -> dict[str, Timing]:
    """Percentiles over 100,000 runs: real worlds, written again and again under other numbers."""
    from dataclasses import replace

    from experiments.runner.batch import MOST_RUNS
    from experiments.runner.manifest import told_by_runs
    from experiments.runner.simulated import simulated
    from experiments.runner.sweep import cells_table
    from experiments.runner.worlds import RunSimulator
    from experiments.store.outputs import BATCH_COLUMNS
    from experiments.store.percentiles import monthly_percentiles
    from experiments.store.results import write_sharded_result
    from experiments.store.shards import Shard

    with tempfile.TemporaryDirectory() as store:
        sweep = batch_of(LARGE, Path(store), 2)
        simulator = RunSimulator(sweep.design)
        worlds = [simulator.run(number) for number in range(MOST_RUNS)]
        shards = []
        for first in range(0, LARGE, MOST_RUNS):
            last = min(first + MOST_RUNS, LARGE)
            numbered = [replace(w, number=first + w.number) for w in worlds[: last - first]]
            tables = simulated(sweep.design, sweep.outputs, numbered).tables
            shards.append(sweep.batch.folder.write(Shard(first, last), tables, 0))
        told = told_by_runs(shard.table("runs") for shard in shards)
        asked = {"request": {"months": sweep.design.months}, "monthly": list(BATCH_COLUMNS)}
        manifest = {"id": sweep.key.run_id, **asked, **told}
        tables = {"cells": cells_table(sweep.design)}
        result = write_sharded_result(Path(store), sweep.key.run_id, manifest, shards, tables)
        columns = list(BATCH_COLUMNS)
        times = [clocked(lambda: monthly_percentiles(result, columns))[0] for _ in range(repeats)]
        single = [
            clocked(lambda: monthly_percentiles(result, columns[:1]))[0] for _ in range(repeats)
        ]
    return {
        "percentile_seconds": Timing(tuple(single)),
        "percentiles_seconds": Timing(tuple(times)),
        "percentiles_memory_mb": Timing((memory_at_most(),)),
    }


def run_large() -> dict[str, Timing]:
    """100,000 worlds of the base scenario into an empty store."""
    with tempfile.TemporaryDirectory() as store:
        seconds, _ = clocked(batch_of(LARGE, Path(store), 2).run)
        size = megabytes_in(Path(store))
    return {
        "large_seconds": Timing((seconds,)),
        "large_memory_mb": Timing((memory_at_most(),)),
        "large_megabytes": Timing((size,)),
    }


def measure(short: bool, full: bool) -> dict[str, Any]:
    """Measure; returns what is printed as JSON."""
    machine = describe_machine()
    runs, repeats = (64, 1) if short else (1_000, 3)
    found: dict[str, Timing] = {}
    if full:
        found |= run_large()
    found |= overhead(runs, repeats)
    with tempfile.TemporaryDirectory() as store:
        batch_of(runs, Path(store), 2).run()
        found["megabytes_per_1000_runs"] = Timing((megabytes_in(Path(store)) / runs * 1000,))
    if not short:
        found |= read_large(3)
    return {
        "schema": 1,
        **machine,
        "runs": runs,
        **{name: timing.median for name, timing in found.items()},
        "repeats": {name: timing.as_json() for name, timing in found.items()},
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("json", "short", "full"):
        parser.add_argument(f"--{name}", action="store_true")
    options = parser.parse_args(arguments)
    measured = measure(options.short, options.full)
    if options.json:
        print(json.dumps(measured, indent=2))
        return 0
    print(f"{measured['cpu']}, {measured['cores']} cores, load {measured['load']} before\n")
    for name, meaning in MEANINGS.items():
        value = measured.get(name)
        print(f"{name:26}{'-' if value is None else f'{value:,.4g}':>12}  {meaning}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
