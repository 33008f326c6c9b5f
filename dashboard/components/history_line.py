"""A small line of what was published in earlier years, beside a lever."""

from __future__ import annotations

from math import ceil
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.history import History, histories, sources
from dashboard.quantities import source_in
from experiments.charts import style
from experiments.numbers import write_month, write_number

HEIGHT = 90
_LOOKS = {
    "asiel": (style.BLUE, [1, 0]),
    "gezin_overig": (style.OCHRE, [6, 3]),
    "": (style.INK, [1, 0]),
}


def history_line(name: str) -> None:
    """Show what was published under this name, if anything: a line, its numbers, its sources."""
    text, lang = session.words(), session.language()
    found = histories(name, str(session.draft()["region"]))
    if not found:
        return
    st.caption(text(f"history.{name}"))
    told = [_told(one, lang) for one in found]
    st.vega_lite_chart(_spec(found), height=HEIGHT, theme=None, alt=" ".join(told))
    where = "; ".join(source_in(key, lang) for key in sources(found))
    st.caption("  \n".join([*told, text("sheet.source", source=where)]))


def _told(history: History, lang: str) -> str:
    """Return the numbers of a line in words."""
    text = session.words()
    numbers = ", ".join(
        f"{write_month(point.when, lang) if '-' in point.when else point.when}: "
        f"{write_number(point.value, lang)}"
        for point in history.points
    )
    return f"{text(f'history.line.{history.line}')}: {numbers}." if history.line else f"{numbers}."


def _spec(found: tuple[History, ...]) -> dict[str, Any]:
    moments = [point.at for one in found for point in one.points]
    years = list(range(ceil(min(moments)), int(max(moments)) + 1))
    x = {
        "field": "at",
        "type": "quantitative",
        "scale": {"zero": False, "padding": 12},
        "axis": {"values": years, "format": "d", "title": None, "grid": False},
    }
    layers = []
    for one in found:
        colour, dashes = _LOOKS[one.line]
        layers.append(
            {
                "data": {"values": [{"at": p.at, "value": p.value} for p in one.points]},
                "mark": {
                    "type": "line",
                    "color": colour,
                    "strokeDash": dashes,
                    "point": {"color": colour, "size": 40},
                },
                "encoding": {"x": x, "y": {"field": "value", "type": "quantitative", "axis": None}},
            }
        )
    view = {"stroke": None}
    return {"layer": layers, "config": {"font": "sans-serif", "view": view}}
