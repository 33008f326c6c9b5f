"""Doorstroom from Python: `run`, `sweep` and `compare` as functions that give pandas frames.

    from experiments.api import compare, run, sweep

The same questions give the same answers as the commands, from the same store; what is stored is
read back. The people are invented and the model is not calibrated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from experiments.errors import InputProblems, Problem
from experiments.frames import Frames, frame_of_entries

if TYPE_CHECKING:
    import pandas as pd

    from experiments.compare.comparison import Comparison

__all__ = ["Compared", "Frames", "WrongInput", "compare", "run", "sweep"]

Parameters = Literal["point", "prior", "posterior"]


class WrongInput(ValueError):
    """The question cannot be asked; the message says everything that is wrong, and what to do."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(_told(problem) for problem in problems))


def run(
    scenario: str | Path = "base",
    replications: int = 50,
    seed: int = 1,
    parameters: Parameters = "prior",
    draws: int | None = None,
    workers: int | None = None,
    store: str | Path | None = None,
    fresh: bool = False,
) -> Frames:
    """Simulate a scenario in many worlds, or read it back, and return its frames.

    scenario: a shipped name or a YAML file. replications: worlds; world r has parameter draw r
    modulo `draws` (default: one a world for `prior`). workers: threads, default all cores. store:
    default DOORSTROOM_STORE, else the user's data folder. Costs `replications` model runs.

    Raises:
        WrongInput: with everything that is wrong.
        StoreProblem: the store cannot be used.
    """
    from experiments.runner.request import (
        MAX_REPLICATIONS,
        MAX_SEED,
        RunRequest,
        default_draws,
    )
    from experiments.runner.run import answer
    from experiments.scenario.files import load_scenario

    with _told_here():
        loaded = load_scenario(str(scenario))
        _check("replications", replications, 1, MAX_REPLICATIONS)
        _check("seed", seed, 0, MAX_SEED)
        _check("draws", draws, 1, replications if parameters != "point" else 1)
        used = draws or default_draws(parameters, replications)
        request = RunRequest(loaded.scenario, seed, replications, parameters, used)
        threads = min(_workers(workers), replications)
        command = ("experiments.api.run", str(scenario))
        return Frames(answer(request, _store(store), threads, command, fresh).result)


def sweep(
    design: str | Path | Mapping[str, Any],
    workers: int | None = None,
    store: str | Path | None = None,
    fresh: bool = False,
    retry_failed: bool = False,
    detail: bool = False,
    events: int = 0,
) -> Frames:
    """Run a design of experiments, only what is missing of it, and return its frames.

    design: a YAML file, or the same as a mapping: `{"name": "z", "scenarios": ["base"], "levers":
    {"z_route_capaciteit.plaatsen": {"values": [0, 60], "from": "2025-01"}}, "replications": 20}`;
    `format` may be left out. retry_failed, detail, events: as the options of `doorstroom sweep`.
    Costs cells times replications model runs; nothing is asked beforehand.

    Raises:
        WrongInput: with everything that is wrong.
        StoreProblem: the store cannot be used.
    """
    from experiments.design.files import check_design, load_design
    from experiments.runner.run import compile_engine
    from experiments.runner.sweep import Sweep, SweepOptions
    from experiments.scenario.yaml_reader import Document

    with _told_here():
        if isinstance(design, Mapping):
            document = Document("design", {"format": 1} | dict(design))
            loaded = check_design(document, Path("design"))
        else:
            loaded = load_design(str(design))
        options = SweepOptions(
            workers=min(_workers(workers), loaded.design.runs),
            fresh=fresh,
            retry_failed=retry_failed,
            detail=detail,
            traced=events,
            command=("experiments.api.sweep", loaded.design.name),
        )
        asked = Sweep(loaded.design, _store(store), options)
        found = asked.stored()
        if found is None:
            compile_engine(loaded.design, asked.watcher)
            found = asked.run()
        return Frames(found.result)


@dataclass(frozen=True)
class Compared:
    """The frames of a comparison: expected differences, and the level of each scenario.

    comparison: everything that `doorstroom compare` knows.
    """

    comparison: Comparison
    path: Path

    @cached_property
    def differences(self) -> pd.DataFrame:
        """A row an outcome and scenario: difference with the first, low, high, monte_carlo_se,
        kans_beter, or why there is none.
        """
        return frame_of_entries(self._told["differences"])

    @cached_property
    def observables(self) -> pd.DataFrame:
        """A row an outcome and scenario: value, low and high."""
        return frame_of_entries(self._told["observables"])

    @cached_property
    def _told(self) -> dict[str, Any]:
        from experiments.compare.told import comparison_as_json
        from experiments.texts import texts_in

        return comparison_as_json(self.comparison, texts_in("en"))


def compare(
    *scenarios: str | Path,
    replications: int = 100,
    seed: int = 1,
    parameters: Parameters = "prior",
    draws: int | None = None,
    since: str | None = None,
    variants: bool = False,
    workers: int | None = None,
    store: str | Path | None = None,
    fresh: bool = False,
) -> Compared:
    """Compare scenarios with the first one, paired on the same people with the same luck.

    Arguments as those of `run` and the options of `doorstroom compare`. Costs replications model
    runs a scenario, and more for an effect that nobody measured or with `variants`.

    Raises:
        WrongInput: with everything that is wrong.
        StoreProblem: the store cannot be used.
    """
    from experiments.compare.answer import answer_question
    from experiments.compare.question import Question, default_draws
    from experiments.scenario.files import load_scenario
    from simulation.months import parse_month

    with _told_here():
        question = Question(
            scenarios=tuple(load_scenario(str(one)).scenario for one in scenarios),
            seed=seed,
            replications=replications,
            parameters=parameters,
            draws=draws or default_draws(parameters, replications),
            since=None if since is None else parse_month(since),
            variants=variants,
        )
        command = ("experiments.api.compare", *map(str, scenarios))
        answer = answer_question(question, _store(store), _workers(workers), command, fresh)
        return Compared(answer.stored.comparison, answer.stored.path)


@contextmanager
def _told_here() -> Iterator[None]:
    try:
        yield
    except InputProblems as wrong:
        raise WrongInput(wrong.problems) from None


def _told(problem: Problem) -> str:
    from experiments.texts import texts_in

    parts = [problem.sentence(part, texts_in("en")) for part in ("what", "allowed", "next")]
    near = f"Did you mean {problem.nearest}?" if problem.nearest else ""
    where = problem.field or problem.file or ""
    value = "" if problem.value is None else f" {problem.value}"
    return f"{where}{value}: {' '.join(part for part in (*parts, near) if part)}"


def _check(name: str, value: int | None, low: int, high: int) -> None:
    if value is not None and not low <= value <= high:
        details = {"low": low, "high": high}
        raise InputProblems([Problem("option-range", name, str(value), details=details)])


def _workers(chosen: int | None) -> int:
    from experiments.provenance import cores

    return chosen or cores()


def _store(chosen: str | Path | None) -> Path:
    from experiments.store.location import store_folder

    return store_folder(None if chosen is None else Path(chosen))
