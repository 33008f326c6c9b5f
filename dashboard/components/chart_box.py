"""A chart on a page: its message as heading, the picture, the numbers as a table, downloads."""

from __future__ import annotations

import copy
import io
import threading
import zipfile
from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.components.tables import as_text, plain_table
from experiments.charts.alt import alt_of
from experiments.charts.chart import Chart, FlowChart, IntervalChart, LineChart
from experiments.charts.draw import draw_chart, render
from experiments.charts.notes import notes_of
from experiments.charts.table import Table, table_of
from experiments.charts.units import write_value
from experiments.charts.web import altair_of, sankey_of
from experiments.texts import Texts, texts_in

WIDEST_LEGEND = 24
"""Letters of all names together that stand beside each other on a telephone."""
ROW, PICTURE, AROUND, LEGEND_LINE = 48, 300, 80, 22
"""Dots of height: a row of intervals, a picture of lines, its axis, a line of the legend."""
MOST_ROWS = 60
"""A longer table is shown by the year; the file has every row."""
_MONTHS = 12
_TELEPHONE, _NAME_WIDTH = 520, 96
"""Dots: a chart that is no wider is on a telephone; the room for a name beside a flow there."""
_PICTURES = {"png": "image/png", "svg": "image/svg+xml"}
_DRAWING = threading.Lock()
"""matplotlib's settings are of the process: one drawing at a time."""


def chart_box(chart: Chart, key: str, footer: Sequence[str], command: str = "") -> None:
    """Show a chart with all that goes with it.

    key: apart from those of the other charts of the page. footer: what stands under the picture,
    also in files. command: what makes the same numbers on the command line.
    """
    texts = texts_in(session.language())
    st.header(as_text(chart.message), anchor=False)
    st.text(chart.subtitle)
    alt = alt_of(chart, texts)
    if isinstance(chart, FlowChart):
        options = _for_every_width(sankey_of(chart, texts))
        st.echarts_chart(
            options, height=460, theme=None, renderer="svg", alt=alt, key=f"flow:{key}"
        )
    else:
        picture = _vega(chart, tuple(footer), texts)
        st.vega_lite_chart(picture, height=_height(chart), theme=None, alt=alt)
    _more(chart, key, footer, command, texts)


def _vega(chart: Chart, footer: tuple[str, ...], texts: Texts) -> dict[str, Any]:
    """Return the picture as Vega-Lite, made once for everybody who looks.

    footer: names the run, so that two charts of one name are told apart.
    """
    marks = tuple(getattr(chart, "marks", ()))
    key = (texts.lang, chart.name, chart.message, footer, marks)
    if key not in _PICTURES_MADE:
        if len(_PICTURES_MADE) >= MOST_PICTURES:
            _PICTURES_MADE.clear()
        _PICTURES_MADE[key] = _narrow(altair_of(chart, texts)).to_dict()
    return _PICTURES_MADE[key]


_PICTURES_MADE: dict[tuple[Any, ...], dict[str, Any]] = {}
MOST_PICTURES = 128


def _height(chart: Chart) -> int:
    """Return the height with everything around the picture, so that the picture keeps its own."""
    if isinstance(chart, IntervalChart):
        return ROW * len(chart.rows) + AROUND
    names = [series.label for series in chart.series] if isinstance(chart, LineChart) else []
    below_each_other = sum(map(len, names)) > WIDEST_LEGEND
    return PICTURE + AROUND + LEGEND_LINE * (len(names) if below_each_other else 1)


def _for_every_width(options: dict[str, Any]) -> dict[str, Any]:
    """Return the flows as wide screens and telephones can show them.

    On a telephone names are broken over lines, and the middle has numbers only: its colours are
    those of the first column.
    """
    wide, narrow = copy.deepcopy(options), copy.deepcopy(options)
    for series in (*wide["series"], *narrow["series"]):
        last = max(node["depth"] for node in series["data"])
        for node in series["data"]:
            if node["depth"] == last:
                node["label"]["position"] = "left"
        series["right"] = "3%"
    for series in narrow["series"]:
        last = max(node["depth"] for node in series["data"])
        for node in series["data"]:
            label = node["label"]
            if 0 < node["depth"] < last:
                number = str(label["formatter"]).rpartition(": ")[2]
                label |= {"position": "inside", "formatter": number, "color": "white"}
            else:
                label |= {"width": _NAME_WIDTH, "overflow": "break", "lineHeight": 15}
        series |= {"nodeWidth": 30, "label": series["label"] | {"fontSize": 12}}
    media = [{"query": {"maxWidth": _TELEPHONE}, "option": narrow}, {"option": wide}]
    return {"baseOption": wide, "media": media}


def _narrow(picture: Any) -> Any:
    """Return the picture with a legend that fits a telephone: below each other where it is long."""
    import altair as alt

    for layer in getattr(picture, "layer", ()):
        for name in ("color", "strokeDash", "shape"):
            channel = layer.encoding[name]
            if isinstance(channel, alt.SchemaBase) and isinstance(channel["legend"], alt.Legend):
                names = channel["scale"]["domain"]
                wide = isinstance(names, list) and sum(map(len, names)) > WIDEST_LEGEND
                channel["legend"]["columns"] = 1 if wide else 0
    return picture


def _more(chart: Chart, key: str, footer: Sequence[str], command: str, texts: Texts) -> None:
    text = session.words()
    with st.container(horizontal=True, vertical_alignment="center"):
        as_table = st.toggle(text("chart.table"), key=f"table:{key}", persist_state="session")
        with st.popover(text("chart.download")):
            for kind, mime in _PICTURES.items():
                st.download_button(
                    kind.upper(),
                    data=partial(_picture, chart, tuple(footer), texts.lang, kind),
                    file_name=f"{chart.name}.{kind}",
                    mime=mime,
                    key=f"{kind}:{key}",
                    on_click="ignore",
                )
            st.download_button(
                text("chart.csv"),
                data=partial(_numbers, chart, tuple(footer), texts),
                file_name=f"{chart.name}.zip",
                mime="application/zip",
                key=f"csv:{key}",
                on_click="ignore",
            )
            if command:
                st.caption(text("chart.command"))
                st.code(command, language=None, wrap_lines=True)
    if as_table:
        _table(table_of(chart, texts), chart.message, texts)
    st.caption("  \n".join(map(as_text, footer)))


def _picture(chart: Chart, footer: Sequence[str], lang: str, kind: str) -> bytes:
    with _DRAWING:
        return render(draw_chart(chart, list(footer), lang), kind, chart)


def _numbers(chart: Chart, footer: Sequence[str], texts: Texts) -> bytes:
    """Return the numbers with their notes beside them, as one file."""
    table = table_of(chart, texts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            (f"{chart.name}.csv", table.csv()),
            (f"{chart.name}.txt", notes_of(chart, table, list(footer), texts)),
        ):
            archive.writestr(zipfile.ZipInfo(name), content.encode("utf-8"))
    return buffer.getvalue()


def _table(table: Table, alt: str, texts: Texts) -> None:
    rows = list(table.rows)
    if len(rows) > MOST_ROWS:
        rows = rows[::_MONTHS]
        st.caption(session.words()("chart.by_year"))
    columns: dict[str, list[str]] = {}
    for place, column in enumerate(table.columns):
        cells = [row[place] for row in rows]
        columns[column.title] = [
            write_value(cell, column.unit, texts.lang)
            if isinstance(cell, float)
            else str(cell or "")
            for cell in cells
        ]
    plain_table(columns, alt)
