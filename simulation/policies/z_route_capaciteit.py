"""Meer plaatsen in de Z-route: extra places, bought for the whole pool of gemeenten."""

from __future__ import annotations

from simulation.places import places_kind
from simulation.policy import Cost

KIND = places_kind(
    "z",
    number=2,
    cost=Cost(
        "leerroute_z",
        "tarief.z_traject",
        "gevolgde en betaalde lege uren",
        "hours followed, and empty ones that are paid",
    ),
    example=60,
)
