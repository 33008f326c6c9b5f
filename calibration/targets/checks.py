"""What is wrong with rows together: names and facts used twice, rows that contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from calibration.targets.problems import TargetProblem
from calibration.targets.target import Target

AGREE = 0.005
"""Rows without a margin may differ so much: published shares are rounded to a percent."""


def check_rows(targets: Sequence[Target]) -> list[TargetProblem]:
    """Every problem between rows; each names the other row."""
    return [*_ids(targets), *_facts(targets), *_contradictions(targets)]


def _ids(targets: Iterable[Target]) -> list[TargetProblem]:
    seen: dict[str, Target] = {}
    problems = []
    for target in targets:
        if target.id in seen:
            allowed = f"a name of its own (also line {seen[target.id].line})"
            problems.append(_problem("target-id", target, "id", target.id, allowed))
        seen.setdefault(target.id, target)
    return problems


def _facts(targets: Iterable[Target]) -> list[TargetProblem]:
    """A fact is used once, for fitting or for testing: else it would test what was fitted on it."""
    first: dict[str, Target] = {}
    problems = []
    for target in targets:
        earlier = first.setdefault(target.fact_id, target)
        if earlier.use != target.use:
            allowed = f"{earlier.use}, as {earlier.id} (line {earlier.line}), or another fact"
            problems.append(_problem("target-fact", target, "use", target.use, allowed))
    return problems


def _contradictions(targets: Iterable[Target]) -> list[TargetProblem]:
    """Rows that ask the same of the same people, and whose margins do not meet."""
    by_question: dict[tuple[str, str], list[Target]] = defaultdict(list)
    for target in targets:
        by_question[target.region, target.observable.key].append(target)
    problems = []
    for same in by_question.values():
        for place, other in enumerate(same):
            for first in same[:place]:
                if not _meet(first, other):
                    allowed = f"what {first.id} (line {first.line}) says: {first.value:g}"
                    value = f"{other.value:g}"
                    problems.append(
                        _problem("target-contradiction", other, "value", value, allowed)
                    )
    return problems


def _meet(one: Target, other: Target) -> bool:
    low_one, high_one = _margin(one)
    low_other, high_other = _margin(other)
    return low_one <= high_other and low_other <= high_one


def _margin(target: Target) -> tuple[float, float]:
    if target.low is None or target.high is None:
        slack = AGREE if target.unit == "share" else AGREE * target.value
        return target.value - slack, target.value + slack
    return target.low, target.high


def _problem(code: str, target: Target, column: str, value: str, allowed: str) -> TargetProblem:
    return TargetProblem(code, target.line, column, value, target.id, allowed)
