"""Tables of a comparison: outcomes, groups, payers, other assumptions; each difference in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard import session
from dashboard.components.tables import plain_table
from experiments.compare.comparison import Comparison, Difference
from experiments.compare.outcomes import BIJSTAND, BY_GROUP, FULFILLED, LEVEL, WORK, group_of
from experiments.compare.sentences import LIKELY, VERY_LIKELY, cohort_sentences
from experiments.numbers import write_difference, write_number, write_quantity
from experiments.texts import texts_in
from simulation.filters import FILTERS
from simulation.parameters import load_registry

MAIN_OUTCOMES = (
    *(LEVEL, "level_a2", FULFILLED, "fulfilled_by", "exempt", "overdue", "interrupted"),
    *(WORK, "main_income_work", BIJSTAND, "in_education"),
)
WAITS = ("weeks_permit_to_settled", "weeks_notice_to_pip", "weeks_pip_to_lessons")


def of_scenario(comparison: Comparison, scenario: int) -> list[Difference]:
    """Return the differences of one scenario."""
    return [found for found in comparison.differences if found.scenario == scenario]


def outcome_table(comparison: Comparison, scenario: int, names: Sequence[str]) -> None:
    """Show outcomes of everybody at the end of the longest cohort: both levels, the difference,
    its interval, what that is in persons, and in a word.
    """
    text, lang = session.words(), session.language()
    at = comparison.question.cohorts[-1].at
    rows = []
    for found in of_scenario(comparison, scenario):
        asked = found.asked
        end = asked.name not in WAITS and asked.filter.get("at") == at
        if asked.name not in names or not (end or asked.name in WAITS):
            continue
        if group_of(asked) and asked.name != "weeks_permit_to_settled":
            continue
        rows.append(found)
    if not rows:
        st.text(text("compare.none"))
        return
    plain_table(
        {
            text("compare.outcome"): [short_title(found) for found in rows],
            text("compare.base"): [
                write_quantity(found.reference, found.asked.unit, lang) for found in rows
            ],
            text("compare.scenario"): [
                write_quantity(found.value, found.asked.unit, lang) for found in rows
            ],
            text("compare.difference"): [
                write_difference(found.effect.difference, found.asked.unit, lang) for found in rows
            ],
            text("compare.interval"): [interval(found) for found in rows],
            text("compare.persons"): [_persons(found) for found in rows],
            text("compare.verdict"): [verdict(found) for found in rows],
        },
        text("compare.outcomes"),
    )


def verdict(found: Difference) -> str:
    """Return a difference in words, never more than the evidence allows."""
    text = session.words()
    if found.why_null == "unmeasured":
        return text("compare.word.unmeasured")
    if found.why_null == "no-difference" or not found.effect.moved:
        return text("compare.word.none")
    if not found.clear:
        return text("compare.word.unclear")
    way = "higher" if found.effect.difference > 0 else "lower"
    if found.certainty is None or found.certainty < LIKELY:
        return text(f"compare.word.{way}")
    very = found.certainty >= VERY_LIKELY
    return text(f"compare.word.{'very' if very else 'probably'}_{way}")


def _persons(found: Difference) -> str:
    text, lang, small = session.words(), session.language(), found.small
    if small is None:
        return ""
    persons = write_number(round(small.persons, 1) + 0.0, lang, 1)
    swing = write_number(small.swing, lang, 0)
    key = "compare.persons_never" if small.years is None else "compare.persons_years"
    return text(key, persons=persons, swing=swing, years=small.years or 0)


def interval(found: Difference) -> str:
    """Return the 90 % interval of the expected difference."""
    low, high = (
        write_difference(edge, found.asked.unit, session.language())
        for edge in (found.effect.low, found.effect.high)
    )
    return texts_in(session.language())("compare.interval", low=low, high=high)


def short_title(found: Difference) -> str:
    """Return the title of an outcome without its cohort, which is said once."""
    lang, asked = session.language(), found.asked
    definition = asked.definition
    title = definition.title_en if lang == "en" else definition.title_nl
    said = [
        FILTERS[name].label(str(asked.filter[name]), lang)
        for name in ("how", "route")
        if name in asked.filter
    ]
    return f"{title} ({', '.join(said)})" if said else str(title)


def group_table(comparison: Comparison, scenario: int) -> None:
    """Show who gains and who loses: by target group, sex, literacy and age; never by origin."""
    text, texts, lang = session.words(), texts_in(session.language()), session.language()
    rows: dict[tuple[tuple[str, object], ...], dict[str, str]] = {}
    for found in of_scenario(comparison, scenario):
        group = tuple(group_of(found.asked).items())
        if group and found.asked.name in BY_GROUP:
            amount = write_difference(found.effect.difference, found.asked.unit, lang)
            rows.setdefault(group, {})[found.asked.name] = f"{amount} ({interval(found)})"
    if not rows:
        return
    labels = [
        ", ".join(FILTERS[name].label(str(value), lang) for name, value in group) for group in rows
    ]
    columns = {texts("compare.screen.group"): labels}
    for name in BY_GROUP:
        columns[texts(f"compare.screen.{name}")] = [row.get(name, "–") for row in rows.values()]
    plain_table(columns, text("compare.groups"))


def payer_table(comparison: Comparison, scenario: int) -> None:
    """Show who pays more or less: a person of the cohort, and a year of the budget, apart."""
    text, texts, lang = session.words(), texts_in(session.language()), session.language()
    mine = of_scenario(comparison, scenario)
    at = comparison.question.cohorts[-1].at
    year = next((f.asked.filter["year_from"] for f in mine if "year_from" in f.asked.filter), "")
    rows: dict[str, list[str]] = {}
    for found in mine:
        by = found.asked.filter
        payer = by.get("payer")
        amount = write_difference(found.effect.difference, "eur", lang)
        told = f"{amount} ({interval(found)})" if found.effect.moved else amount
        if found.asked.name == "cost_per_person" and payer and by["at"] == at:
            rows.setdefault(texts(f"compare.payer.{payer}"), ["–", "–"])[0] = told
        elif found.asked.name == "cost" and payer:
            rows.setdefault(texts(f"compare.payer.{payer}"), ["–", "–"])[1] = told
        elif found.asked.name == "balance":
            source = text(f"money.source.{by['source']}")
            rows[text("money.balance", source=source)] = ["–", told]
    plain_table(
        {
            texts("compare.screen.payer"): list(rows),
            texts("compare.screen.a_person", at=at): [row[0] for row in rows.values()],
            texts("compare.screen.a_year", year=year): [row[1] for row in rows.values()],
        },
        text("money.payers"),
    )


def variant_table(comparison: Comparison, scenario: int) -> None:
    """Show the main outcomes under other assumptions."""
    text, texts = session.words(), texts_in(session.language())
    at = comparison.question.cohorts[-1].at
    shown = [("main", tuple(of_scenario(comparison, scenario)))]
    shown += [
        (found.variant.name, found.differences)
        for found in comparison.otherwise
        if found.scenario == scenario
    ]

    def end(name: str) -> Callable[[Difference], bool]:
        return lambda d: (
            d.asked.name == name and d.asked.filter.get("at") == at and not group_of(d.asked)
        )

    columns = {
        texts("compare.screen.variant"): [texts(f"compare.variant.{name}") for name, _ in shown]
    }
    for name in (LEVEL, FULFILLED, WORK, BIJSTAND):
        heading = texts(f"compare.screen.{name}")
        columns[heading] = [_first(found, end(name)) for _, found in shown]
    heading = texts("compare.screen.municipality_cost")
    columns[heading] = [_first(found, _municipality) for _, found in shown]
    plain_table(columns, text("compare.variants"))


def _municipality(found: Difference) -> bool:
    return found.asked.name == "cost" and found.asked.filter.get("payer") == "gemeente"


def _first(differences: Sequence[Difference], fits: Callable[[Difference], bool]) -> str:
    for found in differences:
        if fits(found):
            return write_difference(found.effect.difference, found.asked.unit, session.language())
    return "–"


def assumptions_list(comparison: Comparison, scenario: int) -> None:
    """Show on which assumptions the answer hangs, each marked measured or assumption."""
    text, lang, registry = session.words(), session.language(), load_registry()
    sizes = [
        name
        for found in comparison.unmeasured
        if found.scenario == scenario
        for name in found.sizes
        if name in registry
    ]
    if not sizes:
        st.text(text("compare.measured"))
        return
    found = [registry[name] for name in sizes]
    plain_table(
        {
            text("compare.assumption"): [
                p.meaning_en if lang == "en" else p.meaning_nl for p in found
            ],
            text("sheet.status"): [text(f"status.{p.status}") for p in found],
            text("compare.name"): [p.id for p in found],
        },
        text("compare.assumptions"),
    )


def cohort_lines(comparison: Comparison) -> None:
    """Say who was compared, and what the interval is."""
    texts = texts_in(session.language())
    for sentence in cohort_sentences(comparison, texts):
        st.caption(sentence)
    st.caption(texts("compare.screen.legend"))
    if comparison.too_few:
        st.caption(texts("compare.screen.too_few", n=len(comparison.too_few)))
