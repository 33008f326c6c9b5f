"""Options and arguments that commands share, and their checks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from experiments.calibrated import POSTERIOR
from experiments.errors import Problem, nearest_of

PARAMETER_KINDS = ("point", "prior", POSTERIOR)
MAX_WORKERS = 1024

ResultArgument = Annotated[
    str, typer.Argument(help="A folder, an id or its beginning, or a scenario's name.")
]
ScenarioArgument = Annotated[
    str, typer.Argument(help="A shipped scenario or a YAML file; none is the base scenario.")
]
StoreOption = Annotated[
    Path | None, typer.Option(help="Where results are kept; else DOORSTROOM_STORE.")
]
FreshOption = Annotated[
    bool, typer.Option("--fresh", help="Simulate again, also when the result is stored.")
]
WorldsAtWork = Annotated[
    int | None, typer.Option(help="Worlds at work at the same time; default all cores.")
]
RunsAtWork = Annotated[
    int | None, typer.Option(help="Runs at work at the same time; default all cores.")
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask, however large it is.")]
RetryOption = Annotated[bool, typer.Option("--retry-failed", help="Simulate failed runs again.")]
ParametersOption = Annotated[
    str,
    typer.Option(
        help="point: registered values; prior: draws from their priors; posterior: fitted."
    ),
]


def between(name: str, value: int | None, low: int, high: int) -> Problem | None:
    """Return the problem of a number outside its range, None where it is in it or not given."""
    if value is None or low <= value <= high:
        return None
    return Problem("option-range", name, str(value), details={"low": low, "high": high})


def kind_problem(parameters: str) -> Problem | None:
    """Return the problem of a word that is no kind of parameters."""
    if parameters == POSTERIOR:
        return posterior_problem()
    if parameters in PARAMETER_KINDS:
        return None
    details = {"options": ", ".join(PARAMETER_KINDS)}
    near = nearest_of(parameters, PARAMETER_KINDS)
    return Problem("not-among", "--parameters", parameters, nearest=near, details=details)


def posterior_problem() -> Problem | None:
    """Return why the shipped posterior cannot be used, None where it can."""
    from simulation.parameters import load_registry
    from simulation.posterior import PosteriorError

    try:
        load_registry().draw(POSTERIOR)
    except PosteriorError as error:
        details = {"reason": str(error)}
        return Problem("no-posterior", "--parameters", POSTERIOR, details=details)
    return None


def world_problems(
    replications: int,
    least: int,
    seed: int,
    workers: int | None,
    parameters: str,
    draws: int | None,
) -> list[Problem]:
    """Return what is wrong with the options that say which worlds are simulated."""
    from experiments.runner.request import MAX_REPLICATIONS, MAX_SEED

    found = [
        between("--replications", replications, least, MAX_REPLICATIONS),
        between("--seed", seed, 0, MAX_SEED),
        between("--workers", workers, 1, MAX_WORKERS),
        between("--draws", draws, 1, max(replications, 1)),
        kind_problem(parameters),
    ]
    if parameters == "point" and draws is not None and draws > 1:
        found.append(Problem("draws-of-point", "--draws", str(draws)))
    return [problem for problem in found if problem is not None]
