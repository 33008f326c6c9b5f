"""Maatschappelijke begeleiding: more or less practical help after moving in."""

from __future__ import annotations

from math import log2

from simulation.agents import programme as what
from simulation.agents.events import M_SETTLED
from simulation.change import Change
from simulation.policy import Cost, Kind, Words, own


def apply(to: Change) -> None:
    """So many times the guidance of now; each doubling does the same, for the first months."""
    to.scale("tarief.begeleiding", to["omvang"])
    doublings = log2(to["omvang"])
    helped = to.programme(M_SETTLED, within=0, months=to["maanden"], phases=what.LIVING_HERE)
    during = to["maanden"]
    helped.effect(what.ATTENDANCE, to["aanwezigheid"] * doublings, full=during)
    helped.effect(what.INTERRUPTION, to["onderbreking"] * doublings, full=during)
    helped.effect(what.JOB_ENTRY, to["werk"] * doublings, full=during)


KIND = Kind(
    name="maatschappelijke_begeleiding",
    number=15,
    nl=Words(
        "Meer maatschappelijke begeleiding",
        "Wie na de begindatum hier komt wonen, krijgt meer (of minder) praktische hulp en "
        "voorlichting. Wie zijn zaken op orde heeft, komt vaker naar les en stopt minder; elke "
        "verdubbeling doet hetzelfde.",
        "De prijs per persoon groeit mee, en meer hulp doet steeds minder. Op werk is geen effect "
        "bekend: het kan ook iets tegenhouden. Minder hulp: minder aanwezig, vaker gestopt.",
        "Verplicht voor statushouders vanaf de inschrijving; hoe lang en hoeveel is vrij (Wi 13, "
        "BI 5.1). Niet voor gezinsmigranten.",
    ),
    en=Words(
        "More social guidance",
        "Whoever settles here after the policy's date gets more (or less) practical help and "
        "information. With things at home in order people attend more and break off less; each "
        "doubling does the same.",
        "The price per person grows along, and more help does less and less. On work no effect is "
        "known: it may also hold people back. Less help: less attendance, more breaking off.",
        "Obligatory for status holders from registration on; how long and how much is free (Wi "
        "13, BI 5.1). Not for family migrants.",
    ),
    settings=own("omvang maanden aanwezigheid onderbreking werk"),
    apply=apply,
    sizes=("aanwezigheid", "onderbreking", "werk"),
    targets=("gemeenten",),
    doelgroepen=("asiel",),
    costs=(
        Cost(
            "begeleiding",
            "tarief.begeleiding",
            "persoon die hier komt wonen, maal de omvang",
            "person who settles, times the amount of guidance",
        ),
    ),
    needs=("omvang",),
    neutral={"omvang": 1},
    example={"omvang": 2, "maanden": 24},
)
