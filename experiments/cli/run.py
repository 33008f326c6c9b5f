"""`doorstroom run`: simulate a scenario, show the key figures, keep the result."""

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
    ScenarioArgument,
    StoreOption,
    WorldsAtWork,
    between,
    world_problems,
)
from experiments.errors import ExitCode, InputProblems, Problem, StoreProblem

if TYPE_CHECKING:
    from experiments.runner.run import Answer
    from experiments.scenario.files import LoadedScenario

DEFAULT_REPLICATIONS = 50


def run(
    scenario: ScenarioArgument = "base",
    replications: Annotated[
        int, typer.Option("--replications", "-r", help="How many worlds to simulate.")
    ] = DEFAULT_REPLICATIONS,
    seed: Annotated[int, typer.Option(help="Same seed, same worlds.")] = 1,
    workers: WorldsAtWork = None,
    parameters: ParametersOption = "prior",
    draws: Annotated[
        int | None,
        typer.Option(help="Parameter draws that the worlds take in turn; default one a world."),
    ] = None,
    store: StoreOption = None,
    fresh: FreshOption = False,
    out: Annotated[
        Path | None, typer.Option(help="Also copy the result to this folder (new or empty).")
    ] = None,
    charts: Annotated[bool, typer.Option("--charts/--no-charts", help="Draw the charts.")] = True,
    events: Annotated[
        int, typer.Option(help="Keep every event of so many worlds; of invented people.")
    ] = 0,
    caseload: Annotated[
        Path | None,
        typer.Option(help="Start from the people in these files (docs/caseload.md); totals only."),
    ] = None,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Simulate a scenario in many worlds, print key figures and keep a result folder.

    Example: doorstroom run base --replications 200 --seed 1 --json
    """
    front = Front(lang, as_json)
    with front.guard():
        options = _Options(replications, seed, workers, parameters, draws, out, events)
        loaded = _load(scenario, options)
        front.warn(loaded.warnings)
        if caseload is not None and events:
            raise InputProblems([Problem("caseload-events", "--events", str(events))])
        if caseload is not None:
            _answer_caseload(front, loaded, options, caseload, (store, fresh))
            return
        answer = _simulate(front, loaded, options, store, fresh)
        drawn = _draw(front, answer) if charts else None
        _copy(answer.result.path, out)
        _show(front, answer, out, drawn)
    if answer.failed_worlds:
        raise typer.Exit(ExitCode.DONE_WITH_FAILED_RUNS)


def _answer_caseload(
    front: Front,
    loaded: LoadedScenario,
    options: _Options,
    caseload: Path,
    kept: tuple[Path | None, bool],
) -> None:
    """From a caseload nothing goes to the store: only totals, on the screen and to --out."""
    from experiments.cli.caseload import answer_caseload
    from experiments.provenance import cores
    from experiments.runner.request import ParameterKind, default_draws

    if any(kept):
        raise InputProblems([Problem("caseload-no-store", "--caseload", str(caseload))])
    kind = cast("ParameterKind", options.parameters)
    draws = options.draws or default_draws(kind, options.replications)
    numbers = (options.seed, options.replications, kind, draws)
    workers = min(options.workers or cores(), options.replications)
    answer_caseload(front, loaded.scenario, caseload, numbers, workers, options.out)


class _Options:
    """The options of `run` as they were typed, and what is wrong with them."""

    def __init__(
        self,
        replications: int,
        seed: int,
        workers: int | None,
        parameters: str,
        draws: int | None,
        out: Path | None,
        events: int,
    ) -> None:
        self.events = events
        self.replications = replications
        self.seed = seed
        self.workers = workers
        self.parameters = parameters
        self.draws = draws
        self.out = out

    def problems(self) -> list[Problem]:
        """Return everything that is wrong with the options, all at once."""
        found = world_problems(
            self.replications, 1, self.seed, self.workers, self.parameters, self.draws
        )
        events = between("--events", self.events, 0, self.replications)
        if events is not None:
            found.append(events)
        if self.out is not None and self.out.exists():
            taken = not self.out.is_dir() or any(self.out.iterdir())
            if taken:
                found.append(Problem("out-taken", "--out", str(self.out)))
        return found


def _load(source: str, options: _Options) -> LoadedScenario:
    from experiments.scenario.files import load_scenario

    found = options.problems()
    try:
        loaded = load_scenario(source)
    except InputProblems as wrong:
        raise InputProblems([*found, *wrong.problems]) from None
    if found:
        raise InputProblems([*found, *loaded.warnings])
    return loaded


def _simulate(
    front: Front, loaded: LoadedScenario, options: _Options, store: Path | None, fresh: bool
) -> Answer:
    from experiments.cli.progress import WatchingFront
    from experiments.provenance import cores
    from experiments.runner.request import ParameterKind, RunRequest, default_draws
    from experiments.runner.run import answer
    from experiments.store.location import store_folder

    kind = cast("ParameterKind", options.parameters)
    request = RunRequest(
        scenario=loaded.scenario,
        seed=options.seed,
        replications=options.replications,
        parameters=kind,
        draws=options.draws or default_draws(kind, options.replications),
        traced=options.events,
    )
    command = ["doorstroom", *sys.argv[1:]]
    workers = min(options.workers or cores(), options.replications)
    with WatchingFront(front, shlex.join(command)) as watching:
        return answer(request, store_folder(store), workers, command, fresh, watching.watcher())


def _draw(front: Front, answer: Answer) -> dict[str, str]:
    from experiments.charts.folder import draw_charts

    return draw_charts(answer.result, front.lang)


def _copy(result: Path, out: Path | None) -> None:
    if out is None:
        return
    import shutil

    try:
        shutil.copytree(result, out, dirs_exist_ok=True)
    except (OSError, shutil.Error) as error:
        raise StoreProblem(str(out), str(error)) from error


def _show(front: Front, answer: Answer, out: Path | None, drawn: dict[str, str] | None) -> None:
    from experiments.cli.figures import figures_as_json, print_figures
    from experiments.store.statistics import summarise

    summaries = summarise(answer.result)
    place = out or answer.result.path
    if front.as_json:
        front.print_json(figures_as_json(answer, summaries, place))
    else:
        print_figures(front, answer, summaries, place, drawn)
