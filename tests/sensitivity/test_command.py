"""`doorstroom sensitivity` on the real model: what must move it moves it, and nothing is hidden."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.errors import InputProblems
from experiments.runner.reproduce import design_of
from experiments.sensitivity.answer import indices_of
from experiments.sensitivity.files import load_sensitivity
from experiments.sensitivity.question import CHANCE, LUCKS
from experiments.store.results import find_result
from tests.experiments.command import ROOT, doorstroom

TEXT = """\
format: 1
name: klein
scenario: base
method: {method}
samples: {samples}
factors:
  lessen.efficiency: {{}}
  tarief.b1_hour: {{}}
outcomes:
  - "level_b1[clock=pip,at=36]"
chance: {chance}
seed: 2
"""


def write(folder: Path, method: str = "sobol", samples: int = 16, chance: str = "true") -> str:
    path = folder / "klein.yaml"
    path.write_text(TEXT.format(method=method, samples=samples, chance=chance))
    return str(path)


def told(store: Path, *words: str) -> dict[str, Any]:
    found = doorstroom("sensitivity", *words, "--yes", "--json", store=store)
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)  # type: ignore[no-any-return]


def of(found: dict[str, Any], factor: str) -> dict[str, float]:
    (outcome,) = found["outcomes"]
    (index,) = [one for one in outcome["indices"] if one["factor"] == factor]
    return index  # type: ignore[no-any-return]


def test_learning_moves_the_level_and_a_price_does_not(tmp_path: Path) -> None:
    found = told(tmp_path / "store", write(tmp_path))
    assert found["meta"]["runs"] == 16 * (3 + 2)
    assert of(found, "lessen.efficiency")["total"] > 0.5
    assert of(found, "tarief.b1_hour")["total"] == 0.0
    chance = of(found, CHANCE)
    assert 0.0 < chance["total"] < 0.5
    again = told(tmp_path / "store", write(tmp_path))
    assert again["meta"]["reused"]
    assert again["outcomes"] == found["outcomes"]


@pytest.mark.parametrize(("method", "samples"), [("morris", 4), ("pawn", 120)])
def test_the_other_methods_agree(tmp_path: Path, method: str, samples: int) -> None:
    found = told(tmp_path / "store", write(tmp_path, method, samples))
    by = {"morris": "mu_star", "pawn": "median"}[method]
    price, learning = of(found, "tarief.b1_hour"), of(found, "lessen.efficiency")
    assert learning[by] > price[by] + 0.1


def test_without_chance_all_runs_share_their_luck(tmp_path: Path) -> None:
    question = load_sensitivity(write(tmp_path, chance="false")).question
    assert CHANCE not in question.names
    assert {question.design.place(run)[1] for run in range(question.runs)} == {0}
    with_chance = load_sensitivity(write(tmp_path)).question
    lucks = [with_chance.design.place(run)[1] for run in range(with_chance.runs)]
    assert lucks == list(with_chance.design.lucks)
    assert len(set(lucks)) > 16
    assert max(lucks) < LUCKS
    shares = with_chance.shares
    assert shares.shape == (80, 3)
    low, high = with_chance.factors[0].at(0.0), with_chance.factors[0].at(1.0)
    prior = with_chance.factors[0].prior
    assert prior is not None
    assert prior.low is not None
    assert prior.high is not None
    assert prior.low <= low < prior.at(0) < high <= prior.high


def test_a_batch_with_chosen_luck_can_be_reproduced(tmp_path: Path) -> None:
    store = tmp_path / "store"
    found = told(store, write(tmp_path))
    result = find_result(store, found["meta"]["id"])
    assert result is not None
    again = design_of(result)
    assert again.lucks == load_sensitivity(write(tmp_path)).question.design.lucks
    repeated = doorstroom("reproduce", found["meta"]["id"], "--store", str(store), store=store)
    assert repeated.returncode == 0, repeated.stderr


def test_failed_runs_and_undefined_outcomes_are_never_left_out(tmp_path: Path) -> None:
    store = tmp_path / "store"
    found = told(store, write(tmp_path))
    question = load_sensitivity(write(tmp_path)).question
    result = find_result(store, found["meta"]["id"])
    assert result is not None
    elsewhere = replace(question, outcomes=("level_b1[clock=pip,at=999]",))
    with pytest.raises(InputProblems) as wrong:
        indices_of(elsewhere, result)
    assert wrong.value.problems[0].details["undefined"] == question.runs
    object.__setattr__(result, "manifest", {**result.manifest, "failed_worlds": 3})
    with pytest.raises(InputProblems) as wrong:
        indices_of(question, result)
    assert wrong.value.problems[0].details["failed"] == 3


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("samples: 16", "samples: 15", "samples"),
        ("samples: 16", "samples: veel", "samples"),
        ("method: sobol", "method: sobel", "method"),
        ("lessen.efficiency: {}", "lessen.efficency: {}", "factors.lessen.efficency"),
        ("lessen.efficiency: {}", "lessen.z_hours: {}", "factors.lessen.z_hours"),
        ("lessen.efficiency: {}", "caseload.fte: {low: 1, high: 2}", "factors.caseload.fte"),
        ("lessen.efficiency: {}", "lessen.efficiency: {low: 2, high: 1}", "factors"),
        ("level_b1[clock=pip,at=36]", "level_b1[clock=pip,at=37]", "outcomes.0"),
        ("scenario: base", "scenario: basis", "basis"),
        ("format: 1", "format: 2", "format"),
    ],
)
def test_bad_input_names_field_and_line(tmp_path: Path, old: str, new: str, field: str) -> None:
    path = Path(write(tmp_path))
    path.write_text(path.read_text().replace(old, new))
    wrong = doorstroom("sensitivity", str(path), "--yes", "--json", store=tmp_path / "store")
    assert wrong.returncode == 2, wrong.stdout + wrong.stderr
    problems = json.loads(wrong.stdout)["problems"]
    assert any(field in str(problem) for problem in problems), problems
    assert all(problem["what"] for problem in problems)
    assert not (tmp_path / "store").exists()


def test_the_example_is_right() -> None:
    question = load_sensitivity(str(ROOT / "docs/examples/sobol.yaml")).question
    assert question.runs == 64 * (6 + 2)
    assert np.isfinite(question.design.points[0]).all()
