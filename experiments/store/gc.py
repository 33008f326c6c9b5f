"""What may go from a store, and taking it away."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from experiments.errors import StoreProblem
from experiments.store.catalogue import DAMAGED, UNFINISHED, Entry, list_entries
from experiments.store.results import remove_leftovers
from experiments.store.shards import ShardFolder


def removable(
    store: Path, unfinished: bool, other_engines: bool, older_than: int | None
) -> list[Entry]:
    """Return what may go: damaged results, and what is asked besides. Raises StoreProblem.

    unfinished: work that can still go on, unless somebody is at work on it now. other_engines:
    made by another engine than this one. older_than: days since it ended.
    """
    from simulation.compiled import engine_digest

    here = engine_digest()
    before = ""
    if older_than is not None:
        limit = datetime.now(UTC) - timedelta(days=older_than)
        before = limit.isoformat(timespec="seconds")
    found = []
    for entry in list_entries(store):
        asked = entry.state == DAMAGED
        asked = asked or (unfinished and entry.state == UNFINISHED and not is_at_work(entry.path))
        asked = asked or (other_engines and entry.engine not in ("", here))
        asked = asked or ("" < entry.ended < before)
        if asked:
            found.append(entry)
    return found


def is_at_work(folder: Path) -> bool:
    """Tell whether a batch is at work in this folder now."""
    with ShardFolder(folder, "", {}).at_work() as alone:
        return not alone


def remove(store: Path, entries: list[Entry]) -> int:
    """Remove these results, and all that killed runs left; return how many leftovers there were.

    Raises StoreProblem.
    """
    for entry in entries:
        try:
            shutil.rmtree(entry.path)
        except OSError as error:
            raise StoreProblem(str(entry.path), error.strerror or str(error)) from error
    return remove_leftovers(store)
