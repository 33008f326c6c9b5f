"""Duale trajecten: language and work in one week, at places that employers offer."""

from __future__ import annotations

from math import exp, log

from simulation.accounts import DUAAL
from simulation.agents import programme as what
from simulation.agents.codes import B1_ROUTE, LES, Z_ROUTE
from simulation.agents.events import M_LESSONS
from simulation.change import Change
from simulation.policy import Cost, Kind, Words, own


def apply(to: Change) -> None:
    """A share of those in lessons gets a place at an employer, in the order of waiting."""
    dual = to.programme(
        M_LESSONS,
        after=to["na_maanden"],
        months=to["maanden"],
        places=to["plaatsen"],
        share=to["aandeel"],
        phases=(LES,),
        routes=(B1_ROUTE, Z_ROUTE),
    )
    dual.costs(DUAAL, to.price("kosten"))
    during = to["maanden"]
    direct = exp(to["direct_ratio"] * log(to["hazard_ratio"]))
    entry = log(1 + (direct - 1) * (1 - to["verdringing"]))
    fade = to["half_life"] * to["direct_fade"]
    dual.effect(what.JOB_ENTRY, entry, full=during, half_life=fade)
    dual.effect(what.JOB_ENTRY, log(1 - to["lock_in"]), full=during)
    dual.effect(what.LEARNING, log(1 + to["leereffect"]), full=during)
    dual.effect(what.LESSON_HOURS, log(to["taaluren_deel"]), full=during)
    usual = to.rule("lessen.z_participation_week")
    work = max(to["werkuren_week"], usual)
    dual.effect(what.PARTICIPATION_HOURS, log(work / usual), full=during, routes=(Z_ROUTE,))
    for route, hours, before in (("b1", to["werkuren_week"], 0.0), ("z", work, usual)):
        language = to.rule(f"lessen.{route}_hours_week") * (to["taaluren_deel"] - 1)
        load = to["belasting"] * max(hours - before + language, 0.0)
        only = (B1_ROUTE if route == "b1" else Z_ROUTE,)
        dual.effect(what.ATTENDANCE, load, full=during, routes=only)


KIND = Kind(
    name="duale_trajecten",
    number=1,
    nl=Words(
        "Duale trajecten",
        "Een deel van de statushouders in de B1- of Z-route leert en werkt in dezelfde week, bij "
        "een werkgever. De kans op een baan verandert tijdens het traject en dooft daarna uit. In "
        "de Z-route tellen de werkuren als participatie-uren.",
        "Men leert er minder of juist meer van, komt door de volle week minder vaak naar les en "
        "zoekt intussen minder een andere baan. Plekken bij werkgevers raken op: dan wacht men.",
        "Vrij voor statushouders: de gemeente bepaalt het aanbod (Wi 16). Gezinsmigranten kopen "
        "zelf.",
    ),
    en=Words(
        "Dual trajectories",
        "A share of status holders in the B1- or Z-route learns and works in the same week, with "
        "an employer. Their chance of a job changes while it lasts and fades after. In the "
        "Z-route the hours of work count as participation hours.",
        "Learning suffers or gains, a full week lowers attendance, and participants look less for "
        "another job meanwhile. Employers' places run out: then people wait.",
        "Free for status holders: the gemeente decides on the offer (Wi 16). Family migrants buy "
        "their own.",
    ),
    settings=own(
        "aandeel plaatsen na_maanden maanden taaluren_deel werkuren_week hazard_ratio direct_ratio "
        "half_life direct_fade lock_in leereffect belasting verdringing kosten"
    ),
    apply=apply,
    effect="total",
    sizes=("hazard_ratio", "half_life", "lock_in", "leereffect", "belasting"),
    targets=("gemeenten", "sex", "age_from", "age_until", "education", "literacy"),
    doelgroepen=("asiel",),
    widens="programma",
    costs=(
        Cost(
            "duaal",
            "duale_trajecten.kosten",
            "traject dat begint, boven op de lessen",
            "traject that starts, on top of the lessons",
        ),
    ),
    neutral={"aandeel": 0},
    example={"aandeel": 0.3, "plaatsen": 60, "maanden": 12, "werkuren_week": 16},
)
