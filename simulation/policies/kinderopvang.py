"""Kinderopvang: child care during the lessons of mothers."""

from __future__ import annotations

from math import log

from simulation.agents import programme as what
from simulation.change import Change
from simulation.policy import Cost, Kind, Setting, Words, own


def apply(to: Change) -> None:
    """Care for a larger part of the lesson hours; its effects in proportion to what is added."""
    added = to["gebruik"] - to.rule("kinderopvang.use")
    to.set_if_given("gebruik")
    freed = to.programme(phases=what.UNDER_WAY)
    freed.only(what.MOTHERS)
    freed.effect(what.ATTENDANCE, added * log(1 + to["aanwezigheid"]))
    freed.effect(what.INTERRUPTION, added * log(1 + to["onderbreking"]))
    freed.effect(what.JOB_ENTRY, added * log(to["werk"]))


KIND = Kind(
    name="kinderopvang",
    number=19,
    nl=Words(
        "Kinderopvang tijdens de lessen",
        "Voor een groter (of kleiner) deel van de lesuren van moeders is er kinderopvang. Zij "
        "kunnen vaker naar les, stoppen minder en hebben meer tijd om werk te zoeken, naar de mate "
        "waarin er opvang bij komt.",
        "Elk uur kost geld, ook als de les wordt gemist; het Rijk betaalt het meeste. Een kind dat "
        "in de opvang ziek wordt, kost juist lessen: het effect kan negatief zijn. Wachtlijsten "
        "van de opvang zitten niet in het model.",
        "Vrij. De toeslag is van het Rijk; de gemeente kan opvang regelen en de eigen bijdrage "
        "betalen.",
    ),
    en=Words(
        "Child care during lessons",
        "For a larger (or smaller) part of mothers' lesson hours there is child care. They can "
        "come to lessons more often, break off less and have more time to look for work, as far as "
        "care is added.",
        "Every hour costs money, also when the lesson is missed; the state pays most. A child who "
        "falls ill in care costs lessons: the effect may be negative. Waiting lists for care are "
        "not in the model.",
        "Free. The allowance is the state's; the gemeente can arrange care and pay the parents' "
        "own part.",
    ),
    settings=(
        Setting("gebruik", "kinderopvang.use", 0, 1),
        *own("aanwezigheid onderbreking werk"),
    ),
    apply=apply,
    sizes=("aanwezigheid", "onderbreking", "werk"),
    targets=("gemeenten", "doelgroep"),
    needs=("gebruik",),
    costs=(
        Cost(
            "kinderopvang",
            "tarief.kinderopvang_hour",
            "uur opvang: het deel van de gemeente",
            "hour of care: the part of the gemeente",
        ),
        Cost(
            "kinderopvang_rijk",
            "tarief.kinderopvang_hour",
            "uur opvang: het deel van het Rijk",
            "hour of care: the part of the state",
            payer="rijk",
        ),
    ),
    example={"gebruik": 0.8},
)
