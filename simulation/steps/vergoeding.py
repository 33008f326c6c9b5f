"""Step 13, funding: what the Rijk gives each gemeente, in the month in which it is paid.

SPUK (Wi 40, BI 10): for each status holder three years in a row, counted at 31 December of the
year of settling; once for a family migrant. It is paid in advance by the taakstelling, settled
in the next year on real counts, and what is not spent goes back, but for a reserve; a deficit is
carried over. From 2026 a part follows completed trajecten of two years before, with lowered
weights. BUIG by size: large gemeenten by their traits, small ones by what they spent.
"""

from __future__ import annotations

from typing import Any

from simulation import accounts as ac
from simulation.agents import events as ev
from simulation.agents.codes import ASIEL, CHOSEN_WI2013, NEVER, UIT, WI2013, WI2021
from simulation.agents.gemeente import COUNTED_YEARS
from simulation.compiled import step
from simulation.ledger import CENTS, book_gemeente, to_cents
from simulation.steps.stelsel import law_of
from simulation.world import World, is_under_way

HALF_YEAR = 6
THIS_YEAR = 0
LAST_YEAR = 1
YEAR_BEFORE = 2
DECEMBER = 11


@step
def fund(world: World, now: Any, g: int) -> None:
    """All funding of a gemeente in this month, and the year's accounts in December."""
    gemeente = world.gemeenten[g]
    rule = world.rules[now.t, g, ASIEL]
    month = now.calendar % 12
    if month == 0 and is_under_way(now):
        begin_year(gemeente)
    advance = to_cents(advance_of_year(world, now, g) / 12)
    gemeente.advance[THIS_YEAR] += advance
    book_gemeente(world, now, g, ac.SPUK_VOORSCHOT, advance)
    if month == int(rule.spuk_settle_month):
        settle_spuk(world, now, g)
    # Under the Wi2013 municipalities had no such task, and none of this money.
    if rule.stelsel_wet != CHOSEN_WI2013:
        pay_onderwijsroute(world, now, g)
        pay_gemeentefonds(world, now, g)
    pay_buig(world, now, g)
    if month == DECEMBER:
        end_year(world, now, g)


@step
def pay_gemeentefonds(world: World, now: Any, g: int) -> None:
    """One month of the general grant for execution, by the key; and the one-off of 2020."""
    gemeente = world.gemeenten[g]
    rule = world.rules[now.t, g, ASIEL]
    whole = gemeente.fund_share * rule.derived_fund_index
    book_gemeente(
        world, now, g, ac.GEMEENTEFONDS, to_cents(rule.gemeentefonds_hengelo * whole / 12)
    )
    once = rule.gemeentefonds_eenmalig * gemeente.fund_share / 12
    book_gemeente(world, now, g, ac.GEMEENTEFONDS_EENMALIG, to_cents(once))


@step
def begin_year(gemeente: Any) -> None:
    """Last year's counts move one year back."""
    for year in range(COUNTED_YEARS - 1, 0, -1):
        gemeente.settled_asiel[year] = gemeente.settled_asiel[year - 1]
        gemeente.completed_asiel[year] = gemeente.completed_asiel[year - 1]
        gemeente.registered_gezin[year] = gemeente.registered_gezin[year - 1]
        gemeente.advance[year] = gemeente.advance[year - 1]
        gemeente.entitled[year] = gemeente.entitled[year - 1]
        gemeente.spent[year] = gemeente.spent[year - 1]
    gemeente.settled_asiel[THIS_YEAR] = 0
    gemeente.completed_asiel[THIS_YEAR] = 0
    gemeente.registered_gezin[THIS_YEAR] = 0
    gemeente.advance[THIS_YEAR] = 0
    gemeente.entitled[THIS_YEAR] = 0
    gemeente.spent[THIS_YEAR] = 0
    gemeente.buig_paid = 0
    gemeente.bijstand_spent = 0


@step
def spuk(rule: Any, settled: float, gemeente: Any, gezin: float) -> float:
    """SPUK of a year in euros: a, b and c for three cohorts; with pay for results the lowered
    weights and d for trajecten completed two years before, never both.
    """
    a, b, c, d = rule.spuk_a, rule.spuk_b, rule.spuk_c, 0.0
    if rule.spuk_prestatie == 1 and rule.spuk_prestatie_d > 0.0:
        a, b, c = rule.spuk_prestatie_a, rule.spuk_prestatie_b, rule.spuk_prestatie_c
        d = rule.spuk_prestatie_d
    amount = a * settled + b * gemeente.settled_asiel[LAST_YEAR]
    amount += c * gemeente.settled_asiel[YEAR_BEFORE]
    return amount + d * gemeente.completed_asiel[YEAR_BEFORE] + rule.spuk_gezin * gezin


@step
def advance_of_year(world: World, now: Any, g: int) -> float:
    """SPUK in euros on predicted numbers: the taakstelling, and last year's family migrants.

    Nothing in a month whose new duties fall under the Wi2013: that has no SPUK.
    """
    if law_of(world.rules[now.t, g, ASIEL], now.calendar) == WI2013:
        return 0.0
    gemeente = world.gemeenten[g]
    last = world.ledger.shape[0] - 1
    january = now.t - now.calendar % 12
    rule = world.rules[now.t, g, ASIEL]
    first_half = world.rules[max(january, 0), g, ASIEL].huisvesting_taakstelling
    second_half = world.rules[min(max(january, 0) + HALF_YEAR, last), g, ASIEL]
    share = gemeente.inhabitants / rule.instroom_landelijke_inwoners
    target = (first_half + second_half.huisvesting_taakstelling) * share
    predicted = target * rule.spuk_taakstelling_share
    return spuk(rule, predicted, gemeente, gemeente.registered_gezin[LAST_YEAR])


@step
def settle_spuk(world: World, now: Any, g: int) -> None:
    """Last year on real counts: the difference with the advance; what was not spent goes back,
    but for the reserve, and a deficit is carried over (BI 10.5-10.8).
    """
    gemeente = world.gemeenten[g]
    rule = world.rules[now.t, g, ASIEL]
    entitled = gemeente.entitled[LAST_YEAR]
    book_gemeente(world, now, g, ac.SPUK_AFREKENING, entitled - gemeente.advance[LAST_YEAR])
    left = entitled + gemeente.reserve - gemeente.spent[LAST_YEAR]
    kept = min(left, int(rule.spuk_reserve_share * entitled))
    gemeente.reserve = kept
    book_gemeente(world, now, g, ac.SPUK_TERUGBETALING, kept - left)


@step
def pay_onderwijsroute(world: World, now: Any, g: int) -> None:
    """Until 2026 to the centrumgemeente, for the gemeente's part; since then per start."""
    gemeente = world.gemeenten[g]
    rule = world.rules[now.t, g, ASIEL]
    share = gemeente.inhabitants / rule.instroom_landelijke_inwoners
    book_gemeente(
        world, now, g, ac.SPUK_CENTRUM, to_cents(rule.onderwijsroute_centrum * share / 12)
    )
    abo = rule.onderwijsroute_abo * gemeente.started_onderwijs
    book_gemeente(world, now, g, ac.ABO, to_cents(abo))
    gemeente.started_onderwijs = 0


@step
def objective_share(inhabitants: float, rule: Any) -> float:
    """Part of the BUIG by traits: none for small gemeenten, all for large ones."""
    over = inhabitants - rule.buig_historical_below
    return min(max(over / (rule.buig_objective_above - rule.buig_historical_below), 0.0), 1.0)


@step
def pay_buig(world: World, now: Any, g: int) -> None:
    """One month of BUIG: reckoned benefits at the state's price, and what was spent two years
    before, with the prices of now; in the first two years of a world what is spent.
    """
    gemeente = world.gemeenten[g]
    rule = world.rules[now.t, g, ASIEL]
    spent = world.ledger[now.t, g, ac.BIJSTAND]
    before = now.t - 2 * 12
    historical = spent / CENTS
    if before >= 0:
        past = world.rules[before, g, ASIEL].derived_price_level
        historical = world.ledger[before, g, ac.BIJSTAND] / CENTS
        historical *= rule.derived_price_level / past
    objective = gemeente.buig_benefits * rule.buig_price / 12
    gemeente.buig_benefits = 0.0
    part = objective_share(gemeente.inhabitants, rule)
    paid = to_cents(part * objective + (1.0 - part) * historical)
    gemeente.buig_paid += paid
    gemeente.bijstand_spent += spent
    book_gemeente(world, now, g, ac.BUIG, paid)


@step
def pay_vangnet(world: World, now: Any, g: int, rule: Any) -> None:
    """The safety net over a year: own risk, then half, then the whole of the shortfall."""
    gemeente = world.gemeenten[g]
    short = gemeente.bijstand_spent - gemeente.buig_paid
    own = rule.buig_own_risk * gemeente.buig_paid
    half = rule.buig_half_risk * gemeente.buig_paid
    paid = max(min(float(short), half) - own, 0.0) / 2 + max(short - half, 0.0)
    book_gemeente(world, now, g, ac.VANGNET, int(paid + 0.5))


@step
def end_year(world: World, now: Any, g: int) -> None:
    """Counts at 31 December, what they entitle to, and what was spent on it."""
    gemeente = world.gemeenten[g]
    rule = world.rules[now.t, g, ASIEL]
    january = max(now.t - DECEMBER, 0)
    for place in range(world.in_scope[0]):
        p = world.people[world.active[place]]
        if p.gemeente == g and p.wet == WI2021 and p.phase != UIT:
            settled = p.milestones[ev.M_SETTLED]
            new = settled != NEVER and settled >= january
            done = p.milestones[ev.M_FULFILLED] >= january
            if p.doelgroep == ASIEL:
                gemeente.settled_asiel[THIS_YEAR] += 1 if new else 0
                gemeente.completed_asiel[THIS_YEAR] += 1 if done else 0
            else:
                gemeente.registered_gezin[THIS_YEAR] += 1 if new else 0
    settled = float(gemeente.settled_asiel[THIS_YEAR])
    gezin = float(gemeente.registered_gezin[THIS_YEAR])
    gemeente.entitled[THIS_YEAR] = to_cents(spuk(rule, settled, gemeente, gezin))
    for month in range(january, now.t + 1):
        for account in range(ac.COSTS):
            if ac.SPUK_COSTS[account] == 1:
                gemeente.spent[THIS_YEAR] += world.ledger[month, g, account]
    if rule.buig_vangnet == 1:
        pay_vangnet(world, now, g, rule)
