"""Having the base computed before somebody asks: it also makes the engine for this machine."""

from __future__ import annotations

from contextlib import suppress

from dashboard.asking import DEFAULT_REPLICATIONS, DEFAULT_SEED, shipped, spec_for
from dashboard.draft import as_yaml, shipped_draft
from dashboard.jobs.queue import QueueFull, submit
from dashboard.results import find_run
from experiments.errors import StoreProblem
from experiments.scenario.files import BASE
from experiments.store.location import store_folder
from experiments.texts import DEFAULT_LANGUAGE

VARIABLE = "DOORSTROOM_PREPARE"
"""Set by `doorstroom app`; not where the app is only looked at for a moment."""


def prepare_base() -> None:
    """Queue a run of the base scenario, unless it is there; a store that fails is told later."""
    base = shipped(BASE)
    if find_run(base, DEFAULT_REPLICATIONS, DEFAULT_SEED) is not None:
        return
    spec = spec_for([base], DEFAULT_LANGUAGE, DEFAULT_REPLICATIONS, DEFAULT_SEED)
    with suppress(QueueFull, StoreProblem):
        submit(store_folder(), spec, [as_yaml(shipped_draft(BASE))])
