"""Of which result a file is made: this tab's scenario beside the base, a run, or several."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard import session
from dashboard.asking import shipped
from dashboard.choices import Choice, choices_of
from dashboard.components.result_gate import compare_command
from dashboard.results import find_comparison_of, find_run
from experiments.compare.keep import StoredComparison
from experiments.scenario.files import BASE
from experiments.scenario.model import Scenario
from experiments.store.results import StoredResult


@dataclass(frozen=True)
class Source:
    """A result that files can be made of. scenarios: the reference first; one for a run.

    command: what makes the result on the command line.
    """

    key: str
    stored: StoredResult | StoredComparison
    scenarios: tuple[Scenario, ...]
    command: str

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.stored.path

    @property
    def result_id(self) -> str:
        """Its name in the store."""
        return str(self.stored.manifest["id"])


def sources_of_tab() -> list[Source]:
    """Return what there is of this tab, the most telling first."""
    chosen, base = session.scenario(), shipped(BASE)
    found: list[Source | None] = []
    if chosen is not None and chosen != base:
        found.append(_comparison("pair", (base, chosen)))
    several = [choice.scenario for choice in _picked()]
    if several and several != [chosen]:
        found.append(_comparison("several", (base, *several)))
    if chosen is not None and chosen != base:
        found.append(_run("scenario", chosen))
    found.append(_run("base", base))
    return [source for source in found if source is not None]


def _picked() -> list[Choice]:
    known = choices_of(session.draft(), session.language())
    return [known[key] for key in st.session_state.get("compared", ()) if key in known]


def _comparison(key: str, scenarios: tuple[Scenario, ...]) -> Source | None:
    options = session.options()
    stored = find_comparison_of(scenarios, options.replications, options.seed)
    if stored is None:
        return None
    return Source(key, stored, scenarios, compare_command(scenarios, stored))


def _run(key: str, scenario: Scenario) -> Source | None:
    options = session.options()
    outcome = find_run(scenario, options.replications, options.seed)
    if outcome is None:
        return None
    command = shlex.join(outcome.result.manifest["command"])
    return Source(key, outcome.result, (scenario,), command)
