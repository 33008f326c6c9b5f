"""Waiting for the workshop: the page says how long, and lets go as soon as somebody clicks on."""

from __future__ import annotations

import time
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.components.problems import show_problems
from dashboard.workshop.desk import WorkshopFull, ask
from dashboard.workshop.wire import DONE, INPUT, Answer

LOOK_SECONDS = 0.1


def made(task: str, argument: object, note: str) -> Any:
    """Return what the workshop makes; where it cannot, say why on the page and return None.

    note: a key of the catalogues, told with the seconds while it is being made. Each look writes
    to the page: that is where Streamlit lets a click elsewhere in between.
    """
    text = session.words()
    try:
        future = ask(task, argument)
    except WorkshopFull:
        st.error(text("workshop.full"))
        return None
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
    return None
