"""Shards: the runs of a batch in small folders, each whole or not there.

A shard is a folder of Parquet tables with a sidecar, `shard.json`: which runs it holds, by which
engine, and the sha256 of each table and of itself. It counts only if all of that fits. It is put
together aside, flushed and renamed, so a kill at any moment leaves only whole shards, and a name
that is still aside.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from experiments.errors import StoreProblem
from experiments.store.disk import (
    aside_of,
    digest_of,
    digest_of_file,
    exists,
    flush,
    is_signed,
    replace_folder,
    signed,
)
from experiments.store.tables import read_table, write_table

SHARDS = "shards"
SIDECAR = "shard.json"
LOCK = ".lock"
SCHEMA = 1
_SIGNATURE = "sha256"


class DamagedShard(Exception):
    """A shard does not fit its sidecar, or another question; `reason` says what is wrong."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


@dataclass(frozen=True)
class Shard:
    """Which runs a shard holds: from `first` up to, not including, `last`."""

    first: int
    last: int

    @property
    def runs(self) -> int:
        """How many runs it holds."""
        return self.last - self.first


@dataclass(frozen=True)
class StoredShard:
    """A shard on disk that was checked."""

    path: Path
    sidecar: Mapping[str, Any]

    @property
    def failed(self) -> int:
        """How many of its runs failed."""
        return int(self.sidecar["failed"])

    def file(self, table: str) -> Path:
        """Return the file of a table."""
        return self.path / f"{table}.parquet"

    def table(self, name: str) -> pa.Table:
        """Return a table. Raises DamagedShard."""
        try:
            return read_table(self.file(name))
        except (OSError, pa.ArrowException) as error:
            raise DamagedShard(self.path, f"{name}.parquet: {error}") from error


class ShardFolder:
    """The shards of one result: `results/<id>/shards`.

    key: the sha256 of the question; facts: engine, parameters and data that answer it (digests).
    A shard of another question or other facts is never taken for one of these.
    """

    def __init__(self, folder: Path, key: str, facts: Mapping[str, str]) -> None:
        self.folder = folder / SHARDS
        self.key = key
        self.facts = dict(facts)

    def name_of(self, shard: Shard) -> str:
        """Return the name of a shard: where it begins, and the address of its content."""
        address = digest_of({"key": self.key, "runs": [shard.first, shard.last]})
        return f"{shard.first:010d}-{address[:16]}"

    def find(self, shard: Shard) -> StoredShard | None:
        """Return a shard that is there and whole, or None.

        Raises DamagedShard, StoreProblem.
        """
        path = self.folder / self.name_of(shard)
        if not exists(path):
            return None
        found = open_shard(path)
        asked = {"key": self.key, "runs": [shard.first, shard.last], "digests": self.facts}
        for name, value in asked.items():
            if found.sidecar.get(name) != value:
                raise DamagedShard(path, f"{SIDECAR}: {name}")
        return found

    def write(self, shard: Shard, tables: Mapping[str, pa.Table], failed: int) -> StoredShard:
        """Write a shard whole; one that another batch wrote meanwhile, as good, stays.

        Raises StoreProblem; then nothing of it is there.
        """
        target = self.folder / self.name_of(shard)
        aside = aside_of(target)
        try:
            aside.mkdir(parents=True)
            described = {}
            for name, table in tables.items():
                path = aside / f"{name}.parquet"
                write_table(table, path)
                described[name] = {"sha256": digest_of_file(path), "rows": table.num_rows}
                flush(path)
            sidecar = signed(
                {
                    "schema": SCHEMA,
                    "key": self.key,
                    "runs": [shard.first, shard.last],
                    "failed": failed,
                    "digests": self.facts,
                    "tables": described,
                },
                _SIGNATURE,
            )
            text = json.dumps(sidecar, indent=1, sort_keys=True) + "\n"
            (aside / SIDECAR).write_text(text, encoding="utf-8")
            flush(aside / SIDECAR)
            other = self._other(shard)
            if other is not None and other.failed <= failed:
                return other
            replace_folder(aside, target)
            flush(self.folder)
        except OSError as error:
            raise StoreProblem(str(target), error.strerror or str(error)) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        return StoredShard(target, sidecar)

    def _other(self, shard: Shard) -> StoredShard | None:
        try:
            return self.find(shard)
        except DamagedShard:
            return None

    def clear(self) -> None:
        """Forget every shard, to simulate all of them again. Raises StoreProblem."""
        try:
            if self.folder.exists():
                shutil.rmtree(self.folder)
        except OSError as error:
            raise StoreProblem(str(self.folder), error.strerror or str(error)) from error

    @contextmanager
    def at_work(self) -> Iterator[bool]:
        """Tell others, for as long as this lasts, that somebody is at work here.

        Yields whether nobody else is. The mark ends with the process, however it ends. Raises
        StoreProblem when the folder cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreProblem(str(self.folder), error.strerror or str(error)) from error
        try:
            yield _lock(descriptor)
        finally:
            os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Take the lock on an open file, unless another has it; where there are no locks: taken."""
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return True
    return True


def open_shard(path: Path) -> StoredShard:
    """Read a shard's sidecar and check every file against it. Raises DamagedShard."""
    try:
        sidecar = json.loads((path / SIDECAR).read_text(encoding="utf-8"))
        whole = is_signed(sidecar, _SIGNATURE) and sidecar["schema"] == SCHEMA
        files = {name: str(about["sha256"]) for name, about in sidecar["tables"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedShard(path, f"{SIDECAR}: {error}") from error
    if not whole:
        raise DamagedShard(path, SIDECAR)
    for name, expected in files.items():
        file = path / f"{name}.parquet"
        try:
            found = digest_of_file(file)
        except OSError as error:
            raise DamagedShard(path, f"{file.name}: {error.strerror}") from error
        if found != expected:
            raise DamagedShard(path, file.name)
    return StoredShard(path, sidecar)


def shards_of(runs: int, size: int) -> Iterator[Shard]:
    """Cut so many runs into shards of `size`; the last may be smaller."""
    for first in range(0, runs, size):
        yield Shard(first, min(first + size, runs))
