"""Files to take along: slides, reports and charts, made by the makers of the command line.

So the bytes are those of `doorstroom deck`, `doorstroom report` and `doorstroom charts`.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from experiments.errors import InputProblems, Problem
from experiments.texts import Texts, texts_in

DECK, PDF, HTML, SHEET, CHARTS = "pptx", "pdf", "html", "xlsx", "zip"
KINDS = (DECK, PDF, HTML, SHEET, CHARTS)
LARGEST_TEMPLATE = 64 * 2**20
"""Bytes of all files in a template together; its zip is not unpacked if it holds more."""
MOST_PARTS = 2_000
TEMPLATE = "template"
"""The field that problems with a template stand beside."""


@dataclass(frozen=True)
class Order:
    """What is asked for. kind: of KINDS. folder: of the run or comparison.

    scenario: which one of a comparison the slides are about. template: a .pptx, and its name.
    charts, formats, size: as `doorstroom charts` takes them.
    """

    kind: str
    folder: str
    lang: str
    scenario: str = ""
    template: bytes | None = None
    template_name: str = ""
    charts: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    size: str = "16:9"


@dataclass(frozen=True)
class Paper:
    """A file that was made. lines: what is in it, a slide or chart each."""

    body: bytes
    lines: tuple[str, ...]


def make(order: Order) -> Paper:
    """Make a file. Raises InputProblems, StoreProblem."""
    return _MAKERS[order.kind](order, texts_in(order.lang))


def _deck(order: Order, texts: Texts) -> Paper:
    from experiments.charts.address import find_named
    from experiments.cli.deck import place_of
    from experiments.deck.slides import make_deck
    from experiments.deck.story import story_of

    stored = find_named(order.folder)
    place, wrong = place_of(stored, order.scenario)
    if wrong:
        raise InputProblems(wrong)
    story = story_of(stored, texts, place)
    lines = tuple(slide.title for slide in story.slides)
    if order.template is None:
        return Paper(make_deck(story, texts), lines)
    found = look_at(order.template, order.template_name)
    if found is not None:
        raise InputProblems([found])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.pptx"
        path.write_bytes(order.template)
        try:
            return Paper(make_deck(story, texts, path), lines)
        except InputProblems as problems:
            told = [
                replace(p, field=TEMPLATE, value=order.template_name) for p in problems.problems
            ]
            raise InputProblems(told) from None


def look_at(template: bytes, name: str) -> Problem | None:
    """Return what is wrong with a template before anything in it is unpacked."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(template)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return Problem("template-no-zip", TEMPLATE, name)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_TEMPLATE:
        return Problem("template-large", TEMPLATE, name, details={"most": LARGEST_TEMPLATE >> 20})
    return None


def _report(order: Order, texts: Texts) -> Paper:
    from experiments.charts.address import find_named
    from experiments.report.content import report_of
    from experiments.report.forms import FORMS

    made = report_of(find_named(order.folder), texts)
    lines = tuple(figure.chart.message for figure in made.figures)
    return Paper(FORMS[order.kind](made, texts), lines)


def _charts(order: Order, texts: Texts) -> Paper:
    from experiments.charts.address import find_named
    from experiments.charts.catalogue import make_charts
    from experiments.charts.folder import draw, write_charts

    stored = find_named(order.folder)
    charts = make_charts(stored, texts, order.charts or None).charts
    drawn = list(draw(charts, stored, order.lang, order.formats, order.size))
    buffer = io.BytesIO()
    with tempfile.TemporaryDirectory() as name, zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(write_charts(Path(name), drawn)):
            info = zipfile.ZipInfo(path.name)  # without a time: the same bytes on every day
            archive.writestr(info, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return Paper(buffer.getvalue(), tuple(one.chart.message for one in drawn))


_MAKERS: Mapping[str, Callable[[Order, Texts], Paper]] = {
    DECK: _deck,
    PDF: _report,
    HTML: _report,
    SHEET: _report,
    CHARTS: _charts,
}
