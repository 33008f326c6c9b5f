"""Alfabetisering: learning to read before the leerroute or within it, in so many hours a week."""

from __future__ import annotations

from simulation.agents import programme as what
from simulation.agents.codes import LES
from simulation.change import Change
from simulation.policy import Cost, Kind, Setting, Words, own


def apply(to: Change) -> None:
    """Other hours a week while learning to read, and a class for who waits for a course."""
    ratio = to["uren_verhouding"]
    hours = to.rule("lessen.b1_hours_week") * (ratio - to.rule("lessen.alfa_hours_ratio"))
    to.set_if_given("uren_verhouding")
    if to.given("vooraf"):
        to.switch("lessen.alfa_first", to["vooraf"])
    fuller = to.programme(phases=(LES,))
    fuller.only(what.IN_ALFABETISERING)
    fuller.effect(what.ATTENDANCE, to["aanwezigheid"] * hours)


KIND = Kind(
    name="alfabetisering",
    number=11,
    nl=Words(
        "Alfabetisering vooraf of intensiever",
        "Wie eerst moet leren lezen en schrijven, krijgt daar meer (of minder) lesuren per week "
        "voor, en begint (vooraf: 1) al na het PIP in een aparte groep, terwijl men op een plaats "
        "in de leerroute wacht. Hoeveel uren iemand nodig heeft, verandert niet.",
        "Een vollere week: minder aanwezigheid. De uren kosten geld, ook voor wie daarna naar de "
        "Z-route wisselt, en wie wacht, verliest de tijd om te werken aan iets anders. Zo'n groep "
        "vraagt docenten die er weinig zijn; dat zit niet in het model.",
        "Vrij. Uren alfabetisering mogen meetellen voor de 600 uur en de 800 uur (BI 5.5, 3.14); "
        "de termijn groeit er hoogstens zes maanden door (RI 4.1).",
    ),
    en=Words(
        "Alfabetisering first or more intensive",
        "Whoever has to learn to read and write first gets more (or fewer) lesson hours a week for "
        "that, and (vooraf: 1) starts right after the PIP in a class apart, while waiting for a "
        "place in the leerroute. How many hours somebody needs does not change.",
        "A fuller week: less attendance. The hours cost money, also for those who go to the "
        "Z-route afterwards, and whoever waits has less time for anything else. Such a class asks "
        "for teachers who are few; that is not in the model.",
        "Free. Hours of alfabetisering may count towards the 600 and the 800 (BI 5.5, 3.14); the "
        "term grows by at most six months for it (RI 4.1).",
    ),
    settings=(
        Setting("uren_verhouding", "lessen.alfa_hours_ratio", 0.2, 4),
        Setting("vooraf", "lessen.alfa_first", 0, 1),
        *own("aanwezigheid"),
    ),
    apply=apply,
    sizes=("aanwezigheid",),
    targets=("gemeenten",),
    doelgroepen=("asiel",),
    needs=("uren_verhouding", "vooraf"),
    costs=(
        Cost(
            "alfabetisering",
            "tarief.alfabetisering",
            "lesuur alfabetisering: eerder, of meer",
            "lesson hour of alfabetisering: sooner, or more",
        ),
    ),
    example={"uren_verhouding": 1.5, "vooraf": 1},
)
