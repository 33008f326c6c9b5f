"""A chart on a page: its message as title, the picture, the numbers as a table, and downloads."""

from __future__ import annotations

import streamlit as st

from experiments.charts.chart import Chart


def chart_box(chart: Chart, key: str, footer: list[str]) -> None:
    """Show a chart with all that goes with it."""
    st.subheader(chart.message, anchor=False)
    st.text(chart.subtitle)
    st.caption(" ".join(footer))
