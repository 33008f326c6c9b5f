"""The look of the slides: our own, or a municipality's template with the places that we need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from experiments.errors import InputProblems, Problem

WIDTH, HEIGHT = 12_192_000, 6_858_000
"""16:9, in English Metric Units (914,400 an inch)."""


def open_template(path: Path | None) -> Any:
    """Return a presentation without slides. Raises InputProblems for a file that does not do."""
    from pptx import Presentation

    if path is None:
        presentation = Presentation()
        _widen(presentation)
        return presentation
    if not path.is_file():
        raise InputProblems([Problem("file-missing", "--template", str(path))])
    try:
        presentation = Presentation(str(path))
    except Exception as error:  # python-pptx raises whatever its zip and XML readers raise
        details = {"reason": str(error) or type(error).__name__}
        raise InputProblems(
            [Problem("template-unreadable", "--template", str(path), details=details)]
        ) from None
    _check(presentation, path)
    _remove_slides(presentation)
    return presentation


def title_layout(presentation: Any) -> Any:
    """Return the first layout with a title and a subtitle, or None."""
    return _layout_with(presentation, {"TITLE", "SUBTITLE"}, set())


def content_layout(presentation: Any) -> Any:
    """Return the first layout with a title and no place for text or pictures, or None."""
    return _layout_with(presentation, {"TITLE"}, {"SUBTITLE", "BODY", "OBJECT", "PICTURE", "CHART"})


def _layout_with(presentation: Any, needed: set[str], unwanted: set[str]) -> Any:
    for layout in presentation.slide_layouts:
        kinds = {_kind(placeholder) for placeholder in layout.placeholders}
        if needed <= kinds and not kinds & unwanted:
            return layout
    return None


def _kind(placeholder: Any) -> str:
    name = str(placeholder.placeholder_format.type).split(".")[-1].split(" ")[0]
    return "TITLE" if name in {"TITLE", "CENTER_TITLE"} else name


def _check(presentation: Any, path: Path) -> None:
    found = []
    wide = presentation.slide_width * 9 == presentation.slide_height * 16
    if abs(presentation.slide_width / presentation.slide_height - 16 / 9) > 0.01 and not wide:
        found.append(Problem("template-shape", "--template", str(path)))
    if title_layout(presentation) is None:
        found.append(Problem("template-title", "--template", str(path)))
    if content_layout(presentation) is None:
        found.append(Problem("template-content", "--template", str(path)))
    if found:
        raise InputProblems(found)


def _widen(presentation: Any) -> None:
    """Make the default template 16:9, with its placeholders in proportion."""
    across, down = WIDTH / presentation.slide_width, HEIGHT / presentation.slide_height
    presentation.slide_width, presentation.slide_height = WIDTH, HEIGHT
    for sheet in (presentation.slide_master, *presentation.slide_layouts):
        for shape in sheet.placeholders:
            if shape.element.spPr.xfrm is None:
                continue
            shape.left, shape.width = round(shape.left * across), round(shape.width * across)
            shape.top, shape.height = round(shape.top * down), round(shape.height * down)


def _remove_slides(presentation: Any) -> None:
    """Drop the example slides of a template, with their parts."""
    listed = presentation.slides._sldIdLst
    for entry in list(listed):
        presentation.part.drop_rel(entry.rId)
        listed.remove(entry)
