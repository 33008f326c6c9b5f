"""Leerbaarheidstoets: from which score on a newcomer starts in the B1-route."""

from __future__ import annotations

from simulation.change import Change
from simulation.policy import Cost, Kind, Setting, Words


def apply(to: Change) -> None:
    """Another mark, and another weight of the test in the college's judgement."""
    for setting in KIND.settings:
        to.set_if_given(setting.name)


KIND = Kind(
    name="leerbaarheidstoets_grens",
    number=12,
    nl=Words(
        "Andere grens bij de leerbaarheidstoets",
        "Wie onder de grens scoort, krijgt meestal de Z-route in het PIP. De grens, of hoe vaak de "
        "gemeente de toets volgt, verandert voor wie daarna een PIP krijgt.",
        "Hoger: meer mensen in de Z-route, ook die B1 kunnen halen. Wie dat in 18 maanden laat "
        "zien, wisselt en begint opnieuw in een rij; wie later opvalt, blijft en legt geen examen "
        "af. Lager: meer mensen in de B1-route die B1 niet halen. De toets meet met een fout. De "
        "rij voor de ene route wordt langer, die voor de andere korter.",
        "De grens van de toets is landelijk (DUO). Het college weegt de uitslag naast de rest van "
        "de brede intake en mag er met redenen van afwijken (Wi 14 lid 5, Wi 15; RvS "
        "24-12-2024).",
    ),
    en=Words(
        "Another mark for the leerbaarheidstoets",
        "Whoever scores below the mark mostly gets the Z-route in the PIP. The mark, or how often "
        "the gemeente follows the test, changes for those whose PIP comes after.",
        "Higher: more people in the Z-route, also those who can reach B1. Whoever shows that "
        "within 18 months switches and starts anew in a line; whoever shows it later stays and "
        "sits no exam. Lower: more people in the B1-route who do not reach B1. The test measures "
        "with error. One route's line grows, the other's shrinks.",
        "The test's mark is national (DUO). The college weighs the score beside the rest of the "
        "brede intake and may depart from it with reasons (Wi 14(5), Wi 15; Council of State "
        "24-12-2024).",
    ),
    settings=(
        Setting("grens", "leerbaarheidstoets.pass_mark", 0, 40),
        Setting("volgen", "leerroute.follow_test", 0, 1),
    ),
    apply=apply,
    targets=("gemeenten", "doelgroep"),
    needs=("grens", "volgen"),
    costs=(
        Cost(
            "leerroute_z",
            "tarief.z_traject",
            "lesuren van wie naar de andere route gaat",
            "lesson hours of those who go to the other route",
        ),
        Cost(
            "leerroute_b1",
            "tarief.b1_hour",
            "lesuren van wie naar de andere route gaat",
            "lesson hours of those who go to the other route",
        ),
    ),
    example={"grens": 31},
)
