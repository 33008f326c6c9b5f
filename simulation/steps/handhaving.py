"""DUO's fine and new term after a lapsed term (RI 7.1-7.4 and bijlage 6).

The grid goes by how hard somebody tried: hours followed (three bands) by attempts (three
classes), less a fifth per part passed; PVT and MAP have fines of their own.
"""

from __future__ import annotations

from typing import Any

from simulation.agents import events as ev
from simulation.agents.codes import (
    A2,
    ASIEL,
    KNM,
    ONA,
    ONDERWIJSROUTE,
    PARTS,
    SKILLS,
    Z_ROUTE,
)
from simulation.compiled import step
from simulation.steps.examens import TRIED_WITH_DIPLOMA, has_passed_all
from simulation.steps.lessen import z_hours_made
from simulation.world import reached

BANDS = 3


@step
def band(hours: float, edge_0: float, edge_1: float) -> int:
    """The band of hours: 0 below the first edge, 2 from the second edge on."""
    if hours < edge_0:
        return 0
    return 1 if hours < edge_1 else 2


@step
def parts_passed(p: Any) -> int:
    """Parts of the exam passed: the skills at the level asked, and KNM."""
    passed = 1 if reached(p, ev.M_KNM) else 0
    for skill in range(SKILLS):
        if p.passed_level[skill] >= p.level_needed[skill]:
            passed += 1
    return passed


@step
def attempts_class(p: Any) -> int:
    """0: not every part tried; 1: every part tried once; 2: failed parts tried twice or more."""
    lowest = 2
    for skill in range(SKILLS):
        if p.passed_level[skill] < p.level_needed[skill]:
            lowest = min(lowest, int(p.attempts[skill]))
    if not reached(p, ev.M_KNM):
        lowest = min(lowest, int(p.attempts[KNM]))
    return lowest


@step
def hours_band(p: Any, rule: Any) -> int:
    """Hours followed: absolute for family migrants and in the Z-route, part of the PIP's hours
    for asylum (alfabetisering is among both), part of the lessons given in the Onderwijsroute
    (bijlage 6a-6c).
    """
    if p.route == Z_ROUTE:
        return band(p.course_hours, rule.handhaving_hours_z[0], rule.handhaving_hours_z[1])
    planned = rule.lessen_b1_hours_total + p.alfa_plan
    if p.route == ONDERWIJSROUTE:
        planned = max(p.offered_hours, 1.0)
    elif p.doelgroep != ASIEL:
        return band(p.course_hours, rule.handhaving_hours_gezin[0], rule.handhaving_hours_gezin[1])
    share = p.course_hours / planned
    return band(share, rule.handhaving_share_asiel[0], rule.handhaving_share_asiel[1])


@step
def fine_for(p: Any, rule: Any) -> int:
    """The fine in whole euros for a culpably lapsed term."""
    amount = 0.0
    if p.route == Z_ROUTE:
        if not z_hours_made(p, rule):
            row = 0
            if p.doelgroep == ASIEL:
                edges = rule.handhaving_hours_z
                row = band(p.participation_hours, edges[0], edges[1])
            amount += rule.handhaving_fine[row * BANDS + hours_band(p, rule)]
    elif not has_passed_all(p) and p.taalschakel != TRIED_WITH_DIPLOMA:
        grid = rule.handhaving_fine[attempts_class(p) * BANDS + hours_band(p, rule)]
        amount += grid * (1.0 - rule.handhaving_reduction_per_part * parts_passed(p))
    if not reached(p, ev.M_PVT):
        amount += rule.handhaving_pvt_fine
    if p.route != ONDERWIJSROUTE and not reached(p, ev.M_MAP):
        amount += rule.handhaving_map_fine
    return int(amount + 0.5)


@step
def old_fine_for(p: Any, rule: Any) -> int:
    """The fine of the Wi2013 in whole euros: hours by attempts, less something a part passed.

    Nothing for whoever followed 300 hours and tried what failed twice (ONA once).
    """
    lowest = 2
    passed = 0
    for part in range(PARTS):
        if p.passed_level[part] >= A2:
            passed += 1
        elif part == ONA:
            lowest = min(lowest, 2 if p.attempts[ONA] >= rule.wi2013_ona_attempts else 0)
        else:
            lowest = min(lowest, int(p.attempts[part]))
    column = band(p.course_hours, rule.wi2013_fine_hours[0], rule.wi2013_fine_hours[1])
    grid = rule.wi2013_fine[lowest * BANDS + column]
    return int(grid * max(1.0 - rule.wi2013_reduction_per_part * passed, 0.0) + 0.5)


@step
def z_term_months(p: Any, rule: Any) -> float:
    """New term in the Z-route: by course plus participation hours made (RI 7.4)."""
    hours = p.course_hours
    edges = rule.termijn_z_band_gezin
    if p.doelgroep == ASIEL:
        hours += p.participation_hours
        edges = rule.termijn_z_band_asiel
    place = 0
    while place < BANDS and hours > edges[place]:
        place += 1
    return rule.termijn_new_term[place]


@step
def new_term_months(p: Any, rule: Any) -> int:
    """The new term after a lapse: by what is passed, or for PVT and MAP; the longest applies."""
    months = 0.0
    if p.route == Z_ROUTE:
        if not z_hours_made(p, rule):
            months = z_term_months(p, rule)
    elif not has_passed_all(p) and p.taalschakel != TRIED_WITH_DIPLOMA:
        months = rule.termijn_new_term[min(parts_passed(p), BANDS)]
    missing = 0
    if not reached(p, ev.M_PVT):
        missing += 1
    if p.route != ONDERWIJSROUTE and not reached(p, ev.M_MAP):
        missing += 1
    return int(max(months, missing * rule.termijn_new_term_pvt_map, 1.0))
