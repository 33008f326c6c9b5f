"""Which result is meant: the folder of a run or of a comparison."""

from __future__ import annotations

import json
from pathlib import Path

from experiments.charts.catalogue import Stored
from experiments.compare.keep import open_comparison
from experiments.errors import InputProblems, Problem
from experiments.store.results import MANIFEST, DamagedResult, open_result


def find_named(name: str) -> Stored:
    """Return the run or comparison in this folder. Raises InputProblems."""
    folder = Path(name).expanduser()
    if not (folder / MANIFEST).is_file():
        raise InputProblems([Problem("no-result", "RESULT", name)])
    try:
        if _kind_of(folder) == "compare":
            return open_comparison(folder.resolve())
        return open_result(folder.resolve())
    except DamagedResult as damage:
        details = {"reason": damage.reason}
        raise InputProblems([Problem("damaged-result", "RESULT", name, details=details)]) from None


def _kind_of(folder: Path) -> str:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return str(manifest["kind"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedResult(folder, f"{MANIFEST}: {error}") from error
