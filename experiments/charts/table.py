"""The numbers of a chart as a table: for a file, for a page, for whoever cannot see the picture."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any

from experiments.charts.chart import Chart, CloudChart, FlowChart, IntervalChart, LineChart
from experiments.texts import Texts

if TYPE_CHECKING:
    import pandas as pd

Cell = str | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for a formula at the start of a text."""


@dataclass(frozen=True)
class Column:
    """A column: the word above it, and the unit of its numbers ('' for text)."""

    title: str
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """Columns and rows of plain numbers and words; None where there is no number."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]

    def frame(self) -> pd.DataFrame:
        """Return the table as a data frame."""
        import pandas as pd

        return pd.DataFrame(list(self.rows), columns=[column.title for column in self.columns])

    def csv(self) -> str:
        """Return the table as CSV: commas, decimal points, no number rounded.

        Text that a spreadsheet would take for a formula gets an apostrophe in front.
        """
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow([_harmless(column.title) for column in self.columns])
        for row in self.rows:
            writer.writerow([_harmless(cell) for cell in row])
        return buffer.getvalue()


def table_of(chart: Chart, texts: Texts) -> Table:
    """Return all numbers that a chart shows."""
    make: Callable[[Any, Texts], Table] = _TABLES[type(chart)]
    return make(chart, texts)


def _of_lines(chart: LineChart, texts: Texts) -> Table:
    rows: list[list[Cell]] = []
    for series in chart.series:
        for x, (low, middle, high) in zip(series.x, series.band.T, strict=True):
            where = chart.x_word(float(x))
            rows.append([series.label, where, _cell(middle), _cell(low), _cell(high), ""])
    for figures in chart.published:
        points = zip(figures.x, figures.middle, figures.low, figures.high, strict=True)
        for x, middle, low, high in points:
            where = chart.x_word(float(x))
            rows.append(
                [figures.label, where, float(middle), float(low), float(high), figures.source]
            )
    heads = [Column(texts("table.line")), Column(chart.x_label), *_band_columns(chart.unit, texts)]
    if chart.published:
        return Table([*heads, Column(texts("table.source"))], rows)
    return Table(heads, [row[:-1] for row in rows])


def _of_intervals(chart: IntervalChart, texts: Texts) -> Table:
    unit = "eur" if chart.unit == "millions" else chart.unit
    heads = [Column(texts("table.what")), *_band_columns(unit, texts, chart.differences)]
    with_norm = any(row.norm is not None for row in chart.rows)
    wide = any(row.wide is not None for row in chart.rows)
    if with_norm:
        heads.append(Column(chart.norm_name or texts("table.norm"), unit))
    if wide:
        heads += [Column(texts("table.wide_low"), unit), Column(texts("table.wide_high"), unit)]
    rows: list[list[Cell]] = []
    for row in chart.rows:
        cells: list[Cell] = [row.label, _cell(row.middle), _cell(row.low), _cell(row.high)]
        if with_norm:
            cells.append(row.norm)
        if wide:
            cells += list(row.wide) if row.wide else [None, None]
        rows.append(cells)
    return Table(heads, rows)


def _of_flows(chart: FlowChart, texts: Texts) -> Table:
    heads = [
        Column(texts("table.stage")),
        Column(texts("table.from")),
        Column(texts("table.to")),
        *_band_columns(chart.unit, texts),
    ]
    rows: list[list[Cell]] = []
    for flow in chart.flows:
        source, target = chart.node(flow.source), chart.node(flow.target)
        low, middle, high = flow.band
        stage = f"{chart.stages[source.stage]} > {chart.stages[target.stage]}"
        rows.append([stage, source.label, target.label, middle, low, high])
    return Table(heads, rows)


def _of_clouds(chart: CloudChart, texts: Texts) -> Table:
    heads = [
        Column(texts("table.scenario")),
        Column(chart.x_label, chart.x_unit),
        Column(chart.y_label, chart.unit),
    ]
    rows: list[list[Cell]] = [
        [cloud.label, float(x), float(y)]
        for cloud in chart.clouds
        for x, y in zip(cloud.x, cloud.y, strict=True)
    ]
    return Table(heads, rows)


_TABLES: dict[type, Callable[[Any, Texts], Table]] = {
    LineChart: _of_lines,
    IntervalChart: _of_intervals,
    FlowChart: _of_flows,
    CloudChart: _of_clouds,
}


def _band_columns(unit: str, texts: Texts, differences: bool = False) -> Iterator[Column]:
    middle = "table.difference" if differences else "table.middle"
    for key in (middle, "table.low", "table.high"):
        yield Column(texts(key), unit)


def _cell(value: float) -> float | None:
    return None if isnan(value) else float(value)


def _harmless(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell
