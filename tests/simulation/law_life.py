"""What the law has to know of somebody: fixed facts, the state at some moment, its numbers.

Used by law_checker.py, law_of_the_route.py and law_of_the_term.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Event = tuple[int, str, int, int]

B1_ROUTE, ONDERWIJSROUTE, Z_ROUTE = 1, 2, 3
ROUTES = (B1_ROUTE, ONDERWIJSROUTE, Z_ROUTE)
SKILLS = (0, 1, 2, 3)
KNM = 4
A2, B1, B2 = 2, 3, 4

TERM = 36  # Wi 11: months after the PIP
SWITCH_WINDOW = 18  # Wi 17(2), BI 5.4
AFSCHALEN_HOURS = 600  # Wi 17(3), BI 5.5
Z_HOURS = 800  # Wi 9, BI 3.14: course, and for asylum participation
CALLS = 3  # Wi 14: at the third the intake is closed
PVT_HOURS = 12  # BI 3.1
MAP_HOURS = 40  # RI 3.1
LEAD = 1  # at least 6 weeks between booking and sitting
RESULT = {A2: 2, B1: 1, B2: 1}  # 8 weeks (A2, KNM), 5 weeks (NT2)


@dataclass(frozen=True)
class Facts:
    """What is fixed about somebody and about the world.

    asylum: asielstatushouder, otherwise family or other migrant; wi2021: the law of the duty;
    start: calendar month of month 0 (months since 2000-01); last: last month of the world;
    notice_from: calendar month until which notices stood still; planned: hours in the PIP by
    route, for the fines of asylum status holders; all_followed_count: whether exactly the course
    hours followed count towards the 600; sitting_decides: whether the date of the sitting is
    enough for being in time; attendance: part of the lessons that is followed; alfa_hours: of
    alfabetisering in the PIP; college_fines_asylum: whether the college goes on fining asylum
    status holders after the rulings of 2025; extends_new_terms: as the switch says;
    learns_to_read: needs alfabetisering, for the Wi2013; arrival: month of the permit, which for
    whoever waited in reception at the start is negative and not among the events; alfa_first:
    whether alfabetisering may be given before the leerroute, while waiting for a place;
    pip_in_reception: whether the gemeente sets PIPs before the move, which the law lets it do.
    """

    asylum: bool
    start: int
    last: int
    wi2021: bool = True
    notice_from: int = 266
    planned: tuple[int, int] = (800, 1000)
    all_followed_count: bool = True
    sitting_decides: bool = False
    attendance: float = 1.0
    pip_in_reception: bool = False
    alfa_hours: float = 0.0
    arrival: int = 0
    alfa_first: bool = False
    college_fines_asylum: bool = False
    extends_new_terms: bool = True
    learns_to_read: bool = False


@dataclass
class Life:
    """What the law has to know of somebody at some moment."""

    facts: Facts
    breaches: list[str] = field(default_factory=list)
    month: int = -1
    permit: int | None = None
    settled: int | None = None
    notice: int | None = None
    no_shows: int = 0
    intake: int | None = None
    closed_absent: bool = False
    pip: int | None = None
    needs_alfabetisering: bool = False
    alfabetisering_ended: int | None = None
    first_route: int = 0
    route: int = 0
    first_lesson: int | None = None
    in_lessons: bool = False
    interrupted: tuple[int, int] | None = None
    seat_lost: bool = False
    course: int = 0
    participation: int = 0
    needed: list[int] = field(default_factory=lambda: [B1] * 4)
    passed: list[int] = field(default_factory=lambda: [0] * 6)
    pending: dict[int, tuple[int, int]] = field(default_factory=dict)
    bookings: list[list[int]] = field(default_factory=lambda: [[] for _ in range(6)])
    pvt: bool = False
    map: bool = False
    taalschakel: int | None = None
    # grounds that time gave: (month in which they were complete, kind, months)
    grounds: list[tuple[int, str, int]] = field(default_factory=list)
    # periods that count month by month: kind, began, ended (None: lasts), months already asked for
    lasting: list[list[Any]] = field(default_factory=list)
    circumstance: int = -1
    study: int = 0
    on_bijstand: bool = False
    resting: int | None = None
    rested: int = 0
    rested_waiting: int = 0  # of which before the first lesson
    new_term: int = 0
    college: list[tuple[int, int]] = field(default_factory=list)
    lowered: int = -1
    moved: int | None = None
    intake_in_reception: bool = False
    # Wi2013
    pvt_asked: bool = False
    job_since: int | None = None
    loan_due: bool = False
    renewed: int = -1
    alfa: int = 0
    followed_up: bool = False
    last_college: tuple[int, int] | None = None
    term_began: int = 0
    term_end: int = 0
    asked: int = -1
    decided: int = -1
    near_finish_used: bool = False
    late_offer_used: int = 0
    lapses: int = 0
    lapse: tuple[int, bool] | None = None
    fined: int | None = None
    job: bool = False
    ended: str | None = None

    def must(self, holds: bool, sentence: str) -> None:
        """Note a breach where a guard does not hold."""
        if not holds:
            self.breaches.append(f"month {self.month}: {sentence}")

    @property
    def since(self) -> int:
        """Months since the PIP in which the duty did not rest."""
        return self.month - (self.pip if self.pip is not None else self.month) - self.rested

    @property
    def z_hours_made(self) -> bool:
        """Wi 9, BI 3.14: 800 course hours, and for asylum status holders 800 of participation."""
        enough = self.participation >= Z_HOURS or not self.facts.asylum
        return self.course >= Z_HOURS and enough
