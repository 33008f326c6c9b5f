from __future__ import annotations

import contextlib
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.errors import InputProblems
from experiments.scenario.yaml_reader import MAX_BYTES, read_yaml, read_yaml_file


def codes(text: str) -> list[str]:
    with pytest.raises(InputProblems) as wrong:
        read_yaml(text, "f.yaml")
    return [problem.code for problem in wrong.value.problems]


def test_plain_words_and_numbers_stay_what_was_written() -> None:
    text = "a: no\nb: 1_000\nc: 2022-01\nd: 0777\ne: .inf\nf: 12:30\ng: on\nh: 1e3\n"
    assert read_yaml(text, "f").data == {
        "a": "no",
        "b": "1_000",
        "c": "2022-01",
        "d": "0777",
        "e": ".inf",
        "f": "12:30",
        "g": "on",
        "h": "1e3",
    }


def test_numbers_booleans_and_empty_values_are_resolved() -> None:
    data = read_yaml("a: 600\nb: -0.5\nc: true\nd:\ne: '600'\nf: null\n", "f").data
    assert data == {"a": 600, "b": -0.5, "c": True, "d": None, "e": "600", "f": None}


def test_each_field_keeps_its_line_and_its_text() -> None:
    document = read_yaml("a: 1\n\nb:\n  c: 'x'\n  d: [5, 6]\n", "f")
    assert document.place_of(("a",)).line == 1
    assert document.place_of(("b", "c")).line == 4
    assert document.place_of(("b", "c")).written == "x"
    assert document.place_of(("b", "d", "1")).written == "6"
    assert document.place_of(("b", "c", "not there")).line == 4


def test_a_field_that_is_there_twice_is_told_with_both_lines() -> None:
    document = read_yaml("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n", "f")
    assert [(p.code, p.field, p.line, p.details["first"]) for p in document.problems] == [
        ("yaml-duplicate", "b.c", 4, 3),
        ("yaml-duplicate", "a", 5, 1),
    ]
    assert document.data == {"a": 1, "b": {"c": 1}}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\nb: *x\n", "yaml-alias"),
        ("a: *x\n", "yaml-alias"),
        ("a: !!python/object/apply:os.system [ls]\n", "yaml-tag"),
        ("a: 1\n---\nb: 2\n", "yaml-documents"),
        ("[" * 40, "yaml-too-deep"),
        ("? [1, 2]\n: 3\n", "yaml-key"),
        ("a: [" + "1," * 30_000 + "]", "yaml-too-long"),
        ("a:\n\t- b", "yaml-broken"),
        ("a: b: c", "yaml-broken"),
        ("a: \x07", "yaml-broken"),
    ],
)
def test_what_a_scenario_may_not_hold_is_refused(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_a_yaml_bomb_is_refused_without_using_memory_or_time() -> None:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]" for a, b in zip("abcdef", "bcdefg", strict=True)
    ]
    tracemalloc.start()
    begun = time.perf_counter()
    assert codes("\n".join(rows)) == ["yaml-alias"]
    assert time.perf_counter() - begun < 1.0
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("text", ["{" * 500_000, "\n" * 900_000, "a: '" + "\n" * 900_000])
def test_a_big_file_takes_little_time(text: str) -> None:
    begun = time.perf_counter()
    with contextlib.suppress(InputProblems):
        read_yaml(text, "f")
    assert time.perf_counter() - begun < 10.0


def test_files_that_cannot_be_read_are_told_apart(tmp_path: Path) -> None:
    big = tmp_path / "big.yaml"
    big.write_bytes(b"#" * (MAX_BYTES + 1))
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("a: 1\nb: één\n".encode("latin-1"))
    found = {}
    for path in (tmp_path / "none.yaml", tmp_path, big, latin, tmp_path / "nul\0.yaml"):
        with pytest.raises(InputProblems) as wrong:
            read_yaml_file(path)
        found[path.name] = [(p.code, p.line) for p in wrong.value.problems]
    assert found == {
        "none.yaml": [("file-missing", None)],
        tmp_path.name: [("file-is-folder", None)],
        "big.yaml": [("file-too-big", None)],
        "latin.yaml": [("file-not-utf8", 2)],
        "nul\0.yaml": [("file-unreadable", None)],
    }


@given(st.text(max_size=200))
def test_any_text_gives_values_or_problems(text: str) -> None:
    try:
        read_yaml(text, "f")
    except InputProblems as wrong:
        assert wrong.problems
