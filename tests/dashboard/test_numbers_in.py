"""Numbers are read in the writing of the page's language, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.numbers_in import NotANumber, read_number, write_typed


@pytest.mark.parametrize(
    ("typed", "lang", "value"),
    [
        ("77,5", "nl", 77.5),
        ("77.5", "en", 77.5),
        ("1.234,5", "nl", 1234.5),
        ("1,234.5", "en", 1234.5),
        ("1.000", "nl", 1000.0),
        ("-3", "nl", -3.0),
        (" 12 ", "nl", 12.0),
        ("0,075", "nl", 0.075),
    ],
)
def test_a_number_is_read(typed: str, lang: str, value: float) -> None:
    assert read_number(typed, "hours", lang) == value


@pytest.mark.parametrize(
    ("typed", "lang", "nearest"),
    [
        ("77.5", "nl", "77,5"),
        ("77,5", "en", "77.5"),
        ("1,234.5", "nl", "1.234,5"),
        ("12.34.5", "nl", ""),
        ("twaalf", "nl", ""),
        ("12 %", "nl", ""),
        ("1e3", "nl", ""),
        ("NaN", "nl", ""),
        ("inf", "nl", ""),
        ("=1+1", "nl", ""),
        ("١٢", "nl", ""),
        ("9" * 40, "nl", ""),
    ],
)
def test_anything_else_is_refused_with_what_was_perhaps_meant(
    typed: str, lang: str, nearest: str
) -> None:
    with pytest.raises(NotANumber) as wrong:
        read_number(typed, "hours", lang)
    assert wrong.value.nearest == nearest


@given(
    st.integers(-(10**9), 10**9),
    st.sampled_from(["hours", "share"]),
    st.sampled_from("nl en".split()),
)
def test_what_is_shown_can_be_typed_again(thousandths: int, unit: str, lang: str) -> None:
    value = thousandths / 1000
    assert read_number(write_typed(value, unit, lang), unit, lang) == pytest.approx(value, abs=1e-9)


def test_a_share_is_typed_as_a_percentage() -> None:
    assert read_number("30", "share", "nl") == 0.3
    assert read_number("0,5", "share", "nl") == 0.005
    assert write_typed(0.29, "share", "nl") == "29"
