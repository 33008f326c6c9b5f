"""The button that computes: it queues the scenario with the base, and shows how far that is."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.asking import shipped, spec_for
from dashboard.draft import Draft, as_yaml, shipped_draft
from dashboard.jobs.queue import MOST_QUEUED, QueueFull, submit
from experiments.errors import StoreProblem
from experiments.scenario.files import BASE
from experiments.scenario.model import Scenario
from experiments.store.location import store_folder

SECONDS_A_WORLD = 0.02
"""What a world of the base scenario takes on two cores, for the estimate beside the button."""
SECONDS_TO_START = 3.0


def compute_button(scenario: Scenario | None, blocked: bool = False) -> None:
    """Show the button, with how long it will take. blocked: something still has to be put right."""
    text, options = session.words(), session.options()
    if scenario is not None:
        # A comparison simulates both again, with what it needs: people followed equally long.
        runs = options.replications * (1 if scenario == shipped(BASE) else 4)
        seconds = SECONDS_TO_START + SECONDS_A_WORLD * runs
        st.caption(text("job.estimate", seconds=round(seconds)))
    clicked = st.button(
        text("job.compute"),
        type="primary",
        key="compute",
        disabled=scenario is None or blocked,
    )
    if clicked and scenario is not None:
        start(scenario)


def variants_button() -> None:
    """Show the button that compares under other assumptions too, and how long that takes."""
    text = session.words()
    st.caption(text("job.variants_help"))
    scenario = session.scenario()
    if scenario is not None and st.button(text("job.variants"), key="variants"):
        start(scenario, variants=True)


def start(scenario: Scenario, variants: bool = False) -> None:
    """Queue the scenario of this tab and the base, and go to the page that shows how far it is."""
    base = shipped(BASE)
    if scenario == base:
        queue([base], [shipped_draft(BASE)])
    else:
        queue([base, scenario], [shipped_draft(BASE), session.draft()], variants)


def queue(scenarios: list[Scenario], drafts: list[Draft], variants: bool = False) -> None:
    """Queue scenarios, the reference first, and go to the page that shows how far they are."""
    text, options = session.words(), session.options()
    lang, worlds, seed = session.language(), options.replications, options.seed
    spec = spec_for(scenarios, lang, worlds, seed, variants)
    try:
        job = submit(store_folder(), spec, [as_yaml(draft) for draft in drafts])
    except QueueFull:
        st.error(text("job.full", n=MOST_QUEUED))
        return
    except StoreProblem as problem:
        st.error(text("job.no_store", reason=problem.reason))
        return
    st.session_state["job"] = job.job_id
    st.switch_page("views/berekenen.py")
