"""The order of a month, said once: this list is printed, and `advance` follows it.

A test holds the list against what really runs.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MonthStep:
    """One step of the month: functions are 'module.function' names, in the order they run."""

    number: int
    name: str
    title_nl: str
    title_en: str
    law: str
    functions: tuple[str, ...]


MONTH: tuple[MonthStep, ...] = (
    MonthStep(
        1,
        "instroom",
        "Instroom: nieuwe vergunningen en inschrijvingen",
        "Arrivals: new permits and registrations",
        "Wi 3",
        ("instroom.arrive",),
    ),
    MonthStep(
        2,
        "huisvesting",
        "Opvang en huisvesting, in het tempo van elke gemeente",
        "Reception and housing, at each municipality's pace",
        "Huisvestingswet 28-29 (taakstelling)",
        ("huisvesting.house",),
    ),
    MonthStep(
        3,
        "intake",
        "Brede intake en leerbaarheidstoets, naar de uren van klantmanagers",
        "Brede intake and leerbaarheidstoets, by the hours of klantmanagers",
        "Wi 14; BI 5",
        ("intake.share_out_time", "intake.start_intakes"),
    ),
    MonthStep(
        4,
        "pip",
        "PIP: de leerroute; de termijn van 36 maanden begint",
        "PIP: the leerroute; the term of 36 months begins",
        "Wi 11, 15; BI 5.3",
        ("pip.set_pips",),
    ),
    MonthStep(
        5,
        "plaatsen",
        "Lesplaatsen: wie het langst wacht gaat voor",
        "Course places: who has waited longest goes first",
        "Wi 16; RI 4.1",
        ("plaatsen.allocate_places", "maatregelen.give_programme_places"),
    ),
    MonthStep(
        6,
        "aanmelden",
        "Kennisgeving van DUO; wie toe is aan een volgende stap sluit achteraan",
        "DUO's notice; whoever is due for a next step joins the end of its list",
        "Wi 14, 16; RI 4.1",
        (
            "maatregelen.take_part",
            "intake.notify",
            "lessen.prepare_in_reception",
            "intake.await_intake",
            "pip.await_early_pip",
            "pip.meet_after_move",
            "pip.await_pip",
            "plaatsen.await_lessons",
        ),
    ),
    MonthStep(
        7,
        "lessen",
        "Lessen: uren, taalvaardigheid, onderbreking, PVT en MAP",
        "Lessons: hours, ability, interruption, PVT and MAP",
        "Wi 6-9, ch. 6; BI 3, 7.1",
        (
            "lessen.follow",
            "sancties.watch_cooperation",
            "lessen.be_without_lessons",
            "lessen.stay_away",
            "lessen.do_pvt_and_map",
            "oude_wet.sign_pvt",
        ),
    ),
    MonthStep(
        8,
        "examens",
        "Examens: afleggen, uitslag, boeken",
        "Exams: sitting, result, booking",
        "Wi 6-7; RI 3.4-3.5",
        ("examens.sit", "examens.book", "oude_wet.book_at_a2"),
    ),
    MonthStep(
        9,
        "leerroute",
        "Leerroute: voortgangsgesprek, wissel, afschalen",
        "Leerroute: progress talk, switch, afschalen",
        "Wi 17; BI 5.4-5.5",
        ("leerroute.review",),
    ),
    MonthStep(
        10,
        "termijn",
        "Termijn: voldaan, ontheven, verlengd, te laat",
        "Term: fulfilled, exempt, extended, overdue",
        "Wi 5-12, 26; RI 4, 7",
        (
            "termijn.finish_if_done",
            "oude_wet_termijn.finish_by_exam",
            "termijn.exempt_if_granted",
            "vrijstelling.exempt_while_studying",
            "termijn.watch_term",
            "oude_wet_termijn.watch_old_term",
        ),
    ),
    MonthStep(
        11,
        "participatie",
        "Meedoen: werk, opleiding, vrijwilligerswerk",
        "Participation: work, education, volunteering",
        "",
        (
            "lening.repay",
            "participatie.work",
            "participatie.learn_and_volunteer",
        ),
    ),
    MonthStep(
        12,
        "huishouden",
        "Huishoudens: bijstand en ontzorgen; verhuizen, vertrek, AOW-leeftijd",
        "Households: bijstand and ontzorgen; moving, leaving, pension age",
        "Participatiewet 56a; Wi 3",
        (
            "verhuizing.decide_to_leave",
            "participatie.pay_bijstand",
            "verhuizing.leave_together",
        ),
    ),
    MonthStep(
        13,
        "geld",
        "Geld: personeel en contracten van de gemeente, vergoedingen van het Rijk",
        "Money: the municipality's staff and contracts, funding by the state",
        "Wi 40; BI 10",
        ("lening.repay_after_leaving", "geld.pay_gemeente", "vergoeding.fund"),
    ),
    MonthStep(
        14,
        "vastleggen",
        "Vastleggen: tellingen en levenslopen",
        "Recording: counts and life records",
        "",
        ("record.record_month",),
    ),
)


def describe_month() -> list[MonthStep]:
    """The steps of a month in the order in which they run."""
    return list(MONTH)
