"""What is checked when the evidence is loaded: every problem is found before any is reported."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from calibration.facts import (
    NO_URL,
    STATUSES,
    USES,
    Fact,
    KnownConflict,
    Source,
    read_dates,
    read_number,
    read_numbers,
)
from calibration.tables import FACT_TABLES, EvidenceProblem, Row

# What a known conflict may be about. The first four excuse a row from a check below.
CONFLICT_KINDS: Mapping[str, str] = {
    "no_value": "the row holds no number",
    "not_of_its_unit": "the value is not what its unit promises",
    "outside_range": "the value lies outside low and high",
    "source_case": "two source keys differ only in case",
    "same_page": "several source keys name one page",
    "untraced": "the page of the source is lost or unsure",
    "centre_not_read": "only the range was read, not the value",
    "locator_remembered": "the place in the law is remembered",
    "label_remembered": "the meaning of the numbers is remembered",
    "disagreement": "rows or sources say different things about one matter",
    "revision": "one figure was published in several versions",
    "label": "the same figures carry different labels",
    "use": "the use marked in the row is doubtful",
    "prior_from_target": "a prior was derived from a target",
    "parsed": "numbers were told apart in a run-together table",
    "dangling_note": "a note points at what is no longer there",
}

_LEVELS = ("A0", "A1", "A2", "B1", "B2", "C1", "C2")
# How the value of a unit must look; every other unit asks for a number or a list of numbers.
_UNITS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "text": (lambda value: True, "text"),
    "bool": (lambda value: value in ("yes", "no"), "yes, no"),
    "CEFR": (lambda value: value in _LEVELS, ", ".join(_LEVELS)),
    "date": (lambda value: bool(read_dates(value)), "YYYY-MM, YYYY-MM-DD or two with ' to '"),
    "month": (lambda value: bool(read_dates(value)) and len(value) == 7, "YYYY-MM"),
}
_NUMERIC = "a number, or numbers with | between them"
_NEEDED = ("id", "unit", "source_key", "status")

Problems = list[EvidenceProblem]


class Excuses:
    """Which rows the known conflicts excuse from which check, and which excuse was never needed."""

    def __init__(self, conflicts: Iterable[KnownConflict]) -> None:
        self._refs: dict[str, dict[str, KnownConflict]] = defaultdict(dict)
        for conflict in conflicts:
            for ref in conflict.refs:
                self._refs[conflict.kind].setdefault(ref, conflict)
        self._used: set[tuple[str, str]] = set()

    def cover(self, kind: str, ref: str) -> bool:
        """Tell whether a known conflict of this kind names this row, and remember that it did."""
        self._used.add((kind, ref))
        return ref in self._refs[kind]

    def unused(self, kinds: Iterable[str]) -> Iterable[tuple[KnownConflict, str]]:
        """Yield each conflict of these kinds with a row in which nothing was wrong."""
        for kind in kinds:
            for ref, conflict in self._refs[kind].items():
                if (kind, ref) not in self._used:
                    yield conflict, ref


def check_cells(table: str, rows: Iterable[Row], problems: Problems) -> None:
    """Find blanks around text, empty cells that must be filled, and impossible statuses."""
    file = f"{table}.csv"
    for line, cells in rows:
        for field, cell in cells.items():
            if cell != cell.strip():
                problems.append(EvidenceProblem(file, line, field, cell, "no blanks around it"))
        if table not in FACT_TABLES:
            continue
        shape = FACT_TABLES[table]
        for field in (*_NEEDED, shape.roles["statistic"]):
            if not cells[field]:
                problems.append(EvidenceProblem(file, line, field, "", "not empty"))
        if cells["status"] not in STATUSES:
            allowed = ", ".join(STATUSES)
            problems.append(EvidenceProblem(file, line, "status", cells["status"], allowed))
        if "use" in cells and cells["use"] not in USES:
            problems.append(EvidenceProblem(file, line, "use", cells["use"], ", ".join(USES)))


def check_values(facts: Iterable[Fact], excuses: Excuses, problems: Problems) -> None:
    """Find values that their unit does not allow, and values outside their range."""
    for fact in facts:
        file = f"{fact.table}.csv"
        _check_value(fact, file, excuses, problems)
        for field in ("low", "high", "months_since"):
            text = fact.cells.get(field, "")
            if text and read_number(text) is None:
                problems.append(EvidenceProblem(file, fact.line, field, text, "a number"))
        if fact.low is None or fact.high is None:
            if bool(fact.cells.get("low")) != bool(fact.cells.get("high")):
                bounds = f"{fact.cells['low']}..{fact.cells['high']}"
                problems.append(EvidenceProblem(file, fact.line, "low", bounds, "both or neither"))
            continue
        for number in fact.numbers or (fact.low,):
            within = fact.low <= number <= fact.high
            if not within and not excuses.cover("outside_range", fact.ref):
                allowed = f"{fact.low:g}..{fact.high:g}, or named in known_conflicts.csv"
                problems.append(EvidenceProblem(file, fact.line, "value", fact.value, allowed))


def _check_value(fact: Fact, file: str, excuses: Excuses, problems: Problems) -> None:
    """Find a missing value, or one that is not of its unit."""
    if not fact.value:
        ranged = fact.cells.get("low") and fact.cells.get("high")
        if not ranged and not excuses.cover("no_value", fact.ref):
            allowed = "a value, or low and high, or named in known_conflicts.csv"
            problems.append(EvidenceProblem(file, fact.line, "value", "", allowed))
        return
    fits, allowed = _UNITS.get(fact.unit, (lambda value: bool(read_numbers(value)), _NUMERIC))
    if not fits(fact.value) and not excuses.cover("not_of_its_unit", fact.ref):
        allowed = f"{allowed} (unit {fact.unit}), or named in known_conflicts.csv"
        problems.append(EvidenceProblem(file, fact.line, "value", fact.value, allowed))


def check_ids(keys: Iterable[tuple[str, int, str, str]], problems: Problems) -> None:
    """Find names that are used twice. keys: file, line, field, name; within what must be unique."""
    seen: dict[str, str] = {}
    for file, line, field, name in keys:
        if name in seen:
            allowed = f"a name of its own (also {seen[name]})"
            problems.append(EvidenceProblem(file, line, field, name, allowed))
        seen.setdefault(name, f"{file}:{line}")


def check_sources(sources: Iterable[Source], excuses: Excuses, problems: Problems) -> None:
    """Find broken addresses, and keys that differ only in case without being known to."""
    spellings: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        spellings[source.key.casefold()].append(source)
        address = source.url in NO_URL or source.url.startswith(("https://", "http://", "www."))
        if not address or " " in source.url:
            allowed = "an address, or empty, - or n/a"
            problems.append(EvidenceProblem("sources.csv", source.line, "url", source.url, allowed))
    for same in spellings.values():
        for source in same if len(same) > 1 else ():
            if not excuses.cover("source_case", f"sources:{source.key}"):
                allowed = "a key that differs in more than case, or named in known_conflicts.csv"
                problem = EvidenceProblem(
                    "sources.csv", source.line, "source_key", source.key, allowed
                )
                problems.append(problem)


def check_resolved(facts: Iterable[Fact], known: Mapping[str, Source], problems: Problems) -> None:
    """Find facts whose source is in no row of the sources. known: by key as the facts write it."""
    for fact in facts:
        if fact.source_key and fact.source_key not in known:
            file = f"{fact.table}.csv"
            allowed = "a source_key of sources.csv"
            problem = EvidenceProblem(file, fact.line, "source_key", fact.source_key, allowed)
            problems.append(problem)


def check_conflicts(
    conflicts: Iterable[KnownConflict],
    refs: frozenset[str],
    excuses: Excuses,
    problems: Problems,
) -> None:
    """Find conflicts of an unknown kind, about unknown rows, or about rows that are in order."""
    file = "known_conflicts.csv"
    for conflict in conflicts:
        if conflict.kind not in CONFLICT_KINDS:
            kinds = ", ".join(CONFLICT_KINDS)
            problems.append(EvidenceProblem(file, conflict.line, "kind", conflict.kind, kinds))
        if conflict.counts_as not in ("", *STATUSES):
            allowed = ", ".join(("empty", *STATUSES))
            problem = EvidenceProblem(file, conflict.line, "counts_as", conflict.counts_as, allowed)
            problems.append(problem)
        if not conflict.reason:
            problems.append(EvidenceProblem(file, conflict.line, "reason", "", "not empty"))
        for ref, times in Counter(conflict.refs).items():
            if ref not in refs or times > 1:
                allowed = "table:id of a fact or sources:KEY, each once"
                problems.append(EvidenceProblem(file, conflict.line, "refs", ref, allowed))
    excusing = ("no_value", "not_of_its_unit", "outside_range", "source_case")
    for conflict, ref in excuses.unused(excusing):
        if ref in refs:
            allowed = f"a row with this conflict ({conflict.kind}); nothing is wrong there"
            problems.append(EvidenceProblem(file, conflict.line, "refs", ref, allowed))
