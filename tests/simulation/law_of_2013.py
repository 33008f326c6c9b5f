"""An independent reading of the Wi2013: own school, loan, A2, PVT, extension, AGI, fine, new term.

Written from the state machine of the old law, not from the steps of the model. One function an
event, named as the event: (life, value, extra). Used by law_checker.py for whoever's duty falls
under it; what both laws share (permit, home, work, illness) is read as under the new one.
"""

from __future__ import annotations

from typing import Any

from tests.simulation import law_of_the_route as route
from tests.simulation.law_life import A2, B1, KNM, SKILLS, Life
from tests.simulation.law_of_the_term import DECISION, MARKING, NO_ASYLUM_FINES, REQUEST, lasted

ONA = 5
PARTS = (*SKILLS, KNM, ONA)
TERM, NEW_TERM = 36, 24
PVT_FROM = 213  # October 2017
PVT_MONTHS, PVT_FINE = 12, 340
WORK = 6  # months in a job that exempt from ONA
ALFA_CAP = 24
EFFORT = {"elapsed": 30, "hours": 300, "attempts": 2, "ona": 1}
EFFORT_MONTHS = range(6, 25)
MONTH_OF_HOURS = 100
AGI_ELAPSED, AGI_HOURS, AGI_COURSE, AGI_ATTEMPTS, AGI_ALFA = 30, 600, 200, 4, 300
GRID = ((1250, 875, 500), (1000, 625, 250), (750, 375, 0))
BANDS = (150, 300)
CEILING = 10_000
NO_RECLAIM = 301  # February 2025
GROUNDS = {0: "illness", 1: "birth", 2: "alfabetisering", 12: "effort"}
NOT_OBLIGED, AGI = 5, 6
DIPLOMA_B1, DIPLOMA_A2 = 1, 2


def open_parts(life: Life) -> list[int]:
    """Parts that are not passed at A2 or above."""
    return [part for part in PARTS if life.passed[part] < A2]


def sat(life: Life, part: int) -> int:
    """Sittings of a part: booked, and a month of lead gone."""
    return sum(month + 1 <= life.month for month in life.bookings[part])


def elapsed(life: Life) -> int:
    """Months of the term that have gone, by the month in which something was asked."""
    return life.month - life.term_began - life.rested


def term(life: Life, months: int, pvt: int) -> None:
    """The clock of 36 months begins with DUO's letter; the PVT belongs to duties from 10-2017."""
    life.must(life.notice == life.month, "a term without DUO's letter")
    life.must(months == TERM, f"a term of {months} months")
    permit = life.permit if life.permit is not None else life.month
    since = life.facts.start + (life.facts.arrival if life.facts.arrival < 0 else permit)
    life.must(bool(pvt) == (since >= PVT_FROM), "the PVT of another date")
    life.pvt_asked = bool(pvt)
    life.term_began, life.term_end = life.month, life.month + months


def notice(life: Life, *_: int) -> None:
    """DUO's letter; nothing stood still under the old law."""
    life.must(life.notice is None, "a second letter")
    life.notice = life.month


def lessons(life: Life, leerroute: int, own: int) -> None:
    """A school of one's own, after the letter, with a home; no leerroute, no offer."""
    life.must(life.notice is not None and life.settled is not None, "lessons before letter or home")
    life.must(leerroute == 0 and own == 1, "a leerroute, or a course of the gemeente, under Wi2013")
    life.must(not life.in_lessons and life.interrupted is None, "lessons begun twice")
    life.in_lessons = True
    if life.first_lesson is None:
        life.first_lesson = life.month


def exam_booked(life: Life, part: int, level: int) -> None:
    """At A2, or higher by choice; each part once at a time."""
    life.must(life.notice is not None, "an exam before the letter")
    life.must(part in PARTS and part not in life.pending, "no part, or booked twice at once")
    life.must(level == A2 or (part in SKILLS and level >= B1), f"an exam at {level}")
    life.must(life.passed[part] < A2, "an exam of a part that was passed")
    life.pending[part] = (life.month, level)
    life.bookings[part].append(life.month)


def pvt(life: Life, made: int, _: int) -> None:
    """Signed once, after registration, where it is part of the duty."""
    life.must(life.pvt_asked and not life.pvt and life.settled is not None, "a PVT out of place")
    life.pvt = True


def fulfilled(life: Life, how: int, _: int) -> None:
    """All parts and the PVT; only ONA may be absent, for who worked half a year."""
    missing = open_parts(life)
    worked = life.job_since is not None and life.month - life.job_since >= WORK
    life.must(missing in ([], [ONA] if worked else []), f"fulfilled without {missing}")
    life.must(life.pvt or not life.pvt_asked, "fulfilled without the PVT")
    higher = all(life.passed[skill] >= B1 for skill in SKILLS)
    life.must(how == (DIPLOMA_B1 if higher else DIPLOMA_A2), f"a diploma {how}")
    life.ended = "fulfilled"


def loan_forgiven(life: Life, euros: int, _: int) -> None:
    """A gift in time, or no longer reclaimed since the rulings of 2025; asylum only."""
    life.must(life.facts.asylum, "a family migrant's loan forgiven")
    life.must(0 < euros <= CEILING, f"a loan of {euros} (ceiling {CEILING})")
    if life.loan_due:
        life.must(life.facts.start + life.month >= NO_RECLAIM, "a loan that is due, forgiven")
    else:
        life.must(life.ended in {"fulfilled", "exempt"}, "forgiven without diploma or ontheffing")


def loan_due(life: Life, euros: int, _: int) -> None:
    """After a lapse with a fine, until 2025."""
    life.must(life.facts.asylum, "a family migrant's loan called in")
    life.must(life.fined is not None and life.lapse is not None, "a loan due without a fine")
    life.must(life.facts.start + life.month < NO_RECLAIM, "a loan called in after February 2025")
    life.must(0 < euros <= CEILING, f"a loan of {euros} (ceiling {CEILING})")
    life.loan_due = True


def elip(life: Life, hours: int, _: int) -> None:
    """The gemeente helps once, where the loan is nearly gone."""
    life.must(life.in_lessons and hours > 0, "help without lessons")


def exempt(life: Life, kind: int, extra: int) -> None:
    """AGI after 30 months, 600 hours and four attempts, or by alfabetisering; others as now."""
    if kind == NOT_OBLIGED:
        life.must(life.notice == life.month, "not obliged, and not told so")
        life.ended = "exempt"
    elif kind == AGI:
        asked = elapsed(life) - DECISION
        life.must(asked >= AGI_ELAPSED, f"AGI asked after {asked} months")
        course = life.course - life.alfa
        # Hours of alfabetisering are known to the month in which it ended.
        hours = life.course if course >= AGI_COURSE - MONTH_OF_HOURS else course
        tried = all(sat(life, part) >= AGI_ATTEMPTS for part in open_parts(life))
        learnt = life.alfa >= AGI_ALFA and life.course >= AGI_HOURS
        life.must((hours >= AGI_HOURS and tried) or learnt, "AGI without the effort")
        life.ended = "exempt"
    else:
        route.exempt(life, kind, extra)


def extended(life: Life, ground: int, months: int) -> None:
    """For illness, birth, alfabetisering (24 months at most), or effort."""
    asked = life.month - DECISION
    life.must(asked > life.term_end - REQUEST, "asked before the last six months")
    name = GROUNDS.get(ground, "")
    life.must(bool(name), f"ground {ground} is none of the Wi2013")
    ill = [period for period in life.lasting if period[0] == "illness"]
    counts = {grounds(life, ill, asked, life.asked), grounds(life, ill, asked, life.renewed)}
    if name == "effort":
        life.must(asked - life.term_began - life.rested >= EFFORT["elapsed"], "effort too early")
        life.must(life.course >= EFFORT["hours"], f"effort of {life.course} hours")
        tried = (
            sat(life, part) >= (EFFORT["ona"] if part == ONA else EFFORT["attempts"])
            for part in open_parts(life)
        )
        life.must(all(tried), "effort without the attempts")
        life.must(months in EFFORT_MONTHS, f"effort gives {months} months")
    else:
        rests = {months - count for count in counts}
        learns = life.facts.learns_to_read and life.decided < 0
        alfa = learns and any(3 <= rest <= ALFA_CAP for rest in rests)
        life.must(0 in rests or alfa, f"extended by {months} months on {counts}")
    for period in ill:
        period[3] = lasted(life, *period[:3], asked)
    life.asked, life.decided = asked, life.month
    life.term_end += months


def grounds(life: Life, ill: list[list[Any]], asked: int, after: int) -> int:
    """Months of illness and birth after the last request, or after the last new term began."""
    months = sum(size for month, _, size in life.grounds if after < month <= asked)
    for period in ill:
        used = max(period[3], lasted(life, *period[:3], min(after, asked)))
        months += max(lasted(life, *period[:3], asked) - used, 0)
    return months


def overdue(life: Life, times: int, culpable: int) -> None:
    """The term has ended and the duty is not fulfilled."""
    life.must(life.month >= life.term_end, "overdue within the term")
    late = life.month - max(life.term_end, life.decided)
    life.must(late <= (MARKING if life.facts.sitting_decides else 0), "overdue noticed too late")
    away = life.interrupted is not None and life.interrupted[1] in (2, 3)
    life.must(not (culpable and away), "blame while ill or just after a birth")
    life.lapses += 1
    life.must(times == life.lapses, f"lapse {times} after {life.lapses - 1}")
    life.lapse, life.fined = (life.month, bool(culpable)), None


def fined(life: Life, amount: int, of_pvt: int) -> None:
    """By the grid after a culpable lapse; 340 for a PVT that is late. Asylum not since 2025."""
    if life.facts.asylum:
        life.must(life.facts.start + life.month < NO_ASYLUM_FINES, "asylum fined since 2025")
    if of_pvt:
        assert life.settled is not None
        life.must(amount == PVT_FINE and life.pvt_asked and not life.pvt, "a PVT fine out of place")
        life.must(life.month - life.settled > PVT_MONTHS, "a PVT fine within the year")
        return
    blame = life.lapse is not None and life.lapse == (life.month, True)
    life.must(blame, "a fine without a culpable lapse")
    most, least = fine(life)
    life.must(least <= amount <= most, f"a fine of {amount}, while the grid says {most}")
    life.fined = amount


def fine(life: Life) -> tuple[int, int]:
    """The grid's cell, and what it comes to if each part passed takes off a fifth."""
    row = 2
    for part in open_parts(life):
        tries = sat(life, part)
        row = min(row, (2 if tries >= 1 else 0) if part == ONA else tries)
    cell = GRID[row][sum(life.course >= edge for edge in BANDS)]
    passed = len(PARTS) - len(open_parts(life))
    return cell, int(cell * max(1 - 0.2 * passed, 0))


def new_term(life: Life, months: int, _: int) -> None:
    """Another 24 months, again and again."""
    life.must(life.lapse is not None and life.lapse[0] == life.month, "a new term without a lapse")
    life.must(months == NEW_TERM, f"a new term of {months} months")
    if life.lapse is not None and life.lapse[1] and not life.facts.asylum:
        life.must(life.fined is not None or fine(life)[1] == 0, "a culpable lapse without a fine")
    life.lapse = None
    life.renewed = life.month
    life.new_term, life.term_end = months, life.month + months


def alfabetisering_ended(life: Life, *_: int) -> None:
    """Learnt to read: the hours so far were of alfabetisering."""
    life.must(life.in_lessons, "alfabetisering without lessons")
    life.alfabetisering_ended = life.month


def hours(life: Life, course: int, participation: int) -> None:
    """Hours add up in lessons; there are none of participation."""
    life.must(life.in_lessons and course >= life.course, "hours without lessons, or fewer")
    life.must(participation == 0, "participation hours under Wi2013")
    life.course = course
    if life.facts.learns_to_read and life.alfabetisering_ended in (None, life.month):
        life.alfa = course


def lessons_ended(life: Life, *_: int) -> None:
    """The learner or the loan has had enough."""
    life.must(life.in_lessons, "the end of lessons that were not there")
    life.in_lessons = False


NEW = (
    *(term, notice, lessons, exam_booked, pvt, fulfilled, loan_forgiven, loan_due, elip, exempt),
    *(extended, overdue, fined, new_term, alfabetisering_ended, hours, lessons_ended),
)
SHARED = ("permit", "settled", "interrupted", "returned", "exam_passed", "exam_failed", "moved")
SHARED = (*SHARED, "duty_revived", "out")
EVENTS = {name: route.EVENTS[name] for name in SHARED} | {rule.__name__: rule for rule in NEW}
"""PIP, intake, leerroute, MAP and the college's fines are not among them: the old law has none."""


def end_of_world(life: Life) -> None:
    """A term that ended without a diploma has had its consequence."""
    if life.ended is not None or life.notice is None:
        return
    slack = DECISION + (MARKING if life.facts.sitting_decides else 0)
    life.month = life.facts.last
    life.must(life.facts.last <= life.term_end + slack, "a term that ended without consequence")
