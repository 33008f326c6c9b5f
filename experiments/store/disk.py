"""Files that are whole or not there: written aside, flushed, renamed; and checksums of them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from experiments.errors import StoreProblem

ASIDE = ".aside-"
"""How the names of files and folders begin that are still being put together."""


def digest_of(content: Any) -> str:
    """Return the sha256 of plain values in canonical JSON."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_file(path: Path) -> str:
    """Return the sha256 of a file. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def exists(path: Path) -> bool:
    """Tell whether a path exists. Raises StoreProblem where that may not be known."""
    try:
        return path.exists()
    except OSError as error:
        raise StoreProblem(str(path), error.strerror or str(error)) from error


def aside_of(target: Path) -> Path:
    """Return a fresh name beside `target`, to put a file or folder together under."""
    return target.with_name(f"{ASIDE}{target.name}-{uuid.uuid4().hex[:8]}")


def replace_folder(aside: Path, target: Path) -> None:
    """Give the folder `aside` the name `target`; an older folder of that name goes. OSError."""
    old = aside_of(target)
    with suppress(FileNotFoundError):
        os.replace(target, old)
    try:
        os.replace(aside, target)
    except OSError:
        if not target.exists():  # two runs of the same question: the other one may have won
            raise
    shutil.rmtree(old, ignore_errors=True)


def signed(content: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return the content with the sha256 of itself under `key`."""
    rest = {name: value for name, value in content.items() if name != key}
    return rest | {key: digest_of(rest)}


def is_signed(content: Mapping[str, Any], key: str) -> bool:
    """Tell whether the content fits the sha256 of itself under `key`."""
    return bool(content.get(key)) and signed(content, key)[key] == content[key]


def write_json(content: Mapping[str, Any], path: Path) -> None:
    """Write JSON whole, in place of an older file. Raises OSError."""
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    aside = aside_of(path)
    try:
        aside.write_text(text, encoding="utf-8")
        flush(aside)
        os.replace(aside, path)
        flush(path.parent)
    finally:
        aside.unlink(missing_ok=True)
