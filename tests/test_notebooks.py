"""The notebooks are run from top to bottom, and what they show is what they computed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
SECONDS = 600


def cells_of(path: Path, kind: str) -> list[dict[str, Any]]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def code_of(path: Path) -> str:
    """The code of a notebook as one program; every cell is marked, so that an error says where."""
    return "\n\n".join(
        f"# cell {number}\n{''.join(cell['source'])}"
        for number, cell in enumerate(cells_of(path, "code"), start=1)
    )


def run_code(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "MPLBACKEND": "Agg",
        "DOORSTROOM_STORE": str(folder / "store"),
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        [sys.executable, "-W", "error::UserWarning:__main__", "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )


def printed_in(path: Path) -> str:
    outputs = [output for cell in cells_of(path, "code") for output in cell["outputs"]]
    return "".join("".join(o["text"]) for o in outputs if o["output_type"] == "stream")


def test_there_are_two() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["toeval-of-onkunde", "z-route-plaatsen"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path, tmp_path: Path) -> None:
    """Its own assertions hold too: each ends with some."""
    code = code_of(path)
    assert "assert " in code
    done = run_code(code, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "calibrated: False" in done.stdout


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_kept_of_a_notebook_was_computed_in_order_without_errors(path: Path) -> None:
    cells = cells_of(path, "code")
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    kinds = {output["output_type"] for cell in cells for output in cell["outputs"]}
    assert "error" not in kinds
    assert "calibrated: False" in printed_in(path)
    prose = " ".join("".join(cell["source"]) for cell in cells_of(path, "markdown"))
    assert "In het Nederlands" in prose
    assert "What this does not say" in prose


def test_a_notebook_that_fails_would_be_seen(tmp_path: Path) -> None:
    assert run_code("# cell 1\nassert 1 == 2", tmp_path).returncode != 0
