"""The forms that a report can take."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from experiments.report.content import Report
from experiments.report.excel import excel_of
from experiments.report.html import html_of
from experiments.report.pdf import pdf_of
from experiments.texts import Texts

FORMS: Mapping[str, Callable[[Report, Texts], bytes]] = {
    "html": html_of,
    "pdf": pdf_of,
    "xlsx": excel_of,
}
"""By what follows the dot of the file: what makes its bytes."""
