"""What a deck tells, slide by slide, before anything is drawn."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from experiments.calibrated import state
from experiments.charts.alt import alt_of
from experiments.charts.catalogue import Stored, footer_for, make_charts
from experiments.charts.chart import Chart, LineChart
from experiments.charts.compared import SAME, find, only, title_of, way_of
from experiments.charts.data import NotInResult, ResultData, band_of_one
from experiments.charts.differences import who_is_compared
from experiments.charts.footer import scenario_title
from experiments.compare.comparison import Comparison, Difference
from experiments.compare.keep import StoredComparison
from experiments.compare.outcomes import LEVEL, WORK
from experiments.compare.sentences import sentences_of, unknown_sentences
from experiments.numbers import (
    write_difference,
    write_millions,
    write_number,
    write_percent,
    write_quantity,
)
from experiments.store.results import StoredResult
from experiments.texts import Texts
from simulation.parameters import load_registry
from simulation.policies import kinds

OF_A_RUN = ("fasen", "doorstroom", "wachten", "werk", "vergoeding", "toets")
OF_A_COMPARISON = (
    "verschil-voldaan",
    "verschil-wachten-z",
    "verschil-werk",
    "betalers-{name}",
    "afruil",
    "groepen-{name}",
)
"""Charts of a deck, in order; {name}: the scenario that it is about."""
_ON_A_SLIDE = ("wachten", "b1", "z")
"""Lines of the chart of phases that a slide shows."""
_LEVEL_AT = 60


@dataclass(frozen=True)
class Number:
    """A number in large letters, with what it is and how sure it is."""

    large: str
    what: str
    sure: str


@dataclass(frozen=True)
class Slide:
    """One slide. Exactly one of subtitle (the first slide), chart, picture, numbers and points.

    picture: a PNG, with a caption; alt: what it or the chart shows, in words.
    """

    title: str
    notes: str
    subtitle: str = ""
    chart: Chart | None = None
    alt: str = ""
    picture: bytes = b""
    caption: str = ""
    numbers: Sequence[Number] = ()
    points: Sequence[str] = ()


@dataclass(frozen=True)
class Story:
    """A deck: its slides, and the lines under each of them."""

    slides: Sequence[Slide]
    footer: Sequence[str]


def story_of(stored: Stored, texts: Texts, scenario: int = 1) -> Story:
    """Return the story of a run, or of one scenario of a comparison (its place, from 1)."""
    if isinstance(stored, StoredComparison):
        stored = replace(stored, comparison=only(stored.comparison, scenario))
    footer = footer_for(stored, texts, native=True)
    if isinstance(stored, StoredResult):
        slides = list(_of_run(stored, texts))
    else:
        slides = list(_of_comparison(stored, texts, scenario))
    return Story(slides, footer)


def _of_run(stored: StoredResult, texts: Texts) -> Iterator[Slide]:
    request, notes = stored.manifest["request"], _notes(stored, texts)
    name = scenario_title(stored, texts)
    worlds = write_number(request["replications"], texts.lang)
    period = {"start": request["start"], "until": request["until"], "worlds": worlds}
    yield Slide(
        texts("deck.question_run", title=name),
        notes,
        subtitle="\n".join(
            [texts("deck.period", **period), _identity(stored, texts), what_it_is(stored, texts)]
        ),
    )
    numbers = list(_numbers_of_run(ResultData(stored), texts))
    if numbers:
        yield Slide(texts("deck.answer"), notes, numbers=numbers)
    yield from _charts(stored, texts, OF_A_RUN, notes)
    inflow = texts("deck.inflow", inflow=stored.manifest["inflow"][texts.lang])
    warm_up = stored.manifest["scenario"].get("warm_up")
    stock = texts("deck.stock", start=request["start"])
    if warm_up is not None:
        stock = texts("deck.warmed_up", warm_up=warm_up, start=request["start"])
    yield Slide(texts("deck.unknown"), notes, points=[*_always(stored, texts), inflow, stock])
    policies = stored.manifest["scenario"].get("policies") or []
    what = [texts("deck.scenario", title=name)]
    yield Slide(
        texts("deck.sources"),
        notes,
        points=[*what, *_policies(policies, texts), *_origin(stored, texts)],
    )


def _of_comparison(stored: StoredComparison, texts: Texts, scenario: int) -> Iterator[Slide]:
    comparison = stored.comparison
    told = "\n".join(sentences_of(comparison, scenario, texts))
    notes = f"{told}\n\n{_notes(stored, texts)}"
    who = who_is_compared(comparison, texts)
    title = title_of(comparison, scenario, texts)
    yield Slide(
        texts("deck.question_compare", title=title),
        notes,
        subtitle="\n".join([f"{who}.", _identity(stored, texts), what_it_is(stored, texts)]),
    )
    numbers = list(_numbers_of(comparison, scenario, texts))
    if numbers:
        yield Slide(texts("deck.answer"), notes, numbers=numbers)
    name = comparison.question.scenarios[scenario].name
    wanted = [pattern.format(name=name) for pattern in OF_A_COMPARISON]
    yield from _charts(stored, texts, wanted, _notes(stored, texts))
    unknown = [*unknown_sentences(comparison, scenario, texts), *_always(stored, texts)]
    yield Slide(texts("deck.unknown"), notes, points=unknown)
    policies = comparison.question.scenarios[scenario].resolved().get("policies") or []
    cohort = texts("deck.cohort", who=who, months=comparison.question.cohorts[-1].at)
    yield Slide(
        texts("deck.sources"),
        notes,
        points=[cohort, *_policies(policies, texts), *_origin(stored, texts)],
    )


def _charts(stored: Stored, texts: Texts, wanted: Sequence[str], notes: str) -> Iterator[Slide]:
    made = {chart.name: chart for chart in make_charts(stored, texts, wanted).charts}
    for name in wanted:
        if name in made:
            chart = _for_slide(made[name])
            alt = alt_of(chart, texts)
            said = f"{chart.message}.\n{chart.subtitle}.\n\n{alt}\n\n"
            said += f"{texts('deck.notes_table')}\n\n{notes}"
            yield Slide(chart.message, said, chart=chart, alt=alt)


def _for_slide(chart: Chart) -> Chart:
    """Return a chart with no more lines than can be told apart with their intervals."""
    if isinstance(chart, LineChart) and chart.name == "fasen":
        return replace(chart, series=[one for one in chart.series if one.key in _ON_A_SLIDE])
    return chart


def _numbers_of_run(data: ResultData, texts: Texts) -> Iterator[Number]:
    lang = texts.lang
    wanted: tuple[tuple[str, str, dict[str, str | int]], ...] = (
        ("level", "level_b1", {"clock": "pip", "at": _LEVEL_AT}),
        ("pip", "weeks_notice_to_pip", {}),
        ("cost", "cost", {"payer": "gemeente"}),
    )
    for key, name, filters in wanted:
        try:
            band = band_of_one(data.values(name, **filters))
        except NotInResult:
            continue
        if np.isnan(band[1]):
            continue
        low, middle, high = (_written(edge, key, lang) for edge in band)
        what = texts(f"deck.number.{key}", months=_LEVEL_AT)
        yield Number(middle, what, texts("deck.spread", low=low, high=high))


def _written(value: float, key: str, lang: str) -> str:
    if key == "level":
        return write_percent(value, lang)
    return write_millions(value, lang) if key == "cost" else write_number(value, lang)


def _numbers_of(comparison: Comparison, scenario: int, texts: Texts) -> Iterator[Number]:
    found = {
        "level": comparison.main(scenario, LEVEL),
        "work": comparison.main(scenario, WORK),
        "cost": find(comparison, scenario, "cost", payer="gemeente"),
    }
    for key, one in found.items():
        if one is None or np.isnan(one.effect.difference):
            continue
        by = one.asked.filter
        what = texts(
            f"deck.number.{key}_difference", months=by.get("at", ""), year=by.get("year_from", "")
        )
        yield Number(_large(one, texts), what, _sure(one, texts))


def _large(found: Difference, texts: Texts) -> str:
    value = found.effect.difference
    if found.asked.unit == "eur":
        sign = "+" if round(value, -4) > 0 else ""
        return sign + write_millions(value, texts.lang, 2)
    return write_difference(value, found.asked.unit, texts.lang)


def _sure(found: Difference, texts: Texts) -> str:
    """Say the interval, persons a year where it is a share, and that it is not clear if so."""
    edges = (found.effect.low, found.effect.high)
    if found.asked.unit == "eur":
        low, high = (write_quantity(round(edge, -3), "eur", texts.lang) for edge in edges)
    else:
        low, high = (write_difference(edge, found.asked.unit, texts.lang) for edge in edges)
    lines = [texts("deck.effect", low=low, high=high)]
    if way_of(found) == SAME:
        lines.append(texts("deck.unclear"))
    elif found.small is not None:
        persons = write_number(found.small.persons, texts.lang, 1)
        people = write_number(found.small.people, texts.lang)
        lines.append(texts("deck.persons", persons=persons, people=people))
    return "\n".join(lines)


def _always(stored: Stored, texts: Texts) -> list[str]:
    return [texts(f"deck.{key}") for key in (_state(stored), "wide", "indicative", "no_person")]


def what_it_is(stored: Stored, texts: Texts) -> str:
    """Return that it is a simulation, fitted or not."""
    return texts(f"deck.simulation_{_state(stored)}")


def _state(stored: Stored) -> str:
    """The last part of the keys of texts that say whether the model was fitted."""
    return state(stored.manifest["request"]["parameters"])


def _policies(policies: Sequence[dict[str, object]], texts: Texts) -> list[str]:
    """Return each policy of a scenario with the month from which it holds."""
    said = []
    for policy in policies:
        kind = kinds()[str(policy["kind"])]
        title = (kind.en if texts.lang == "en" else kind.nl).title
        said.append(texts("deck.policy", title=title, start=policy["from"]))
    return said


def _origin(stored: Stored, texts: Texts) -> list[str]:
    """Return worlds, parameters by status, sources and the command."""
    request = stored.manifest["request"]
    registry = load_registry()
    status = Counter(parameter.status for parameter in registry.values())
    counted = {name: status[name] for name in ("read", "derived", "remembered", "assumption")}
    number = {name: write_number(request[name], texts.lang) for name in ("replications", "draws")}
    worlds, draws = number["replications"], number["draws"]
    return [
        texts("deck.seed", worlds=worlds, draws=draws, seed=request["seed"]),
        texts("deck.registry", all=sum(status.values()), **counted),
        texts("deck.evidence"),
        texts("deck.command", command=_command(stored)),
    ]


def _notes(stored: Stored, texts: Texts) -> str:
    return "\n".join(
        [
            texts("deck.notes_source"),
            *footer_for(stored, texts, native=True),
            texts("deck.command", command=_command(stored)),
        ]
    )


def _command(stored: Stored) -> str:
    return shlex.join(stored.manifest["command"])


def _identity(stored: Stored, texts: Texts) -> str:
    version = stored.manifest["versions"]["doorstroom"]
    return texts("deck.identity", version=version, id=stored.manifest["id"])
