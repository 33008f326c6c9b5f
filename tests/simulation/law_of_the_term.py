"""The law of the term: its length, extensions, lapses, fines, new terms and fulfilment.

One function an event, named as the event: (life, value, extra). Used by law_checker.py.
"""

from __future__ import annotations

from tests.simulation.law_life import (
    B1,
    B1_ROUTE,
    KNM,
    LEAD,
    ONDERWIJSROUTE,
    SKILLS,
    Z_ROUTE,
    Life,
)

REQUEST = 6  # BI 4.5: asked in the last six months
DECISION = 2  # DUO decides in 8 weeks
MOVE = 2  # Wi 15(4): a new PIP within 10 weeks
OFFER = 3  # Wi 16: lessons within three months of the PIP
TAALSCHAKEL_WAIT = 6  # RI 4.1(1)g: not startable in six months
TAALSCHAKEL_MONTHS = 6  # RI 4.1(2)g
ALFABETISERING = (3, 6)  # RI 4.1: from three months on, six at most
NEAR_FINISH = 6  # BI 4.4
NEAR_FINISH_PARTS = 2
NEAR_FINISH_HOURS = 450  # family migrants
MARKING = 3  # months between booking and the latest result that still counts by its sitting
GROUNDS = (
    *("illness", "birth", "alfabetisering", "late offer", "taalschakel", "near finish"),
    *("bereavement", "shelter", "homeless", "provider", "other", "entree"),
)
GROUND_MONTHS = 3  # RI 4.1: the shortest illness, stay or trouble that counts
CIRCUMSTANCES = {"bereavement": 3, "shelter": 24, "homeless": 24, "provider": 6, "other": 24}
"""RI 4.1: the longest that each may be; a bereavement is three months."""
ENTREE_CAP = 24  # RI 4.2

NO_ASYLUM_FINES = 301  # February 2025: CJEU 4-2-2025, RvS 9-7-2025
PVT_FINE = MAP_FINE = 340  # BI 7.2
GRID = ((1000, 800, 400), (800, 640, 320), (600, 450, 225))  # RI 7.1-7.3: attempts by hours
FAMILY_BANDS = (250, 400)
ASYLUM_BANDS = (0.6, 0.9)
Z_BANDS = (300, 600)
REDUCTION = 0.2  # for each part passed
NEW_TERM = (24, 18, 12, 6)  # RI 7.4: by parts passed
NEW_TERM_Z = {True: (400, 800, 1200), False: (200, 400, 600)}  # asylum; family: course hours
NEW_TERM_PVT_MAP = 6

DIPLOMA_B1, DIPLOMA_A2, DIPLOMA_ONDERWIJS, CERTIFICAAT_Z = 1, 2, 3, 4


def parts_passed(life: Life) -> int:
    """Language parts passed at the level that is asked."""
    return sum(life.passed[skill] >= life.needed[skill] for skill in SKILLS)


def onderdelen_passed(life: Life) -> int:
    """Parts of the exam passed, KNM among them: what RI 7.1-7.4 call onderdelen."""
    return parts_passed(life) + (life.passed[KNM] > 0)


def how_fulfilled(life: Life) -> int | None:
    """Wi 6-9: what has been fulfilled by now, or nothing."""
    if life.pip is None or not life.pvt:
        return None
    exams = parts_passed(life) == len(SKILLS) and life.passed[KNM] > 0
    if life.route == ONDERWIJSROUTE:
        at_b1 = exams and all(life.passed[skill] >= B1 for skill in SKILLS)
        return DIPLOMA_ONDERWIJS if life.taalschakel == 1 or at_b1 else None
    if not life.map:
        return None
    if life.route == Z_ROUTE:
        return CERTIFICAAT_Z if life.z_hours_made else None
    if not exams:
        return None
    return DIPLOMA_B1 if all(life.passed[skill] >= B1 for skill in SKILLS) else DIPLOMA_A2


def fulfilled(life: Life, how: int, _: int) -> None:
    """A diploma or a certificate, for what was really done."""
    earned = how_fulfilled(life)
    life.must(earned == how, f"fulfilled as {how}, while the law says {earned}")
    life.ended = "fulfilled"


def end_of_month(life: Life) -> None:
    """Whoever has done everything is done; whoever is too late hears of it."""
    if life.ended is not None:
        return
    life.must(life.lapse is None, "a lapse without a new term")
    if not life.facts.wi2021:
        return
    life.must(how_fulfilled(life) is None, "everything done, and not fulfilled")
    late = life.moved is not None and life.month - life.moved > MOVE
    life.must(not late, "no new PIP within 10 weeks of a move (Wi 15(4))")


def end_of_world(life: Life) -> None:
    """A term that ended without fulfilment has had its consequence."""
    if life.ended is not None or life.pip is None:
        return
    slack = DECISION + (MARKING if life.facts.sitting_decides else 0)
    life.month = life.facts.last
    life.must(life.facts.last <= life.term_end + slack, "a term that ended without consequence")


def waiting(life: Life, until: int) -> int:
    """Months of the term without an offer of lessons, as far as known in a month."""
    assert life.pip is not None
    last = until if life.first_lesson is None else min(until, life.first_lesson - 1)
    rested = life.rested if life.first_lesson is None else life.rested_waiting
    return last - life.pip - rested


def grounds(life: Life, asked: int) -> tuple[dict[str, int], dict[str, int], int]:
    """Months by ground, since the last request: those of the running term, and of lapsed ones.

    Each period counts once. The law does not say whether what was not asked for in a term that
    lapsed may be asked for in the next one; both readings pass. The third number is how many months
    of waiting for an offer that would use.
    """
    late_used = life.late_offer_used
    now: dict[str, int] = {}
    before: dict[str, int] = {}
    began = min(life.term_began, asked)
    for kind, first, last, used in life.lasting:
        counted = lasted(life, kind, first, last, asked) - used
        earlier = min(max(lasted(life, kind, first, last, began) - used, 0), counted)
        before[kind] = before.get(kind, 0) + earlier
        now[kind] = now.get(kind, 0) + counted - earlier
    for month, kind, size in life.grounds:
        if life.asked < month <= asked:
            given = now if month > life.term_began else before
            given[kind] = given.get(kind, 0) + size
    late, used = waiting(life, asked) if life.facts.asylum else 0, life.late_offer_used
    if life.first_route == ONDERWIJSROUTE:  # six months to start, instead of three
        if late >= TAALSCHAKEL_WAIT:
            if not used:
                (before if life.lapses else now)["taalschakel"] = TAALSCHAKEL_MONTHS
            late_used = late
    elif late >= OFFER and late > used:
        earlier = max(waiting(life, min(life.term_began, asked)), used)
        before["late offer"], now["late offer"] = earlier - used, late - earlier
        late_used = late
    return now, before, late_used


def lasted(life: Life, kind: str, first: int, last: int | None, until: int) -> int:
    """Months that a period has counted by a month: an illness from three on; enrolment in entree
    from the PIP on, two years at most.
    """
    end = until if last is None else min(last, until)
    if kind == "entree":
        assert life.pip is not None
        return min(max(end - max(first, life.pip - 1), 0), ENTREE_CAP)
    return end - first if end - first >= GROUND_MONTHS else 0


def ground(life: Life, kind: int, months: int) -> None:
    """RI 4.1: a circumstance of its own, one a term, of a length that the law knows."""
    name = GROUNDS[kind]
    life.must(name in CIRCUMSTANCES, f"{name} is no circumstance of its own")
    life.must(GROUND_MONTHS <= months <= CIRCUMSTANCES.get(name, 0), f"{name} of {months} months")
    life.must(life.circumstance < life.lapses, "two circumstances in one term")
    life.circumstance = life.lapses
    life.grounds.append((life.month, name, months))


def extended(life: Life, ground: int, months: int) -> None:
    """Wi 12, RI 4.1-4.2, BI 4.3-4.5: for its grounds, as long as they lasted, each period once."""
    life.must(life.pip is not None, "an extension before the term")
    if life.pip is None:
        return
    asked = life.month - DECISION
    life.must(asked > life.term_end - REQUEST, "asked before the last six months (BI 4.5)")
    life.must(life.lapses == 0 or life.facts.extends_new_terms, "a new term extended")
    now, before, late_used = grounds(life, asked)
    name = GROUNDS[ground]
    if name == "near finish":
        life.must(not any(now.values()), "near the finish beside another ground")
        life.must(months == NEAR_FINISH, f"near the finish gives six months, not {months}")
        life.must(is_near_finish(life), "not near the finish (BI 4.4)")
        life.must(not life.near_finish_used, "near the finish twice")
        life.near_finish_used = True
    else:
        learns = (
            life.needs_alfabetisering and life.route != Z_ROUTE and life.first_lesson is not None
        )
        rests = {months - sum(now.values())}
        rests.add(min(rests) - sum(before.values()))
        low, high = ALFABETISERING
        alfabetisering = learns and life.decided < 0 and any(low <= r <= high for r in rests)
        life.must(
            0 in rests or alfabetisering,
            f"extended by {months} months on grounds of {now}, {before}",
        )
        size = alfabetisering if name == "alfabetisering" else now.get(name) or before.get(name)
        life.must(bool(size), f"extended for {name} without it: {now}, {before}")
    life.late_offer_used = late_used
    for period in life.lasting:
        period[3] = lasted(life, *period[:3], asked)
    life.asked, life.decided = asked, life.month
    life.term_end += months


def is_near_finish(life: Life) -> bool:
    """BI 4.4: B1-route, two language parts and KNM passed, PVT and MAP done, lessons followed."""
    return (
        life.route == B1_ROUTE
        and parts_passed(life) >= NEAR_FINISH_PARTS
        and life.passed[KNM] > 0
        and life.pvt
        and life.map
        and (life.facts.asylum or life.course >= NEAR_FINISH_HOURS)
    )


def overdue(life: Life, times: int, culpable: int) -> None:
    """Wi 26: the term has ended, not earlier and not later, and the duty is not fulfilled."""
    life.must(life.pip is not None and life.month >= life.term_end, "overdue within the term")
    late = life.month - max(life.term_end, life.decided)
    life.must(late <= (MARKING if life.facts.sitting_decides else 0), "overdue noticed too late")
    life.lapses += 1
    life.must(times == life.lapses, f"lapse {times} after {life.lapses - 1}")
    if culpable:
        standing, _, _ = grounds(life, life.month)
        life.must(not any(standing.values()), f"blame in spite of {standing}")
        away = life.interrupted is not None and life.interrupted[1] in (2, 3)
        life.must(not away, "blame while ill or just after a birth")
        offered = life.first_lesson is not None or not life.facts.asylum
        life.must(offered, "blame of somebody who was never offered a course")
    life.college.clear()
    life.lapse = (life.month, bool(culpable))
    life.fined = None


def fined(life: Life, amount: int, _: int) -> None:
    """RI 7.1-7.3: after a culpable lapse only, by the grid; asylum not since February 2025."""
    life.must(life.lapse is not None and life.lapse[0] == life.month, "a fine without a lapse")
    life.must(life.lapse is not None and life.lapse[1], "a fine without blame (Wi 26)")
    if life.facts.asylum:
        life.must(
            life.facts.start + life.month < NO_ASYLUM_FINES,
            "an asylum status holder fined after February 2025",
        )
    expected = fine(life)
    life.must(amount == expected, f"a fine of {amount}, while the grid says {expected}")
    life.fined = amount


def new_term(life: Life, months: int, _: int) -> None:
    """RI 7.4: by what is passed, or for PVT and MAP; the longest applies."""
    life.must(life.lapse is not None and life.lapse[0] == life.month, "a new term without a lapse")
    if life.lapse is not None and life.lapse[1] and not life.facts.asylum:
        life.must(life.fined is not None or fine(life) == 0, "a culpable lapse without a fine")
    expected = new_terms(life)
    life.must(months in expected, f"a new term of {months}, while RI 7.4 says {expected}")
    life.lapse = None
    life.new_term = months
    life.term_began = life.month
    life.term_end = life.month + months


def sittings(life: Life, part: int) -> int:
    """Times that a part was sat by now: the sitting follows the booking by six weeks."""
    return sum(month + LEAD <= life.month for month in life.bookings[part])


def band(amount: float, edges: tuple[float, float]) -> int:
    """0 below the first edge, 2 from the second on."""
    return (amount >= edges[0]) + (amount >= edges[1])


def fine(life: Life) -> int:
    """RI 7.1-7.3, bijlage 6: hours by attempts, less a fifth a part; PVT and MAP beside it.

    Parts are read as the parts of the exam (BI 3.4): four skills and KNM.
    """
    total = 0.0
    if life.route == Z_ROUTE:
        if not life.z_hours_made:
            row = band(life.participation, Z_BANDS) if life.facts.asylum else 0
            total = GRID[row][band(life.course, Z_BANDS)]
    elif not exams_done(life):
        open_parts = [s for s in SKILLS if life.passed[s] < life.needed[s]]
        open_parts += [KNM] * (life.passed[KNM] == 0)
        row = min([2, *(sittings(life, part) for part in open_parts)])
        total = GRID[row][column_of(life)] * (1 - REDUCTION * onderdelen_passed(life))
    total += PVT_FINE * (not life.pvt)
    total += MAP_FINE * (not life.map and life.route != ONDERWIJSROUTE)
    return int(total + 0.5)


def column_of(life: Life) -> int:
    """Bijlage 6a and 6b: hours for family, part of the PIP's hours for asylum; in the
    Onderwijsroute the part of the lessons that was followed, for both.
    """
    if life.route == ONDERWIJSROUTE:
        # Whoever never got a lesson followed none of it.
        return band(life.facts.attendance if life.course > 0 else 0.0, ASYLUM_BANDS)
    if life.facts.asylum:
        return band(life.course / (life.facts.planned[0] + life.facts.alfa_hours), ASYLUM_BANDS)
    return band(life.course, FAMILY_BANDS)


def exams_done(life: Life) -> bool:
    """The leerroute itself is finished; only PVT or MAP is open."""
    if life.route == ONDERWIJSROUTE and life.taalschakel == 1:
        return True
    return parts_passed(life) == len(SKILLS) and life.passed[KNM] > 0


def new_terms(life: Life) -> set[int]:
    """Months of the new term. Hours are noted in whole hours: near an edge both sides are right."""
    missing = (not life.pvt) + (not life.map and life.route != ONDERWIJSROUTE)
    rest = NEW_TERM_PVT_MAP * missing
    if life.route != Z_ROUTE:
        months = 0 if exams_done(life) else NEW_TERM[min(onderdelen_passed(life), 3)]
        return {max(months, rest)}
    if life.z_hours_made:
        return {rest}
    edges = NEW_TERM_Z[life.facts.asylum]
    made = life.course + (life.participation if life.facts.asylum else 0)
    return {
        max(NEW_TERM[sum(hours > edge for edge in edges)], rest) for hours in (made, made + 1.999)
    }


EVENTS = {rule.__name__: rule for rule in (fulfilled, ground, extended, overdue, fined, new_term)}
