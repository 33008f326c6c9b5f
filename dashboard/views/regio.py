"""Regio Midden-Twente: outcomes by municipality, beside the region."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.asking import shipped
from dashboard.components import head
from dashboard.components.aside import made
from dashboard.components.chart_box import chart_box
from dashboard.components.regional_charts import (
    FEWEST,
    difference_columns,
    few_places,
    level_columns,
    measure_chart,
    queue_chart,
)
from dashboard.components.result_gate import scenario_of_tab
from dashboard.components.tables import plain_table
from dashboard.workshop.regional import MEASURES, Question, Regional
from dashboard.workshop.tasks import BY_MUNICIPALITY
from experiments.numbers import write_number
from experiments.provenance import doorstroom_version
from experiments.scenario.files import BASE
from experiments.scenario.model import Scenario
from simulation.region import load_region

MOST_WORLDS = 50
"""So many worlds of the run are lived again and measured by municipality."""


def page() -> None:
    """Let a measure be chosen, and show it by municipality."""
    text = session.words()
    chosen = scenario_of_tab("regio")
    if chosen is None:
        return
    head.scenario_bar()
    base = shipped(BASE)
    pair = chosen != base and (chosen.region, chosen.start, chosen.until) == (
        base.region,
        base.start,
        base.until,
    )
    scenarios = (base, chosen) if pair else (chosen,)
    options = session.options()
    question = Question(scenarios, options.seed, min(options.replications, MOST_WORLDS))
    texts = tuple(one.model_dump_json() for one in scenarios)
    asked = (texts, question.seed, question.worlds)
    found: Regional | None = made(BY_MUNICIPALITY, question, "regional.busy", asked)
    if found is None:
        return
    st.caption(text("regional.about", worlds=write_number(question.worlds, text.lang)))
    if found.across_laws:
        st.info(text("regional.across_laws"))
    _measure(found, question)
    _tables(found, len(scenarios) > 1)
    if found.across_laws:
        return
    chart = queue_chart(found, len(scenarios) - 1, text.lang)
    chart_box(chart, key=chart.name, footer=_footer(question))


def _measure(found: Regional, question: Question) -> None:
    text = session.words()
    shown = len(question.scenarios) - 1
    first, second = st.columns(2, vertical_alignment="bottom")
    measure = first.selectbox(
        text("regional.which"),
        list(found.values),
        format_func=lambda name: text(f"regional.measure.{name}"),
        key=f"regional-measure:{found.across_laws}",
        persist_state="session",
    )
    measure = measure or next(iter(found.values))
    per_thousand = MEASURES[measure].unit == "persons" and second.toggle(
        text("regional.relative"), key="regional-relative", persist_state="session"
    )
    region = load_region(question.scenarios[0].region)
    chart = measure_chart(found, shown, measure, per_thousand, region, text.lang)
    chart_box(chart, key=chart.name, footer=_footer(question))
    few = [text(f"value.{place}") for place in few_places(found, shown, measure)]
    if few:
        st.caption(text("regional.not_told", places=", ".join(few), n=FEWEST))


def _tables(found: Regional, two: bool) -> None:
    text = session.words()
    st.header(text("regional.levels"), anchor=False)
    st.caption(text("regional.rounded"))
    plain_table(level_columns(found, 1 if two else 0, text.lang), text("regional.levels"))
    if two:
        st.header(text("regional.differences"), anchor=False)
        st.caption(text("regional.paired"))
        plain_table(difference_columns(found, text.lang), text("regional.differences"))


def _title(scenario: Scenario) -> str:
    return scenario.title_in(session.language())


def _footer(question: Question) -> list[str]:
    """Return what stands under a chart: which scenario, how many worlds, which version."""
    text = session.words()
    shown = question.scenarios[-1]
    return [
        text(
            "regional.footer",
            title=_title(shown),
            name=shown.name,
            worlds=write_number(question.worlds, text.lang),
            seed=question.seed,
            version=doorstroom_version(),
        )
    ]


page()
