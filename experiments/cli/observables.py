"""What `doorstroom explain observable` shows, and how wrong observables become problems."""

from __future__ import annotations

from typing import Any

from experiments.errors import InputProblems, Problem
from simulation.definitions import DIRECTIONS, UNITS
from simulation.filters import CHOICE, FILTERS
from simulation.money_definitions import MONEY_DEFINITIONS
from simulation.observable_checks import allowed_values, known_filters, needed_filters
from simulation.observables import (
    DEFAULT_OBSERVABLES,
    DEFINITIONS,
    Observable,
    ObservableError,
    parse_observable,
)


def explain(text: str, lang: str) -> tuple[str, dict[str, Any]]:
    """The name, and the rows of the table: of a name, or of one observable with its filters.

    Raises:
        InputProblems: where the text is neither.
    """
    if text.partition("[")[0] in MONEY_DEFINITIONS:
        return explain_money(text.partition("[")[0], lang)
    if text in DEFINITIONS:
        return text, _rows(Observable(text), lang)
    try:
        asked = parse_observable(text)
    except ObservableError as wrong:
        raise InputProblems(problems_of(wrong)) from None
    return asked.name, {"key": asked.key} | _rows(asked, lang)


def explain_money(name: str, lang: str) -> tuple[str, dict[str, Any]]:
    """The rows of an observable of money; its keys are those of the base scenario."""
    from experiments.scenario.files import load_scenario
    from experiments.scenario.setups import setup_of
    from simulation.engine import observables_of

    english = lang == "en"
    definition = MONEY_DEFINITIONS[name]
    known = observables_of(setup_of(load_scenario("base").scenario))
    return name, {
        "title": definition.title_en if english else definition.title_nl,
        "definition": definition.text_en if english else definition.text_nl,
        "unit": "euro",
        "direction": DIRECTIONS[definition.more_is][english],
        "filters": list(definition.filters),
        "keys": [observable.key for observable in known if observable.name == name],
    }


def problems_of(wrong: ObservableError) -> list[Problem]:
    """The same problems, with their sentences in the catalogues."""
    return [
        Problem(
            problem.code,
            problem.field,
            problem.value or None,
            nearest=problem.nearest,
            details={"observable": problem.observable, "allowed": ", ".join(problem.allowed)},
        )
        for problem in wrong.problems
    ]


def _rows(observable: Observable, lang: str) -> dict[str, Any]:
    english = lang == "en"
    definition = observable.definition
    keys = [entry.key for entry in DEFAULT_OBSERVABLES if entry.name == observable.name]
    unit = UNITS.get(observable.unit, (observable.unit, observable.unit))
    return {
        "title": observable.title_en if english else observable.title_nl,
        "definition": definition.text_en if english else definition.text_nl,
        "unit": unit[english],
        "direction": DIRECTIONS[definition.more_is][english],
        "filters": _filters(observable, english),
        "keys": keys,
    }


def _filters(observable: Observable, english: bool) -> list[str]:
    """A line for each filter that it may have: whether it must, what it means, what it may be."""
    needed = needed_filters(observable.name, observable.filter)
    must = " (needed)" if english else " (nodig)"
    lines = []
    for name in known_filters(observable.name, observable.filter):
        found = FILTERS[name]
        meaning = found.meaning_en if english else found.meaning_nl
        allowed = allowed_values(observable.name, name, observable.filter, None)
        values = f": {', '.join(allowed)}" if found.kind == CHOICE else ""
        lines.append(f"{name}{must if name in needed else ''} - {meaning}{values}")
    return lines
