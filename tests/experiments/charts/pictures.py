"""What can go wrong in a picture, looked for with the letters as they are drawn."""

from __future__ import annotations

from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from experiments.charts import style

_TOUCH = 1.5
"""Dots that two boxes may share: boxes are a little larger than their letters."""


def texts_of(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every text that is drawn, with its box in dots."""
    import matplotlib as mpl

    with mpl.rc_context(style.SETTINGS):
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        renderer: Any = canvas.get_renderer()
        found = []
        for text in figure.findobj(Text):
            assert isinstance(text, Text)
            if not text.get_visible() or not text.get_text().strip():
                continue
            if _is_hidden_tick(figure, text):
                continue
            box = Text.get_window_extent(text, renderer)
            if isinstance(text, Annotation):
                text.update_positions(renderer)
                box = Text.get_window_extent(text, renderer)
            found.append((text.get_text(), box))
    return found


def _is_hidden_tick(figure: Figure, text: Text) -> bool:
    """Whether a text is the label of a tick outside the limits of its axis, or of no axis."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            ticks = [*axis.get_major_ticks(), *axis.get_minor_ticks()]
            for tick in ticks:
                if text in (tick.label1, tick.label2):
                    if not axes.axison or text is tick.label2:
                        return True
                    low, high = sorted(axis.get_view_interval())
                    room = 1e-9 * (high - low)
                    return not low - room <= tick.get_loc() <= high + room
            if text in (axis.label, axis.offsetText) and not axes.axison:
                return True
    return False


def cut_off(figure: Figure) -> list[str]:
    """Texts that do not lie on the page as a whole."""
    width, height = figure.get_size_inches() * figure.dpi
    return [
        words
        for words, box in texts_of(figure)
        if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height
    ]


def overlapping(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts that lie over each other."""
    found = texts_of(figure)
    pairs = []
    for place, (words, box) in enumerate(found):
        for other, its in found[place + 1 :]:
            wide = min(box.x1, its.x1) - max(box.x0, its.x0)
            high = min(box.y1, its.y1) - max(box.y0, its.y0)
            if wide > _TOUCH and high > _TOUCH:
                pairs.append((words, other))
    return pairs
