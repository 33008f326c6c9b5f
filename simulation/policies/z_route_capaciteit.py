"""Meer plaatsen in de Z-route: extra places, bought for the whole pool of gemeenten."""

from __future__ import annotations

from simulation.change import Change
from simulation.policy import Cost, Kind, Words, own


def apply(to: Change) -> None:
    """Buy places, by number and in proportion to the contract."""
    extra = to["plaatsen"] + to["relatief"] * to.contract_places("z")
    to.add("aanbod.extra_places_z", extra)


KIND = Kind(
    name="z_route_capaciteit",
    number=2,
    nl=Words(
        "Meer plaatsen in de Z-route",
        "De pool koopt meer (of minder) plaatsen in de Z-route. Wie eraan toe is, begint eerder. "
        "Iedereen in de pool staat in dezelfde rij: van de extra plaatsen komt ongeveer het "
        "aandeel van de regio in de pool bij de eigen mensen terecht.",
        "Lege plaatsen kosten geld als het contract dat zegt; groepen beginnen kleiner. Wie "
        "eerder les krijgt, zoekt tijdens de lessen minder werk. Minder plaatsen: langer wachten, "
        "meer verlenging.",
        "Vrij. De gemeente biedt statushouders binnen drie maanden na het PIP lessen aan (Wi 16); "
        "een later aanbod verlengt de termijn (RI 4.1).",
    ),
    en=Words(
        "More places in the Z-route",
        "The pool buys more (or fewer) places in the Z-route. Whoever is due starts sooner. "
        "Everybody in the pool stands in one line: of the extra places about the region's part of "
        "the pool goes to its own people.",
        "Empty places cost money where the contract says so; groups start smaller. Whoever has "
        "lessons sooner looks for less work meanwhile. Fewer places: longer waits, more "
        "extensions.",
        "Free. The gemeente offers status holders lessons within three months of the PIP (Wi 16); "
        "a later offer extends the term (RI 4.1).",
    ),
    settings=own("plaatsen relatief"),
    apply=apply,
    widens="lessen",
    costs=(
        Cost(
            "leerroute_z",
            "tarief.z_traject",
            "gevolgde en betaalde lege uren",
            "hours followed, and empty ones that are paid",
        ),
    ),
    needs=("plaatsen", "relatief"),
    neutral={"plaatsen": 0, "relatief": 0},
    example={"plaatsen": 60},
)
