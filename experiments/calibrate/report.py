"""The report of a validation: every row, inside or not and why; as HTML, Markdown and a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calibration.targets.blocks import BLOCKS, LAWS
from calibration.validation.assess import Assessed, Assessment
from experiments.calibrate.picture import picture_of
from experiments.calibrate.told import benchmark_line, coverage_lines, row_cells
from experiments.charts.files import write_whole
from experiments.texts import Texts

NAME = "validation"
USES = ("validate", "calibrate")


@dataclass(frozen=True)
class Table:
    """A heading, the names of columns, and rows of words."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Page:
    """All of the report in words; both forms are made of it."""

    lang: str
    title: str
    intro: str
    made: str
    coverage: tuple[str, ...]
    benchmarks: tuple[str, ...]
    tables: tuple[Table, ...]
    picture: str
    refused: tuple[str, ...]
    headings: dict[str, str]


def write_report(folder: Path, assessment: Assessment, meta: dict[str, Any], texts: Texts) -> Path:
    """Write validation.md, .html, .svg and .png; return the path of the HTML.

    Raises StoreProblem where a file cannot be written.
    """
    page = page_of(assessment, meta, texts)
    tested = assessment.of_use("validate")
    svg = picture_of(tested, texts, "svg")
    write_whole(folder / f"{NAME}.svg", svg)
    write_whole(folder / f"{NAME}.png", picture_of(tested, texts, "png"))
    write_whole(folder / f"{NAME}.md", markdown_of(page).encode())
    return write_whole(folder / f"{NAME}.html", html_of(page, svg))


def page_of(assessment: Assessment, meta: dict[str, Any], texts: Texts) -> Page:
    """The report in words."""
    made = texts(
        "validate.report.made",
        command=meta["command"],
        parameters=texts(f"validate.parameters.{meta['parameters']}"),
        draws=meta["draws"],
        engine=meta["engine_digest"][:12],
    )
    tables = [_trust(assessment, meta["parameters"] == "posterior", texts)]
    tables += [
        _rows(texts(f"validate.report.rows_{use}"), assessment.of_use(use), texts)
        for use in USES
        if assessment.of_use(use)
    ]
    names = ("coverage", "benchmarks", "refused")
    lines = coverage_lines(assessment, texts)
    rules = tuple(benchmark_line(found, texts) for found in assessment.benchmarks)
    return Page(
        lang=texts.lang,
        title=texts("validate.report.title"),
        intro=texts("validate.report.intro"),
        made=made,
        coverage=tuple(line for line in lines if line not in rules),
        benchmarks=rules,
        tables=tuple(tables),
        picture=texts("validate.report.picture"),
        refused=tuple(
            texts(
                "validate.refused",
                row=p.row,
                why=texts(f"problem.{p.code}.what", row=p.row, allowed=p.allowed),
            )
            for p in assessment.targets.refused
        ),
        headings={name: texts(f"validate.report.{name}") for name in names},
    )


def _trust(assessment: Assessment, fitted: bool, texts: Texts) -> Table:
    words = assessment.trust(fitted)
    rows = tuple(
        (
            texts(f"validate.block.{block}"),
            *(texts(f"validate.trust_word.{words[block, law]}") for law in LAWS),
        )
        for block in BLOCKS
    )
    columns = (texts("validate.report.trust_block"), "Wi2013", "Wi2021")
    return Table(texts("validate.report.trust"), columns, rows)


def _rows(heading: str, rows: Sequence[Assessed], texts: Texts) -> Table:
    names = ("row", "what", "observed", "median", "spread", "z")
    columns = (
        *(texts(f"validate.{name}") for name in names),
        texts("validate.report.why"),
        texts("validate.report.source"),
    )
    cells = tuple(
        (
            *row_cells(row, texts)[:-1],
            texts(f"validate.why.{row.why}") + (f" ({row.target.note})" if row.target.note else ""),
            row.target.source_key,
        )
        for row in rows
    )
    return Table(heading, columns, cells)


def markdown_of(page: Page) -> str:
    """The page as Markdown; the picture is a file beside it."""
    parts = [f"# {page.title}", page.intro, page.made, f"![{page.picture}]({NAME}.png)"]
    parts += [f"## {page.headings['coverage']}", _bullets(page.coverage)]
    parts += [f"## {page.headings['benchmarks']}", _bullets(page.benchmarks)]
    if page.refused:
        parts += [f"## {page.headings['refused']}", _bullets(page.refused)]
    for table in page.tables:
        head = [_line(table.columns), _line(("---",) * len(table.columns))]
        lines = [*head, *(_line(row) for row in table.rows)]
        parts += [f"## {table.heading}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {_plain(line)}" for line in lines)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_plain(cell) for cell in cells) + " |"


def _plain(text: str) -> str:
    """A user's words as they are: no markup of theirs is read as such."""
    for sign in "\\`*_[]<>|#":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def html_of(page: Page, svg: bytes) -> bytes:
    """The page as one HTML file with the picture inside; everything from outside is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("experiments.calibrate", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    inside = Markup(svg[svg.index(b"<svg") :].decode())
    return environment.get_template("validation.html").render(page=page, svg=inside).encode()
