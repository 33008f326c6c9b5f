"""Two Dask workers of this machine against two threads, side by side.

    python benchmarks/cluster.py            1,000 worlds of the base scenario, three times; minutes
    python benchmarks/cluster.py --short    128 worlds, once
    python benchmarks/cluster.py --json     for machines

Both write every shard into an empty store. The start of the workers is not in it: it is paid once,
and told apart. Nothing is asserted: numbers differ by machine.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

if __package__ in (None, ""):
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.machine import describe_machine
from benchmarks.timing import Timing, interleaved, ratio, seconds

WORKERS = 2
SEED = 1
MEANINGS = {
    "start_seconds": "two workers started, and ready for their first shard",
    "threads_seconds": "two threads",
    "workers_seconds": "two Dask workers",
    "ratio": "times longer on the workers",
}


def measure(runs: int, repeats: int) -> dict[str, Timing]:
    """Run the same batch here and there, in turn."""
    from experiments.cluster.connect import LOCAL, connected
    from experiments.cluster.executor import OnCluster
    from experiments.design.design import design_of_one
    from experiments.runner.executors import Executor, Threads
    from experiments.runner.sweep import Sweep, SweepOptions
    from experiments.scenario.files import load_scenario

    scenario = load_scenario("base").scenario

    def batch(executor: Executor, worlds: int) -> None:
        design = design_of_one(scenario, SEED, worlds, "prior", worlds)
        with tempfile.TemporaryDirectory() as store:
            options = SweepOptions(workers=WORKERS)
            Sweep(design, Path(store), options, executor=executor).run()

    batch(Threads(WORKERS), 32)
    with connected(LOCAL, WORKERS) as client:
        there = OnCluster(client)
        start = seconds(lambda: batch(there, 32))
        here, away = interleaved(
            (lambda: batch(Threads(WORKERS), runs), lambda: batch(there, runs)), repeats
        )
    return {
        "start_seconds": Timing((start,)),
        "threads_seconds": here,
        "workers_seconds": away,
        "ratio": ratio(away, here),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("json", "short"):
        parser.add_argument(f"--{name}", action="store_true")
    options = parser.parse_args(arguments)
    machine = describe_machine()
    found = measure(*((128, 1) if options.short else (1_000, 3)))
    if options.json:
        told: dict[str, Any] = {name: timing.as_json() for name, timing in found.items()}
        print(json.dumps({"schema": 1, **machine, **told}, indent=2))
        return 0
    print(f"{machine['cpu']}, {machine['cores']} cores, load {machine['load']} before\n")
    for name, meaning in MEANINGS.items():
        print(f"{name:18}{found[name].median:>10.3g}  {meaning}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
