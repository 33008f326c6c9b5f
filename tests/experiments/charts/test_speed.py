"""How long it takes to draw: seconds of one core, so that a busy machine does not fail it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments.charts.catalogue import make_charts
from experiments.charts.folder import PICTURES, draw
from experiments.deck.slides import make_deck
from experiments.deck.story import story_of
from experiments.report.content import report_of
from experiments.report.forms import FORMS
from experiments.store.results import StoredResult
from experiments.texts import texts_in
from tests.experiments.made_up import write_made_up

NL = texts_in("nl")


def charts(result: StoredResult) -> None:
    list(draw(make_charts(result, NL).charts, result, "nl", PICTURES))


def deck(result: StoredResult) -> None:
    make_deck(story_of(result, NL), NL)


def report(result: StoredResult) -> None:
    made = report_of(result, NL)
    for form in FORMS.values():
        form(made, NL)


@pytest.mark.parametrize(("work", "most"), [(charts, 15.0), (deck, 5.0), (report, 5.0)])
def test_it_is_quick(work: Callable[[StoredResult], None], most: float, tmp_path: Path) -> None:
    result = write_made_up(tmp_path, number=50)
    begun = time.process_time()
    work(result)
    taken = time.process_time() - begun
    print(f"\n{work.__name__}: {taken:.1f} s of one core")
    assert taken < most
