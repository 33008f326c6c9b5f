"""Building a world: rules, people, offer and empty lists, ready for its first month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation import randomness as keys
from simulation.accounts import NUMBER
from simulation.agents.codes import (
    B1_ROUTE,
    NEVER,
    NO_ROUTE,
    POOL_JOINT,
    ROUTES,
    SERIES_OUTSIDE,
)
from simulation.agents.gemeente import GEMEENTE
from simulation.agents.inburgeraar import HUISHOUDEN, INBURGERAAR
from simulation.agents.taalaanbieder import AANBOD
from simulation.caseload import add_caseload, taken_elsewhere
from simulation.compiled import as_records, kernel
from simulation.inflow import arrival_rates
from simulation.ledger import ENTRY_FIELDS
from simulation.months import MONTHS_PER_YEAR
from simulation.observables import Observable, compile_requests, default_observables
from simulation.parameters import Draw, load_registry
from simulation.population import draw_population, identity_high
from simulation.programmes import ProgrammeTables, policies_of
from simulation.queues import make_queues
from simulation.record import MONTHLY_COLUMNS
from simulation.region import Gemeente
from simulation.requests import Requests
from simulation.rules import build_rules_and_programmes
from simulation.setup import Setup
from simulation.warmup import with_warm_up
from simulation.world import (
    EVENT_FIELDS,
    FORTUNE,
    LISTS_PER_GEMEENTE,
    NOW,
    World,
)

TRACE_ENTRIES = 6
"""Entries of the ledger kept for each person and month of a traced world, on average."""
TRACE_ROOM = 400
"""Events kept for each person of a traced world, on average."""


FIRST_KNOWN_STOCK = 216
"""January 2018: the month of instroom.opvang_stock_2018."""


@dataclass(frozen=True)
class Prepared:
    """One scenario under one draw of the parameters: shared by all its worlds.

    observables: what is measured, in the order of an outcome's values; requests: them, compiled.
    whole: the world with its warm-up, where there is one.
    """

    setup: Setup
    draw: Draw
    rules: npt.NDArray[Any]
    rates: npt.NDArray[np.float64]
    history: int
    requests: Requests
    observables: tuple[Observable, ...]
    programmes: ProgrammeTables
    whole: Prepared | None = None


def prepare(setup: Setup, draw: Draw, observables: Sequence[Observable] | None = None) -> Prepared:
    """Build the rules and the inflow of a scenario under a draw, and what is asked of it.

    Raises:
        ValueError: if the setup has problems (see Setup.validate); ObservableError (a ValueError)
            if an observable has.
    """
    problems = setup.validate()
    if problems:
        raise ValueError(
            "; ".join(f"{p.field}: {p.value!r}, allowed {p.allowed}" for p in problems)
        )
    asked = tuple(
        default_observables(setup.start, setup.months) if observables is None else observables
    )
    requests = compile_requests(asked, setup.start, setup.months, setup.region)
    whole = None
    if setup.warm_up:
        rules, rates, history, programmes = _tables(with_warm_up(setup), draw)
        longer = with_warm_up(setup)
        whole = Prepared(longer, draw, rules, rates, history, requests, asked, programmes)
        rules, history = rules[setup.warm_up :], 0
    else:
        rules, rates, history, programmes = _tables(setup, draw)
    return Prepared(setup, draw, rules, rates, history, requests, asked, programmes, whole)


def _tables(setup: Setup, draw: Draw) -> tuple[Any, Any, int, ProgrammeTables]:
    """Rules, inflow, the months before the start in which a stock built up, and programmes."""
    rules, programmes = build_rules_and_programmes(setup, draw)
    history = 0
    known = (int(load_registry()["wet.in_force"].at(setup.start)), FIRST_KNOWN_STOCK)
    if setup.inflow == "landelijk" and setup.start in known and setup.caseload is None:
        history = max(round(float(rules["instroom_opvang_stock_months"][0, 0, 0])), 1)
    return rules, arrival_rates(setup, rules, history), history, programmes


def build_world(
    prepared: Prepared, seed: int, replication: int, cancel: Any = None, trace: bool = False
) -> World:
    """A world at the start of its first month, with people drawn from the population.

    Args:
        prepared: scenario under one draw. seed, replication: key of all luck.
        cancel: (1,) int64; set to 1 from another thread to stop the run.
        trace: keep every event of everybody.
    """
    if trace and prepared.setup.caseload is not None and not prepared.setup.caseload.invented:
        raise ValueError("people of a real caseload are never traced: no events, no life lines")
    key = keys.luck(seed, replication)
    people, households = _draw_people(prepared, as_records(prepared.rules), key)
    return assemble_world(prepared, people, households, key, cancel, trace)


def assemble_world(
    prepared: Prepared,
    people: npt.NDArray[np.void],
    households: npt.NDArray[np.void],
    key: keys.Luck,
    cancel: Any = None,
    trace: bool = False,
) -> World:
    """A world of given people: (n,) INBURGERAAR and (h,) HUISHOUDEN records.

    The other arguments are those of build_world; key is keys.luck(seed, replication).
    """
    setup = prepared.setup
    rules = as_records(prepared.rules)
    outside = _draw_outside(prepared, key)
    gemeenten = np.zeros(len(setup.region.gemeenten), dtype=GEMEENTE)
    for row, gemeente in zip(gemeenten, setup.region.gemeenten, strict=True):
        share = gemeente.inhabitants / prepared.rules["instroom_landelijke_inwoners"][0, 0, 0]
        row["inhabitants"] = gemeente.inhabitants
        known = setup.start >= prepared.rules["wet_in_force"][0, 0, 0]
        by_formula = prepared.rules["huisvesting_backlog_2022"][0, 0, 0] * share * known
        row["backlog"] = by_formula if gemeente.backlog is None else gemeente.backlog
        row["fund_share"] = share_of_fund(gemeente, prepared.rules[0, 0, 0])
        row["places_budget"] = setup.budgets.get(gemeente.name, np.inf)
        row["places_money"] = row["places_budget"]
    if trace:
        people["traced"] = 1
    n, months = people.shape[0], setup.months
    arrivals = np.argsort(people["arrival"], kind="stable").astype(np.int32)
    people["rank"][arrivals] = np.arange(n, dtype=np.int32)
    # The joint pool, and one for each gemeente where a policy ever divides it.
    divided = (prepared.rules["aanbod_pool"] != POOL_JOINT).any()
    pools = 1 + len(gemeenten) if divided else 1
    longest = int(max(prepared.rules[f"derived_stay_{r}"].max() for r in _OUTSIDE)) + 1
    aanbod, releases = _offer(prepared, pools, longest)
    return World(
        people=as_records(people),
        households=as_records(households),
        gemeenten=as_records(gemeenten),
        aanbod=as_records(aanbod),
        now=as_records(_first_moment(setup, key)),
        queues=make_queues(_rooms(people, len(gemeenten), outside, pools)),
        fortune=np.zeros((FORTUNE, n)),
        id_low=people["id_low"][arrivals],
        id_high=people["id_high"][arrivals],
        arrivals=arrivals,
        arrived=np.zeros(1, dtype=np.int64),
        active=np.zeros(n, dtype=np.int32),
        in_scope=np.zeros(1, dtype=np.int64),
        outside=outside,
        releases=releases,
        rules=rules,
        start=np.array([setup.start], dtype=np.int64),
        activities=np.zeros((months, n), dtype=np.uint8),
        ledger=np.zeros((months, len(gemeenten), NUMBER), dtype=np.int64),
        entries=np.zeros((_entries_room(n, setup) if trace else 0, ENTRY_FIELDS), dtype=np.int64),
        entries_used=np.zeros(1, dtype=np.int64),
        monthly=np.zeros((months, len(MONTHLY_COLUMNS)), dtype=np.int64),
        events=np.zeros((n * TRACE_ROOM if trace else 0, EVENT_FIELDS), dtype=np.int32),
        events_used=np.zeros(1, dtype=np.int64),
        cancel=np.zeros(1, dtype=np.int64) if cancel is None else cancel,
        person_months=np.zeros(1, dtype=np.int64),
        policies=policies_of(prepared.programmes, n, months),
        debtors=np.zeros(n, dtype=np.int32),
        debtors_number=np.zeros(1, dtype=np.int64),
    )


def _offer(prepared: Prepared, pools: int, longest: int) -> tuple[Any, npt.NDArray[np.int64]]:
    """The pools' offer, and when places that are taken at the start come free.

    A world starts with empty pools; one with a caseload with the people of everywhere else in the
    joint one.
    """
    aanbod = np.zeros(pools * ROUTES, dtype=AANBOD)
    releases = np.zeros((prepared.setup.months + longest, ROUTES), dtype=np.int64)
    if prepared.setup.caseload is not None:
        releases[:longest] = taken_elsewhere(prepared.setup, prepared.rules[0, 0, 0], longest)
        aanbod["occupied"][:ROUTES] = releases.sum(axis=0)
    return aanbod, releases


def _entries_room(people: int, setup: Setup) -> int:
    """Entries that a traced world can keep: of its people, and each account of each gemeente."""
    gemeenten = len(setup.region.gemeenten)
    return (people * TRACE_ENTRIES + gemeenten * NUMBER) * setup.months


def share_of_fund(gemeente: Gemeente, rule: Any) -> float:
    """A gemeente's part of the gemeentefonds, that of Hengelo = 1: by inhabitants and by
    inhabitants with a non-western background (the key of the presentation, 78 and 22 %).
    """
    other = rule["gemeentefonds_reference_non_western"]
    own = other if gemeente.non_western_share is None else gemeente.non_western_share
    size = gemeente.inhabitants / rule["gemeentefonds_reference_inhabitants"]
    key = rule["gemeentefonds_key_inhabitants"]
    return float(size * (key + rule["gemeentefonds_key_non_western"] * own / other))


def _rooms(people: Any, gemeenten: int, outside: Any, pools: int) -> npt.NDArray[np.int64]:
    """Entries that each list can hold: everybody of the gemeente, or of the region and outside.

    Nobody stands in a list twice; twice as much leaves room for entries that have gone stale.
    """
    of_gemeente = np.bincount(people["gemeente"], minlength=gemeenten) + 1
    if gemeenten > 1:  # whoever moves within the region may come to stand in any gemeente's list
        of_gemeente[:] = len(people) + 1
    own = np.repeat(of_gemeente, LISTS_PER_GEMEENTE)
    courses = 2 * len(people) + outside.sum(axis=0) + 1
    courses[NO_ROUTE] = 1
    return np.concatenate([own, np.tile(courses, pools)]).astype(np.int64)


def _first_moment(setup: Setup, key: keys.Luck) -> npt.NDArray[np.void]:
    now = np.zeros(1, dtype=NOW)
    now["calendar"] = setup.start
    now["seed"], now["replication"] = key
    now["scale"] = 1.0
    return now


_OUTSIDE = ("b1", "onderwijs", "z")
SLACK = 1.12
"""Room for children who turn 18 on top of the series, and for chance."""
MEMBERS_ROOM = 100


def _draw_people(prepared: Prepared, rules: Any, key: Any) -> tuple[Any, Any]:
    """People and households, in arrays that are just large enough."""
    setup = prepared.setup
    codes = np.array([g.code for g in setup.region.gemeenten], dtype=np.int64)
    room = int(prepared.rates.sum() * SLACK) + MEMBERS_ROOM
    while True:
        people = _fresh(room)
        households = np.zeros(room, dtype=HUISHOUDEN)
        n, h = draw_population(
            as_records(people),
            as_records(households),
            codes,
            prepared.rates,
            rules,
            key,
            setup.start,
            prepared.history,
        )
        if n < room and h < room:
            return add_caseload(
                people[:n], households[:h], setup, rules, key, _first_moment(setup, key), _fresh
            )
        room = 2 * max(n, h)


def _fresh(room: int) -> npt.NDArray[np.void]:
    """So many people to whom nothing has happened yet."""
    people = np.zeros(room, dtype=INBURGERAAR)
    _forget_months(people)
    return people


def _forget_months(people: Any) -> None:
    """No month of a new person's life has come yet."""
    for name in ("milestones", "call_month", "exam_month", "result_month"):
        people[name] = NEVER
    for name in ("exempt_month", "extension_month", "college_last", "agi_month", "loan_due"):
        people[name] = NEVER


def _draw_outside(prepared: Prepared, key: Any) -> npt.NDArray[np.int64]:
    """(months, ROUTES) people from outside the region who ask for a place, each month."""
    setup = prepared.setup
    rule = prepared.rules[:, 0, 0]
    people = rule["aanbod_pool_other_inhabitants"] / 1000 / MONTHS_PER_YEAR
    means = np.zeros((setup.months, ROUTES))
    for route, name in enumerate(_OUTSIDE, start=B1_ROUTE):
        means[:, route] = rule[f"aanbod_outside_starts_{name}"] * people
    outside = np.zeros(means.shape, dtype=np.int64)
    count_outsiders(outside, means, key, setup.start)
    return outside


@kernel
def count_outsiders(outside: Any, means: Any, luck: Any, start: int) -> None:
    """Poisson counts with these means, (months, ROUTES), keyed by calendar month and route."""
    for t in range(means.shape[0]):
        for route in range(means.shape[1]):
            identity = identity_high(route, SERIES_OUTSIDE, start + t)
            outside[t, route] = keys.poisson(
                luck, np.uint64(0), identity, keys.OUTSIDE_DEMAND, means[t, route]
            )
