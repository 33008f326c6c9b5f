"""Every outcome's definition, once.

The same definitions serve results, charts, calibration, validation and a user's own targets. What
a name means stands in definitions/, whom and when in filters.py, what a run gives by itself in
default_observables.py and, of groups that are followed, in cohort_observables.py;
observable_requests.py compiles any list of them for the pass of measure.py.
"""

from __future__ import annotations

from simulation.cohort_observables import default_observables
from simulation.default_observables import DEFAULT_OBSERVABLES
from simulation.definitions import DEFINITIONS, Definition
from simulation.observable import Observable, parse_observable
from simulation.observable_checks import ObservableError, ObservableProblem, find_problems
from simulation.observable_requests import compile_requests

__all__ = [
    "DEFAULT_OBSERVABLES",
    "DEFINITIONS",
    "Definition",
    "Observable",
    "ObservableError",
    "ObservableProblem",
    "compile_requests",
    "default_observables",
    "find_problems",
    "parse_observable",
]
