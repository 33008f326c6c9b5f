"""What is measured inside this process: worlds of the engine, alone and beside the oracle."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np

from benchmarks.timing import Timing, interleaved, ratio
from experiments.runner.executors import Threads
from experiments.runner.request import RunRequest, run_outputs
from experiments.runner.worlds import RunSimulator
from experiments.scenario.files import load_scenario
from experiments.scenario.setups import setup_of
from experiments.store.shards import Shard
from simulation.engine import Prepared, advance, build_world, measure, prepare, simulate
from simulation.parameters import load_registry

SEED = 1
DIGEST_WORLDS = 4
"""Worlds in the digest: the first of `doorstroom run base --seed 1`."""


def base_request(replications: int) -> RunRequest:
    """What `doorstroom run base` asks: a draw from the priors for each world."""
    scenario = load_scenario("base").scenario
    return RunRequest(scenario, SEED, replications, "prior", replications)


def base_prepared() -> Prepared:
    """The base scenario (Midden Twente, ten years) under the registered values."""
    setup = setup_of(load_scenario("base").scenario)
    return prepare(setup, load_registry().draw("point"))


def digest() -> str:
    """Sha256 over the digests of the first worlds that `run` gives, a line each.

    They stand in the column `digest` of the result's runs.parquet, in its first rows:
    `doorstroom run base --seed 1` with any number of replications from DIGEST_WORLDS on.
    """
    runner = RunSimulator(base_request(DIGEST_WORLDS).design)
    worlds = [runner.run(number) for number in range(DIGEST_WORLDS)]
    lines = [world.outcome.digest if world.outcome else str(world.error) for world in worlds]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


class Replications:
    """A fixed set of worlds of one scenario, built, moved on and measured as separate parts."""

    def __init__(self, prepared: Prepared, number: int) -> None:
        self.prepared = prepared
        self.numbers = range(number)
        self.worlds: list[Any] = []
        self.person_months = 0

    def build(self) -> None:
        """People and empty lists."""
        self.worlds = [build_world(self.prepared, SEED, number) for number in self.numbers]

    def advance(self) -> None:
        """All steps of all months."""
        for world in self.worlds:
            advance(world, 0, self.prepared.setup.months)

    def measure(self) -> None:
        """The default observables."""
        outcomes = [measure(self.prepared, world) for world in self.worlds]
        self.person_months = sum(outcome.person_months for outcome in outcomes)


def engine_speed(worlds: int, repeats: int) -> dict[str, Timing]:
    """Speed of regional worlds of ten years on one core.

    Returns:
        person_months_per_second: person-months in scope, over the time of all steps and the
        default observables; seconds_per_replication: build, advance and measure together, and
        each part.
    """
    replications = Replications(base_prepared(), worlds)
    works = (replications.build, replications.advance, replications.measure)
    interleaved(works, 1)
    parts = [Timing(tuple(v / worlds for v in part.values)) for part in interleaved(works, repeats)]
    rounds = list(zip(*(part.values for part in parts), strict=True))
    per_world = replications.person_months / worlds
    return {
        "person_months_per_second": Timing(tuple(per_world / (a + m) for _, a, m in rounds)),
        "seconds_per_replication": Timing(tuple(sum(one) for one in rounds)),
        "build_seconds": parts[0],
        "advance_seconds": parts[1],
        "measure_seconds": parts[2],
    }


def bytes_per_person() -> float:
    """Bytes of all arrays of one regional world, divided by the people in it."""
    world = build_world(base_prepared(), SEED, 0)
    spans = {np.lib.array_utils.byte_bounds(array) for array in _arrays(world)}
    return sum(high - low for low, high in spans) / int(world.people.shape[0])


def _arrays(bundle: Any) -> Iterator[np.ndarray[Any, Any]]:
    for item in bundle:
        if isinstance(item, np.ndarray):
            yield item
        elif isinstance(item, tuple):
            yield from _arrays(item)


def two_core_ratios(worlds: int, repeats: int) -> dict[str, Timing]:
    """How many times faster two threads are than one, on the same worlds.

    Returns:
        two_core_ratio: worlds under one draw of the parameters; run_two_core_ratio: as `doorstroom
        run` does it, with a draw of its own for each world.
    """
    prepared, request = base_prepared(), base_request(worlds)

    def simulate_all(threads: int) -> None:
        numbers = iter(range(worlds))
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda _: [simulate(prepared, SEED, n) for n in numbers], range(threads)))

    works: list[Callable[[], object]] = [partial(simulate_all, 1), partial(simulate_all, 2)]
    works += [partial(_execute, request, 1), partial(_execute, request, 2)]
    interleaved(works, 1)
    one, two, run_one, run_two = interleaved(works, repeats)
    return {"two_core_ratio": ratio(one, two), "run_two_core_ratio": ratio(run_one, run_two)}


def _execute(request: RunRequest, threads: int) -> None:
    shards = [Shard(0, request.replications)]
    for _ in Threads(threads).execute(request.design, shards, run_outputs(request), lambda _: None):
        pass


def oracle_ratio(repeats: int, worlds: int) -> dict[str, Timing]:
    """The oracle's Mesa objects against the engine, both in the reduced configuration.

    Seconds per person-month in scope, outcomes included, in turn: `worlds` of the engine, then one
    of the oracle.
    """
    # By name: the oracle belongs to the tests, and is typed less strictly.
    oracle = importlib.import_module("tests.oracle.oracle").Oracle
    outcomes = importlib.import_module("tests.oracle.outcomes").measure
    reduced = importlib.import_module("tests.oracle.reduced").reduced_setup()
    prepared = prepare(reduced, load_registry().draw("point"))
    lived = {"oracle": 0, "engine": 0}
    seeds = iter(range(repeats + 1))

    def run_oracle() -> None:
        model = oracle(next(seeds)).run()
        outcomes(model)
        lived["oracle"] = model.person_months

    def run_engine() -> None:
        months = [simulate(prepared, SEED, number).person_months for number in range(worlds)]
        lived["engine"] = sum(months)

    rates: dict[str, list[float]] = {"oracle": [], "engine": []}
    works = {"oracle": run_oracle, "engine": run_engine}
    for turn in range(repeats + 1):
        for name, work in works.items():
            (time,) = interleaved([work], 1)
            if turn > 0:
                rates[name].append(time.median / lived[name])
    slow, fast = Timing(tuple(rates["oracle"])), Timing(tuple(rates["engine"]))
    return {
        "oracle_ratio": ratio(slow, fast),
        "oracle_seconds_per_person_month": slow,
        "reduced_seconds_per_person_month": fast,
    }
