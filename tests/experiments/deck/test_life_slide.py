"""The slide with one invented person's life: a picture with words, never without its warning."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from experiments.deck.life import with_life
from experiments.deck.slides import make_deck
from experiments.deck.story import Story, story_of
from experiments.errors import InputProblems
from experiments.runner.request import RunRequest
from experiments.runner.run import answer
from experiments.scenario.files import load_scenario
from experiments.store.results import StoredResult
from experiments.texts import texts_in
from tests.experiments.charts.made_up_comparison import more_level, write_made_up_comparison


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> StoredResult:
    request = RunRequest(load_scenario("base").scenario, 1, 2, "prior", 2)
    return answer(request, tmp_path_factory.mktemp("store"), 2).result


@pytest.mark.parametrize(
    ("lang", "warning"), [("nl", "Deze persoon bestaat niet"), ("en", "This person does not exist")]
)
def test_the_life_is_a_picture_with_its_warning_and_words(
    result: StoredResult, lang: str, warning: str
) -> None:
    texts = texts_in(lang)
    story = story_of(result, texts)
    longer = with_life(story, result, 1, "17", texts)
    assert len(longer.slides) == len(story.slides) + 1
    assert list(longer.slides[-2:]) == list(story.slides[-2:])
    body = make_deck(longer, texts)
    assert body == make_deck(with_life(story, result, 1, "17", texts), texts)
    page = Presentation(BytesIO(body)).slides[len(story.slides) - 2]
    (picture,) = (s for s in page.shapes if s.shape_type == MSO_SHAPE_TYPE.PICTURE)
    described = picture._element.nvPicPr.cNvPr.get("descr")
    assert len(described) > 100
    shown = " ".join(s.text_frame.text for s in page.shapes if s.has_text_frame)
    assert warning in shown
    assert len(page.notes_slide.notes_text_frame.text) > 300
    height = Presentation(BytesIO(body)).slide_height
    assert picture.top + picture.height < height


def test_of_a_comparison_it_tells_the_same_person_twice(tmp_path: Path) -> None:
    texts = texts_in("nl")
    stored = write_made_up_comparison(tmp_path, ("base", "duale-trajecten"), more_level)
    story = with_life(Story(story_of(stored, texts).slides, []), stored, 1, "667", texts)
    slide = story.slides[-3]
    assert slide.picture[:4] == b"\x89PNG"
    assert "Midden Twente" in slide.alt and "Duale trajecten" in slide.alt


def test_nobody_is_told(result: StoredResult) -> None:
    with pytest.raises(InputProblems) as wrong:
        with_life(Story([], []), result, 1, "9999999", texts_in("nl"))
    (problem,) = wrong.value.problems
    assert (problem.code, problem.field) == ("life-unknown", "--life")
