"""`doorstroom sweep`: run a design of experiments; only what is missing of it."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.cli.cluster import ClusterOption, cluster_word, place_of
from experiments.cli.front import Front, JsonOption, Lang, LangOption
from experiments.cli.options import (
    MAX_WORKERS,
    RetryOption,
    RunsAtWork,
    StoreOption,
    YesOption,
    between,
)
from experiments.errors import ExitCode, InputProblems, Problem, StoreProblem

if TYPE_CHECKING:
    from experiments.design.design import Design
    from experiments.design.files import LoadedDesign
    from experiments.runner.probe import Size
    from experiments.runner.run import Answer
    from experiments.runner.sweep import Sweep, SweepOptions

ASK_SECONDS = 600.0
ASK_MEGABYTES = 1_000.0
"""A batch that takes more than this is asked about first."""
MAX_TRACED = 1000


def sweep(
    design: Annotated[str, typer.Argument(help="A design file (YAML).")],
    workers: RunsAtWork = None,
    store: StoreOption = None,
    yes: YesOption = False,
    retry_failed: RetryOption = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Simulate everything again, also what is stored.")
    ] = False,
    detail: Annotated[
        bool, typer.Option("--detail", help="Also months by gemeente, doelgroep and route.")
    ] = False,
    events: Annotated[
        int, typer.Option(help="Keep every event of so many worlds of each cell.")
    ] = 0,
    cluster: ClusterOption = None,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Run a design: scenarios, levers and draws, in many worlds. The same command goes on.

    Example: doorstroom sweep docs/examples/design.yaml --yes
    """
    from experiments.provenance import cores
    from experiments.runner.sweep import SweepOptions

    front = Front(lang, as_json)
    with front.guard():
        loaded = _load(design, workers, events, cluster)
        front.warn(loaded.warnings)
        options = SweepOptions(
            workers=min(workers or cores(), loaded.design.runs),
            fresh=fresh,
            retry_failed=retry_failed,
            detail=detail,
            traced=events,
            command=["doorstroom", *sys.argv[1:]],
        )
        answer = answer_sweep(front, loaded.design, options, store, yes, cluster)
        _show(front, answer)
    if answer.failed_worlds:
        raise typer.Exit(ExitCode.DONE_WITH_FAILED_RUNS)


def _load(source: str, workers: int | None, events: int, cluster: str | None) -> LoadedDesign:
    from experiments.design.files import load_design

    found = [
        between("--workers", workers, 1, MAX_WORKERS),
        between("--events", events, 0, MAX_TRACED),
        cluster_word(cluster),
    ]
    problems = [problem for problem in found if problem is not None]
    try:
        loaded = load_design(source)
    except InputProblems as wrong:
        raise InputProblems([*problems, *wrong.problems]) from None
    if problems:
        raise InputProblems(problems)
    return loaded


def answer_sweep(
    front: Front,
    design: Design,
    options: SweepOptions,
    store: Path | None,
    yes: bool,
    cluster: str | None,
) -> Answer:
    """Answer a batch: say how large it is, ask where that is much, and run what is missing."""
    from experiments.cli.progress import WatchingFront
    from experiments.runner.sweep import Sweep
    from experiments.store.location import store_folder

    with WatchingFront(front, shlex.join(options.command)) as watching:
        asked = Sweep(design, store_folder(store), options, watching.watcher())
        stored = asked.stored()
        if stored is not None:
            return stored
        with place_of(front, cluster, options.workers) as place:
            asked.go_to(place.executor, place.at_once)
            size = asked.size()
            _show_size(front, asked, size)
            _agree(front, size, yes)
            try:
                return asked.run()
            except StoreProblem:
                front.tell("sweep.kept")
                raise


def _show_size(front: Front, asked: Sweep, size: Size) -> None:
    from experiments.cli.progress import write_duration
    from experiments.numbers import write_number

    lang = front.lang
    front.tell(
        "sweep.size",
        name=asked.design.name,
        cells=write_number(size.cells, lang),
        replications=write_number(asked.design.replications, lang),
        runs=write_number(size.runs, lang),
        person_months=write_number(size.person_months, lang),
        megabytes=write_number(size.megabytes, lang, 1 if size.megabytes < 10 else 0),
    )
    front.tell(
        "sweep.time",
        missing=write_number(size.missing, lang),
        time=write_duration(size.seconds, front.texts),
        workers=asked.options.workers,
    )


def _agree(front: Front, size: Size, yes: bool) -> None:
    """Ask whether a large batch is meant. Raises InputProblems, typer.Exit."""
    if yes or (size.seconds <= ASK_SECONDS and size.megabytes <= ASK_MEGABYTES):
        return
    if not sys.stdin.isatty():
        details = {"minutes": round(ASK_SECONDS / 60), "megabytes": round(ASK_MEGABYTES)}
        raise InputProblems([Problem("sweep-large", "--yes", details=details)])
    if not typer.confirm(front.texts("sweep.go_on"), err=True):
        raise typer.Exit(ExitCode.STOPPED)


def _show(front: Front, answer: Answer) -> None:
    from experiments.cli.batch_figures import batch_as_json, print_batch

    if front.as_json:
        front.print_json(batch_as_json(answer))
    else:
        print_batch(front, answer)
