"""Targets: published outcomes in the project's own format, each asked of the model as it was asked.

A row says what was seen (an observable, of whom, when), how sure it is, and whether it is for
fitting or for testing. docs/target-files.md describes the file.
"""

from calibration.targets.problems import TargetError, TargetProblem
from calibration.targets.reading import load_targets, read_targets
from calibration.targets.target import Target, TargetSet

__all__ = [
    "Target",
    "TargetError",
    "TargetProblem",
    "TargetSet",
    "load_targets",
    "read_targets",
]
