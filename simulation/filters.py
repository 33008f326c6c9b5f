"""The filters of observables: their names, what they may be, and their words.

Every observable can be asked of other people (`WHO`). One that is true at a moment needs `clock`
and `at`; one that counts events may have a window of months. A definition adds filters of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulation.agents import events as ev
from simulation.agents.codes import (
    DOELGROEP_NAMES,
    EDUCATION_NAMES,
    HOW_NAMES,
    LAW_NAMES,
    LEVEL_NAMES,
    LITERACY_NAMES,
    ORIGIN_NAMES,
    PART_NAMES,
    SEX_NAMES,
)
from simulation.definitions import QUEUES
from simulation.requests import (
    AMONG_ALL,
    AMONG_PASSED,
    AMONG_WAITING,
    AMONG_WORKING,
    ANY,
    BOTH_LAWS,
    CALENDAR,
)

CHOICE, WHOLE, NUMBER, MONTH, MOMENT, NAME = (
    "choice",
    "whole number",
    "number",
    "month",
    "moment",
    "name",
)
"""What a value may be: one of a few words; 0, 1, 2...; any number from 0 on; YYYY-MM; months after
the clock, or YYYY-MM or `end` on the calendar; a name that the region knows.
"""

COHORT_CLOCKS = {
    "arrival": ev.M_PERMIT,
    "permit": ev.M_PERMIT,
    "duty": ev.M_NOTICE,
    "settled": ev.M_SETTLED,
    "pip": ev.M_PIP,
}
"""Somebody arrives in the model with the permit, or with the registration of a family migrant."""
CLOCKS = {**COHORT_CLOCKS, "calendar": CALENDAR}
AMONG = {
    "all": AMONG_ALL,
    "passed": AMONG_PASSED,
    "working": AMONG_WORKING,
    "waiting": AMONG_WAITING,
}
STATS = ("mean", "p50", "p90", "share_over")
LAWS = {**{name: code for code, name in enumerate(LAW_NAMES)}, "any": ANY, "both": BOTH_LAWS}
END = "end"
"""The world's last month, as a moment of the calendar."""


@dataclass(frozen=True)
class Filter:
    """A filter: what its value may be, what it means, and how a title says it.

    values: the words of a choice; labels: those words in Dutch and English, or one template with
    `{value}` under '' for all of them.
    """

    name: str
    kind: str
    meaning_nl: str
    meaning_en: str
    values: tuple[str, ...] = ()
    labels: tuple[tuple[str, str, str], ...] = ()

    def label(self, value: str, lang: str) -> str:
        """How a title says a value in a language (`nl`, `en`); '' where it says nothing."""
        for word, nl, en in self.labels:
            if word in (value, ""):
                return (en if lang == "en" else nl).format(value=value)
        return ""


_ROUTES = ("b1", "onderwijs", "z")
_FILTERS = (
    Filter(
        "how",
        CHOICE,
        "hoe aan de plicht is voldaan",
        "how the duty was fulfilled",
        HOW_NAMES[1:],
        (
            ("diploma_b1", "diploma B1", "diploma B1"),
            ("diploma_a2", "diploma met A2-onderdelen", "diploma with A2 parts"),
            ("onderwijs", "diploma Onderwijsroute", "diploma of the Onderwijsroute"),
            ("z", "certificaat Z-route", "certificaat of the Z-route"),
        ),
    ),
    Filter(
        "part",
        CHOICE,
        "onderdeel van het examen",
        "part of the exam",
        PART_NAMES,
        (
            ("lezen", "lezen", "reading"),
            ("luisteren", "luisteren", "listening"),
            ("schrijven", "schrijven", "writing"),
            ("spreken", "spreken", "speaking"),
            ("knm", "KNM", "KNM"),
            ("ona", "ONA (alleen Wi2013)", "ONA (Wi2013 only)"),
        ),
    ),
    Filter(
        "level",
        CHOICE,
        "niveau van de poging",
        "level of the sitting",
        LEVEL_NAMES[2:],
        (("a2", "A2", "A2"), ("b1", "B1", "B1"), ("b2", "B2", "B2")),
    ),
    Filter(
        "queue",
        CHOICE,
        "de rij waarin iemand wacht",
        "the queue that somebody waits in",
        tuple(QUEUES),
        (
            ("huisvesting", "op een woning", "for a home"),
            ("intake", "op de intake", "for the intake"),
            ("pip", "op het PIP", "for the PIP"),
            ("lessen", "op lessen", "for lessons"),
            ("examen", "op het eerste examen", "for the first exam"),
        ),
    ),
    Filter(
        "stat",
        CHOICE,
        "gemiddelde, helft (p50) of negen van de tien (p90) die zo lang of korter wacht, of het "
        "aandeel dat langer wacht dan `weeks`",
        "the mean, the wait that half (p50) or nine in ten (p90) do not exceed, or the share that "
        "wait longer than `weeks`",
        STATS,
        (
            ("mean", "gemiddeld", "mean"),
            ("p50", "mediaan", "median"),
            ("p90", "negen van de tien wachten niet langer", "nine in ten wait no longer"),
            ("share_over", "aandeel", "share"),
        ),
    ),
    Filter(
        "weeks",
        NUMBER,
        "grens van een wachttijd in weken",
        "limit of a wait in weeks",
        labels=(("", "langer dan {value} weken", "longer than {value} weeks"),),
    ),
    Filter(
        "among",
        CHOICE,
        "van wie: all, wie een diploma heeft (passed), wie werkt (working), of wie op dat moment "
        "in de rij van `queue` wacht (waiting)",
        "of whom: all, who has a diploma (passed), who works (working), or who waits in the queue "
        "of `queue` at that moment (waiting)",
        tuple(AMONG),
        (
            ("all", "", ""),
            ("passed", "met een diploma", "with a diploma"),
            ("working", "met werk", "at work"),
            ("waiting", "wie nu wacht", "those waiting now"),
        ),
    ),
    Filter(
        "clock",
        CHOICE,
        "vanaf wanneer maanden tellen",
        "from when months count",
        tuple(CLOCKS),
        (
            ("arrival", "na aankomst", "after arrival"),
            ("permit", "na de vergunning", "after the permit"),
            ("duty", "na de kennisgeving", "after the notice"),
            ("settled", "na vestiging", "after settling"),
            ("pip", "na het PIP", "after the PIP"),
            ("calendar", "in", "in"),
        ),
    ),
    Filter(
        "at",
        MOMENT,
        "hele maanden na die klok; op de kalender JJJJ-MM of end (de laatste maand)",
        "whole months after that clock; on the calendar YYYY-MM or end (the last month)",
    ),
    Filter(
        "event_from",
        MONTH,
        "eerste maand van wat geteld wordt",
        "first month of what is counted",
        labels=(("", "vanaf {value}", "from {value}"),),
    ),
    Filter(
        "event_until",
        MONTH,
        "laatste maand van wat geteld wordt",
        "last month of what is counted",
        labels=(("", "tot en met {value}", "until {value}"),),
    ),
    Filter(
        "cohort_clock",
        CHOICE,
        "de klok die een cohort begint, en waarop leeftijd telt",
        "the clock that begins a cohort, and at which age counts",
        tuple(COHORT_CLOCKS),
        (
            ("arrival", "cohort naar aankomst", "cohort by arrival"),
            ("permit", "cohort naar vergunning", "cohort by permit"),
            ("duty", "cohort naar kennisgeving", "cohort by notice"),
            ("settled", "cohort naar vestiging", "cohort by settling"),
            ("pip", "cohort naar PIP", "cohort by PIP"),
        ),
    ),
    Filter(
        "cohort_from",
        MONTH,
        "eerste maand van het cohort",
        "first month of the cohort",
        labels=(("", "vanaf {value}", "from {value}"),),
    ),
    Filter(
        "cohort_until",
        MONTH,
        "laatste maand van het cohort",
        "last month of the cohort",
        labels=(("", "tot en met {value}", "until {value}"),),
    ),
    Filter(
        "law",
        CHOICE,
        "de wet waaronder de plicht begon, of die als gedachtenexperiment is gekozen; zonder dit "
        "filter wi2021. `both`: wie onder beide wetten plichtig zou zijn, welke er ook geldt",
        "the act under which the duty began, or that was chosen as a thought experiment; without "
        "this filter wi2021. `both`: whoever would be obliged under both, whichever holds",
        tuple(LAWS),
        (
            ("wi2013", "Wi2013", "Wi2013"),
            ("wi2021", "Wi2021", "Wi2021"),
            ("any", "beide wetten", "both acts"),
            ("both", "plichtig onder beide wetten", "obliged under both acts"),
        ),
    ),
    Filter(
        "doelgroep",
        CHOICE,
        "doelgroep van de wet",
        "target group of the act",
        DOELGROEP_NAMES,
        (
            ("asiel", "asiel", "asylum"),
            ("gezin_overig", "gezin en overig", "family and other"),
        ),
    ),
    Filter(
        "sex",
        CHOICE,
        "geslacht",
        "sex",
        SEX_NAMES,
        (("m", "mannen", "men"), ("f", "vrouwen", "women")),
    ),
    Filter(
        "age_min",
        WHOLE,
        "jongste leeftijd in hele jaren, aan het begin van het cohort (zonder cohort: bij de klok)",
        "lowest age in whole years, at the cohort's clock (without a cohort: at the clock)",
        labels=(("", "vanaf {value} jaar", "aged {value} and over"),),
    ),
    Filter(
        "age_max",
        WHOLE,
        "hoogste leeftijd, die meetelt",
        "highest age, itself included",
        labels=(("", "tot en met {value} jaar", "aged {value} or less"),),
    ),
    Filter(
        "origin",
        CHOICE,
        "land van herkomst (alleen om te toetsen)",
        "country of origin (only to validate)",
        ORIGIN_NAMES,
        (
            ("syria", "Syrië", "Syria"),
            ("eritrea", "Eritrea", "Eritrea"),
            ("afghanistan", "Afghanistan", "Afghanistan"),
            ("iraq", "Irak", "Iraq"),
            ("iran", "Iran", "Iran"),
            ("turkey", "Turkije", "Turkey"),
            ("other", "overige herkomst", "other origin"),
        ),
    ),
    Filter(
        "education",
        CHOICE,
        "opleiding bij aankomst: ten hoogste basisonderwijs, daartussen, of hoger onderwijs",
        "schooling at arrival: primary at most, between, or higher education",
        EDUCATION_NAMES,
        (
            ("laag", "laag opgeleid", "low schooling"),
            ("midden", "middelbaar opgeleid", "middle schooling"),
            ("hoog", "hoog opgeleid", "high schooling"),
        ),
    ),
    Filter(
        "literacy",
        CHOICE,
        "schrift dat iemand bij aankomst kan lezen",
        "script that somebody can read at arrival",
        LITERACY_NAMES,
        (
            ("latijns_schrift", "leest Latijns schrift", "reads Latin script"),
            ("ander_schrift", "leest ander schrift", "reads another script"),
            ("niet_geletterd", "niet geletterd", "not literate"),
        ),
    ),
    Filter(
        "municipality",
        NAME,
        "gemeente van de regio",
        "municipality of the region",
        labels=(("", "{value}", "{value}"),),
    ),
    Filter(
        "municipality_at",
        CHOICE,
        "de gemeente van vestiging (ook zonder dit filter) of de laatste binnen de regio",
        "the municipality of settling (also without this filter) or the last within the region",
        ("settling", "now"),
    ),
    Filter(
        "initial_route",
        CHOICE,
        "leerroute in het eerste PIP",
        "route in the first PIP",
        _ROUTES,
        (
            ("b1", "begonnen in de B1-route", "began in the B1-route"),
            ("onderwijs", "begonnen in de Onderwijsroute", "began in the Onderwijsroute"),
            ("z", "begonnen in de Z-route", "began in the Z-route"),
        ),
    ),
    Filter(
        "route",
        CHOICE,
        "leerroute op dat moment, of van wat geteld wordt",
        "route at that moment, or of what is counted",
        _ROUTES,
        (
            ("b1", "B1-route", "B1-route"),
            ("onderwijs", "Onderwijsroute", "Onderwijsroute"),
            ("z", "Z-route", "Z-route"),
        ),
    ),
)
FILTERS: dict[str, Filter] = {found.name: found for found in _FILTERS}
"""Every filter by name, in the order in which a key writes them."""

WHO_FILTERS = (
    *("cohort_clock", "cohort_from", "cohort_until", "law", "doelgroep", "sex"),
    *("age_min", "age_max", "origin", "education", "literacy"),
    *("municipality", "municipality_at", "initial_route"),
)
"""Whom an observable is about."""
MOMENT_FILTERS = ("clock", "at", "among", "route")
EVENT_FILTERS = ("event_from", "event_until", "route")
