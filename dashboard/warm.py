"""What is done once a server: heavy imports, a clean-up of memory, and looking after the queue."""

from __future__ import annotations

import contextlib
import gc
import threading
import time

import streamlit as st

TEND_SECONDS = 1.0


@st.cache_resource(show_spinner=False)
def warm() -> bool:
    """Import what pages need, and set it aside from garbage collection; once a server.

    Streamlit collects all garbage after every click. What was imported never becomes garbage:
    frozen, it is not looked through again, and a click costs a tenth.
    """
    import altair
    import babel.numbers
    import pandas
    import pyarrow.parquet

    import experiments.policy_facts
    import experiments.runner.request

    threading.Thread(target=_look_after_the_queue, name="queue", daemon=True).start()
    gc.collect()
    gc.freeze()
    return all((altair, babel.numbers, pandas, pyarrow.parquet, experiments))


def _look_after_the_queue() -> None:
    """Start waiting jobs and notice dead ones, also while nobody looks at a page."""
    from dashboard.jobs.queue import tend
    from experiments.errors import StoreProblem
    from experiments.store.location import store_folder

    while True:
        with contextlib.suppress(StoreProblem, OSError):
            tend(store_folder())
        time.sleep(TEND_SECONDS)
