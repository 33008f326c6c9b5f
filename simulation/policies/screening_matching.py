"""Screening en matching: newcomers are placed where their profile fits the work."""

from __future__ import annotations

from math import log

from simulation.accounts import CASEMANAGEMENT
from simulation.agents import programme as what
from simulation.agents.events import M_SETTLED
from simulation.change import Change
from simulation.policy import Cost, Kind, Words, own


def apply(to: Change) -> None:
    """A part of who settles is placed by profile: a better chance of work, a slower match."""
    to.add("huisvesting.coupling_months", to["extra_maanden"])
    placed = to.programme(M_SETTLED, within=0, share=to["aandeel"], phases=what.LIVING_HERE)
    placed.costs(CASEMANAGEMENT, to.price("kosten"))
    placed.effect(what.JOB_ENTRY, log(1 + to["winst"] * to["gerealiseerd"]))


KIND = Kind(
    name="screening_matching",
    number=13,
    nl=Words(
        "Plaatsen naar regio en profiel",
        "Een deel van de statushouders die hier komen wonen, is gekoppeld omdat hun opleiding en "
        "werkervaring bij het werk in de regio passen. Hun kans op een baan is blijvend hoger. "
        "Hoeveel, komt uit een nabootsing met registers in Zwitserland en de VS; hier telt een "
        "vijfde daarvan.",
        "Zoeken naar een passende plek duurt: alle koppelingen duren langer en mensen wachten "
        "langer op een woning. Het gesprek kost uren. Wat hier past, past dan elders niet: wat "
        "andere regio's missen, zit niet in het model.",
        "COA koppelt; de gemeente kan gegevens en afspraken inbrengen, en houdt haar "
        "taakstelling (Huisvestingswet 28-29). Plaatsen naar herkomst mag niet en kan hier niet.",
    ),
    en=Words(
        "Placement by region and profile",
        "Part of the status holders who settle here were coupled because their schooling and "
        "experience fit the region's work. Their chance of a job is higher for good. By how much "
        "comes from a backtest on registers in Switzerland and the US; a fifth of that counts "
        "here.",
        "Looking for a fitting place takes time: all couplings take longer and people wait longer "
        "for a home. The interview takes hours. What fits here does not fit elsewhere: what other "
        "regions miss is not in the model.",
        "COA couples; the gemeente can bring in data and agreements, and keeps its taakstelling "
        "(Huisvestingswet 28-29). Placement by origin is not allowed and not possible here.",
    ),
    settings=own("aandeel winst gerealiseerd extra_maanden kosten"),
    apply=apply,
    sizes=("gerealiseerd", "winst"),
    targets=("gemeenten",),
    doelgroepen=("asiel",),
    costs=(
        Cost(
            "casemanagement",
            "screening_matching.kosten",
            "persoon die zo is geplaatst",
            "person placed in this way",
            payee="personeel",
        ),
    ),
    neutral={"aandeel": 0, "extra_maanden": 0},
    example={"aandeel": 0.5, "extra_maanden": 1},
)
