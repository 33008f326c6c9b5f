"""`doorstroom validate`: hold the model against published outcomes, its own or somebody else's."""

from __future__ import annotations

import shlex
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.calibrated import POSTERIOR
from experiments.cli.front import Front, JsonOption, Lang, LangOption
from experiments.cli.options import PARAMETER_KINDS, WorldsAtWork, between, posterior_problem
from experiments.errors import InputProblems, Problem, RunStopped, nearest_of

if TYPE_CHECKING:
    from calibration.targets import TargetError, TargetSet
    from calibration.targets.problems import TargetProblem
    from calibration.validation.assess import Assessment
    from experiments.calibrate.validate import ValidateRequest

MOST_DRAWS = 10_000
TargetsOption = Annotated[
    Path | None,
    typer.Option(help="A target file (docs/target-files.md); none is the project's own."),
]


def validate(
    targets: TargetsOption = None,
    draws: Annotated[int, typer.Option(help="Parameter draws.")] = 100,
    replications: Annotated[
        int, typer.Option("--replications", "-r", help="Worlds for each draw.")
    ] = 1,
    seed: Annotated[int, typer.Option(help="Same seed, same worlds.")] = 1,
    parameters: Annotated[
        str | None,
        typer.Option(help="point, prior or posterior; by default the posterior if there is one."),
    ] = None,
    workers: WorldsAtWork = None,
    report: Annotated[
        Path | None, typer.Option(help="Also write the report, HTML and Markdown, to this folder.")
    ] = None,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Say for each published outcome where it lies in what the model gives; failures included.

    Example: doorstroom validate --targets own.csv --json
    """
    front = Front(lang, as_json)
    with front.guard():
        from experiments.calibrate.told import as_json as told_as_json
        from experiments.calibrate.validate import ValidateRequest, meta_of

        kind = _kind(parameters)
        found = [
            between("--draws", draws, 1, MOST_DRAWS),
            between("--replications", replications, 1, MOST_DRAWS),
            between("--seed", seed, 0, 2**32 - 1),
            between("--workers", workers, 1, 1024),
        ]
        rows = read_targets(targets, [p for p in found if p is not None])
        request = ValidateRequest(rows, kind, draws, replications, seed)
        begun = time.perf_counter()
        assessment = _simulate(front, request, workers)
        meta = meta_of(request, time.perf_counter() - begun)
        meta["command"] = shlex.join(["doorstroom", *sys.argv[1:]])
        if report is not None:
            _write_report(front, report, assessment, meta)
        if as_json:
            front.print_json(told_as_json(assessment, meta, front.texts))
        else:
            _print(front, assessment, kind)


def read_targets(path: Path | None, found: list[Problem]) -> TargetSet:
    """Read a target file; raises InputProblems with what is wrong in it and in the options."""
    from calibration.targets import TargetError, load_targets

    try:
        targets = load_targets(path)
    except TargetError as wrong:
        raise InputProblems([*found, *_problems(wrong, path)]) from None
    if found:
        raise InputProblems(found)
    return targets


def _problems(wrong: TargetError, path: Path | None) -> list[Problem]:
    return [_problem(problem, path) for problem in wrong.problems]


def _problem(problem: TargetProblem, path: Path | None) -> Problem:
    return Problem(
        problem.code,
        problem.column,
        problem.value or None,
        str(path) if path else None,
        problem.line,
        problem.nearest,
        {"allowed": problem.allowed, "row": problem.row},
    )


def _kind(parameters: str | None) -> str:
    """The kind of parameters: what was asked, or the posterior where there is one to use."""
    from simulation.posterior import has_posterior

    if parameters is not None and parameters not in PARAMETER_KINDS:
        near = nearest_of(parameters, PARAMETER_KINDS)
        details = {"options": ", ".join(PARAMETER_KINDS)}
        raise InputProblems(
            [Problem("not-among", "--parameters", parameters, None, None, near, details)]
        )
    kind = parameters or ("posterior" if has_posterior() else "prior")
    problem = posterior_problem() if kind == POSTERIOR else None
    if problem is not None:
        raise InputProblems([problem])
    return kind


def _simulate(front: Front, request: ValidateRequest, workers: int | None) -> Assessment:
    from experiments.calibrate.validate import validate as assess
    from experiments.cli.watched import watching
    from experiments.numbers import write_number
    from experiments.provenance import cores

    front.tell("validate.simulating", n=write_number(request.worlds, front.lang))
    with watching(front) as progress:
        try:
            return assess(request, workers or cores(), progress)
        except KeyboardInterrupt:
            raise RunStopped(0, request.worlds) from None


def _write_report(front: Front, folder: Path, assessment: Assessment, meta: dict[str, Any]) -> None:
    from experiments.calibrate.report import write_report

    path = write_report(folder, assessment, meta, front.texts)
    front.tell("validate.reports", path=str(path))


def _print(front: Front, assessment: Assessment, kind: str) -> None:
    from rich.text import Text

    from experiments.calibrate.told import coverage_lines, row_cells
    from experiments.cli.tables import plain_table

    texts = front.texts
    front.out.print()
    title = texts(
        "validate.title", n=len(assessment.rows), parameters=texts(f"validate.parameters.{kind}")
    )
    front.out.print(Text(title, style="bold"))
    for use in ("validate", "calibrate"):
        rows = assessment.of_use(use)
        if not rows:
            continue
        names = ("row", "what", "observed", "median", "spread", "z", "inside")
        table = plain_table(*(texts(f"validate.{name}") for name in names), right=(2, 3, 4, 5))
        for row in rows:
            table.add_row(*row_cells(row, texts))
        front.out.print(Text(texts(f"validate.use_{use}"), style="bold"))
        front.out.print(table)
    for line in coverage_lines(assessment, texts):
        front.out.print(line, soft_wrap=True)
    for problem in assessment.targets.refused:
        why = texts(f"problem.{problem.code}.what", row=problem.row, allowed=problem.allowed)
        front.out.print(texts("validate.refused", row=problem.row, why=why), soft_wrap=True)
