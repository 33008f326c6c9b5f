"""The law of the way to the end: permit, intake, PIP, leerroute, lessons, exams, PVT and MAP.

One function an event, named as the event: (life, value, extra). Used by law_checker.py.
"""

from __future__ import annotations

from tests.simulation.law_life import (
    A2,
    AFSCHALEN_HOURS,
    B1,
    B1_ROUTE,
    B2,
    CALLS,
    KNM,
    LEAD,
    MAP_HOURS,
    ONDERWIJSROUTE,
    PVT_HOURS,
    RESULT,
    ROUTES,
    SKILLS,
    SWITCH_WINDOW,
    TERM,
    Z_ROUTE,
    Life,
)

ILL, BIRTH = 2, 3
BIRTH_MONTHS = 4  # RI 4.1: 16 weeks
VRIJSTELLING, ONTHEFFING, TEMPORARY, BIO = 1, 2, 3, 4
ENTREE, EXEMPTING = 1, 2
MOVED, ABROAD, PENSION_AGE = 1, 2, 3


def permit(life: Life, doelgroep: int, wet: int) -> None:
    """Wi 3: the duty begins with the permit, or the registration of a family migrant."""
    life.must(life.permit is None, "a second permit")
    life.must((doelgroep == 0) == life.facts.asylum, "the permit names another doelgroep")
    life.must((wet == 1) == life.facts.wi2021, "the permit names another law")
    life.permit = life.month


def settled(life: Life, *_: int) -> None:
    """Asylum status holders wait for a home; a family migrant lives with the referent at once."""
    life.must(life.settled is None, "settled twice")
    if not life.facts.asylum:
        life.must(life.month == life.permit, "a family migrant waits for a home")
    life.settled = life.month


def notice(life: Life, *_: int) -> None:
    """DUO's notice of the duty; it stood still at the beginning of 2022."""
    life.must(life.notice is None, "a second notice")
    life.must(
        life.facts.start + life.month >= life.facts.notice_from, "a notice while they stood still"
    )
    life.notice = life.month


def exempt(life: Life, kind: int, _: int) -> None:
    """Vrijstelling (Wi 4): no duty at all, so before any intake, or a diploma of an exempting
    study; temporary while that lasts. Ontheffing (Wi 5): DUO decides; for special circumstances
    (BI 2.8) after a lapse without blame only.
    """
    life.must(life.notice is not None, "exempt before the notice")
    if kind == TEMPORARY:
        life.must(life.study == EXEMPTING, "resting without an exempting study (Wi 4(1)d)")
        life.must(not life.in_lessons and not life.pending, "resting in the middle of the traject")
        if life.interrupted is not None and life.interrupted[1] == ILL:
            end_illness(life)
        life.interrupted = None
        life.ended, life.resting = "resting", life.month
        return
    if kind == VRIJSTELLING and life.ended == "resting":
        life.must(life.study == 0, "a diploma before the study ended")
    elif kind == VRIJSTELLING:
        life.must(life.intake is None and life.pip is None, "vrijstelling after the intake (Wi 4)")
    elif kind == BIO:
        blameless = life.lapse is not None and life.lapse == (life.month, False)
        life.must(blameless, "exempt for special circumstances without a lapse, or with blame")
        life.lapse = None
    else:
        life.must(kind == ONTHEFFING, "exempt for no reason")
    life.ended = "exempt"


def duty_revived(life: Life, months: int, _: int) -> None:
    """Wi 4(1)d: the study ended without a diploma; the term goes on with what was left."""
    life.must(life.resting is not None and life.study == 0, "revived without a rest")
    if life.resting is not None:
        life.must(months == life.month - life.resting + 1, f"rested for {months} months")
    life.ended, life.resting = None, None
    if life.pip is not None or not life.facts.wi2021:
        life.rested += months
        life.term_end += months


def intake_no_show(life: Life, call: int, _: int) -> None:
    """Wi 14, 22: called again after not coming, at most three calls."""
    life.must(life.notice is not None, "called up before the notice")
    life.must(life.intake is None, "called up after the intake")
    life.no_shows += 1
    life.must(call == life.no_shows, f"call {call} after {life.no_shows - 1} calls")
    life.must(call <= CALLS, "more than three calls (Wi 14)")


def intake(life: Life, call: int, absent: int) -> None:
    """Wi 14: once, after the notice; closed without the person at the third call only."""
    life.must(life.notice is not None, "an intake before the notice")
    life.must(life.intake is None, "a second intake")
    if absent:
        life.must(call == CALLS == life.no_shows, "closed before the third call (Wi 14)")
    else:
        life.must(call == life.no_shows + 1 <= CALLS, "an intake at a call that was not made")
    life.intake = life.month
    life.intake_in_reception = life.settled is None
    life.closed_absent = bool(absent)


def leerbaarheidstoets(life: Life, *_: int) -> None:
    """Wi 14(5): part of the intake, so of an intake with the person there."""
    life.must(life.intake == life.month, "a leerbaarheidstoets outside the intake")
    life.must(not life.closed_absent, "a leerbaarheidstoets of somebody who was not there")


def pip(life: Life, route: int, needs_alfabetisering: int) -> None:
    """Wi 15: after the intake, by the gemeente where the person lives.

    The term begins the day after (Wi 11): 36 months, and nothing resets it.
    """
    life.must(life.pip is None, "a second PIP")
    life.must(life.intake is not None, "a PIP before the intake (Wi 15)")
    if not life.facts.pip_in_reception:
        life.must(life.settled is not None, "a PIP before living in the gemeente")
    life.must(route in ROUTES, f"a PIP without a leerroute: {route}")
    life.pip = life.month
    life.route = life.first_route = route
    life.needs_alfabetisering = bool(needs_alfabetisering)
    life.term_began = life.month
    life.term_end = life.month + TERM


def moved(life: Life, new: int, old: int) -> None:
    """Wi 15(4): another gemeente; a PIP that runs needs a new one within 10 weeks."""
    life.must(life.settled is not None and new != old, "a move from nowhere, or to the same place")
    if life.pip is not None and life.ended is None and life.moved is None:
        life.moved = life.month


def pip_renewed(life: Life, route: int, _: int) -> None:
    """Wi 15(4), BI 5.3: within 10 weeks of a move, the same leerroute; the term runs on."""
    life.must(life.moved is not None, "a new PIP without a move")
    life.must(route == life.route, "a new PIP with another leerroute (Wi 15(4))")
    life.moved = None


def intake_followed_up(life: Life, *_: int) -> None:
    """An intake in reception is followed up after the move, once."""
    life.must(life.intake_in_reception and life.settled is not None, "a follow-up of no intake")
    life.must(not life.followed_up, "a second follow-up")
    life.followed_up = True


def lessons(life: Life, route: int, own: int) -> None:
    """Wi 16: the college offers lessons to asylum status holders, others buy their own."""
    life.must(life.pip is not None, "lessons before the PIP")
    life.must(life.settled is not None, "lessons of a leerroute before living in the gemeente")
    life.must(route == life.route, "lessons of another leerroute than the PIP's")
    life.must(not life.in_lessons and life.interrupted is None, "lessons begun twice")
    life.must(bool(own) != life.facts.asylum, "the wrong one bought the course (Wi 16)")
    life.in_lessons = True
    if life.first_lesson is None:
        life.first_lesson = life.month
        life.rested_waiting = life.rested


def hours(life: Life, course: int, participation: int) -> None:
    """C5: hours add up, in lessons only, or in alfabetisering before the leerroute (a policy);
    participation hours in the Z-route of asylum only.
    """
    learns_first = life.facts.alfa_first and life.pip is not None and life.needs_alfabetisering
    before = learns_first and life.alfabetisering_ended is None
    life.must(life.in_lessons or before, "hours without lessons")
    life.must(course >= life.course, "course hours that shrink")
    life.must(participation >= life.participation, "participation hours that shrink")
    if life.route != Z_ROUTE or not life.facts.asylum:
        life.must(participation == life.participation, "participation hours outside the Z-route")
    life.course, life.participation = course, participation


def alfabetisering_ended(life: Life, *_: int) -> None:
    """Alfabetisering comes first, for whom the PIP says so, once."""
    # In the course, or before it in a class apart, while waiting for a place (a policy).
    life.must(life.in_lessons or life.pip is not None, "alfabetisering without lessons or a PIP")
    life.must(life.needs_alfabetisering, "alfabetisering that the PIP does not have")
    life.must(life.alfabetisering_ended is None, "alfabetisering twice")
    life.alfabetisering_ended = life.month


def lessons_ended(life: Life, route: int, _: int) -> None:
    """The course is over; in the Z-route when its hours are made."""
    life.must(life.in_lessons, "the end of lessons that were not there")
    life.must(route == life.route, "the end of another leerroute's lessons")
    if route == Z_ROUTE:
        life.must(life.z_hours_made, "the Z-route ended before its hours (Wi 9)")
    life.in_lessons = False


def interrupted(life: Life, kind: int, _: int) -> None:
    """Only lessons can be interrupted."""
    life.must(life.in_lessons, "an interruption without lessons")
    life.in_lessons = False
    life.seat_lost = False
    life.interrupted = (life.month, kind)
    if kind == BIRTH:
        life.grounds.append((life.month, "birth", BIRTH_MONTHS))
    elif kind == ILL:
        life.lasting.append(["illness", life.month, None, 0])


def seat_lost(life: Life, *_: int) -> None:
    """A place of the gemeente's can be lost by staying away; an own course cannot."""
    life.must(life.interrupted is not None, "a place lost without staying away")
    life.must(life.facts.asylum, "a family migrant lost a place of the gemeente's")
    life.seat_lost = True


def returned(life: Life, *_: int) -> None:
    """Back from an interruption: an illness has its length now (RI 4.1)."""
    life.must(life.interrupted is not None, "a return without an interruption")
    if life.interrupted is not None and life.interrupted[1] == ILL:
        end_illness(life)
    life.interrupted = None
    life.in_lessons = not life.seat_lost


def end_illness(life: Life) -> None:
    """An illness lasts until its return, or until the duty rests."""
    next(p for p in reversed(life.lasting) if p[0] == "illness")[2] = life.month


def switched(life: Life, old: int, new: int) -> None:
    """Wi 17(2), BI 5.4: in the first 18 months; from the Onderwijsroute to B1 in any month."""
    life.must(life.pip is not None and life.since > 0, "a switch before the term")
    life.must(old == life.route, "a switch from another leerroute than one's own")
    life.must(new in ROUTES and new != old, "a switch to nowhere")
    if (old, new) != (ONDERWIJSROUTE, B1_ROUTE):
        life.must(life.since <= SWITCH_WINDOW, "a switch after month 18 (Wi 17(2))")
    life.route = new
    life.in_lessons = False


def switch_refused(life: Life, old: int, new: int) -> None:
    """Only the window refuses: inside it, or from the Onderwijsroute to B1, nothing does."""
    life.must(old == life.route and new != old, "a refusal of no switch")
    life.must(life.since > SWITCH_WINDOW, "a switch refused inside the window (Wi 17(2))")
    life.must((old, new) != (ONDERWIJSROUTE, B1_ROUTE), "a switch refused that BI 5.4 allows")


def afgeschaald(life: Life, skill: int, counted: int) -> None:
    """Wi 17(3), BI 5.5: in the B1-route, from 600 hours on, a skill that is not at B1 yet."""
    life.must(life.route == B1_ROUTE, "lowered outside the B1-route (Wi 17(3))")
    life.must(counted >= AFSCHALEN_HOURS, f"lowered after {counted} hours (BI 5.5)")
    if life.facts.all_followed_count:
        life.must(counted == life.course, f"{counted} hours counted, {life.course} followed")
    life.must(skill in SKILLS and life.needed[skill] == B1, "lowered twice")
    life.must(life.passed[skill] < B1, "lowered although B1 was passed")
    life.needed[skill] = A2


def exam_booked(life: Life, part: int, level: int) -> None:
    """No language part below the level that the PIP asks, and none outside the B1-route."""
    life.must(life.pip is not None, "an exam before the PIP")
    life.must(part not in life.pending, "the same part booked twice at once")
    if part == KNM:
        life.must(life.route != Z_ROUTE, "KNM in the Z-route")
        life.must(level == A2 and life.passed[KNM] == 0, "KNM at another level, or again")
    else:
        life.must(life.route == B1_ROUTE, "a language exam outside the B1-route")
        life.must(life.needed[part] <= level <= B2, f"an exam at {level} below what is asked")
        life.must(life.passed[part] < life.needed[part], "an exam of a part that was passed")
    life.pending[part] = (life.month, level)
    life.bookings[part].append(life.month)


def _result(life: Life, part: int, level: int) -> None:
    booked = life.pending.pop(part, None)
    life.must(booked is not None, "the result of an exam that was not booked")
    if booked is not None:
        life.must(booked[1] == level, "the result of another level")
        soonest = booked[0] + LEAD + RESULT[level]
        life.must(life.month >= soonest, "a result sooner than booking and marking take (C6)")


def exam_passed(life: Life, part: int, level: int) -> None:
    """A pass stays."""
    _result(life, part, level)
    life.passed[part] = max(life.passed[part], level)


def exam_failed(life: Life, part: int, level: int) -> None:
    """A fail may be sat again, without limit."""
    _result(life, part, level)


def taalschakel(life: Life, diploma: int, _: int) -> None:
    """Wi 8: the end of the taalschakeltraject, once, after its lessons."""
    life.must(life.route == ONDERWIJSROUTE, "a taalschakeltraject outside the Onderwijsroute")
    life.must(life.first_lesson is not None and not life.in_lessons, "a diploma before the end")
    life.must(life.taalschakel is None, "a second taalschakeltraject")
    life.taalschakel = diploma


def pvt(life: Life, made: int, _: int) -> None:
    """BI 3.1: twelve hours, once."""
    life.must(life.pip is not None, "PVT before the PIP")
    life.must(not life.pvt, "PVT twice")
    life.must(made >= PVT_HOURS, f"PVT of {made} hours")
    life.pvt = True


# The event is named `map`, as the law's module.
def map(life: Life, made: int, _: int) -> None:
    """RI 3.1: forty hours, once; not in the Onderwijsroute (Wi 8(3))."""
    life.must(life.pip is not None, "MAP before the PIP")
    life.must(not life.map, "MAP twice")
    life.must(made >= MAP_HOURS, f"MAP of {made} hours")
    life.must(life.route != ONDERWIJSROUTE, "MAP in the Onderwijsroute (Wi 8(3))")
    life.map = True


def out(life: Life, reason: int, _: int) -> None:
    """Out of view: moved out of the region, left the country, or too old."""
    life.must(reason in (MOVED, ABROAD, PENSION_AGE), "out of view for no reason")
    life.ended = "out"


EVENTS = {
    rule.__name__: rule
    for rule in (
        *(
            permit,
            settled,
            notice,
            exempt,
            duty_revived,
            intake_no_show,
            intake,
            leerbaarheidstoets,
            pip,
        ),
        *(lessons, hours, alfabetisering_ended, lessons_ended, interrupted, seat_lost, returned),
        *(switched, switch_refused, afgeschaald, exam_booked, exam_passed, exam_failed),
        *(taalschakel, pvt, map, out, moved, pip_renewed, intake_followed_up),
    )
}
