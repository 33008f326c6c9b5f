"""What is asked of a run, and the run id that follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from experiments.calibrated import posterior_part
from experiments.design.design import Design, ParameterKind, design_of_one
from experiments.provenance import data_digest
from experiments.scenario.model import Scenario
from experiments.scenario.setups import overrides_of, setup_of
from experiments.store.disk import digest_of
from experiments.store.outputs import BATCH_COLUMNS, Outputs, outputs_of_run

__all__ = ["ParameterKind", "RunKey", "RunRequest", "default_draws", "key_of"]

KEY_SCHEMA = 2
MAX_SEED = 2**32 - 1
MAX_REPLICATIONS = 100_000


@dataclass(frozen=True)
class RunRequest:
    """A question to the model: the same request has the same answer, and the same run id.

    replications: number of worlds. draws: number of parameter draws that the worlds take in
    turn (world r uses draw r mod `draws`). parameters: `point` for the registered values,
    `prior` for draws from their priors. traced: of how many worlds all events are kept.
    """

    scenario: Scenario
    seed: int
    replications: int
    parameters: ParameterKind
    draws: int
    traced: int = 0

    def draw_of(self, world: int) -> int:
        """Return the index of the parameter draw that a world uses."""
        return world % self.draws

    @property
    def design(self) -> Design:
        """The request as a design of one cell."""
        return design_of_one(
            self.scenario, self.seed, self.replications, self.parameters, self.draws
        )


@dataclass(frozen=True)
class RunKey:
    """Everything that decides the outcome of a run, in a canonical form.

    content: the scenario, seed, worlds, draws, digests and requested outputs.
    """

    content: dict[str, Any]

    @property
    def digest(self) -> str:
        """The sha256 of the canonical JSON of the content."""
        return digest_of(self.content)

    @property
    def run_id(self) -> str:
        """The first 16 hexadecimal digits of the digest."""
        return self.digest[:16]

    @property
    def facts(self) -> dict[str, str]:
        """The digests of what answers: parameters, data and engine."""
        return {name: self.content[f"{name}_digest"] for name in ("parameters", "data", "engine")}


def default_draws(kind: ParameterKind, replications: int) -> int:
    """Return how many parameter draws are used unless the user says otherwise."""
    return replications if kind != "point" else 1


def run_outputs(request: RunRequest) -> Outputs:
    """Return what is kept of each world of a run."""
    traced = min(request.traced, request.replications)
    return replace(run_outputs_of(request.design), traced=traced)


def run_outputs_of(design: Design) -> Outputs:
    """Return what is kept of each world of a design of one cell: every column."""
    scenario = design.scenarios[0]
    keys, names = _asked_of(scenario)
    return outputs_of_run(scenario.start_month, scenario.months, keys, names)


def sweep_outputs(design: Design, detail: bool = False, traced: int = 0) -> Outputs:
    """Return what is kept of each run of a batch: the region's totals; with detail, more."""
    scenario = design.scenarios[0]
    keys, names = _asked_of(scenario)
    return Outputs(
        start=scenario.start_month,
        months=scenario.months,
        monthly=BATCH_COLUMNS,
        observables=keys,
        municipalities=names,
        cells=True,
        by_municipality=detail,
        detail=detail,
        traced=min(traced, design.replications),
    )


def _asked_of(scenario: Scenario) -> tuple[tuple[str, ...], tuple[str, ...]]:
    from simulation.engine import observables_of

    setup = setup_of(scenario)
    keys = tuple(observable.key for observable in observables_of(setup))
    return keys, tuple(gemeente.name for gemeente in setup.region.gemeenten)


def key_of(request: RunRequest) -> RunKey:
    """Return the cache key of a request; workers, language and git are not in it."""
    overrides = overrides_of(request.scenario)
    asked = {
        "scenario": request.scenario.resolved(),
        "overrides": {
            name: {str(month): value for month, value in values.items()}
            for name, values in overrides.items()
        },
        "seed": request.seed,
        "worlds": [0, request.replications],
        "parameters": request.parameters,
        "draws": list(range(min(request.draws, request.replications))),
        **posterior_part(request.parameters),
    }
    return _key(asked, run_outputs(request))


def key_of_sweep(design: Design, outputs: Outputs) -> RunKey:
    """Return the cache key of a batch."""
    return _key({"design": design.content()}, outputs)


def answering_digests() -> dict[str, str]:
    """Return the digests of what answers here: parameters, data and engine."""
    from simulation.compiled import engine_digest
    from simulation.parameters import load_registry

    digests = {"parameters": load_registry().digest, "data": data_digest()}
    return digests | {"engine": engine_digest()}


def _key(asked: dict[str, Any], outputs: Outputs) -> RunKey:
    answering = {f"{name}_digest": digest for name, digest in answering_digests().items()}
    return RunKey(asked | {"schema": KEY_SCHEMA, "outputs": outputs.content()} | answering)
