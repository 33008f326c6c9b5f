"""What a page of outcomes shows: the runs of this tab's scenario, or how to get them."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import session
from dashboard.asking import reproduction, shipped, spec_for
from dashboard.components import head
from dashboard.components.start_job import compute_button
from dashboard.results import Outcome, find_comparison_of, find_run, written_day
from experiments.charts.footer import footer_of
from experiments.compare.keep import StoredComparison
from experiments.scenario.files import BASE
from experiments.scenario.model import Scenario
from experiments.texts import texts_in


@dataclass(frozen=True)
class Shown:
    """The results of a tab. comparison: None where the scenario is the base itself."""

    base: Outcome
    scenario: Outcome
    comparison: StoredComparison | None

    @property
    def is_base(self) -> bool:
        """Whether the base itself is shown."""
        return self.comparison is None

    @property
    def outcomes(self) -> Sequence[Outcome]:
        """The base first, then the scenario where it is another one."""
        return [self.base] if self.is_base else [self.base, self.scenario]

    def footer(self, of: Outcome | None = None) -> list[str]:
        """Return the lines under a chart."""
        return footer_of((of or self.scenario).result, texts_in(session.language()))

    def command(self, of: Outcome | None = None) -> str:
        """Return the command line that makes the run of a chart again."""
        command = (of or self.scenario).result.manifest["command"]
        return shlex.join(command)


def scenario_of_tab(page: str) -> Scenario | None:
    """Write the title of a page and return the scenario of this tab.

    Where that is not right yet, say so with the way to the sheet, and return None.
    """
    head.title(page)
    chosen = session.scenario()
    if chosen is None:
        text = session.words()
        st.error(text("gate.invalid"))
        st.page_link("views/scenario.py", label=text("page.scenario.menu"))
    return chosen


def results_of_tab(page: str) -> Shown | None:
    """Write the head of a page and return what it shows.

    Where nothing was computed yet, say so with the button that computes, and return None.
    """
    chosen, options = scenario_of_tab(page), session.options()
    if chosen is None:
        return None
    base = shipped(BASE)
    runs = [find_run(one, options.replications, options.seed) for one in (base, chosen)]
    comparison = None
    if chosen != base:
        comparison = find_comparison_of([base, chosen], options.replications, options.seed)
    first, second = runs
    if first is None or second is None or (chosen != base and comparison is None):
        head.scenario_bar()
        _nothing_yet(chosen)
        return None
    head.scenario_bar(written_day(second.day, session.language()))
    return Shown(first, second, comparison)


def _nothing_yet(scenario: Scenario) -> None:
    text = session.words()
    st.info(text("gate.nothing"))
    compute_button(scenario)


def compare_command(scenarios: Sequence[Scenario], comparison: StoredComparison) -> str:
    """Return the command line that makes a comparison again."""
    question = comparison.comparison.question
    spec = spec_for(
        scenarios,
        session.language(),
        question.replications,
        question.seed,
        question.variants,
    )
    return shlex.join(reproduction(scenarios, spec))
