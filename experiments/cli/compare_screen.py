"""A comparison on the screen: sentences first, then the tables they come from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from experiments.calibrated import state
from experiments.cli.front import Front
from experiments.cli.tables import plain_table
from experiments.compare.outcomes import BIJSTAND, BY_GROUP, FULFILLED, LEVEL, WORK, group_of
from experiments.compare.sentences import cohort_sentences, sentences_of
from experiments.numbers import write_difference, write_number, write_percent, write_quantity
from simulation.filters import FILTERS
from simulation.observable_checks import Value

if TYPE_CHECKING:
    from experiments.compare.answer import CompareAnswer
    from experiments.compare.comparison import Comparison, Difference

MAIN_OUTCOMES = (
    *(LEVEL, "level_a2", FULFILLED, "fulfilled_by", "exempt", "overdue", "interrupted"),
    *(WORK, "main_income_work", BIJSTAND, "in_education"),
)
WAITS = ("weeks_permit_to_settled", "weeks_notice_to_pip", "weeks_pip_to_lessons")
MOST_CERTAIN = 0.99
"""A probability is never written as 0 or 1."""


def print_comparison(front: Front, answer: CompareAnswer) -> None:
    """Print a comparison for a reader."""
    comparison = answer.stored.comparison
    for scenario in range(1, len(comparison.question.scenarios)):
        _print_scenario(front, comparison, scenario)
    _print_ends(front, answer)


def _print_scenario(front: Front, comparison: Comparison, scenario: int) -> None:
    from rich.text import Text

    texts, lang = front.texts, front.lang
    question = comparison.question
    reference, other = question.scenarios[0], question.scenarios[scenario]
    front.out.print()
    front.out.print(Text(other.title_in(lang), style="bold"))
    front.out.print(texts("compare.screen.against", reference=reference.title_in(lang)))
    front.out.print(Text(texts(f"figures.{state(question.parameters)}"), style="bold yellow"))
    for sentence in sentences_of(comparison, scenario, texts):
        front.out.print(f"• {sentence}")
    mine = [found for found in comparison.differences if found.scenario == scenario]
    _print_outcomes(front, comparison, mine, other.name)
    _print_groups(front, mine)
    _print_payers(front, comparison, mine)
    _print_variants(front, comparison, scenario)


def _print_outcomes(
    front: Front, comparison: Comparison, mine: list[Difference], name: str
) -> None:
    texts, lang = front.texts, front.lang
    names = [texts(f"compare.screen.{word}") for word in ("difference", "interval", "persons")]
    more = [texts(f"compare.screen.{word}") for word in ("swing", "chance")]
    reference = comparison.question.scenarios[0].name
    header = (texts("compare.screen.outcome"), reference, name, *names, *more)
    table = plain_table(*header, right=tuple(range(1, len(header))))
    at = comparison.question.cohorts[-1].at
    for found in mine:
        asked = found.asked
        end = asked.name in MAIN_OUTCOMES and asked.filter.get("at") == at
        if group_of(asked) and asked.name != "weeks_permit_to_settled":
            continue
        if not (end or asked.name in WAITS):
            continue
        small = found.small
        table.add_row(
            _title(found, lang, short=True),
            write_quantity(found.reference, asked.unit, lang),
            write_quantity(found.value, asked.unit, lang),
            write_difference(found.effect.difference, asked.unit, lang),
            _interval(found, front),
            "" if small is None else write_number(small.persons, lang, 1),
            "" if small is None else f"±{write_number(small.swing, lang, 0)}",
            _chance(found, lang),
        )
    front.out.print(table)


def _chance(found: Difference, lang: str) -> str:
    if found.kans_beter is None:
        return "–"
    bounded = min(max(found.kans_beter, 1 - MOST_CERTAIN), MOST_CERTAIN)
    return write_percent(bounded, lang)


def _print_groups(front: Front, mine: list[Difference]) -> None:
    texts, lang = front.texts, front.lang
    header = [texts(f"compare.screen.{word}") for word in ("group", *BY_GROUP)]
    table = plain_table(*header, right=(1, 2, 3, 4))
    rows: dict[tuple[tuple[str, Value], ...], dict[str, str]] = {}
    for found in mine:
        group = tuple(group_of(found.asked).items())
        if group and found.asked.name in BY_GROUP:
            amount = write_difference(found.effect.difference, found.asked.unit, lang)
            row = rows.setdefault(group, {})
            row[found.asked.name] = f"{amount} ({_interval(found, front)})"
    for group, row in rows.items():
        label = ", ".join(FILTERS[name].label(str(value), lang) for name, value in group)
        table.add_row(label, *(row.get(name, "–") for name in BY_GROUP))
    front.out.print(texts("compare.screen.groups"))
    front.out.print(table)


def _print_payers(front: Front, comparison: Comparison, mine: list[Difference]) -> None:
    texts, lang = front.texts, front.lang
    at = comparison.question.cohorts[-1].at
    year = next((f.asked.filter["year_from"] for f in mine if "year_from" in f.asked.filter), "")
    header = (
        texts("compare.screen.payer"),
        texts("compare.screen.a_person", at=at),
        texts("compare.screen.a_year", year=year),
    )
    table = plain_table(*header, right=(1, 2))
    rows: dict[str, list[str]] = {}
    for found in mine:
        by = found.asked.filter
        payer, source = by.get("payer"), by.get("source")
        amount = write_difference(found.effect.difference, "eur", lang)
        told = f"{amount} ({_interval(found, front)})" if found.effect.moved else amount
        if found.asked.name == "cost_per_person" and payer and by["at"] == at:
            rows.setdefault(texts(f"compare.payer.{payer}"), ["", ""])[0] = told
        elif found.asked.name == "cost" and payer:
            rows.setdefault(texts(f"compare.payer.{payer}"), ["", ""])[1] = told
        elif found.asked.name == "balance":
            rows[texts("compare.screen.balance", source=source)] = ["", told]
    for label, (person, a_year) in rows.items():
        table.add_row(label, person, a_year)
    front.out.print(texts("compare.screen.payers"))
    front.out.print(table)


def _print_variants(front: Front, comparison: Comparison, scenario: int) -> None:
    texts = front.texts
    words = ("variant", LEVEL, FULFILLED, WORK, BIJSTAND, "municipality_cost")
    header = [texts(f"compare.screen.{word}") for word in words]
    table = plain_table(*header, right=(1, 2, 3, 4, 5))
    main = tuple(found for found in comparison.differences if found.scenario == scenario)
    at = comparison.question.cohorts[-1].at
    shown = [("main", main)] + [
        (found.variant.name, found.differences)
        for found in comparison.otherwise
        if found.scenario == scenario
    ]

    def of(differences: tuple[Difference, ...], fits: Callable[[Difference], bool]) -> str:
        for found in differences:
            if fits(found):
                return write_difference(found.effect.difference, found.asked.unit, front.lang)
        return "–"

    for name, differences in shown:
        cells = [
            of(differences, lambda d, n=outcome: _at_the_end(d, n, at))  # type: ignore[misc]
            for outcome in (LEVEL, FULFILLED, WORK, BIJSTAND)
        ]
        bill = of(
            differences,
            lambda d: d.asked.name == "cost" and d.asked.filter.get("payer") == "gemeente",
        )
        table.add_row(texts(f"compare.variant.{name}"), *cells, bill)
    front.out.print(texts("compare.screen.variants"))
    front.out.print(table)


def _at_the_end(found: Difference, name: str, at: int) -> bool:
    asked = found.asked
    return asked.name == name and asked.filter.get("at") == at and not group_of(asked)


def _print_ends(front: Front, answer: CompareAnswer) -> None:
    texts, lang = front.texts, front.lang
    comparison = answer.stored.comparison
    question = comparison.question
    for sentence in cohort_sentences(comparison, texts):
        front.out.print(sentence)
    front.out.print(texts("compare.screen.legend"))
    luck = texts(f"compare.screen.{'independent' if question.independent else 'paired'}")
    worlds, draws = (write_number(n, lang) for n in (question.replications, question.draws))
    front.out.print(
        texts("compare.screen.worlds", worlds=worlds, draws=draws, seed=question.seed, pairing=luck)
    )
    for scenario in range(1, len(question.scenarios)):
        outcome = ("work", WORK) if question.across_laws else ("level", LEVEL)
        found = comparison.main(scenario, outcome[1])
        if found is not None and not question.independent and found.pairing == found.pairing:
            name = question.scenarios[scenario].name
            ratio = write_number(found.pairing, lang, 2)
            at = question.cohorts[-1].at
            what = texts(f"compare.screen.pairing_{outcome[0]}")
            said = texts("compare.screen.pairing", ratio=ratio, at=at, what=what)
            front.out.print(f"{name}: {said}")
    if comparison.too_few:
        front.out.print(texts("compare.screen.too_few", n=len(comparison.too_few)))
    front.out.print(texts("compare.screen.place", path=str(answer.stored.path)), soft_wrap=True)
    if answer.reused:
        front.out.print(texts("figures.reused"), soft_wrap=True)


def _title(found: Difference, lang: str, short: bool = False) -> str:
    """The title; short: without the cohort, which stands under the tables."""
    asked = found.asked
    if not short:
        return asked.title_en if lang == "en" else asked.title_nl
    definition = asked.definition
    title = definition.title_en if lang == "en" else definition.title_nl
    said = [
        FILTERS[name].label(str(asked.filter[name]), lang)
        for name in ("how", "route")
        if name in asked.filter
    ]
    return f"{title} ({', '.join(said)})" if said else title


def _interval(found: Difference, front: Front) -> str:
    low, high = (
        write_difference(edge, found.asked.unit, front.lang)
        for edge in (found.effect.low, found.effect.high)
    )
    return front.texts("compare.interval", low=low, high=high)
