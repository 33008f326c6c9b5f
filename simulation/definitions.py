"""The words and the arithmetic of each observable name, each once."""

from __future__ import annotations

from dataclasses import dataclass

from simulation import measure as m
from simulation.agents import events as ev
from simulation.agents.codes import B1_ROUTE, ONDERWIJSROUTE, Z_ROUTE

BETTER, WORSE, NEUTRAL = "better", "worse", "neutral"


@dataclass(frozen=True)
class Definition:
    """An observable's meaning.

    unit: share, weeks, persons or hours; more_is: whether more of it is better, worse or
    neither; quantity, which, until, clock: what the compiled pass adds up.
    """

    unit: str
    title_nl: str
    title_en: str
    text_nl: str
    text_en: str
    more_is: str
    quantity: int
    which: int = m.ANY
    until: int = m.ANY
    clock: int = ev.M_PIP


_SCOPE_NL = " Van de mensen die op dat moment in beeld zijn."
_SCOPE_EN = " Of those in scope at that moment."


def _share(
    title_nl: str,
    title_en: str,
    text_nl: str,
    text_en: str,
    more_is: str,
    quantity: int,
    which: int = m.ANY,
) -> Definition:
    return Definition(
        "share",
        title_nl,
        title_en,
        text_nl + _SCOPE_NL,
        text_en + _SCOPE_EN,
        more_is,
        quantity,
        which,
    )


def _weeks(
    title_nl: str,
    title_en: str,
    begin: int,
    end: int,
    text_nl: str,
    text_en: str,
    clock: int = ev.M_PIP,
) -> Definition:
    return Definition(
        "weeks",
        title_nl,
        title_en,
        f"Gemiddeld aantal weken {text_nl}, van wie het tweede moment bereikte.",
        f"Mean number of weeks {text_en}, of those who reached the second moment.",
        WORSE,
        m.Q_WAIT,
        begin,
        end,
        clock,
    )


DEFINITIONS: dict[str, Definition] = {
    "count": Definition(
        "persons",
        "Mensen in beeld",
        "People in scope",
        "Aantal mensen dat op dat moment in beeld is, voldaan of niet.",
        "Number of people in scope at that moment, fulfilled or not.",
        NEUTRAL,
        m.Q_COUNT,
        clock=m.CALENDAR,
    ),
    "running": Definition(
        "persons",
        "Lopende trajecten",
        "Running trajecten",
        "Mensen met een PIP die nog niet voldaan hebben en niet vrijgesteld of ontheven zijn.",
        "People with a PIP who have not fulfilled nor been exempt.",
        NEUTRAL,
        m.Q_RUNNING,
        clock=m.CALENDAR,
    ),
    "weeks_permit_to_settled": _weeks(
        "Weken van vergunning tot woning",
        "Weeks from permit to home",
        ev.M_PERMIT,
        ev.M_SETTLED,
        "van de vergunning tot de woning",
        "from the permit to the home",
    ),
    "weeks_notice_to_intake": _weeks(
        "Weken van kennisgeving tot intake",
        "Weeks from notice to intake",
        ev.M_NOTICE,
        ev.M_INTAKE,
        "van de kennisgeving van DUO tot de brede intake",
        "from DUO's notice to the brede intake",
    ),
    "weeks_notice_to_pip": _weeks(
        "Weken van kennisgeving of inschrijving tot PIP",
        "Weeks from notice or registration to PIP",
        ev.M_NOTICE,
        ev.M_PIP,
        "van de kennisgeving (of latere inschrijving) tot het PIP",
        "from the notice (or later registration) to the PIP",
        ev.M_SETTLED,
    ),
    "pip_late": Definition(
        "share",
        "PIP te laat",
        "PIP too late",
        "PIP later dan de wettelijke termijn na kennisgeving of latere inschrijving (BI 5.3).",
        "PIP later than the legal deadline after the notice or later registration (BI 5.3).",
        WORSE,
        m.Q_WAIT_OVER,
        ev.M_NOTICE,
        ev.M_PIP,
        ev.M_SETTLED,
    ),
    "weeks_pip_to_lessons": _weeks(
        "Weken van PIP tot eerste les",
        "Weeks from PIP to first lesson",
        ev.M_PIP,
        ev.M_LESSONS,
        "van het PIP tot de eerste les",
        "from the PIP to the first lesson",
    ),
    "waiting": Definition(
        "share",
        "Wacht te lang op lessen",
        "Waits too long for lessons",
        "Aandeel van wie met lessen begon dat langer dan het genoemde aantal weken wachtte.",
        "Share of those who started lessons who waited longer than the weeks named.",
        WORSE,
        m.Q_WAIT_OVER,
        ev.M_PIP,
        ev.M_LESSONS,
    ),
    "initial_route_b1": _share(
        "Eerste leerroute B1",
        "First route B1",
        "Leerroute in het eerste PIP is de B1-route.",
        "The first PIP names the B1-route.",
        NEUTRAL,
        m.Q_ROUTE_FIRST,
        B1_ROUTE,
    ),
    "initial_route_onderwijs": _share(
        "Eerste leerroute Onderwijsroute",
        "First route Onderwijsroute",
        "Leerroute in het eerste PIP is de Onderwijsroute.",
        "The first PIP names the Onderwijsroute.",
        NEUTRAL,
        m.Q_ROUTE_FIRST,
        ONDERWIJSROUTE,
    ),
    "initial_route_z": _share(
        "Eerste leerroute Z",
        "First route Z",
        "Leerroute in het eerste PIP is de Z-route.",
        "The first PIP names the Z-route.",
        NEUTRAL,
        m.Q_ROUTE_FIRST,
        Z_ROUTE,
    ),
    "switched": _share(
        "Ooit van leerroute gewisseld",
        "Ever changed route",
        "Is ooit van leerroute gewisseld.",
        "Has ever changed route.",
        NEUTRAL,
        m.Q_EVER,
        ev.M_SWITCHED,
    ),
    "afgeschaald": _share(
        "Afgeschaald in de B1-route",
        "Lowered in the B1-route",
        "Ten minste een vaardigheid op A2, onder wie in de B1-route begon.",
        "At least one skill at A2, among those who began in the B1-route.",
        NEUTRAL,
        m.Q_AFGESCHAALD,
    ),
    "interrupted": _share(
        "Lessen ooit onderbroken",
        "Lessons ever interrupted",
        "Heeft de lessen ooit onderbroken.",
        "Has ever interrupted the lessons.",
        WORSE,
        m.Q_EVER,
        ev.M_INTERRUPTED,
    ),
    "level_a2": _share(
        "Alle vier vaardigheden ten minste A2",
        "All four skills at least A2",
        "Alle vier vaardigheden geëxamineerd op ten minste A2.",
        "All four skills examined at least at A2.",
        BETTER,
        m.Q_EVER,
        ev.M_LEVEL_A2,
    ),
    "level_b1": _share(
        "Alle vier vaardigheden ten minste B1",
        "All four skills at least B1",
        "Alle vier vaardigheden geëxamineerd op ten minste B1.",
        "All four skills examined at least at B1.",
        BETTER,
        m.Q_EVER,
        ev.M_LEVEL_B1,
    ),
    "fulfilled_by": _share(
        "Voldaan met",
        "Fulfilled with",
        "Heeft aan de plicht voldaan op de genoemde manier.",
        "Has fulfilled the duty in the way named.",
        BETTER,
        m.Q_FULFILLED_BY,
    ),
    "exempt": _share(
        "Vrijgesteld of ontheven",
        "Exempt",
        "Vrijstelling of ontheffing.",
        "Vrijstelling or ontheffing.",
        NEUTRAL,
        m.Q_EVER,
        ev.M_EXEMPT,
    ),
    "fulfilled_in_term": Definition(
        "share",
        "Voldaan binnen de eerste termijn",
        "Fulfilled within the first term",
        "Voldaan voordat de eerste termijn (verlenging inbegrepen) voorbij was; van wie voldeed "
        "of wiens eerste termijn voorbij is.",
        "Fulfilled before the first term (extension included) was over; of those who fulfilled "
        "or whose first term is over.",
        BETTER,
        m.Q_IN_TERM,
    ),
    "within_term": _share(
        "Nog binnen de termijn",
        "Still within the term",
        "Niet voldaan of vrijgesteld; de eerste termijn loopt nog.",
        "Not fulfilled nor exempt; the first term is running.",
        NEUTRAL,
        m.Q_WITHIN_TERM,
    ),
    "extended": _share(
        "Termijn verlengd",
        "Term extended",
        "Niet voldaan of vrijgesteld; de termijn is verlengd en nog niet voorbij.",
        "Not fulfilled nor exempt; the term is extended and not over.",
        NEUTRAL,
        m.Q_EXTENDED,
    ),
    "overdue": _share(
        "Termijn voorbij, niet voldaan",
        "Term over, not fulfilled",
        "Niet voldaan of vrijgesteld; de eerste termijn is voorbij.",
        "Not fulfilled nor exempt; the first term is over.",
        WORSE,
        m.Q_OVERDUE,
    ),
    "fined": _share(
        "Ooit beboet door DUO",
        "Ever fined by DUO",
        "Ooit door DUO beboet voor de termijn.",
        "Ever fined by DUO for the term.",
        WORSE,
        m.Q_EVER,
        ev.M_FINED,
    ),
    "course_hours": Definition(
        "hours",
        "Gevolgde lesuren",
        "Course hours followed",
        "Gemiddeld aantal gevolgde lesuren van wie de lessen afrondde.",
        "Mean course hours followed by those whose lessons ended.",
        NEUTRAL,
        m.Q_HOURS,
    ),
    "part_pass_rate": Definition(
        "share",
        "Geslaagd bij de eerste poging",
        "Passed at the first sitting",
        "Aandeel geslaagd bij de eerste poging voor het genoemde onderdeel.",
        "Share who passed the part named at the first sitting.",
        BETTER,
        m.Q_PART_RATE,
    ),
    "employed": _share(
        "Heeft betaald werk",
        "In paid work",
        "Heeft in die maand betaald werk.",
        "Has any paid job in that month.",
        BETTER,
        m.Q_ACTIVITY,
        ev.A_EMPLOYED,
    ),
    "ever_employed": _share(
        "Ooit betaald werk",
        "Ever in paid work",
        "Heeft ooit betaald werk gehad.",
        "Has ever had paid work.",
        BETTER,
        m.Q_EVER,
        ev.M_FIRST_JOB,
    ),
    "employed_in_reception": _share(
        "Ooit gewerkt in de opvang",
        "Ever worked in reception",
        "Heeft betaald werk gehad tussen de kennisgeving en het vertrek uit de opvang.",
        "Has had paid work between the notice and leaving reception.",
        BETTER,
        m.Q_EVER,
        ev.M_JOB_RECEPTION,
    ),
    "main_income_work": _share(
        "Loon als hoofdinkomen",
        "Wage as main income",
        "Inkomen uit werk is ten minste de bijstandsnorm van een alleenstaande.",
        "Income from work is at least the bijstand norm of a single person.",
        BETTER,
        m.Q_ACTIVITY,
        ev.A_MAIN_INCOME_WORK,
    ),
    "on_bijstand": _share(
        "Leeft van bijstand",
        "On bijstand",
        "Leeft in een huishouden dat bijstand krijgt, aanvulling inbegrepen.",
        "Lives in a household that receives bijstand, top-up included.",
        WORSE,
        m.Q_ACTIVITY,
        ev.A_BIJSTAND,
    ),
    "in_education": _share(
        "Volgt een opleiding",
        "In education",
        "Ingeschreven in mbo, hbo of wo (taalschakeltraject telt niet mee).",
        "Enrolled in mbo, hbo or wo (the taalschakeltraject does not count).",
        BETTER,
        m.Q_ACTIVITY,
        ev.A_EDUCATION,
    ),
    "volunteering": _share(
        "Doet vrijwilligerswerk",
        "Volunteers",
        "Doet in die maand vrijwilligerswerk.",
        "Does volunteer work in that month.",
        NEUTRAL,
        m.Q_ACTIVITY,
        ev.A_VOLUNTEERING,
    ),
}
