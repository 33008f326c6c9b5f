"""Find, read and check a sensitivity file as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from experiments.design.files import MOST_RUNS, refuse_other_format
from experiments.design.levers import Lever, lever_names
from experiments.design.points import is_power_of_two
from experiments.errors import InputProblems, Problem, nearest_of
from experiments.runner.request import sweep_outputs
from experiments.scenario.files import LoadedScenario, list_shipped, load_scenario
from experiments.scenario.problems import problems_in
from experiments.scenario.yaml_reader import Document, read_yaml_file
from experiments.sensitivity.model import FORMAT, FactorBlock, SensitivityFile
from experiments.sensitivity.question import Factor, SensitivityQuestion
from simulation.parameters import load_registry


@dataclass(frozen=True)
class LoadedSensitivity:
    """A checked question, the file it came from, and warnings about it."""

    question: SensitivityQuestion
    path: Path
    warnings: tuple[Problem, ...] = ()


def load_sensitivity(source: str) -> LoadedSensitivity:
    """Read and check a sensitivity file. Raises InputProblems with everything that is wrong."""
    path = Path(source)
    document = read_yaml_file(path)
    if document.data is None:
        raise InputProblems([*document.problems, Problem("sens-empty", file=document.name)])
    refuse_other_format(document, FORMAT)
    try:
        asked = SensitivityFile.model_validate(document.data)
    except ValidationError as error:
        raise InputProblems(
            [*document.problems, *problems_in(error, document, SensitivityFile)]
        ) from None
    return _checked(asked, document, path)


def _checked(asked: SensitivityFile, document: Document, path: Path) -> LoadedSensitivity:
    found = list(document.problems)
    loaded = _scenario(asked, path, found)
    found += _problems_of_size(asked, document)
    for name, block in asked.factors.items():
        found += _problems_of_factor(name, block, document)
    if loaded is None or any(not problem.warning for problem in found):
        raise InputProblems(found)
    month = loaded.scenario.start_month
    question = SensitivityQuestion(
        name=asked.name,
        scenario=loaded.scenario,
        method=asked.method,
        samples=asked.samples,
        factors=tuple(_factor(name, block, month) for name, block in asked.factors.items()),
        outcomes=tuple(asked.outcomes),
        chance=asked.chance,
        seed=asked.seed,
    )
    if question.runs > MOST_RUNS:
        details = {"runs": question.runs, "most": MOST_RUNS}
        found.append(_problem(document, "sens-too-big", "samples", asked.samples, **details))
        raise InputProblems(found)
    found += _problems_of_outcomes(question, document)
    if any(not problem.warning for problem in found):
        raise InputProblems(found)
    return LoadedSensitivity(question, path, loaded.warnings)


def _scenario(asked: SensitivityFile, path: Path, found: list[Problem]) -> LoadedScenario | None:
    source = asked.scenario
    beside = path.parent / source
    try:
        shipped = source in list_shipped() or not beside.exists()
        return load_scenario(source if shipped else str(beside))
    except InputProblems as wrong:
        found += wrong.problems
        return None


def _factor(name: str, block: FactorBlock, month: int) -> Factor:
    lever = Lever(name, block.from_)
    if block.low is None:
        return Factor(lever, prior=load_registry()[name], month=month)
    return Factor(lever, block.low, block.high)


def _problems_of_size(asked: SensitivityFile, document: Document) -> Iterator[Problem]:
    if asked.method == "sobol" and not is_power_of_two(asked.samples):
        size = asked.samples
        details = {"below": 2 ** (size.bit_length() - 1), "above": 2 ** size.bit_length()}
        yield _problem(document, "sens-sobol", "samples", size, **details)
    if len(asked.factors) + asked.chance < 2:
        yield _problem(document, "sens-one", "factors", None)


def _problems_of_factor(name: str, block: FactorBlock, document: Document) -> Iterator[Problem]:
    field = f"factors.{name}"
    line = document.place_of(("factors", name)).line
    try:
        low, high = Lever(name).bounds()
    except KeyError:
        near = nearest_of(name, lever_names())
        yield Problem("lever-unknown", field, None, document.name, line, near)
        return
    for value in (block.low, block.high):
        if value is not None and not low <= value <= high:
            details = {"low": f"{low:g}", "high": f"{high:g}"}
            shown = f"{value:g}"
            yield Problem("lever-bounds", field, shown, document.name, line, None, details)
    if block.low is None:
        prior = load_registry().get(name)
        if prior is None or prior.low is None or prior.family == "point":
            yield Problem("sens-no-range", field, None, document.name, line)
    if Lever(name).kind is not None and block.from_ is None:
        yield Problem("sens-no-from", field, None, document.name, line)


def _problems_of_outcomes(question: SensitivityQuestion, document: Document) -> Iterator[Problem]:
    known = sweep_outputs(question.design).observables
    for place, outcome in enumerate(question.outcomes):
        if outcome not in known:
            line = document.place_of(("outcomes", str(place))).line
            near = nearest_of(outcome, known)
            field = f"outcomes.{place}"
            yield Problem("sens-outcome", field, outcome, document.name, line, near)


def _problem(
    document: Document, code: str, field: str, value: object, **details: object
) -> Problem:
    shown = None if value is None else str(value)
    line = document.place_of((field,)).line
    return Problem(code, field, shown, document.name, line, None, details)
