"""Meer plaatsen in de Onderwijsroute: extra places, bought for the whole pool of gemeenten."""

from __future__ import annotations

from simulation.change import Change
from simulation.policy import Cost, Kind, Words, own


def apply(to: Change) -> None:
    """Buy places, by number and in proportion to the contract."""
    extra = to["plaatsen"] + to["relatief"] * to.contract_places("onderwijs")
    to.add("aanbod.extra_places_onderwijs", extra)


KIND = Kind(
    name="onderwijsroute_capaciteit",
    number=4,
    nl=Words(
        "Meer plaatsen in de Onderwijsroute",
        "De pool koopt meer (of minder) plaatsen in de Onderwijsroute. Wie eraan toe is, begint "
        "eerder. Iedereen in de pool staat in dezelfde rij: van de extra plaatsen komt ongeveer "
        "het aandeel van de regio in de pool bij de eigen mensen terecht.",
        "Lege plaatsen kosten geld als het contract dat zegt; groepen beginnen kleiner. Wie "
        "eerder les krijgt, zoekt tijdens de lessen minder werk. Minder plaatsen: langer wachten, "
        "meer verlenging.",
        "Vrij. Kan het taalschakeltraject niet binnen zes maanden beginnen, dan is dat een grond "
        "voor verlenging (RI 4.1).",
    ),
    en=Words(
        "More places in the Onderwijsroute",
        "The pool buys more (or fewer) places in the Onderwijsroute. Whoever is due starts "
        "sooner. Everybody in the pool stands in one line: of the extra places about the region's "
        "part of the pool goes to its own people.",
        "Empty places cost money where the contract says so; groups start smaller. Whoever has "
        "lessons sooner looks for less work meanwhile. Fewer places: longer waits, more "
        "extensions.",
        "Free. A taalschakeltraject that cannot start within six months is a ground for extension "
        "(RI 4.1).",
    ),
    settings=own("plaatsen relatief"),
    apply=apply,
    widens="lessen",
    costs=(
        Cost(
            "leerroute_onderwijs",
            "tarief.onderwijs_traject",
            "trajecten; vanaf 2026 met een vergoeding per persoon",
            "trajecten; from 2026 with a grant per person",
        ),
    ),
    needs=("plaatsen", "relatief"),
    neutral={"plaatsen": 0, "relatief": 0},
    example={"plaatsen": 30},
)
