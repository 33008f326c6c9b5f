"""`doorstroom compare`: what a policy changes, paired, with how sure that is."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from experiments.cli.front import Front, JsonOption, Lang, LangOption
from experiments.cli.options import (
    FreshOption,
    ParametersOption,
    StoreOption,
    WorldsAtWork,
    between,
    world_problems,
)
from experiments.errors import ExitCode, InputProblems, Problem, nearest_of

if TYPE_CHECKING:
    from experiments.compare.answer import CompareAnswer
    from experiments.compare.comparison import Comparison
    from experiments.compare.precision import Precision, Try
    from experiments.compare.question import Question
    from experiments.scenario.files import LoadedScenario

DEFAULT_REPLICATIONS = 200
DEFAULT_OBSERVABLE = "level_b1"
MOST_SCENARIOS = 8


def compare(
    scenarios: Annotated[
        list[str],
        typer.Argument(help="Two or more: shipped scenarios or YAML files; the first is the base."),
    ],
    replications: Annotated[
        int, typer.Option("--replications", "-r", help="How many worlds a scenario.")
    ] = DEFAULT_REPLICATIONS,
    seed: Annotated[int, typer.Option(help="Same seed, same people and luck.")] = 1,
    workers: WorldsAtWork = None,
    parameters: ParametersOption = "prior",
    draws: Annotated[
        int | None,
        typer.Option(help="Parameter draws; default half the worlds, so two worlds each."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(help="First month of permits, YYYY-MM; default when the scenarios part."),
    ] = None,
    independent: Annotated[
        bool, typer.Option("--independent", help="Luck apart for each scenario, to see the loss.")
    ] = False,
    variants: Annotated[
        bool, typer.Option("--variants/--no-variants", help="Also under other assumptions.")
    ] = True,
    precision: Annotated[
        float | None,
        typer.Option(help="Add worlds until the error of --observable is at most this."),
    ] = None,
    observable: Annotated[
        str, typer.Option(help="The outcome that --precision is about: a name, or a whole key.")
    ] = DEFAULT_OBSERVABLE,
    store: StoreOption = None,
    fresh: FreshOption = False,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Compare scenarios with the first: closed cohorts, the same people with the same luck.

    Example: doorstroom compare base duale-trajecten z-route-ruim --replications 200
    """
    from experiments.compare.precision import Precision, with_replications

    front = Front(lang, as_json)
    with front.guard():
        found = world_problems(replications, 2, seed, workers, parameters, draws)
        more = (
            between("SCENARIO", len(scenarios), 2, MOST_SCENARIOS),
            _since_problem(since),
            _precision_problem(precision),
        )
        loaded = _load(scenarios, found + [problem for problem in more if problem is not None])
        for one in loaded:
            front.warn(one.warnings)
        question = _question(
            loaded, replications, seed, parameters, draws, since, independent, variants
        )
        tries: list[Try] = []
        if precision is not None:
            asked = Precision(observable, precision)
            tries = _tries(front, question, asked, store, workers)
            question = with_replications(question, tries[-1].replications)
        answer = _answer(front, question, store, workers, fresh)
        _show(front, answer, tries)
    if answer.failed_worlds:
        raise typer.Exit(ExitCode.DONE_WITH_FAILED_RUNS)


def _since_problem(since: str | None) -> Problem | None:
    from experiments.scenario.model import FIRST_MONTH, LAST_MONTH, is_month

    if since is None or is_month(since):
        return None
    return Problem(
        "bad-month", "--since", since, details={"first": FIRST_MONTH, "last": LAST_MONTH}
    )


def _precision_problem(precision: float | None) -> Problem | None:
    if precision is None or precision > 0:
        return None
    return Problem("precision-zero", "--precision", str(precision))


def _tries(
    front: Front, question: Question, asked: Precision, store: Path | None, workers: int | None
) -> list[Try]:
    """Add worlds until the outcome is exact enough, and say after how many that is."""
    from experiments.compare.precision import observables_of, try_until
    from experiments.numbers import write_number

    seen: list[Comparison] = []

    def compare_one(one: Question) -> Comparison:
        seen[:] = [_answer(front, one, store, workers, fresh=False).stored.comparison]
        return seen[0]

    try:
        tries = try_until(question, asked, compare_one)
    except KeyError:
        near = nearest_of(asked.observable, observables_of(seen[0]))
        raise InputProblems(
            [Problem("precision-observable", "--observable", asked.observable, nearest=near)]
        ) from None
    key = "reached" if tries[-1].half_width <= asked.half_width else "not_reached"
    front.tell(
        f"compare.precision.{key}",
        observable=asked.observable,
        worlds=write_number(tries[-1].replications, front.lang),
        half_width=write_number(tries[-1].half_width, front.lang, 4),
        asked=write_number(asked.half_width, front.lang, 4),
    )
    return tries


def _load(sources: list[str], found: list[Problem]) -> list[LoadedScenario]:
    """Read all scenarios; everything that is wrong with them and the options at once."""
    from experiments.scenario.files import load_scenario

    loaded = []
    for source in sources:
        try:
            loaded.append(load_scenario(source))
        except InputProblems as wrong:
            found.extend(wrong.problems)
    if found:
        raise InputProblems(found)
    return loaded


def _question(
    loaded: list[LoadedScenario],
    replications: int,
    seed: int,
    parameters: str,
    draws: int | None,
    since: str | None,
    independent: bool,
    variants: bool,
) -> Question:
    from experiments.compare.question import Question, default_draws
    from experiments.runner.request import ParameterKind
    from simulation.months import parse_month

    kind = cast("ParameterKind", parameters)
    return Question(
        scenarios=tuple(one.scenario for one in loaded),
        seed=seed,
        replications=replications,
        parameters=kind,
        draws=draws or default_draws(kind, replications),
        independent=independent,
        since=None if since is None else parse_month(since),
        variants=variants,
    )


def _answer(
    front: Front, question: Question, store: Path | None, workers: int | None, fresh: bool
) -> CompareAnswer:
    from experiments.cli.progress import WatchingFront
    from experiments.compare.answer import answer_question
    from experiments.provenance import cores
    from experiments.store.location import store_folder

    command = ["doorstroom", *sys.argv[1:]]
    with WatchingFront(front, shlex.join(command)) as watching:
        return answer_question(
            question, store_folder(store), workers or cores(), command, fresh, watching.watcher()
        )


def _show(front: Front, answer: CompareAnswer, tries: list[Try]) -> None:
    from experiments.cli.compare_screen import print_comparison
    from experiments.compare.told import comparison_as_json

    if not front.as_json:
        print_comparison(front, answer)
        return
    told = comparison_as_json(answer.stored.comparison, front.texts)
    front.print_json({"schema": 1, "meta": _meta(answer, tries), **told})


def _meta(answer: CompareAnswer, tries: list[Try]) -> dict[str, object]:
    """Times, the machine, and what was asked: nothing of the outcome."""
    manifest = answer.stored.manifest
    question = answer.stored.comparison.question
    cohorts = question.cohorts
    copied = ("id", "calibrated", "buiten_de_wet", "digests", "versions", "source", "machine")
    request = dict(manifest["request"])
    request["scenarios"] = [scenario["name"] for scenario in request["scenarios"]]
    request.pop("observables")
    return {
        **{name: manifest[name] for name in copied},
        "kind": "compare",
        "path": str(answer.stored.path),
        "reused": answer.reused,
        "seconds": round(answer.seconds, 3),
        "request": request,
        "cohorts": [{"at": cohort.at, **cohort.people} for cohort in cohorts],
        "refused_across_laws": list(question.refused),
        "interval": "90 % posterior interval of the expected difference; Monte-Carlo error apart",
        "predictive": "90 % interval of the difference seen with luck apart in each scenario",
        "failed_worlds": answer.failed_worlds,
        "tries": [{"replications": t.replications, "half_width": t.half_width} for t in tries],
        "times": manifest["times"],
    }
