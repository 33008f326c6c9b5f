"""Find, read and check scenario files: the shipped ones by name, a user's own by path."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from experiments.errors import InputProblems, Problem, nearest_of
from experiments.scenario.checks import problems_of_meaning
from experiments.scenario.inflow_file import read_inflow_file
from experiments.scenario.model import FORMAT, Scenario
from experiments.scenario.problems import problems_in
from experiments.scenario.setups import problems_of_setup
from experiments.scenario.yaml_reader import Document, read_yaml_file
from simulation.region import load_region

SHIPPED = Path(__file__).resolve().parent.parent / "scenarios"
BASE = "base"


@dataclass(frozen=True)
class LoadedScenario:
    """A checked scenario, the file it came from, and warnings about it."""

    scenario: Scenario
    path: Path
    warnings: tuple[Problem, ...] = ()


def list_shipped() -> tuple[str, ...]:
    """Return the names of the scenarios that come with Doorstroom, the base scenario first."""
    names = sorted(path.stem for path in SHIPPED.glob("*.yaml"))
    return tuple(sorted(names, key=lambda name: name != BASE))


def find_scenario(source: str) -> Path:
    """Return the file that `source` means: a shipped name, or a path.

    Raises InputProblems when it is neither.
    """
    if source in list_shipped():
        return SHIPPED / f"{source}.yaml"
    path = Path(source)
    if path.exists() or path.suffix in {".yaml", ".yml"} or len(path.parts) > 1:
        return path
    shipped = list_shipped()
    details = {"options": ", ".join(shipped)}
    near = nearest_of(source, shipped)
    problem = Problem("unknown-scenario", value=source, nearest=near, details=details)
    raise InputProblems([problem])


def load_scenario(source: str) -> LoadedScenario:
    """Read and check a scenario as a whole.

    source: a shipped name or a path. Raises InputProblems with everything that is wrong.
    """
    path = find_scenario(source)
    return check_document(read_yaml_file(path), path)


def check_document(document: Document, path: Path) -> LoadedScenario:
    """Check a document that was read. Raises InputProblems with everything that is wrong."""
    if document.data is None:
        raise InputProblems([*document.problems, Problem("file-empty", file=document.name)])
    other_format = _problem_of_format(document)
    if other_format is not None:
        raise InputProblems([other_format])
    found = [*document.problems, *problems_of_meaning(document)]
    scenario = None
    try:
        scenario = Scenario.model_validate(document.data)
    except ValidationError as error:
        found += problems_in(error, document)
    if scenario is not None and not any(not problem.warning for problem in found):
        try:
            scenario = _with_own_inflow(scenario, path)
        except InputProblems as wrong:
            raise InputProblems([*found, *wrong.problems]) from None
        found += problems_of_setup(scenario, document)
    found.sort(key=lambda problem: problem.line or 0)
    errors = [problem for problem in found if not problem.warning]
    if scenario is None or errors:
        raise InputProblems(errors)
    return LoadedScenario(scenario, path, tuple(found))


def _with_own_inflow(scenario: Scenario, path: Path) -> Scenario:
    """Read the user's own series beside the scenario's file, where there is one."""
    if scenario.inflow.file is None:
        return scenario
    region = load_region(scenario.region)
    rows = read_inflow_file(path.parent / scenario.inflow.file, region)
    return scenario.model_copy(update={"inflow": scenario.inflow.model_copy(update={"rows": rows})})


def _problem_of_format(document: Document) -> Problem | None:
    """A file of a later format is refused before its fields are judged by this one."""
    data = document.data
    written = data.get("format") if isinstance(data, dict) else None
    if isinstance(written, int) and not isinstance(written, bool) and written != FORMAT:
        line = document.place_of(("format",)).line
        details = {"format": FORMAT}
        return Problem("other-format", "format", str(written), document.name, line, None, details)
    return None
