"""From the runs of a batch to the indices of every outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from experiments.errors import InputProblems, Problem
from experiments.sensitivity.indices import Indices, Table, reckon
from experiments.sensitivity.question import SensitivityQuestion
from experiments.store.results import StoredResult


@dataclass(frozen=True)
class OutcomeIndices:
    """The indices of one outcome, and its mean and standard deviation over all runs."""

    outcome: str
    mean: float
    deviation: float
    indices: Indices


def indices_of(question: SensitivityQuestion, result: StoredResult) -> list[OutcomeIndices]:
    """Return the indices of each outcome.

    Raises InputProblems where runs failed, or an outcome is undefined in some: without them every
    index would be of another question.
    """
    failed = int(result.manifest["failed_worlds"])
    if failed:
        details = {"failed": failed, "runs": question.runs}
        raise InputProblems([Problem("sens-failed", question.name, None, details=details)])
    values = _values(question, result)
    problems = []
    for outcome, found in values.items():
        undefined = int(np.isnan(found).sum())
        if undefined:
            details = {"undefined": undefined, "runs": question.runs}
            problems.append(Problem("sens-undefined", "outcomes", outcome, details=details))
    if problems:
        raise InputProblems(problems)
    told = []
    for outcome, found in values.items():
        indices = reckon(question.method, question.names, question.shares, found, question.seed)
        told.append(OutcomeIndices(outcome, float(found.mean()), float(found.std()), indices))
    return told


def _values(question: SensitivityQuestion, result: StoredResult) -> Mapping[str, Table]:
    """Return each outcome over the runs, in their order."""
    found = {outcome: np.full(question.runs, np.nan) for outcome in question.outcomes}
    for part in result.parts("observables"):
        keys = np.array(part["key"].cast("string").to_pylist())
        cells = part["cell"].to_numpy()
        values = part["value"].to_numpy(zero_copy_only=False).astype(np.float64)
        for outcome, row in found.items():
            mine = keys == outcome
            row[cells[mine]] = values[mine]
    return found
