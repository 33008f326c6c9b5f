"""Filtering the evidence and turning it into rows for a table or JSON; no printing, no options."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from calibration.evidence import Evidence, load_evidence
from calibration.facts import STATUSES, USES, Fact
from calibration.tables import FACT_TABLES

# A row's cell: text, a number where there is one, or several.
Cell = str | float | list[float] | list[str] | None


class UnknownChoiceError(ValueError):
    """A filter was given a name that does not exist.

    field: table, status, use, topic or source. value: as given. allowed: every name, in order.
    nearest: the allowed name most like it, or None.
    """

    def __init__(self, field: str, value: str, allowed: Iterable[str]) -> None:
        self.field = field
        self.value = value
        self.allowed = tuple(allowed)
        spelled = {name.casefold(): name for name in self.allowed}
        near = get_close_matches(value.casefold(), spelled, n=1)
        self.nearest = spelled[near[0]] if near else None
        hint = f"; nearest: {self.nearest}" if self.nearest else ""
        super().__init__(f"{field} {value!r} is unknown; allowed: {', '.join(self.allowed)}{hint}")


def filter_facts(
    evidence: Evidence | None = None,
    *,
    table: str | None = None,
    status: str | None = None,
    topic: str | None = None,
    source: str | None = None,
    use: str | None = None,
    search: str | None = None,
) -> tuple[Fact, ...]:
    """Return the facts that meet every filter given, in the order of the tables.

    evidence: the project's own where None. table, status, topic, source and use take one name,
    whatever its case; search asks for every word of it somewhere in the row. Raises
    UnknownChoiceError for a name that no row could have; a combination may well find nothing.
    """
    evidence = evidence or load_evidence()
    return evidence.select(
        table=_choose("table", table, FACT_TABLES),
        status=_choose("status", status, STATUSES),
        use=_choose("use", use, USES),
        topic=_choose("topic", topic, topics(evidence, _choose("table", table, FACT_TABLES))),
        source=_choose("source", source, evidence.sources),
        text=search,
    )


def topics(evidence: Evidence, table: str | None = None) -> tuple[str, ...]:
    """Return the topics of a table, or of all, in the order in which they occur."""
    facts = evidence.facts if table is None else evidence.select(table=table)
    return tuple(dict.fromkeys(fact.topic for fact in facts))


def fact_rows(evidence: Evidence, facts: Iterable[Fact]) -> list[dict[str, Cell]]:
    """Return one mapping per fact, with the status and the source beside the number.

    Texts are as published. `numbers` holds the value as floats (empty for text), `low` and `high`
    floats or None; `counts_as` is the status with which it may be used; `known_conflicts` says
    in words what does not fit.
    """
    return [_fact_row(evidence, fact) for fact in facts]


def _fact_row(evidence: Evidence, fact: Fact) -> dict[str, Cell]:
    source = evidence.source(fact.source_key)
    return {
        "ref": fact.ref,
        "table": fact.table,
        "id": fact.id,
        "topic": fact.topic,
        "statistic": fact.statistic,
        "value": fact.value,
        "numbers": list(fact.numbers),
        "low": fact.low,
        "high": fact.high,
        "unit": fact.unit,
        "population": fact.population,
        "period": fact.period,
        "geography": fact.geography,
        "status": fact.status,
        "counts_as": evidence.counts_as(fact),
        "use": fact.use,
        "source_key": fact.source_key,
        "source_title": source.title,
        "source_year": source.year,
        "source_url": source.link,
        "locator": fact.locator,
        "note": fact.note,
        "known_conflicts": [conflict.reason for conflict in evidence.conflicts_of(fact)],
    }


def _choose(field: str, value: str | None, allowed: Iterable[str]) -> str | None:
    """Return the allowed name meant by `value`, whatever its case; raises UnknownChoiceError."""
    if value is None:
        return None
    names = tuple(allowed)
    if value in names:
        return value
    same = [name for name in names if name.casefold() == value.casefold()]
    if not same:
        raise UnknownChoiceError(field, value, names)
    return same[0]
