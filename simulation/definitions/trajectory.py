"""The way to and through the lessons: steps reached, leerroutes, hours, numbers of people."""

from __future__ import annotations

from simulation.agents import events as ev
from simulation.agents.codes import B1_ROUTE, ONDERWIJSROUTE, Z_ROUTE
from simulation.definitions.definition import (
    BETTER,
    NEUTRAL,
    SCOPE_EN,
    SCOPE_NL,
    WORSE,
    Definition,
    persons,
    reached,
    share_of,
)
from simulation.requests import (
    Q_AFGESCHAALD,
    Q_HOURS,
    Q_PRESENT,
    Q_ROUTE,
    Q_ROUTE_FIRST,
    Q_RUNNING,
)

_ROUTES = {
    "b1": ("B1-route", B1_ROUTE),
    "onderwijs": ("Onderwijsroute", ONDERWIJSROUTE),
    "z": ("Z-route", Z_ROUTE),
}
_PIP_NL = " Van wie een PIP heeft en in beeld is."
_PIP_EN = " Of those in scope who have a PIP."


def _route(name: str) -> Definition:
    title, code = _ROUTES[name]
    words = (
        f"Nu in de {title}",
        f"Now in the {title}",
        f"Volgt op dat moment de {title}; wie klaar is, telt bij de laatste leerroute." + _PIP_NL,
        f"Is in the {title} at that moment; who has finished counts in the last one." + _PIP_EN,
    )
    return share_of(words, NEUTRAL, Q_ROUTE, which=code)


def _initial_route(name: str) -> Definition:
    title, code = _ROUTES[name]
    words = (
        f"Eerste leerroute: {title}",
        f"First route: {title}",
        f"De leerroute in het eerste PIP is de {title}." + _PIP_NL,
        f"The first PIP names the {title}." + _PIP_EN,
    )
    return share_of(words, NEUTRAL, Q_ROUTE_FIRST, which=code)


TRAJECTORY: dict[str, Definition] = {
    "count": persons(
        (
            "Mensen in beeld",
            "People in scope",
            "Aantal mensen dat op dat moment in beeld is, voldaan of niet.",
            "Number of people in scope at that moment, fulfilled or not.",
        ),
        Q_PRESENT,
    ),
    "running": persons(
        (
            "Lopende trajecten",
            "Running trajecten",
            "Mensen met een PIP die nog niet voldaan hebben en niet vrijgesteld of ontheven zijn.",
            "People with a PIP who have not fulfilled nor been exempt.",
        ),
        Q_RUNNING,
    ),
    "settled": reached(
        (
            "Woont in de gemeente",
            "Lives in the gemeente",
            "Is ingeschreven in een gemeente.",
            "Is registered in a gemeente.",
        ),
        BETTER,
        ev.M_SETTLED,
    ),
    "intake_started": reached(
        (
            "Brede intake gehad",
            "Had the brede intake",
            "De brede intake is begonnen, of zonder de persoon afgesloten na de derde oproep.",
            "The brede intake has begun, or was closed without the person at the third call.",
        ),
        BETTER,
        ev.M_INTAKE,
    ),
    "pip_set": reached(
        ("Heeft een PIP", "Has a PIP", "Het PIP is vastgesteld.", "The PIP has been set."),
        BETTER,
        ev.M_PIP,
    ),
    "lessons_started": reached(
        (
            "Met lessen begonnen",
            "Lessons started",
            "Heeft de eerste les van de leerroute gehad.",
            "Has had the first lesson of the leerroute.",
        ),
        BETTER,
        ev.M_LESSONS,
    ),
    "route_b1": _route("b1"),
    "route_onderwijs": _route("onderwijs"),
    "route_z": _route("z"),
    "initial_route_b1": _initial_route("b1"),
    "initial_route_onderwijs": _initial_route("onderwijs"),
    "initial_route_z": _initial_route("z"),
    "switched": reached(
        (
            "Ooit van leerroute gewisseld",
            "Ever changed route",
            "Is ooit van leerroute gewisseld.",
            "Has ever changed route.",
        ),
        NEUTRAL,
        ev.M_SWITCHED,
    ),
    "afgeschaald": share_of(
        (
            "Afgeschaald in de B1-route",
            "Lowered in the B1-route",
            "Ten minste één vaardigheid op A2 in de B1-route, onder wie op dat moment in de "
            "B1-route is (of die als laatste volgde)." + SCOPE_NL,
            "At least one skill at A2 under the B1-route, among those in the B1-route at that "
            "moment (or who followed it last)." + SCOPE_EN,
        ),
        NEUTRAL,
        Q_AFGESCHAALD,
    ),
    "interrupted": reached(
        (
            "Lessen ooit onderbroken",
            "Lessons ever interrupted",
            "Heeft de lessen ooit onderbroken.",
            "Has ever interrupted the lessons.",
        ),
        WORSE,
        ev.M_INTERRUPTED,
    ),
    "course_hours": Definition(
        "hours",
        "Gevolgde lesuren",
        "Course hours followed",
        "Gemiddeld aantal gevolgde lesuren van wie de lessen afrondde.",
        "Mean course hours followed by those whose lessons ended.",
        NEUTRAL,
        Q_HOURS,
    ),
}
