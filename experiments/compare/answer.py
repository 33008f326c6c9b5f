"""Answer a question: read the stored comparison, or simulate its arms and keep it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from experiments.compare.arms import arms_of, simulate_arms, size_of
from experiments.compare.keep import StoredComparison, find_comparison, write_comparison
from experiments.compare.question import Question, check_question
from experiments.runner.request import RunRequest
from experiments.runner.run import Watcher, compile_engine
from experiments.store.results import DamagedResult


@dataclass(frozen=True)
class CompareAnswer:
    """A comparison and how it came: read back (`reused`) or simulated now, in `seconds`."""

    stored: StoredComparison
    reused: bool
    seconds: float

    @property
    def failed_worlds(self) -> int:
        """How many worlds of all arms ended in an error."""
        return len(self.stored.comparison.failed)


def answer_question(
    question: Question,
    store: Path,
    workers: int,
    command: Sequence[str] = (),
    fresh: bool = False,
    watcher: Watcher | None = None,
) -> CompareAnswer:
    """Return the comparison, from the store if it is there and whole.

    fresh: simulate even so. Raises InputProblems where the scenarios cannot be compared,
    RunStopped, StoreProblem.
    """
    watcher = watcher or Watcher()
    begun = time.perf_counter()
    check_question(question)
    if not fresh:
        try:
            stored = find_comparison(store, question.comparison_id)
        except DamagedResult as damage:
            watcher.damaged(damage)
            stored = None
        if stored is not None and not stored.comparison.failed:
            return CompareAnswer(stored, True, time.perf_counter() - begun)
    first = RunRequest(question.scenarios[0], question.seed, 1, "point", 1)
    compiling = compile_engine(first.design, watcher)
    started, arms = datetime.now(UTC), arms_of(question)
    watcher.started(size_of(question, arms), 0)
    clock = time.perf_counter()
    values = simulate_arms(question, arms, workers, watcher.progress)
    times = {
        "started": started.isoformat(timespec="seconds"),
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds_simulating": round(time.perf_counter() - clock, 3),
        "seconds_warming_up": round(compiling, 3),
        "workers": workers,
        "worlds": size_of(question, arms),
    }
    watcher.saving()
    kept = write_comparison(store, question, values, list(command), times)
    return CompareAnswer(kept, False, time.perf_counter() - begun)
