"""Which result a command means: a folder, an id or its beginning, or the name of a scenario."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.errors import InputProblems, Problem, nearest_of
from experiments.store.catalogue import entries_meant, list_entries
from experiments.store.location import store_folder
from experiments.store.results import MANIFEST, DamagedResult, open_result

if TYPE_CHECKING:
    from experiments.charts.catalogue import Stored
    from experiments.cli.front import Front
    from experiments.store.results import StoredResult

KINDS = ("run", "sweep", "compare")
WITH_TABLES = ("run", "sweep")
DEFAULT_REPLICATIONS = 50
SEED = 1


def folder_meant(
    front: Front, text: str, store: Path | None, run: bool = True, kinds: Sequence[str] = KINDS
) -> Path:
    """Return the folder of the result that is meant, of one of these kinds.

    A folder with a manifest; an id or enough of its beginning; a scenario or design, of which the
    newest is taken. A scenario of which there is no result yet is run, if `run`. Raises
    InputProblems, RunStopped, StoreProblem.
    """
    folder = Path(text).expanduser()
    if (folder / MANIFEST).is_file():
        return folder.resolve()
    entries = [entry for entry in list_entries(store_folder(store)) if entry.kind in kinds]
    meant = entries_meant(text, entries)
    if len(meant) > 1:
        details = {"options": ", ".join(entry.id for entry in meant[:5])}
        raise InputProblems([Problem("result-several", "RESULT", text, details=details)])
    if meant:
        return meant[0].path
    if run:
        found = _run(front, text, store)
        if found is not None:
            return found
    known = [name for entry in entries for name in (entry.id, entry.scenario) if name]
    raise InputProblems(
        [Problem("result-unknown", "RESULT", text, nearest=nearest_of(text, known))]
    )


def drawable_meant(
    front: Front, text: str, store: Path | None, run: bool = True, batches: bool = False
) -> Stored:
    """Return the run or comparison that is meant, for charts, slides and reports.

    batches: whether a batch will do; slides and reports are about a scenario. Raises as
    folder_meant does.
    """
    from experiments.charts.address import find_named

    folder = folder_meant(front, text, store, run)
    if folder_kind(folder) == "sweep" and not batches:
        raise InputProblems([Problem("slides-of-batch", "RESULT", text)])
    return find_named(str(folder))


def folder_kind(folder: Path) -> str:
    """Return the kind that the manifest of a folder says; empty where that cannot be read."""
    try:
        return str(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["kind"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def result_meant(front: Front, text: str, store: Path | None, run: bool = True) -> StoredResult:
    """Return the run or batch that is meant, checked. Raises as folder_meant does."""
    folder = folder_meant(front, text, store, run, WITH_TABLES)
    if folder_kind(folder) == "compare":
        raise InputProblems([Problem("result-compare", "RESULT", text)])
    try:
        result = open_result(folder)
    except DamagedResult as damage:
        details = {"reason": damage.reason}
        raise InputProblems([Problem("damaged-result", "RESULT", text, details=details)]) from None
    return result


def _run(front: Front, text: str, store: Path | None) -> Path | None:
    """Run a scenario as `doorstroom run` does without options; None where it is no scenario."""
    from experiments.cli.progress import WatchingFront
    from experiments.provenance import cores
    from experiments.runner.request import RunRequest
    from experiments.runner.run import answer
    from experiments.scenario.files import list_shipped, load_scenario

    if text not in list_shipped() and Path(text).suffix not in {".yaml", ".yml"}:
        return None
    loaded = load_scenario(text)
    front.tell("results.running", name=loaded.scenario.name)
    request = RunRequest(loaded.scenario, SEED, DEFAULT_REPLICATIONS, "prior", DEFAULT_REPLICATIONS)
    command = ["doorstroom", *sys.argv[1:]]
    workers = min(cores(), DEFAULT_REPLICATIONS)
    with WatchingFront(front, shlex.join(command)) as watching:
        watcher = watching.watcher()
        found = answer(request, store_folder(store), workers, command, watcher=watcher)
    return found.result.path
