"""Colours are readable on white, and stay apart for eyes that lack a kind of cone."""

from __future__ import annotations

from itertools import combinations

import pytest

from experiments.charts import style
from experiments.charts.catalogue import make_charts
from experiments.charts.chart import Chart, FlowChart, LineChart
from experiments.texts import texts_in
from tests.experiments.charts.eyes import MACHADO, contrast, difference
from tests.experiments.made_up import write_made_up

APART = 10.0
"""Five times what can just be seen, in CIE 1976."""
EYES = [None, *MACHADO]


def test_known_contrasts() -> None:
    assert contrast("#000000") == pytest.approx(21.0)
    assert contrast("#FFFFFF") == pytest.approx(1.0)
    assert contrast("#777777") == pytest.approx(4.48, abs=0.01)  # WCAG's own example of a near miss
    assert contrast("#56B4E9") < 3.0  # Okabe and Ito's sky blue would not do


def test_what_only_red_and_green_tell_apart_is_close_for_colour_blind_eyes() -> None:
    red, green = "#AA4444", "#667733"
    plain = difference(red, green, None)
    assert difference(red, green, "deuteranopia") < 0.5 * plain
    assert difference("#004488", "#004488", "protanopia") == 0.0


@pytest.mark.parametrize("colour", style.LINES)
def test_every_colour_is_readable_on_white(colour: str) -> None:
    assert contrast(colour) >= 3.0


@pytest.mark.parametrize("lacking", EYES)
def test_routes_and_scenarios_stay_apart(lacking: str | None) -> None:
    for colours in (style.ROUTE_COLOURS.values(), [c for c, _ in style.SCENARIO_LOOKS[:4]]):
        for one, other in combinations(colours, 2):
            assert difference(one, other, lacking) >= APART, (one, other)


@pytest.mark.parametrize("lacking", EYES)
def test_in_a_chart_colours_or_dashes_stay_apart(
    tmp_path_factory: pytest.TempPathFactory, lacking: str | None
) -> None:
    result = write_made_up(tmp_path_factory.mktemp("store"), number=3)
    charts = make_charts(result, texts_in("nl")).charts
    assert sum(isinstance(chart, LineChart) for chart in charts) >= 6
    for chart in charts:
        for (one, dashes), (other, its) in combinations(_looks(chart), 2):
            same = difference(one, other, lacking) < APART
            assert not (same and dashes == its), (chart.name, one, other)


def _looks(chart: Chart) -> list[tuple[str, object]]:
    """Colour and dashes of each line; blocks of a flow chart have their name beside them."""
    if isinstance(chart, LineChart):
        return [(series.colour, series.dashes) for series in chart.series]
    if isinstance(chart, FlowChart):
        routes = [node for node in chart.nodes if node.stage == 0]
        return [(node.colour, None) for node in routes]
    return []
