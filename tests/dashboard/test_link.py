"""A link carries a scenario, and nothing that somebody else put into one does harm."""

from __future__ import annotations

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.draft import shipped_draft
from dashboard.link import LARGEST, LONGEST, LinkProblem, read_link, write_link
from experiments.scenario.files import list_shipped

plain = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=20)
fields = st.dictionaries(st.text(max_size=10), plain | st.lists(plain, max_size=4), max_size=6)


@given(fields)
def test_what_is_written_is_read_back(draft: dict[str, object]) -> None:
    assert read_link(write_link(draft)) == draft


@pytest.mark.parametrize("name", list_shipped())
def test_a_shipped_scenario_is_its_name_and_fits_a_link(name: str) -> None:
    assert read_link(name) == name
    assert len(write_link(shipped_draft(name))) < 2000


def packed(text: str) -> str:
    return "1~" + base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


@pytest.mark.parametrize(
    ("piece", "code"),
    [
        ("nonsense", "unknown"),
        ("", "unknown"),
        ("2~abc", "other-version"),
        ("1~abc", "broken"),
        ("1~" + "é" * 9, "broken"),
        ("1~" + "a" * LONGEST, "too-long"),
        (packed("[1, 2]"), "broken"),
        (packed("NaN"), "broken"),
        (packed('{"a": Infinity}'), "broken"),
        (packed("{"), "broken"),
        (packed('{"a":' * 30 + "1" + "}" * 30), "broken"),
        (packed('{"a": "' + "x" * (LARGEST + 1) + '"}'), "too-long"),
        (packed("[" * 100_000), "broken"),
    ],
)
def test_nonsense_is_refused_with_a_reason(piece: str, code: str) -> None:
    with pytest.raises(LinkProblem) as wrong:
        read_link(piece)
    assert wrong.value.code == code


def test_a_link_cut_short_is_told_as_broken() -> None:
    whole = write_link(shipped_draft("combinatie"))
    with pytest.raises(LinkProblem) as wrong:
        read_link(whole[: len(whole) // 2])
    assert wrong.value.code == "broken"


def test_a_small_bomb_is_never_unpacked_whole() -> None:
    bomb = packed(json.dumps({"a": "x" * 5_000_000}))
    assert len(bomb) < LONGEST
    with pytest.raises(LinkProblem):
        read_link(bomb)
