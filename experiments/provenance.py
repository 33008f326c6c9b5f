"""What made a result: versions, digests, the kind of machine, the state of the source."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import simulation

_LIBRARIES = (
    *("numpy", "numba", "scipy", "pandas", "pyarrow", "duckdb"),
    *("pydantic", "matplotlib", "mesa"),
)


def doorstroom_version() -> str:
    """Return the version of the code that runs."""
    return simulation.__version__


def versions() -> dict[str, str]:
    """Return the versions of Doorstroom, Python and the libraries that are installed."""
    found = {"doorstroom": doorstroom_version(), "python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def machine_class() -> dict[str, Any]:
    """Return the kind of machine: system, processor type and cores; nothing that names it."""
    return {"system": platform.system(), "machine": platform.machine(), "cores": cores()}


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@cache
def data_digest() -> str:
    """Return the sha256 over every data file that the engine reads, paths and contents."""
    folder = Path(simulation.__file__).resolve().parent / "data"
    return digest_of_files(folder, "*")


def digest_of_files(folder: Path, *patterns: str) -> str:
    """Return the sha256 over the files under `folder` that match, in the order of their paths."""
    digest = hashlib.sha256()
    found = {path for pattern in patterns for path in folder.rglob(pattern) if path.is_file()}
    for path in sorted(found):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


@cache
def constraints_digest() -> str | None:
    """Return the sha256 of the constraints file that tests run with; None without a checkout."""
    path = Path(simulation.__file__).resolve().parent.parent / "constraints.txt"
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def source_state() -> dict[str, Any] | None:
    """Return the commit of the source folder and whether it was changed since; None without git."""
    folder = Path(simulation.__file__).resolve().parent.parent
    if not (folder / ".git").exists():
        return None
    commit = _git(folder, "rev-parse", "HEAD")
    changed = _git(folder, "status", "--porcelain")
    if commit is None or changed is None:
        return None
    return {"commit": commit.strip(), "dirty": bool(changed.strip())}


def _git(folder: Path, *arguments: str) -> str | None:
    command = ["git", "-C", str(folder), "--no-optional-locks", *arguments]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout if answer.returncode == 0 else None
