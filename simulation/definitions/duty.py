"""The duty: exams and levels, how it is fulfilled, and the term."""

from __future__ import annotations

from simulation.agents import events as ev
from simulation.agents.codes import (
    CERTIFICAAT_Z,
    DIPLOMA_A2,
    DIPLOMA_B1,
    DIPLOMA_ONDERWIJS,
)
from simulation.definitions.definition import (
    BETTER,
    NEUTRAL,
    WORSE,
    Definition,
    fulfilled_by,
    reached,
    share,
    share_of,
)
from simulation.requests import (
    Q_EXTENDED,
    Q_FULFILLED_BY,
    Q_IN_TERM,
    Q_OVERDUE,
    Q_PART_RATE,
    Q_WITHIN_TERM,
)


def _level(level: str, milestone: int) -> Definition:
    words = (
        f"Alle vier vaardigheden ten minste {level}",
        f"All four skills at least {level}",
        f"Alle vier vaardigheden geëxamineerd op ten minste {level}. Het diploma van het "
        "taalschakeltraject telt hier niet: daarvan kent het model geen niveau per vaardigheid.",
        f"All four skills examined at least at {level}. The diploma of the taalschakeltraject "
        "does not count here: of that the model knows no level per skill.",
    )
    return reached(words, BETTER, milestone)


DUTY: dict[str, Definition] = {
    "level_a2": _level("A2", ev.M_LEVEL_A2),
    "level_b1": _level("B1", ev.M_LEVEL_B1),
    "level_b2": _level("B2", ev.M_LEVEL_B2),
    "part_pass_rate": Definition(
        "share",
        "Geslaagd bij de eerste poging",
        "Passed at the first sitting",
        "Aandeel geslaagd bij de eerste poging voor het genoemde onderdeel, op het niveau van "
        "die poging; van wie de uitslag bekend is.",
        "Share who passed the part named at the first sitting, at the level of that sitting; of "
        "those whose result is known.",
        BETTER,
        Q_PART_RATE,
        needs=("part",),
        takes=("level",),
    ),
    "passed": fulfilled_by(
        (
            "Diploma behaald",
            "Passed",
            "Heeft een diploma: alle onderdelen die de wet vraagt, op het gevraagde niveau, of "
            "dat van het taalschakeltraject, met PVT en (behalve in de Onderwijsroute) MAP.",
            "Has a diploma: every part that the law asks, at the level asked, or that of the "
            "taalschakeltraject, with PVT and (but in the Onderwijsroute) MAP.",
        ),
        BETTER,
        DIPLOMA_B1,
        DIPLOMA_A2,
        DIPLOMA_ONDERWIJS,
    ),
    "fulfilled": fulfilled_by(
        (
            "Voldaan",
            "Fulfilled",
            "Heeft aan de plicht voldaan: een diploma, of het certificaat van de Z-route. Lees "
            "het nooit zonder fulfilled_by: het certificaat vraagt uren en geen niveau.",
            "Has fulfilled the duty: a diploma, or the certificaat of the Z-route. Never read it "
            "without fulfilled_by: the certificaat asks hours and no level.",
        ),
        BETTER,
        DIPLOMA_B1,
        DIPLOMA_A2,
        DIPLOMA_ONDERWIJS,
        CERTIFICAAT_Z,
    ),
    "fulfilled_by": share(
        (
            "Voldaan met",
            "Fulfilled with",
            "Heeft aan de plicht voldaan op de genoemde manier.",
            "Has fulfilled the duty in the way named.",
        ),
        BETTER,
        Q_FULFILLED_BY,
        needs=("how",),
    ),
    "exempt": reached(
        (
            "Vrijgesteld of ontheven",
            "Exempt",
            "Vrijstelling of ontheffing.",
            "Vrijstelling or ontheffing.",
        ),
        NEUTRAL,
        ev.M_EXEMPT,
    ),
    "fulfilled_in_term": share_of(
        (
            "Voldaan binnen de eerste termijn",
            "Fulfilled within the first term",
            "Voldaan voordat de eerste termijn (verlenging inbegrepen) voorbij was; van wie in "
            "beeld is en wiens eerste termijn voorbij is, ook als eerder voldaan is.",
            "Fulfilled before the first term (extension included) was over; of those in scope "
            "whose first term is over, also where the duty was fulfilled before.",
        ),
        BETTER,
        Q_IN_TERM,
    ),
    "within_term": share(
        (
            "Nog binnen de termijn",
            "Still within the term",
            "Niet voldaan of vrijgesteld; de eerste termijn loopt, of begint nog.",
            "Not fulfilled nor exempt; the first term is running, or still has to begin.",
        ),
        NEUTRAL,
        Q_WITHIN_TERM,
    ),
    "extended": share(
        (
            "Termijn verlengd",
            "Term extended",
            "Niet voldaan of vrijgesteld; de eerste termijn is verlengd en nog niet voorbij.",
            "Not fulfilled nor exempt; the first term is extended and not over.",
        ),
        NEUTRAL,
        Q_EXTENDED,
    ),
    "overdue": share(
        (
            "Termijn voorbij, niet voldaan",
            "Term over, not fulfilled",
            "Niet voldaan of vrijgesteld; de eerste termijn is voorbij.",
            "Not fulfilled nor exempt; the first term is over.",
        ),
        WORSE,
        Q_OVERDUE,
    ),
    "fined": reached(
        (
            "Ooit beboet door DUO",
            "Ever fined by DUO",
            "Ooit door DUO beboet voor de termijn.",
            "Ever fined by DUO for the term.",
        ),
        WORSE,
        ev.M_FINED,
    ),
}
