"""The command under a chart makes the same numbers again, and every download says what it is."""

from __future__ import annotations

import io
import shlex
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components import chart_box
from dashboard.server import PAGE
from experiments.charts.catalogue import make_charts
from experiments.charts.table import table_of
from experiments.compare.keep import find_comparison, open_comparison
from experiments.store.results import open_result
from experiments.texts import texts_in
from tests.dashboard.test_pages import WORLDS, computed  # noqa: F401  (a fixture)
from tests.experiments.command import doorstroom


def shown(page: str, store: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """The charts that a page shows: chart, footer and command."""
    monkeypatch.setenv("DOORSTROOM_STORE", str(store))
    seen: list[tuple[object, ...]] = []

    def note(chart: object, key: str, footer: object, command: str, texts: object) -> None:
        seen.append((chart, tuple(footer), command))  # type: ignore[arg-type]

    monkeypatch.setattr(chart_box, "_more", note)
    app = AppTest.from_file(PAGE, default_timeout=120)
    app.query_params["s"] = "duale-trajecten"
    app.query_params["n"] = str(WORLDS)
    app.run()
    seen.clear()
    app.switch_page(f"views/{page}.py").run()
    assert not app.exception
    return seen


@pytest.mark.parametrize("page", ["uitkomsten", "kosten", "capaciteit", "doorstroom"])
def test_every_chart_has_a_command_and_says_what_it_is(
    page: str,
    computed: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    charts = shown(page, computed, monkeypatch)
    assert len(charts) >= 2
    for _, footer, command in charts:
        assert "niet gekalibreerd" in " ".join(footer)  # type: ignore[arg-type]
        assert str(command).startswith("doorstroom ")


def test_the_command_makes_the_same_numbers(
    computed: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    charts = shown("uitkomsten", computed, monkeypatch)
    texts = texts_in("nl")
    fresh = {}
    for command in {str(command) for _, _, command in charts}:
        words = shlex.split(command)
        extra = ["--no-charts"] if words[1] == "run" else []
        done = doorstroom(*words[1:], *extra, store=tmp_path)
        assert done.returncode == 0, done.stderr
    stored = [open_result(folder) for folder in (tmp_path / "results").iterdir()]
    stored += [open_comparison(folder) for folder in (tmp_path / "comparisons").iterdir()]  # type: ignore[misc]
    for one in stored:
        for chart in make_charts(one, texts).charts:
            fresh[chart.name] = table_of(chart, texts).csv()
    compared = 0
    for chart, _, _ in charts:
        name = chart.name  # type: ignore[attr-defined]
        if name in fresh:
            assert table_of(chart, texts).csv() == fresh[name], name  # type: ignore[arg-type]
            compared += 1
    assert compared >= 4
    assert find_comparison(tmp_path, stored[-1].manifest["id"]) is not None


def test_the_numbers_travel_with_their_notes(
    computed: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chart, footer, _ = shown("kosten", computed, monkeypatch)[0]
    packed = chart_box._numbers(chart, footer, texts_in("nl"))  # type: ignore[arg-type]
    archive = zipfile.ZipFile(io.BytesIO(packed))
    notes = next(archive.read(n).decode() for n in archive.namelist() if n.endswith(".txt"))
    assert "niet gekalibreerd" in notes
    picture = chart_box._picture(chart, footer, "nl", "svg")  # type: ignore[arg-type]
    assert b"<svg" in picture
