"""One look for every chart: colours that stay apart for all eyes, line styles, 16:9, a footer."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FONT = "DejaVu Sans"
WIDTH, HEIGHT = 12.8, 7.2
"""Inches: 16:9."""
DOTS = 120
"""Dots an inch in the PNG: 1536 by 864."""

BLUE, OCHRE, RED = "#004488", "#997700", "#BB5566"
"""Tol's high-contrast colours: B1-route, Onderwijsroute, Z-route."""
INK, GREY, PALE = "#222222", "#6E6E6E", "#D9D9D9"
LIGHT_BLUE, TEAL = "#4477AA", "#117755"
BAND = 0.18
"""Opacity of a 90 % band."""

TITLE_WIDTH = 74
"""Characters on a line of the title."""
LINE_HEIGHT = 0.045
"""Height of a line of a label, as a share of the axes."""

SETTINGS: Any = {
    "font.family": FONT,
    "font.size": 13,
    "text.color": INK,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.grid": True,
    "grid.color": PALE,
    "grid.linewidth": 0.8,
    "axes.axisbelow": True,
    "lines.linewidth": 2.6,
    "svg.hashsalt": "doorstroom",
    "svg.fonttype": "path",
    "figure.dpi": DOTS,
    "savefig.facecolor": "white",
}


def new_figure() -> tuple[Figure, Axes]:
    """Return an empty 16:9 figure with room for a title above and a footer below."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, HEIGHT))
    axes = figure.add_axes((0.075, 0.195, 0.715, 0.60))
    return figure, axes


def write_title(figure: Figure, title: str, subtitle: str) -> None:
    """Write the message and, under it, what is shown."""

    lines = wrap_evenly(title, TITLE_WIDTH)
    figure.text(0.03, 0.955, "\n".join(lines), fontsize=18, fontweight="bold", va="top")
    top = 0.955 - 0.052 * len(lines) - 0.008
    figure.text(0.03, top, subtitle, fontsize=13, color=GREY, va="top")


def wrap_evenly(text: str, width: int) -> list[str]:
    """Return the lines of a text, no longer than `width`, as few and as equal as can be."""
    lines = textwrap.wrap(text, width)
    for narrower in range(width - 1, 0, -1):
        narrow = textwrap.wrap(text, narrower)
        if len(narrow) > len(lines):
            break
        lines = narrow
    return lines


def write_footer(figure: Figure, lines: list[str]) -> None:
    """Write source, scenario, worlds, run id and version at the bottom."""
    figure.text(0.03, 0.025, "\n".join(lines), fontsize=9.5, color=GREY, va="bottom")


@dataclass(frozen=True)
class Label:
    """A label beside the end of a line: the height it belongs to, in data units, and its text."""

    height: float
    text: str
    colour: str


def write_labels(axes: Axes, labels: list[Label]) -> None:
    """Write labels to the right of the lines they belong to, moved apart where they would touch."""
    low, high = axes.get_ylim()
    unit = LINE_HEIGHT * (high - low)
    ordered = sorted(labels, key=lambda label: label.height)
    sizes = [unit * (label.text.count("\n") + 1.15) for label in ordered]
    centres = spread_apart([label.height for label in ordered], sizes, low, high)
    for label, centre in zip(ordered, centres, strict=True):
        axes.annotate(
            label.text,
            (1.0, centre),
            xycoords=("axes fraction", "data"),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            color=label.colour,
            fontsize=12,
            annotation_clip=False,
        )


def spread_apart(heights: list[float], sizes: list[float], low: float, high: float) -> list[float]:
    """Return centres near `heights` (rising) so that blocks of these sizes do not overlap.

    Blocks that would touch form a group around the mean of where they want to be; a group stays
    between low and high where it fits.
    """
    groups: list[tuple[list[int], float]] = []
    for index in range(len(heights)):
        members, middle = [index], _inside(heights[index], sizes[index], low, high)
        while groups:
            before, other = groups[-1]
            reach = sum(sizes[i] for i in before) / 2 + sum(sizes[i] for i in members) / 2
            if middle - other >= reach:
                break
            groups.pop()
            members = before + members
            middle = sum(heights[i] for i in members) / len(members)
            middle = _inside(middle, sum(sizes[i] for i in members), low, high)
        groups.append((members, middle))
    centres = [0.0] * len(heights)
    for members, middle in groups:
        edge = middle - sum(sizes[i] for i in members) / 2
        for i in members:
            centres[i] = edge + sizes[i] / 2
            edge += sizes[i]
    return centres


def _inside(middle: float, size: float, low: float, high: float) -> float:
    return max(low + size / 2, min(high - size / 2, middle))
