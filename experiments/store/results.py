"""One result folder: a manifest, Parquet tables and their checksums; written whole or not at all.

A folder is put together aside, flushed to disk and renamed; so what carries a run id is complete.
Reading checks the manifest against its own sha256 and every table against the manifest.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from experiments.errors import StoreProblem
from experiments.store.tables import TABLES, read_table, write_table

SCHEMA = 1
MANIFEST = "manifest.json"
RESULTS = "results"
_ASIDE = ".aside-"
_OLD_LEFTOVER_SECONDS = 24 * 3600


class DamagedResult(Exception):
    """A stored result does not match its checksums; `reason` says which file."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


@dataclass(frozen=True)
class StoredResult:
    """A result folder that was checked. Tables are read when asked for."""

    path: Path
    manifest: Mapping[str, Any]

    @property
    def run_id(self) -> str:
        """The first 16 hexadecimal digits of the cache key."""
        return str(self.manifest["id"])

    def table(self, name: str) -> pa.Table:
        """Return `runs`, `monthly` or `observables`. Raises DamagedResult."""
        try:
            return read_table(self.path / f"{name}.parquet")
        except (OSError, pa.ArrowException) as error:
            raise DamagedResult(self.path, f"{name}.parquet: {error}") from error


def result_folder(store: Path, run_id: str) -> Path:
    """Return the folder of a run in the store."""
    return store / RESULTS / run_id


def find_result(store: Path, run_id: str) -> StoredResult | None:
    """Return the stored result of a run, or None if there is none.

    Raises DamagedResult when there is one that does not match its checksums.
    """
    folder = result_folder(store, run_id)
    if not folder.exists():
        return None
    return open_result(folder)


def open_result(folder: Path) -> StoredResult:
    """Read a result folder and check every file. Raises DamagedResult."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        told = manifest["manifest_sha256"]
        files = {name: manifest["tables"][name]["sha256"] for name in TABLES}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedResult(folder, f"{MANIFEST}: {error}") from error
    if told != _digest_of_manifest(manifest) or manifest.get("id") != folder.name:
        raise DamagedResult(folder, MANIFEST)
    for name, expected in files.items():
        table = folder / f"{name}.parquet"
        try:
            found = _digest_of_file(table)
        except OSError as error:
            raise DamagedResult(folder, f"{table.name}: {error.strerror}") from error
        if found != expected:
            raise DamagedResult(folder, table.name)
    return StoredResult(folder, manifest)


def write_result(
    store: Path, run_id: str, manifest: Mapping[str, Any], tables: Mapping[str, pa.Table]
) -> StoredResult:
    """Write a result folder: aside, flushed, then renamed in place of an older one.

    manifest: everything but the tables' checksums. Raises StoreProblem; whatever happens,
    nothing half-written stays behind under the run id.
    """
    target = result_folder(store, run_id)
    aside = target.with_name(f"{_ASIDE}{run_id}-{uuid.uuid4().hex[:8]}")
    try:
        aside.mkdir(parents=True)
        remove_leftovers(store)
        complete = dict(manifest) | {"tables": _write_tables(aside, tables)}
        complete["manifest_sha256"] = _digest_of_manifest(complete)
        text = json.dumps(complete, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        (aside / MANIFEST).write_text(text, encoding="utf-8")
        for path in [*sorted(aside.iterdir()), aside]:
            _flush(path)
        replace_folder(aside, target)
        _flush(target.parent)
    except OSError as error:
        raise StoreProblem(str(target), error.strerror or str(error)) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return StoredResult(target, complete)


def replace_folder(aside: Path, target: Path) -> None:
    """Give the folder `aside` the name `target`; an older folder of that name goes. OSError."""
    old = target.with_name(f"{_ASIDE}old-{uuid.uuid4().hex[:8]}")
    if target.exists():
        os.replace(target, old)
    try:
        os.replace(aside, target)
    except OSError:
        if not target.exists():  # two runs of the same question: the other one may have won
            raise
    shutil.rmtree(old, ignore_errors=True)


def folder_aside(target: Path) -> Path:
    """Return a fresh name beside `target`, to put a folder together under."""
    return target.with_name(f"{_ASIDE}{target.name}-{uuid.uuid4().hex[:8]}")


def remove_leftovers(store: Path) -> None:
    """Remove what killed runs left aside more than a day ago."""
    for folder in (store / RESULTS).glob(f"{_ASIDE}*"):
        try:
            old = time.time() - folder.stat().st_mtime > _OLD_LEFTOVER_SECONDS
        except OSError:
            continue
        if old:
            shutil.rmtree(folder, ignore_errors=True)


def _write_tables(folder: Path, tables: Mapping[str, pa.Table]) -> dict[str, Any]:
    described = {}
    for name in TABLES:
        path = folder / f"{name}.parquet"
        write_table(tables[name], path)
        described[name] = {"sha256": _digest_of_file(path), "rows": tables[name].num_rows}
    return described


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _digest_of_manifest(manifest: Mapping[str, Any]) -> str:
    rest = {key: value for key, value in manifest.items() if key != "manifest_sha256"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _digest_of_file(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
