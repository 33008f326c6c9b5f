"""Under which tab of the sheet a kind of policy stands; a new kind finds its own place."""

from __future__ import annotations

from typing import Any

INFLOW, CAPACITY, LESSONS, SUPPORT, MONEY, MORE = (
    "inflow",
    "capacity",
    "lessons",
    "support",
    "money",
    "more",
)
TABS = (CAPACITY, LESSONS, SUPPORT, INFLOW, MONEY, MORE)
_BY_KIND = {
    "caseload": CAPACITY,
    "huisvesting": CAPACITY,
    "examencapaciteit": CAPACITY,
    "regionale_inkoop": CAPACITY,
    "intensiteit": LESSONS,
    "terugvaloptie": LESSONS,
    "alfabetisering": LESSONS,
    "leerbaarheidstoets_grens": LESSONS,
    "stelsel": LESSONS,
    "handhaving": LESSONS,
    "vroege_start": SUPPORT,
    "duale_trajecten": SUPPORT,
    "startbanen": SUPPORT,
    "ontzorgen": SUPPORT,
    "kinderopvang": SUPPORT,
    "taalmaatje": SUPPORT,
    "maatschappelijke_begeleiding": SUPPORT,
    "screening_matching": SUPPORT,
}


def tab_of(facts: dict[str, Any]) -> str:
    """Return the tab of a kind, by its name or else by what it widens."""
    usual = CAPACITY if facts["widens"] in ("lessen", "intake", "huisvesting") else SUPPORT
    return _BY_KIND.get(facts["kind"], usual)
