"""Mesa is taken as it is, of either version: no name of its own is touched, and it touches nothing.

Mesa 3.5 has more names on a model than 3.3; a name that we would set there breaks it without a
word. And importing Mesa 3.3 changes how the whole program starts processes.
"""

from __future__ import annotations

import ast

import pytest

from simulation.agents.views import Gemeente, Inburgeraar, Taalaanbieder, View
from simulation.model import InburgeringModel
from simulation.quiet_mesa import mesa
from tests.engine.source import trees
from tests.engine.worlds import prepared, run_apart

pytestmark = [pytest.mark.every_python, pytest.mark.filterwarnings("error")]

OF_MESA_3_5 = (
    "scenario time steps batch suppress observables observe unobserve notify run_for run_until "
    "agents agents_by_type agent_types data_registry agent_id_counter schedule_event "
    "schedule_recurring random rng clear_all_subscriptions register_agent deregister_agent"
).split()
"""Names on a model of Mesa 3.5, also where an older one runs."""
MEANT = {"__init__", "step"}
"""What a model is meant to have of its own."""


def small_model(**options: bool) -> InburgeringModel:
    scenario = prepared(6, 30_000)
    return InburgeringModel(scenario.setup, scenario.draw, **options)


class BareModel(mesa.Model):
    """A subclass that sets nothing: Mesa 3.5 itself sets names on every subclass."""


class BareAgent(mesa.Agent):
    """As BareModel, of an agent."""


def own_names(model: mesa.Model) -> set[str]:
    """Names that our class, or our code on an instance of it, sets."""
    of_class = set(vars(InburgeringModel)) - set(vars(BareModel))
    return of_class | (set(vars(model)) - set(vars(BareModel(rng=1))))


def test_no_name_of_mesa_is_taken() -> None:
    model = small_model(people=True)
    model.run_model()
    theirs = set(dir(BareModel(rng=1))) | set(OF_MESA_3_5)
    assert own_names(model) & theirs <= MEANT
    assert {"world", "month", "setup"} <= own_names(model)


@pytest.mark.parametrize("kind", [View, Gemeente, Taalaanbieder, Inburgeraar])
def test_no_name_of_an_agent_is_taken(kind: type) -> None:
    theirs = set(dir(BareAgent(BareModel(rng=1)))) | {"model", "unique_id", "pos", "scenario"}
    own = set(vars(kind)) - set(vars(BareAgent))
    assert own & theirs <= {"__init__", "__annotations__"}


def test_mesa_is_imported_in_one_place() -> None:
    found = {
        module
        for package in ("simulation", "calibration", "experiments")
        for module, tree in trees(package).items()
        for node in ast.walk(tree)
        for name in imported(node)
        if name.split(".")[0] == "mesa"
    }
    assert found == {"simulation.quiet_mesa"}


def imported(node: ast.AST) -> list[str]:
    """The modules that an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


START_METHOD = """
import multiprocessing as m
if {before!r}: m.set_start_method({before!r})
import {module}
print(m.get_start_method(allow_none=True))
"""


@pytest.mark.parametrize("before", ["", "fork", "forkserver", "spawn"])
def test_the_start_method_of_processes_stays(before: str) -> None:
    """Strictly: any warning on the way is an error too."""
    code = START_METHOD.format(before=before, module="simulation.model")
    assert run_apart("-c", code, strict=True).strip() == (before or "None")


def test_plain_mesa_of_the_older_version_changes_it() -> None:
    """So the test above could fail there; later versions leave it alone."""
    expected = "spawn" if mesa.__version__.startswith("3.3") else "None"
    code = START_METHOD.format(before="", module="mesa")
    assert run_apart("-c", code).strip() == expected


def test_the_engine_needs_no_mesa() -> None:
    code = "import sys, simulation.engine; print('mesa' in sys.modules)"
    assert run_apart("-c", code).strip() == "False"


def test_mesa_may_step_on_its_own_clock() -> None:
    """`run_for` of Mesa 3.5 lives the same months as `step`."""
    model, other = small_model(), small_model()
    if not hasattr(model, "run_for"):
        assert mesa.__version__.startswith("3.3")
        return
    model.run_for(6)
    other.run_model()
    assert model.month == model.time == 6
    assert model.outcome().digest == other.outcome().digest
