"""Caseload: more klantmanagers, so shorter waits for intake and PIP and more contact after."""

from __future__ import annotations

from math import log, log2

from simulation.agents import programme as what
from simulation.agents.codes import LES, NA_LES, ONDERBROKEN, WACHT_LES
from simulation.change import Change
from simulation.policy import Cost, Kind, Words, own


def apply(to: Change) -> None:
    """Add fte, by number and in proportion; twice the contact multiplies job entry once."""
    before = to.rule("klantmanager.fte_per_1000")
    after = before * (1 + to["fte_relatief"]) + to["fte"] * 1000 / to.inhabitants
    ratio = after / before
    to.scale("klantmanager.fte_per_1000", ratio)
    contact = to.programme(phases=(WACHT_LES, LES, ONDERBROKEN, NA_LES))
    contact.effect(what.JOB_ENTRY, log(to["begeleiding"]) * log2(ratio))


KIND = Kind(
    name="caseload",
    number=9,
    nl=Words(
        "Meer klantmanagers",
        "Meer (of minder) klantmanagers: meer tijd voor intakes en PIP's, en meer contact per "
        "lopend traject. Elke verdubbeling van het contact vermenigvuldigt de kans op een baan "
        "met hetzelfde, dus elke fte erbij doet minder.",
        "Elke fte kost geld, ook als de rij voor de intake al weg is. Wie sneller een PIP heeft, "
        "staat eerder in de rij voor lessen. In Oostenrijk duwde veel contact vrouwen uit de "
        "bijstand zonder baan; dat zit niet in het model.",
        "Vrij.",
    ),
    en=Words(
        "More klantmanagers",
        "More (or fewer) klantmanagers: more time for intakes and PIPs, and more contact in a "
        "running traject. Each doubling of contact multiplies the chance of a job by the same, so "
        "each further fte does less.",
        "Every fte costs money, also when the line for the intake is gone. Whoever has a PIP "
        "sooner stands in line for lessons sooner. In Austria much contact pushed women off "
        "benefit without a job; that is not in the model.",
        "Free.",
    ),
    settings=own("fte fte_relatief begeleiding"),
    apply=apply,
    sizes=("begeleiding",),
    targets=("gemeenten",),
    widens="intake",
    costs=(
        Cost(
            "casemanagement",
            "tarief.klantmanager",
            "fte en jaar boven de formatie",
            "fte and year above the staff there is",
            payee="personeel",
        ),
    ),
    needs=("fte", "fte_relatief"),
    neutral={"fte": 0, "fte_relatief": 0},
    example={"fte_relatief": 0.25},
)
