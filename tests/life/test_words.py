"""Every event of the model has a sentence in both languages, and no sentence is missing a word."""

from __future__ import annotations

from dataclasses import replace
from string import Formatter

import pytest

from experiments.life.line import Moment
from experiments.life.sentences import VARIANTS, sentence_of
from experiments.life.words import Voice, catalogue
from simulation.accounts import ITEMS, PAYERS
from simulation.agents import codes
from simulation.agents.events import EVENT_NAMES
from tests.life.hand import HandMade
from tests.simulation.worlds import Newcomer

NL, EN = catalogue("nl"), catalogue("en")
EXAMS = ("exam_booked", "exam_passed", "exam_failed", "afgeschaald")


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_both_catalogues_have_the_same_keys() -> None:
    assert NL.keys() == EN.keys()


@pytest.mark.parametrize("key", sorted(NL.keys()))
def test_a_text_says_the_same_in_both_languages(key: str) -> None:
    """The same facts are filled in; pronouns may differ, because languages use them differently."""
    pronouns = {"They", "they", "Their", "their", "them"}
    nl, en = NL.template(key), EN.template(key)
    assert nl.strip() and en.strip()
    assert placeholders(nl) - pronouns == placeholders(en) - pronouns
    if len(nl.split()) > 4:
        assert nl != en


@pytest.mark.parametrize("event", sorted(EVENT_NAMES.values()))
def test_every_event_has_a_sentence(event: str) -> None:
    keys = [k for k in NL.keys() if k == f"event.{event}" or k.startswith(f"event.{event}.")]  # noqa: SIM118
    assert keys
    assert (event in VARIANTS) == (f"event.{event}" not in keys)


def moments(event: str) -> list[Moment]:
    """Moments of an event with every pair of numbers that the engine may give it."""
    values: dict[str, range] = {
        "permit": range(2),
        "pip": range(1, codes.ROUTES),
        "lessons": range(1, codes.ROUTES),
        "interrupted": range(1, 5),
        "extended": range(codes.GROUNDS),
        "fulfilled": range(1, codes.HOW),
        "exempt": range(1, 5),
        "settled": range(2),
        "moved": range(2),
        "ground": range(codes.GROUNDS),
        "out": range(1, 5),
        "job": range(1, 3),
        "bijstand_ended": range(3),
        "taalschakel": range(2),
    }
    extras = range(2, 5) if event in EXAMS else range(3)
    if event == "fined_college":
        extras = range(2)
    if event.startswith("switch"):
        extras = range(1, codes.ROUTES)
    parts = ((0, 2), (4,), (1, 4)) if event in EXAMS else ((),)
    return [
        Moment(5, event, value, extra, part, since)
        for value in values.get(event, range(1, 4))
        for extra in extras
        for part in parts
        for since in (None, 0, 1, 7)
    ]


@pytest.fixture(scope="module")
def line():
    return HandMade([Newcomer("Amal")], 24).line("Amal")


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("event", sorted(EVENT_NAMES.values()))
def test_whatever_happens_can_be_told(event: str, lang: str, line) -> None:
    for doelgroep in codes.DOELGROEP_NAMES:
        one = replace(line, who=replace(line.who, doelgroep=doelgroep))
        for moment in moments(event):
            text = sentence_of(moment, one, Voice(lang, one.who.sex))
            assert text[0].isupper() and text.endswith(".")
            assert "{" not in text and "  " not in text


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_everything_that_is_named_has_a_name(lang: str) -> None:
    voice = Voice(lang, "f")
    for payer in PAYERS:
        assert voice.word(payer)
    for item in ITEMS:
        assert voice.knows(f"item.{item}"), item
    for phase in codes.PHASE_NAMES[1:]:
        assert voice(f"end.{phase}")
    for group in (codes.EDUCATION_NAMES, codes.LITERACY_NAMES, codes.DOELGROEP_NAMES):
        assert all(voice.word(name) for name in (*group, *codes.LAW_NAMES))


def test_a_man_and_a_woman_are_spoken_of_as_such() -> None:
    assert Voice("nl", "m")("event.job_lost") == "Hij raakt zijn baan kwijt."
    assert Voice("nl", "f")("event.job_lost") == "Zij raakt haar baan kwijt."
    assert Voice("en", "f")("event.job_lost") == "She loses her job."


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fy"):
        catalogue("fy")
