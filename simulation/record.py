"""What every month leaves behind: counts for the region, and a bit a month for each person."""

from __future__ import annotations

from typing import Any

from simulation.agents import events as ev
from simulation.agents.codes import (
    DROPPED_OUT,
    LES,
    NO_JOB,
    NO_ROUTE,
    ONDERBROKEN,
    OPVANG,
    UIT,
    UNABLE,
    VOLDAAN,
    VRIJGESTELD,
    WI2013,
)
from simulation.compiled import often, step

C_OPVANG = 0
C_WACHT_INTAKE = 1
C_WACHT_PIP = 2
C_WACHT_LES = 3
C_LES_B1 = 4
C_LES_ONDERWIJS = 5
C_LES_Z = 6
C_ONDERBROKEN = 7
C_NA_LES = 8
C_VOLDAAN = 9
C_VRIJGESTELD = 10
C_TE_LAAT = 11
C_WERK = 12
C_BIJSTAND = 13
C_OPVANG_WI2013 = 14
C_INSTROOM = 15
C_GEHUISVEST = 16
C_INTAKES = 17
C_PIPS = 18
C_UITSTROOM = 19
C_GEEN_BUDGET = 20
C_LES_WI2013 = 21
COLUMNS = 22

MONTHLY_COLUMNS = (
    "opvang",
    "wacht_intake",
    "wacht_pip",
    "wacht_les",
    "les_b1",
    "les_onderwijs",
    "les_z",
    "onderbroken",
    "na_les",
    "voldaan",
    "vrijgesteld",
    "te_laat",
    "werk",
    "bijstand",
    "opvang_wi2013",
    "instroom",
    "gehuisvest",
    "intakes",
    "pips",
    "uitstroom",
    "geen_budget",
    "les_wi2013",
)

MONTHLY_TITLES = {
    "opvang": ("wacht in de opvang op een woning", "waiting in reception for a home"),
    "wacht_intake": ("wacht op de brede intake", "waiting for the brede intake"),
    "wacht_pip": ("wacht op het PIP", "waiting for the PIP"),
    "wacht_les": ("wacht op lessen", "waiting for lessons"),
    "les_b1": ("volgt lessen in de B1-route", "in lessons of the B1-route"),
    "les_onderwijs": ("volgt de Onderwijsroute", "in the Onderwijsroute"),
    "les_z": ("volgt de Z-route", "in the Z-route"),
    "onderbroken": ("lessen onderbroken", "lessons interrupted"),
    "na_les": ("lessen klaar, nog niet voldaan", "lessons over, not yet fulfilled"),
    "voldaan": ("voldaan", "fulfilled"),
    "vrijgesteld": ("vrijgesteld of ontheven", "exempt"),
    "te_laat": ("termijn voorbij, niet voldaan", "term over, not fulfilled"),
    "werk": ("heeft betaald werk", "in paid work"),
    "bijstand": ("leeft in een huishouden met bijstand", "in a household on bijstand"),
    "opvang_wi2013": (
        "wacht in de opvang, valt onder Wi2013",
        "waiting in reception, under Wi2013",
    ),
    "instroom": ("instroom in de maand", "arrivals in the month"),
    "gehuisvest": ("gehuisvest in de maand", "housed in the month"),
    "intakes": ("intakes gestart in de maand", "intakes started in the month"),
    "pips": ("PIP's vastgesteld in de maand", "PIPs set in the month"),
    "uitstroom": ("uit beeld in de maand", "out of scope in the month"),
    "geen_budget": (
        "wacht op lessen omdat het geld voor plaatsen op is",
        "waiting for lessons because the money for places is spent",
    ),
    "les_wi2013": ("volgt lessen onder de Wi2013", "in lessons under the Wi2013"),
}


@step
def record_month(world: Any, now: Any) -> None:
    """Note where everybody in scope stands, and drop those who have gone from the list."""
    kept = 0
    for g in range(world.gemeenten.shape[0]):
        world.gemeenten[g].caseload = 0
    for place in range(world.in_scope[0]):
        index = world.active[place]
        p = world.people[index]
        if p.phase != UIT:
            world.active[kept] = index
            kept += 1
            record_person(p, world.activities, now)
            if p.route != NO_ROUTE and p.phase != VOLDAAN and p.phase != VRIJGESTELD:
                world.gemeenten[p.gemeente].caseload += 1
        elif p.loan > 0:
            world.debtors[world.debtors_number[0]] = index
            world.debtors_number[0] += 1
    world.in_scope[0] = kept
    world.person_months[0] += kept
    for column in range(COLUMNS):
        world.monthly[now.t, column] = now.counts[column]
        now.counts[column] = 0


@often
def record_person(p: Any, activities: Any, now: Any) -> None:
    """Where somebody stands at the end of the month; everybody counts in exactly one phase."""
    phase = p.phase
    column = PHASE_COLUMN[phase]
    if phase == LES:
        column = C_LES_WI2013 if p.route == NO_ROUTE else C_LES_B1 + p.route - 1
    elif phase == OPVANG and p.wet == WI2013:
        column = C_OPVANG_WI2013
    now.counts[column] += 1
    working = 1 if p.job != NO_JOB else 0
    late = 1 if p.lapses > 0 and phase != VOLDAAN and phase != VRIJGESTELD else 0
    now.counts[C_TE_LAAT] += late
    now.counts[C_WERK] += working
    now.counts[C_BIJSTAND] += p.on_bijstand
    looking = 1 if looks_for_work(p) else 0
    flags = working << ev.A_EMPLOYED
    flags |= int(p.lives_on_wage) << ev.A_MAIN_INCOME_WORK
    flags |= int(p.on_bijstand) << ev.A_BIJSTAND
    flags |= int(p.in_education) << ev.A_EDUCATION
    flags |= int(p.volunteering) << ev.A_VOLUNTEERING
    flags |= looking << ev.A_LOOKING
    flags |= int(p.route) << ev.A_ROUTE
    activities[now.t, p.index] = flags


@often
def looks_for_work(p: Any) -> bool:
    """Whether somebody without a job counts as looking for one.

    The model knows no search: it is whoever lives in the gemeente and is not held by lessons, an
    education, illness, birth or care, nor unable for good.
    """
    if p.job != NO_JOB or p.settled == 0 or p.phase == LES:
        return False
    if p.in_education == 1 or p.health == UNABLE:
        return False
    return p.phase != ONDERBROKEN or p.break_kind == DROPPED_OUT


PHASE_COLUMN = (
    -1,
    C_OPVANG,
    C_WACHT_INTAKE,
    C_WACHT_PIP,
    C_WACHT_LES,
    -1,
    C_ONDERBROKEN,
    C_NA_LES,
    C_VOLDAAN,
    C_VRIJGESTELD,
    -1,
)
PHASE_COLUMNS = (*range(C_VRIJGESTELD + 1), C_LES_WI2013)
"""Columns that divide everybody in scope: each person in one of them (or in opvang_wi2013)."""
