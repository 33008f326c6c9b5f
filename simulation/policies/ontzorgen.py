"""Ontzorgen: how long, and how tailored, the gemeente pays fixed costs out of the bijstand."""

from __future__ import annotations

from math import log

from simulation.agents import programme as what
from simulation.agents.events import M_BIJSTAND
from simulation.change import Change
from simulation.policy import Cost, Kind, Limit, Setting, Words, own


def apply(to: Change) -> None:
    """More months for who comes on bijstand; the tailored form is cheaper and holds back less."""
    before, after = to.rule("ontzorgen.months"), to["maanden"]
    to.set_if_given("maanden")
    lighter = 1 - to["op_maat"] * to["op_maat_besparing"]
    to.scale("tarief.ontzorgen", lighter)
    to.scale("tarief.ontzorgen_later", lighter)
    if after > before:
        # Bijstand begins at the end of a month, so somebody is asked in the month after.
        longer = to.programme(M_BIJSTAND, after=1, within=1, phases=what.LIVING_HERE)
        extra = after - before
        longer.effect(what.ATTENDANCE, log(1 + to["voortgang"]), onset=before - 1, full=extra)
        held = to["drempel"] * (1 - to["op_maat"])
        longer.effect(what.JOB_ENTRY, log(1 - held), onset=before - 1, full=extra)


KIND = Kind(
    name="ontzorgen",
    number=14,
    nl=Words(
        "Langer of op maat ontzorgen",
        "De gemeente betaalt huur, energie en premie langer dan zes maanden uit de bijstand van "
        "statushouders, of op maat: wie het kan, doet een deel zelf. Rust over geld kan de lessen "
        "helpen; gemeten is dat niet.",
        "Elke maand kost geld. Zolang de gemeente de vaste lasten betaalt, is de stap uit de "
        "bijstand groter, en op de lessen kan het effect ook negatief zijn. Schulden zitten niet "
        "in het model.",
        "Ten minste zes maanden (Pw 56a); langer is vrij. Op maat wordt sinds april 2023 "
        "gedoogd en staat nog niet in de wet. Alleen voor statushouders met bijstand.",
    ),
    en=Words(
        "Ontzorgen longer or tailored",
        "The gemeente pays rent, energy and premium out of the bijstand of status holders for "
        "longer than six months, or tailored: whoever can does part of it. Peace about money may "
        "help the lessons; that was not measured.",
        "Every month costs money. While the gemeente pays the fixed costs the step off bijstand "
        "is larger, and the effect on lessons may be negative too. Debts are not in the model.",
        "At least six months (Pw 56a); longer is free. The tailored form is tolerated since April "
        "2023 and not in the law yet. Only for status holders on bijstand.",
    ),
    settings=(
        Setting("maanden", "ontzorgen.months", 0, 36),
        *own("op_maat op_maat_besparing voortgang drempel"),
    ),
    apply=apply,
    sizes=("voortgang", "drempel"),
    targets=("gemeenten",),
    doelgroepen=("asiel",),
    needs=("maanden", "op_maat"),
    limits=(Limit("maanden", "min", "ontzorgen.months", "Pw 56a"),),
    costs=(
        Cost(
            "ontzorgen",
            "tarief.ontzorgen_later",
            "huishouden en maand na de zesde",
            "household and month after the sixth",
        ),
    ),
    neutral={"op_maat": 0},
    example={"maanden": 24},
)
