"""The queue module alone, against queueing theory; the order of a step stands in station.py.

An off-by-one step (servers that take people before the new ones join) is a mutation of the station:
every comparison here has to see it.
"""

from __future__ import annotations

import math

import pytest

from tests.theory import exact
from tests.theory.estimates import Estimate, hold, mean_of
from tests.theory.station import N_LIST, N_SYSTEM, STARTED, WAITED, simulate_station

GEO = {"one server": (1, 0.25, 0.35), "three servers": (3, 0.45, 0.2), "busy": (8, 0.72, 0.1)}
"""servers, chance of an arrival a step, chance that a service ends a step."""
REPLICATIONS, STEPS = 200, 6_000


def geo_geo_c(servers: int, arrive: float, done: float, late: bool = False) -> list[Estimate]:
    """Numbers in the system and on the list, and the wait, beside the exact chain."""
    sums = simulate_station(servers, arrive, done, REPLICATIONS, STEPS, late=late)
    counted = STEPS - STEPS // 2
    chances = exact.stationary(servers, exact.bernoulli(arrive), done, 300)
    waiting = exact.on_list(chances, servers)
    system = waiting + arrive / done
    return [
        mean_of("in the system", sums[:, N_SYSTEM] / counted, system),
        mean_of("on the list", sums[:, N_LIST] / counted, waiting),
        mean_of("wait (steps)", sums[:, WAITED] / sums[:, STARTED], waiting / arrive),
    ]


@pytest.mark.parametrize("case", GEO)
def test_geo_geo_c(case: str) -> None:
    hold(*geo_geo_c(*GEO[case]))


@pytest.mark.parametrize("case", GEO)
def test_an_off_by_one_step_is_seen(case: str) -> None:
    wrong = geo_geo_c(*GEO[case], late=True)
    print("\n" + "\n".join(map(str, wrong)))
    assert not any(estimate.agrees for estimate in wrong)


def test_the_chain_of_one_server_has_a_closed_form() -> None:
    """The numerical solution itself: Geo/Geo/1 is geometric beyond 0.

    With r = p(1-q) / (q(1-p)): P(0) = 1 - p/q and P(n) = P(0) r^n / (1 - q).
    """
    p, q = GEO["one server"][1:]
    chances = exact.stationary(1, exact.bernoulli(p), q, 300)
    ratio = p * (1 - q) / (q * (1 - p))
    for people in range(1, 20):
        closed = (1 - p / q) * ratio**people / (1 - q)
        assert math.isclose(chances[people], closed, rel_tol=1e-9)
    assert math.isclose(chances[0], 1 - p / q, rel_tol=1e-9)


ERLANG = {"three servers, 60 %": (3, 50.0, 1.8), "five servers, 80 %": (5, 60.0, 4.0)}
"""servers, mean service in steps, load in Erlang."""


def m_m_c(servers: int, service: float, load: float, late: bool = False) -> list[Estimate]:
    """The wait of the station with small steps: beside its own chain, and beside Erlang C.

    Poisson arrivals in a step, exponential services rounded up to whole steps (a geometric). The
    chain of that is exact, so what it differs from M/M/c is the error of taking steps, computed and
    not guessed. Two bounds on it are the check. Below: rounding arrivals and services up makes
    nobody start earlier, and hides less than a step of a wait: 1 step. Above: nobody starts later
    than where all arrive and are served 1 step longer: 1 step more than with services of S + 1, for
    which M/M/c with a mean of one step more stands in, as S + 1 varies less than that.
    """
    rate, done = load / service, 1 - math.exp(-1 / service)
    sums = simulate_station(servers, rate, done, 800, 60_000, single=False, late=late)
    waits = sums[:, WAITED] / sums[:, STARTED]
    chances = exact.stationary(servers, exact.poisson(rate), done, 300)
    chain = exact.on_list(chances, servers) / rate
    erlang = exact.erlang_wait(servers, rate, service)
    low, high = erlang - 1, exact.erlang_wait(servers, rate, service + 1) + 1
    print(f"\nErlang C {erlang:.4f} steps, the chain {chain:.4f}: {chain - erlang:+.4f} by steps")
    assert low < chain < high, "the bound of the error of taking steps"
    return [
        mean_of("wait beside its chain (steps)", waits, chain),
        mean_of("wait beside Erlang C (steps)", waits, low, high),
    ]


@pytest.mark.parametrize("case", ERLANG)
def test_m_m_c(case: str) -> None:
    hold(*m_m_c(*ERLANG[case]))


def test_an_off_by_one_step_is_seen_in_m_m_c() -> None:
    """One step in a wait of 15: seen beside the chain; the bound beside Erlang C may hide it."""
    wrong = m_m_c(*ERLANG["three servers, 60 %"], late=True)[0]
    print(f"\n{wrong}")
    assert not wrong.agrees


def test_erlang_c_itself() -> None:
    """M/M/1: the chance of waiting is the load. And 5 servers at 4 Erlang: 0.5541 (tables)."""
    assert math.isclose(exact.erlang_c(1, 0.7), 0.7)
    assert abs(exact.erlang_c(5, 4.0) - 0.5541) < 5e-5
