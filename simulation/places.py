"""What the three capacity policies share: places bought for the pool, in one route each."""

from __future__ import annotations

from simulation.change import Change
from simulation.policy import Cost, Kind, Words, own

ROUTES = {
    "b1": ("b1_route", "B1-route"),
    "onderwijs": ("onderwijsroute", "Onderwijsroute"),
    "z": ("z_route", "Z-route"),
}
NL = (
    "De pool koopt meer (of minder) plaatsen in de {route}. Wie eraan toe is, begint eerder. "
    "Iedereen in de pool staat in dezelfde rij: van de extra plaatsen komt ongeveer het "
    "aandeel van de regio in de pool bij de eigen mensen terecht.",
    "Lege plaatsen kosten geld als het contract dat zegt; groepen beginnen kleiner. Wie "
    "eerder les krijgt, zoekt tijdens de lessen minder werk. Minder plaatsen: langer wachten, "
    "meer verlenging.",
)
EN = (
    "The pool buys more (or fewer) places in the {route}. Whoever is due starts sooner. "
    "Everybody in the pool stands in one line: of the extra places about the region's part of "
    "the pool goes to its own people.",
    "Empty places cost money where the contract says so; groups start smaller. Whoever has "
    "lessons sooner looks for less work meanwhile. Fewer places: longer waits, more "
    "extensions.",
)
OFFER_IN_TIME = (
    "Vrij. De gemeente biedt statushouders binnen drie maanden na het PIP lessen aan (Wi 16); "
    "een later aanbod verlengt de termijn (RI 4.1).",
    "Free. The gemeente offers status holders lessons within three months of the PIP (Wi 16); "
    "a later offer extends the term (RI 4.1).",
)
"""Room in the law of the B1-route and the Z-route, in Dutch and English."""


def places_kind(
    route: str, number: int, cost: Cost, example: int, law: tuple[str, str] = OFFER_IN_TIME
) -> Kind:
    """The kind that widens one leerroute (b1, onderwijs or z): places by number and in proportion
    to the contract. law: its room in the law, in Dutch and English; example: places.
    """
    slug, name = ROUTES[route]

    def apply(to: Change) -> None:
        extra = to["plaatsen"] + to["relatief"] * to.contract_places(route)
        to.add(f"aanbod.extra_places_{route}", extra)

    def words(title: str, said: tuple[str, str], room: str) -> Words:
        changes, harms = said
        return Words(f"{title} {name}", changes.format(route=name), harms, room)

    return Kind(
        name=f"{slug}_capaciteit",
        number=number,
        nl=words("Meer plaatsen in de", NL, law[0]),
        en=words("More places in the", EN, law[1]),
        settings=own("plaatsen relatief"),
        apply=apply,
        widens="lessen",
        costs=(cost,),
        needs=("plaatsen", "relatief"),
        neutral={"plaatsen": 0, "relatief": 0},
        example={"plaatsen": example},
    )
