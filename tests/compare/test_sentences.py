"""Words about made-up differences: they never claim more than the numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from experiments.compare.comparison import Comparison, Difference
from experiments.compare.estimate import Effect
from experiments.compare.evidence import UNMEASURED
from experiments.compare.outcomes import direction_of
from experiments.compare.sentences import sentences_of
from experiments.compare.small import SmallNumbers
from experiments.texts import LANGUAGES, texts_in
from simulation.observable import Observable
from tests.compare.asking import asked

QUESTION = asked("base", "z-route-ruim")
MOMENT = QUESTION.cohorts[-1].moment
FORBIDDEN = ("waarschijnlijk", "likely", "kans", "probability", "zeker", "certain")


def difference(name: str, was: float, is_: float, half: float, **more: object) -> Difference:
    about = Observable(name, {**MOMENT, **more.pop("group", {})})  # type: ignore[dict-item]
    mean = is_ - was
    effect = Effect(mean, mean - half, mean + half, half / 10, -0.1, 0.1, 0.9, 0.1, True, 200)
    found = Difference(
        asked=about,
        scenario=1,
        reference=was,
        value=is_,
        effect=effect,
        behind=400,
        direction=direction_of(about),
        kans_beter=0.9,
        why_null="",
        small=SmallNumbers(200.0, mean * 200, 15.0, 12),
        pairing=0.1,
    )
    return replace(found, **more)  # type: ignore[arg-type]


def comparison(*differences: Difference) -> Comparison:
    return Comparison(QUESTION, (), differences, (), (), {}, {})


def test_more_who_fulfil_never_stands_without_the_level_that_fell() -> None:
    found = comparison(
        difference("fulfilled", 0.60, 0.70, 0.02), difference("level_b1", 0.30, 0.0, 0.05)
    )
    dutch, english = (sentences_of(found, 1, texts_in(lang))[0] for lang in LANGUAGES)
    assert "Meer mensen voldoen" in dutch
    assert "maar het niveau daalt: B1 gaat van 30,0 % naar 0,0 %" in dutch
    assert "but the level falls: B1 goes from 30.0% to 0.0%" in english


def test_an_expected_rise_that_the_assumptions_leave_open_is_told_as_such() -> None:
    found = comparison(
        difference("fulfilled", 0.55, 0.62, 0.15), difference("level_b1", 0.30, 0.0, 0.05)
    )
    sentence = sentences_of(found, 1, texts_in("nl"))[0]
    assert "naar verwachting: de aannames laten ook het omgekeerde toe" in sentence
    assert "maar het niveau daalt" in sentence


def test_no_difference_is_told_as_no_clear_difference() -> None:
    found = comparison(
        difference("fulfilled", 0.60, 0.601, 0.02),
        difference("level_b1", 0.30, 0.301, 0.02),
        difference("employed", 0.50, 0.499, 0.02),
    )
    for lang, words in (("nl", "geen duidelijk verschil"), ("en", "no clear difference")):
        told = " ".join(sentences_of(found, 1, texts_in(lang)))
        assert told.count(words) >= 2
        assert "per jaar meer" not in told
        assert "a year more" not in told


def test_persons_a_year_stand_beside_the_swing_of_chance_and_the_years_to_see_it() -> None:
    found = comparison(difference("employed", 0.50, 0.53, 0.01))
    sentence = next(s for s in sentences_of(found, 1, texts_in("nl")) if "werk" in s)
    assert "6,0 mensen per jaar meer, van 200 per jaar" in sentence
    assert "+2,0 pp tot +4,0 pp" in sentence
    assert "Toeval alleen scheelt al 15 mensen per jaar" in sentence
    assert "12 jaar ervoor met 12 jaar erna" in sentence


def test_a_difference_too_small_to_see_is_told_so() -> None:
    slight = SmallNumbers(200.0, 1.4, 15.0, None)
    found = comparison(difference("employed", 0.50, 0.507, 0.001, small=slight))
    sentence = next(s for s in sentences_of(found, 1, texts_in("nl")) if "werk" in s)
    assert "1,4 mensen per jaar meer" in sentence
    assert "ziet dit verschil niet" in sentence


def test_a_difference_too_small_to_matter_is_no_news_however_sure() -> None:
    found = comparison(
        difference("fulfilled", 0.600, 0.601, 0.0001),
        difference("level_b1", 0.328, 0.327, 0.0001),
        difference("level_b1", 0.328, 0.327, 0.0001, group={"sex": "f"}),
        difference("employed", 0.50, 0.502, 0.001),
    )
    told = " ".join(sentences_of(found, 1, texts_in("nl")))
    assert "daalt" not in told
    assert "groepen" not in told
    assert told.count("te klein om te merken") == 2
    assert "veranderen niet duidelijk" in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_of_probability_on_an_unmeasured_effect(lang: str) -> None:
    found = comparison(
        difference("fulfilled", 0.6, 0.7, 0.02, kans_beter=None, why_null=UNMEASURED),
        difference("level_b1", 0.3, 0.4, 0.02, kans_beter=None, why_null=UNMEASURED),
        difference("employed", 0.5, 0.6, 0.02, kans_beter=None, why_null=UNMEASURED),
    )
    told = " ".join(sentences_of(found, 1, texts_in(lang))).lower()
    assert not [word for word in FORBIDDEN if word in told]


def test_a_probability_word_needs_its_probability() -> None:
    texts = texts_in("nl")
    words = {0.6: "", 0.85: ", waarschijnlijk.", 0.99: ", zeer waarschijnlijk."}
    for kans, word in words.items():
        made = difference("employed", 0.50, 0.53, 0.01, kans_beter=kans)
        effect = replace(made.effect, above=kans, below=1 - kans)
        found = comparison(replace(made, effect=effect))
        sentence = next(s for s in sentences_of(found, 1, texts) if "werk" in s)
        assert ("waarschijnlijk" in sentence) == bool(word)
        assert word in sentence


def test_draws_without_any_difference_are_no_probability_of_worse() -> None:
    """Above 0 in 3 of 100 draws, below it in 10, nothing in the rest: nothing is likely."""
    made = difference("employed", 0.50, 0.47, 0.01, kans_beter=0.03)
    found = comparison(replace(made, effect=replace(made.effect, above=0.03, below=0.10)))
    told = " ".join(sentences_of(found, 1, texts_in("nl")))
    assert "waarschijnlijk" not in told


def test_an_effect_that_some_draws_do_not_have_is_told_with_that() -> None:
    made = difference("employed", 0.50, 0.53, 0.03)
    effect = replace(made.effect, low=0.0, above=0.7, below=0.0)
    found = comparison(replace(made, effect=effect, kans_beter=0.7))
    sentence = next(s for s in sentences_of(found, 1, texts_in("nl")) if "werk" in s)
    assert "6,0 mensen per jaar meer" in sentence
    assert "in een deel van de aannames verandert er niets" in sentence
    assert "jaar ervoor" not in sentence


def test_groups_that_lose_are_named_though_the_total_wins() -> None:
    found = comparison(
        difference("level_b1", 0.30, 0.33, 0.01),
        difference("level_b1", 0.20, 0.17, 0.01, group={"sex": "f"}),
        difference("level_b1", 0.20, 0.19, 0.02, group={"literacy": "niet_geletterd"}),
    )
    told = " ".join(sentences_of(found, 1, texts_in("nl")))
    assert "Minder mensen halen B1 in deze groepen: vrouwen." in told
