"""Vroege start: intake and lessons while still in reception, and the PIP too if that is chosen."""

from __future__ import annotations

from simulation.change import Change
from simulation.policy import Cost, Kind, Setting, Words

SETS = ("intake_aandeel", "lesuren_maand", "lesuren", "deelname", "vervolguren")


def apply(to: Change) -> None:
    """Change who is seen in reception, the lessons there, and where the PIP is set."""
    before = to.rule("huisvesting.coa_hours") * to.rule("huisvesting.coa_share")
    hours = to["lesuren"] * to["deelname"]
    if hours > before:
        to.set("voorinburgering.gemeente_share", 1 - before / hours)
    for setting in SETS:
        to.set_if_given(setting)
    if to.given("pip_in_opvang"):
        to.switch("pip.in_reception", to["pip_in_opvang"])


KIND = Kind(
    name="vroege_start",
    number=5,
    nl=Words(
        "Vroege start in de opvang",
        "De brede intake begint al in de opvang, en er zijn daar meer lessen, voor wie na de "
        "begindatum een vergunning krijgt. Wordt ook het PIP daar vastgesteld, dan begint de "
        "termijn voor de verhuizing.",
        "Een intake in de opvang kost meer uren (reizen, een vervolggesprek), dus anderen wachten "
        "langer. Met een PIP in de opvang loopt de klok terwijl de leerroute nog niet kan "
        "beginnen.",
        "Vrij: intake en PIP mogen in de opvang (Wi 14, 15); de termijn begint de dag na het PIP "
        "(Wi 11). Lesuren in de opvang tellen alleen voor de 600 uur als afschalen.coa_counts dat "
        "zegt.",
    ),
    en=Words(
        "Early start in reception",
        "The brede intake begins in reception and there are more lessons there, for those whose "
        "permit comes after the policy's date. If the PIP is set there too, the term begins "
        "before the move.",
        "An intake in reception takes more hours (travel, a talk after the move), so others wait "
        "longer. With a PIP in reception the clock runs while the leerroute cannot begin.",
        "Free: intake and PIP may be in reception (Wi 14, 15); the term begins the day after the "
        "PIP (Wi 11). Lesson hours in reception count towards the 600 only where "
        "afschalen.coa_counts says so.",
    ),
    settings=(
        Setting("intake_aandeel", "intake.early_share", 0, 1),
        Setting("lesuren_maand", "huisvesting.coa_hours_month", 0, 100),
        Setting("lesuren", "huisvesting.coa_hours", 0, 1500),
        Setting("deelname", "huisvesting.coa_share", 0, 1),
        Setting("vervolguren", "intake.early_hours", 0, 40),
        Setting("pip_in_opvang", "pip.in_reception", 0, 1),
    ),
    apply=apply,
    needs=(*SETS, "pip_in_opvang"),
    targets=("gemeenten",),
    doelgroepen=("asiel",),
    costs=(
        Cost(
            "lessen_opvang",
            "tarief.b1_hour",
            "lesuren in de opvang boven die van COA",
            "lesson hours in reception above those of COA",
        ),
    ),
    example={
        "intake_aandeel": 0.8,
        "vervolguren": 3,
        "lesuren_maand": 30,
        "lesuren": 250,
        "deelname": 0.8,
    },
)
