"""A chart as PowerPoint knows it: its numbers in a sheet inside, intervals as error bars.

PowerPoint has no bands, so an interval is an error bar whose edges stand in the sheet too. Months
become year ends, because more error bars than that cannot be read.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isnan
from typing import Any

from experiments.charts import style
from experiments.charts.chart import Chart, CloudChart, FlowChart, IntervalChart, LineChart
from experiments.charts.units import FACTORS, POINTS, STEPS, decimals_of
from experiments.texts import Texts

SHEET = "Sheet1"
LONG_AGO = datetime(1980, 1, 1)
"""The date in every sheet, so that the same chart gives the same bytes."""
_FORMATS = {
    "share": "0%",
    "eur": '"€" #,##0',
    "persons": "#,##0",
}
"""How numbers are written; of other units as many decimals as the steps of the axis need."""
_MANY = 8
"""More names than this are written in smaller letters, so that each has its line."""


@dataclass(frozen=True)
class Bars:
    """A series of a native chart: values with the edges of their intervals; None where undefined.

    colours: of each point, or one for all. words: what it is called.
    """

    name: str
    values: Sequence[float | None]
    low: Sequence[float | None]
    high: Sequence[float | None]
    colours: Sequence[str]


@dataclass(frozen=True)
class Native:
    """A chart in the terms of a sheet. kind: bars or lines; categories: the names of the points."""

    kind: str
    categories: Sequence[str]
    series: Sequence[Bars]
    unit: str
    axis_title: str
    norms: Sequence[float | None] = ()
    norm_name: str = ""


def native_of(chart: Chart, texts: Texts) -> Native:
    """Return what of a chart goes into a sheet. Raises TypeError for a cloud: see add_cloud."""
    if isinstance(chart, LineChart):
        return _of_lines(chart)
    if isinstance(chart, IntervalChart):
        return _of_intervals(chart, texts)
    if isinstance(chart, FlowChart):
        return _of_flows(chart, texts)
    raise TypeError(f"{chart.name} is a cloud of points")


def _of_lines(chart: LineChart) -> Native:
    places = _shown(chart)
    factor = FACTORS.get(chart.unit, 1.0)
    series = [
        Bars(
            one.label,
            [_number(one.band[1][place] * factor) for place in places],
            [_number(one.band[0][place] * factor) for place in places],
            [_number(one.band[2][place] * factor) for place in places],
            [one.colour],
        )
        for one in chart.series
    ]
    words = [chart.x_word(float(chart.series[0].x[place])) for place in places]
    return Native("lines", words, series, chart.unit, chart.x_label)


def _shown(chart: LineChart) -> list[int]:
    """Return the places of the points that a slide shows: all, or of months each year's last."""
    points = len(chart.series[0].x)
    if chart.start is None:
        return list(range(points))
    return [place for place in range(points) if (chart.start + place) % 12 == 11]


def _of_intervals(chart: IntervalChart, texts: Texts) -> Native:
    factor = FACTORS.get(chart.unit, 1.0)
    rows = list(chart.rows)[::-1]  # a bar chart writes from below
    middle = "table.difference" if chart.differences else "table.middle"
    bars = Bars(
        texts(middle),
        [_number(row.middle * factor) for row in rows],
        [_number(row.low * factor) for row in rows],
        [_number(row.high * factor) for row in rows],
        [row.colour for row in rows],
    )
    norms: list[float | None] = []
    if any(row.norm is not None for row in rows):
        norms = [None if row.norm is None else row.norm * factor for row in rows]
    names = [row.label for row in rows]
    return Native("bars", names, [bars], chart.unit, chart.x_label, norms, chart.norm_name)


def _of_flows(chart: FlowChart, texts: Texts) -> Native:
    """Return where the way ends: PowerPoint knows no flows."""
    last = len(chart.stages) - 1
    nodes = [node for node in chart.nodes if node.stage == last][::-1]
    bars = Bars(
        chart.stages[last],
        [node.band[1] for node in nodes],
        [node.band[0] for node in nodes],
        [node.band[2] for node in nodes],
        [node.colour for node in nodes],
    )
    words = texts("deck.people", stage=chart.stages[last])
    return Native("bars", [node.label for node in nodes], [bars], chart.unit, words)


def add_native(slide: Any, chart: Chart, box: tuple[int, int, int, int], texts: Texts) -> Any:
    """Add a native chart to a slide; return its graphic frame. box: left, top, width, height."""
    if isinstance(chart, CloudChart):
        return add_cloud(slide, chart, box)
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Pt

    native = native_of(chart, texts)
    data = CategoryChartData(number_format=_FORMATS.get(native.unit, "General"))
    data.categories = native.categories
    for series in native.series:
        data.add_series(series.name, series.values)
    if native.norms:
        data.add_series(native.norm_name, native.norms)
    lines = native.kind == "lines"
    kind = XL_CHART_TYPE.LINE_MARKERS if lines else XL_CHART_TYPE.BAR_CLUSTERED
    frame = slide.shapes.add_chart(kind, *box, data)
    made = frame.chart
    _dress(made, native.unit, legend=lines or bool(native.norms))
    _name(made.category_axis if lines else made.value_axis, native.axis_title)
    _scale(made.value_axis, _edges(native), native.unit)
    for number, series in enumerate(native.series):
        plotted = made.plots[0].series[number]
        _colour(plotted, series.colours, lines)
        if lines:
            _dash(plotted, chart.series[number].dashes)  # type: ignore[union-attr]
        first = 1 + len(native.series) + bool(native.norms) + 4 * number
        _add_error_bars(plotted, series, first, series.colours[0] if lines else style.INK)
    if native.norms:
        _colour(made.plots[0].series[len(native.series)], [style.GREY], lines)
    if not lines:
        made.plots[0].gap_width = 60
        if len(native.categories) > _MANY:
            made.category_axis.tick_labels.font.size = Pt(10)
    made.part.chart_workbook.update_from_xlsx_blob(_workbook(native))
    return frame


def add_cloud(slide: Any, chart: CloudChart, box: tuple[int, int, int, int]) -> Any:
    """Add a native scatter chart: the points of each scenario; return its graphic frame."""
    from pptx.chart.data import XyChartData
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE

    markers = {
        "o": XL_MARKER_STYLE.CIRCLE,
        "s": XL_MARKER_STYLE.SQUARE,
        "^": XL_MARKER_STYLE.TRIANGLE,
        "D": XL_MARKER_STYLE.DIAMOND,
    }
    data = XyChartData(number_format="General")
    x_factor, y_factor = FACTORS.get(chart.x_unit, 1.0), FACTORS.get(chart.unit, 1.0)
    for cloud in chart.clouds:
        series = data.add_series(cloud.label)
        for x, y in zip(cloud.x, cloud.y, strict=True):
            series.add_data_point(float(x) * x_factor, float(y) * y_factor)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *box, data)
    made = frame.chart
    _dress(made, chart.unit, legend=True)
    _name(made.value_axis, chart.y_label)
    _name(made.category_axis, chart.x_label)
    _format(made.category_axis, chart.x_unit)
    for axis, unit, factor, which in (
        (made.category_axis, chart.x_unit, x_factor, "x"),
        (made.value_axis, chart.unit, y_factor, "y"),
    ):
        points = [float(v) * factor for cloud in chart.clouds for v in getattr(cloud, which)]
        _scale(axis, [0.0, *points], unit)
    for cloud, plotted in zip(chart.clouds, made.plots[0].series, strict=True):
        plotted.format.line.fill.background()
        plotted.marker.style = markers.get(cloud.marker, XL_MARKER_STYLE.CIRCLE)
        plotted.marker.size = 8
        plotted.marker.format.fill.solid()
        plotted.marker.format.fill.fore_color.rgb = RGBColor.from_string(cloud.colour[1:])
        plotted.marker.format.line.fill.background()
    return frame


def _edges(native: Native) -> list[float]:
    """Return every number that must lie on the value axis."""
    found: list[float | None] = [0.0, *native.norms]
    for series in native.series:
        found += [*series.values, *series.low, *series.high]
    return [number for number in found if number is not None]


def _scale(axis: Any, numbers: Sequence[float], unit: str) -> None:
    """Give an axis round ends that hold all numbers: PowerPoint does not look at error bars."""
    from matplotlib.ticker import MaxNLocator

    if unit == "share":
        ticks: Sequence[float] = [0.0, 0.2, 1.0]
    else:
        whole = unit in {"persons", "weeks", POINTS} and max(map(abs, numbers)) > 5
        locator = MaxNLocator(nbins=7, integer=whole, steps=list(STEPS))
        ticks = locator.tick_values(min(numbers), max(numbers))
    axis.minimum_scale, axis.maximum_scale = float(ticks[0]), float(ticks[-1])
    axis.major_unit = round(float(ticks[1]) - float(ticks[0]), 9)
    if unit not in _FORMATS:
        decimals = decimals_of(axis.major_unit)
        axis.tick_labels.number_format = f"0.{'0' * decimals}" if decimals else "0"


def _name(axis: Any, title: str) -> None:
    axis.has_title = True
    _write(axis.axis_title.text_frame, title, 12)


def _dress(made: Any, unit: str, legend: bool) -> None:
    """Letters, legend, axes: what every native chart shares."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
    from pptx.util import Pt

    made.has_title = False
    made.font.size = Pt(14)
    made.has_legend = legend
    if legend:
        made.legend.position = XL_LEGEND_POSITION.BOTTOM
        made.legend.include_in_layout = False
    value = made.value_axis
    value.major_gridlines.format.line.color.rgb = RGBColor.from_string(style.PALE[1:])
    value.format.line.fill.background()
    _format(value, unit)
    made.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    value.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def _format(axis: Any, unit: str) -> None:
    axis.tick_labels.number_format = _FORMATS.get(unit, "General")
    axis.tick_labels.number_format_is_linked = False


def _write(frame: Any, text: str, points: int) -> None:
    from pptx.util import Pt

    frame.text = text
    run = frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold = Pt(points), False


def _colour(plotted: Any, colours: Sequence[str], lines: bool) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    first = RGBColor.from_string(colours[0][1:])
    if lines:
        plotted.smooth = False
        plotted.format.line.color.rgb = first
        plotted.format.line.width = Pt(2.5)
        plotted.marker.size = 6
        plotted.marker.format.fill.solid()
        plotted.marker.format.fill.fore_color.rgb = first
        plotted.marker.format.line.fill.background()
        return
    plotted.invert_if_negative = False
    plotted.format.fill.solid()
    plotted.format.fill.fore_color.rgb = first
    for place, colour in enumerate(colours if len(set(colours)) > 1 else []):
        fill = plotted.points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string(colour[1:])


def _dash(plotted: Any, dashes: object) -> None:
    from pptx.enum.dml import MSO_LINE

    known = {"-": MSO_LINE.SOLID, "--": MSO_LINE.DASH, ":": MSO_LINE.ROUND_DOT}
    plotted.format.line.dash_style = known.get(str(dashes), MSO_LINE.DASH_DOT)


def _add_error_bars(plotted: Any, series: Bars, first: int, colour: str) -> None:
    """Add the interval of each point; its lengths stand in the sheet from column `first` + 2 on."""
    from pptx.oxml import parse_xml

    minus, plus = _lengths(series)
    edges = "".join(
        f"<c:{side}>{_reference(place, lengths)}</c:{side}>"
        for side, place, lengths in (("plus", first + 3, plus), ("minus", first + 2, minus))
    )
    xml = (
        '<c:errBars xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f'{edges}<c:spPr><a:ln w="22225"><a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'
        "</a:ln></c:spPr></c:errBars>"
    )
    element = plotted._element
    before = next(child for child in element if child.tag.endswith("}cat"))
    before.addprevious(parse_xml(xml))


def _lengths(series: Bars) -> tuple[list[float], list[float]]:
    """Return how far each interval reaches below and above its value; 0 where undefined."""
    minus, plus = [], []
    for value, low, high in zip(series.values, series.low, series.high, strict=True):
        known = value is not None and low is not None and high is not None
        minus.append(max(value - low, 0.0) if known else 0.0)  # type: ignore[operator]
        plus.append(max(high - value, 0.0) if known else 0.0)  # type: ignore[operator]
    return minus, plus


def _reference(column: int, numbers: Sequence[float]) -> str:
    letter = _letter(column)
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{number!r}</c:v></c:pt>' for place, number in enumerate(numbers)
    )
    return (
        f"<c:numRef><c:f>{SHEET}!${letter}$2:${letter}${len(numbers) + 1}</c:f><c:numCache>"
        f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(numbers)}"/>{points}'
        "</c:numCache></c:numRef>"
    )


def _letter(column: int) -> str:
    """Return the letters of a column, 0 for A."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _workbook(native: Native) -> bytes:
    """Return the sheet of a chart: names, values, norms, and of each series its interval."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": LONG_AGO})
    sheet = book.add_worksheet(SHEET)
    columns: list[tuple[str, Sequence[Any]]] = [("", native.categories)]
    columns += [(series.name, series.values) for series in native.series]
    if native.norms:
        columns.append((native.norm_name, native.norms))
    for series in native.series:
        minus, plus = _lengths(series)
        for word, numbers in (("5 %", series.low), ("95 %", series.high)):
            columns.append((f"{series.name} {word}", numbers))
        columns += [(f"{series.name} -", minus), (f"{series.name} +", plus)]
    for place, (name, cells) in enumerate(columns):
        sheet.write_string(0, place, name)
        for row, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row + 1, place, cell)
            elif cell is not None:
                sheet.write_number(row + 1, place, cell)
    book.close()
    return buffer.getvalue()


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)
