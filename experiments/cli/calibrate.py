"""`doorstroom calibrate`: fit the parameters to published outcomes, or refine them to one's own."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.cli.front import Front, JsonOption, Lang, LangOption
from experiments.cli.options import StoreOption, WorldsAtWork, between
from experiments.cli.validate import TargetsOption, read_targets
from experiments.errors import InputProblems, Problem, RunStopped, nearest_of

if TYPE_CHECKING:
    from calibration.targets import TargetSet
    from experiments.calibrate.fit import Fit, FitRequest

STARTS = ("prior", "posterior")
FEWEST, MOST = 40, 5000
NAMED = 8
"""So many parameters are named on the screen; the sidecar of the draws names all."""
UNMOVED = 0.05
"""Who became narrower by less than this share has learned nothing."""


def calibrate(
    layer: Annotated[
        str,
        typer.Option(
            help="instroom (a), doorlooptijd (b), taal (c), werk (d), or samen (e): all layers, "
            "then together."
        ),
    ] = "samen",
    targets: TargetsOption = None,
    start: Annotated[
        str, typer.Option(help="prior, or posterior: refine the local part of it to own targets.")
    ] = "prior",
    seed: Annotated[int, typer.Option(help="Same seed, same draws.")] = 1,
    members: Annotated[int, typer.Option(help="Parameter sets; so many draws come out.")] = 300,
    out: Annotated[
        Path | None, typer.Option(help="Where the draws go; else a folder of the store.")
    ] = None,
    workers: WorldsAtWork = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Fit to the rows of a target file that are marked calibrate; never to one marked validate.

    What is finished is kept after each generation: the same command goes on after a stop.

    Example: doorstroom calibrate --layer werk --seed 1
    """
    front = Front(lang, as_json)
    with front.guard():
        stage = _stage(layer, start)
        found = [
            between("--members", members, FEWEST, MOST),
            between("--seed", seed, 0, 2**32 - 1),
            between("--workers", workers, 1, 1024),
            _start_problem(start),
        ]
        rows = read_targets(targets, [p for p in found if p is not None])
        request = _request(rows, stage, start, (seed, members))
        answer = _fit(front, request, workers, store, out)
        if as_json:
            front.print_json(_json(answer, request))
        else:
            _print(front, answer, stage)


def _stage(layer: str, start: str) -> str:
    from calibration.fit.assimilation import LETTERS
    from calibration.fit.parameters import LOCAL

    if start == "posterior":
        return LOCAL
    names = tuple(LETTERS.values())
    name = LETTERS.get(layer.lower(), layer)
    if name not in names:
        allowed = ", ".join(f"{name} ({letter})" for letter, name in LETTERS.items())
        near = nearest_of(layer, names)
        details = {"allowed": allowed}
        raise InputProblems([Problem("no-layer", "--layer", layer, None, None, near, details)])
    return name


def _start_problem(start: str) -> Problem | None:
    if start in STARTS:
        return None
    details = {"options": ", ".join(STARTS)}
    near = nearest_of(start, STARTS)
    return Problem("not-among", "--start", start, None, None, near, details)


def _request(rows: TargetSet, stage: str, start: str, numbers: tuple[int, int]) -> FitRequest:
    """The request; raises InputProblems where there is nothing to fit on, or to start from."""
    from calibration.fit.assimilation import stages_of
    from experiments.calibrate.fit import FitRequest
    from experiments.calibrate.local import posterior_scores
    from simulation.posterior import PosteriorError

    if not any(found.targets for found in stages_of(stage, rows)):
        raise InputProblems([Problem("nothing-to-fit", "--targets", rows.name)])
    seed, members = numbers
    if start == "prior":
        return FitRequest(rows, stage, seed, members)
    try:
        return FitRequest(rows, stage, seed, members, start=posterior_scores(members))
    except PosteriorError as error:
        details = {"reason": str(error)}
        raise InputProblems([Problem("no-posterior", "--start", start, details=details)]) from None


def _fit(
    front: Front, request: FitRequest, workers: int | None, store: Path | None, out: Path | None
) -> Fit:
    from calibration.fit.assimilation import stages_of
    from experiments.calibrate.fit import fit
    from experiments.cli.watched import watching
    from experiments.provenance import cores
    from experiments.store.location import store_folder

    rows = sum(len(stage.targets) for stage in stages_of(request.stage, request.targets))
    front.tell("calibrate.begun", stage=request.stage, members=request.members, rows=rows)
    command = ["doorstroom", *sys.argv[1:]]
    with watching(front) as progress:
        try:
            return fit(
                request,
                store_folder(store),
                workers or cores(),
                [shlex.join(command)],
                out,
                progress,
            )
        except KeyboardInterrupt:
            raise RunStopped(0, request.members, kept=True) from None


def _json(answer: Fit, request: FitRequest) -> dict[str, Any]:
    return {
        "schema": 1,
        "meta": {
            "path": str(answer.folder),
            "seed": request.seed,
            "members": request.members,
            "targets": request.targets.name,
            "targets_digest": request.targets.digest,
            "discrepancy": dict(answer.discrepancy),
        },
        "digest": answer.digest,
        "stages": [stage.as_json() for stage in answer.told],
    }


def _print(front: Front, answer: Fit, stage: str) -> None:
    from experiments.numbers import write_number

    texts = front.texts
    for told in answer.told:
        before, after = (
            write_number(v, front.lang, 2) for v in (told.misfit_before, told.misfit_after)
        )
        front.out.print(
            texts("calibrate.stage", stage=told.stage, rows=told.rows, before=before, after=after)
        )
        ranked = sorted(told.moved.items(), key=lambda item: -item[1][0])
        learned = [f"{name} ({narrower:.0%})" for name, (narrower, _) in ranked[:NAMED]]
        idle = [name for name, (narrower, _) in ranked if narrower < UNMOVED]
        front.out.print(texts("calibrate.moved", list=", ".join(learned)), soft_wrap=True)
        if idle:
            front.out.print(texts("calibrate.unmoved", list=", ".join(idle)), soft_wrap=True)
    path, digest = str(answer.folder), answer.digest[:16]
    front.out.print(texts("calibrate.done", path=path, digest=digest), soft_wrap=True)
    if stage not in ("samen", "lokaal"):
        front.out.print(texts("calibrate.alone"))
