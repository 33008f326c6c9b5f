"""The promise of tests/conftest.py: under DOORSTROOM_REQUIRE_ALL a skip fails."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"

SKIPS_ITSELF = """
import pytest

def test_passes():
    pass

def test_skips():
    pytest.skip("no such program here")

@pytest.mark.skip(reason="switched off")
def test_switched_off():
    pass

@pytest.mark.xfail(reason="a known gap")
def test_known_gap():
    assert False
"""
MODULE_SKIPS = """
import pytest

pytest.importorskip("a_library_nobody_has")
"""


def run_pytest(folder: Path, require_all: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DOORSTROOM_REQUIRE_ALL": require_all}
    environment.pop("PYTEST_ADDOPTS", None)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", folder, folder],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    shutil.copy(CONFTEST, tmp_path / "conftest.py")
    (tmp_path / "test_one.py").write_text(SKIPS_ITSELF)
    (tmp_path / "test_two.py").write_text(MODULE_SKIPS)
    return tmp_path


def test_skips_are_counted(suite: Path) -> None:
    done = run_pytest(suite, require_all="")
    assert done.returncode == 0, done.stdout
    assert "3 skipped: these did not run here" in done.stdout
    assert "1 passed, 3 skipped, 1 xfailed" in done.stdout


def test_a_skipped_test_fails_in_the_gate(suite: Path) -> None:
    (suite / "test_two.py").unlink()
    done = run_pytest(suite, require_all="1")
    assert done.returncode == 1, done.stdout
    # The mark is judged before the test starts, and pytest calls a failure there an error.
    assert "1 failed, 1 passed, 1 xfailed, 1 error" in done.stdout
    assert "allows no skip: Skipped: no such program here" in done.stdout


def test_a_skipped_module_fails_in_the_gate(suite: Path) -> None:
    done = run_pytest(suite, require_all="1")
    assert done.returncode == 2, done.stdout
    assert "a_library_nobody_has" in done.stdout
    assert "1 error" in done.stdout
