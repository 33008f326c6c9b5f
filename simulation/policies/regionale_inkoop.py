"""Regionale inkoop: who buys course places together."""

from __future__ import annotations

from math import log2

from simulation.agents.codes import POOL_JOINT, POOL_REGION
from simulation.change import Change
from simulation.policy import Cost, Kind, Setting, Words, own


def size_of_pool(to: Change, pool: float) -> float:
    """Inhabitants of the gemeenten that buy together (on average, where each buys alone)."""
    region = to.setup.region
    if pool == POOL_JOINT:
        return to.rule("aanbod.pool_other_inhabitants") + region.inhabitants
    return region.inhabitants / (1 if pool == POOL_REGION else len(region.gemeenten))


def apply(to: Change) -> None:
    """Another pool; tendering costs more an inhabitant where fewer buy together."""
    halvings = log2(size_of_pool(to, to.rule("aanbod.pool")) / size_of_pool(to, to["pool"]))
    to.scale("tarief.aanbesteding", (1 + to["schaalnadeel"]) ** halvings)
    to.switch("aanbod.pool", to["pool"])


KIND = Kind(
    name="regionale_inkoop",
    number=17,
    nl=Words(
        "Samen of apart inkopen",
        "Wie koopt de lesplaatsen samen: elke gemeente apart (0), de gemeenten van Midden Twente "
        "(1) of de veertien van Twente (2, zoals nu)? Bij de overgang verandert het aantal "
        "plaatsen niet: ze worden naar inwoners verdeeld, en wie les heeft of wacht, gaat mee met "
        "zijn gemeente. Extra plaatsen zijn daarna van de eigen pool.",
        "Een kleine pool heeft minder vaak genoeg mensen voor een groep, en lege plaatsen bij de "
        "een helpen de ander niet. Wie nu meer plaatsen gebruikt dan zijn deel van de inwoners, "
        "verliest die. Aanbesteden kost per inwoner meer. Een grote pool: wie veel instroom heeft, "
        "maakt de rij voor anderen langer. De prijs van een lesuur verandert in het model niet.",
        "Vrij: gemeenten mogen samen aanbesteden; elk college blijft verantwoordelijk voor een "
        "tijdig aanbod (Wi 16, RI 4.1). Lopende contracten zitten niet in het model.",
    ),
    en=Words(
        "Buying together or apart",
        "Who buys course places together: each gemeente alone (0), those of Midden Twente (1) or "
        "Twente's fourteen (2, as now)? At the shift the number of places does not change: they "
        "are divided by inhabitants, and whoever has lessons or waits goes with their gemeente. "
        "Extra places belong to the own pool after that.",
        "A small pool has enough people for a group less often, and empty places of one do not "
        "help the other. Whoever uses more places now than their part of the inhabitants loses "
        "those. Tendering costs more an inhabitant. A large pool: whoever has many newcomers makes "
        "the line longer for others. The price of a lesson hour does not change in the model.",
        "Free: gemeenten may tender together; each college stays responsible for an offer in time "
        "(Wi 16, RI 4.1). Running contracts are not in the model.",
    ),
    settings=(Setting("pool", "aanbod.pool", 0, 2), *own("schaalnadeel")),
    apply=apply,
    needs=("pool",),
    costs=(
        Cost(
            "aanbesteding",
            "tarief.aanbesteding",
            "inwoner en jaar: meer naarmate minder gemeenten samen inkopen",
            "inhabitant and year: more as fewer gemeenten buy together",
            payee="personeel",
        ),
    ),
    example={"pool": 0},
)
