"""What is done once a server: heavy imports, a clean-up of memory, and looking after the queue."""

from __future__ import annotations

import contextlib
import gc
import threading
import time
from functools import cache

TEND_SECONDS = 1.0
TIDY_SECONDS = 60.0


@cache
def warm() -> None:
    """Import and read what pages need, and set it aside from garbage collection; once a server.

    Streamlit collects all garbage after every click. What was imported never becomes garbage:
    frozen, it is not looked through again, and a click costs a tenth.
    """
    import altair
    import babel.numbers
    import pandas
    import PIL.PngImagePlugin
    import pyarrow.parquet

    from calibration.evidence import load_evidence
    from dashboard.base import YEAR, shipped_base
    from dashboard.components import chart_box, compare_tables
    from dashboard.components.start_chart import routes_chart
    from dashboard.draft import check, shipped_draft
    from experiments.charts.web import altair_of
    from experiments.policy_facts import policy_facts
    from experiments.scenario.files import list_shipped
    from experiments.texts import LANGUAGES, texts_in

    load_evidence()
    for name in list_shipped():
        check(shipped_draft(name))
    for lang in LANGUAGES:
        policy_facts(lang)
        altair_of(routes_chart(shipped_base(), YEAR, lang), texts_in(lang)).to_dict()
    used = (
        altair,
        babel.numbers,
        pandas,
        PIL.PngImagePlugin,
        pyarrow.parquet,
        chart_box,
        compare_tables,
    )
    assert all(used)
    tidy()
    threading.Thread(target=_look_after_the_queue, name="queue", daemon=True).start()


def tidy() -> None:
    """Collect all garbage once, and set what is left aside until the next time.

    What pages made and keep (charts, tables, results) is then not looked through at every click
    either; what was set aside and is no longer needed goes now.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _look_after_the_queue() -> None:
    """Start waiting jobs and notice dead ones, also while nobody looks; tidy up now and then."""
    from dashboard.jobs.queue import tend
    from experiments.errors import StoreProblem
    from experiments.store.location import store_folder

    tidied = time.monotonic()
    while True:
        if time.monotonic() - tidied > TIDY_SECONDS:
            tidy()
            tidied = time.monotonic()
        with contextlib.suppress(StoreProblem, OSError):
            tend(store_folder())
        time.sleep(TEND_SECONDS)
