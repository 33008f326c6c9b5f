"""Compiled code is never older than the source, also where only a callee in another file changed.

Numba keeps compiled code on disk and looks at the file of the kernel alone. A step that a kernel
calls from another file may change without Numba noticing, and the old law would go on being
simulated without a word. So the cache lies in a folder named by the digest of all sources. The
tests work on a copy of the package with one tiny kernel of its own, because compiling the engine
takes long and a test may not touch the real source.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from simulation import compiled
from tests.engine.source import ROOT

KERNEL = """
from simulation.compiled import explain_cache, is_cached, kernel
from simulation.deadlines import deadline_months


@kernel
def months(weeks):
    return deadline_months(weeks)


if __name__ == "__main__":
    before = is_cached()
    print(months(10.0), before, sum(months.stats.cache_hits.values()))
    print(explain_cache())
"""
OLD, NEW = "weeks * 3 / 13 + 0.5", "weeks * 3 / 13 + 1.5"
"""A callee of the kernel, in another file: 10 weeks end in month 2, or after the edit in 3."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with a copy of the package, and the tiny kernel in it."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "simulation", tmp_path / "simulation", ignore=ignored)
    (tmp_path / "simulation" / "probe.py").write_text(KERNEL)
    return tmp_path


def run(folder: Path, cache: Path | str) -> tuple[int, bool, int, str]:
    """Result of the kernel, whether code was kept before, hits of the cache, what it says."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "DOORSTROOM_CACHE": str(cache)}
    for name in ("NUMBA_DISABLE_JIT", "NUMBA_CACHE_DIR"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "simulation.probe"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    first, said = done.stdout.splitlines()
    result, before, hits = first.split()
    return int(result), before == "True", int(hits), said


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Change one place in a file of the copy."""
    file = folder / "simulation" / name
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{name} reads otherwise now; write the edit of this test anew"
    file.write_text(text.replace(old, new), "utf-8")


def test_a_changed_callee_in_another_file_is_compiled_anew(copy: Path) -> None:
    cache = copy / "cache"
    assert run(copy, cache)[:3] == (2, False, 0)
    result, before, hits, said = run(copy, cache)
    assert (result, before, hits) == (2, True, 1), "the second start should use the cache"
    assert said.startswith("compiled code is kept in ") and str(cache) in said
    edit(copy, "deadlines.py", OLD, NEW)
    assert run(copy, cache)[:3] == (3, False, 0)
    edit(copy, "deadlines.py", NEW, OLD)
    assert run(copy, cache)[:3] == (2, True, 1), "the old source finds its old folder again"


def test_without_the_digest_the_old_result_would_come_back(copy: Path) -> None:
    """The danger is real: with one folder for all sources the edit goes unnoticed."""
    file = copy / "simulation" / "compiled.py"
    text = file.read_text("utf-8")
    always = re.sub(
        r"(def source_digest\(\).*?\n)(    digest = )", r"\1    return 'x'\n\2", text, flags=re.S
    )
    assert always != text
    file.write_text(always, "utf-8")
    cache = copy / "cache"
    assert run(copy, cache)[0] == 2
    edit(copy, "deadlines.py", OLD, NEW)
    assert run(copy, cache)[0] == 2, "Numba saw the change: the digest may no longer be needed"


def test_without_a_writable_folder_it_still_runs_and_says_so(copy: Path) -> None:
    """A folder cannot be made under a file, whoever asks: also the administrator."""
    (copy / "file").write_text("")
    result, before, hits, said = run(copy, copy / "file" / "cache")
    assert (result, before, hits) == (2, False, 0)
    assert said.startswith("no writable cache folder: compiled anew at every start")
    assert "DOORSTROOM_CACHE" in said


def test_the_digest_is_of_every_source(copy: Path) -> None:
    """Each file counts, its name too, and data files do not."""
    code = "from simulation.compiled import source_digest; print(source_digest())"

    def digest() -> str:
        environment = {**os.environ, "PYTHONPATH": str(copy), "NUMBA_DISABLE_JIT": "1"}
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=copy,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        )
        return done.stdout

    seen = [digest()]
    table = copy / "simulation" / "data" / "parameters" / "lessen.csv"
    table.write_text(table.read_text("utf-8") + "\n", "utf-8")
    assert digest() == seen[0]
    step = copy / "simulation" / "steps" / "lessen.py"
    step.write_text(step.read_text("utf-8") + "# a remark\n", "utf-8")
    seen.append(digest())
    step.rename(step.with_name("lesson.py"))
    seen.append(digest())
    assert len(set(seen)) == len(seen)


def test_the_folder_is_named_by_engine_and_machine() -> None:
    folder = compiled.cache_folder()
    assert folder is not None, "these tests want a writable cache; set DOORSTROOM_CACHE"
    assert folder.name == compiled.engine_digest()[:16]
    assert compiled.engine_digest() != compiled.source_digest()


def test_uncompiled_it_says_so() -> None:
    code = "from simulation.compiled import explain_cache; print(explain_cache())"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NUMBA_DISABLE_JIT": "1"}
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    ).stdout
    assert said == "not compiled (NUMBA_DISABLE_JIT is set)\n"
