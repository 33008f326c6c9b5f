"""Every name that the act of 2021 gives is defined, once, in both languages, and given by a run."""

import re
from collections import Counter

import pytest

from simulation.agents.codes import HOW_NAMES
from simulation.definitions import DIRECTIONS, QUEUES, UNITS
from simulation.filters import CHOICE, FILTERS
from simulation.observable_checks import known_filters, needed_filters
from simulation.observables import DEFAULT_OBSERVABLES, DEFINITIONS, Observable, find_problems

ASKED = {
    "share": """
        employed ever_employed employed_in_reception main_income_work main_income_benefit
        any_benefit in_labour_force unemployed moved outflow_to_education on_bijstand in_education
        volunteering settled intake_started pip_set lessons_started route_b1 route_onderwijs route_z
        initial_route_b1 initial_route_onderwijs initial_route_z afgeschaald passed fulfilled exempt
        within_term extended overdue fulfilled_in_term fulfilled_by level_b1 level_a2 level_b2
        part_pass_rate fined waiting_longer_than bijstand_ended bijstand_ended_work
        bijstand_ended_study pip_late switched interrupted
    """,
    "weeks": """
        waiting weeks_permit_to_settled weeks_notice_to_intake weeks_notice_to_pip
        weeks_pip_to_lessons
    """,
    "persons": "count running",
    "hours": "course_hours",
}
"""The names that results, comparison, calibration and target files may ask, by their unit."""
ASKED_FILTERS = """
    clock at doelgroep origin sex age_min age_max education literacy initial_route route law
    municipality municipality_at cohort_clock cohort_from cohort_until event_from event_until among
    how part level weeks queue stat
""".split()
NAMES = [name for names in ASKED.values() for name in names.split()]
MOST = 200
"""Observables that a run gives by itself, at the most."""


def test_every_name_asked_is_defined_with_its_unit():
    for unit, names in ASKED.items():
        for name in names.split():
            assert name in DEFINITIONS, name
            assert DEFINITIONS[name].unit == unit, name
    assert set(DEFINITIONS) == set(NAMES)


def test_every_filter_asked_is_known_and_has_words_in_both_languages():
    assert set(FILTERS) == set(ASKED_FILTERS)
    for found in FILTERS.values():
        assert found.meaning_nl and found.meaning_en and found.meaning_nl != found.meaning_en
        assert bool(found.values) == (found.kind == CHOICE)
        labelled = {word for word, _, _ in found.labels}
        assert labelled <= {*found.values, ""}
        if labelled - {""}:
            assert labelled == set(found.values), found.name
    assert set(QUEUES) == {"huisvesting", "intake", "pip", "lessen", "examen"}


@pytest.mark.parametrize("name", NAMES)
def test_a_definition_says_what_it_means(name):
    definition = DEFINITIONS[name]
    texts = (definition.title_nl, definition.title_en, definition.text_nl, definition.text_en)
    assert all(text.strip() == text and text for text in texts)
    assert definition.title_nl != definition.title_en
    assert definition.text_nl != definition.text_en
    for text in texts[2:]:
        assert text[0].isupper() and text.endswith("."), text
        assert not re.search(r"\.\.|  ", text), text
    assert definition.more_is in DIRECTIONS
    assert definition.unit in UNITS
    needed, known = needed_filters(name, {}), known_filters(name, {})
    assert set(needed) <= set(known) <= set(FILTERS)


def test_titles_and_texts_are_nobody_elses():
    for attribute in ("title_nl", "title_en", "text_nl", "text_en"):
        texts = Counter(getattr(definition, attribute) for definition in DEFINITIONS.values())
        assert [text for text, times in texts.items() if times > 1] == []


def test_a_run_gives_every_name_and_not_too_many():
    given = Counter(observable.name for observable in DEFAULT_OBSERVABLES)
    assert set(given) == set(DEFINITIONS)
    assert len(DEFAULT_OBSERVABLES) <= MOST
    assert len({observable.key for observable in DEFAULT_OBSERVABLES}) == len(DEFAULT_OBSERVABLES)
    assert [p for o in DEFAULT_OBSERVABLES for p in find_problems(o.name, o.filter)] == []


def test_titles_of_what_a_run_gives_tell_them_apart():
    for lang in ("title_nl", "title_en"):
        titles = Counter(getattr(observable, lang) for observable in DEFAULT_OBSERVABLES)
        assert [title for title, times in titles.items() if times > 1] == []


def test_fulfilled_never_stands_alone():
    """A certificaat asks hours and no level: whoever sees one sees how the others fulfilled."""
    given = set(DEFAULT_OBSERVABLES)
    headlines = {o for o in DEFAULT_OBSERVABLES if o.headline}
    alone = [o for o in DEFAULT_OBSERVABLES if o.name == "fulfilled"]
    assert alone
    for observable in alone:
        assert observable not in headlines
        for how in HOW_NAMES[1:]:
            split = Observable("fulfilled_by", {"how": how, **observable.filter})
            shown = Observable("fulfilled_by", split.filter, True)
            assert split in given or shown in given, observable.key


def test_origin_is_in_no_default():
    """It serves calibration and validation, not the figures that a council sees."""
    assert [o.key for o in DEFAULT_OBSERVABLES if "origin" in o.filter] == []


@pytest.mark.parametrize(
    ("observable", "nl", "en"),
    [
        (
            Observable(
                "employed", {"clock": "settled", "at": 36, "doelgroep": "asiel", "sex": "f"}
            ),
            "Heeft betaald werk (36 maanden na vestiging, asiel, vrouwen)",
            "In paid work (36 months after settling, asylum, women)",
        ),
        (
            Observable("running", {"clock": "calendar", "at": "end"}),
            "Lopende trajecten (aan het einde)",
            "Running trajecten (at the end)",
        ),
        (
            Observable("count", {"clock": "calendar", "at": "2025-12", "age_min": 30}),
            "Mensen in beeld (in 2025-12, vanaf 30 jaar)",
            "People in scope (in 2025-12, aged 30 and over)",
        ),
        (
            Observable(
                "waiting", {"queue": "lessen", "stat": "share_over", "weeks": 13, "route": "z"}
            ),
            "Wachttijd (op lessen, aandeel, langer dan 13 weken, Z-route)",
            "Wait (for lessons, share, longer than 13 weeks, Z-route)",
        ),
    ],
    ids=["group", "end", "month", "wait"],
)
def test_a_title_says_what_the_filter_says(observable, nl, en):
    assert (observable.title_nl, observable.title_en) == (nl, en)


def test_the_unit_of_a_wait_follows_its_statistic():
    units = {
        stat: Observable("waiting", {"queue": "pip", "stat": stat}).unit
        for stat in ("mean", "p50", "p90", "share_over")
    }
    assert units == {"mean": "weeks", "p50": "weeks", "p90": "weeks", "share_over": "share"}
