"""How the engine is compiled: one decorator, one cache folder per engine, one digest.

Numba's file cache does not see that a function in *another* file changed, and would serve a
stale kernel without a word. So the cache lives in a folder named by the digest of every source
of this package: another source is another folder.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

# Vector mathematics of another library would give other bits than the C library: never use it.
os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")

import numba
import numpy as np
import platformdirs

Function = TypeVar("Function", bound=Callable[..., Any])

PACKAGE = Path(__file__).resolve().parent


@cache
def source_digest() -> str:
    """Sha256 over every Python source of this package, in the order of their paths."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def engine_digest() -> str:
    """Sha256 that names this engine: sources, Numba, NumPy, Python and the processor's name."""
    from llvmlite import binding

    parts = [
        source_digest(),
        numba.__version__,
        np.__version__,
        platform.python_version(),
        platform.machine(),
        binding.get_host_cpu_name(),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def cache_folder() -> Path | None:
    """The folder of compiled code for this engine, or None where nothing can be written."""
    root = os.environ.get("DOORSTROOM_CACHE") or platformdirs.user_cache_dir("doorstroom")
    folder = Path(root) / "compiled" / engine_digest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        return None
    return folder


def compiles() -> bool:
    """Whether the engine compiles at all (NUMBA_DISABLE_JIT=1 runs the same source as Python)."""
    return not numba.config.DISABLE_JIT


_FOLDER = cache_folder() if compiles() else None
if _FOLDER is not None:
    numba.config.CACHE_DIR = str(_FOLDER)


def is_cached() -> bool:
    """Whether compiled code of this engine already lies in the cache folder."""
    return _FOLDER is not None and any(_FOLDER.rglob("*.nbi"))


def cache_state() -> tuple[str, str]:
    """What becomes of compiled code: ('kept', folder), ('memory', '') or ('off', '')."""
    if not compiles():
        return "off", ""
    return ("memory", "") if _FOLDER is None else ("kept", str(_FOLDER))


def explain_cache() -> str:
    """One line for the user: where compiled code is kept, or why it is not."""
    if not compiles():
        return "not compiled (NUMBA_DISABLE_JIT is set)"
    if _FOLDER is None:
        return "no writable cache folder: compiled anew at every start (set DOORSTROOM_CACHE)"
    return f"compiled code is kept in {_FOLDER}"


def step(function: Function) -> Function:
    """Compile a piece of the month; it is compiled into whoever calls it."""
    compiled: Function = numba.njit(error_model="numpy", fastmath=False, _nrt=False)(function)
    return compiled


def often(function: Function) -> Function:
    """As step, for what nearly every person does every month: always compiled into the caller."""
    compiled: Function = numba.njit(
        error_model="numpy", fastmath=False, _nrt=False, forceinline=True
    )(function)
    return compiled


def kernel(function: Function) -> Function:
    """Compile an entry point: cached on disk, and without holding Python's lock."""
    compiled: Function = numba.njit(
        error_model="numpy", fastmath=False, _nrt=False, nogil=True, cache=_FOLDER is not None
    )(function)
    return compiled


def as_records(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Give an array of records the attribute access that compiled code has by itself."""
    if compiles():
        return array
    return array.view(np.recarray)


def python_version() -> str:
    """Python's version, for manifests."""
    return sys.version.split()[0]
