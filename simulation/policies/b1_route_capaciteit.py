"""Meer plaatsen in de B1-route: extra places, bought for the whole pool of gemeenten."""

from __future__ import annotations

from simulation.places import places_kind
from simulation.policy import Cost

KIND = places_kind(
    "b1",
    number=3,
    cost=Cost(
        "leerroute_b1",
        "tarief.b1_hour",
        "lesuren, en lege die het contract betaalt",
        "lesson hours, and empty ones that are paid",
    ),
    example=90,
)
