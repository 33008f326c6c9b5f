"""The trade-off: euros of the municipalities against level or work, a point a scenario."""

from __future__ import annotations

from dashboard.texts import words_in
from experiments.charts import style
from experiments.charts.chart import IntervalChart, Row
from experiments.charts.units import write_value
from experiments.compare.comparison import Comparison
from experiments.compare.outcomes import LEVEL
from experiments.numbers import write_difference


def trade_off_chart(comparison: Comparison, lang: str) -> IntervalChart | None:
    """Return the difference in cost to municipalities a year, scenario by scenario."""
    text = words_in(lang)
    rows = []
    for number, scenario in enumerate(comparison.question.scenarios[1:], start=1):
        cost = next(
            (
                found
                for found in comparison.differences
                if found.scenario == number
                and found.asked.name == "cost"
                and found.asked.filter.get("payer") == "gemeente"
            ),
            None,
        )
        level = comparison.main(number, LEVEL)
        if cost is None or level is None:
            continue
        said = write_difference(level.effect.difference, level.asked.unit, lang)
        effect = cost.effect
        colour, _ = style.SCENARIO_LOOKS[(number - 1) % len(style.SCENARIO_LOOKS)]
        rows.append(
            Row(
                key=scenario.name,
                label=text("trade.row", scenario=scenario.title_in(lang), level=said),
                low=effect.low,
                middle=effect.difference,
                high=effect.high,
                value_label=write_value(effect.difference, "millions", lang),
                colour=colour,
            )
        )
    if not rows:
        return None
    return IntervalChart(
        name="afruil",
        message=text("trade.message"),
        subtitle=text("trade.subtitle"),
        unit="millions",
        x_label=text("trade.x"),
        rows=rows,
        differences=True,
    )
