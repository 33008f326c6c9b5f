"""Simulate a scenario from a municipality's own caseload, and tell aggregates only.

Worlds are simulated in this process and kept in memory until they are added up; nothing of a
person is written anywhere. Files, where the user asks for them, are put together in a temporary
folder that is cleaned whatever happens.
"""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from experiments import provenance
from experiments.calibrated import is_calibrated
from experiments.caseload import privacy
from experiments.caseload.people import LoadedCaseload
from experiments.errors import RunStopped, StoreProblem
from experiments.runner.threads import work_in_threads
from experiments.scenario.model import Scenario
from experiments.scenario.setups import setup_of
from simulation.compiled import engine_digest
from simulation.engine import Cancelled, Outcome, observables_of, prepare, simulate
from simulation.months import format_month
from simulation.parameters import load_registry
from simulation.record import MONTHLY_COLUMNS

BANNER = "persoonsgegevens: DPIA nodig"
SCHEMA = 1
PERCENTILES = (5, 50, 95)
Progress = Callable[[int], None]


@dataclass(frozen=True)
class CaseloadRequest:
    """What is asked: as of a run, of a scenario that starts where the caseload ends."""

    scenario: Scenario
    caseload: LoadedCaseload
    seed: int
    replications: int
    parameters: str
    draws: int


@dataclass(frozen=True)
class Figure:
    """One observable over the worlds, as it may be told; None where it may not, or is undefined."""

    key: str
    name: str
    filter: dict[str, Any]
    unit: str
    headline: bool
    low: float | None
    middle: float | None
    high: float | None
    n: int | None


@dataclass(frozen=True)
class CaseloadAnswer:
    """Aggregates: figures; and people at the end of each month by column of record.py, p5, p50
    and p95 over the worlds, None for fewer than ten.
    """

    figures: tuple[Figure, ...]
    months: tuple[dict[str, Any], ...]
    manifest: dict[str, Any]


def from_start(scenario: Scenario, caseload: LoadedCaseload) -> Scenario:
    """The scenario with its start where the caseload ends: no months are lived before."""
    return scenario.model_copy(update={"start": format_month(caseload.start), "warm_up": None})


def run_caseload(
    request: CaseloadRequest, workers: int, progress: Progress | None = None
) -> CaseloadAnswer:
    """Simulate all worlds and add them up. Raises RunStopped on Ctrl-C."""
    setup = replace(setup_of(request.scenario), caseload=request.caseload.caseload)
    registry = load_registry()
    cancel = np.zeros(1, dtype=np.int64)
    point = prepare(setup, registry.draw("point")) if request.parameters == "point" else None
    numbers = iter(range(request.replications))  # one for all threads: next() is atomic
    outcomes: dict[int, Outcome] = {}

    def work() -> None:
        for number in numbers:
            if cancel[0]:
                return
            index = number % request.draws
            prepared = point or prepare(
                setup, registry.draw(request.parameters, seed=request.seed, index=index)
            )
            try:
                outcomes[number] = simulate(prepared, request.seed, number, cancel=cancel)
            except Cancelled:
                return

    def watch() -> None:
        if progress is not None:
            progress(len(outcomes))

    def stop() -> None:
        cancel[0] = 1

    try:
        work_in_threads(work, workers, watch, stop)
    except KeyboardInterrupt:
        raise RunStopped(len(outcomes), request.replications) from None
    ordered = [outcomes[number] for number in range(request.replications)]
    return CaseloadAnswer(
        figures=tuple(_figures(ordered, setup)),
        months=tuple(_months(ordered, setup.start)),
        manifest=_manifest(request),
    )


def _figures(outcomes: Sequence[Outcome], setup: Any) -> list[Figure]:
    values = np.stack([np.concatenate([o.observables, o.money]) for o in outcomes])
    counts = np.stack([np.concatenate([o.counts, o.money_counts]) for o in outcomes])
    figures = []
    for place, observable in enumerate(observables_of(setup)):
        n = float(np.median(counts[:, place]))
        bounds: list[float | None] = [None, None, None]
        defined = values[:, place][~np.isnan(values[:, place])]
        unit, filters = observable.unit, dict(observable.filter)
        if defined.size and privacy.may_be_told(unit, n, filters):
            spread = np.percentile(defined, PERCENTILES)
            bounds = [privacy.quantity(float(value), unit) for value in spread]
        figures.append(
            Figure(
                observable.key,
                observable.name,
                filters,
                unit,
                observable.headline,
                bounds[0],
                bounds[1],
                bounds[2],
                privacy.count(n),
            )
        )
    return figures


def _months(outcomes: Sequence[Outcome], start: int) -> list[dict[str, Any]]:
    monthly: npt.NDArray[np.float64] = np.percentile(
        np.stack([outcome.monthly for outcome in outcomes]), PERCENTILES, axis=0
    )
    rows = []
    for month in range(monthly.shape[1]):
        for place, column in enumerate(MONTHLY_COLUMNS):
            low, middle, high = (privacy.count(float(v)) for v in monthly[:, month, place])
            row: dict[str, Any] = {"month": format_month(start + month), "column": column}
            rows.append(row | {"low": low, "middle": middle, "high": high, "note": BANNER})
    return rows


def _manifest(request: CaseloadRequest) -> dict[str, Any]:
    """How it was made; of the caseload only rounded numbers."""
    caseload = request.caseload
    return {
        "schema": SCHEMA,
        "kind": "caseload",
        "banner": BANNER,
        "request": {
            "scenario": request.scenario.name,
            "seed": request.seed,
            "replications": request.replications,
            "parameters": request.parameters,
            "draws": request.draws,
            "start": request.scenario.start,
            "until": request.scenario.until,
        },
        "scenario": request.scenario.resolved(),
        "calibrated": is_calibrated(request.parameters),
        "caseload": {
            "people": privacy.told_count(len(caseload.caseload.people)),
            "left_out_ended": privacy.told_count(caseload.left_out),
            "municipalities": list(caseload.gemeenten),
            "imputed": {name: privacy.told_count(n) for name, n in caseload.unknown.items()},
        },
        "privacy": {
            "least": privacy.LEAST,
            "counts_rounded_to": privacy.STEP,
            "shares_rounded_to": privacy.SHARE_STEP,
            "euros_rounded_to": privacy.EUR_STEP,
        },
        "digests": {
            "parameters": load_registry().digest,
            "data": provenance.data_digest(),
            "engine": engine_digest(),
        },
        "versions": provenance.versions(),
        "source": provenance.source_state(),
    }


def write_answer(answer: CaseloadAnswer, target: Path) -> None:
    """Write manifest, figures and months: aggregates only. Raises StoreProblem."""
    target = target.absolute()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".aside-", dir=target.parent) as name:
            aside = Path(name)
            text = json.dumps(answer.manifest, ensure_ascii=False, indent=2, sort_keys=True)
            (aside / "manifest.json").write_text(text + "\n", encoding="utf-8")
            figures = [
                {"key": f.key, "unit": f.unit, "low": f.low, "middle": f.middle, "high": f.high}
                | {"n": f.n, "note": BANNER}
                for f in answer.figures
            ]
            _write_csv(aside / "figures.csv", figures)
            _write_csv(aside / "months.csv", answer.months)
            target.mkdir(exist_ok=True)
            for path in sorted(aside.iterdir()):
                shutil.move(str(path), target / path.name)
    except OSError as error:
        raise StoreProblem(str(target), error.strerror or str(error)) from error


def _write_csv(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
