"""What the app asks of the model: the same questions as the command line, so the same ids."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from dashboard.jobs.job import COMPARE, RUN, Item, Spec
from experiments.compare.question import Question, default_draws
from experiments.runner.request import RunRequest, key_of
from experiments.runner.request import default_draws as draws_of_a_run
from experiments.scenario.files import list_shipped, load_scenario
from experiments.scenario.model import Scenario

DEFAULT_REPLICATIONS = 100
CHOICES = (50, 100, 200, 400)
"""Worlds a scenario that the app offers."""
DEFAULT_SEED = 1
MOST_SCENARIOS = 4
"""So many can be held side by side."""


def request_for(scenario: Scenario, replications: int, seed: int) -> RunRequest:
    """Return what `doorstroom run` asks by default: worlds over draws from the priors."""
    return RunRequest(scenario, seed, replications, "prior", draws_of_a_run("prior", replications))


def run_id_of(scenario: Scenario, replications: int, seed: int) -> str:
    """Return the id under which the store keeps, or will keep, this run."""
    return _run_id(scenario.model_dump_json(), replications, seed)


def comparison_id_of(
    scenarios: Sequence[Scenario], replications: int, seed: int, variants: bool
) -> str:
    """Return the id of a comparison, the reference first.

    Raises InputProblems, ValueError where these scenarios cannot be compared.
    """
    texts = tuple(scenario.model_dump_json() for scenario in scenarios)
    return _comparison_id(texts, replications, seed, variants)


@lru_cache(maxsize=512)
def _run_id(text: str, replications: int, seed: int) -> str:
    scenario = Scenario.model_validate_json(text)
    return key_of(request_for(scenario, replications, seed)).run_id


@lru_cache(maxsize=512)
def _comparison_id(texts: tuple[str, ...], replications: int, seed: int, variants: bool) -> str:
    scenarios = [Scenario.model_validate_json(text) for text in texts]
    return question_of(scenarios, replications, seed, variants).comparison_id


def question_for(scenarios: Sequence[Scenario], spec: Spec) -> Question:
    """Return what `doorstroom compare` asks by default, the reference first."""
    return question_of(scenarios, spec.replications, spec.seed, spec.variants)


def question_of(
    scenarios: Sequence[Scenario], replications: int, seed: int, variants: bool
) -> Question:
    """Return the question of a comparison. variants: also under other assumptions."""
    draws = default_draws("prior", replications)
    return Question(tuple(scenarios), seed, replications, "prior", draws, variants=variants)


def spec_for(
    scenarios: Sequence[Scenario],
    lang: str,
    replications: int,
    seed: int,
    variants: bool = False,
) -> Spec:
    """Return the job that runs these scenarios and, where there are more, compares them.

    scenarios: the reference first.
    """
    files = [f"{number}-{scenario.name}.yaml" for number, scenario in enumerate(scenarios)]
    items = [
        Item(RUN, (file,), scenario.title_in(lang), run_id_of(scenario, replications, seed))
        for file, scenario in zip(files, scenarios, strict=True)
    ]
    if len(scenarios) > 1:
        titles = " + ".join(scenario.title_in(lang) for scenario in scenarios[1:])
        comparison_id = comparison_id_of(scenarios, replications, seed, variants)
        items.append(Item(COMPARE, tuple(files), titles, comparison_id))
    return Spec(tuple(items), replications, seed, time.time(), variants)


def reproduction(scenarios: Sequence[Scenario], spec: Spec) -> list[str]:
    """Return the command line that makes the same; a scenario of one's own as a file."""
    names = [named(scenario) for scenario in scenarios]
    options = ["--replications", str(spec.replications), "--seed", str(spec.seed)]
    if len(names) == 1:
        return ["doorstroom", "run", *names, *options]
    without = [] if spec.variants else ["--no-variants"]
    return ["doorstroom", "compare", *names, *options, *without]


def named(scenario: Scenario) -> str:
    """Return how the command line names a scenario: a shipped name, or a file."""
    return scenario.name if is_shipped(scenario) else f"{scenario.name}.yaml"


def is_shipped(scenario: Scenario) -> bool:
    """Whether this is, in every field, a scenario that comes with Doorstroom."""
    return scenario.name in shipped_names() and shipped(scenario.name) == scenario


@cache
def shipped_names() -> tuple[str, ...]:
    """Return the names of all scenarios that come with Doorstroom, whatever there are."""
    return tuple(list_shipped())


@cache
def shipped(name: str) -> Scenario:
    """Return a scenario that comes with Doorstroom."""
    return load_scenario(name).scenario


def store_of(job_folder: Path) -> Path:
    """Return the store that a job's folder lies in."""
    return job_folder.resolve().parents[1]
