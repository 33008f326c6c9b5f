"""`doorstroom deck`: slides of a result for a council, with charts that PowerPoint can edit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.cli.front import Front, Lang, LangOption
from experiments.cli.options import ResultArgument, StoreOption
from experiments.errors import InputProblems, Problem, nearest_of

if TYPE_CHECKING:
    from experiments.charts.catalogue import Stored


def deck(
    result: ResultArgument,
    scenario: Annotated[
        str, typer.Option(help="Which scenario of a comparison; default the first beside the base.")
    ] = "",
    out: Annotated[
        Path, typer.Option("--out", "-o", help="The file to write; one that is there is replaced.")
    ] = Path("doorstroom.pptx"),
    template: Annotated[
        Path | None, typer.Option(help="A .pptx of your own whose look the slides take.")
    ] = None,
    life: Annotated[
        str | None,
        typer.Option(help="Also the life line of this invented person: a number, or an identity."),
    ] = None,
    store: StoreOption = None,
    lang: LangOption = Lang.nl,
) -> None:
    """Make slides of a result: the question, three numbers, charts, what is not known, sources.

    Example: doorstroom deck RESULT --scenario duale-trajecten -o raad.pptx
    """
    front = Front(lang)
    with front.guard():
        from experiments.charts.files import write_whole
        from experiments.cli.address import drawable_meant
        from experiments.deck.life import with_life
        from experiments.deck.slides import make_deck
        from experiments.deck.story import story_of

        found = suffix_problems(out, "pptx")
        try:
            stored = drawable_meant(front, result, store, run=not found)
        except InputProblems as wrong:
            raise InputProblems([*wrong.problems, *found]) from None
        place, wrong_name = place_of(stored, scenario)
        if found or wrong_name:
            raise InputProblems([*found, *wrong_name])
        story = story_of(stored, front.texts, place)
        if life is not None:
            story = with_life(story, stored, place, life, front.texts)
        write_whole(out, make_deck(story, front.texts, template))
        for slide in story.slides:
            front.out.print(slide.title, soft_wrap=True)
        front.out.print(
            front.texts("deck.place", n=len(story.slides), path=str(out)), soft_wrap=True
        )


def suffix_problems(path: Path, kind: str) -> list[Problem]:
    """Return what is wrong with the name of a file that is asked for."""
    if path.suffix.lower() == f".{kind}":
        return []
    return [Problem("deck-suffix", "--out", str(path), details={"kind": kind})]


def place_of(stored: Stored, scenario: str) -> tuple[int, list[Problem]]:
    """Return the place of a scenario in a comparison, and what is wrong with its name."""
    from experiments.store.results import StoredResult

    if isinstance(stored, StoredResult):
        names = [str(stored.manifest["scenario"]["name"])]
        if scenario in ("", *names):
            return 1, []
    else:
        names = [one.name for one in stored.comparison.question.scenarios][1:]
        if not scenario:
            return 1, []
        if scenario in names:
            return names.index(scenario) + 1, []
    near, details = nearest_of(scenario, names), {"options": ", ".join(names)}
    return 1, [Problem("deck-scenario", "--scenario", scenario, nearest=near, details=details)]
