"""Draw a chart with matplotlib; the same data give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from experiments.charts import style
from experiments.charts.chart import Chart, CloudChart, FlowChart, IntervalChart, LineChart
from experiments.charts.draw_clouds import draw_clouds
from experiments.charts.draw_flows import draw_flows
from experiments.charts.draw_intervals import draw_intervals
from experiments.charts.draw_lines import draw_lines
from experiments.charts.sheet import Sheet

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("png", "svg", "pdf")
_PENS: dict[type, Callable[[Sheet, Any, str], None]] = {
    LineChart: draw_lines,
    IntervalChart: draw_intervals,
    FlowChart: draw_flows,
    CloudChart: draw_clouds,
}


def draw_chart(
    chart: Chart,
    footer: Sequence[str],
    lang: str,
    size: str = style.DEFAULT_SIZE,
    head: bool = True,
) -> Figure:
    """Return the figure of a chart. footer: the lines at the bottom; size: of style.SIZES.

    head: with its message and subtitle; without where a page has them as text.
    """
    import matplotlib as mpl

    with mpl.rc_context(style.SETTINGS):
        words = (chart.message, chart.subtitle) if head else ("", "")
        sheet = Sheet(style.SIZES[size], *words, footer)
        _PENS[type(chart)](sheet, chart, lang)
    return sheet.figure


def render(figure: Figure, kind: str, chart: Chart) -> bytes:
    """Return a figure as the bytes of a file. kind: of FORMATS; no date or host stands in them."""
    import matplotlib as mpl

    about: dict[str, dict[str, str | None]] = {
        "png": {"Software": None, "Title": chart.message},
        "svg": {"Title": chart.message, "Description": chart.subtitle, "Date": None},
        "pdf": {"Title": chart.message, "Subject": chart.subtitle, "CreationDate": None},
    }
    buffer = io.BytesIO()
    with mpl.rc_context(style.SETTINGS):
        figure.savefig(buffer, format=kind, metadata=about[kind])
    return buffer.getvalue()
