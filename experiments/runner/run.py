"""Answer a request: read the stored result, or simulate and keep it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from experiments import provenance
from experiments.errors import RunStopped
from experiments.runner.request import RunKey, RunRequest, key_of
from experiments.scenario.model import Scenario, dated
from experiments.scenario.policies import is_unlawful
from experiments.scenario.setups import setup_of
from experiments.store.results import (
    SCHEMA,
    DamagedResult,
    StoredResult,
    find_result,
    write_result,
)
from experiments.store.tables import build_tables
from experiments.worlds import World

NORMS = ("huisvesting.norm_weeks", "pip.deadline_weeks", "aanbod.offer_weeks")
"""Parameters that charts hold a wait against; the manifest says what they were."""


@dataclass
class Watcher:
    """What a front end wants to hear while a run goes on; each does nothing by default."""

    compiling: Callable[[], None] = field(default=lambda: None)
    started: Callable[[int], None] = field(default=lambda _worlds: None)
    progress: Callable[[int], None] = field(default=lambda _done: None)
    saving: Callable[[], None] = field(default=lambda: None)
    damaged: Callable[[DamagedResult], None] = field(default=lambda _damage: None)


@dataclass(frozen=True)
class Answer:
    """A result and how it came: read back (`reused`) or simulated now, in `seconds`."""

    result: StoredResult
    reused: bool
    seconds: float

    @property
    def failed_worlds(self) -> int:
        """How many worlds ended in an error."""
        return int(self.result.manifest["failed_worlds"])


def answer(
    request: RunRequest,
    store: Path,
    workers: int,
    command: Sequence[str] = (),
    fresh: bool = False,
    watcher: Watcher | None = None,
) -> Answer:
    """Return the result of a request, from the store if it is there and whole.

    fresh: simulate even so. command: what the user typed, for the manifest. A damaged result, or
    one with failed worlds, is simulated again. Raises RunStopped, StoreProblem.
    """
    watcher = watcher or Watcher()
    begun = time.perf_counter()
    key = key_of(request)
    if not fresh:
        try:
            stored = find_result(store, key.run_id)
        except DamagedResult as damage:
            watcher.damaged(damage)
            stored = None
        if stored is not None and stored.manifest["failed_worlds"] == 0:
            return Answer(stored, True, time.perf_counter() - begun)
    compile_seconds = compile_engine(request, watcher)
    started = datetime.now(UTC)
    watcher.started(request.replications)
    from experiments.runner.worlds import run_worlds

    clock = time.perf_counter()
    worlds = run_worlds(request, workers, watcher.progress)
    simulating = time.perf_counter() - clock
    watcher.saving()
    times = {
        "started": started.isoformat(timespec="seconds"),
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds_simulating": round(simulating, 3),
        "seconds_warming_up": round(compile_seconds, 3),
        "workers": workers,
    }
    manifest = _manifest(request, key, worlds, command, times)
    columns = key.content["outputs"]["monthly"]
    keys = key.content["outputs"]["observables"]
    names = manifest["municipalities"]
    tables = build_tables(worlds, request.scenario.start_month, columns, keys, names)
    result = write_result(store, key.run_id, manifest, tables)
    return Answer(result, False, time.perf_counter() - begun)


def compile_engine(request: RunRequest, watcher: Watcher) -> float:
    """Compile or load the engine in a thread of its own, so that Ctrl-C is heard meanwhile."""
    from simulation import compiled

    if not compiled.is_cached():
        watcher.compiling()
    begun = time.perf_counter()
    failures: list[BaseException] = []

    def work() -> None:
        try:
            from experiments.runner.worlds import warm_up

            warm_up(request)
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=work, name="warm-up", daemon=True)
    try:
        thread.start()
        while thread.is_alive():
            thread.join(timeout=0.1)
    except KeyboardInterrupt:
        raise RunStopped(0, request.replications) from None
    if failures:
        raise failures[0]
    return time.perf_counter() - begun


def _manifest(
    request: RunRequest,
    key: RunKey,
    worlds: Sequence[World],
    command: Sequence[str],
    times: dict[str, Any],
) -> dict[str, Any]:
    from simulation.engine import observables_of
    from simulation.inflow import INFLOWS

    scenario = request.scenario
    failed = [world for world in worlds if world.outcome is None]
    inflow = INFLOWS[scenario.inflow.source]
    return {
        "schema": SCHEMA,
        "kind": "run",
        "id": key.run_id,
        "key": key.digest,
        "command": list(command),
        "request": {
            "scenario": scenario.name,
            "seed": request.seed,
            "replications": request.replications,
            "parameters": request.parameters,
            "draws": len(key.content["draws"]),
            "start": scenario.start,
            "until": scenario.until,
            "months": scenario.months,
        },
        "scenario": key.content["scenario"],
        "inflow": {"source": scenario.inflow.source, "nl": inflow.title_nl, "en": inflow.title_en},
        "norms": _norms(scenario),
        "price_year": _price_year(scenario),
        "calibrated": False,
        "buiten_de_wet": is_unlawful(scenario),
        "effects": _effects(worlds),
        "worlds": len(worlds),
        "failed_worlds": len(failed),
        "digests": {
            "parameters": key.content["parameter_digest"],
            "data": key.content["data_digest"],
            "engine": key.content["engine_digest"],
        },
        "versions": provenance.versions(),
        "source": provenance.source_state(),
        "machine": provenance.machine_class(),
        "times": times,
        "monthly": list(key.content["outputs"]["monthly"]),
        "accounts": list(key.content["outputs"]["accounts"]),
        "municipalities": [g.name for g in setup_of(scenario).region.gemeenten],
        "headlines": [o.key for o in observables_of(setup_of(scenario)) if o.headline],
        "observables": [
            {"key": o.key, "name": o.name, "filter": dict(o.filter), "unit": o.unit}
            for o in observables_of(setup_of(scenario))
        ],
    }


def _effects(worlds: Sequence[World]) -> dict[str, float]:
    """Return the shares of person-months with an effect of a policy, and with more than one."""
    outcomes = [world.outcome for world in worlds if world.outcome is not None]
    months = max(sum(outcome.person_months for outcome in outcomes), 1)
    return {
        "affected": sum(outcome.effects.affected for outcome in outcomes) / months,
        "stacked": sum(outcome.effects.stacked for outcome in outcomes) / months,
    }


def _price_year(scenario: Scenario) -> int:
    """Return the year in whose prices cost per person stands."""
    from simulation.parameters import load_registry

    name = "geld.price_year"
    own = dated(scenario.parameters.get(name, {}))
    return int(next(iter(own.values()), load_registry()[name].at(scenario.start_month)))


def _norms(scenario: Scenario) -> dict[str, float]:
    """Return the norms in force in the first month, with the scenario's own values."""
    from simulation.parameters import load_registry

    registry = load_registry()
    norms = {}
    for name in NORMS:
        own = dated(scenario.parameters.get(name, {}))
        begun = [month for month in own if month <= scenario.start_month]
        norms[name] = own[max(begun)] if begun else registry[name].at(scenario.start_month)
    return norms
