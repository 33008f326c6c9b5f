"""Put a story on slides: titles, large numbers, native charts, points, footers and notes."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from experiments.charts import style
from experiments.charts.sheet import Sheet, height_of, unbroken
from experiments.deck.native import LONG_AGO, add_native
from experiments.deck.pack import packed
from experiments.deck.story import Number, Slide, Story
from experiments.deck.template import content_layout, open_template, title_layout
from experiments.texts import Texts

_INCH = 914_400
_MARGIN = 0.5
_TITLE_SIZES = (28.0, 24.0, 21.0, 18.0)
_POINT_SIZES = (18.0, 16.0, 14.0)
_TITLE_HEIGHT = 1.05
_FOOTER_HEIGHT = 0.85
_WHOLE = "\N{NON-BREAKING HYPHEN}"
_LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}


def make_deck(story: Story, texts: Texts, template: Path | None = None) -> bytes:
    """Return the file of a deck. Raises InputProblems for a template that does not do."""
    presentation = open_template(template)
    desk = _Desk(presentation, story, texts)
    for slide in story.slides:
        desk.add(slide)
    about = presentation.core_properties
    about.title, about.language = story.slides[0].title[:255], _LANGUAGES[texts.lang]
    about.author = about.last_modified_by = "Doorstroom"
    about.comments = story.footer[-1][:255]
    about.created = about.modified = LONG_AGO
    about.revision = 1
    return packed(presentation)


class _Desk:
    """Where slides are made: the page, its layouts, and a ruler for text."""

    def __init__(self, presentation: Any, story: Story, texts: Texts) -> None:
        self.presentation = presentation
        self.story = story
        self.texts = texts
        self.width = presentation.slide_width / _INCH
        self.height = presentation.slide_height / _INCH
        self.ruler = Sheet(style.SIZES["16:9"], "", "", [])

    def add(self, slide: Slide) -> None:
        """Add one slide."""
        if slide.subtitle:
            page = self._open(title_layout(self.presentation), slide)
            self._write_subtitle(page, slide.subtitle)
        else:
            page = self._open(content_layout(self.presentation), slide)
            self._place_title(page, slide.title)
        if slide.chart is not None:
            frame = add_native(page, slide.chart, self._box(), self.texts)
            _describe(frame, slide.chart.name, slide.alt)
            self._write_below_title(page, slide.chart.subtitle)
        if slide.picture:
            self._place_picture(page, slide)
            self._write_below_title(page, slide.caption)
        if slide.numbers:
            self._write_numbers(page, slide.numbers)
        if slide.points:
            self._write_points(page, slide.points)
        self._write_footer(page)
        page.notes_slide.notes_text_frame.text = slide.notes
        for shape in page.shapes:
            if shape.has_text_frame:
                _speak(shape.text_frame, _LANGUAGES[self.texts.lang])

    def _open(self, layout: Any, slide: Slide) -> Any:
        page = self.presentation.slides.add_slide(layout)
        page.shapes.title.text = unbroken(slide.title).replace("-route", _WHOLE + "route")
        return page

    def _place_title(self, page: Any, title: str) -> None:
        """Write the message in the largest letters in which it takes two lines."""
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
        from pptx.util import Inches, Pt

        shape, room = page.shapes.title, self.width - 2 * _MARGIN
        shape.left, shape.top = Inches(_MARGIN), Inches(0.3)
        shape.width, shape.height = Inches(room), Inches(_TITLE_HEIGHT)
        points = self._fitting([title], _TITLE_SIZES, room - 0.3, _TITLE_HEIGHT, bold=True)
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.runs[0].font.size, paragraph.runs[0].font.bold = Pt(points), True

    def _write_subtitle(self, page: Any, text: str) -> None:
        from pptx.util import Inches, Pt

        title = page.shapes.title
        title.left, title.width = Inches(1.0), Inches(self.width - 2.0)
        title.top, title.height = Inches(1.7), Inches(1.7)
        points = self._fitting([title.text], (40.0, 34.0, 28.0, 24.0), self.width - 2.4, 1.7)
        title.text_frame.paragraphs[0].runs[0].font.size = Pt(points)
        for shape in page.placeholders:
            if "SUBTITLE" in str(shape.placeholder_format.type):
                shape.left, shape.width = Inches(1.0), Inches(self.width - 2.0)
                shape.top, shape.height = Inches(3.6), Inches(2.0)
                shape.text_frame.text = text
                for paragraph in shape.text_frame.paragraphs:
                    paragraph.runs[0].font.size = Pt(18)

    def _box(self) -> tuple[int, int, int, int]:
        top = 0.3 + _TITLE_HEIGHT + 0.4
        height = self.height - top - _FOOTER_HEIGHT - 0.15
        edges = (_MARGIN, top, self.width - 2 * _MARGIN, height)
        left, above, wide, high = (round(edge * _INCH) for edge in edges)
        return left, above, wide, high

    def _place_picture(self, page: Any, slide: Slide) -> None:
        """Put a picture where a chart would be, as large as fits."""
        left, top, wide, high = self._box()
        shape = page.shapes.add_picture(BytesIO(slide.picture), left, top)
        scale = min(wide / shape.width, high / shape.height)
        shape.width, shape.height = round(shape.width * scale), round(shape.height * scale)
        shape.left = left + (wide - shape.width) // 2
        about = shape._element.nvPicPr.cNvPr
        about.set("name", "levenslijn")
        about.set("descr", slide.alt)

    def _write_below_title(self, page: Any, text: str) -> None:
        room = self.width - 2 * _MARGIN
        box = (_MARGIN, 0.3 + _TITLE_HEIGHT - 0.02, room, 0.42)
        points = self._fitting([text], (14.0, 12.0, 11.0, 10.0), room - 0.2, 0.3)
        self._write(page, box, [(text, points, style.GREY, False)])

    def _write_numbers(self, page: Any, numbers: Sequence[Number]) -> None:
        wide = (self.width - 2 * _MARGIN) / len(numbers)
        for place, number in enumerate(numbers):
            sizes = (48.0, 40.0, 34.0, 28.0)
            points = self._fitting([number.large], sizes, wide - 0.4, 1.0, bold=True)
            box = (_MARGIN + place * wide, 2.1, wide - 0.1, 3.2)
            lines = [
                (number.large, points, style.BLUE, True),
                (number.what, 18.0, style.INK, False),
                (number.sure, 16.0, style.GREY, False),
            ]
            self._write(page, box, lines)

    def _write_points(self, page: Any, points: Sequence[str]) -> None:
        """Write the points that fit; what does not is in the notes, and the slide says so."""
        top = 0.3 + _TITLE_HEIGHT + 0.1
        room, high = self.width - 2 * _MARGIN, self.height - top - _FOOTER_HEIGHT - 0.2
        shown = list(points)
        while True:
            more = [] if len(shown) == len(points) else [self.texts("deck.more")]
            lines = [f"– {point}" for point in [*shown, *more]]
            size = self._fitting(lines, _POINT_SIZES, room - 0.3, high)
            if len(shown) <= 1 or self._height(lines, size, room - 0.3) <= high:
                break
            shown.pop()
        self._write(
            page, (_MARGIN, top, room, high), [(li, size, style.INK, False) for li in lines]
        )

    def _write_footer(self, page: Any) -> None:
        room = self.width - 2 * _MARGIN
        text = " ".join(self.story.footer)
        box = (_MARGIN, self.height - _FOOTER_HEIGHT, room, _FOOTER_HEIGHT - 0.1)
        size = self._fitting([text], (10.0, 9.0, 8.0), room - 0.2, _FOOTER_HEIGHT - 0.2)
        self._write(page, box, [(text, size, style.GREY, False)])

    def _write(
        self,
        page: Any,
        box: tuple[float, float, float, float],
        lines: Sequence[tuple[str, float, str, bool]],
    ) -> None:
        """Write paragraphs (text, points, colour, bold) in a box of inches."""
        from pptx.dml.color import RGBColor
        from pptx.util import Inches, Pt

        frame = page.shapes.add_textbox(*(Inches(edge) for edge in box)).text_frame
        frame.word_wrap = True
        parts = [(part, *looks[1:]) for looks in lines for part in looks[0].split("\n")]
        for place, (text, points, colour, bold) in enumerate(parts):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text, run.font.size, run.font.bold = text, Pt(points), bold
            run.font.color.rgb = RGBColor.from_string(colour[1:])
            paragraph.space_after = Pt(points * 0.35)

    def _fitting(
        self,
        lines: Sequence[str],
        sizes: Sequence[float],
        width: float,
        height: float,
        bold: bool = False,
    ) -> float:
        """Return the largest letters in which the lines fit; the smallest if none does."""
        for points in sizes:
            if self._height(lines, points, width, bold) <= height:
                return points
        return sizes[-1]

    def _height(
        self, lines: Sequence[str], points: float, width: float, bold: bool = False
    ) -> float:
        rows = sum(len(self.ruler.lines_of(line, width, points, bold)) for line in lines)
        return rows * height_of("", points) + len(lines) * 0.35 * points / 72


def _describe(frame: Any, name: str, alt: str) -> None:
    """Give a chart its name and alternative text."""
    about = frame._element.nvGraphicFramePr.cNvPr
    about.set("name", name)
    about.set("descr", alt)


def _speak(frame: Any, language: str) -> None:
    """Say in which language a text is, so that it is read aloud well."""
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run._r.get_or_add_rPr().set("lang", language)
