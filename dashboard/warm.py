"""What is done once a server: heavy imports, a clean-up of memory, and looking after the queue."""

from __future__ import annotations

import contextlib
import gc
import threading
import time
from functools import cache

TEND_SECONDS = 1.0


@cache
def warm() -> None:
    """Import and read what pages need, and set it aside from garbage collection; once a server.

    Streamlit collects all garbage after every click. What was imported never becomes garbage:
    frozen, it is not looked through again, and a click costs a tenth.
    """
    import altair
    import babel.numbers
    import pandas
    import pyarrow.parquet

    from dashboard.base import shipped_base
    from dashboard.components import chart_box, compare_tables
    from dashboard.draft import check, shipped_draft
    from experiments.policy_facts import policy_facts
    from experiments.scenario.files import list_shipped
    from experiments.texts import LANGUAGES

    shipped_base()
    for name in list_shipped():
        check(shipped_draft(name))
    for lang in LANGUAGES:
        policy_facts(lang)
    used = (altair, babel.numbers, pandas, pyarrow.parquet, chart_box, compare_tables)
    assert all(used)
    threading.Thread(target=_look_after_the_queue, name="queue", daemon=True).start()
    gc.collect()
    gc.freeze()


def _look_after_the_queue() -> None:
    """Start waiting jobs and notice dead ones, also while nobody looks at a page."""
    from dashboard.jobs.queue import tend
    from experiments.errors import StoreProblem
    from experiments.store.location import store_folder

    while True:
        with contextlib.suppress(StoreProblem, OSError):
            tend(store_folder())
        time.sleep(TEND_SECONDS)
