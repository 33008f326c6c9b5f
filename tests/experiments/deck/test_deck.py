"""A deck: native charts whose numbers are the chart's, words beside them, the same bytes again."""

from __future__ import annotations

import io
import shutil
import subprocess
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Inches

from experiments.charts.catalogue import Stored
from experiments.deck.native import native_of
from experiments.deck.slides import make_deck
from experiments.deck.story import Story, story_of
from experiments.deck.template import open_template
from experiments.errors import InputProblems
from experiments.texts import texts_in
from tests.experiments.charts.made_up_comparison import more_level, write_made_up_comparison
from tests.experiments.made_up import RUN_ID, write_made_up


@pytest.fixture(scope="module", params=["run", "comparison"])
def stored(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stored:
    store = tmp_path_factory.mktemp("store")
    if request.param == "run":
        return write_made_up(store, number=12)
    return write_made_up_comparison(store, ("base", "z-route-ruim", "duale-trajecten"), more_level)


def opened(deck: bytes) -> Any:
    return Presentation(io.BytesIO(deck))


def graphs(presentation: Any) -> list[Any]:
    return [shape for slide in presentation.slides for shape in slide.shapes if shape.has_chart]


def test_a_deck_has_six_to_ten_slides_and_a_message_each(stored: Stored) -> None:
    for lang in ("nl", "en"):
        story = story_of(stored, texts_in(lang))
        assert 6 <= len(story.slides) <= 10
        titles = [slide.title for slide in story.slides]
        assert len(set(titles)) == len(titles)
        for slide in story.slides:
            kinds = [slide.subtitle, slide.chart, slide.numbers, slide.points]
            assert sum(bool(kind) for kind in kinds) == 1
        assert len(story.slides[1].numbers) == 3


def test_the_numbers_of_the_charts_are_read_back(stored: Stored) -> None:
    texts = texts_in("nl")
    story = story_of(stored, texts)
    frames = graphs(opened(make_deck(story, texts)))
    charts = [slide.chart for slide in story.slides if slide.chart is not None]
    assert len(frames) == len(charts) >= 5
    for frame, chart in zip(frames, charts, strict=True):
        plot = frame.chart.plots[0]
        if chart.name == "afruil":
            cloud = chart.clouds[0]  # type: ignore[union-attr]
            assert list(plot.series[0].values) == pytest.approx(cloud.y * 100)
            continue
        native = native_of(chart, texts)
        assert list(plot.categories) == list(native.categories)
        for read, written in zip(plot.series, native.series, strict=False):
            assert list(read.values) == pytest.approx(list(written.values))


def test_the_sheet_inside_holds_the_intervals_too(stored: Stored) -> None:
    import pandas as pd

    texts = texts_in("nl")
    story = story_of(stored, texts)
    deck = opened(make_deck(story, texts))
    slide = next(s for s in story.slides if s.chart is not None)
    assert slide.chart is not None
    native = native_of(slide.chart, texts)
    blob = graphs(deck)[0].chart.part.chart_workbook.xlsx_part.blob
    with zipfile.ZipFile(io.BytesIO(blob)) as inside:
        text = inside.read("xl/worksheets/sheet1.xml").decode()
    cells = pd.Series([float(v.split("<")[0]) for v in text.split("<v>")[1:]])
    for series in native.series:
        for edge in (*series.low, *series.high):
            assert edge is None or (cells - edge).abs().min() < 1e-9


def test_charts_have_alternative_texts_and_slides_have_notes(stored: Stored) -> None:
    texts = texts_in("nl")
    story = story_of(stored, texts)
    deck = opened(make_deck(story, texts))
    for slide, told in zip(deck.slides, story.slides, strict=True):
        notes = slide.notes_slide.notes_text_frame.text
        assert "doorstroom" in notes and "Bron: Doorstroom" in notes
        for shape in slide.shapes:
            if shape.has_chart:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr") == told.alt
                assert told.alt.startswith(("Lijngrafiek", "Grafiek", "Stroomdiagram", "Punten"))
        words = " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
        assert "Simulatie" in words
        assert 'lang="nl-NL"' in slide.shapes._spTree.xml


def test_the_same_story_gives_the_same_bytes(stored: Stored) -> None:
    texts = texts_in("en")
    story = story_of(stored, texts)
    first = make_deck(story, texts)
    time.sleep(1.1)  # the sheets inside would carry another second
    assert make_deck(story, texts) == first


def template(path: Path, wide: bool = True) -> Any:
    presentation = open_template(None)
    if not wide:
        presentation.slide_width = Inches(10)
        presentation.slide_height = Inches(7.5)
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "EXAMPLE OF THE TEMPLATE"
    presentation.core_properties.category = "huisstijl"
    presentation.save(str(path))
    return presentation


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return story_of(write_made_up(tmp_path_factory.mktemp("store"), number=3), texts_in("nl"))


def test_a_template_gives_its_look_and_not_its_slides(story: Story, tmp_path: Path) -> None:
    path = tmp_path / "huisstijl.pptx"
    template(path)
    deck = opened(make_deck(story, texts_in("nl"), path))
    assert deck.core_properties.category == "huisstijl"
    assert len(deck.slides) == len(story.slides)
    words = [s.text_frame.text for slide in deck.slides for s in slide.shapes if s.has_text_frame]
    assert "EXAMPLE OF THE TEMPLATE" not in words


def _without(path: Path, kind: str) -> None:
    """Take every placeholder of a kind out of every layout."""
    presentation = template(path)
    for layout in presentation.slide_layouts:
        for shape in list(layout.placeholders):
            if kind in str(shape.placeholder_format.type):
                shape._element.getparent().remove(shape._element)
    presentation.save(str(path))


@pytest.mark.parametrize(
    ("kind", "code"), [("SUBTITLE", "template-title"), ("TITLE", "template-content")]
)
def test_a_template_without_a_place_is_refused(
    story: Story, tmp_path: Path, kind: str, code: str
) -> None:
    path = tmp_path / "kaal.pptx"
    _without(path, kind)
    with pytest.raises(InputProblems) as found:
        make_deck(story, texts_in("nl"), path)
    assert code in [problem.code for problem in found.value.problems]


def test_other_bad_templates_are_refused(story: Story, tmp_path: Path) -> None:
    (tmp_path / "tekst.pptx").write_text("geen dia's")
    template(tmp_path / "oud.pptx", wide=False)
    for name, code in (
        ("tekst.pptx", "template-unreadable"),
        ("oud.pptx", "template-shape"),
        ("weg.pptx", "file-missing"),
    ):
        with pytest.raises(InputProblems) as found:
            make_deck(story, texts_in("nl"), tmp_path / name)
        assert [problem.code for problem in found.value.problems] == [code]


def test_libreoffice_draws_every_slide(stored: Stored, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    texts = texts_in("nl")
    story = story_of(stored, texts)
    (tmp_path / "deck.pptx").write_bytes(make_deck(story, texts))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "deck.pptx")], check=True, timeout=240)
    import pikepdf

    with pikepdf.open(tmp_path / "deck.pdf") as pdf:
        assert len(pdf.pages) == len(story.slides)


def test_the_run_is_named(tmp_path: Path) -> None:
    story = story_of(write_made_up(tmp_path, number=3), texts_in("nl"))
    assert RUN_ID in " ".join(story.footer)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_deck_says_whether_the_model_was_fitted(stored: Stored, lang: str) -> None:
    texts = texts_in(lang)
    request = stored.manifest["request"] | {"parameters": "posterior"}
    manifest = stored.manifest | {"calibrated": True, "request": request}
    fitted = replace(stored, manifest=manifest)
    words = {"nl": ("niet gekalibreerd", "op het verleden"), "en": ("not calibrated", "the past")}
    for one, (has, lacks) in ((stored, words[lang]), (fitted, words[lang][::-1])):
        story = story_of(one, texts)
        told = [*story.footer, *(p for s in story.slides for p in (s.subtitle, *s.points))]
        said = " ".join(told)
        assert has in said and lacks not in said
