"""Waiting for the workshop: the page says how long, and lets go as soon as somebody clicks on."""

from __future__ import annotations

import time
from collections.abc import Hashable
from concurrent.futures import Future
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.components.problems import show_problems
from dashboard.memory import Memory
from dashboard.workshop.desk import WorkshopFull, ask
from dashboard.workshop.wire import DONE, INPUT, Answer

LOOK_SECONDS = 0.1


_ASKED: Memory[Future[Answer]] = Memory(64)
"""Tasks that were left, done or not: who asks the same waits for the same."""


def made(task: str, argument: object, note: str, key: Hashable = None) -> Any:
    """Return what the workshop makes; where it cannot, say why on the page and return None.

    note: a key of the catalogues, told with the seconds while it is being made. Each look writes
    to the page: that is where Streamlit lets a click elsewhere in between. key: what is asked, as
    something to remember it by; None: made anew each time.
    """
    text = session.words()
    try:
        future = _left(task, argument, key)
    except WorkshopFull:
        st.error(text("workshop.full"))
        return None
    if not future.done():
        begun, spot = time.monotonic(), st.empty()
        while not future.done():
            time.sleep(LOOK_SECONDS)
            spot.text(text(note, seconds=round(time.monotonic() - begun)))
        spot.empty()
    answer: Answer = future.result()
    if answer.state == DONE:
        return answer.value
    if answer.state == INPUT:
        show_problems(answer.problems)
    else:
        st.error(text(f"workshop.code.{answer.code}"))
    _ASKED.forget((task, key))
    return None


def _left(task: str, argument: object, key: Hashable) -> Future[Answer]:
    """Return the future of a task that is left at the desk, now or before."""
    if key is None:
        return ask(task, argument)
    return _ASKED.get((task, key), lambda: ask(task, argument))
