"""What is asked of a run, and the run id that follows from it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Literal

from experiments.provenance import data_digest
from experiments.scenario.model import Scenario
from experiments.scenario.setups import overrides_of, setup_of
from simulation.accounts import ACCOUNT_NAMES

ParameterKind = Literal["point", "prior"]
KEY_SCHEMA = 1
MAX_SEED = 2**32 - 1
MAX_REPLICATIONS = 100_000


@dataclass(frozen=True)
class RunRequest:
    """A question to the model: the same request has the same answer, and the same run id.

    replications: number of worlds. draws: number of parameter draws that the worlds take in
    turn (world r uses draw r mod `draws`). parameters: `point` for the registered values,
    `prior` for draws from their priors.
    """

    scenario: Scenario
    seed: int
    replications: int
    parameters: ParameterKind
    draws: int

    def draw_of(self, world: int) -> int:
        """Return the index of the parameter draw that a world uses."""
        return world % self.draws


@dataclass(frozen=True)
class RunKey:
    """Everything that decides the outcome of a run, in a canonical form.

    content: the scenario, seed, worlds, draws, digests and requested outputs.
    """

    content: dict[str, Any]

    @property
    def digest(self) -> str:
        """The sha256 of the canonical JSON of the content."""
        text = json.dumps(self.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def run_id(self) -> str:
        """The first 16 hexadecimal digits of the digest."""
        return self.digest[:16]


def default_draws(kind: ParameterKind, replications: int) -> int:
    """Return how many parameter draws are used unless the user says otherwise."""
    return replications if kind == "prior" else 1


def key_of(request: RunRequest) -> RunKey:
    """Return the cache key of a request; workers, language and git are not in it."""
    from simulation.compiled import engine_digest
    from simulation.engine import observables_of
    from simulation.parameters import load_registry
    from simulation.record import MONTHLY_COLUMNS

    return RunKey(
        {
            "schema": KEY_SCHEMA,
            "scenario": request.scenario.resolved(),
            "overrides": {
                name: {str(month): value for month, value in values.items()}
                for name, values in overrides_of(request.scenario).items()
            },
            "seed": request.seed,
            "worlds": [0, request.replications],
            "parameters": request.parameters,
            "draws": list(range(min(request.draws, request.replications))),
            "parameter_digest": load_registry().digest,
            "data_digest": data_digest(),
            "engine_digest": engine_digest(),
            "outputs": {
                "monthly": list(MONTHLY_COLUMNS),
                "observables": [o.key for o in observables_of(setup_of(request.scenario))],
                "accounts": list(ACCOUNT_NAMES),
            },
        }
    )
