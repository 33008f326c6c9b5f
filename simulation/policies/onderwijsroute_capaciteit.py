"""Meer plaatsen in de Onderwijsroute: extra places, bought for the whole pool of gemeenten."""

from __future__ import annotations

from simulation.places import places_kind
from simulation.policy import Cost

KIND = places_kind(
    "onderwijs",
    number=4,
    cost=Cost(
        "leerroute_onderwijs",
        "tarief.onderwijs_traject",
        "trajecten; vanaf 2026 met een vergoeding per persoon",
        "trajecten; from 2026 with a grant per person",
    ),
    example=30,
    law=(
        "Vrij. Kan het taalschakeltraject niet binnen zes maanden beginnen, dan is dat een grond "
        "voor verlenging (RI 4.1).",
        "Free. A taalschakeltraject that cannot start within six months is a ground for extension "
        "(RI 4.1).",
    ),
)
