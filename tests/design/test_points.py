from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.design.points import Grid, Range, Rows, is_power_of_two, spread


def test_a_grid_has_every_combination_once_and_the_last_turns_fastest() -> None:
    grid = Grid((Range((1.0, 2.0)), Range((10.0, 20.0, 30.0))))
    points = [grid[number] for number in range(len(grid))]
    assert points == [(1, 10), (1, 20), (1, 30), (2, 10), (2, 20), (2, 30)]


def test_a_grid_without_levers_is_one_point() -> None:
    assert (len(Grid(())), Grid(())[0]) == (1, ())


def test_the_size_of_an_absurd_grid_is_told_without_making_it() -> None:
    grid = Grid(tuple(Range(tuple(map(float, range(1000)))) for _ in range(30)))
    assert grid.size == 1000**30
    assert grid[grid.size - 1] == (999.0,) * 30


@given(st.integers(1, 60), st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_a_latin_hypercube_uses_each_part_of_each_range_once(n: int, d: int, seed: int) -> None:
    points = spread("latin", [Range((), 0.0, 1.0)] * d, n, seed).table
    for column in points.T:
        assert sorted(np.floor(column * n).astype(int).tolist()) == list(range(n))


def test_a_sobol_sequence_is_balanced_in_every_dyadic_box() -> None:
    points = spread("sobol", [Range((), 0.0, 1.0)] * 2, 64, 5).table
    for columns in (1, 2, 4, 8, 16, 32, 64):
        rows = 64 // columns
        boxes = np.floor(points[:, 0] * columns) * rows + np.floor(points[:, 1] * rows)
        assert sorted(boxes.tolist()) == list(range(64))


@pytest.mark.parametrize("method", ["latin", "sobol"])
def test_the_same_seed_gives_the_same_points_and_another_gives_others(method: str) -> None:
    ranges = [Range((), 0.0, 1.0), Range((), 5.0, 8.0, whole=True)]
    first, again, other = (spread(method, ranges, 16, seed).table for seed in (1, 1, 2))  # type: ignore[arg-type]
    assert first.tobytes() == again.tobytes() != other.tobytes()


def test_whole_numbers_stay_whole_and_all_of_them_are_reached() -> None:
    points = spread("latin", [Range((), 3.0, 6.0, whole=True)], 400, 1).table[:, 0]
    values, counts = np.unique(points, return_counts=True)
    assert values.tolist() == [3, 4, 5, 6]
    assert counts.tolist() == [100] * 4


def test_values_of_a_list_are_spread_over() -> None:
    points = spread("sobol", [Range((8.0, 12.0))], 8, 1).table[:, 0]
    assert sorted(points.tolist()) == [8.0] * 4 + [12.0] * 4


def test_a_number_that_does_not_fit_a_sobol_sequence_is_refused() -> None:
    with pytest.raises(ValueError, match="12"):
        spread("sobol", [Range((), 0.0, 1.0)], 12, 1)


@given(st.integers(-5, 5000))
def test_powers_of_two(number: int) -> None:
    assert is_power_of_two(number) == (number > 0 and math.log2(number).is_integer())


def test_rows_are_points() -> None:
    rows = Rows(np.array([[1.0, 2.0], [3.0, 4.0]]))
    assert (len(rows), rows[1]) == (2, (3.0, 4.0))
