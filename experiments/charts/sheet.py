"""A page with a title above, a footer below, and room between, measured before anything is drawn.

All lengths are inches from the lower left corner, so that a page of another shape needs no other
numbers. Text is measured with the letters it will be drawn in; so nothing is cut off or overlaps.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from experiments.charts import style
from experiments.charts.style import Size

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MARGIN = 0.36
LEADING = 1.32
"""Height of a line, as a multiple of its letters."""
_POINTS = 72.0
_FINE = 288.0
"""Dots an inch for measuring text: fine enough that rounding to whole dots does not matter."""


class Sheet:
    """An empty page of a size, with its title and footer written."""

    def __init__(self, size: Size, title: str, subtitle: str, footer: Sequence[str]) -> None:
        from matplotlib.figure import Figure

        self.size = size
        self.figure: Figure = Figure(figsize=(size.width, size.height))
        self.top = self._write_head(title, subtitle)
        self.bottom = self._write_foot(footer)

    def width_of(self, text: str, points: float, bold: bool = False) -> float:
        """Return the width of the longest line of a text, in inches."""
        return max(self._width_of_line(line, points, bold) for line in text.split("\n"))

    def wrap(self, text: str, width: float, points: float, bold: bool = False) -> str:
        """Return the text in lines no wider than `width`: as few, and as equal, as can be."""
        lines = self.lines_of(text, width, points, bold)
        narrower = width
        while len(lines) > 1:
            narrower -= 0.15
            narrow = self.lines_of(text, narrower, points, bold)
            if len(narrow) > len(lines) or narrower < 0.5:
                break
            lines = narrow
        return "\n".join(lines)

    def lines_of(self, text: str, width: float, points: float, bold: bool = False) -> list[str]:
        """Return the text in lines no wider than `width`, each as full as can be."""
        lines: list[str] = []
        for word in unbroken(text).split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._width_of_line(longer, points, bold) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _width_of_line(self, line: str, points: float, bold: bool) -> float:
        """Return the width of a line: that of its words and the spaces between them."""
        words = line.split(" ")
        space = _width_of_word("x x", points, bold) - 2 * _width_of_word("x", points, bold)
        return sum(_width_of_word(word, points, bold) for word in words) + space * (len(words) - 1)

    def axes(self, left: float, right: float, bottom: float, top: float) -> Axes:
        """Return axes between these edges."""
        width, height = self.size.width, self.size.height
        return self.figure.add_axes(
            (left / width, bottom / height, (right - left) / width, (top - bottom) / height)
        )

    def write(self, x: float, y: float, text: str, points: float, **looks: object) -> None:
        """Write a text with its upper left corner at (x, y), unless `looks` says otherwise."""
        looks = {"va": "top", "fontsize": points, "linespacing": LEADING - 0.1, **looks}
        self.figure.text(x / self.size.width, y / self.size.height, text, **looks)  # type: ignore[arg-type]

    def _write_head(self, title: str, subtitle: str) -> float:
        """Write the message and, under it, what is shown; return where they end."""
        width = self.size.width - 2 * MARGIN
        y = self.size.height - MARGIN
        for text, points, bold, colour in (
            (title, style.TITLE, True, style.INK),
            (subtitle, style.SUBTITLE, False, style.GREY),
        ):
            if not text:
                continue
            lines = self.wrap(text, width, points, bold)
            weight = "bold" if bold else "normal"
            self.write(MARGIN, y, lines, points, color=colour, fontweight=weight)
            y -= height_of(lines, points) + 0.06
        return y - 0.12

    def _write_foot(self, footer: Sequence[str]) -> float:
        """Write source, scenario, worlds, run id and version; return where they begin."""
        width = self.size.width - 2 * MARGIN
        lines = "\n".join(self.wrap(line, width, style.FOOTER) for line in footer)
        self.write(MARGIN, 0.18, lines, style.FOOTER, color=style.GREY, va="bottom")
        return 0.18 + height_of(lines, style.FOOTER) + 0.1


@lru_cache
def _ruler() -> Any:
    from matplotlib.backends.backend_agg import RendererAgg

    return RendererAgg(8, 8, _FINE)


@lru_cache(maxsize=20_000)
def _width_of_word(word: str, points: float, bold: bool) -> float:
    """Return the width of a word in inches, in the letters of every chart."""
    from matplotlib.font_manager import FontProperties

    font = FontProperties(family=style.FONT, size=points, weight="bold" if bold else "normal")
    return float(_ruler().get_text_width_height_descent(word, font, False)[0]) / _FINE


def unbroken(text: str) -> str:
    """Return a text in which a line never ends between a number and its sign."""
    space = "\N{NO-BREAK SPACE}"
    return text.replace(" %", f"{space}%").replace("€ ", f"€{space}")


def height_of(text: str, points: float) -> float:
    """Return the height of a text of one or more lines, in inches."""
    return (text.count("\n") + 1) * points * LEADING / _POINTS


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
