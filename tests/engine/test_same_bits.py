"""The engine compiled and the same source interpreted by Python leave the same bits.

That is what lets somebody read a step, run it in a debugger and believe what they see. Compiled
and interpreted code differ where the dialect is left: integers that wrap, floats of another width,
powers, library functions with their own rounding. Warnings are errors in the interpreted run, so
an overflow that would give the same wrong bits in both stops it too.
"""

from __future__ import annotations

import numpy as np
import pytest

from simulation.agents.events import (
    E_DUTY_REVIVED,
    E_FINED,
    E_GROUND,
    E_INTAKE_FOLLOWED_UP,
    E_INTAKE_NO_SHOW,
    E_SEAT_LOST,
    E_SWITCH_REFUSED,
    E_TAALSCHAKEL,
    EVENT_NAMES,
)
from simulation.compiled import compiles
from tests.engine.worlds import NOT_COMPILED, run_apart, run_small_worlds

Tables = dict[str, np.ndarray]
RARE = {
    E_INTAKE_FOLLOWED_UP,
    E_DUTY_REVIVED,
    E_FINED,
    E_GROUND,
    E_INTAKE_NO_SHOW,
    E_SEAT_LOST,
    E_SWITCH_REFUSED,
    E_TAALSCHAKEL,
}
"""Events that a few hundred people may not meet."""


@pytest.fixture(scope="module")
def compiled() -> Tables:
    assert compiles(), "unset NUMBA_DISABLE_JIT: there would be nothing to compare"
    return run_small_worlds()


@pytest.fixture(scope="module")
def interpreted(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    file = tmp_path_factory.mktemp("bits") / "interpreted.npz"
    run_apart("-m", "tests.engine.worlds", "save", file, environment=NOT_COMPILED, strict=True)
    with np.load(file) as saved:
        return {name: saved[name] for name in saved.files}


def first_difference(a: np.ndarray, b: np.ndarray) -> str:
    """Where two tables differ first, for the message of a failure."""
    if a.shape != b.shape or a.dtype != b.dtype:
        return f"{a.shape} {a.dtype} against {b.shape} {b.dtype}"
    width = a.dtype.itemsize
    one = a.reshape(-1).view(np.uint8).reshape(-1, width)
    other = b.reshape(-1).view(np.uint8).reshape(-1, width)
    places = np.flatnonzero((one != other).any(axis=1))
    if places.size == 0:
        return ""
    where = np.unravel_index(places[0], a.shape)
    return f"{places.size} differ, first at {tuple(map(int, where))}: {a[where]!r} {b[where]!r}"


def test_every_number_has_the_same_bits(compiled: Tables, interpreted: Tables) -> None:
    assert compiled.keys() == interpreted.keys()
    differences = {
        name: said
        for name in compiled
        if (said := first_difference(compiled[name], interpreted[name]))
    }
    assert differences == {}


def test_the_worlds_hold_enough_to_compare(compiled: Tables) -> None:
    """A comparison of empty worlds would prove nothing."""
    met = set()
    for name in ("point", "prior", "seed-2020", "wi2013"):
        assert compiled[f"{name} monthly"].sum() > 1000
        met |= set(compiled[f"{name} events"][:, 2].tolist())
    assert {EVENT_NAMES[code] for code in set(EVENT_NAMES) - RARE - met} == set()
    assert np.isfinite(compiled["point observables"]).mean() > 0.5


def test_a_changed_last_bit_is_seen() -> None:
    one = np.array([1.0, 0.1 + 0.2])
    assert "1 differ, first at (1,)" in first_difference(one, np.array([1.0, 0.3]))
    assert first_difference(np.array([np.nan]), np.array([np.nan])) == ""
    assert first_difference(np.array([0.0]), np.array([-0.0])) != ""
