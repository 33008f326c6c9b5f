"""Sequential stopping: worlds are added until an outcome is exact enough, and no further."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments.compare import precision as sequential
from experiments.compare.precision import (
    MOST_REPLICATIONS,
    Precision,
    Try,
    half_width_of,
    observables_of,
    replications_for,
    try_until,
    with_replications,
)
from tests.compare.asking import asked, compared
from tests.experiments.command import doorstroom


def test_worlds_are_added_until_it_is_exact_enough() -> None:
    question = asked("base", "z-route-ruim", worlds=8, kind="point", variants=False)
    first = half_width_of(compared(question), "weeks_pip_to_lessons")
    wanted = Precision("weeks_pip_to_lessons", first / 3)
    tries = try_until(question, wanted, compared)
    assert len(tries) >= 2
    assert tries[0] == Try(8, first)
    assert all(one.half_width > wanted.half_width for one in tries[:-1])
    assert tries[-1].half_width <= wanted.half_width
    numbers = [one.replications for one in tries]
    assert numbers == sorted(set(numbers))
    again = compared(with_replications(question, numbers[-1]))
    assert half_width_of(again, "weeks_pip_to_lessons") == tries[-1].half_width


def test_what_is_exact_enough_is_not_run_again() -> None:
    question = asked("base", "z-route-ruim", worlds=4, variants=False)
    tries = try_until(question, Precision("level_b1", 0.5), compared)
    assert [one.replications for one in tries] == [4]


def test_it_gives_up_at_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequential, "MOST_REPLICATIONS", 8)
    question = asked("base", "z-route-ruim", worlds=4, kind="point", variants=False)
    tries = try_until(question, Precision("weeks_pip_to_lessons", 1e-9), compared)
    assert [one.replications for one in tries] == [4, 8]
    assert tries[-1].half_width > 1e-9


def test_how_many_worlds_follow_from_the_error() -> None:
    # Half the error takes four times the worlds, and a tenth more since it is an estimate.
    assert replications_for(Try(200, 0.02), Precision("x", 0.01)) == 900
    assert replications_for(Try(200, 0.0101), Precision("x", 0.01)) == 300
    assert replications_for(Try(200, 0.5), Precision("x", 0.01)) == 1600
    assert replications_for(Try(19_000, 0.5), Precision("x", 0.01)) == MOST_REPLICATIONS


def test_draws_grow_with_the_worlds_unless_they_were_chosen() -> None:
    assert with_replications(asked("base", "z-route-ruim", worlds=8), 100).draws == 50
    assert with_replications(asked("base", "z-route-ruim", worlds=8, draws=2), 100).draws == 2
    point = asked("base", "z-route-ruim", worlds=8, kind="point")
    assert with_replications(point, 100).draws == 1


def test_a_name_means_everybody_and_a_key_one_group() -> None:
    comparison = compared(asked("base", "z-route-ruim", worlds=4, variants=False))
    names = observables_of(comparison)
    assert "level_b1" in names
    (key,) = [name for name in names if name.startswith("level_b1[") and "sex=f" in name]
    assert half_width_of(comparison, key) >= 0
    with pytest.raises(KeyError):
        half_width_of(comparison, "levelb1")


def test_the_command_stops_by_itself_and_says_after_how_many(tmp_path: Path) -> None:
    words = ("compare", "base", "z-route-ruim", "-r", "6", "--no-variants", "--json")
    told = doorstroom(*words, "--precision", "0.01", store=tmp_path)
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    last = found["meta"]["tries"][-1]
    assert last["half_width"] <= 0.01
    assert f"Na {last['replications']} werelden" in told.stderr
    assert found["meta"]["request"]["replications"] == last["replications"]
    for wrong in (("--precision", "0"), ("--precision", "0.01", "--observable", "levelb1")):
        told = doorstroom(*words, *wrong, store=tmp_path)
        assert told.returncode == 2
        assert json.loads(told.stdout)["problems"][0]["field"] == wrong[-2]
