"""The charts of a batch: their numbers, what their messages may say, and what cannot be shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from experiments.charts.batch import OUTCOMES, names_of_batch
from experiments.charts.batch_data import BatchData
from experiments.charts.catalogue import Made, footer_for, make_charts
from experiments.charts.chart import Chart, IntervalChart, LineChart
from experiments.charts.draw import draw_chart
from experiments.design.files import load_design
from experiments.runner.sweep import Sweep, SweepOptions
from experiments.store.results import StoredResult, result_folder, write_sharded_result
from experiments.store.shards import Shard, ShardFolder
from experiments.texts import texts_in
from tests.experiments.charts.pictures import cut_off, overlapping
from tests.experiments.command import doorstroom
from tests.experiments.small_design import write_small

NL, EN = texts_in("nl"), texts_in("en")
WORLDS = 6
GRID = """\
format: 1
name: rooster
scenarios: [base]
levers:
  z_route_capaciteit.plaatsen: {{values: [0, 60], from: 2025-01}}
  {more}
replications: {worlds}
seed: 1
parameters: prior
"""
HOURS = "intensiteit.uren_week: {values: [8, 12], from: 2025-01}"


def swept(folder: Path, text: str) -> StoredResult:
    path = folder / "design.yaml"
    path.write_text(text)
    return Sweep(load_design(str(path)).design, folder / "store", SweepOptions(2)).run().result


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> StoredResult:
    return swept(tmp_path_factory.mktemp("grid"), GRID.format(more=HOURS, worlds=WORLDS))


def charts_of(result: StoredResult, lang: str = "nl") -> dict[str, Chart]:
    return {chart.name: chart for chart in make_charts(result, texts_in(lang)).charts}


def with_outcome(
    store: Path, result: StoredResult, outcome: str, value: Callable[[int, int], float]
) -> StoredResult:
    """The same batch, in which an outcome is what a function of cell and world says."""
    wanted = OUTCOMES[outcome]
    (key,) = (
        entry["key"]
        for entry in result.manifest["observables"]
        if entry["name"] == wanted.observable and entry["filter"] == wanted.filters
    )
    folder = ShardFolder(result_folder(store, result.run_id), result.manifest["key"], {})
    shards = []
    for place, told in enumerate(result.manifest["shards"]):
        tables = {
            name: pa.table(list(result.parts(name))[place])
            for name in ("runs", "monthly", "observables", "ledger")
        }
        rows = tables["observables"].to_pylist()
        values = [value(r["cell"], r["world"]) if r["key"] == key else r["value"] for r in rows]
        column = tables["observables"].column_names.index("value")
        tables["observables"] = tables["observables"].set_column(
            column, "value", pa.array(values, pa.float64())
        )
        shards.append(folder.write(Shard(*told["runs"]), tables, 0))
    left_out = ("tables", "shards", "manifest_sha256")
    manifest = {name: fact for name, fact in result.manifest.items() if name not in left_out}
    cells = {"cells": result.table("cells")}
    return write_sharded_result(store, result.run_id, manifest, shards, cells)


def test_a_grid_gives_responses_points_and_a_course(grid: StoredResult) -> None:
    made = make_charts(grid, NL)
    assert [chart.name for chart in made.charts] == names_of_batch(BatchData(grid))
    assert not made.missing and not made.unfit
    assert len(made.charts) == 2 * 4 + 4 + 1


def test_the_response_is_the_spread_over_the_worlds_of_each_point(grid: StoredResult) -> None:
    chart = charts_of(grid)["respons-wachten-z-route-capaciteit-plaatsen"]
    assert isinstance(chart, LineChart)
    assert [one.label for one in chart.series] == ["uren week 8", "uren week 12"]
    table = grid.table("observables").to_pandas()
    key = "weeks_pip_to_lessons[doelgroep=asiel]"
    values = table[table["key"] == key].set_index(["cell", "world"])["value"]
    for cell, (line, point) in enumerate(((0, 0), (1, 0), (0, 1), (1, 1))):
        expected = np.percentile(values[cell], [5, 50, 95])
        assert chart.series[line].band[:, point] == pytest.approx(expected)


def test_points_are_held_against_the_first_world_by_world(
    tmp_path: Path, grid: StoredResult
) -> None:
    changed = with_outcome(tmp_path, grid, "niveau", lambda cell, world: 0.1 * world + 0.02 * cell)
    chart = charts_of(changed)["punten-niveau"]
    assert isinstance(chart, IntervalChart)
    assert [row.middle for row in chart.rows] == pytest.approx([0.02, 0.04, 0.06])
    assert [row.high - row.low for row in chart.rows] == pytest.approx([0, 0, 0], abs=1e-9)
    assert "cel 3: plaatsen 60; uren week 12" in chart.rows[2].label
    assert (
        "In 3 van de 3 andere cellen halen meer mensen niveau B1 dan in cel 0"
        in (chart.message[0].upper() + chart.message[1:])
        or "in 3 van de 3 andere cellen" in chart.message
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (lambda cell, world: 0.3 + 0.1 * (cell >= 2), "bij 60 halen meer mensen niveau B1"),
        (lambda cell, world: 0.3 - 0.1 * (cell >= 2), "bij 60 halen minder mensen niveau B1"),
        (lambda cell, world: 0.3 + 0.1 * (cell >= 2) * (world > 0), "geen duidelijk verschil"),
        (lambda cell, world: 0.3 + 0.004 * (cell >= 2), "geen duidelijk verschil"),
        (lambda cell, world: 0.3, "geen duidelijk verschil"),
    ],
    ids=["more", "fewer", "not in every world", "too little", "none"],
)
def test_a_response_names_only_what_nearly_all_worlds_agree_on(
    tmp_path: Path, grid: StoredResult, value: Callable[[int, int], float], words: str
) -> None:
    changed = with_outcome(tmp_path, grid, "niveau", value)
    message = charts_of(changed)["respons-niveau-z-route-capaciteit-plaatsen"].message
    assert words in message[0].lower() + message[1:]
    assert "niet gemeten" not in message, "places have no effect that must be measured"


def test_an_unmeasured_effect_comes_first(tmp_path: Path, grid: StoredResult) -> None:
    changed = with_outcome(tmp_path, grid, "werk", lambda cell, world: 0.3 + 0.1 * (cell % 2))
    charts, english = charts_of(changed), charts_of(changed, "en")
    name = "respons-werk-intensiteit-uren-week"
    assert charts[name].message.startswith("Dit effect is niet gemeten in Nederland")
    assert "bij 12 hebben meer statushouders betaald werk dan bij 8" in charts[name].message
    assert english[name].message.startswith("This effect")
    assert charts["punten-werk"].message.startswith("Dit effect is niet gemeten in Nederland")


def test_a_batch_of_which_runs_failed_shows_the_others(tmp_path: Path, grid: StoredResult) -> None:
    nan = float("nan")
    changed = with_outcome(
        tmp_path, grid, "niveau", lambda cell, world: nan if cell == 1 else 0.2 + 0.1 * (cell > 1)
    )
    chart = charts_of(changed)["punten-niveau"]
    assert isinstance(chart, IntervalChart)
    assert [row.key for row in chart.rows] == ["2", "3"]


@pytest.fixture(scope="module")
def spread(tmp_path_factory: pytest.TempPathFactory) -> StoredResult:
    folder = tmp_path_factory.mktemp("spread")
    text = (
        "format: 1\nname: gespreid\nscenarios: [base]\nlevers:\n"
        "  lessen.b1_hours_week: {low: 6, high: 16}\n"
        "  z_route_capaciteit.plaatsen: {low: 0, high: 60, whole: true, from: 2025-01}\n"
        "sampling: {method: latin, points: 20}\nreplications: 2\nparameters: prior\n"
    )
    return swept(folder, text)


def test_spread_points_are_taken_together(spread: StoredResult) -> None:
    made: Made = make_charts(spread, NL)
    charts = {chart.name: chart for chart in made.charts}
    chart = charts["respons-niveau-lessen-b1-hours-week"]
    assert isinstance(chart, LineChart)
    (line,) = chart.series
    assert (line.label, len(line.x)) == ("alle cellen", 6)
    assert "over alle waarden van de andere hefbomen" in chart.subtitle
    assert (np.diff(line.x) > 0).all()
    assert set(made.unfit) == {*(f"punten-{name}" for name in OUTCOMES), "verloop-wachten"}
    assert "deze batch heeft er 20" in made.unfit["punten-niveau"]


@pytest.mark.parametrize("size", ["16:9", "a4", "square"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_nothing_overlaps_or_is_cut_off(
    grid: StoredResult, spread: StoredResult, lang: str, size: str
) -> None:
    for result in (grid, spread):
        footer = footer_for(result, texts_in(lang))
        for chart in make_charts(result, texts_in(lang)).charts:
            figure = draw_chart(chart, footer, lang, size)
            assert cut_off(figure) == [], chart.name
            assert overlapping(figure) == [], chart.name


def test_the_command_draws_a_batch_and_says_what_it_cannot(
    tmp_path: Path, grid: StoredResult, spread: StoredResult
) -> None:
    out = tmp_path / "out"
    asked = ["charts", str(grid.path), "--only", "punten", "--format", "csv", "-o", str(out)]
    done = doorstroom(*asked, "--json", store=tmp_path)
    assert done.returncode == 0, done.stderr
    names = [chart["name"] for chart in json.loads(done.stdout)["charts"]]
    assert names == [f"punten-{name}" for name in OUTCOMES]
    assert (out / "punten-kosten.csv").exists()
    for result, only, words in (
        (grid, "fasen", "grafiek van één scenario"),
        (grid, "respns", "Bedoelt u"),
        (spread, "punten-werk", "deze batch heeft er 20"),
    ):
        done = doorstroom("charts", str(result.path), "--only", only, store=tmp_path)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)
        assert words in done.stderr.replace("\n", " "), done.stderr
    for command in ("deck", "report"):
        done = doorstroom(command, str(grid.path), store=tmp_path)
        assert done.returncode == 2
        assert "doorstroom charts" in done.stderr


def test_a_short_batch_says_what_its_worlds_do_not_reach(tmp_path: Path) -> None:
    path = write_small(tmp_path, replications=2)
    result = Sweep(load_design(path).design, tmp_path / "s", SweepOptions(2)).run().result
    made = make_charts(result, NL)
    assert {"punten-niveau", "punten-werk"} <= set(made.missing)
    assert "verloop-wachten" in {chart.name for chart in made.charts}
