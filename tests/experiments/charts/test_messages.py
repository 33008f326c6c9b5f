"""Messages of a run: nothing of too few people, nothing that the worlds leave open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from experiments.charts.alt import alt_of
from experiments.charts.catalogue import make_families
from experiments.charts.chart import FlowChart
from experiments.charts.data import ResultData
from experiments.charts.draw import draw_chart
from experiments.charts.table import table_of
from experiments.charts.web import altair_of
from experiments.deck.slides import make_deck
from experiments.deck.story import story_of
from experiments.store.results import StoredResult, write_result
from experiments.store.tables import TABLES
from experiments.texts import texts_in
from tests.experiments.made_up import write_made_up

WORLDS = 20
Change = Callable[[str, np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
"""Of an observable (its key, values and counts by world) to other values and counts."""


def changed(store: Path, change: Change) -> StoredResult:
    """A made-up result whose observables were changed."""
    whole = write_made_up(store / "whole", number=WORLDS)
    keys = [entry["key"] for entry in whole.manifest["observables"]]
    table = whole.table("observables")
    values = table["value"].to_numpy(zero_copy_only=False).reshape(WORLDS, -1).copy()
    counts = table["n"].to_numpy().reshape(WORLDS, -1).copy()
    for place, key in enumerate(keys):
        values[:, place], counts[:, place] = change(key, values[:, place], counts[:, place])
    flat = values.ravel()
    table = table.set_column(2, "value", pa.array(flat, pa.float64(), mask=np.isnan(flat)))
    table = table.set_column(3, "n", pa.array(counts.ravel(), pa.int64()))
    tables = {name: whole.table(name) for name in TABLES} | {"observables": table}
    manifest = {k: v for k, v in whole.manifest.items() if k not in ("tables", "manifest_sha256")}
    return write_result(store / "changed", whole.run_id, manifest, tables)


def messages(result: StoredResult, lang: str = "nl") -> dict[str, str]:
    made = make_families(ResultData(result), texts_in(lang))
    return {chart.name: chart.message for chart in made.charts}


def test_of_few_people_nothing_is_concluded(tmp_path: Path) -> None:
    few = messages(changed(tmp_path, lambda _key, values, counts: (values, counts * 0 + 9)))
    for name in ("doorstroom", "overleving", "uitkomst", "niveau", "werk"):
        assert "e weinig mensen" in few[name], few[name]
    assert "toets" not in few


def test_many_people_are_spoken_of(tmp_path: Path) -> None:
    for name, message in messages(write_made_up(tmp_path, number=WORLDS)).items():
        assert "e weinig mensen" not in message, (name, message)


@pytest.mark.parametrize(
    ("years", "word"), [((0.2, 0.5), "meer dan"), ((0.5, 0.2), "minder dan"), ((0.3, 0.3), None)]
)
def test_a_level_rises_only_where_the_worlds_agree(
    tmp_path: Path, years: tuple[float, float], word: str | None
) -> None:
    rng = np.random.default_rng(5)

    def change(key: str, values: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        if key.startswith("level_b1") and "cohort_from" in key:
            level = years[0] if "2022-01" in key else years[1]
            values = level + rng.normal(0.0, 0.02, WORLDS)
        return values, counts

    message = messages(changed(tmp_path, change))["niveau"]
    assert (word in message) if word else "dan van wie" not in message, message


@pytest.mark.parametrize(("came", "told"), [(180.0, True), (43.0, False), (10.0, True)])
def test_the_forecast_is_named_only_where_the_model_lies_outside_it(
    tmp_path: Path, came: float, told: bool
) -> None:
    def change(key: str, values: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        if key.startswith("count[") and "asiel" in key and "2022-01" in key:
            values = came + np.linspace(-1.0, 1.0, WORLDS)
        return values, counts

    message = messages(changed(tmp_path, change))["instroom"]
    assert ("raming van 2020 was 41 tot 45" in message) == told, message


def test_undefined_numbers_make_no_message(tmp_path: Path) -> None:
    """Worlds in which nobody got so far: an outcome is undefined there."""

    def change(key: str, values: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        if key.startswith(("weeks_", "part_pass_rate", "level_")):
            return values * np.nan, counts * 0
        return values, counts

    result, texts = changed(tmp_path, change), texts_in("nl")
    found = messages(result)
    assert not [message for message in found.values() if "nan" in message.lower()]
    made = make_families(ResultData(result), texts)
    assert dict.fromkeys(("niveau", "wachten"), "cijfers voor deze grafiek") == dict(made.missing)
    for chart in made.charts:  # all the rest can still be shown
        assert draw_chart(chart, ["footer"], "nl").axes
        assert "nan" not in alt_of(chart, texts)
        assert "nan" not in table_of(chart, texts).csv()
        if not isinstance(chart, FlowChart):
            assert altair_of(chart, texts).to_dict()
    assert make_deck(story_of(result, texts), texts)


def test_messages_can_be_read_aloud(tmp_path: Path) -> None:
    result = write_made_up(tmp_path, number=WORLDS)
    for lang in ("nl", "en"):
        for message in messages(result, lang).values():
            assert len(message.split()) <= 30, message
            assert not set("[]_{}=") & set(message), message
