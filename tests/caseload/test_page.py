"""The page about caseloads is that of the columns, and the example set is that of the program."""

from __future__ import annotations

from pathlib import Path

from experiments.caseload.invent import invent, rows_of, write_files
from experiments.caseload.page import renewed
from tests.caseload.test_files import EXAMPLE

PAGE = Path(__file__).resolve().parents[2] / "docs" / "caseload.md"


def test_the_page_is_up_to_date() -> None:
    page = PAGE.read_text("utf-8")
    assert renewed(page) == page
    assert "versie 2.5.0" in page


def test_the_example_holds_every_file_and_only_invented_months(tmp_path: Path) -> None:
    """Made anew it has the same files and columns; its people follow the engine of the day."""
    write_files(rows_of(invent()), tmp_path)
    made = {path.name: path.read_text("utf-8").splitlines()[0] for path in tmp_path.iterdir()}
    kept = {path.name: path.read_text("utf-8").splitlines()[0] for path in EXAMPLE.iterdir()}
    assert made == kept
