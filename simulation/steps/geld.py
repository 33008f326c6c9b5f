"""Money that follows a person, a household or a course place, booked where it arises.

Prices are those of the contract and of the law (parameters of geld.csv): a missed lesson and a
kept seat cost what the contract says. The gemeente's staff is paid whether or not it is busy:
what is not intake, plan, test or enforcement is casemanagement (step 13, pay_gemeente).
"""

from __future__ import annotations

from typing import Any

from simulation import accounts as ac
from simulation.agents.codes import (
    ASIEL,
    B1_ROUTE,
    CHOSEN_WI2013,
    NEVER,
    ONDERWIJSROUTE,
    ROUTES,
    WI2013,
    WI2021,
    WOMAN,
    Z_ROUTE,
)
from simulation.compiled import often, step
from simulation.ledger import book_gemeente, book_household, charge, to_cents
from simulation.steps.lening import charge_own_course
from simulation.steps.stelsel import law_of
from simulation.world import World

PRICED_ONTZORGEN = 6
"""Months for which tarief.ontzorgen is stated."""
REFERENCE_YEARS = 6
"""Length of buig.reference: its last value holds from then on."""


@often
def klantmanager_hour(rule: Any) -> float:
    """Cost of an hour of a klantmanager."""
    return rule.tarief_klantmanager / 12 / rule.klantmanager_hours_month


@step
def charge_lessons(
    p: Any, now: Any, rule: Any, offered: float, present: float, alfa_left: float
) -> None:
    """A month of lessons: the hours offered, missed ones as far as the contract says.

    present: the part of them that is followed.
    """
    if p.own_course == 1:
        charge_own_course(p, now, rule, offered)
    else:
        alfa = min(offered, alfa_left / present)
        whole = paid_hours(offered, present, rule)
        charge_hours(p, now, rule, whole, paid_hours(alfa, present, rule))
    if p.parent == 1 and p.sex == WOMAN:
        care = offered * rule.kinderopvang_use * rule.tarief_kinderopvang_hour
        charge(now, p.index, ac.KINDEROPVANG_RIJK, care * rule.kinderopvang_share_rijk)
        charge(now, p.index, ac.KINDEROPVANG, care * (1.0 - rule.kinderopvang_share_rijk))


@often
def paid_hours(offered: float, present: float, rule: Any) -> float:
    """Of hours offered, those followed and what the contract says of those missed."""
    followed = offered * present
    return followed + (offered - followed) * rule.contract_missed_paid


@step
def charge_hours(p: Any, now: Any, rule: Any, paid: float, alfa: float) -> None:
    """Hours that the gemeente buys: alfabetisering apart, the rest at the route's price."""
    charge(
        now,
        p.index,
        ac.ALFABETISERING,
        alfa * rule.tarief_alfabetisering / rule.lessen_alfabetisering_hours,
    )
    rest = paid - alfa
    if p.route == B1_ROUTE:
        charge(now, p.index, ac.LEERROUTE_B1, rest * rule.tarief_b1_hour)
    elif p.route == Z_ROUTE:
        charge(now, p.index, ac.LEERROUTE_Z, rest * rule.tarief_z_traject / rule.lessen_z_hours)
    else:
        charge_onderwijsroute(p, now, rule, rest / rule.lessen_onderwijs_hours_total)


@step
def charge_onderwijsroute(p: Any, now: Any, rule: Any, part: float) -> None:
    """Until 2026 the planning price came out of the SPUK and the rest from the centrumgemeente;
    since then the whole is paid from a grant of its own.
    """
    whole = part * rule.tarief_onderwijs_traject
    if rule.onderwijsroute_abo > 0.0:
        charge(now, p.index, ac.ONDERWIJS_APART, whole)
    else:
        own = min(part * rule.tarief_onderwijs_planning, whole)
        charge(now, p.index, ac.LEERROUTE_ONDERWIJS, own)
        charge(now, p.index, ac.ONDERWIJS_CENTRUM, whole - own)


@step
def charge_participation(p: Any, now: Any, rule: Any, hours: float) -> None:
    """Participation hours of the Z-route."""
    price = rule.tarief_z_participation / rule.lessen_z_participation_hours
    charge(now, p.index, ac.Z_PARTICIPATIE, hours * price)


@step
def charge_reception(p: Any, now: Any, rule: Any, hours: float) -> None:
    """Lessons in reception: the state pays those of COA, a gemeente what it adds to them."""
    price = hours * rule.tarief_b1_hour
    added = price * rule.voorinburgering_gemeente_share
    charge(now, p.index, ac.VOORINBURGERING, price - added)
    charge(now, p.index, ac.LESSEN_OPVANG, added)


@step
def charge_exam(p: Any, now: Any, rule: Any, attempt: int) -> None:
    """The first attempts at a part are free for status holders (RI 3.5): the state bears them."""
    free = p.doelgroep == ASIEL and attempt <= rule.examens_free_attempts
    charge(now, p.index, ac.EXAMEN_GRATIS if free else ac.EXAMEN, rule.tarief_examen)
    # What the state pays for shorter waits; nothing unless a policy asks for them.
    charge(now, p.index, ac.EXAMEN_GRATIS, rule.examens_weeks_saved * rule.tarief_examen_week)


@step
def charge_intake(p: Any, now: Any, rule: Any, tested: bool) -> None:
    """Staff and interpreter of a brede intake; own staff for the leerbaarheidstoets."""
    charge(now, p.index, ac.BREDE_INTAKE, rule.intake_hours * klantmanager_hour(rule))
    charge(now, p.index, ac.TOLK, rule.tolk_hours * rule.tolk_share * rule.tarief_tolk_hour)
    if tested:
        charge(now, p.index, ac.LEERBAARHEIDSTOETS, rule.tarief_leerbaarheidstoets)


@step
def charge_settling(p: Any, now: Any, rule: Any, first: bool) -> None:
    """Guidance of a status holder who settles; furnishing once for the household (`first`)."""
    if p.doelgroep == ASIEL:
        if p.wet == WI2021:
            charge(now, p.index, ac.BEGELEIDING, rule.tarief_begeleiding)
        else:
            charge(now, p.index, ac.BEGELEIDING_WI2013, rule.tarief_begeleiding)
            charge(now, p.index, ac.BEGELEIDING_RIJK, rule.begeleiding_rijk)
        if first:
            charge(now, p.index, ac.INRICHTING, rule.tarief_inrichting)


@often
def keep_household(world: World, h: Any, now: Any) -> None:
    """What a household lives on: reception, or bijstand with ontzorgen."""
    rule = world.rules[now.t, h.gemeente, h.doelgroep]
    if h.settled == NEVER:
        if h.asked_home == 1:
            pay_for_household(world, h, now, ac.OPVANG_COA, h.persons * rule.tarief_opvang / 12)
        return
    if h.doelgroep == ASIEL:
        years = min((now.t - h.settled) // 12, REFERENCE_YEARS - 1)
        world.gemeenten[h.gemeente].buig_benefits += rule.buig_reference[years]
    if h.on_bijstand == 1:
        topped_up = max(h.norm - h.income, 0.0) * rule.bijstand_norm * rule.bijstand_gross_up
        pay_for_household(world, h, now, ac.BIJSTAND, topped_up)
        if now.t < h.ontzorgen_until:
            month = now.t - (h.ontzorgen_until - h.ontzorgen_months)
            price = rule.tarief_ontzorgen_later
            if month < PRICED_ONTZORGEN:
                price = rule.tarief_ontzorgen / PRICED_ONTZORGEN
            pay_for_household(world, h, now, ac.ONTZORGEN, price)


@often
def pay_for_household(world: World, h: Any, now: Any, account: int, amount: float) -> None:
    """Enter an amount in euros for a household, shared by its members in this model."""
    cents = to_cents(amount)
    book_household(
        world.ledger, world.people, world.entries, world.entries_used, h, now, account, cents
    )


@step
def pay_gemeente(world: World, now: Any, g: int) -> None:
    """Staff and overhead of a gemeente; empty places where the contract has a guarantee."""
    gemeente = world.gemeenten[g]
    rule = world.rules[now.t, g, ASIEL]
    if law_of(rule, now.calendar) == WI2013 and gemeente.caseload == 0:
        # No direction under the Wi2013: nobody to pay for it, but for what it takes to begin.
        pay_introduction(world, now, g)
        return
    thousands = gemeente.inhabitants / PER_1000
    staff = to_cents(rule.klantmanager_fte_per_1000 * thousands * rule.tarief_klantmanager / 12)
    for account in (ac.BREDE_INTAKE, ac.LEERBAARHEIDSTOETS, ac.PIP, ac.HANDHAVING):
        staff -= world.ledger[now.t, g, account]
    book_gemeente(world, now, g, ac.CASEMANAGEMENT, max(staff, 0))
    each = gemeente.inhabitants / 12
    book_gemeente(world, now, g, ac.AANBESTEDING, to_cents(rule.tarief_aanbesteding * each))
    book_gemeente(world, now, g, ac.REGIE, to_cents(rule.tarief_regie * each))
    book_gemeente(world, now, g, ac.ICT, to_cents(rule.tarief_ict * each))
    pay_introduction(world, now, g)
    if rule.contract_empty_paid > 0.0:
        pay_empty_places(world, now, g, rule)


PER_1000 = 1000.0


@step
def pay_introduction(world: World, now: Any, g: int) -> None:
    """The one-off cost of introducing the Wi2021, by inhabitants; none where it never came."""
    rule = world.rules[now.t, g, ASIEL]
    if rule.stelsel_wet != CHOSEN_WI2013:
        share = world.gemeenten[g].inhabitants / rule.instroom_landelijke_inwoners
        book_gemeente(world, now, g, ac.INVOERING, to_cents(rule.tarief_eenmalig * share / 12))


@step
def pay_empty_places(world: World, now: Any, g: int, rule: Any) -> None:
    """The gemeente's part, by inhabitants, of places that its pool bought and that stay empty."""
    first = world.gemeenten[g].pool * ROUTES
    inhabitants = world.aanbod[first + B1_ROUTE].inhabitants
    part = world.gemeenten[g].inhabitants / inhabitants * rule.contract_empty_paid
    weeks = rule.lessen_teaching_weeks[now.calendar % 12]
    b1 = max(world.aanbod[first + B1_ROUTE].places - world.aanbod[first + B1_ROUTE].occupied, 0.0)
    z = max(world.aanbod[first + Z_ROUTE].places - world.aanbod[first + Z_ROUTE].occupied, 0.0)
    price = b1 * rule.lessen_b1_hours_week * rule.tarief_b1_hour
    price += z * rule.lessen_z_hours_week * rule.tarief_z_traject / rule.lessen_z_hours
    book_gemeente(world, now, g, ac.LEGE_PLAATSEN, to_cents(part * price * weeks))


@step
def place_price(route: int, rule: Any) -> float:
    """What a place commits the money for places to: the whole traject at its price; of the
    Onderwijsroute only what no grant of its own pays.
    """
    if route == B1_ROUTE:
        return rule.tarief_b1_hour * rule.lessen_b1_hours_total
    if route == ONDERWIJSROUTE:
        if rule.onderwijsroute_abo > 0.0:
            return 0.0
        return min(rule.tarief_onderwijs_planning, rule.tarief_onderwijs_traject)
    return rule.tarief_z_traject + rule.tarief_z_participation
