"""`doorstroom sensitivity`: which unknown an outcome hangs on."""

from __future__ import annotations

import sys
from math import isnan
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.cli.cluster import ClusterOption, cluster_word
from experiments.cli.front import Front, JsonOption, Lang, LangOption
from experiments.cli.options import (
    MAX_WORKERS,
    FreshOption,
    RetryOption,
    RunsAtWork,
    StoreOption,
    YesOption,
    between,
)
from experiments.errors import InputProblems

if TYPE_CHECKING:
    from experiments.runner.run import Answer
    from experiments.sensitivity.answer import OutcomeIndices
    from experiments.sensitivity.files import LoadedSensitivity
    from experiments.sensitivity.question import SensitivityQuestion


def sensitivity(
    file: Annotated[str, typer.Argument(help="A sensitivity file (YAML).")],
    workers: RunsAtWork = None,
    store: StoreOption = None,
    yes: YesOption = False,
    retry_failed: RetryOption = False,
    fresh: FreshOption = False,
    cluster: ClusterOption = None,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Tell how much of an outcome's spread each unknown makes, and chance: Morris, Sobol, PAWN.

    Example: doorstroom sensitivity docs/examples/sobol.yaml --yes
    """
    from experiments.cli.sweep import answer_sweep
    from experiments.provenance import cores
    from experiments.runner.sweep import SweepOptions
    from experiments.sensitivity.answer import indices_of

    front = Front(lang, as_json)
    with front.guard():
        loaded = _load(file, workers, cluster)
        front.warn(loaded.warnings)
        question = loaded.question
        options = SweepOptions(
            workers=min(workers or cores(), question.runs),
            fresh=fresh,
            retry_failed=retry_failed,
            command=["doorstroom", *sys.argv[1:]],
        )
        answer = answer_sweep(front, question.design, options, store, yes, cluster)
        found = indices_of(question, answer.result)
        if as_json:
            front.print_json(_as_json(question, answer, found))
        else:
            _print(front, question, answer, found)


def _load(file: str, workers: int | None, cluster: str | None) -> LoadedSensitivity:
    from experiments.sensitivity.files import load_sensitivity

    checks = (between("--workers", workers, 1, MAX_WORKERS), cluster_word(cluster))
    problems = [problem for problem in checks if problem is not None]
    try:
        loaded = load_sensitivity(file)
    except InputProblems as wrong:
        raise InputProblems([*problems, *wrong.problems]) from None
    if problems:
        raise InputProblems(problems)
    return loaded


def _as_json(
    question: SensitivityQuestion, answer: Answer, found: list[OutcomeIndices]
) -> dict[str, Any]:
    from experiments.sensitivity.indices import LEVEL

    return {
        "schema": 1,
        "meta": {
            "id": answer.result.run_id,
            "path": str(answer.result.path),
            "reused": answer.reused,
            "seconds": round(answer.seconds, 3),
            "calibrated": False,
            "scenario": question.scenario.name,
            "method": question.method,
            "samples": question.samples,
            "runs": question.runs,
            "chance": question.chance,
            "seed": question.seed,
            "interval": f"half a {LEVEL:.0%} interval, by resampling",
        },
        "outcomes": [
            {
                "name": one.outcome,
                "mean": one.mean,
                "deviation": one.deviation,
                "indices": [
                    {"factor": factor, **_plain(one.indices.of(factor))}
                    for factor in one.indices.factors
                ],
            }
            for one in found
        ],
    }


def _plain(measures: dict[str, float]) -> dict[str, float | None]:
    return {name: None if isnan(value) else value for name, value in measures.items()}


def _print(
    front: Front, question: SensitivityQuestion, answer: Answer, found: list[OutcomeIndices]
) -> None:
    from rich.text import Text

    from experiments.cli.tables import plain_table
    from experiments.numbers import write_number
    from experiments.sensitivity.indices import MEASURES, RANKED_BY

    texts, lang = front.texts, front.lang
    front.out.print()
    front.out.print(Text(question.scenario.title_in(lang), style="bold"))
    front.out.print(Text(texts("figures.uncalibrated"), style="bold yellow"))
    measures = MEASURES[question.method]
    for one in found:
        front.out.print()
        mean, deviation = (write_number(value, lang, 3) for value in (one.mean, one.deviation))
        front.out.print(texts("sens.outcome", outcome=one.outcome, mean=mean, deviation=deviation))
        names = [texts(f"sens.measure.{name}") for name in measures]
        table = plain_table(texts("sens.factor"), *names, right=tuple(range(1, len(names) + 1)))
        ranked = sorted(
            one.indices.factors,
            key=lambda f: -_known(one.indices.of(f)[RANKED_BY[question.method]]),
        )
        for factor in ranked:
            row = one.indices.of(factor)
            table.add_row(factor, *(write_number(row[name], lang, 3) for name in measures))
        front.out.print(table)
    front.out.print(texts(f"sens.legend_{question.method}"))
    front.out.print(texts("sens.place", path=str(answer.result.path)))


def _known(value: float) -> float:
    return -1.0 if isnan(value) else value
