"""The report as a workbook: one sheet a table, numbers as numbers, no number rounded."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

from experiments.charts.table import Table
from experiments.charts.units import POINTS
from experiments.report.content import Report
from experiments.texts import Texts

LONG_AGO = datetime(1980, 1, 1)
"""The date in the file, so that the same report gives the same bytes."""
_FORMATS = {
    "share": "0.0%",
    "eur": "#,##0.00",
    "persons": "#,##0",
    "weeks": "0.0",
    POINTS: "0.0000",
    "number": "#,##0.0000",
}
_NO_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31


def excel_of(report: Report, texts: Texts) -> bytes:
    """Return the report as a workbook; the bytes are the same on every day."""
    import xlsxwriter

    buffer = io.BytesIO()
    # Words that look like a formula or an address stay words.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    about = {"title": report.title, "author": "Doorstroom", "created": LONG_AGO}
    book.set_properties(about)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    formats = {unit: book.add_format({"num_format": form}) for unit, form in _FORMATS.items()}
    _write_notes(book.add_worksheet(texts("report.notes")), report, texts, bold)
    for figure in report.figures:
        sheet = book.add_worksheet(_name(figure.chart.name))
        head = [figure.chart.message, figure.chart.subtitle]
        _write_table(sheet, figure.table, head, bold, formats)
    sheet = book.add_worksheet(_name(texts("report.all_short")))
    _write_table(sheet, report.outcomes, [texts("report.all")], bold, formats)
    book.close()
    return buffer.getvalue()


def _write_notes(sheet: Any, report: Report, texts: Texts, bold: Any) -> None:
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, report.title, bold)
    lines = [*report.about, "", *report.footer, ""]
    for part in (*report.answers, report.unknown, report.sources):
        lines += [part.heading, *part.sentences, ""]
    lines.append(texts("report.units"))
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 0, line)


def _write_table(
    sheet: Any, table: Table, head: list[str], bold: Any, formats: dict[str, Any]
) -> None:
    for row, line in enumerate(head):
        sheet.write_string(row, 0, line)
    first = len(head) + 1
    for place, column in enumerate(table.columns):
        sheet.write_string(first, place, column.title, bold)
        sheet.set_column(place, place, 16 if column.unit else 34, formats.get(column.unit))
    for row, cells in enumerate(table.rows, start=first + 1):
        for place, cell in enumerate(cells):
            if isinstance(cell, str) and cell:
                sheet.write_string(row, place, cell)
            elif isinstance(cell, int | float):
                sheet.write_number(row, place, cell)
    sheet.freeze_panes(first + 1, 0)


def _name(text: str) -> str:
    return _NO_NAME.sub(" ", text)[:_LONGEST_NAME]
