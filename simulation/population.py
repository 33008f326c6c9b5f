"""Who arrives: households and people drawn jointly from published margins and stated ties.

Arrivals come by household (a compound Poisson process a month, gemeente and doelgroep). Every
number about a household or person is a keyed draw on its identity, so one arrival more changes
nobody else. Later family members (nareis) and children who turn 18 are created with their
household and arrive in their own month.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from simulation import randomness as keys
from simulation.agents.codes import (
    A1,
    ALLEEN,
    ASIEL,
    BIJ_REFERENT,
    EENOUDER,
    GEZIN,
    HEALTHY,
    HOOG,
    LAAG,
    LATIN_SCRIPT,
    MAN,
    MENTAL_DISORDER,
    MIDDEN,
    NEVER,
    NOT_LITERATE,
    OTHER_ORIGIN,
    OTHER_SCRIPT,
    PAAR,
    PAAR_MET_KINDEREN,
    SERIES_ARRIVALS,
    SERIES_ASIEL,
    SERIES_EIGHTEEN,
    SERIES_GEZIN,
    SERIES_NAREIS,
    SERIES_STOCK,
    SKILLS,
    SYRIA,
    UNABLE,
    WI2013,
    WI2021,
    WOMAN,
)
from simulation.compiled import kernel, step

CODE_SHIFT = 16
SERIES_SHIFT = 12
MEMBERS = 16
HOUSEHOLD_MEMBER = 15
"""The member number that stands for the household itself."""
FIRST_CHILD = 4
MOST_CHILDREN = 3
FIRST_NAREIS = 2
YEAR = 12
DECADE = 120


@step
def identity_high(code: int, series: int, calendar_month: int) -> Any:
    """The word of identity that says where, in which series and when somebody arrives."""
    return np.uint64((code << CODE_SHIFT) | (series << SERIES_SHIFT) | calendar_month)


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
    """Everything about a person that is fixed at arrival; sex and birth are already known.

    Schooling, literacy, health and age hang together: independent draws would understate the
    group that fails everywhere (behaviour.md 4).
    """
    gezin = p.doelgroep == GEZIN
    age = (calendar_month - p.birth) / YEAR
    older = (age - rule.bevolking_reference_age) * YEAR / DECADE
    above = max(older, 0.0)

    u0, u1, _, _ = keys.draw_four(luck, p.id_low, p.id_high, keys.TRAIT_SCHOOLING, 0)
    z_schooling, z_literacy = keys.normal_pair(u0, u1)
    schooling = z_schooling + rule.bevolking_age_schooling_tie * older
    schooling += rule.bevolking_schooling_shift
    if gezin:
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
    elif literacy < rule.derived_z_alfabetisering:
        p.literacy = OTHER_SCRIPT
    if p.literacy == NOT_LITERATE:
        p.alfa_left = rule.lessen_alfabetisering_hours
    elif p.literacy == OTHER_SCRIPT:
        p.alfa_left = rule.lessen_alfabetisering_hours * rule.lessen_alfabetisering_other_script

    h0, h1, h2, h3 = keys.draw_four(luck, p.id_low, p.id_high, keys.TRAIT_HEALTH, 0)
    z_health, _ = keys.normal_pair(h0, h1)
    threshold = rule.derived_z_disorder
    disorder_share = rule.bevolking_mental_disorder
    unable = rule.ontheffing_unable_share
    exempt = rule.vrijstelling_asiel
    if gezin:
        threshold = rule.derived_z_gezin_disorder
        disorder_share = rule.bevolking_gezin_mental_disorder
        unable = rule.ontheffing_gezin_unable_share
        exempt = rule.vrijstelling_gezin
    p.health = HEALTHY
    if z_health + rule.bevolking_age_health_tie * older > threshold:
        p.health = UNABLE if h2 < unable / disorder_share else MENTAL_DISORDER
    p.starts_exempt = 1 if h3 < exempt else 0

    a0, a1, a2, a3 = keys.draw_four(luck, p.id_low, p.id_high, keys.TRAIT_APTITUDE, 0)
    z_aptitude, z_test = keys.normal_pair(a0, a1)
    z_work, _ = keys.normal_pair(a2, a3)
    weight = rule.leerbaarheidstoets_schooling_weight
    p.aptitude = weight * schooling + math.sqrt(1.0 - weight * weight) * z_aptitude

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

    c0, c1, c2, c3 = keys.draw_four(luck, p.id_low, p.id_high, keys.TRAIT_COURSE, 0)
    z_attendance, p.exam_factor = keys.normal_pair(c0, c1)
    odds = rule.lessen_attendance / (1.0 - rule.lessen_attendance)
    odds *= math.exp(rule.lessen_attendance_spread * z_attendance)
    p.attendance = odds / (1.0 + odds)
    p.follows_coa = 1 if c2 < rule.huisvesting_coa_share else 0
    p.wants_early = 1 if c3 < rule.intake_early_share else 0

    draw_origin(luck, p, rule)
    w0, w1, _, _ = keys.draw_four(luck, p.id_low, p.id_high, keys.TRAIT_WISHES, 0)
    p.wants_onderwijs = 1 if w0 < rule.leerroute_onderwijs_wish else 0
    p.wants_b2 = 1 if w1 < rule.examens_b2_share else 0

    p.score = score_leerbaarheidstoets(p, z_test, above, rule)
    work = math.exp(rule.werk_individual_spread * z_work)
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
    return min(max(int(math.floor(score + 0.5)), 0), ITEMS)


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


@step
def new_person(
    people: Any,
    count: int,
    household: int,
    h: Any,
    series: int,
    member: int,
    ordinal: int,
    high: Any,
    arrival: int,
) -> Any:
    """Claim the next free record for a person of this household."""
    p = people[count]
    p.id_low = np.uint64(ordinal * MEMBERS + member)
    p.id_high = high
    p.index = count
    p.household = household
    p.gemeente = h.gemeente
    p.doelgroep = h.doelgroep
    p.series = series
    p.arrival = arrival
    p.next_member = h.first_member
    h.first_member = count
    return p


@kernel
def draw_population(
    people: Any,
    households: Any,
    codes: Any,
    rates: Any,
    rules: Any,
    luck: Any,
    start: int,
    history: int,
) -> Any:
    """Fill households and people for all months; returns how many of each there are.

    Where an array is too short the count goes on without writing, so that the caller can make
    room and call again: the draws are keyed and come out the same.

    Args:
        people, households: records to fill (INBURGERAAR, HUISHOUDEN), zeroed.
        codes: (gemeenten,) int64 CBS codes.
        rates: (DOELGROEPEN, history + months, gemeenten) float64, persons with the duty a month.
        rules: (months, gemeenten, doelgroepen) records.
        luck: key of the world. start: calendar month of month 0. history: months before it.

    Returns:
        (people, households), int64 each.
    """
    count = 0
    made = 0
    for row in range(rates.shape[1]):
        month = row - history
        for g in range(rates.shape[2]):
            for doelgroep in range(rates.shape[0]):
                rate = rates[doelgroep, row, g]
                if rate > 0.0:
                    rule = rules[max(month, 0), g, doelgroep]
                    series = SERIES_ASIEL if doelgroep == ASIEL else SERIES_GEZIN
                    if month < 0:
                        series = SERIES_STOCK
                    source = identity_high(codes[g], SERIES_ARRIVALS - doelgroep, start + month)
                    high = identity_high(codes[g], series, start + month)
                    mean = rate * households_per_person(doelgroep, month, rule)
                    number = keys.poisson(luck, np.uint64(0), source, keys.ARRIVALS, mean)
                    for ordinal in range(number):
                        if made < households.shape[0] and count + MEMBERS < people.shape[0]:
                            h = households[made]
                            h.gemeente = g
                            h.doelgroep = doelgroep
                            count = draw_household(
                                people,
                                count,
                                made,
                                h,
                                high,
                                ordinal,
                                series,
                                rule,
                                luck,
                                start,
                                month,
                                codes[g],
                                rates.shape[1] - history,
                            )
                        else:
                            count += MEMBERS
                        made += 1
    return count, made


@step
def households_per_person(doelgroep: int, month: int, rule: Any) -> float:
    """First-arriving households per person with the duty in the published series."""
    if doelgroep == GEZIN:
        return 1.0
    kinds = rule.bevolking_asiel_kind
    per_person = kinds[ALLEEN] + kinds[PAAR] / 2 + kinds[PAAR_MET_KINDEREN] / 2 + kinds[EENOUDER]
    if month < 0:
        return per_person
    first = 1.0 - rule.instroom_share_nareis - rule.instroom_share_eighteen
    return per_person * first


@step
def draw_household(
    people: Any,
    count: int,
    household: int,
    h: Any,
    high: Any,
    ordinal: int,
    series: int,
    rule: Any,
    luck: Any,
    start: int,
    month: int,
    code: int,
    months: int,
) -> int:
    """One household: who comes first, the children, and who comes later. Returns the count."""
    h.id_low = np.uint64(ordinal * MEMBERS + HOUSEHOLD_MEMBER)
    h.id_high = high
    h.first_member = -1
    h.settled = NEVER
    h.bijstand_since = NEVER
    u0, u1, u2, u3 = keys.draw_four(luck, h.id_low, h.id_high, keys.HOUSEHOLD_KIND, 0)
    calendar = start + month
    adults = 1
    children = 0
    if h.doelgroep == GEZIN:
        h.kind = BIJ_REFERENT
        h.other_income = 1 if u1 < rule.bijstand_gezin_other_income else 0
        h.norm = rule.bijstand_couple_norm
        if u2 < rule.bevolking_gezin_children:
            children = 1 + pick(u3, rule.bevolking_children_number, MOST_CHILDREN)
    else:
        kinds = rule.bevolking_asiel_kind
        total = kinds[ALLEEN] + kinds[PAAR] / 2 + kinds[PAAR_MET_KINDEREN] / 2 + kinds[EENOUDER]
        place = u0 * total
        h.kind = EENOUDER
        if place < kinds[ALLEEN]:
            h.kind = ALLEEN
        elif place < kinds[ALLEEN] + kinds[PAAR] / 2:
            h.kind = PAAR
        elif place < kinds[ALLEEN] + kinds[PAAR] / 2 + kinds[PAAR_MET_KINDEREN] / 2:
            h.kind = PAAR_MET_KINDEREN
        h.norm = 1.0
        if h.kind == PAAR or h.kind == PAAR_MET_KINDEREN:
            adults = 2
            h.norm = rule.bijstand_couple_norm
        if h.kind == PAAR_MET_KINDEREN or h.kind == EENOUDER:
            children = 1 + pick(u3, rule.bevolking_children_number, MOST_CHILDREN)
    h.persons = adults + children
    parent = 1 if children > 0 else 0

    head = people[count]
    for member in range(adults):
        p = new_person(people, count, household, h, series, member, ordinal, high, month)
        p.wet = WI2013 if series == SERIES_STOCK else WI2021
        p.parent = parent
        draw_sex_and_age(luck, p, head, h, member, rule, calendar)
        draw_traits(luck, p, rule, calendar)
        count += 1
    if series == SERIES_STOCK:
        return count
    for child in range(children):
        count = draw_child(
            people, count, household, h, ordinal, child, rule, luck, start, month, code, months
        )
    if h.kind == ALLEEN:
        count = draw_nareis(
            people, count, household, h, head, ordinal, rule, luck, start, month, code, months
        )
    return count


@step
def draw_sex_and_age(
    luck: Any, p: Any, head: Any, h: Any, member: int, rule: Any, calendar: int
) -> None:
    """Sex and age: the published margins hold over all persons, partners are of like age."""
    u0, u1, u2, u3 = keys.draw_four(luck, p.id_low, p.id_high, keys.TRAIT_SEX_AGE, 0)
    age_luck = u1
    if member > 0:
        head_luck = keys.draw(luck, head.id_low, head.id_high, keys.TRAIT_SEX_AGE + 1, 0)
        if u2 < rule.bevolking_partner_age_tie:
            age_luck = head_luck
        p.sex = MAN if head.sex == WOMAN else WOMAN
    else:
        p.sex = MAN if u0 < men_share(h, rule) else WOMAN
    if p.doelgroep == GEZIN:
        months = draw_age(age_luck, rule.bevolking_gezin_age, rule)
    elif p.sex == MAN:
        months = draw_age(age_luck, rule.bevolking_asiel_men_age, rule)
    else:
        months = draw_age(age_luck, rule.bevolking_asiel_women_age, rule)
    p.birth = calendar - months


@step
def men_share(h: Any, rule: Any) -> float:
    """Chance that a household's first person is a man, so that all persons keep their margin."""
    if h.doelgroep == GEZIN:
        return rule.bevolking_gezin_men
    if h.kind == EENOUDER:
        return rule.bevolking_single_parent_men
    kinds = rule.bevolking_asiel_kind
    couples = kinds[PAAR] + kinds[PAAR_MET_KINDEREN]
    if h.kind != ALLEEN:
        return 0.5
    rest = rule.bevolking_asiel_men - 0.5 * couples
    rest -= kinds[EENOUDER] * rule.bevolking_single_parent_men
    return min(max(rest / kinds[ALLEEN], 0.0), 1.0)


@step
def draw_child(
    people: Any,
    count: int,
    household: int,
    h: Any,
    ordinal: int,
    child: int,
    rule: Any,
    luck: Any,
    start: int,
    month: int,
    code: int,
    months: int,
) -> int:
    """A child who turns 18 in the window, had too little schooling and no exempting education."""
    u0, u1, u2, _ = keys.draw_four(luck, h.id_low, h.id_high, keys.CHILDREN, child)
    adult = rule.bevolking_adult_age
    age = u0 * adult
    schooling = adult - max(age, rule.bevolking_school_age)
    arrival = month + int((adult - age) * YEAR) + 1
    if (
        schooling >= rule.vrijstelling_schooling_years
        or u1 < rule.vrijstelling_eighteen_in_education
        or arrival >= months
    ):
        return count
    high = identity_high(code, SERIES_EIGHTEEN, start + month)
    p = new_person(
        people, count, household, h, SERIES_EIGHTEEN, FIRST_CHILD + child, ordinal, high, arrival
    )
    p.wet = WI2021
    p.sex = MAN if u2 < 0.5 else WOMAN
    p.birth = start + arrival - int(adult * YEAR)
    draw_traits(luck, p, rule, start + arrival)
    # Years of Dutch schooling: literate in Latin script, and well on the way in Dutch.
    p.literacy = LATIN_SCRIPT
    p.alfa_left = 0.0
    for skill in range(SKILLS):
        p.ability[skill] = A1 + schooling / rule.vrijstelling_schooling_years
    return count + 1


@step
def draw_nareis(
    people: Any,
    count: int,
    household: int,
    h: Any,
    head: Any,
    ordinal: int,
    rule: Any,
    luck: Any,
    start: int,
    month: int,
    code: int,
    months: int,
) -> int:
    """The partner who follows later, as often as the published share of nareis asks."""
    u0, u1, u2, _ = keys.draw_four(luck, h.id_low, h.id_high, keys.NAREIS, 0)
    first = 1.0 - rule.instroom_share_nareis - rule.instroom_share_eighteen
    chance = rule.instroom_share_nareis / first / rule.bevolking_asiel_kind[ALLEEN]
    z, _ = keys.normal_pair(u1, u2)
    lag = rule.instroom_nareis_lag_months * math.exp(rule.instroom_nareis_lag_spread * z)
    arrival = month + int(lag)
    if u0 >= chance or arrival >= months:
        return count
    high = identity_high(code, SERIES_NAREIS, start + month)
    p = new_person(people, count, household, h, SERIES_NAREIS, FIRST_NAREIS, ordinal, high, arrival)
    p.wet = WI2021
    p.parent = head.parent
    draw_sex_and_age(luck, p, head, h, 1, rule, start + arrival)
    draw_traits(luck, p, rule, start + arrival)
    return count + 1
