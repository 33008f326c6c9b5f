"""Huisvesting: the part of the taakstelling, arrears included, that a gemeente really houses."""

from __future__ import annotations

from simulation.change import Change
from simulation.policy import Kind, Setting, Words


def apply(to: Change) -> None:
    """Another pace of housing."""
    to.set_if_given("realisatie")


KIND = Kind(
    name="huisvesting",
    number=6,
    nl=Words(
        "Sneller of trager huisvesten",
        "De gemeente haalt een ander deel van haar taakstelling met achterstand, dus mensen "
        "wachten korter of langer in de opvang. Elke maand wachten laat een spoor na in de kans "
        "op werk; dat is gemeten bij asielzoekers in Zwitserland en hier doorgetrokken.",
        "Wie eerder woont, heeft eerder bijstand en inrichting nodig, en staat eerder in de rij "
        "voor intake en lessen, die langer wordt. Het Rijk bespaart de opvang. Banen in de opvang "
        "vallen weg.",
        "De taakstelling halen is een plicht (Huisvestingswet 28-29); meer mag. Er zijn geen "
        "eigen kosten: een woning erbij is hier niets dan eerder bijstand.",
    ),
    en=Words(
        "Housing faster or slower",
        "The gemeente meets another part of its taakstelling with arrears, so people wait less or "
        "longer in reception. Every month of waiting leaves a trace in the chance of work; that "
        "was measured among asylum seekers in Switzerland and is extrapolated here.",
        "Whoever is housed earlier needs bijstand and furnishing earlier, and stands earlier in "
        "line for intake and lessons, which grows. The state saves reception. Jobs in reception "
        "fall away.",
        "Meeting the taakstelling is a duty (Huisvestingswet 28-29); more is allowed. It has no "
        "cost of its own: one more home is nothing but bijstand earlier.",
    ),
    settings=(Setting("realisatie", "huisvesting.realisation", 0, 3),),
    apply=apply,
    sizes=("werk.wait",),
    targets=("gemeenten",),
    doelgroepen=("asiel",),
    widens="huisvesting",
    needs=("realisatie",),
    example={"realisatie": 1},
)
