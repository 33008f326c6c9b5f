from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments.compare.answer import answer_question
from experiments.compare.keep import MANIFEST, VALUES, find_comparison, open_comparison
from experiments.compare.told import comparison_as_json
from experiments.errors import StoreProblem
from experiments.runner.run import Watcher
from experiments.store.results import DamagedResult
from experiments.texts import texts_in
from tests.compare.asking import asked

TEXTS = texts_in("nl")


def test_a_stored_comparison_tells_the_same_again(tmp_path: Path) -> None:
    question = asked("base", "duale-trajecten", worlds=6)
    first = answer_question(question, tmp_path, 2)
    again = answer_question(question, tmp_path, 2)
    assert (first.reused, again.reused) == (False, True)
    told = [comparison_as_json(a.stored.comparison, TEXTS) for a in (first, again)]
    assert json.dumps(told[0]) == json.dumps(told[1])
    values = (first.stored.path / VALUES).read_bytes()
    fresh = answer_question(question, tmp_path, 1, fresh=True)
    assert not fresh.reused
    assert (fresh.stored.path / VALUES).read_bytes() == values


def test_another_question_has_another_id() -> None:
    questions = [
        asked("base", "z-route-ruim"),
        asked("base", "z-route-krap"),
        asked("z-route-ruim", "base"),
        asked("base", "z-route-ruim", worlds=10),
        asked("base", "z-route-ruim", kind="point"),
        asked("base", "z-route-ruim", independent=True),
        asked("base", "z-route-ruim", variants=False),
        asked("base", "z-route-ruim", since=310),
        asked("base", "z-route-ruim", draws=2),
    ]
    assert len({question.comparison_id for question in questions}) == len(questions)


@pytest.mark.parametrize("damage", ["flip", "cut", "manifest", "gone"])
def test_a_damaged_comparison_is_seen_and_made_anew(tmp_path: Path, damage: str) -> None:
    question = asked("base", "z-route-ruim", worlds=2, variants=False)
    path = answer_question(question, tmp_path, 2).stored.path
    values, manifest = path / VALUES, path / MANIFEST
    content = bytearray(values.read_bytes())
    if damage == "flip":
        content[len(content) // 2] ^= 1
        values.write_bytes(content)
    elif damage == "cut":
        values.write_bytes(content[: len(content) // 2])
    elif damage == "manifest":
        manifest.write_text(manifest.read_text().replace('"seed": 1', '"seed": 2'))
    else:
        values.unlink()
    with pytest.raises(DamagedResult):
        open_comparison(path)
    seen = []
    answer = answer_question(question, tmp_path, 2, watcher=Watcher(damaged=seen.append))
    assert len(seen) == 1
    assert not answer.reused
    assert find_comparison(tmp_path, question.comparison_id) is not None


def test_a_store_that_cannot_be_written_is_told_and_left_clean(tmp_path: Path) -> None:
    (tmp_path / "comparisons").write_text("in the way")
    with pytest.raises(StoreProblem):
        answer_question(asked("base", "z-route-ruim", worlds=2, variants=False), tmp_path, 2)
    assert [path.name for path in tmp_path.iterdir()] == ["comparisons"]
