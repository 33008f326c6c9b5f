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
    LATIN_SCRIPT,
    MAN,
    NEVER,
    PAAR,
    PAAR_MET_KINDEREN,
    SERIES_ARRIVALS,
    SERIES_ASIEL,
    SERIES_EIGHTEEN,
    SERIES_GEZIN,
    SERIES_NAREIS,
    SERIES_STOCK,
    SKILLS,
    WOMAN,
)
from simulation.compiled import kernel, step
from simulation.traits import draw_age, draw_traits, pick

CODE_SHIFT = 16
SERIES_SHIFT = 12
MEMBERS = 16
HOUSEHOLD_MEMBER = 15
"""The member number that stands for the household itself."""
FIRST_CHILD = 4
MOST_CHILDREN = 3
FIRST_NAREIS = 2
YEAR = 12


@step
def identity_high(code: int, series: int, calendar_month: int) -> Any:
    """The word of identity that says where, in which series and when somebody arrives."""
    return np.uint64((code << CODE_SHIFT) | (series << SERIES_SHIFT) | calendar_month)


@step
def new_person(
    people: Any,
    count: int,
    household: int,
    h: Any,
    series: int,
    member: int,
    arrival: int,
) -> Any:
    """Claim the next free record for a person of this household."""
    p = people[count]
    p.id_low = h.id_low - np.uint64(HOUSEHOLD_MEMBER - member)
    p.id_high = h.id_high
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
    months = rates.shape[1] - history
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
                    mean = rate * households_per_person(doelgroep, rule)
                    number = keys.poisson(luck, np.uint64(0), source, keys.ARRIVALS, mean)
                    for ordinal in range(number):
                        if made < households.shape[0] and count + MEMBERS < people.shape[0]:
                            h = households[made]
                            h.id_low = np.uint64(ordinal * MEMBERS + HOUSEHOLD_MEMBER)
                            h.id_high = high
                            h.gemeente = g
                            h.doelgroep = doelgroep
                            count = draw_household(
                                people, count, made, h, series, rule, luck, start, month, months
                            )
                        else:
                            count += MEMBERS
                        made += 1
    return count, made


@step
def households_per_person(doelgroep: int, rule: Any) -> float:
    """First-arriving households per person with the duty in the published series."""
    if doelgroep == GEZIN:
        return 1.0
    kinds = rule.bevolking_asiel_kind
    return kinds[ALLEEN] + kinds[PAAR] / 2 + kinds[PAAR_MET_KINDEREN] / 2 + kinds[EENOUDER]


@step
def draw_household(
    people: Any,
    count: int,
    household: int,
    h: Any,
    series: int,
    rule: Any,
    luck: Any,
    start: int,
    month: int,
    months: int,
) -> int:
    """One household: who comes first, the children, and who comes later. Returns the count."""
    h.first_member = -1
    h.settled = NEVER
    h.decider = -1
    h.ontzorgen_until = NEVER
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
        p = new_person(people, count, household, h, series, member, month)
        p.parent = parent
        draw_sex_and_age(luck, p, head, h, member, rule, calendar)
        draw_traits(luck, p, rule, calendar)
        count += 1
    if series == SERIES_STOCK:
        return count
    for child in range(children):
        count = draw_child(people, count, household, h, child, rule, luck, start, month, months)
    if h.kind == ALLEEN:
        count = draw_nareis(people, count, household, h, head, rule, luck, start, month, months)
    return count


@step
def draw_sex_and_age(
    luck: Any, p: Any, head: Any, h: Any, member: int, rule: Any, calendar: int
) -> None:
    """Sex and age: the published margins hold over first arrivals, partners are of like age."""
    u0, u1, u2, _ = keys.draw_four(luck, p.id_low, p.id_high, keys.TRAIT_SEX_AGE, 0)
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
    """Chance that a household's first person is a man, so that first arrivals keep their margin."""
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
    child: int,
    rule: Any,
    luck: Any,
    start: int,
    month: int,
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
    p = new_person(people, count, household, h, SERIES_EIGHTEEN, FIRST_CHILD + child, arrival)
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
    rule: Any,
    luck: Any,
    start: int,
    month: int,
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
    p = new_person(people, count, household, h, SERIES_NAREIS, FIRST_NAREIS, arrival)
    p.parent = head.parent
    draw_sex_and_age(luck, p, head, h, 1, rule, start + arrival)
    draw_traits(luck, p, rule, start + arrival)
    return count + 1
