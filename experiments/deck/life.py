"""A slide with the life line of one invented person, under one scenario or two."""

from __future__ import annotations

from dataclasses import replace

from experiments.charts.catalogue import Stored
from experiments.charts.style import Size
from experiments.deck.story import Slide, Story
from experiments.errors import InputProblems, Problem
from experiments.life.line import life_line
from experiments.life.people import Group, find_person, list_people
from experiments.life.picture import alternative_text, draw_lives, render, words_of
from experiments.life.story import story_of, story_of_two
from experiments.life.versus import part
from experiments.life.world import UnknownPerson, WorldKey, follow, with_scenario
from experiments.scenario.model import Scenario
from experiments.store.results import StoredResult
from experiments.texts import Texts

PICTURES = {1: Size(12.3, 4.75), 2: Size(16.0, 6.18)}
"""By the number of lives: in the shape of the room on a slide, so that letters stay large."""
_BEFORE_THE_END = 2
"""The slides on what is not known and on sources stay the last."""


def with_life(story: Story, stored: Stored, scenario: int, person: str, texts: Texts) -> Story:
    """Return a story with one slide more: the life of a person of its scenarios.

    scenario: place of the scenario of a comparison that is held against the first. person: a
    number in the order of arrival, or an identity of `doorstroom life --list`. The world is the
    first of the result's seed, with the registered parameters. Raises InputProblems where there is
    nobody like that.
    """
    slides = list(story.slides)
    slides.insert(len(slides) - _BEFORE_THE_END, life_slide(stored, scenario, person, texts))
    return replace(story, slides=slides)


def life_slide(stored: Stored, scenario: int, person: str, texts: Texts) -> Slide:
    """Return the slide. Raises InputProblems."""
    keys = _worlds_of(stored, scenario)
    identity = find_person(keys[0], person)
    if identity is None:
        most = max((one.number or 0 for one in list_people(keys[0], Group())), default=0)
        details = {"most": most, "scenario": keys[0].scenario.name}
        raise InputProblems([Problem("life-unknown", "--life", person, details=details)])
    try:
        lives = [follow(key, identity) for key in keys]
    except UnknownPerson as unknown:
        details = {"scenario": unknown.scenario}
        raise InputProblems(
            [Problem("life-elsewhere", "--life", person, details=details)]
        ) from None
    lines, lang = [life_line(lived) for lived in lives], texts.lang
    parted = None
    if len(lines) == 1:
        told = story_of(lines[0], lang)
    else:
        parting = part(lives[0], lives[1], lang)
        parted, told = parting.t, story_of_two(lines[0], lines[1], parting, lang)
    title, _, footer = words_of(lines, lang)
    return Slide(
        title,
        "\n".join([*footer, "", *told]),
        picture=render(draw_lives(lines, parted, lang, PICTURES[len(lines)]), "png"),
        caption=texts("deck.life"),
        alt=alternative_text(lines, parted, lang),
    )


def _worlds_of(stored: Stored, scenario: int) -> list[WorldKey]:
    """The world of a run, or those of the two scenarios of a comparison that are shown."""
    if isinstance(stored, StoredResult):
        asked = Scenario.model_validate(stored.manifest["scenario"])
        return [WorldKey(asked, stored.manifest["request"]["seed"], 0)]
    question = stored.comparison.question
    first = WorldKey(question.scenarios[0], question.seed, 0)
    return [first, with_scenario(first, question.scenarios[scenario])]
