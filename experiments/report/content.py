"""What a report holds, whatever its form: answers in words, charts with their tables, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan

from experiments.charts.alt import alt_of
from experiments.charts.catalogue import Stored, footer_for, make_charts
from experiments.charts.chart import Chart
from experiments.charts.compared import others, title_of
from experiments.charts.differences import who_is_compared
from experiments.charts.draw import draw_chart, render
from experiments.charts.footer import scenario_title
from experiments.charts.table import Cell, Column, Table, table_of
from experiments.compare.comparison import Comparison
from experiments.compare.sentences import sentences_of, why_in_words
from experiments.deck.story import story_of, what_it_is
from experiments.store.results import StoredResult
from experiments.store.statistics import summarise
from experiments.texts import Texts
from simulation.money import observable_named


@dataclass(frozen=True)
class Figure:
    """A chart with its picture (SVG), its words for who cannot see it, and its table."""

    chart: Chart
    svg: bytes
    alt: str
    table: Table


@dataclass(frozen=True)
class Paragraphs:
    """A heading with sentences under it."""

    heading: str
    sentences: Sequence[str]


@dataclass(frozen=True)
class Report:
    """A report. about: who, when, which run; answers: in words; outcomes: every number there is."""

    title: str
    about: Sequence[str]
    answers: Sequence[Paragraphs]
    figures: Sequence[Figure]
    outcomes: Table
    unknown: Paragraphs
    sources: Paragraphs
    footer: Sequence[str]
    lang: str


def report_of(stored: Stored, texts: Texts) -> Report:
    """Return the report of a run or of a comparison, its charts drawn."""
    footer = footer_for(stored, texts)
    charts = make_charts(stored, texts).charts
    slides = story_of(stored, texts).slides
    unknown, sources = (Paragraphs(slide.title, slide.points) for slide in slides[-2:])
    figures = [
        Figure(
            chart,
            render(draw_chart(chart, footer, texts.lang, head=False), "svg", chart),
            alt_of(chart, texts),
            table_of(chart, texts),
        )
        for chart in charts
    ]
    return Report(
        title=_title(stored, texts),
        about=_about(stored, texts),
        answers=list(_answers(stored, charts, texts)),
        figures=figures,
        outcomes=outcomes_of(stored, texts),
        unknown=unknown,
        sources=sources,
        footer=footer,
        lang=texts.lang,
    )


def outcomes_of(stored: Stored, texts: Texts) -> Table:
    """Return every outcome of a run, or every difference of a comparison, as a table."""
    if isinstance(stored, StoredResult):
        return _outcomes_of_run(stored, texts)
    return _differences(stored.comparison, texts)


def _title(stored: Stored, texts: Texts) -> str:
    if isinstance(stored, StoredResult):
        return texts("deck.question_run", title=scenario_title(stored, texts))
    comparison = stored.comparison
    names = ", ".join(title_of(comparison, place, texts) for place in others(comparison))
    return texts("deck.question_compare", title=names)


def _about(stored: Stored, texts: Texts) -> list[str]:
    version = stored.manifest["versions"]["doorstroom"]
    identity = texts("deck.identity", version=version, id=stored.manifest["id"])
    request = stored.manifest["request"]
    if isinstance(stored, StoredResult):
        period = {"start": request["start"], "until": request["until"]}
        who = texts("deck.period", **period, worlds=request["replications"])
    else:
        who = who_is_compared(stored.comparison, texts)
    return [what_it_is(stored, texts), who, identity]


def _answers(stored: Stored, charts: Sequence[Chart], texts: Texts) -> Iterator[Paragraphs]:
    if isinstance(stored, StoredResult):
        sentences = [f"{chart.message}." for chart in charts]
        yield Paragraphs(texts("report.answer"), sentences)
        return
    comparison = stored.comparison
    for place in others(comparison):
        heading = texts("report.answer_of", title=title_of(comparison, place, texts))
        yield Paragraphs(heading, sentences_of(comparison, place, texts))


def _outcomes_of_run(stored: StoredResult, texts: Texts) -> Table:
    heads = [
        Column(texts("report.outcome")),
        Column(texts("report.key")),
        Column(texts("report.unit")),
        *(Column(texts(f"report.{name}"), "number") for name in ("mean", "middle", "low", "high")),
        Column(texts("report.n"), "persons"),
        Column(texts("report.worlds"), "number"),
    ]
    summaries = summarise(stored)
    rows: list[Sequence[Cell]] = []
    for entry in stored.manifest["observables"]:
        one = summaries[entry["key"]]
        observable = observable_named(entry["name"], entry["filter"])
        title = observable.title_en if texts.lang == "en" else observable.title_nl
        numbers = (_cell(v) for v in (one.mean, one.median, one.low, one.high))
        rows.append([title, entry["key"], entry["unit"], *numbers, one.n, one.worlds])
    return Table(heads, rows)


def _differences(comparison: Comparison, texts: Texts) -> Table:
    words = ("scenario", "outcome", "key", "unit")
    numbers = ("reference", "value", "difference", "low", "high", "se", "seen_low", "seen_high")
    heads = [
        *(Column(texts(f"report.{word}")) for word in words),
        *(Column(texts(f"report.{name}"), "number") for name in numbers),
        Column(texts("report.chance"), "share"),
        Column(texts("report.why")),
        Column(texts("report.n"), "persons"),
    ]
    rows: list[Sequence[Cell]] = []
    for found in comparison.differences:
        effect, asked = found.effect, found.asked
        values = (found.reference, found.value, effect.difference, effect.low, effect.high)
        seen = (effect.monte_carlo_se, effect.predictive_low, effect.predictive_high)
        rows.append(
            [
                comparison.question.scenarios[found.scenario].name,
                asked.title_en if texts.lang == "en" else asked.title_nl,
                asked.key,
                asked.unit,
                *(_cell(value) for value in (*values, *seen)),
                found.kans_beter,
                why_in_words(found.why_null, texts) if found.why_null else "",
                found.behind,
            ]
        )
    return Table(heads, rows)


def _cell(value: float) -> float | None:
    return None if isnan(value) else float(value)


def strings_of(report: Report) -> Mapping[str, object]:
    """Return the words of a report, for a template."""
    return {
        "title": report.title,
        "about": list(report.about),
        "footer": list(report.footer),
        "lang": report.lang,
    }
