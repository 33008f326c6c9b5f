"""The report as one HTML file that opens from disk: nothing is fetched, pictures are inside."""

from __future__ import annotations

import re

from experiments.charts.table import Table
from experiments.report.cells import is_number, write_cell
from experiments.report.content import Report
from experiments.texts import Texts

TEMPLATE = "report.html"
_PROLOGUE = re.compile(rb"^.*?(?=<svg)", re.DOTALL)
_ID = re.compile(rb'(\bid="|xlink:href="#|url\(#)')


def html_of(report: Report, texts: Texts) -> bytes:
    """Return the report as HTML; everything from outside is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("experiments.report", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template(TEMPLATE).render(
        report=report,
        texts=texts,
        table=lambda table: _cells(table, report.lang),
        svg=lambda place: _inside(report.figures[place].svg, place),
    )
    return page.encode()


def _cells(table: Table, lang: str) -> dict[str, object]:
    heads = [(column.title, is_number(column)) for column in table.columns]
    rows = [
        [
            (write_cell(cell, column, lang), is_number(column))
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    return {"heads": heads, "rows": rows}


def _inside(svg: bytes, place: int) -> object:
    """Return a picture that can stand in a page: no prologue, ids of its own, made by us alone.

    Its text is drawn as outlines, so no word of a user is in it but as attribute of the title.
    """
    from markupsafe import Markup

    picture = _PROLOGUE.sub(b"", svg, count=1)
    picture = re.sub(rb"<metadata>.*?</metadata>", b"", picture, flags=re.DOTALL)
    picture = _ID.sub(lambda found: found.group(1) + f"f{place}-".encode(), picture)
    return Markup(picture.decode())
