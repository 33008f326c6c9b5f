"""What lies in a store: runs, batches and comparisons, finished or not, and which one is meant."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from experiments.errors import StoreProblem
from experiments.store.disk import ASIDE, is_signed
from experiments.store.results import MANIFEST, RESULTS, SIGNATURE

COMPARISONS = "comparisons"
DONE, WITH_FAILED, UNFINISHED, DAMAGED = "done", "failed", "unfinished", "damaged"
STATES = (DONE, WITH_FAILED, UNFINISHED, DAMAGED)
_PREFIX = re.compile(r"[0-9a-f]{2,16}")


@dataclass(frozen=True)
class Entry:
    """One result in a store, by what its manifest says; its tables were not read.

    kind: `run`, `sweep` or `compare`; empty for one that is not finished or damaged. scenario: its
    name, that of a design, or of a comparison's scenarios. ended: UTC, as text; state: of STATES.
    """

    id: str
    path: Path
    kind: str
    scenario: str
    ended: str
    state: str
    runs: int
    failed: int
    size: int
    engine: str = ""
    manifest: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def content(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "id": self.id,
            "path": str(self.path),
            "kind": self.kind or None,
            "scenario": self.scenario or None,
            "ended": self.ended or None,
            "state": self.state,
            "runs": self.runs,
            "failed_runs": self.failed,
            "bytes": self.size,
        }


def list_entries(store: Path) -> list[Entry]:
    """Return everything in a store, newest first. Raises StoreProblem: it cannot be read."""
    try:
        entries = [_entry(folder) for folder in _folders(store)]
    except OSError as error:
        raise StoreProblem(str(store), error.strerror or str(error)) from error
    return sorted(entries, key=lambda entry: (entry.ended, entry.id), reverse=True)


def _folders(store: Path) -> Iterator[Path]:
    for room in (RESULTS, COMPARISONS):
        if (store / room).exists():
            for folder in sorted((store / room).iterdir()):
                if folder.is_dir() and not folder.name.startswith(ASIDE):
                    yield folder


def _entry(folder: Path) -> Entry:
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    if not (folder / MANIFEST).exists():
        return Entry(folder.name, folder, "", "", "", UNFINISHED, 0, 0, size)
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if not is_signed(manifest, SIGNATURE) or manifest["id"] != folder.name:
            raise ValueError(MANIFEST)
        failed = _failed(manifest)
        return Entry(
            id=folder.name,
            path=folder,
            kind=str(manifest["kind"]),
            scenario=_scenario(manifest),
            ended=str(manifest["times"]["ended"]),
            state=WITH_FAILED if failed else DONE,
            runs=int(manifest.get("worlds", manifest["times"].get("worlds", 0))),
            failed=failed,
            size=size,
            engine=str(manifest["digests"]["engine"]),
            manifest=manifest,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Entry(folder.name, folder, "", "", "", DAMAGED, 0, 0, size)


def _failed(manifest: Mapping[str, Any]) -> int:
    if "failed_worlds" in manifest:
        return int(manifest["failed_worlds"])
    return sum(len(errors) for errors in manifest.get("failed", {}).values())


def _scenario(manifest: Mapping[str, Any]) -> str:
    request = manifest["request"]
    if "scenario" in request:
        return str(request["scenario"])
    return ", ".join(str(scenario["name"]) for scenario in request["scenarios"])


def entries_meant(text: str, entries: list[Entry]) -> list[Entry]:
    """Return the finished entries that a text can mean, newest first.

    text: an id or the beginning of one; else the name of a scenario or design, of which only the
    newest is meant. Several: the beginning of an id is not enough.
    """
    finished = [entry for entry in entries if entry.state in (DONE, WITH_FAILED)]
    if _PREFIX.fullmatch(text):
        found = [entry for entry in finished if entry.id.startswith(text)]
        if found:
            return found
    named = [entry for entry in finished if entry.scenario == text]
    return named[:1]
