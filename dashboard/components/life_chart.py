"""A life as a timeline in the page: what somebody does in each month, and the language level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.components.tables import plain_table
from dashboard.workshop.lives import Bar, Life
from experiments.charts import style
from experiments.life.picture import DARK, LANES, LEVELS
from experiments.life.words import catalogue
from experiments.numbers import write_month
from simulation.months import MONTHS_PER_YEAR, format_month

HEIGHT, AROUND, LEGEND_LINE = 300, 60, 24
"""Dots: the picture, the axis under it, and a line of its legend."""
_TOP = 8.7
_LANE_AT = {"phase": (7.5, 8.3), "work": (6.6, 7.1), "bijstand": (5.8, 6.3), "study": (5.0, 5.5)}
"""Above the levels, which are at 1 to 4: bottom and top of each lane."""
_MARK_AT = 8.5
_LETTER = 7
"""Dots that a letter takes."""
_STAR = (
    "M0,-1L0.24,-0.31L0.95,-0.31L0.37,0.12L0.59,0.81"
    "L0,0.38L-0.59,0.81L-0.37,0.12L-0.95,-0.31L-0.24,-0.31Z"
)
_SHAPES = {"mark_pip": "triangle-down", "mark_passed": _STAR}


def timeline(life: Life, domain: tuple[int, int], parted: int | None) -> None:
    """Show the picture of a life. domain: first and last month, the same for both of a pair."""
    spec = _spec(life, domain, parted, session.language())
    lines = (len({bar.label for bar in life.bars}) + 1) // 2 + len(_marks(life))
    height = HEIGHT + AROUND + LEGEND_LINE * lines
    st.vega_lite_chart(spec, height=height, theme=None, alt=life.alt)


def domain_of(lives: Sequence[Life]) -> tuple[int, int]:
    """Return the months that all lives together take: first, and one past the last."""
    months = [month for life in lives for month, _ in life.levels]
    return min(months, default=0), max(months, default=0) + 1


def bars_table(life: Life) -> None:
    """Show the same months as a table, with the level at the end of each stretch."""
    text, lang = session.words(), session.language()
    rows = sorted(life.bars, key=lambda bar: (bar.first, LANES.index(bar.lane)))
    levels, say = dict(life.levels), catalogue(lang)
    reached = [min(int(levels.get(bar.last, 0.0)), LEVELS[-1]) for bar in rows]
    columns = {
        text("life.from"): [_month(life, bar.first) for bar in rows],
        text("life.until"): [_month(life, bar.last) for bar in rows],
        text("life.what"): [bar.label for bar in rows],
        text("life.level"): [say(f"word.level_{level}") for level in reached],
    }
    plain_table(columns, text("life.table", title=life.title))


def _month(life: Life, t: int) -> str:
    return write_month(format_month(life.start + t), session.language())


def _marks(life: Life) -> dict[str, str]:
    """Return the word and the shape of each kind of mark that occurs."""
    return {word: _SHAPES[key] for _, key, word in life.marks}


def _spec(life: Life, domain: tuple[int, int], parted: int | None, lang: str) -> dict[str, Any]:
    first = -life.start % MONTHS_PER_YEAR
    ticks = [t for t in range(first, domain[1] + 1, MONTHS_PER_YEAR) if t >= domain[0]]
    year = f"floor((datum.value + {life.start}) / {MONTHS_PER_YEAR}) + 2000"
    x = {
        "type": "quantitative",
        "scale": {"domain": list(domain), "nice": False},
        "axis": {"values": ticks, "labelExpr": year, "title": None, "labelOverlap": True},
    }
    layers = [
        _bars(life, x, _y(lang)),
        _names(life, domain, x),
        _level(life, x),
        _points(life, x),
    ]
    if parted is not None:
        layers.append(_rule(parted, x))
    return {
        "height": HEIGHT,
        "layer": layers,
        "resolve": {"legend": {"color": "independent", "shape": "independent"}},
        "config": {"font": "sans-serif", "axis": {"labelFontSize": 13}, "view": {"stroke": None}},
    }


def _y(lang: str) -> dict[str, Any]:
    """Return the axis: names of levels, and above them those of the lanes."""
    say = catalogue(lang)
    names = {float(level): say(f"word.level_{level}") for level in LEVELS}
    for lane in LANES[1:]:
        names[sum(_LANE_AT[lane]) / 2] = say(f"picture.{lane}")
    found = " : ".join(f"abs(datum.value - {at}) < 0.01 ? '{name}'" for at, name in names.items())
    return {
        "type": "quantitative",
        "scale": {"domain": [0, _TOP], "nice": False},
        "axis": {
            "values": list(names),
            "labelExpr": f"{found} : ''",
            "title": None,
            "gridColor": style.PALE,
        },
    }


def _bars(life: Life, x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    looks: dict[str, str] = {}
    for bar in life.bars:
        looks.setdefault(bar.label, bar.colour)
    return {
        "data": {"values": [_row(life, bar) for bar in life.bars]},
        "mark": {"type": "rect", "stroke": "white", "strokeWidth": 0.8},
        "encoding": {
            "x": {"field": "first", **x},
            "x2": {"field": "end"},
            "y": {"field": "bottom", **y},
            "y2": {"field": "top"},
            "color": {
                "field": "label",
                "type": "nominal",
                "scale": {"domain": list(looks), "range": list(looks.values())},
                "legend": {"orient": "bottom", "columns": 2, "title": None, "labelFontSize": 13},
            },
            "tooltip": {"field": "told", "type": "nominal"},
        },
    }


def _names(life: Life, domain: tuple[int, int], x: dict[str, Any]) -> dict[str, Any]:
    """Write the name of a stretch on it, where the screen gives it the room."""
    rows = [
        {
            "label": bar.label,
            "middle": (bar.first + bar.last + 1) / 2,
            "share": (bar.last + 1 - bar.first) / (domain[1] - domain[0]),
            "colour": "white" if bar.colour in DARK else style.INK,
        }
        for bar in life.bars
        if bar.lane == LANES[0]
    ]
    room = f"datum.share * width > {_LETTER} * length(datum.label) + {_LETTER}"
    return {
        "data": {"values": rows},
        "transform": [{"filter": room}],
        "mark": {"type": "text", "fontSize": 12, "baseline": "middle"},
        "encoding": {
            "x": {"field": "middle", **x},
            "y": {"datum": sum(_LANE_AT[LANES[0]]) / 2, "type": "quantitative"},
            "text": {"field": "label"},
            "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
        },
    }


def _row(life: Life, bar: Bar) -> dict[str, Any]:
    bottom, top = _LANE_AT[bar.lane]
    told = f"{bar.label}: {_month(life, bar.first)} – {_month(life, bar.last)}"
    where = {"first": bar.first, "end": bar.last + 1, "bottom": bottom, "top": top}
    return {"label": bar.label, "told": told, **where}


def _level(life: Life, x: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": [{"t": t + 1, "level": round(v, 3)} for t, v in life.levels]},
        "mark": {"type": "line", "color": style.LIGHT_BLUE, "strokeWidth": 2.4},
        "encoding": {
            "x": {"field": "t", **x},
            "y": {"field": "level", "type": "quantitative"},
        },
    }


def _points(life: Life, x: dict[str, Any]) -> dict[str, Any]:
    shapes = _marks(life)
    return {
        "data": {"values": [{"t": t + 0.5, "told": word} for t, _, word in life.marks]},
        "mark": {"type": "point", "filled": True, "size": 60, "color": style.INK, "opacity": 1},
        "encoding": {
            "x": {"field": "t", **x},
            "y": {"datum": _MARK_AT, "type": "quantitative"},
            "shape": {
                "field": "told",
                "type": "nominal",
                "scale": {"domain": list(shapes), "range": list(shapes.values())},
                "legend": {"orient": "bottom", "columns": 1, "title": None, "labelFontSize": 13},
            },
            "tooltip": {"field": "told", "type": "nominal"},
        },
    }


def _rule(parted: int, x: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": [{"t": parted}]},
        "mark": {"type": "rule", "color": style.INK, "strokeWidth": 1.4, "strokeDash": [4, 3]},
        "encoding": {"x": {"field": "t", **x}},
    }
