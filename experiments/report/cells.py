"""The cells of a table as a reader sees them."""

from __future__ import annotations

from experiments.charts.table import Cell, Column
from experiments.charts.units import POINTS
from experiments.numbers import write_number, write_quantity

_DECIMALS = {"persons": 0, "number": 3, POINTS: 1, "weeks": 1, "hours": 0}


def write_cell(cell: Cell, column: Column, lang: str) -> str:
    """Write a cell: words as they are, numbers by the unit of their column, nothing as nothing."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if column.unit == POINTS:
        return write_number(cell * 100, lang, 1)
    if column.unit in {"share", "eur"}:
        return write_quantity(cell, column.unit, lang)
    whole = float(cell).is_integer() and column.unit != "weeks"
    return write_number(cell, lang, 0 if whole else _DECIMALS.get(column.unit, 2))


def is_number(column: Column) -> bool:
    """Tell whether a column holds numbers."""
    return bool(column.unit)
