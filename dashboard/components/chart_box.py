"""A chart on a page: its message as heading, the picture, the numbers as a table, downloads."""

from __future__ import annotations

import copy
import io
import threading
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from altair.utils.schemapi import debug_mode

from dashboard import session
from dashboard.components.tables import as_text, plain_table
from dashboard.memory import Memory
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
    shown = _shown(chart, tuple(footer), texts)
    if isinstance(chart, FlowChart):
        st.echarts_chart(
            shown.options, height=460, theme=None, renderer="svg", alt=shown.alt, key=f"flow:{key}"
        )
    else:
        st.vega_lite_chart(shown.options, height=_height(chart), theme=None, alt=shown.alt)
    _more(chart, key, footer, command, texts)


@dataclass(frozen=True)
class _Shown:
    """A chart as the page shows it. options: of Vega-Lite, or of ECharts for flows."""

    options: dict[str, Any]
    alt: str


_SHOWN: Memory[_Shown] = Memory(256)


def _shown(chart: Chart, footer: tuple[str, ...], texts: Texts) -> _Shown:
    """Return the picture and what it shows in words, made once for everybody who looks.

    footer: names the run, so that two charts of one name are told apart.
    """
    marks = tuple(getattr(chart, "marks", ()))
    key = (texts.lang, chart.name, chart.message, footer, marks)
    return _SHOWN.get(key, lambda: _Shown(_options(chart, texts), alt_of(chart, texts)))


def _options(chart: Chart, texts: Texts) -> dict[str, Any]:
    if isinstance(chart, FlowChart):
        return _for_every_width(sankey_of(chart, texts))
    # Not held against the schema of Vega-Lite at every run: the tests do that for each chart.
    with debug_mode(False):
        found: dict[str, Any] = _narrow(altair_of(chart, texts)).to_dict(validate=False)
    return _with_rows(found)


def _with_rows(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the picture with its rows where they are used.

    Streamlit would send named ones apart, and make a table of each at every run of the page.
    """
    rows = spec.pop("datasets", {})
    for part in (spec, *spec.get("layer", ())):
        name = part.get("data", {}).get("name")
        if name in rows:
            part["data"] = {"values": rows[name]}
    return spec


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
