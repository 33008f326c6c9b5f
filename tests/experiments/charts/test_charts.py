from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from experiments.charts import style
from experiments.charts.catalogue import FAMILIES, make_charts
from experiments.charts.chart import Chart, IntervalChart, LineChart
from experiments.charts.data import ResultData, band_of
from experiments.charts.draw import draw_chart
from experiments.charts.folder import OF_A_RUN, draw, draw_charts
from experiments.charts.footer import footer_of
from experiments.charts.phases import GROUPS
from experiments.charts.sheet import Sheet, spread_apart
from experiments.charts.waiting import STEPS
from experiments.charts.words import about_people, about_share, listed
from experiments.store.results import StoredResult
from experiments.texts import texts_in
from tests.experiments.made_up import MOMENTS, RUN_ID, write_made_up


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> StoredResult:
    return write_made_up(tmp_path_factory.mktemp("store"), number=20)


def by_name(result: StoredResult, lang: str = "nl") -> dict[str, Chart]:
    return {chart.name: chart for chart in make_charts(result, texts_in(lang)).charts}


def frame(result: StoredResult, table: str):  # type: ignore[no-untyped-def]
    return result.table(table).to_pandas()


def test_the_lines_of_the_phases_are_the_monthly_table(result: StoredResult) -> None:
    chart = by_name(result)["fasen"]
    assert isinstance(chart, LineChart)
    monthly = frame(result, "monthly")
    for series in chart.series:
        columns = list(GROUPS[series.key][0])
        total = monthly.assign(total=monthly[columns].sum(axis=1))
        expected = total.groupby("month", sort=True, observed=True)["total"].quantile(
            [0.05, 0.5, 0.95]
        )
        np.testing.assert_allclose(series.band.T.ravel(), expected.to_numpy())


def test_the_waits_are_the_observables_table(result: StoredResult) -> None:
    chart = by_name(result)["wachten"]
    assert isinstance(chart, IntervalChart)
    table = frame(result, "observables")
    for row in chart.rows:
        step = STEPS[row.key]
        inner = ",".join(f"{name}={value}" for name, value in step.filters.items())
        key = f"{step.observable}[{inner}]" if inner else step.observable
        expected = table[table["key"] == key]["value"].quantile([0.05, 0.5, 0.95])
        assert [row.low, row.middle, row.high] == pytest.approx(list(expected))
    assert [row.norm for row in chart.rows] == [14.0, None, None, 10.0, 13.0, 13.0, 13.0]


def test_the_outcomes_are_split_and_add_up_to_everybody(result: StoredResult) -> None:
    chart = by_name(result)["uitkomst"]
    assert isinstance(chart, LineChart)
    keys = [series.key for series in chart.series]
    assert keys == ["diploma_b1", "diploma_a2", "onderwijs", "z", "exempt", "busy"]
    table = frame(result, "observables")
    b1 = table[table["key"] == "fulfilled_by[how=diploma_b1,clock=pip,at=36]"]["value"]
    at = list(chart.series[0].x).index(36.0)
    assert chart.series[0].band[1][at] == pytest.approx(b1.median())
    data = ResultData(result)
    others = [data.values("fulfilled_by", clock="pip", at=36, how=how) for how in keys[:4]]
    busy = 1 - sum(others) - data.values("exempt", clock="pip", at=36)
    assert chart.series[-1].band[1][at] == pytest.approx(np.median(busy))


def test_work_and_bijstand_are_the_observables_table(result: StoredResult) -> None:
    chart = by_name(result)["werk"]
    assert isinstance(chart, LineChart)
    table = frame(result, "observables")
    for series in chart.series:
        for at, middle in zip(MOMENTS, series.band[1], strict=True):
            key = f"{series.key}[clock=settled,at={at},doelgroep=asiel]"
            assert middle == pytest.approx(table[table["key"] == key]["value"].median())


@pytest.mark.parametrize("name", ["instroom", "fasen", "overleving", "uitkomst", "niveau", "werk"])
def test_what_is_drawn_is_the_data(result: StoredResult, name: str) -> None:
    chart = by_name(result)[name]
    assert isinstance(chart, LineChart)
    axes = draw_chart(chart, ["footer"], "nl").axes[0]
    lines = {line.get_label(): line for line in axes.lines}
    for series in chart.series:
        np.testing.assert_array_equal(lines[series.key].get_ydata(), series.band[1])
    bands = [c for c in axes.collections if type(c).__name__ == "FillBetweenPolyCollection"]
    assert len(bands) == len(chart.series)  # a band for every line
    assert axes.get_ylim()[0] == 0


def test_what_is_drawn_of_the_waits_is_the_data(result: StoredResult) -> None:
    chart = by_name(result)["wachten"]
    assert isinstance(chart, IntervalChart)
    axes = draw_chart(chart, ["footer"], "nl").axes[0]
    drawn = {line.get_label(): list(line.get_xdata()) for line in axes.lines}
    assert {row.key: [row.low, row.high] for row in chart.rows}.items() <= drawn.items()


def test_routes_keep_their_colours(result: StoredResult) -> None:
    for name, keys in (
        ("fasen", ("b1", "onderwijs", "z")),
        ("uitkomst", ("diploma_b1", "onderwijs", "z")),
    ):
        chart = by_name(result)[name]
        assert isinstance(chart, LineChart)
        colours = {series.key: series.colour for series in chart.series}
        assert [colours[key] for key in keys] == [style.BLUE, style.OCHRE, style.RED]
        looks = [(series.colour, series.dashes) for series in chart.series]
        assert len(set(looks)) == len(looks)
        assert len({series.dashes for series in chart.series}) >= 4


def test_the_same_result_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (write_made_up(tmp_path / name, number=5) for name in "ab")
    assert draw_charts(first, "nl") == draw_charts(second, "nl")
    files = sorted(p.name for p in (first.path / "charts/nl").iterdir())
    assert len(files) == len(OF_A_RUN) * len(FAMILIES) + 1
    for name in files:
        left, right = (r.path / "charts/nl" / name for r in (first, second))
        assert left.read_bytes() == right.read_bytes(), name


@pytest.mark.parametrize("size", sorted(style.SIZES))
def test_every_format_and_size_gives_the_same_bytes_again(result: StoredResult, size: str) -> None:
    formats = ("png", "svg", "pdf", "csv")
    charts = make_charts(result, texts_in("en")).charts[:: 1 if size == style.DEFAULT_SIZE else 4]
    first, second = (list(draw(charts, result, "en", formats, size)) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        assert one.files == other.files
        assert len(one.files) == 5  # csv brings notes
        starts = {name.rsplit(".")[-1]: body[:5] for name, body in one.files.items()}
        assert starts["png"] == b"\x89PNG\r"
        assert starts["pdf"] == b"%PDF-"
        assert starts["svg"] == b"<?xml"


def test_charts_that_are_there_are_not_drawn_again_and_damaged_ones_are(tmp_path: Path) -> None:
    result = write_made_up(tmp_path, number=5)
    draw_charts(result, "nl")
    picture = result.path / "charts/nl/werk.png"
    whole, before = picture.read_bytes(), picture.stat().st_mtime_ns
    draw_charts(result, "nl")
    assert picture.stat().st_mtime_ns == before
    picture.write_bytes(b"broken")
    draw_charts(result, "nl")
    assert picture.read_bytes() == whole
    assert sorted(p.name for p in (result.path / "charts").iterdir()) == ["nl"]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_footer_tells_where_a_picture_comes_from(result: StoredResult, lang: str) -> None:
    footer = "\n".join(footer_of(result, texts_in(lang)))
    for part in (RUN_ID, "base", "0.0.0", "20"):
        assert part in footer
    assert re.search("niet gekalibreerd|not calibrated", footer)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_titles_are_sentences_of_two_lines_at_the_most(result: StoredResult, lang: str) -> None:
    for chart in make_charts(result, texts_in(lang)).charts:
        assert chart.message[0].isupper() or chart.message[0].isdigit()
        assert not chart.message.endswith(".")
        sheet = Sheet(style.SIZES["16:9"], chart.message, chart.subtitle, [])
        assert sheet.figure.texts[0].get_text().count("\n") <= 1, chart.message


def test_a_title_claims_a_difference_only_where_the_bands_are_apart(tmp_path: Path) -> None:
    result = write_made_up(tmp_path, number=20)
    message = by_name(result)["wachten"].message
    assert "woning" in message
    assert "B1-route" not in message  # its band lies under the norm


def narrow(value: float) -> np.ndarray:
    return np.array([value, value, value])


def test_numbers_in_titles_are_rounded() -> None:
    nl = texts_in("nl")
    assert about_share(narrow(0.4321), nl) == "ongeveer 45 %"
    assert about_share(narrow(0.01), nl) == "minder dan 5 %"
    assert about_share(narrow(0.99), nl) == "meer dan 95 %"
    assert about_people(narrow(1234.0), nl) == "ongeveer 1.250"
    assert about_people(narrow(63.0), nl) == "ongeveer 65"
    assert about_people(narrow(1.0), nl) == "minder dan 5"
    assert listed(["a", "b", "c"], nl) == "a, b en c"


def test_a_wide_band_is_a_range_that_holds_it() -> None:
    nl = texts_in("nl")
    assert about_share(np.array([0.47, 0.65, 0.83]), nl) == "45 % tot 85 %"
    assert about_share(np.array([0.01, 0.2, 0.41]), nl) == "hoogstens 45 %"
    assert about_people(np.array([312.0, 500.0, 719.0]), nl) == "310 tot 720"
    assert about_people(np.array([1.0, 20.0, 51.0]), nl) == "hoogstens 55"


def test_labels_are_moved_apart_but_stay_in_the_picture() -> None:
    centres = spread_apart([0.1, 0.11, 0.12, 0.9, 0.99], [0.1] * 5, 0.0, 1.0)
    gaps = np.diff(centres)
    assert (gaps >= 0.1 - 1e-12).all()
    assert centres[0] >= 0.05 - 1e-12
    assert centres[-1] <= 0.95 + 1e-12


def test_a_band_leaves_out_worlds_without_a_value() -> None:
    worlds = np.array([[1.0, np.nan], [3.0, np.nan], [np.nan, np.nan]])
    band = band_of(worlds)
    assert band[:, 0] == pytest.approx([1.1, 2.0, 2.9])
    assert np.isnan(band[:, 1]).all()
