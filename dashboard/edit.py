"""Changes to a draft, each giving a new draft; nothing here knows a screen."""

from __future__ import annotations

import copy
from typing import Any

from dashboard.draft import Draft
from simulation.months import format_month, parse_month

QUARTER = 3


def with_block(draft: Draft, kind: str, month: str) -> Draft:
    """Return the draft with one more policy of a kind, from a month on."""
    fresh = copy.deepcopy(draft)
    fresh.setdefault("policies", []).append({"kind": kind, "from": month})
    return fresh


def without_block(draft: Draft, place: int) -> Draft:
    """Return the draft without the policy at a place."""
    fresh = copy.deepcopy(draft)
    del fresh["policies"][place]
    if not fresh["policies"]:
        del fresh["policies"]
    return fresh


def with_setting(draft: Draft, place: int, name: str, value: Any) -> Draft:
    """Return the draft with a field of a policy set; None takes it out."""
    fresh = copy.deepcopy(draft)
    block = fresh["policies"][place]
    if value is None or value == [] or value == {}:
        block.pop(name, None)
    else:
        block[name] = value
    return fresh


def with_target(draft: Draft, place: int, name: str, value: Any) -> Draft:
    """Return the draft with one dimension of whom a policy is for set; empty takes it out."""
    target = dict(draft["policies"][place].get("target") or {})
    if value in (None, [], ""):
        target.pop(name, None)
    else:
        target[name] = value
    return with_setting(draft, place, "target", target)


def with_field(draft: Draft, path: tuple[str, ...], value: Any) -> Draft:
    """Return the draft with a field set; None takes it out, and empty blocks with it."""
    fresh = copy.deepcopy(draft)
    blocks = [fresh]
    for part in path[:-1]:
        inside = blocks[-1].get(part)
        if not isinstance(inside, dict):
            inside = {}
            blocks[-1][part] = inside
        blocks.append(inside)
    if value is None:
        blocks[-1].pop(path[-1], None)
    else:
        blocks[-1][path[-1]] = value
    for depth in range(len(path) - 1, 0, -1):
        if not blocks[depth] and path[depth - 1] != "inflow":
            del blocks[depth - 1][path[depth - 1]]
    return fresh


def renamed(draft: Draft, name: str, title: str, lang: str) -> Draft:
    """Return the draft under another name; its title in this language, where one is given."""
    fresh = copy.deepcopy(draft)
    fresh["name"] = name
    if title:
        titles = {"nl": title} if lang == "nl" else {"nl": title, "en": title}
        fresh["title"] = titles
    return fresh


def months_of(draft: Draft) -> list[str]:
    """Return every month of the scenario, YYYY-MM."""
    first, last = parse_month(draft["start"]), parse_month(draft["until"])
    return [format_month(month) for month in range(first, last + 1)]


def next_quarter(draft: Draft, today: str) -> str:
    """Return the first month of the quarter after `today` (YYYY-MM), inside the scenario."""
    month = parse_month(today)
    begin = month - month % QUARTER + QUARTER
    months = months_of(draft)
    return min(max(format_month(begin), months[0]), months[-1])
