"""`doorstroom run --caseload`: the answer from a municipality's own caseload, aggregates only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.calibrated import state
from experiments.cli.front import Front
from experiments.errors import InputProblems, Problem

if TYPE_CHECKING:
    from experiments.caseload.run import CaseloadAnswer, CaseloadRequest
    from experiments.scenario.model import Scenario


def answer_caseload(
    front: Front,
    scenario: Scenario,
    folder: Path,
    numbers: tuple[int, int, str, int],
    workers: int,
    out: Path | None,
) -> None:
    """Read the caseload, simulate, print aggregates, and write them to `out` where it is given.

    numbers: seed, replications, kind of parameters, draws. Nothing goes to the store.
    """
    from experiments.caseload.run import run_caseload, write_answer

    request = _request(scenario, folder, numbers)
    front.tell("caseload.banner")
    front.tell("run.simulating_worlds", worlds=request.replications)
    answer = run_caseload(request, workers)
    if out is not None:
        write_answer(answer, out)
    if front.as_json:
        front.print_json(as_json(answer))
    else:
        _print(front, answer, out)


def _request(
    scenario: Scenario, folder: Path, numbers: tuple[int, int, str, int]
) -> CaseloadRequest:
    """The request of a checked caseload. Raises InputProblems with everything that is wrong."""
    from experiments.caseload.people import load_caseload
    from experiments.caseload.run import CaseloadRequest, from_start
    from experiments.scenario.setups import setup_of
    from simulation.months import format_month
    from simulation.region import load_region

    caseload = load_caseload(folder, load_region(scenario.region))
    if scenario.until < format_month(caseload.start):
        details = {"start": format_month(caseload.start)}
        raise InputProblems([Problem("caseload-until", "until", scenario.until, details=details)])
    begun = from_start(scenario, caseload)
    problems = [
        Problem(
            "setup",
            problem.field,
            problem.value,
            details={"allowed": problem.allowed, "next_step": problem.next_step},
        )
        for problem in setup_of(begun).validate()
    ]
    if problems:
        raise InputProblems(problems)
    seed, replications, parameters, draws = numbers
    return CaseloadRequest(begun, caseload, seed, replications, parameters, draws)


def as_json(answer: CaseloadAnswer) -> dict[str, Any]:
    """The document of `--json`: as that of a run, with the banner first."""
    return {
        "schema": 1,
        "banner": answer.manifest["banner"],
        "meta": answer.manifest,
        "observables": [
            {
                "name": figure.name,
                "filter": figure.filter,
                "value": figure.middle,
                "low": figure.low,
                "high": figure.high,
                "n": figure.n,
            }
            for figure in answer.figures
        ],
    }


def _print(front: Front, answer: CaseloadAnswer, out: Path | None) -> None:
    from rich.text import Text

    from experiments.cli.tables import plain_table
    from experiments.numbers import write_number, write_quantity
    from simulation.money import observable_named

    texts, lang, manifest = front.texts, front.lang, answer.manifest
    request, caseload = manifest["request"], manifest["caseload"]
    front.out.print(Text(texts("caseload.banner"), style="bold red"), soft_wrap=True)
    title = manifest["scenario"]["title"]
    front.out.print(Text(title.get(lang) or title["nl"], style="bold"))
    front.out.print(texts("figures.period", start=request["start"], until=request["until"]))
    front.out.print(
        texts(
            "caseload.people",
            people=caseload["people"],
            left_out=caseload["left_out_ended"],
            towns=", ".join(caseload["municipalities"]),
        ),
        soft_wrap=True,
    )
    imputed = ", ".join(f"{name} {n}" for name, n in caseload["imputed"].items())
    front.out.print(texts("caseload.imputed", imputed=imputed or "-"), soft_wrap=True)
    front.out.print(
        Text(
            texts(f"figures.{state(answer.manifest['request']['parameters'])}"), style="bold yellow"
        ),
        soft_wrap=True,
    )
    names = ("figures.figure", "figures.value", "figures.spread", "figures.n")
    table = plain_table(*(texts(name) for name in names), right=(1, 2, 3))
    for figure in answer.figures:
        if not figure.headline:
            continue
        observable = observable_named(figure.name, figure.filter)
        told = [figure.middle, figure.low, figure.high]
        if None in told:
            values = [texts("caseload.few"), "", ""]
        else:
            values = [write_quantity(v, figure.unit, lang) for v in told if v is not None]
        spread = texts("figures.from_to", low=values[1], high=values[2]) if values[1] else ""
        n = texts("caseload.few") if figure.n is None else write_number(figure.n, lang)
        named = observable.title_en if lang == "en" else observable.title_nl
        table.add_row(named, values[0], spread, n)
    front.out.print(table)
    front.out.print(texts("caseload.legend"), soft_wrap=True)
    if out is not None:
        front.out.print(texts("caseload.place", path=str(out)), soft_wrap=True)
