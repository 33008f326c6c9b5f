"""`doorstroom reproduce`: run a result again and compare the digests."""

from __future__ import annotations

import shlex
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from experiments.cli.cluster import ClusterOption, cluster_word, place_of
from experiments.cli.front import Front, JsonOption, Lang, LangOption
from experiments.cli.options import MAX_WORKERS, ResultArgument, RunsAtWork, StoreOption, between
from experiments.errors import ExitCode, InputProblems, Problem

if TYPE_CHECKING:
    from experiments.runner.reproduce import Reproduction

SHOWN = 10


def reproduce(
    result: ResultArgument,
    workers: RunsAtWork = None,
    store: StoreOption = None,
    cluster: ClusterOption = None,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Run a result again from its manifest, always, and say whether the digests are equal.

    Example: doorstroom reproduce base
    """
    front = Front(lang, as_json)
    with front.guard():
        found = (between("--workers", workers, 1, MAX_WORKERS), cluster_word(cluster))
        wrong = [problem for problem in found if problem is not None]
        if wrong:
            raise InputProblems(wrong)
        begun = time.perf_counter()
        id_, told = _again(front, result, store, workers, cluster)
        seconds = round(time.perf_counter() - begun, 3)
        if as_json:
            front.print_json(_as_json(told, id_, seconds))
        else:
            _print(front, told)
    if not told.equal:
        raise typer.Exit(ExitCode.FAILED)


def _again(
    front: Front, text: str, store: Path | None, workers: int | None, cluster: str | None
) -> tuple[str, Reproduction]:
    from experiments.cli.address import folder_kind, folder_meant, result_meant
    from experiments.cli.progress import WatchingFront
    from experiments.provenance import cores
    from experiments.runner.reproduce import reproduce as run_again

    folder = folder_meant(front, text, store, run=False)
    with WatchingFront(front, shlex.join(["doorstroom", *sys.argv[1:]])) as watching:
        if folder_kind(folder) == "compare":
            if cluster is not None:
                raise InputProblems([Problem("cluster-not-compare", "--cluster", cluster)])
            return _compare_again(front, text, folder, workers or cores(), watching)
        found = result_meant(front, str(folder), store, run=False)
        at_once = min(workers or cores(), int(found.manifest["worlds"]) or 1)
        try:
            with place_of(front, cluster, at_once) as place:
                return found.run_id, run_again(found, place.executor, watching.watcher())
        except ValueError as error:
            details = {"reason": str(error).splitlines()[0]}
            raise InputProblems(
                [Problem("damaged-result", "RESULT", text, details=details)]
            ) from None


def _compare_again(
    front: Front, text: str, folder: Path, workers: int, watching: Any
) -> tuple[str, Reproduction]:
    """Simulate a comparison again into a store of its own, and compare the values of all worlds."""
    import tempfile

    from experiments.compare.answer import answer_question
    from experiments.compare.keep import open_comparison
    from experiments.runner.reproduce import Reproduction, changed_since
    from experiments.store.results import DamagedResult

    try:
        stored = open_comparison(folder)
    except DamagedResult as damage:
        details = {"reason": damage.reason}
        raise InputProblems([Problem("damaged-result", "RESULT", text, details=details)]) from None
    with tempfile.TemporaryDirectory() as room:
        question = stored.comparison.question
        watcher = watching.watcher()
        again = answer_question(question, Path(room), workers, fresh=True, watcher=watcher)
    old, new = (str(s.manifest["values_sha256"]) for s in (stored, again.stored))
    runs = int(stored.manifest["times"]["worlds"])
    changed = changed_since(stored.manifest)
    return stored.comparison_id, Reproduction(runs, old, new, (), changed)


def _as_json(told: Reproduction, id_: str, seconds: float) -> dict[str, Any]:
    return {
        "schema": 1,
        "meta": {"id": id_, "seconds": seconds},
        "equal": told.equal,
        "runs": told.runs,
        "digest": {"stored": told.stored, "found": told.found},
        "different": list(told.different),
        "changed": list(told.changed),
    }


def _print(front: Front, told: Reproduction) -> None:
    from experiments.numbers import write_number

    texts, runs = front.texts, write_number(told.runs, front.lang)
    if told.equal:
        front.out.print(texts("reproduce.equal", runs=runs, digest=told.found[:16]))
    else:
        stored, found = told.stored[:16], told.found[:16]
        front.out.print(texts("reproduce.different", stored=stored, found=found), style="bold red")
        if told.different:
            number = write_number(len(told.different), front.lang)
            shown = ", ".join(map(str, told.different[:SHOWN]))
            front.out.print(texts("reproduce.runs", n=number, runs=runs, shown=shown))
    if told.changed:
        front.out.print(texts("reproduce.changed", names=", ".join(told.changed)))
