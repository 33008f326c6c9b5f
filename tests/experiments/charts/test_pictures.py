"""Nothing is cut off and nothing lies over something else, in any size and language."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from experiments.charts import style
from experiments.charts.catalogue import make_charts
from experiments.charts.draw import draw_chart
from experiments.charts.footer import footer_of
from experiments.store.results import StoredResult
from experiments.texts import texts_in
from tests.experiments.charts.pictures import cut_off, overlapping
from tests.experiments.made_up import write_made_up


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> StoredResult:
    return write_made_up(tmp_path_factory.mktemp("store"), number=8)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("size", sorted(style.SIZES))
def test_every_text_is_whole_and_apart(result: StoredResult, size: str, lang: str) -> None:
    wrong = {}
    for chart in make_charts(result, texts_in(lang)).charts:
        figure = draw_chart(chart, footer_of(result, texts_in(lang)), lang, size)
        found = (cut_off(figure), overlapping(figure))
        if any(found):
            wrong[chart.name] = found
    assert wrong == {}


def test_what_is_wrong_would_be_seen() -> None:
    figure = Figure(figsize=(4, 2))
    figure.text(0.1, 0.5, "one name")
    figure.text(0.12, 0.52, "another name")
    figure.text(0.95, 0.1, "beyond the edge")
    assert overlapping(figure) == [("one name", "another name")]
    assert cut_off(figure) == ["beyond the edge"]
