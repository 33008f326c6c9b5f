"""What the app asks of the model: the same request as the command line makes, so the same run id."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from dashboard.jobs.job import Item, Spec
from experiments.runner.request import RunRequest, default_draws, key_of
from experiments.scenario.files import list_shipped, load_scenario
from experiments.scenario.model import Scenario

DEFAULT_REPLICATIONS = 100
CHOICES = (50, 100, 200, 400)
"""Worlds a scenario that the app offers."""
DEFAULT_SEED = 1


def request_for(scenario: Scenario, replications: int, seed: int) -> RunRequest:
    """Return the request: worlds over draws from the priors, as `doorstroom run` does by default."""
    return RunRequest(scenario, seed, replications, "prior", default_draws("prior", replications))


def run_id_of(scenario: Scenario, replications: int, seed: int) -> str:
    """Return the id under which the store keeps, or will keep, this run."""
    return key_of(request_for(scenario, replications, seed)).run_id


def spec_for(scenarios: Sequence[Scenario], lang: str, replications: int, seed: int) -> Spec:
    """Return the job that runs these scenarios with the same worlds."""
    items = tuple(
        Item(
            file=f"{number}-{scenario.name}.yaml",
            name=scenario.name,
            title=scenario.title_in(lang),
            run_id=run_id_of(scenario, replications, seed),
        )
        for number, scenario in enumerate(scenarios)
    )
    return Spec(items, replications, seed, time.time())


def reproduction(scenario: Scenario, replications: int, seed: int) -> list[str]:
    """Return the command line that makes the same run; a scenario of one's own as a file."""
    named = scenario.name if is_shipped(scenario) else f"{scenario.name}.yaml"
    options = ["--replications", str(replications), "--seed", str(seed)]
    return ["doorstroom", "run", named, *options]


def is_shipped(scenario: Scenario) -> bool:
    """Whether this is, in every field, a scenario that comes with Doorstroom."""
    return scenario.name in list_shipped() and shipped(scenario.name) == scenario


@cache
def shipped(name: str) -> Scenario:
    """Return a scenario that comes with Doorstroom."""
    return load_scenario(name).scenario


def store_of(job_folder: Path) -> Path:
    """Return the store that a job's folder lies in."""
    return job_folder.resolve().parents[1]
