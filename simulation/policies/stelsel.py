"""Stelsel: which law holds for everybody whose duty begins from some month on."""

from __future__ import annotations

from simulation.agents.codes import CHOSEN_WI2013, CHOSEN_WI2021
from simulation.change import Change
from simulation.policy import Cost, Kind, Setting, Words

BY_DATE = 0
"""The law of the date of the duty: as without the policy."""


def apply(to: Change) -> None:
    """Choose the law; the duties of before keep theirs."""
    to.switch("stelsel.wet", to["wet"])


KIND = Kind(
    name="stelsel",
    number=30,
    nl=Words(
        "Oude of nieuwe wet",
        "Wie vanaf deze maand inburgeringsplichtig wordt, valt onder de gekozen wet: de Wet "
        "inburgering 2013 (eigen cursus met een lening van DUO, A2, ONA, geen regie van de "
        "gemeente) of die van 2021.",
        "Oude wet: later begonnen en lager niveau, de lening komt bij wie te laat is, en de "
        "gemeente heeft geen vergoeding en geen regie. Nieuwe wet: B1 lukt minder mensen dan A2.",
        "De wet volgt de maand waarin de plicht begint; een andere keuze is een "
        "gedachtenexperiment.",
    ),
    en=Words(
        "Old or new law",
        "Whoever becomes obliged from this month on falls under the law chosen: the Wet "
        "inburgering 2013 (a course of one's own with a loan from DUO, A2, ONA, no direction by "
        "the municipality) or that of 2021.",
        "Old law: a later start and a lower level, the loan falls on whoever is late, and the "
        "municipality has no grant and no direction. New law: fewer people manage B1 than A2.",
        "The law follows the month in which the duty begins; any other choice is a thought "
        "experiment.",
    ),
    settings=(
        Setting(
            "wet",
            "stelsel.wet",
            BY_DATE,
            CHOSEN_WI2021,
            only=(BY_DATE, CHOSEN_WI2013, CHOSEN_WI2021),
        ),
    ),
    apply=apply,
    costs=(
        Cost(
            "begeleiding_wi2013",
            "tarief.begeleiding",
            "statushouder die zich onder de oude wet vestigt",
            "status holder who settles under the old law",
        ),
        Cost(
            "pvt_wi2013",
            "tarief.pvt",
            "statushouder die onder de oude wet het PVT doet",
            "status holder who does the PVT under the old law",
        ),
    ),
    needs=("wet",),
    neutral={"wet": BY_DATE},
    example={"wet": CHOSEN_WI2013},
)
