"""One result folder: a manifest and Parquet tables with their checksums; whole, or not a result.

A run has its tables as single files beside the manifest. A batch keeps its shards (shards.py).
The manifest comes last: a folder without one is work that is not finished. Reading checks the
manifest against its own sha256 and every table against what the manifest or its sidecar says.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.errors import StoreProblem
from experiments.store.disk import (
    ASIDE,
    aside_of,
    digest_of_file,
    exists,
    flush,
    is_signed,
    replace_folder,
    signed,
    write_json,
)
from experiments.store.shards import SHARDS, DamagedShard, StoredShard, open_shard
from experiments.store.tables import TABLES, read_table, write_table

__all__ = [
    "DamagedResult",
    "StoredResult",
    "find_result",
    "open_result",
    "result_folder",
    "write_result",
    "write_sharded_result",
]

SCHEMA = 1
MANIFEST = "manifest.json"
RESULTS = "results"
SIGNATURE = "manifest_sha256"
OLD_LEFTOVER_SECONDS = 24 * 3600


class DamagedResult(Exception):
    """A stored result does not match its checksums; `reason` says which file."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


@dataclass(frozen=True)
class StoredResult:
    """A result folder that was checked. Tables are read when asked for.

    manifest: what made it; `kind` is `run` for one scenario, `sweep` for a batch.
    """

    path: Path
    manifest: Mapping[str, Any]

    @property
    def run_id(self) -> str:
        """The first 16 hexadecimal digits of the cache key."""
        return str(self.manifest["id"])

    @property
    def kind(self) -> str:
        """What it is of: `run` or `sweep`."""
        return str(self.manifest["kind"])

    @property
    def table_names(self) -> tuple[str, ...]:
        """The tables that it has."""
        return tuple(self.manifest["tables"])

    def files(self, name: str) -> list[Path]:
        """Return the Parquet files of a table, in order: one of a run, one a shard of a batch.

        Raises KeyError for a table that it has not.
        """
        if self.manifest["tables"][name]["sha256"] is not None:
            return [self.path / f"{name}.parquet"]
        return [
            self.path / SHARDS / shard["name"] / f"{name}.parquet"
            for shard in self.manifest["shards"]
        ]

    def parts(self, name: str) -> Iterator[pa.Table]:
        """Yield a table piece by piece, so that memory holds one at a time. DamagedResult."""
        for file in self.files(name):
            try:
                yield read_table(file)
            except (OSError, pa.ArrowException) as error:
                reason = f"{file.relative_to(self.path)}: {error}"
                raise DamagedResult(self.path, reason) from error

    def table(self, name: str) -> pa.Table:
        """Return a whole table: `runs`, `monthly`, `observables`, `ledger`. DamagedResult."""
        parts = list(self.parts(name))
        return parts[0] if len(parts) == 1 else pa.concat_tables(parts).unify_dictionaries()


def result_folder(store: Path, run_id: str) -> Path:
    """Return the folder of a result in the store."""
    return store / RESULTS / run_id


def find_result(store: Path, run_id: str) -> StoredResult | None:
    """Return the stored result of this id, or None if there is none, or not a finished one.

    Raises DamagedResult when there is one that does not match its checksums; StoreProblem when the
    store cannot be read.
    """
    folder = result_folder(store, run_id)
    if not exists(folder / MANIFEST):
        return None
    return open_result(folder, run_id)


def open_result(folder: Path, run_id: str | None = None) -> StoredResult:
    """Read a result folder and check every file.

    run_id: what it must be; a copy elsewhere may have any name. Raises DamagedResult.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if not is_signed(manifest, SIGNATURE) or run_id not in (None, manifest["id"]):
            raise DamagedResult(folder, MANIFEST)
        if manifest["schema"] != SCHEMA:
            raise DamagedResult(folder, f"{MANIFEST}: schema {manifest['schema']}, not {SCHEMA}")
        shards = {str(shard["name"]): shard["sha256"] for shard in manifest.get("shards", [])}
        files = {name: about["sha256"] for name, about in manifest["tables"].items()}
        missing = set(TABLES) - set(files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedResult(folder, f"{MANIFEST}: {error}") from error
    if missing:
        raise DamagedResult(folder, f"{MANIFEST}: {', '.join(sorted(missing))}")
    for name, expected in shards.items():
        _check_shard(folder, name, expected)
    for name, expected in files.items():
        if expected is not None:
            _check_file(folder, f"{name}.parquet", expected)
    return StoredResult(folder, manifest)


def _check_file(folder: Path, name: str, expected: str) -> None:
    try:
        found = digest_of_file(folder / name)
    except OSError as error:
        raise DamagedResult(folder, f"{name}: {error.strerror}") from error
    if found != expected:
        raise DamagedResult(folder, name)


def _check_shard(folder: Path, name: str, expected: str) -> None:
    try:
        shard = open_shard(folder / SHARDS / name)
    except DamagedShard as damage:
        raise DamagedResult(folder, f"{SHARDS}/{name}/{damage.reason}") from damage
    if shard.sidecar["sha256"] != expected:
        raise DamagedResult(folder, f"{SHARDS}/{name}")


def write_result(
    store: Path,
    run_id: str,
    manifest: Mapping[str, Any],
    tables: Mapping[str, pa.Table | Iterable[pa.Table]],
) -> StoredResult:
    """Write a result with its tables as single files: aside, flushed, then renamed in place.

    manifest: everything but the tables' checksums. tables: whole, or piece by piece (each piece
    becomes a row group, and memory holds one). Raises StoreProblem; whatever happens, nothing
    half-written stays behind under the run id.
    """
    target = result_folder(store, run_id)
    aside = aside_of(target)
    try:
        aside.mkdir(parents=True)
        remove_leftovers(store)
        complete = signed(dict(manifest) | {"tables": _write_tables(aside, tables)}, SIGNATURE)
        write_json(complete, aside / MANIFEST)
        for path in [*sorted(aside.iterdir()), aside]:
            flush(path)
        replace_folder(aside, target)
        flush(target.parent)
    except OSError as error:
        raise StoreProblem(str(target), error.strerror or str(error)) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return StoredResult(target, complete)


def write_sharded_result(
    store: Path,
    run_id: str,
    manifest: Mapping[str, Any],
    shards: Iterable[StoredShard],
    tables: Mapping[str, pa.Table],
) -> StoredResult:
    """Write the manifest of a batch whose shards are all there. Raises StoreProblem.

    manifest: everything but the tables and shards. tables: more of them, as single files.
    """
    target = result_folder(store, run_id)
    rows: dict[str, int] = {}
    listed = []
    for shard in shards:
        listed.append(
            {
                "name": shard.path.name,
                "sha256": shard.sidecar["sha256"],
                "runs": shard.sidecar["runs"],
                "failed": shard.failed,
            }
        )
        for name, about in shard.sidecar["tables"].items():
            rows[name] = rows.get(name, 0) + int(about["rows"])
    described: dict[str, Any]
    described = {name: {"sha256": None, "rows": number} for name, number in rows.items()}
    try:
        described |= _write_tables(target, tables)
        complete = signed(dict(manifest) | {"tables": described, "shards": listed}, SIGNATURE)
        write_json(complete, target / MANIFEST)
    except OSError as error:
        raise StoreProblem(str(target), error.strerror or str(error)) from error
    return StoredResult(target, complete)


def remove_leftovers(store: Path, older_than: float = OLD_LEFTOVER_SECONDS) -> int:
    """Remove what killed runs left aside more than a day ago; return how many folders."""
    removed = 0
    for pattern in (f"{ASIDE}*", f"*/{SHARDS}/{ASIDE}*"):
        for folder in (store / RESULTS).glob(pattern):
            try:
                old = time.time() - folder.stat().st_mtime >= older_than
            except OSError:
                continue
            if old:
                shutil.rmtree(folder, ignore_errors=True)
                removed += 1
    return removed


def _write_tables(
    folder: Path, tables: Mapping[str, pa.Table | Iterable[pa.Table]]
) -> dict[str, Any]:
    described = {}
    for name, table in tables.items():
        path = folder / f"{name}.parquet"
        aside = aside_of(path)
        try:
            rows = _write_pieces(table, aside)
            flush(aside)
            os.replace(aside, path)
        finally:
            aside.unlink(missing_ok=True)
        described[name] = {"sha256": digest_of_file(path), "rows": rows}
    return described


def _write_pieces(table: pa.Table | Iterable[pa.Table], path: Path) -> int:
    if isinstance(table, pa.Table):
        write_table(table, path)
        return int(table.num_rows)
    rows = 0
    writer = None
    try:
        for piece in table:
            if writer is None:
                writer = pq.ParquetWriter(
                    path, piece.schema, compression="zstd", write_page_checksum=True
                )
            writer.write_table(piece)
            rows += piece.num_rows
    finally:
        if writer is not None:
            writer.close()
    return rows
