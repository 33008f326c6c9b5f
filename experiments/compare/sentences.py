"""A comparison in plain sentences, made from its numbers by rules that never claim more.

Fulfilled is never told without the level; a difference whose interval holds nought is no clear
difference; no word of probability on an effect that nobody measured; a group that loses is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from experiments.compare.comparison import Comparison, Difference
from experiments.compare.evidence import BreakEven
from experiments.compare.outcomes import BIJSTAND, FULFILLED, LEVEL, WORK, group_of
from experiments.numbers import write_difference, write_number, write_quantity
from experiments.scenario.policies import is_unlawful
from experiments.texts import Texts
from simulation.filters import FILTERS
from simulation.parameters import load_registry

LIKELY, VERY_LIKELY = 0.8, 0.95
"""From which probability on a word says so."""
PAYERS = ("gemeente", "rijk", "inburgeraar", "werkgever", "centrumgemeente")
WORTH = 0.5
"""Euros: a smaller difference is not written."""


def sentences_of(comparison: Comparison, scenario: int, texts: Texts) -> list[str]:
    """Return what a comparison says of one scenario, the most important first."""
    return [
        *_warnings(comparison, scenario, texts),
        *_fulfilled_and_level(comparison, scenario, texts),
        *_outcome(comparison.main(scenario, WORK), "work", texts),
        *_outcome(comparison.main(scenario, BIJSTAND), "bijstand", texts),
        *_waiting(comparison, scenario, texts),
        *_losers(comparison, scenario, texts),
        *_payers(comparison, scenario, texts),
        *_break_evens(comparison, scenario, texts),
        *_without_effect(comparison, scenario, texts),
        *_turned(comparison, scenario, texts),
    ]


def why_in_words(code: str, texts: Texts) -> str:
    """Return why no probability is told, as a sentence."""
    return texts(f"compare.why.{code}")


def _warnings(comparison: Comparison, scenario: int, texts: Texts) -> Iterator[str]:
    if comparison.question.across_laws:
        yield texts("compare.across_laws")
    if is_unlawful(comparison.question.scenarios[scenario]):
        yield texts("compare.outside_law")
    for found in comparison.unmeasured:
        if found.scenario == scenario:
            registry = load_registry()
            sizes = [_meaning(name, texts) for name in found.sizes if name in registry]
            yield texts("compare.unmeasured_of", sizes="; ".join(sizes))


def _fulfilled_and_level(comparison: Comparison, scenario: int, texts: Texts) -> Iterator[str]:
    """Fulfilled never stands alone: what happens to the level is in the same sentence."""
    fulfilled, level = (comparison.main(scenario, name) for name in (FULFILLED, LEVEL))
    if fulfilled is None or level is None:
        return
    way = "same"
    if any(found.signed and found.noticed for found in (fulfilled, level)):
        way = f"{_way(fulfilled)}_{_way(level)}"
    yield texts(f"compare.level.{way}", **_both(fulfilled, level, texts, way != "same"))
    yield from _outcome(level, "level", texts)


def _both(fulfilled: Difference, level: Difference, texts: Texts, with_way: bool) -> dict[str, str]:
    written = {"months": str(level.asked.filter["at"])}
    for name, found in (("fulfilled", fulfilled), ("level", level)):
        written[f"{name}_was"] = write_quantity(found.reference, "share", texts.lang)
        written[f"{name}_is"] = write_quantity(found.value, "share", texts.lang)
        is_open = not found.signed and _way(found) != "same"
        care = texts("compare.open") if is_open else _maybe(found, texts)
        written[f"{name}_open"] = care if with_way else ""
    return written


def _maybe(found: Difference, texts: Texts) -> str:
    """What is said beside a difference that some draws do not have at all."""
    return texts("compare.maybe") if found.effect.one_sided and found.noticed else ""


def _way(found: Difference) -> str:
    """Up or down where that is clear, or at least what the model expects; else the same."""
    if not (found.clear or found.expected) or not found.noticed:
        return "same"
    return "up" if found.effect.difference > 0 else "down"


def _outcome(found: Difference | None, what: str, texts: Texts) -> Iterator[str]:
    """One outcome in persons a year, with the swing of chance and when one could see it."""
    if found is None or isnan(found.effect.difference):
        return
    name = texts(f"compare.what.{what}", months=found.asked.filter["at"])
    if not found.signed or found.small is None:
        yield texts("compare.no_clear", what=name, interval=_interval(found, texts))
        return
    if not found.noticed:
        yield texts("compare.tiny", what=name, interval=_interval(found, texts))
        return
    small, lang = found.small, texts.lang
    way = "more" if small.persons > 0 else "fewer"
    values = {
        "what": name,
        "persons": _people(abs(small.persons), texts),
        "interval": _interval(found, texts),
        "swing": _people(small.swing, texts),
        "people": write_number(small.people, lang),
        "likely": _likely(found, texts) + _maybe(found, texts),
    }
    told = texts(f"compare.{way}", **values)
    if found.clear:
        seen = "never" if small.years is None else "years"
        told += " " + texts(f"compare.seen.{seen}", years=small.years or 0)
    yield told


def _likely(found: Difference, texts: Texts) -> str:
    """A word of probability where one may be told; '' where not."""
    if found.certainty is None or found.certainty < LIKELY:
        return ""
    return texts(f"compare.likely.{'very' if found.certainty >= VERY_LIKELY else 'quite'}")


def _interval(found: Difference, texts: Texts) -> str:
    low, high = (
        write_difference(edge, found.asked.unit, texts.lang)
        for edge in (found.effect.low, found.effect.high)
    )
    return texts("compare.interval", low=low, high=high)


def _people(persons: float, texts: Texts) -> str:
    """Persons a year: one decimal below ten, for a difference is not rounded away."""
    return write_number(persons, texts.lang, 1 if persons < 10 else 0)


def _waiting(comparison: Comparison, scenario: int, texts: Texts) -> Iterator[str]:
    for found in comparison.differences:
        asked = found.asked
        waits = asked.name == "weeks_pip_to_lessons" and "route" in asked.filter
        if found.scenario == scenario and waits and found.signed and found.noticed:
            yield texts(
                f"compare.wait.{'longer' if found.effect.difference > 0 else 'shorter'}",
                route=texts(f"compare.route.{asked.filter['route']}"),
                weeks=write_number(abs(found.effect.difference), texts.lang, 1),
                interval=_interval(found, texts),
                maybe=_maybe(found, texts),
            )


def _losers(comparison: Comparison, scenario: int, texts: Texts) -> Iterator[str]:
    """Groups for whom an outcome clearly gets worse."""
    for name in (LEVEL, WORK):
        lose = [
            _group(found, texts)
            for found in comparison.differences
            if found.scenario == scenario
            and found.asked.name == name
            and group_of(found.asked)
            and found.clear
            and found.noticed
            and found.effect.difference * found.direction < 0
        ]
        if lose:
            yield texts(f"compare.lose.{name}", groups="; ".join(dict.fromkeys(lose)))


def _group(found: Difference, texts: Texts) -> str:
    return ", ".join(
        FILTERS[name].label(str(value), texts.lang) for name, value in group_of(found.asked).items()
    )


def _payers(comparison: Comparison, scenario: int, texts: Texts) -> Iterator[str]:
    """Who pays and who keeps: each payer apart, never one saldo."""
    parts = []
    year = None
    for payer in PAYERS:
        for found in comparison.differences:
            by = found.asked.filter
            if found.scenario != scenario or found.asked.name != "cost":
                continue
            if by.get("payer") == payer and is_worth_writing(found):
                year = by["year_from"]
                amount = write_difference(found.effect.difference, "eur", texts.lang)
                name = texts(f"compare.payer.{payer}")
                key = "part" if found.signed else "part_unclear"
                interval = _interval(found, texts)
                parts.append(texts(f"compare.{key}", payer=name, amount=amount, interval=interval))
    if parts:
        yield texts("compare.pay", year=year, parts="; ".join(parts))
    else:
        yield texts("compare.pay_nothing")


def is_worth_writing(found: Difference) -> bool:
    """Tell whether an amount of euros, or an edge of its interval, is anything but nought."""
    return max(abs(found.effect.low), abs(found.effect.high)) >= WORTH


def _break_evens(comparison: Comparison, scenario: int, texts: Texts) -> Iterator[str]:
    for unmeasured in comparison.unmeasured:
        if unmeasured.scenario == scenario:
            for found in unmeasured.break_evens:
                yield _break_even(found, texts)


def _break_even(found: BreakEven, texts: Texts) -> str:
    goal = "bill" if found.goal.unit == "eur" else found.goal.name
    values = {
        "goal": texts(f"compare.goal.{goal}"),
        "size": _meaning(found.size, texts),
        "low": write_number(found.low, texts.lang, 2),
        "high": write_number(found.high, texts.lang, 2),
    }
    if found.value is None:
        return texts("compare.break_even.never", **values)
    return texts("compare.break_even.at", value=write_number(found.value, texts.lang, 2), **values)


def _without_effect(comparison: Comparison, scenario: int, texts: Texts) -> Iterator[str]:
    zero = comparison.variant(scenario, "zero")
    if zero is None:
        return
    parts = []
    for found in zero.differences:
        name = found.asked.name
        if name in (LEVEL, WORK):
            key = "level" if name == LEVEL else "work"
            what = texts(f"compare.what.{key}", months=found.asked.filter["at"])
            parts.append(f"{what}: {_written(found, texts)}")
        elif name == "cost" and found.asked.filter.get("payer") == "gemeente":
            parts.append(f"{texts('compare.payer.gemeente')}: {_written(found, texts)}")
    yield texts("compare.zero", parts="; ".join(parts))


def _written(found: Difference, texts: Texts) -> str:
    return write_difference(found.effect.difference, found.asked.unit, texts.lang)


def _turned(comparison: Comparison, scenario: int, texts: Texts) -> Iterator[str]:
    for found in comparison.otherwise:
        if found.scenario == scenario and found.turned:
            titles = [
                d.asked.title_en if texts.lang == "en" else d.asked.title_nl
                for d in found.differences
                if d.asked.key in found.turned
            ]
            variant = texts(f"compare.variant.{found.variant.name}")
            yield texts("compare.turned", variant=variant, outcomes="; ".join(titles))


def _meaning(name: str, texts: Texts) -> str:
    parameter = load_registry()[name]
    return parameter.meaning_en if texts.lang == "en" else parameter.meaning_nl


def cohort_sentences(comparison: Comparison, texts: Texts) -> list[str]:
    """Return who is compared: whose permit falls when, how long they are followed, how many."""
    found = []
    for cohort in comparison.question.cohorts:
        behind = next(
            level.behind
            for level in comparison.levels
            if level.asked.name in (FULFILLED, WORK) and level.asked.filter.get("at") == cohort.at
        )
        found.append(
            texts(
                "compare.screen.cohort",
                first=cohort.permits["cohort_from"],
                last=cohort.permits["cohort_until"],
                at=cohort.at,
                n=write_number(behind, texts.lang),
            )
        )
    return found


def unknown_sentences(comparison: Comparison, scenario: int, texts: Texts) -> list[str]:
    """Return what is not known of a scenario: what was never measured, and what hangs on it."""
    return [
        *_warnings(comparison, scenario, texts),
        *_break_evens(comparison, scenario, texts),
        *_without_effect(comparison, scenario, texts),
        *_turned(comparison, scenario, texts),
    ]
