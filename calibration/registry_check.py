"""Holding every registered number of the engine against the rows of evidence that it cites.

The check knows a parameter only by its fields (`Registered`), so it needs no engine. What it
asks, by status:

- read: a cited row that was read states the number, in its value or in its words;
- derived: a cited row, or a note that says how;
- remembered: a cited row that is remembered, or a source that says so;
- assumption: a cited row, or a note that says why;
- calibrated: a cited row or a note, and nothing more: its worth is in the calibration.

And always: the number lies within its own range, every reference and source resolves, and no
parameter claims a better status than the weakest row that it cites.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from calibration.evidence import Evidence, UnknownFactError, load_evidence
from calibration.facts import STATUSES, Fact
from calibration.units import comparable, in_words, is_among
from simulation.months import format_month

CALIBRATED = "calibrated"
RECALLED_SOURCES = frozenset({"mem", "memory"})

# A number; numbers by `YYYY-MM`; numbers in a row; or steps of (month, number).
Value = float | Mapping[str, float] | Sequence[float | tuple[int, float]]


class Registered(Protocol):
    """What the check reads of a parameter; low and high are None where it is not drawn."""

    @property
    def id(self) -> str:
        """Its name in the registry."""

    @property
    def unit(self) -> str:
        """The unit of its numbers."""

    @property
    def value(self) -> Value:
        """One number, or several by date or place."""

    @property
    def low(self) -> float | None:
        """The lowest number of its prior."""

    @property
    def high(self) -> float | None:
        """The highest number of its prior."""

    @property
    def status(self) -> str:
        """How sure it claims to be."""

    @property
    def source(self) -> str:
        """A source key, or empty."""

    @property
    def evidence(self) -> Sequence[str]:
        """References of rows, `table:id`."""

    @property
    def note(self) -> str:
        """How it was derived, or why it was assumed."""


@dataclass(frozen=True, slots=True)
class RegistryProblem:
    """One way in which a parameter and its evidence do not agree."""

    parameter: str
    field: str
    value: str
    message: str

    def __str__(self) -> str:
        """Return one line that says which parameter, which field and what is asked."""
        return f"{self.parameter} {self.field} {self.value}: {self.message}"


def check_registry(
    parameters: Iterable[Registered], evidence: Evidence | None = None
) -> list[RegistryProblem]:
    """Return every disagreement between parameters and evidence; empty means that all is well.

    evidence: the project's own where None. Pass the parameters themselves, for a mapping its
    `values()`.
    """
    evidence = evidence or load_evidence()
    return [problem for one in parameters for problem in _Check(one, evidence).run()]


def numbers_of(value: Value) -> list[tuple[str, float]]:
    """Return a parameter's numbers, each with what to call it in a message: date, place or ''."""
    if isinstance(value, int | float):
        return [("", float(value))]
    if isinstance(value, Mapping):
        return [(f"from {date}", float(number)) for date, number in value.items()]
    numbers = []
    for place, part in enumerate(value):
        if isinstance(part, int | float):
            numbers.append((f"[{place}]", float(part)))
        else:
            month, number = part
            # The first step of a dated number has no date: it holds from the beginning.
            numbers.append((f"from {format_month(month)}" if month >= 0 else "", float(number)))
    return numbers


class _Check:
    """The check of one parameter; `run` returns its problems."""

    def __init__(self, parameter: Registered, evidence: Evidence) -> None:
        self.parameter = parameter
        self.evidence = evidence
        self.problems: list[RegistryProblem] = []
        self.facts = self._resolve()

    def run(self) -> list[RegistryProblem]:
        """Return every problem of the parameter."""
        self._check_range()
        self._check_source()
        status = self.parameter.status
        if status not in (*STATUSES, CALIBRATED):
            allowed = ", ".join((*STATUSES, CALIBRATED))
            self._report("status", status, f"is none of {allowed}")
        elif status == "read":
            self._check_read()
        elif status == "remembered":
            self._check_remembered()
        elif not self.facts and not self.parameter.note:
            self._report("note", "''", f"{status} asks for evidence or a note that says how or why")
        self._check_rank()
        return self.problems

    def _report(self, field: str, value: object, message: str) -> None:
        self.problems.append(RegistryProblem(self.parameter.id, field, str(value), message))

    def _resolve(self) -> list[Fact]:
        """Return the cited rows; an unknown reference is a problem."""
        facts = []
        for ref in self.parameter.evidence:
            try:
                facts.append(self.evidence.get(ref))
            except UnknownFactError as error:
                self._report("evidence", ref, str(error))
        return facts

    def _check_range(self) -> None:
        low, high = self.parameter.low, self.parameter.high
        for place, number in numbers_of(self.parameter.value):
            if (low is not None and number < low) or (high is not None and number > high):
                self._report("value", f"{place} {number:g}".strip(), f"outside {low}..{high}")

    def _check_source(self) -> None:
        """The source exists, and is that of a cited row or named in one."""
        key = self.parameter.source
        if not key:
            return
        try:
            source = self.evidence.source(key)
        except KeyError:
            self._report("source", key, "is no source_key of the evidence")
            return
        cited = {self.evidence.source(fact.source_key).key for fact in self.facts}
        named = any(key in fact.note or key in fact.locator for fact in self.facts)
        claims = self.parameter.status in ("read", "derived")
        if claims and cited and source.key not in cited and not named:
            said = ", ".join(sorted(cited))
            # Rows combined by our own arithmetic, on other rows or on an assumption.
            if self.parameter.status == "read" or source.key not in ("OWN", "own_assumption"):
                self._report("source", key, f"the cited rows say {said}")

    def _check_read(self) -> None:
        """Each number is stated by a cited row that was read."""
        read = [fact for fact in self.facts if self.evidence.counts_as(fact) == "read"]
        if not read:
            self._report("evidence", list(self.parameter.evidence), "read asks for a row read")
            return
        unit, note = self.parameter.unit, self.parameter.note
        numbers = numbers_of(self.parameter.value)
        stated = [number for fact in read for number in comparable(fact, unit)]
        if unit == "switch":
            # A row in words cannot be compared; a row with yes or no must hold at some date.
            if stated and not any(is_among(number, stated) for _, number in numbers):
                self._report("value", numbers, f"the cited rows say {stated}")
            elif not stated and not note:
                self._report("note", "''", "the cited row is in words; say which words")
            return
        told = [n for fact in read for n in in_words(fact.statistic, unit)]
        noted = [n for fact in read for n in in_words(fact.note, unit)]
        for place, number in numbers:
            if is_among(number, (*stated, *told)):
                continue
            shown = f"{place} {number:g}".strip()
            if not is_among(number, noted):
                said = ", ".join(f"{fact.ref} {fact.value} {fact.unit}" for fact in read)
                self._report("value", shown, f"no cited row that was read states it ({said})")
            elif not note:
                message = "stands only in the note of the row; say so in the parameter's note"
                self._report("note", shown, message)

    def _check_remembered(self) -> None:
        """It is remembered in a cited row or by its source, and no row says another number."""
        recalled = [fact for fact in self.facts if self.evidence.counts_as(fact) == "remembered"]
        if not recalled and self.parameter.source.casefold() not in RECALLED_SOURCES:
            message = "remembered asks for a remembered row, or the source MEM or memory"
            self._report("evidence", list(self.parameter.evidence), message)
        unit = self.parameter.unit
        stated = [number for fact in self.facts for number in comparable(fact, unit)]
        if not recalled or not stated:
            return
        for place, number in numbers_of(self.parameter.value):
            if not is_among(number, stated) and not any(_spans(fact, number) for fact in recalled):
                said = ", ".join(f"{fact.ref} {fact.value} {fact.unit}" for fact in self.facts)
                self._report(
                    "value", f"{place} {number:g}".strip(), f"no cited row has it ({said})"
                )

    def _check_rank(self) -> None:
        """The status is no better than that of the weakest cited row."""
        if self.parameter.status not in STATUSES:
            return
        claimed = STATUSES.index(self.parameter.status)
        for fact in self.facts:
            status = self.evidence.counts_as(fact)
            if STATUSES.index(status) > claimed:
                message = f"{fact.ref} counts as {status}; claim that, or do not rest on the row"
                self._report("status", self.parameter.status, message)


def _spans(fact: Fact, number: float) -> bool:
    """Tell whether a number lies within the range of a row."""
    return fact.low is not None and fact.high is not None and fact.low <= number <= fact.high
