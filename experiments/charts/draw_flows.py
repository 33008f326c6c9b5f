"""Draw people who go from stage to stage: blocks as high as groups, ribbons as wide as flows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.charts import style
from experiments.charts.chart import Flow, FlowChart, Node
from experiments.charts.sheet import MARGIN, Sheet, height_of, spread_apart
from experiments.numbers import write_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BLOCK = 0.16
"""Width of a block in inches."""
_BETWEEN = 0.035
"""Room between two blocks, as a part of all people."""
_WIDEST_LABEL = 0.19
"""Part of the page that a label may take."""


def draw_flows(sheet: Sheet, chart: FlowChart, lang: str) -> None:
    """Draw the chart on its sheet."""
    widest = _WIDEST_LABEL * sheet.size.width
    labels = {
        node.key: sheet.wrap(
            f"{node.label}: {write_number(node.band[1], lang)}", widest, style.BODY
        )
        for node in chart.nodes
    }
    head = height_of("", style.BODY) + 0.12
    last = len(chart.stages) - 1
    side = {stage: 0.0 for stage in (0, last)}
    for node in chart.nodes:
        if node.stage in side:
            width = sheet.width_of(labels[node.key], style.BODY) + 0.12
            side[node.stage] = max(side[node.stage], width)
    left, right = MARGIN + side[0], sheet.size.width - MARGIN - side[last]
    axes = sheet.axes(left, right, sheet.bottom + 0.1, sheet.top - head)
    axes.set_axis_off()
    axes.set_xlim(0.0, right - left)
    places = _place_blocks(chart)
    axes.set_ylim(min(low for low, _ in places.values()), 0.0)
    columns = [stage * (right - left - _BLOCK) / max(last, 1) for stage in range(last + 1)]
    for stage, word in enumerate(chart.stages):
        side_of = "left" if stage == 0 else "right" if stage == last else "center"
        x = {"left": MARGIN, "right": sheet.size.width - MARGIN}.get(
            side_of, left + columns[stage] + _BLOCK / 2
        )
        sheet.write(x, sheet.top, word, style.BODY, ha=side_of, color=style.GREY)
    _draw_ribbons(axes, chart, places, columns)
    _draw_blocks(axes, chart, places, columns)
    _write_labels(sheet, axes, chart, places, columns, labels)


def _place_blocks(chart: FlowChart) -> dict[str, tuple[float, float]]:
    """Return the lower and upper edge of each block, 0 at the top, in the order of the nodes."""
    people = max(
        sum(n.band[1] for n in chart.nodes if n.stage == s) for s in range(len(chart.stages))
    )
    most = max(sum(1 for n in chart.nodes if n.stage == s) for s in range(len(chart.stages)))
    height = people * (1 + _BETWEEN * (most - 1))
    places = {}
    for stage in range(len(chart.stages)):
        nodes = [node for node in chart.nodes if node.stage == stage]
        room = height - sum(node.band[1] for node in nodes)
        gap = room / (len(nodes) - 1) if len(nodes) > 1 else 0.0
        gap = min(gap, 2.5 * _BETWEEN * people)
        used = sum(node.band[1] for node in nodes) + gap * (len(nodes) - 1)
        y = -(height - used) / 2
        for node in nodes:
            places[node.key] = (y - node.band[1], y)
            y -= node.band[1] + gap
    return places


def _draw_blocks(
    axes: Axes, chart: FlowChart, places: dict[str, tuple[float, float]], columns: list[float]
) -> None:
    from matplotlib.patches import Rectangle

    for node in chart.nodes:
        low, high = places[node.key]
        axes.add_patch(
            Rectangle(
                (columns[node.stage], low), _BLOCK, high - low, color=node.colour, linewidth=0
            )
        )


def _draw_ribbons(
    axes: Axes, chart: FlowChart, places: dict[str, tuple[float, float]], columns: list[float]
) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    order = {node.key: position for position, node in enumerate(chart.nodes)}
    leaving = {key: high for key, (_, high) in places.items()}
    coming = dict(leaving)
    starts: dict[tuple[str, str], float] = {}
    ends: dict[tuple[str, str], float] = {}
    for flow in sorted(chart.flows, key=lambda f: (order[f.source], order[f.target])):
        starts[flow.source, flow.target] = leaving[flow.source]
        leaving[flow.source] -= flow.band[1]
    for flow in sorted(chart.flows, key=lambda f: (order[f.target], order[f.source])):
        ends[flow.source, flow.target] = coming[flow.target]
        coming[flow.target] -= flow.band[1]
    for flow in chart.flows:
        source, target = chart.node(flow.source), chart.node(flow.target)
        x0, x1 = columns[source.stage] + _BLOCK, columns[target.stage]
        bend = (x0 + x1) / 2
        y0, y1, wide = starts[_pair(flow)], ends[_pair(flow)], flow.band[1]
        corners = [
            (x0, y0),
            (bend, y0),
            (bend, y1),
            (x1, y1),
            (x1, y1 - wide),
            (bend, y1 - wide),
            (bend, y0 - wide),
            (x0, y0 - wide),
            (x0, y0),
        ]
        curve = [Path.CURVE4] * 3
        codes = [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY]
        ribbon = PathPatch(Path(corners, codes), facecolor=source.colour, alpha=0.32, linewidth=0)
        ribbon.set_label(f"{flow.source} > {flow.target}")
        axes.add_patch(ribbon)


def _pair(flow: Flow) -> tuple[str, str]:
    return flow.source, flow.target


def _write_labels(
    sheet: Sheet,
    axes: Axes,
    chart: FlowChart,
    places: dict[str, tuple[float, float]],
    columns: list[float],
    labels: dict[str, str],
) -> None:
    """Write names beside the blocks, moved apart where they would touch."""
    low, high = axes.get_ylim()
    unit = (high - low) / (axes.get_position().height * sheet.size.height)
    last = len(chart.stages) - 1
    for stage in range(last + 1):
        nodes: list[Node] = [node for node in chart.nodes if node.stage == stage][::-1]
        wanted = [sum(places[node.key]) / 2 for node in nodes]
        sizes = [unit * (height_of(labels[node.key], style.BODY) + 0.05) for node in nodes]
        for node, y in zip(nodes, spread_apart(wanted, sizes, low, high), strict=True):
            x = columns[stage] + (-0.08 if stage == 0 else _BLOCK + 0.08)
            axes.annotate(
                labels[node.key],
                (x, y),
                ha="right" if stage == 0 else "left",
                va="center",
                fontsize=style.BODY,
                linespacing=1.2,
                color=style.INK,
                annotation_clip=False,
            )
