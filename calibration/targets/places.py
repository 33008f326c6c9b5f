"""Where a target may be about: the Netherlands, a region that comes with the program, or one of
its municipalities.
"""

from __future__ import annotations

from functools import cache

from simulation.region import list_regions, load_region

NATION = "nederland"
DEFAULT_REGION = "midden-twente"


@cache
def _municipalities() -> dict[str, str]:
    """The region of each municipality."""
    return {
        gemeente.name: region
        for region in list_regions()
        if region != NATION
        for gemeente in load_region(region).gemeenten
    }


@cache
def places() -> tuple[str, ...]:
    """Every word that `region` may be."""
    return tuple(dict.fromkeys((NATION, *list_regions(), *_municipalities())))


def place_of(word: str) -> tuple[str, str]:
    """The region that is simulated for a word of places(), and the municipality in it or ''."""
    if word == NATION or word in list_regions():
        return word, ""
    return _municipalities()[word], word
