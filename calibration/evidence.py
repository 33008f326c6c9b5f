"""The evidence: every published fact, its source and its status, checked when it is loaded.

The tables lie in `calibration/data`. A row is named `<table>:<id>`, for example `rules:N100` or
`observations:E017`; the bare id works too where only one table has it. Loading needs nothing
but the csv module, because every command that shows a number starts with it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from calibration import checks
from calibration.facts import LIST_SEPARATOR, STATUSES, Fact, KnownConflict, Source
from calibration.tables import (
    FACT_TABLES,
    OTHER_TABLES,
    EvidenceProblem,
    Row,
    digest_rows,
    make_fact,
    read_table,
)

__all__ = [
    "Evidence",
    "EvidenceError",
    "EvidenceProblem",
    "Fact",
    "KnownConflict",
    "Source",
    "UnknownFactError",
    "load_evidence",
    "read_evidence",
]


class EvidenceError(ValueError):
    """The data files are not as they must be. problems: all of them, by file and line."""

    def __init__(self, problems: Iterable[EvidenceProblem]) -> None:
        self.problems: tuple[EvidenceProblem, ...] = tuple(sorted(problems))
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"{len(self.problems)} problem(s) in the evidence:\n{lines}")


class UnknownFactError(KeyError):
    """No row, or more than one, has this reference. nearest: references that look like it."""

    def __init__(self, ref: str, nearest: tuple[str, ...]) -> None:
        self.ref = ref
        self.nearest = nearest
        super().__init__(ref)

    def __str__(self) -> str:
        """Return what was asked and what is near to it."""
        hint = f"; nearest: {', '.join(self.nearest)}" if self.nearest else ""
        return f"no single fact is called {self.ref!r}; write table:id, as in rules:N100{hint}"


@dataclass(frozen=True)
class Evidence:
    """All facts in the order of their tables, the sources, and what is known not to fit.

    sources: by their key. contradictions: the texts of `contradictions.csv` by id, for
    `calibration.seed_contradictions`. digests: sha256 of each table's content, by file name without
    `.csv`.
    """

    facts: tuple[Fact, ...] = field(repr=False)
    sources: Mapping[str, Source] = field(repr=False)
    known_conflicts: tuple[KnownConflict, ...] = field(repr=False)
    contradictions: Mapping[str, Mapping[str, str]] = field(repr=False)
    digests: Mapping[str, str]
    _by_ref: Mapping[str, Fact] = field(repr=False)
    _by_id: Mapping[str, tuple[Fact, ...]] = field(repr=False)
    _by_key: Mapping[str, Source] = field(repr=False)

    @cached_property
    def digest(self) -> str:
        """The sha256 over all data files; it changes when any cell changes."""
        lines = (f"{table} {digest}\n" for table, digest in sorted(self.digests.items()))
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    @cached_property
    def _conflicts(self) -> Mapping[str, tuple[KnownConflict, ...]]:
        named: dict[str, list[KnownConflict]] = defaultdict(list)
        for conflict in self.known_conflicts:
            for ref in conflict.refs:
                named[ref].append(conflict)
        return {ref: tuple(conflicts) for ref, conflicts in named.items()}

    def get(self, ref: str) -> Fact:
        """Return the fact called `table:id`, or `id` where one table has it.

        Raises UnknownFactError, which names the nearest references.
        """
        if ref in self._by_ref:
            return self._by_ref[ref]
        same = self._by_id.get(ref, ())
        if len(same) == 1:
            return same[0]
        near = get_close_matches(ref, (*self._by_ref, *self._by_id), n=3)
        raise UnknownFactError(ref, tuple(fact.ref for fact in same) or tuple(near))

    def source(self, key: str) -> Source:
        """Return a source by its key, whatever its case where that leaves no doubt.

        Raises KeyError for an unknown key.
        """
        return self._by_key.get(key) or self._by_key[key.casefold()]

    def select(
        self,
        *,
        table: str | None = None,
        topic: str | None = None,
        status: str | None = None,
        source: str | None = None,
        use: str | None = None,
        text: str | None = None,
    ) -> tuple[Fact, ...]:
        """Return the facts that meet every condition given, in order.

        topic and source match whatever their case, so one page under two spellings is found at
        once; text asks for every word of it somewhere in the row. Unknown names find nothing:
        `calibration.listing` is what tells a user so.
        """
        tests: list[Callable[[Fact], bool]] = []
        if table is not None:
            tests.append(lambda fact: fact.table == table)
        if status is not None:
            tests.append(lambda fact: fact.status == status)
        if use is not None:
            tests.append(lambda fact: fact.use == use)
        if topic is not None:
            tests.append(lambda fact: fact.topic.casefold() == topic.casefold())
        if source is not None:
            tests.append(lambda fact: fact.source_key.casefold() == source.casefold())
        if text is not None:
            tests.append(lambda fact: fact.contains(text))
        return tuple(fact for fact in self.facts if all(test(fact) for test in tests))

    def conflicts_of(self, name: Fact | Source) -> tuple[KnownConflict, ...]:
        """Return what is known not to fit about a fact or a source."""
        ref = name.ref if isinstance(name, Fact) else f"sources:{name.key}"
        return self._conflicts.get(ref, ())

    def counts_as(self, fact: Fact) -> str:
        """Return the status with which a fact may be used: its own, or worse by a conflict."""
        known = (conflict.counts_as for conflict in self.conflicts_of(fact))
        return max((fact.status, *filter(None, known)), key=STATUSES.index)


def read_evidence(folder: Traversable) -> Evidence:
    """Return the evidence in a folder with the data files.

    Raises EvidenceError with every problem in it: files, headers, ids used twice, sources that
    do not resolve, statuses, uses, dates, values that are not of their unit or out of range.
    """
    problems: list[EvidenceProblem] = []
    rows = {table: read_table(folder, table, problems) for table in (*FACT_TABLES, *OTHER_TABLES)}
    for table, cells_of in rows.items():
        checks.check_cells(table, cells_of, problems)
    facts = tuple(make_fact(table, row) for table in FACT_TABLES for row in rows[table])
    sources = tuple(_make_source(row) for row in rows["sources"])
    conflicts = tuple(_make_conflict(row) for row in rows["known_conflicts"])
    by_key = _spell_keys(sources)
    excuses = checks.Excuses(conflicts)
    checks.check_values(facts, excuses, problems)
    checks.check_ids(((f"{f.table}.csv", f.line, "id", f.ref) for f in facts), problems)
    checks.check_ids((("sources.csv", s.line, "source_key", s.key) for s in sources), problems)
    for table in ("known_conflicts", "contradictions"):
        names = ((f"{table}.csv", line, "id", cells["id"]) for line, cells in rows[table])
        checks.check_ids(names, problems)
    checks.check_sources(sources, excuses, problems)
    spelled = {f.source_key: by_key[k] for f in facts if (k := _known_key(f, by_key))}
    checks.check_resolved(facts, spelled, problems)
    refs = frozenset((*(f.ref for f in facts), *(f"sources:{s.key}" for s in sources)))
    checks.check_conflicts(conflicts, refs, excuses, problems)
    if problems:
        raise EvidenceError(problems)
    by_id: dict[str, tuple[Fact, ...]] = defaultdict(tuple)
    for fact in facts:
        by_id[fact.id] += (fact,)
    return Evidence(
        facts=facts,
        sources={source.key: source for source in sources},
        known_conflicts=conflicts,
        contradictions={row.cells["id"]: row.cells for row in rows["contradictions"]},
        digests={table: digest_rows(table, rows[table]) for table in rows},
        _by_ref={fact.ref: fact for fact in facts},
        _by_id=dict(by_id),
        _by_key=by_key,
    )


@lru_cache(maxsize=1)
def load_evidence() -> Evidence:
    """Return the project's own evidence, read and checked once in a process."""
    return read_evidence(files("calibration").joinpath("data"))


def _spell_keys(sources: Iterable[Source]) -> dict[str, Source]:
    """Return the sources by key, and by case-folded key where that names one."""
    sources = tuple(sources)
    folded: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        folded[source.key.casefold()].append(source)
    loose = {key: same[0] for key, same in folded.items() if len(same) == 1}
    return loose | {source.key: source for source in sources}


def _known_key(fact: Fact, by_key: Mapping[str, Source]) -> str:
    """Return the spelling under which a fact's source is known, or an empty text."""
    for key in (fact.source_key, fact.source_key.casefold()):
        if key in by_key:
            return key
    return ""


def _make_source(row: Row) -> Source:
    cells = row.cells
    return Source(
        key=cells["source_key"],
        title=cells["title"],
        publisher=cells["publisher"],
        year=cells["year"],
        url=cells["url"],
        line=row.line,
    )


def _make_conflict(row: Row) -> KnownConflict:
    cells = row.cells
    return KnownConflict(
        id=cells["id"],
        kind=cells["kind"],
        refs=tuple(cells["refs"].split(LIST_SEPARATOR)),
        field=cells["field"],
        reason=cells["reason"],
        counts_as=cells["counts_as"],
        line=row.line,
    )
