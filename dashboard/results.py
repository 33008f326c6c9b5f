"""Finding results of what a tab shows: by the question itself, so that a link needs no ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path

from dashboard.asking import comparison_id_of, run_id_of
from dashboard.memory import Memory
from experiments.charts.catalogue import Made, make_charts, make_families
from experiments.charts.chart import Chart
from experiments.charts.data import ResultData
from experiments.compare.keep import StoredComparison, comparison_folder, find_comparison
from experiments.errors import InputProblems
from experiments.scenario.model import Scenario
from experiments.store.location import store_folder
from experiments.store.results import (
    MANIFEST,
    DamagedResult,
    StoredResult,
    find_result,
    result_folder,
)
from experiments.texts import texts_in


@dataclass(frozen=True)
class Outcome:
    """A run with its tables read. day: when it was computed, YYYY-MM-DD."""

    result: StoredResult
    data: ResultData

    @property
    def day(self) -> str:
        """The day on which it was computed."""
        return str(self.result.manifest["times"]["ended"])[:10]


def find_run(scenario: Scenario, replications: int, seed: int) -> Outcome | None:
    """Return the run of a scenario, or None where it has to be computed first."""
    run_id = run_id_of(scenario, replications, seed)
    try:  # a run that is not finished has no manifest yet
        stamp = (result_folder(store_folder(), run_id) / MANIFEST).stat().st_mtime_ns
    except OSError:
        return None
    return _read_run(str(store_folder()), run_id, stamp)


@lru_cache(maxsize=16)
def _read_run(store: str, run_id: str, _stamp: int) -> Outcome | None:
    try:
        result = find_result(Path(store), run_id)
    except DamagedResult:
        return None
    return None if result is None else Outcome(result, ResultData(result))


def find_comparison_of(
    scenarios: Sequence[Scenario], replications: int, seed: int
) -> StoredComparison | None:
    """Return the comparison, the one under other assumptions if that is there; None if neither.

    scenarios: the reference first. Scenarios that cannot be compared have none.
    """
    for variants in (True, False):
        try:
            comparison_id = comparison_id_of(scenarios, replications, seed, variants)
        except (InputProblems, ValueError):
            return None
        folder = comparison_folder(store_folder(), comparison_id)
        if folder.exists():
            return _read_comparison(str(store_folder()), comparison_id, folder.stat().st_mtime_ns)
    return None


@lru_cache(maxsize=16)
def _read_comparison(store: str, comparison_id: str, _stamp: int) -> StoredComparison | None:
    try:
        return find_comparison(Path(store), comparison_id)
    except DamagedResult:
        return None


@lru_cache(maxsize=32)
def charts_of(data: ResultData, lang: str, names: tuple[str, ...]) -> Made:
    """Return these charts of a run, made once for everybody who looks."""
    return make_families(data, texts_in(lang), names)


def compared_charts(
    stored: StoredComparison, lang: str, names: tuple[str, ...] = ()
) -> list[Chart]:
    """Return these charts of a comparison, or all, made once for everybody who looks."""
    key = (str(stored.path), lang, names)
    made = partial(make_charts, stored, texts_in(lang), names or None)
    return _COMPARED.get(key, lambda: list(made().charts))


_COMPARED: Memory[list[Chart]] = Memory(32)


def chart_messages(stored: StoredResult | StoredComparison, lang: str) -> dict[str, str]:
    """Return the message of every chart of a run or comparison, by its name."""
    if isinstance(stored, StoredComparison):
        return {chart.name: chart.message for chart in compared_charts(stored, lang)}
    charts = partial(make_charts, stored, texts_in(lang))
    key = (str(stored.path), lang)
    return _MESSAGES.get(key, lambda: {one.name: one.message for one in charts().charts})


_MESSAGES: Memory[dict[str, str]] = Memory(32)


def written_day(day: str, lang: str) -> str:
    """Return a day as people write it."""
    return datetime.fromisoformat(day).strftime("%d-%m-%Y" if lang == "nl" else "%d/%m/%Y")
