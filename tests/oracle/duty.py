"""What fulfils the duty: PVT and MAP, exams, the progress talk, the term (Wi 6-12, 17, 26)."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import TYPE_CHECKING

from tests.oracle.arrivals import ASYLUM
from tests.oracle.institutions import B1_ROUTE, ONDERWIJSROUTE, Z_ROUTE
from tests.oracle.language import A2, B1, SKILLS, months_of
from tests.oracle.phases import NA_LES, VOLDAAN, WACHT_LES

if TYPE_CHECKING:
    from tests.oracle.people import Inburgeraar

HOW_B1, HOW_A2, HOW_ONDERWIJS, HOW_Z = "diploma_b1", "diploma_a2", "onderwijs", "z"


def do_pvt_and_map(person: Inburgeraar, t: int, since: int, n: SimpleNamespace) -> None:
    """The PVT in some month; MAP hours from a fixed month on, then the closing talk."""
    random = person.model.random
    if "pvt" not in person.when and random.random() < n.pvt_hazard:
        person.reach("pvt", t)
    if person.route == ONDERWIJSROUTE or "map" in person.when or since < n.map_from_months:
        return
    person.map_hours += n.map_hours_month
    if person.map_hours >= n.map_hours and random.random() < n.map_talk_hazard:
        person.reach("map", t)


def take_exams(person: Inburgeraar, t: int, n: SimpleNamespace) -> None:
    """Sit what is booked, hear what is due, and perhaps book."""
    *skills, knm = person.exams
    for exam in person.exams:
        exam.hear(t)
        exam.sit(t, person.language, person.model.random, n)
        if exam.waiting is not None:
            person.reach("first_exam", t)
    for level, milestone in ((A2, "level_a2"), (B1, "level_b1")):
        if all(exam.passed >= level for exam in skills):
            person.reach(milestone, t)
    if knm.is_passed:
        person.reach("knm", t)
    if person.route == ONDERWIJSROUTE and person.phase == NA_LES and person.taalschakel is None:
        end_taalschakel(person, t, n)
    if person.phase == WACHT_LES:
        return
    last_half_year = person.term_end - t < n.examens_deadline_months
    hazard = n.examens_book_hazard * (n.examens_book_deadline_factor if last_half_year else 1)
    within = n.examens_premature_within if last_half_year else n.examens_book_within
    if person.route == Z_ROUTE or person.model.random.random() >= hazard:
        return
    for exam in person.exams if person.route == B1_ROUTE else [knm]:
        if exam.can_be_booked and exam.distance(person.language, n) >= -within:
            person.reach("booked", t)
            exam.booked = (t + months_of(n.examens_lead_weeks), exam.asked)


def end_taalschakel(person: Inburgeraar, t: int, n: SimpleNamespace) -> None:
    """The end of the taalschakeltraject: its diploma, or on in the B1-route."""
    logit = n.examens_slope * (person.language.mean - n.examens_taalschakel_level)
    person.taalschakel = person.model.random.random() < 1 / (1 + math.exp(-logit))
    if not person.taalschakel:
        person.take_route(B1_ROUTE, t)
        person.reach("switched", t)


def talk(person: Inburgeraar, t: int, since: int, n: SimpleNamespace) -> None:
    """The college's forecast, with error, of the level at the end of the term."""
    error = math.exp(person.model.random.gauss(0, n.leerroute_forecast_error))
    if person.phase == NA_LES:
        if person.route == B1_ROUTE:
            lower(person, t, error, n)
        return
    expected = sum(forecast(person, skill, t, error, n) for skill in SKILLS) / 4
    in_window = since <= n.leerroute_switch_window_months
    young = t - person.birth < n.leerroute_onderwijs_max_age * 12
    been = any(route == ONDERWIJSROUTE for _, route in person.routes)
    to_school = young and person.traits.wants_onderwijs and not been
    if person.route == ONDERWIJSROUTE:
        if in_window and expected < n.leerroute_to_z_below:
            switch(person, Z_ROUTE, t)
        elif expected < n.leerroute_onderwijs_back_below:
            switch(person, B1_ROUTE, t)
    elif to_school and expected > n.leerroute_to_onderwijs_above:
        if in_window:
            switch(person, ONDERWIJSROUTE, t)
    elif person.route == Z_ROUTE:
        if in_window and expected > n.leerroute_to_b1_above:
            switch(person, B1_ROUTE, t)
    elif in_window and expected < n.leerroute_to_z_below:
        switch(person, Z_ROUTE, t)
    else:
        lower(person, t, error, n)


def forecast(person: Inburgeraar, skill: int, t: int, error: float, n: SimpleNamespace) -> float:
    """A skill's level at the end of the term: the pace of now goes on; after lessons it stays."""
    level = person.language.level[skill]
    if person.phase == NA_LES:
        return level + error - 1
    hours = person.hours_week(n) * sum(n.lessen_teaching_weeks) / 12 * person.traits.attendance
    return level + person.language.gain(skill, hours, n) * max(person.term_end - t, 0) * error


def switch(person: Inburgeraar, route: str, t: int) -> None:
    """Another route: the place is given up, and a place of the new route is asked for."""
    person.give_up_seat()
    person.take_route(route, t)
    person.phase = WACHT_LES
    person.ask_for_place(t)
    person.switches.append([t, None])
    person.reach("switched", t)


def lower(person: Inburgeraar, t: int, error: float, n: SimpleNamespace) -> None:
    """Afschalen: 600 hours, effort, and B1 out of reach for a skill (Wi 17(3))."""
    hours, alfa = person.followed, person.alfabetisering
    if n.afschalen_uren_tellen:
        hours, alfa = person.offered, alfa / person.traits.attendance
    if not n.afschalen_alfabetisering_counts:
        hours -= alfa
    if n.afschalen_coa_counts:
        hours += person.coa_hours
    effort = person.followed >= n.afschalen_attendance_norm * person.offered
    if hours < n.afschalen_min_hours or not effort:
        return
    for exam in person.exams:
        if exam.skill is None or exam.asked < B1 or exam.is_passed:
            continue
        if forecast(person, exam.skill, t, error, n) < n.afschalen_below:
            exam.asked = A2
            person.reach("afgeschaald", t)


def z_hours_made(person: Inburgeraar, n: SimpleNamespace) -> bool:
    """800 hours of lessons, and for the asylum group 800 of participation (Wi 9)."""
    asked = n.lessen_z_participation_hours
    if person.traits.doelgroep != ASYLUM:
        asked = n.lessen_z_participation_hours_gezin
    return person.followed >= n.lessen_z_hours and person.participation >= asked


def fulfilled_by(person: Inburgeraar, n: SimpleNamespace) -> str:
    """How the duty is fulfilled by now; empty while it is not."""
    if "pvt" not in person.when:
        return ""
    if person.route == ONDERWIJSROUTE:
        return HOW_ONDERWIJS if person.taalschakel else ""
    if "map" not in person.when:
        return ""
    if person.route == Z_ROUTE:
        return HOW_Z if z_hours_made(person, n) else ""
    if not all(exam.is_passed for exam in person.exams):
        return ""
    return HOW_B1 if all(exam.passed >= B1 for exam in person.exams[:4]) else HOW_A2


def finish_or_lapse(person: Inburgeraar, t: int, n: SimpleNamespace) -> None:
    """Fulfilled; or the term's last month is over, and a new term begins."""
    person.how = fulfilled_by(person, n)
    if person.how:
        person.give_up_seat()
        person.phase = VOLDAAN
        person.reach("fulfilled", t)
    elif t >= person.term_end:
        person.lapses += 1
        person.reach("overdue", t)
        person.term_end = t + new_term(person, n)


def new_term(person: Inburgeraar, n: SimpleNamespace) -> int:
    """Months of the new term: by parts passed or hours made, or for PVT and MAP; the longest."""
    months = 0.0
    if person.route == Z_ROUTE:
        if not z_hours_made(person, n):
            asylum = person.traits.doelgroep == ASYLUM
            edges = n.termijn_z_band_asiel if asylum else n.termijn_z_band_gezin
            hours = person.followed + person.participation
            months = n.termijn_new_term[sum(hours > edge for edge in edges)]
    elif not person.taalschakel and not all(exam.is_passed for exam in person.exams):
        passed = sum(exam.is_passed for exam in person.exams)
        months = n.termijn_new_term[min(passed, 3)]
    missing = "pvt" not in person.when
    if person.route != ONDERWIJSROUTE:
        missing += "map" not in person.when
    return int(max(months, missing * n.termijn_new_term_pvt_map, 1))
