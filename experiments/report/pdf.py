"""The report as a PDF for everybody: tagged (PDF/UA-1), with language and alternative texts."""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from experiments.report.cells import is_number, write_cell
from experiments.report.content import Figure, Paragraphs, Report, strings_of
from experiments.texts import Texts

TEMPLATE = Path(__file__).with_name("report.typ")
LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)
"""The date in the file, so that the same report gives the same bytes."""
SHORT = 14
"""Rows of a table that stays on the page of its chart."""
LONGEST = 45
"""Rows of a table that paper holds; longer ones are in the HTML report and the workbook."""


def pdf_of(report: Report, texts: Texts) -> bytes:
    """Return the report as PDF/UA. The bytes are the same on every day."""
    import matplotlib as mpl
    import typst

    fonts = Path(mpl.get_data_path()) / "fonts" / "ttf"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copyfile(TEMPLATE, folder / TEMPLATE.name)
        for figure in report.figures:
            (folder / f"{figure.chart.name}.svg").write_bytes(figure.svg)
        data = json.dumps(_data(report, texts), ensure_ascii=False)
        (folder / "data.json").write_text(data, encoding="utf-8")
        made = typst.compile(
            str(folder / TEMPLATE.name),
            root=str(folder),
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=LONG_AGO,
        )
    assert isinstance(made, bytes)
    return made


def _data(report: Report, texts: Texts) -> dict[str, Any]:
    return {
        **strings_of(report),
        "answers": [_points(part) for part in report.answers],
        "figures": [_figure(figure, report.lang) for figure in report.figures],
        "unknown": _points(report.unknown),
        "sources": _points(report.sources),
        "short": SHORT,
        "table_elsewhere": texts("report.elsewhere"),
    }


def _points(part: Paragraphs) -> dict[str, Any]:
    return {"heading": part.heading, "sentences": list(part.sentences)}


def _figure(figure: Figure, lang: str) -> dict[str, Any]:
    columns = figure.table.columns
    short = len(figure.table.rows) <= LONGEST
    rows = [
        [write_cell(cell, column, lang) for cell, column in zip(row, columns, strict=True)]
        for row in (figure.table.rows if short else [])
    ]
    return {
        "message": figure.chart.message,
        "subtitle": figure.chart.subtitle,
        "file": f"{figure.chart.name}.svg",
        "alt": figure.alt,
        "heads": [column.title for column in columns],
        "numbers": [is_number(column) for column in columns],
        "rows": rows,
    }
