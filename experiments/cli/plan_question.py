"""Read what `doorstroom plan` is asked; everything that is wrong with it at once."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any, cast

from experiments.cli.front import Front
from experiments.cli.observables import problems_of
from experiments.design.levers import Lever, lever_names, turned
from experiments.errors import InputProblems, Problem, nearest_of
from experiments.plan.norm import Norm, split_norm
from experiments.plan.question import By, PlanQuestion
from experiments.plan.search import Span
from experiments.runner.request import ParameterKind, default_draws
from experiments.scenario.files import LoadedScenario, check_document, load_scenario
from experiments.scenario.model import FIRST_MONTH, LAST_MONTH, is_month
from experiments.scenario.yaml_reader import Document, read_yaml_file
from simulation.months import parse_month
from simulation.observable import parse_observable
from simulation.observable_checks import ObservableError

MOST_LEVERS = 3
WAYS: tuple[By, ...] = ("world", "year")
_NUMBER = r"-?\d+(?:\.\d+)?"
_SPAN = re.compile(rf"({_NUMBER}):({_NUMBER})(?::({_NUMBER}))?")
_STEPS = 100
_WHOLE_FROM = 20


def question_of(
    front: Front,
    source: str,
    *,
    levers: list[str],
    spans: list[str],
    norm: str,
    by: str,
    start: str,
    probability: float,
    seed: int,
    replications: int,
    parameters: str,
    found: list[Problem],
) -> PlanQuestion:
    """Return the question. Raises InputProblems with `found` and everything else that is wrong."""
    loaded = _load(source, found)
    if not 0 < probability < 1:
        found.append(Problem("plan-probability", "--probability", str(probability)))
    if by not in WAYS:
        details = {"options": ", ".join(WAYS)}
        found.append(Problem("not-among", "--by", by, None, None, nearest_of(by, WAYS), details))
    months = {"first": FIRST_MONTH, "last": LAST_MONTH}
    if not is_month(start):
        found.append(Problem("bad-month", "--from", start, details=months))
    elif loaded is not None and not _inside(loaded, start):
        asked = loaded.scenario
        details = {"first": asked.start, "last": asked.until}
        found.append(Problem("plan-from", "--from", start, details=details))
    turned_levers = _levers(levers, spans, start, found)
    ranges = [_span(text, found) for text in spans]
    wanted = _norm(norm, found)
    if found or loaded is None or wanted is None:
        raise InputProblems(found)
    front.warn(loaded.warnings)
    kind = cast("ParameterKind", parameters)
    question = PlanQuestion(
        scenario=loaded.scenario,
        levers=turned_levers,
        spans=tuple(span for span in ranges if span is not None),
        norm=wanted,
        by="year" if by == "year" else "world",
        probability=probability,
        seed=seed,
        replications=replications,
        parameters=kind,
        draws=default_draws(kind, replications),
    )
    _check_ends(question, loaded)
    return question


def _load(source: str, found: list[Problem]) -> LoadedScenario | None:
    try:
        return load_scenario(source)
    except InputProblems as wrong:
        found.extend(wrong.problems)
        return None


def _inside(loaded: LoadedScenario, start: str) -> bool:
    scenario = loaded.scenario
    month = parse_month(start) - scenario.start_month
    return 0 <= month < scenario.months


def _levers(
    names: list[str], spans: list[str], start: str, found: list[Problem]
) -> tuple[Lever, ...]:
    if not 1 <= len(names) <= MOST_LEVERS or len(names) != len(spans):
        details = {"levers": len(names), "ranges": len(spans), "most": MOST_LEVERS}
        found.append(Problem("plan-levers", "--lever", ", ".join(names) or None, details=details))
    known = lever_names()
    for name in names:
        if name not in known:
            found.append(Problem("lever-unknown", "--lever", name, nearest=nearest_of(name, known)))
        elif names.count(name) > 1:
            found.append(Problem("plan-twice", "--lever", name))
    return tuple(Lever(name, start) for name in names)


def _span(text: str, found: list[Problem]) -> Span | None:
    """Read LOW:HIGH or LOW:HIGH:STEP; without a step whole numbers, or a hundredth of the range."""
    shape = _SPAN.fullmatch(text.strip())
    if shape is not None:
        low, high = float(shape[1]), float(shape[2])
        whole = low.is_integer() and high.is_integer() and high - low >= _WHOLE_FROM
        step = float(shape[3]) if shape[3] else 1.0 if whole else (high - low) / _STEPS
        if low < high and 0 < step <= high - low:
            return Span(low, high, step)
    found.append(Problem("plan-range", "--range", text))
    return None


def _norm(text: str, found: list[Problem]) -> Norm | None:
    parts = split_norm(text)
    if parts is None:
        found.append(Problem("plan-norm", "--norm", text or None))
        return None
    try:
        return Norm(parse_observable(parts[0]), parts[1], parts[2])
    except ObservableError as wrong:
        found.extend(problems_of(wrong))
        return None


def _check_ends(question: PlanQuestion, loaded: LoadedScenario) -> None:
    """Check both ends of the ranges as a user's own scenario would be. Raises InputProblems."""
    source = read_yaml_file(loaded.path)
    for end in ("low", "high"):
        values = [float(getattr(span, end)) for span in question.spans]
        setting = dict(zip(question.levers, values, strict=True))
        data: dict[str, Any] = deepcopy(source.data) or {}
        try:
            data |= turned(data, setting)
        except LookupError as error:
            details = {"scenario": loaded.scenario.name}
            raise InputProblems(
                [Problem("lever-ambiguous", str(error.args[0]), details=details)]
            ) from None
        shown = ", ".join(f"{lever.name}={value:g}" for lever, value in setting.items())
        check_document(Document(f"--range ({shown})", data, source.places), loaded.path)
