"""What a person is at arrival: age, schooling, literacy, health, aptitude, wishes.

Drawn jointly: age, schooling, literacy and health hang together, because independent draws
would understate the group that fails everywhere (the ties are registered parameters).
"""

from __future__ import annotations

import math
from typing import Any

from simulation import randomness as keys
from simulation.agents.codes import (
    GEZIN,
    HEALTHY,
    HOOG,
    LAAG,
    LATIN_SCRIPT,
    MENTAL_DISORDER,
    MIDDEN,
    NOT_LITERATE,
    OTHER_ORIGIN,
    OTHER_SCRIPT,
    SKILLS,
    SYRIA,
    UNABLE,
    WOMAN,
)
from simulation.compiled import step

YEAR = 12
DECADE = 120


@step
def pick(u: float, shares: Any, number: int) -> int:
    """The place of u in cumulative shares; the last place takes what rounding leaves."""
    left = u
    for place in range(number - 1):
        if left < shares[place]:
            return place
        left -= shares[place]
    return number - 1


@step
def draw_age(u: float, shares: Any, rule: Any) -> int:
    """An age in months: a band by its share, then evenly within the band."""
    bands = 5
    left = u
    band = bands - 1
    for place in range(bands - 1):
        if left < shares[place]:
            band = place
            break
        left -= shares[place]
    inside = min(left / max(shares[band], MIN_SHARE), ALMOST_ONE)
    low = rule.bevolking_age_from[band]
    high = rule.bevolking_age_from[band + 1]
    return int((low + (high - low) * inside) * YEAR)


MIN_SHARE = 1e-12
ALMOST_ONE = 0.999999


@step
def draw_traits(luck: Any, p: Any, rule: Any, calendar_month: int) -> None:
    """Everything about a person that is fixed at arrival; sex and birth are already known."""
    age = (calendar_month - p.birth) / YEAR
    older = (age - rule.bevolking_reference_age) * YEAR / DECADE
    above = max(older, 0.0)
    schooling = draw_schooling(luck, p, older, rule)
    draw_health(luck, p, older, rule)
    a0, a1, a2, a3 = keys.draw_four(luck, p.id_low, p.id_high, keys.TRAIT_APTITUDE, 0)
    z_aptitude, z_test = keys.normal_pair(a0, a1)
    z_work, _ = keys.normal_pair(a2, a3)
    weight = rule.leerbaarheidstoets_schooling_weight
    p.aptitude = weight * schooling + math.sqrt(1.0 - weight * weight) * z_aptitude
    set_pace(p, z_aptitude, above, rule)
    draw_course_habits(luck, p, rule)
    draw_origin(luck, p, rule)
    w0, w1, w2, _ = keys.draw_four(luck, p.id_low, p.id_high, keys.TRAIT_WISHES, 0)
    p.wants_onderwijs = 1 if w0 < rule.leerroute_onderwijs_wish else 0
    p.wants_b2 = 1 if w1 < rule.examens_b2_share else 0
    p.wants_higher = 1 if w2 < rule.wi2013_higher_share else 0
    p.score = score_leerbaarheidstoets(p, z_test, above, rule)
    set_work_factor(p, z_work, rule)


@step
def draw_schooling(luck: Any, p: Any, older: float, rule: Any) -> float:
    """Schooling, and literacy that hangs on it; returns latent schooling."""
    u0, u1, _, _ = keys.draw_four(luck, p.id_low, p.id_high, keys.TRAIT_SCHOOLING, 0)
    z_schooling, z_literacy = keys.normal_pair(u0, u1)
    schooling = z_schooling + rule.bevolking_age_schooling_tie * older
    schooling += rule.bevolking_schooling_shift
    if p.doelgroep == GEZIN:
        schooling += rule.bevolking_gezin_schooling_shift
    p.education = MIDDEN
    if schooling < rule.derived_z_schooling_low:
        p.education = LAAG
    elif schooling > rule.derived_z_schooling_high:
        p.education = HOOG
    tie = rule.bevolking_literacy_schooling_tie
    literacy = tie * schooling + math.sqrt(1.0 - tie * tie) * z_literacy
    p.literacy = LATIN_SCRIPT
    if literacy < rule.derived_z_illiterate:
        p.literacy = NOT_LITERATE
        p.alfa_left = rule.lessen_alfabetisering_hours
    elif literacy < rule.derived_z_alfabetisering:
        p.literacy = OTHER_SCRIPT
        p.alfa_left = rule.lessen_alfabetisering_hours * rule.lessen_alfabetisering_other_script
    return schooling


@step
def draw_health(luck: Any, p: Any, older: float, rule: Any) -> None:
    """Mental disorder, being unable for good, and who is exempt from the start."""
    h0, h1, h2, h3 = keys.draw_four(luck, p.id_low, p.id_high, keys.TRAIT_HEALTH, 0)
    z_health, _ = keys.normal_pair(h0, h1)
    threshold = rule.derived_z_disorder
    disorder_share = rule.bevolking_mental_disorder
    unable = rule.ontheffing_unable_share
    exempt = rule.vrijstelling_asiel
    if p.doelgroep == GEZIN:
        threshold = rule.derived_z_gezin_disorder
        disorder_share = rule.bevolking_gezin_mental_disorder
        unable = rule.ontheffing_gezin_unable_share
        exempt = rule.vrijstelling_gezin
    p.health = HEALTHY
    if z_health + rule.bevolking_age_health_tie * older > threshold:
        p.health = UNABLE if h2 < unable / disorder_share else MENTAL_DISORDER
    p.starts_exempt = 1 if h3 < exempt else 0


@step
def set_pace(p: Any, z_aptitude: float, above: float, rule: Any) -> None:
    """Levels per effective hour: by schooling, aptitude, age, health and care for children."""
    hours = rule.lessen_hours_level_middle
    if p.education == LAAG:
        hours = rule.lessen_hours_level_low
    elif p.education == HOOG:
        hours = rule.lessen_hours_level_high
    pace = math.exp(rule.lessen_aptitude_spread * z_aptitude + rule.lessen_age_rate * above)
    if p.health != HEALTHY:
        pace *= rule.lessen_health_rate
    if p.sex == WOMAN and p.parent == 1:
        pace *= rule.lessen_mother_rate
    p.learning_rate = pace / hours
    p.alfa_rate = pace / rule.lessen_hours_level_alfa


@step
def draw_course_habits(luck: Any, p: Any, rule: Any) -> None:
    """Attendance, the factor that all exam parts share, and what happens in reception."""
    c0, c1, c2, c3 = keys.draw_four(luck, p.id_low, p.id_high, keys.TRAIT_COURSE, 0)
    z_attendance, p.exam_factor = keys.normal_pair(c0, c1)
    odds = rule.lessen_attendance / (1.0 - rule.lessen_attendance)
    odds *= math.exp(rule.lessen_attendance_spread * z_attendance)
    p.attendance = odds / (1.0 + odds)
    p.follows_coa = 1 if c2 < rule.huisvesting_coa_share else 0
    p.wants_early = 1 if c3 < rule.intake_early_share else 0


@step
def set_work_factor(p: Any, z_work: float, rule: Any) -> None:
    """The fixed part of the chance of a job: sex, doelgroep, health, origin and the person."""
    work = math.exp(rule.werk_individual_spread * z_work)
    gezin = p.doelgroep == GEZIN
    if p.sex == WOMAN:
        work *= rule.werk_gezin_women if gezin else rule.werk_women
    if gezin:
        work *= rule.werk_gezin
    if p.health != HEALTHY:
        work *= rule.werk_health
    p.work_factor = work * rule.werk_origin_level[p.origin]


@step
def score_leerbaarheidstoets(p: Any, z_error: float, above: float, rule: Any) -> int:
    """Items right of 40 that this person would score: true aptitude plus measurement error."""
    tie = rule.leerbaarheidstoets_reliability
    z = tie * p.aptitude + math.sqrt(1.0 - tie * tie) * z_error
    score = rule.leerbaarheidstoets_mean + rule.leerbaarheidstoets_spread * z
    score -= rule.leerbaarheidstoets_age_penalty * above
    if p.doelgroep == GEZIN:
        score += rule.leerbaarheidstoets_gezin_shift
    return min(max(math.floor(score + 0.5), 0), ITEMS)


ITEMS = 40


@step
def draw_origin(luck: Any, p: Any, rule: Any) -> None:
    """Origin, and the Dutch that somebody brings: it steers no route choice."""
    u0, u1, u2, _ = keys.draw_four(luck, p.id_low, p.id_high, keys.TRAIT_ORIGIN, 0)
    start = rule.bevolking_start_level
    if p.doelgroep == GEZIN:
        p.origin = OTHER_ORIGIN
        if u0 < rule.bevolking_gezin_asylum_origin:
            p.origin = SYRIA
        if u2 < rule.bevolking_buitenland_exam:
            start = rule.bevolking_buitenland_level
    elif u0 < rule.bevolking_syria:
        p.origin = SYRIA
    else:
        others = OTHER_ORIGIN - SYRIA
        p.origin = 1 + pick(u1, rule.bevolking_other_origin, others)
    for skill in range(SKILLS):
        p.ability[skill] = start
