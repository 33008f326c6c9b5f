"""The text beside a table of numbers: what each column is, and where the numbers come from."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.charts.chart import Chart
from experiments.charts.table import Table
from experiments.texts import Texts


def notes_of(chart: Chart, table: Table, footer: Sequence[str], texts: Texts) -> str:
    """Return the notes of a chart's table, as plain text."""
    lines = [chart.message, chart.subtitle, "", texts("notes.columns")]
    for column in table.columns:
        unit = texts(f"notes.unit.{column.unit}") if column.unit else texts("notes.unit.text")
        lines.append(f"- {column.title}: {unit}")
    return "\n".join([*lines, "", *footer]) + "\n"
