"""Startbanen: a first paid job with an employer beside the course, early and guided."""

from __future__ import annotations

from math import log

from simulation.accounts import STARTBAAN
from simulation.agents import programme as what
from simulation.agents.events import M_PIP
from simulation.change import Change
from simulation.policy import Cost, Kind, Words, own


def apply(to: Change) -> None:
    """A share of who is under way gets a guided place, in the order of waiting; jobs that others
    then miss are taken off the effect.
    """
    start = to.programme(
        M_PIP,
        after=to["na_maanden"],
        months=to["maanden"],
        places=to["plaatsen"],
        share=to["aandeel"],
        phases=what.UNDER_WAY,
    )
    start.costs(STARTBAAN, to.price("kosten"))
    during = to["maanden"]
    entry = log(1 + (to["hazard_ratio"] - 1) * (1 - to["verdringing"]))
    start.effect(what.JOB_ENTRY, entry, full=during, half_life=to["half_life"])
    start.effect(what.ATTENDANCE, log(1 + to["aanwezigheid"]), full=during)
    start.effect(what.INTERRUPTION, log(to["uitval"]), full=during)


KIND = Kind(
    name="startbanen",
    number=21,
    nl=Words(
        "Startbanen",
        "Een deel van de mensen krijgt kort na het PIP begeleiding naar een eerste betaalde baan "
        "naast de lessen, op een beperkt aantal plekken bij werkgevers. De kans op een baan is "
        "tijdens die begeleiding hoger en dooft daarna uit.",
        "Vroeg werken kost lessen: minder aanwezig, vaker gestopt. In Denemarken was het voordeel "
        "van eerst werken na twee tot drie jaar weg. Een deel van de banen kan van anderen komen "
        "(verdringing). Plekken raken op: dan wacht men.",
        "Vrij: begeleiding naar werk mag naast de leerroute (Pw 7); de lessen en de termijn lopen "
        "door (Wi 11, 16).",
    ),
    en=Words(
        "Start jobs",
        "Part of the people is guided to a first paid job beside the lessons soon after the PIP, "
        "on a limited number of places with employers. The chance of a job is higher during that "
        "guidance and fades after.",
        "Working early costs lessons: less attendance, more breaking off. In Denmark the gain of "
        "work first was gone after two to three years. Part of the jobs may be taken from others "
        "(displacement). Places run out: then people wait.",
        "Free: guidance to work is allowed beside the leerroute (Pw 7); lessons and term run on "
        "(Wi 11, 16).",
    ),
    settings=own(
        "aandeel plaatsen na_maanden maanden hazard_ratio half_life aanwezigheid uitval "
        "verdringing kosten"
    ),
    apply=apply,
    sizes=("hazard_ratio", "half_life", "aanwezigheid", "uitval"),
    targets=("gemeenten", "doelgroep", "sex", "age_from", "age_until", "education", "literacy"),
    widens="programma",
    costs=(
        Cost(
            "startbaan",
            "startbanen.kosten",
            "startbaan die begint",
            "start job that begins",
            payee="werkgever",
        ),
    ),
    neutral={"aandeel": 0},
    example={"aandeel": 0.3, "plaatsen": 60},
)
