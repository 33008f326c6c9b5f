"""People who are on their way at a world's start, as far as a municipality knows them.

A value that is None is not known: it is imputed from the population model and from the model's own
pace (imputation.py), by keyed draws, and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields

from simulation.agents.codes import NO_ROUTE


@dataclass(frozen=True)
class Sitting:
    """A sitting of an exam part whose result is known: part and level of codes.py, month."""

    part: int
    level: int
    month: int
    passed: bool


@dataclass(frozen=True)
class Underway:
    """One person.

    gemeente: place in the region; household: who share a number live together; months are
    calendar months (months since 2000-01) before the world's start. settled: in the gemeente's
    BRP; in_reception: still there; pip: month of the first PIP; lessons: of the first lesson, with
    had_lessons where only that is known; lowered: may sit exams at A2; pvt, map: month, with
    pvt_known and map_known where that it is not done is known too; lapses: terms that ended
    without fulfilment; job: of codes.py; spoken, written: ability (1 = A1 ... 4 = B2).
    """

    gemeente: int
    doelgroep: int
    duty: int
    household: int
    birth: int | None = None
    sex: int | None = None
    education: int | None = None
    score: int | None = None
    in_reception: bool = False
    settled: int | None = None
    notice: int | None = None
    intake: int | None = None
    pip: int | None = None
    route: int = NO_ROUTE
    needs_alfabetisering: bool | None = None
    had_lessons: bool = False
    lessons: int | None = None
    lessons_ended: int | None = None
    course_hours: float | None = None
    missed_hours: float | None = None
    alfa_hours: float | None = None
    participation_hours: float | None = None
    sittings: tuple[Sitting, ...] | None = None
    lowered: bool = False
    pvt: int | None = None
    pvt_known: bool = False
    map: int | None = None
    map_known: bool = False
    term_end: int | None = None
    lapses: int = 0
    job: int | None = None
    job_since: int | None = None
    spoken: float | None = None
    written: float | None = None


@dataclass(frozen=True)
class Caseload:
    """The people of a caseload. invented: they do not exist, so they may be traced (tests)."""

    people: tuple[Underway, ...]
    invented: bool = False


def unknown_fields(people: Sequence[Underway]) -> dict[str, int]:
    """How many people lack each value that is imputed for them, as far as it applies to them."""
    counts: Counter[str] = Counter({field.name: 0 for field in fields(Underway)})
    for person in people:
        counts.update(name for name in _asked_of(person) if getattr(person, name) is None)
        for name in ("pvt", "map"):
            if person.pip is not None and not getattr(person, f"{name}_known"):
                counts[name] += 1
    return {name: count for name, count in counts.items() if count}


def _asked_of(person: Underway) -> list[str]:
    """What somebody at this point of the way must have, known or not."""
    asked = ["birth", "sex", "education", "notice", "job", "spoken", "written"]
    if not person.in_reception:
        asked.append("settled")
    if person.intake is not None or person.pip is not None:
        asked += ["intake", "score"]
    if person.pip is not None:
        asked += ["term_end", "sittings", "needs_alfabetisering"]
    if person.had_lessons:
        asked += ["lessons", "course_hours", "missed_hours"]
    return asked
