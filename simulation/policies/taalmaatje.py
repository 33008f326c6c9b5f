"""Taalmaatje: a volunteer to practise Dutch with, from a pool of a certain size."""

from __future__ import annotations

from math import log

from simulation.accounts import BEGELEIDING
from simulation.agents import programme as what
from simulation.agents.events import M_SETTLED
from simulation.change import Change
from simulation.policy import Cost, Kind, Words, own


def apply(to: Change) -> None:
    """Pairs from a pool of volunteers; few pairs are intensive, and only those learn more."""
    pair = to.programme(
        M_SETTLED,
        after=to["na_maanden"],
        months=to["maanden"],
        places=to["plaatsen"],
        share=to["aandeel"],
        phases=what.LIVING_HERE,
    )
    pair.costs(BEGELEIDING, to.price("kosten"))
    during = to["maanden"]
    pair.effect(what.LEARNING, log(1 + to["intensief"] * (to["leertempo"] - 1)), full=during)
    pair.effect(what.JOB_ENTRY, log(to["werk"]), full=during)


KIND = Kind(
    name="taalmaatje",
    number=16,
    nl=Words(
        "Taalmaatjes",
        "Wie hier een paar maanden woont, kan een vrijwilliger krijgen om Nederlands mee te "
        "oefenen. Het aantal vrijwilligers is beperkt: wie het langst wacht, gaat voor. Weinig "
        "paren spreken elkaar vaak; alleen daar leert men in de lestijd sneller.",
        "Elk paar kost begeleiding, ook een paar dat elkaar weinig ziet. De vrijwilligers raken "
        "op: dan wacht men. Op werk is in Duitsland geen effect gevonden; het kan ook iets "
        "slechter uitpakken.",
        "Vrij: taalmaatjes horen bij de vorm die de gemeente kiest. Voor de inburgeraar is het "
        "vrijwillig; de uren tellen niet als lesuren.",
    ),
    en=Words(
        "Language buddies",
        "Whoever has lived here for some months can get a volunteer to practise Dutch with. There "
        "are only so many volunteers: whoever has waited longest goes first. Few pairs meet "
        "often; only there people learn faster while in lessons.",
        "Every pair costs guidance, also one that hardly meets. Volunteers run out: then people "
        "wait. On work no effect was found in Germany; it may also turn out somewhat worse.",
        "Free: language buddies belong to the form that the gemeente chooses. For the inburgeraar "
        "it is voluntary; the hours count as no lesson hours.",
    ),
    settings=own("aandeel plaatsen na_maanden maanden intensief leertempo werk kosten"),
    apply=apply,
    sizes=("leertempo", "intensief", "werk"),
    targets=("gemeenten", "doelgroep", "sex", "age_from", "age_until", "education", "literacy"),
    widens="programma",
    costs=(
        Cost(
            "begeleiding",
            "taalmaatje.kosten",
            "paar dat begint",
            "pair that starts",
        ),
    ),
    neutral={"aandeel": 0},
    example={"aandeel": 0.6, "plaatsen": 150},
)
