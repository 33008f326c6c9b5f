"""The picture of a validation: what was seen beside what the model gives, a line for each row."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from calibration.validation.assess import Assessed
from experiments.charts import style
from experiments.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW_INCHES, EDGE_INCHES, WIDTH = 0.34, 1.5, 11.0
_SHAPES = {True: ("o", style.BLUE), False: ("X", style.RED)}
LONGEST = 74


def picture_of(rows: Sequence[Assessed], texts: Texts, kind: str) -> bytes:
    """Draw the rows of shares that could be scored. kind: png or svg; no date stands in it."""
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter

    shown = [row for row in rows if row.target.unit == "share" and row.score.scored]
    with mpl.rc_context(style.SETTINGS):
        figure = Figure(figsize=(WIDTH, EDGE_INCHES + ROW_INCHES * max(len(shown), 1)))
        axes = figure.add_subplot()
        for place, row in enumerate(reversed(shown)):
            _draw_row(axes, place, row)
        axes.set_yticks(range(len(shown)), [_name(row, texts) for row in reversed(shown)])
        axes.tick_params(axis="y", labelsize=style.FOOTER)
        axes.set_xlim(-0.02, 1.02)
        axes.set_ylim(-0.7, len(shown) - 0.3)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{100 * x:.0f} %"))
        axes.set_xlabel(texts("validate.report.picture"), fontsize=style.FOOTER, loc="right")
        figure.subplots_adjust(left=0.5, right=0.97, top=0.985, bottom=0.9 / figure.get_figheight())
        buffer = io.BytesIO()
        about = {"Software": None} if kind == "png" else {"Date": None}
        figure.savefig(buffer, format=kind, metadata=about)
    return buffer.getvalue()


def _draw_row(axes: Axes, place: int, row: Assessed) -> None:
    score, target = row.score, row.target
    wide, half = score.high_90 - score.low_90, score.high_50 - score.low_50
    axes.barh(place, wide, 0.62, score.low_90, color=style.PALE)
    axes.barh(place, half, 0.34, score.low_50, color=style.LIGHT_BLUE, alpha=0.7)
    marker, colour = _SHAPES[score.inside_90]
    low = target.value if target.low is None else target.low
    high = target.value if target.high is None else target.high
    axes.plot([low, high], [place, place], color=colour, linewidth=1.2)
    axes.plot([target.value], [place], marker=marker, color=colour, markersize=6.5, linestyle="")


def _name(row: Assessed, texts: Texts) -> str:
    observable = row.target.observable
    title = observable.title_en if texts.lang == "en" else observable.title_nl
    name = f"{row.target.id}  {title}"
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
