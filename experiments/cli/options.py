"""Checks of options that commands share."""

from __future__ import annotations

from experiments.errors import Problem, nearest_of

PARAMETER_KINDS = ("point", "prior")
MAX_WORKERS = 1024


def between(name: str, value: int | None, low: int, high: int) -> Problem | None:
    """Return the problem of a number outside its range, None where it is in it or not given."""
    if value is None or low <= value <= high:
        return None
    return Problem("option-range", name, str(value), details={"low": low, "high": high})


def kind_problem(parameters: str) -> Problem | None:
    """Return the problem of a word that is no kind of parameters."""
    if parameters in PARAMETER_KINDS:
        return None
    details = {"options": ", ".join(PARAMETER_KINDS)}
    near = nearest_of(parameters, PARAMETER_KINDS)
    return Problem("not-among", "--parameters", parameters, nearest=near, details=details)
