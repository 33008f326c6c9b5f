"""`doorstroom plan`: how much of a lever meets a norm, with a given probability."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.cli.front import Front, JsonOption, Lang, LangOption
from experiments.cli.options import (
    FreshOption,
    ParametersOption,
    ScenarioArgument,
    StoreOption,
    WorldsAtWork,
    world_problems,
)
from experiments.errors import ExitCode, InputProblems, Problem

if TYPE_CHECKING:
    from experiments.plan.question import PlanQuestion
    from experiments.plan.solve import Plan

DEFAULT_REPLICATIONS = 200
DEFAULT_FROM = "2025-01"
"""The month from which the shipped scenarios change a policy."""


def plan(
    scenario: ScenarioArgument = "base",
    lever: Annotated[
        list[str] | None,
        typer.Option(help="What is turned: kind.setting of a policy. At most three, in turn."),
    ] = None,
    span: Annotated[
        list[str] | None,
        typer.Option("--range", help="LOW:HIGH of each lever, or LOW:HIGH:STEP."),
    ] = None,
    norm: Annotated[str, typer.Option(help='For example "waiting[...] <= 0.10".')] = "",
    probability: Annotated[
        float, typer.Option(help="In at least this share of the worlds the norm is met.")
    ] = 0.9,
    by: Annotated[
        str, typer.Option(help="world: over the whole time; year: each calendar year by itself.")
    ] = "world",
    start: Annotated[
        str, typer.Option("--from", help="Month from which the levers hold, YYYY-MM.")
    ] = DEFAULT_FROM,
    replications: Annotated[
        int, typer.Option("--replications", "-r", help="How many worlds at each value.")
    ] = DEFAULT_REPLICATIONS,
    seed: Annotated[int, typer.Option(help="Same seed, same people and luck.")] = 1,
    workers: WorldsAtWork = None,
    parameters: ParametersOption = "prior",
    store: StoreOption = None,
    fresh: FreshOption = False,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Find the smallest value of a lever that meets a norm, and what that costs.

    Example: doorstroom plan base --lever z_route_capaciteit.plaatsen --range 10:200
    --norm "waiting[queue=lessen,route=z,stat=share_over,weeks=13] <= 0.10" --probability 0.9
    """
    from experiments.cli.plan_question import question_of
    from experiments.cli.plan_screen import plan_as_json, print_plan

    front = Front(lang, as_json)
    with front.guard():
        question = question_of(
            front,
            scenario,
            levers=lever or [],
            spans=span or [],
            norm=norm,
            by=by,
            start=start,
            probability=probability,
            seed=seed,
            replications=replications,
            parameters=parameters,
            found=world_problems(replications, 2, seed, workers, parameters, None),
        )
        found = _solve(front, question, store, workers, fresh)
        best = found.best
        if best is None:
            raise InputProblems([_never(found)])
        if as_json:
            front.print_json(plan_as_json(found, best, front.texts))
        else:
            print_plan(front, found, best)
    if found.failed:
        raise typer.Exit(ExitCode.DONE_WITH_FAILED_RUNS)


def _solve(
    front: Front, question: PlanQuestion, store: Path | None, workers: int | None, fresh: bool
) -> Plan:
    from experiments.cli.progress import WatchingFront
    from experiments.plan.solve import solve
    from experiments.provenance import cores
    from experiments.store.location import store_folder

    command = shlex.join(["doorstroom", *sys.argv[1:]])
    with WatchingFront(front, command) as watching:
        return solve(question, store_folder(store), workers or cores(), fresh, watching.watcher())


def _never(found: Plan) -> Problem:
    """The problem of a norm that no value in the range meets, with the one that comes nearest."""
    row = max(found.rows, key=lambda row: row.found.best.share)
    best = row.found.best
    names = [lever.name for lever in found.question.levers]
    values = (best.value, *row.others)
    details: dict[str, Any] = {
        "setting": ", ".join(f"{n} = {v:g}" for n, v in zip(names, values, strict=True)),
        "share": f"{100 * best.share:.0f}",
        "probability": f"{100 * found.question.probability:g}",
    }
    return Problem("plan-never", "--norm", found.question.norm.key, details=details)
