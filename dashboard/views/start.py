"""Start: how it goes with inburgering in the base scenario, without a click, and where to begin."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
import streamlit as st

from dashboard import session
from dashboard.base import Base, Figure, shipped_base
from dashboard.components import head
from dashboard.components.chart_box import chart_box
from dashboard.components.start_chart import routes_chart
from dashboard.draft import check, shipped_draft
from experiments.numbers import MISSING, write_millions, write_month, write_number, write_quantity
from experiments.texts import Texts
from simulation.months import format_month, parse_month

QUESTIONS = ("hoge-instroom", "meer-klantmanagers", "z-route-ruim")
"""Scenarios that answer the first questions of most visitors."""
YEAR = 12
CARDS_A_ROW = 3


class Card(NamedTuple):
    """A key figure: its name, value, spread, and change against a year earlier."""

    label: str
    value: str
    spread: str
    change: str = ""


def page() -> None:
    """Show the key figures, the chart, and three questions to begin with."""
    text, lang = session.words(), session.language()
    head.title("start")
    base = shipped_base()
    month = _this_month(base)
    shown = write_month(format_month(parse_month(base.start) + month), lang)
    st.caption(text("start.when", month=shown, worlds=write_number(base.replications, lang)))
    cards = _cards(base, month)
    for first in range(0, len(cards), CARDS_A_ROW):
        row = cards[first : first + CARDS_A_ROW]
        for column, card in zip(st.columns(CARDS_A_ROW), row, strict=True):
            with column.container(border=True):
                st.metric(card.label, card.value)
                st.caption("  \n".join(filter(None, (card.spread, card.change))))
    chart, questions = st.columns([2, 1], gap="medium")
    with chart:
        chart_box(
            routes_chart(base, month, lang),
            key="routes",
            footer=_footer(base, text),
            command=f"doorstroom run base --replications {base.replications} --seed {base.seed}",
        )
    with questions:
        _questions()
        _limits()


def _this_month(base: Base) -> int:
    today = date.today()
    month = parse_month(f"{today.year}-{today.month:02d}") - parse_month(base.start)
    return min(max(month, YEAR), base.months - 1)


def _cards(base: Base, month: int) -> list[Card]:
    text, lang = session.words(), session.language()
    year = (parse_month(base.start) + month) // YEAR + 2000
    cost = base.figure("cost", payer="gemeente", year=year)
    low, high = (write_millions(edge, lang) for edge in (cost.low, cost.high))
    return [
        _stock(base, "lopend", month),
        _of_all(base.figure("weeks_notice_to_pip"), "start.weeks"),
        _of_all(base.figure("fulfilled_in_term", clock="pip", at=60), "start.in_term"),
        _of_all(base.figure("level_b1", clock="pip", at=60), "start.level"),
        _stock(base, "wacht_les", month),
        Card(
            text("start.cost", year=str(year)),
            write_millions(cost.median, lang),
            text("start.between", low=low, high=high),
        ),
    ]


def _stock(base: Base, name: str, month: int) -> Card:
    text, lang = session.words(), session.language()
    low, middle, high = base.bands[name][:, month]
    change = base.changes[name][:, month]
    spread = text("start.between", low=write_number(low, lang), high=write_number(high, lang))
    return Card(text(f"start.{name}"), write_number(middle, lang), spread, _change(change, text))


def _change(change: np.ndarray, text: Texts) -> str:
    low, middle, high = change
    if np.isnan(middle):
        return MISSING
    key = "start.more" if low > 0 else "start.fewer" if high < 0 else "start.same"
    return text(key, n=write_number(abs(middle), text.lang))


def _of_all(figure: Figure, key: str) -> Card:
    text, lang = session.words(), session.language()
    value = write_quantity(figure.median, figure.unit, lang)
    return Card(text(key), value, _between(figure), text("start.n", n=write_number(figure.n, lang)))


def _between(figure: Figure) -> str:
    text, lang = session.words(), session.language()
    edges = (write_quantity(edge, figure.unit, lang) for edge in (figure.low, figure.high))
    low, high = edges
    return text("start.between", low=low, high=high)


def _footer(base: Base, text: Texts) -> list[str]:
    worlds = write_number(base.replications, text.lang)
    return [text("start.footer", worlds=worlds, digest=base.digest[:12])]


def _questions() -> None:
    text, lang = session.words(), session.language()
    st.header(text("start.questions"), anchor=False)
    for name in QUESTIONS:
        scenario = check(shipped_draft(name)).scenario
        if scenario is None:
            continue
        if st.button(text(f"start.question.{name}"), key=f"question:{name}", width="stretch"):
            session.set_draft(shipped_draft(name))
            st.switch_page("views/scenario.py")
        st.caption(scenario.title_in(lang))


def _limits() -> None:
    text = session.words()
    st.header(text("start.limits"), anchor=False)
    for key in ("purpose", "uncalibrated", "person", "first_years"):
        st.text(text(f"start.limit.{key}"))


page()
