"""The charts of a comparison: their numbers, and messages that never overclaim."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from experiments.charts import style
from experiments.charts.catalogue import footer_for, make_charts, make_compared
from experiments.charts.chart import Chart, CloudChart, IntervalChart
from experiments.charts.draw import draw_chart
from experiments.charts.table import table_of
from experiments.charts.tradeoff import by_draw
from experiments.compare.keep import StoredComparison
from experiments.compare.outcomes import Asked
from experiments.texts import texts_in
from tests.experiments.charts.made_up_comparison import (
    fulfilled_not_level,
    more_level,
    nothing,
    women_lose,
    write_made_up_comparison,
)
from tests.experiments.charts.pictures import cut_off, overlapping

MEASURED, UNMEASURED = "z-route-ruim", "duale-trajecten"
CERTAIN_WORDS = re.compile(r"waarschijnlijk|zeker|kans|beste|bewezen|likely|probab|best|proven")


def charts_of(stored: StoredComparison, lang: str = "nl") -> dict[str, Chart]:
    return {chart.name: chart for chart in make_compared(stored, texts_in(lang))}


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> StoredComparison:
    names = ("base", MEASURED, UNMEASURED)
    return write_made_up_comparison(tmp_path_factory.mktemp("store"), names, more_level)


def test_every_chart_of_a_comparison_is_made(stored: StoredComparison) -> None:
    assert list(charts_of(stored)) == [
        "verschil-voldaan",
        "verschil-werk",
        "verschil-bijstand",
        "verschil-wachten-b1",
        "verschil-wachten-z",
        "verschil-kosten",
        "afruil",
        f"betalers-{MEASURED}",
        f"betalers-{UNMEASURED}",
        f"groepen-{MEASURED}",
        f"groepen-{UNMEASURED}",
        f"aannames-{MEASURED}",
        f"aannames-{UNMEASURED}",
    ]
    only = make_charts(stored, texts_in("nl"), ["groepen", "afruil"]).charts
    assert [chart.name.partition("-")[0] for chart in only] == ["afruil", "groepen", "groepen"]


def test_rows_are_the_differences_with_both_intervals(stored: StoredComparison) -> None:
    chart = charts_of(stored)["verschil-voldaan"]
    assert isinstance(chart, IntervalChart)
    assert chart.differences
    fulfilled, level = chart.rows[:2]
    told = stored.comparison.main(1, "level_b1")
    assert told is not None
    assert (level.low, level.middle, level.high) == (
        told.effect.low,
        told.effect.difference,
        told.effect.high,
    )
    assert level.wide == (told.effect.predictive_low, told.effect.predictive_high)
    assert fulfilled.key.startswith("fulfilled[")
    assert 0.045 < level.middle < 0.055
    columns = [column.unit for column in table_of(chart, texts_in("nl")).columns]
    assert columns == ["", "points", "points", "points", "points", "points"]


def test_fulfilled_never_stands_without_the_level(tmp_path: Path) -> None:
    stored = write_made_up_comparison(tmp_path, ("base", MEASURED), fulfilled_not_level)
    for lang, words in (("nl", "minder mensen halen niveau B1"), ("en", "fewer reach level B1")):
        charts = charts_of(stored, lang)
        chart = charts["verschil-voldaan"]
        assert words in chart.message
        assert isinstance(chart, IntervalChart)
        names = [row.key.partition("[")[0] for row in chart.rows]
        assert names == ["fulfilled", "level_b1"]
    for name, chart in charts.items():
        assert name == "verschil-voldaan" or "fulfil" not in chart.message


def test_without_a_difference_no_message_claims_one(tmp_path: Path) -> None:
    stored = write_made_up_comparison(tmp_path, ("base", MEASURED), nothing, spread=0.0)
    for lang in ("nl", "en"):
        for chart in charts_of(stored, lang).values():
            said = re.search(
                r"[Gg]een|voor geen|in geen|niet merkbaar"
                r"|No scenario|no clear|any group|any payer|not change noticeably",
                chart.message,
            )
            assert said, chart.message


def test_a_wide_interval_is_no_difference(tmp_path: Path) -> None:
    stored = write_made_up_comparison(tmp_path, ("base", MEASURED), more_level, spread=3.0)
    level = stored.comparison.main(1, "level_b1")
    assert level is not None and not level.clear
    charts = charts_of(stored)
    assert charts["verschil-voldaan"].message.startswith("Geen scenario geeft een duidelijk")
    assert charts["afruil"].message.startswith("Geen scenario verandert duidelijk")


def test_of_few_people_there_is_no_chart(tmp_path: Path) -> None:
    stored = write_made_up_comparison(tmp_path, ("base", MEASURED), more_level, people=20)
    names = set(charts_of(stored))
    assert names == {"verschil-kosten", f"betalers-{MEASURED}"}


def test_an_effect_that_nobody_measured_says_so_first(tmp_path: Path) -> None:
    stored = write_made_up_comparison(tmp_path, ("base", UNMEASURED), more_level)
    first = {"nl": "Dit effect is niet gemeten in Nederland", "en": "This effect has not been"}
    for lang, words in first.items():
        charts = charts_of(stored, lang)
        for name in ("verschil-voldaan", "afruil", f"betalers-{UNMEASURED}"):
            assert charts[name].message.startswith(words), charts[name].message
        row = charts["verschil-voldaan"]
        assert isinstance(row, IntervalChart)
        assert all("niet gemeten" in r.label or "not measured" in r.label for r in row.rows)


def test_beside_a_measured_one_the_unmeasured_one_is_named(stored: StoredComparison) -> None:
    charts = charts_of(stored)
    assert charts["afruil"].message.startswith(
        "Niet gemeten in Nederland is het effect van duale-trajecten"
    )
    # The message speaks of the measured one where it can.
    assert charts["verschil-voldaan"].message.startswith("Met z-route-ruim")


def test_a_group_that_loses_is_named(tmp_path: Path) -> None:
    stored = write_made_up_comparison(tmp_path, ("base", MEASURED), women_lose)
    chart = charts_of(stored)[f"groepen-{MEASURED}"]
    assert (
        chart.message == "Met z-route-ruim halen minder mensen niveau B1 in deze groepen: vrouwen"
    )


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_message_ranks_or_speaks_of_probability(stored: StoredComparison, lang: str) -> None:
    for chart in charts_of(stored, lang).values():
        assert not CERTAIN_WORDS.search(chart.message), chart.message


def test_assumptions_stand_under_each_other_the_largest_shift_first(tmp_path: Path) -> None:
    stored = write_made_up_comparison(tmp_path, ("base", UNMEASURED), more_level)
    comparison = stored.comparison
    chart = charts_of(stored)[f"aannames-{UNMEASURED}"]
    assert isinstance(chart, IntervalChart)
    keys = [row.key for row in chart.rows]
    assert keys[0] == "main"
    assert {key.partition("[")[0] for key in keys} >= {"zero", "size-low", "size-high"}
    shifts = [abs(row.middle - chart.rows[0].middle) for row in chart.rows[1:]]
    assert shifts == sorted(shifts, reverse=True)
    variant = comparison.variant(1, "zero")
    assert variant is not None
    level = next(d for d in variant.differences if d.asked.name == "level_b1")
    zero = next(row for row in chart.rows if row.key.startswith("zero"))
    assert zero.middle == level.effect.difference
    # The made-up worlds are the same under every assumption.
    assert "niet merkbaar" in chart.message


def test_the_cloud_is_the_draws_without_chance() -> None:
    draws = np.repeat(np.arange(200), 2)
    rng = np.random.default_rng(3)
    certain = rng.normal(1.0, 0.5, 200)
    seen = certain[draws] + rng.normal(0.0, 1.0, 400)
    points = by_draw(seen, draws)
    assert points.mean() == pytest.approx(seen.mean())
    assert points.std() < 0.8 * np.array([seen[draws == d].mean() for d in range(200)]).std()
    assert by_draw(certain[draws], draws) == pytest.approx(certain)  # no chance, nothing taken out


def test_the_trade_off_has_a_point_a_draw_and_its_intervals(stored: StoredComparison) -> None:
    chart = charts_of(stored)["afruil"]
    assert isinstance(chart, CloudChart)
    for cloud in chart.clouds:
        assert len(cloud.x) == len(cloud.y) == 20
        low, middle, high = cloud.y_band
        assert low < middle < high
        assert np.mean(cloud.y) == pytest.approx(middle)
        assert np.mean(cloud.x) == pytest.approx(cloud.x_band[1])


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("size", sorted(style.SIZES))
def test_every_text_is_whole_and_apart(stored: StoredComparison, size: str, lang: str) -> None:
    wrong = {}
    for name, chart in charts_of(stored, lang).items():
        figure = draw_chart(chart, footer_for(stored, texts_in(lang)), lang, size)
        found = (cut_off(figure), overlapping(figure))
        if any(found):
            wrong[name] = found
    assert wrong == {}


def test_what_is_too_small_to_matter_is_no_message(tmp_path: Path) -> None:
    def a_hair(_scenario: int, asked: Asked) -> float:
        return 0.001 if asked.name == "level_b1" else 0.0

    stored = write_made_up_comparison(tmp_path, ("base", MEASURED), a_hair, spread=0.01)
    level = stored.comparison.main(1, "level_b1")
    assert level is not None and level.clear
    charts = charts_of(stored)
    assert charts["verschil-voldaan"].message.startswith("Geen scenario geeft een duidelijk")
    assert "in geen groep" in charts[f"groepen-{MEASURED}"].message
