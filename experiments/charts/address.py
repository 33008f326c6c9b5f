"""Which result is meant: the folder of one."""

from __future__ import annotations

from pathlib import Path

from experiments.errors import InputProblems, Problem
from experiments.store.results import DamagedResult, StoredResult, open_result


def find_named(name: str) -> StoredResult:
    """Return the result in this folder. Raises InputProblems."""
    folder = Path(name).expanduser()
    if not folder.is_dir():
        raise InputProblems([Problem("no-result", "RESULT", name)])
    try:
        return open_result(folder.resolve())
    except DamagedResult as damage:
        details = {"reason": damage.reason}
        raise InputProblems([Problem("damaged-result", "RESULT", name, details=details)]) from None
