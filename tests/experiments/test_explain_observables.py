from __future__ import annotations

import pytest

from experiments.cli.observables import explain
from experiments.errors import InputProblems
from experiments.texts import LANGUAGES, texts_in
from simulation.observables import DEFAULT_OBSERVABLES, DEFINITIONS


@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_name_is_explained_in_both_languages(name: str) -> None:
    shown = {lang: explain(name, lang) for lang in LANGUAGES}
    assert [found for found, _ in shown.values()] == [name, name]
    nl, en = (rows for _, rows in shown.values())
    assert nl.keys() == en.keys()
    for row in ("title", "definition", "direction"):
        assert nl[row] != en[row]
    assert nl["keys"] == en["keys"] == [o.key for o in DEFAULT_OBSERVABLES if o.name == name]
    assert len(nl["filters"]) == len(en["filters"]) > 10
    for lang in LANGUAGES:
        assert all(f"explain.{row}" in texts_in(lang) for row in nl)


def test_an_observable_with_filters_shows_what_was_asked() -> None:
    name, rows = explain("waiting[weeks=13,stat=share_over,queue=lessen]", "en")
    assert name == "waiting"
    assert rows["key"] == "waiting[queue=lessen,stat=share_over,weeks=13]"
    assert rows["title"] == "Wait (for lessons, share, longer than 13 weeks)"
    assert (rows["unit"], rows["direction"]) == ("share", "more is worse")
    assert any(line.startswith("weeks (needed)") for line in rows["filters"])
    assert not any(line.startswith("clock") for line in rows["filters"])


def test_needed_filters_and_values_are_said() -> None:
    _, rows = explain("employed", "nl")
    told = "\n".join(rows["filters"])
    assert "clock (nodig)" in told
    assert "arrival, permit, duty, settled, pip, calendar" in told


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("emploed", ["observable"]),
        ("employed[clock=pip", ["observable"]),
        ("employed[clok=pip,at=x]", ["at", "clok", "clock"]),
        ("employed[clock=pip,clock=pip,at=1]", ["clock"]),
    ],
)
def test_all_that_is_wrong_has_sentences_in_both_languages(text: str, fields: list[str]) -> None:
    with pytest.raises(InputProblems) as wrong:
        explain(text, "nl")
    assert [problem.field for problem in wrong.value.problems] == fields
    for problem in wrong.value.problems:
        for lang in LANGUAGES:
            what, step = (problem.sentence(part, texts_in(lang)) for part in ("what", "next"))
            assert what and step
            assert "{" not in what + problem.sentence("allowed", texts_in(lang)) + step
