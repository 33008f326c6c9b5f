"""The same inputs give the same bits: in any order, on any number of threads, in any process.

And a run that is asked to stop stops within a simulated month: compiled code hears no Ctrl-C, it
has to look at the flag itself.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from simulation.agents import events as ev
from simulation.engine import Cancelled, advance, build_world, measure, simulate
from simulation.record import MONTHLY_COLUMNS
from tests.engine.worlds import (
    determinism_scenario,
    digest_of,
    everything,
    prepared,
    run_apart,
)

REPLICATIONS = range(8)


@pytest.fixture(scope="module")
def digests() -> dict[int, str]:
    """One after the other, in this process."""
    return {number: digest_of(number) for number in REPLICATIONS}


def test_replications_differ(digests: dict[int, str]) -> None:
    """Equal digests would prove nothing if every world were the same."""
    assert len(set(digests.values())) == len(digests)
    assert simulate(determinism_scenario(), 22, 0).digest != digests[0]


def test_any_order_gives_the_same(digests: dict[int, str]) -> None:
    for order in (reversed(REPLICATIONS), (5, 0, 5, 3, 0)):
        assert {number: digest_of(number) for number in order}.items() <= digests.items()


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_any_number_of_threads_gives_the_same(threads: int, digests: dict[int, str]) -> None:
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(3):
            assert list(pool.map(digest_of, REPLICATIONS)) == list(digests.values())


def test_separate_processes_give_the_same(digests: dict[int, str]) -> None:
    for numbers in ((0, 1, 2), (7, 2)):
        printed = run_apart("-m", "tests.engine.worlds", "digests", *map(str, numbers))
        assert printed.split() == [digests[number] for number in numbers]


def test_a_run_in_pieces_gives_the_same() -> None:
    """Stopping between two months and going on changes nothing."""
    scenario = determinism_scenario()
    whole = build_world(scenario, 21, 3)
    pieces = build_world(scenario, 21, 3)
    assert advance(whole, 0, 48)
    for first, last in ((0, 1), (1, 17), (17, 17), (17, 48)):
        assert advance(pieces, first, last)
    expected = everything(whole, measure(scenario, whole))
    for name, numbers in everything(pieces, measure(scenario, pieces)).items():
        np.testing.assert_array_equal(numbers, expected[name], err_msg=name)


def test_tracing_changes_nothing_but_the_events() -> None:
    """And every event that has a monthly count is there as often: no note is lost."""
    scenario = prepared(72, 25_000)
    plain = simulate(scenario, 4, 2)
    traced = simulate(scenario, 4, 2, trace=True)
    assert traced.digest == plain.digest
    np.testing.assert_array_equal(traced.observables, plain.observables)
    assert plain.events.shape[0] == 0
    for event, column in (
        (ev.E_PERMIT, "instroom"),
        (ev.E_INTAKE, "intakes"),
        (ev.E_PIP, "pips"),
        (ev.E_OUT, "uitstroom"),
    ):
        months = traced.events[traced.events[:, 2] == event, 0]
        counted = traced.monthly[:, MONTHLY_COLUMNS.index(column)]
        np.testing.assert_array_equal(np.bincount(months, minlength=72), counted, err_msg=column)


def test_worlds_share_no_memory() -> None:
    """A world that has run leaves its scenario as it was: the next one starts from the same."""
    scenario = prepared(24, 20_000)
    shared = (scenario.rules, scenario.rates, *scenario.requests[:3])
    before = [array.tobytes() for array in shared]
    first = simulate(scenario, 1, 0)
    second = simulate(scenario, 1, 0)
    assert first.digest == second.digest
    assert not np.shares_memory(first.monthly, second.monthly)
    assert [array.tobytes() for array in shared] == before


def test_a_flag_that_is_up_stops_before_the_first_month() -> None:
    with pytest.raises(Cancelled):
        simulate(determinism_scenario(), 1, 0, cancel=np.ones(1, dtype=np.int64))


def months_done(monthly: np.ndarray) -> int:
    """Months of which something has been recorded."""
    return int((monthly.sum(axis=1) > 0).sum())


def test_a_running_world_stops_within_a_month() -> None:
    """The flag goes up while compiled code runs in another thread, without Python's lock."""
    digest_of(0)  # compiled by now, so that the patience below is for the months alone
    scenario = prepared(360, 6_000_000)
    cancel = np.zeros(1, dtype=np.int64)
    world = build_world(scenario, 1, 0, cancel)
    answers: list[bool] = []
    thread = threading.Thread(
        target=lambda: answers.append(bool(advance(world, 0, 360))), daemon=True
    )
    thread.start()
    patience = time.monotonic() + 60
    while months_done(world.monthly) < 2 and time.monotonic() < patience:
        time.sleep(0.001)
    cancel[0] = 1
    at_flag = months_done(world.monthly)
    thread.join(timeout=60)
    assert not thread.is_alive(), "the flag was not seen"
    assert answers == [False]
    # Read after the flag went up: at most the month that was running then is added.
    assert 2 <= months_done(world.monthly) <= at_flag + 1 < 360
